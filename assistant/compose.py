"""Hits → statements without a language model: the fewest sentences that answer, each as it stands in its source (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

from assistant.cite import takes_back
from corpus.models import Passage
from corpus.sentences import sentence_spans
from index.result import AskedPart, SearchResult

# Over the tune half (2026-11-24): citation recall .774, precision .607 and 95 words with three statements near .90 of the best,
# .808, .553 and 122 so. More statements nearer and farther give .815, .502 and 144. Without further sentences recall is .815 but
# key facts .418 instead of .473; with the sentence at half its passage's weight needless warnings are .037 instead of .009
# (2026-11-25).
READ = 6  # hits whose sentences are weighed
STATEMENTS = 5  # at most, so that an answer is read in half a minute
WORDS = 135  # of all statements together, once there are two
NAMED = 1.0  # what it counts that the question names the paragraph: more than all else
SENTENCE = 0.2  # how much the sentence itself counts beside its passage
HISTORIC = 0.95  # what the score of a historic passage counts when the past is not asked for
NEAR_BEST = 0.85  # a further hit speaks only when its score is this share of the first one's
MORE = 0.02  # what a further sentence of the same passage must add
MORE_SENTENCES = 2  # of them at most
FURTHER_SENTENCES = 0  # and for what is said after the first thing
FURTHER_SHORT = 30  # the same for what is said after the first thing
SHORT = 45  # words: a passage up to this long is quoted whole
SHORT_DIGEST = 120  # an entry of the digest is a summary already
LONG_SENTENCE = 30  # words from which a sentence is trimmed, if it can be
SHORTEST_CLAUSE = 14  # words that stay at least
KEPT = 0.95  # share of what the sentence meets of the question that has to stay
LIST_WORDS = 130  # a list up to this long is given whole, longer ones item by item

# A sentence that begins so leans on the one before it.
_LEANS_BACK = re.compile(
    r"^(this|these|those|they|it|its|such|he|she|his|her|their|however|but|similarly|in addition|moreover|also|"
    r"otherwise|nevertheless|instead|in this|in these|in such|as such)\b",
    re.IGNORECASE,
)
# Where a sentence may end early: before what explains or illustrates. What begins with a condition or a further verb stays.
_CLAUSE = re.compile(
    r";|,? (?=[–—-] )|, (?=(?:which|who|including|for example|for instance|such as|so that|not least|in particular)\b)"
)
_ASKS_FOR_LIST = re.compile(
    r"\b(what are|which|list|examples?|types?|kinds?|models?|steps?|requirements?|criteria|factors|conditions|"
    r"principles|options|barriers|challenges|questions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Selection:
    """What one statement quotes: places in the text of one hit."""

    hit: int
    spans: tuple[tuple[int, int], ...]


def select_from(question: str, found: SearchResult, hit: int) -> Selection | None:
    """The best stretch of one hit, whatever the others say; None for a hit without sentences."""
    options = _options(question, found, found.whole, [hit])
    return Selection(hit, options[0].spans) if options else None


def select(question: str, found: SearchResult, is_historic: Sequence[bool], wants_past: bool) -> list[Selection]:
    """Selections in the order in which they should be read; empty only when there are no hits.

    For each part of the question the passage that answers it best; then whichever sentence adds most to what has been met so far.
    How well a sentence meets the question is MaxSim over its own tokens, together with its passage's score, so that a good
    sentence of a bad passage does not win. `is_historic` tells it of each hit: unless the past is asked for, what is historic
    stands back, and is not added to what is in force.
    """
    standing = [HISTORIC if old and not wants_past else 1.0 for old in is_historic]
    picked = _Picked(found, is_historic, wants_past)
    for part in found.parts:
        options = _options(question, found, part, range(min(READ, len(found.hits))))
        best = max(options, key=lambda option: standing[option.hit] * option.worth, default=None)
        if best and (not picked.selections or not picked.holds(best.hit)):
            picked.add(best, must_be_near=False)
    if not picked.selections:
        return []
    options = _options(question, found, found.whole, range(min(READ, len(found.hits))), FURTHER_SHORT)
    while options and len(picked.selections) < STATEMENTS:
        best = max(
            options, key=lambda option: standing[option.hit] * found.hits[option.hit].score + SENTENCE * picked.gain(option)
        )
        options.remove(best)
        picked.add(best, must_be_near=True)
    return picked.selections


class _Picked:
    """What has been chosen so far, and how well it meets the words of the question."""

    def __init__(self, found: SearchResult, is_historic: Sequence[bool], wants_past: bool) -> None:
        self._found, self._is_historic, self._wants_past = found, is_historic, wants_past
        self._met = np.zeros(len(found.whole.weights))
        self._words = 0
        self.selections: list[Selection] = []

    def gain(self, option: _Option) -> float:
        """How much better the question's words are met with this stretch than without, 0 to 1."""
        return float(self._found.whole.weights @ np.maximum(option.met - self._met, 0.0))

    def holds(self, hit: int) -> bool:
        """Whether this paragraph speaks already: a second piece of it might show more than its licence allows."""
        passages = [self._found.hits[chosen.hit].passage for chosen in self.selections]
        return self._found.hits[hit].passage.paragraph_id in {passage.paragraph_id for passage in passages}

    def add(self, option: _Option, must_be_near: bool) -> None:
        """Takes the stretch in, unless its paragraph speaks already, the answer grows too long, or old would blend with new;
        with `must_be_near` also unless its passage is nearly as good as the first."""
        size = _count_words(option.text, option.spans)
        if self.selections:
            first = self.selections[0].hit
            score = self._found.hits[option.hit].score
            is_near = score >= NEAR_BEST * self._found.hits[first].score
            blends = not self._wants_past and self._is_historic[option.hit] and not self._is_historic[first]
            if (must_be_near and not is_near) or self._words + size > WORDS or blends or self.holds(option.hit):
                return
        spans, self._met, size = _with_more(
            option, self._met, self._found, WORDS - self._words, MORE_SENTENCES if not self.selections else FURTHER_SENTENCES
        )
        self.selections.append(Selection(option.hit, spans))
        self._words += size


def _with_more(
    option: _Option, met: np.ndarray, found: SearchResult, room: int, most: int
) -> tuple[tuple[tuple[int, int], ...], np.ndarray, int]:
    """(spans, what is met, words): the stretch, and sentences of its passage that meet more of the question."""
    spans = list(option.spans)
    words = _count_words(option.text, spans)
    everything = _sentences(option.text)
    table = found.whole.met_in(option.hit, everything)
    met = np.maximum(met, option.met)
    for _ in range(most):
        unsaid = [n for n in range(option.is_table, len(everything)) if not _holds(spans, everything[n])]
        free = [n for n in unsaid if _can_follow(n, everything, spans, option.text)]
        gains = {n: float(found.whole.weights @ np.maximum(table[n] - met, 0.0)) for n in free}
        best = max(gains, key=gains.__getitem__, default=None)
        if best is None or gains[best] < MORE or words + _count_words(option.text, [everything[best]]) > room:
            break
        spans.append(everything[best])
        words += _count_words(option.text, [everything[best]])
        met = np.maximum(met, table[best])
    return tuple(sorted(spans)), met, words


def _can_follow(n: int, everything: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a sentence makes sense beside those chosen: an item needs its lead-in, one that leans back what is before."""
    said = text[slice(*everything[n])]
    if said.startswith("• "):
        lead = next((m for m in range(n, -1, -1) if not text[slice(*everything[m])].startswith("• ")), None)
        return lead is not None and _holds(spans, everything[lead])
    if said.endswith(":") or said.startswith("Source:"):
        return False
    return n == 0 or not _LEANS_BACK.match(said) or _holds(spans, everything[n - 1])


def _holds(spans: Sequence[tuple[int, int]], sentence: tuple[int, int]) -> bool:
    """Whether a sentence is among the spans, whole or trimmed."""
    return any(begin == sentence[0] for begin, _ in spans)


def _count_words(text: str, spans: Iterable[tuple[int, int]]) -> int:
    return sum(len(text[begin:end].split()) for begin, end in spans)


def _fitting(texts: Sequence[str], whole: Sequence[int]) -> int:
    """How many of these sentences, from the first, come to no more than a list may have."""
    return sum(total <= LIST_WORDS for total in accumulate(len(texts[n].split()) for n in whole))


@dataclass
class _Option:
    """The best stretch of one hit for a part of the question. `met`: how well it meets each token of the whole question; `worth`:
    how well it answers the part, by its passage's score for that part and by its own words."""

    hit: int
    text: str
    spans: tuple[tuple[int, int], ...]
    met: np.ndarray
    worth: float
    is_table: bool = False


def _options(question: str, found: SearchResult, part: AskedPart, hits: Iterable[int], short: int | None = None) -> list[_Option]:
    """The best stretch of each of these hits for a part of the question."""
    options = []
    for hit in hits:
        passage = found.hits[hit].passage
        spans = _sentences(passage.text)
        if not spans:
            continue
        table = part.met_in(hit, spans)
        fit = table @ part.weights
        if passage.kind == "table" and len(spans) > 1:
            fit[0] = -1.0  # the head of a table is said again in each of its pieces, where it does not stand in the source
        best = int(np.argmax(fit))
        taken = _stretch(passage, spans, best, bool(_ASKS_FOR_LIST.search(question)), short or SHORT)
        chosen = [_trimmed(passage.text, spans[n], part, hit) if len(taken) == 1 else spans[n] for n in taken]
        met = found.whole.met_in(hit, chosen).max(axis=0)
        worth = (
            NAMED * ("reference" in found.hits[hit].found_by)
            + part.scores[hit]
            + SENTENCE * float(part.weights @ table[taken].max(axis=0))
        )
        options.append(_Option(hit, passage.text, tuple(chosen), met, worth, is_table=passage.kind == "table"))
    return options


def _trimmed(text: str, sentence: tuple[int, int], part: AskedPart, hit: int) -> tuple[int, int]:
    """A long sentence up to the end of a clause, where what follows adds nothing to what is asked and takes nothing back."""
    begin, end = sentence
    if _count_words(text, [sentence]) <= LONG_SENTENCE:
        return sentence
    whole = float(part.weights @ part.met_in(hit, [sentence])[0])
    for clause in _CLAUSE.finditer(text, begin, end):
        kept = (begin, clause.start())
        is_whole = _count_words(text, [kept]) >= SHORTEST_CLAUSE and not takes_back(text[clause.start() : end])
        if is_whole and float(part.weights @ part.met_in(hit, [kept])[0]) >= KEPT * whole:
            return kept
    return sentence


def _stretch(passage: Passage, spans: Sequence[tuple[int, int]], best: int, asks_for_list: bool, short: int) -> list[int]:
    """The sentences to quote around the best one: what it leans on, and for a list its lead-in or the whole of it."""
    texts = [passage.text[begin:end] for begin, end in spans]
    if len(passage.text.split()) <= (short if passage.rendition == "full" else SHORT_DIGEST):
        return list(range(len(spans)))
    items = [n for n, text in enumerate(texts) if text.startswith("• ")]
    lead = next((n for n in range(best, -1, -1) if not texts[n].startswith("• ")), None) if items else None
    around = [n for n in items if lead is not None and n > lead and all(m in items for m in range(lead + 1, n))]
    if lead is not None and around and (best in around or best == lead):
        whole = [lead, *around]
        if (asks_for_list or best == lead) and sum(len(texts[n].split()) for n in whole) <= LIST_WORDS:
            return whole
        if best in around:
            return [lead, best]
        if texts[lead].endswith(":"):  # a lead-in says nothing alone: it takes as many items as there is room for
            return whole[: max(2, _fitting(texts, whole))]
    first = best
    while first > 0 and _LEANS_BACK.match(texts[first]) and not texts[first - 1].startswith("• "):
        first -= 1
    return list(range(first, best + 1))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))
