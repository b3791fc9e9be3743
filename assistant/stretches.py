"""The stretch of a passage that answers: its best sentences, with what they need to stand alone (pure)."""

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

NAMED = 1.0  # what it counts that the question names the paragraph: more than all else
SENTENCE = 0.1  # how much the sentence itself counts beside its passage
SHORT = 100  # words: a passage up to this long is quoted whole
SHORT_DIGEST = 120  # an entry of the digest is a summary already
LONG_SENTENCE = 30  # words from which a sentence is trimmed, if it can be
SHORTEST_CLAUSE = 14  # words that stay at least
KEPT = 0.95  # share of what the sentence meets of the question that has to stay
LIST_WORDS = 130  # a list up to this long is given whole, longer ones item by item
SHORTEST_SENTENCE = 4  # words: a line of fewer without a full stop is a heading

# A sentence that begins so leans on the one before it.
_LEANS_BACK = re.compile(
    r"^(this|these|those|they|it|its|such|he|she|his|her|their|however|but|similarly|in addition|moreover|also|"
    r"otherwise|nevertheless|instead|if (not|so)|in this|in these|in such|as such)\b",
    re.IGNORECASE,
)
# And one that begins so limits the one before it, which must not stand without it.
_LIMITS = re.compile(
    r"^(if not|otherwise|nevertheless|this does not|the (only )?exceptions? (is|are)|but|however)\b", re.IGNORECASE
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
# What is printed about a figure or box, not in it.
_FURNITURE = re.compile(r"^(source|sources|notes?|key|figure \d+|table \d+)\b[^.]{0,80}(:|$)", re.IGNORECASE)

Span = tuple[int, int]


@dataclass
class Stretch:
    """The best stretch of one hit for a part of the question. `met`: how well it meets each token of the whole question; `worth`:
    how well it answers the part, by its passage's score for that part and by its own words."""

    hit: int
    text: str
    spans: tuple[Span, ...]
    met: np.ndarray
    worth: float
    is_table: bool = False


def stretches(question: str, found: SearchResult, part: AskedPart, hits: Iterable[int], short: int = SHORT) -> list[Stretch]:
    """The best stretch of each of these hits for a part of the question; a passage of up to `short` words as a whole."""
    chosen = []
    for hit in hits:
        passage = found.hits[hit].passage
        spans = sentences(passage.text)
        if not spans:
            continue
        table = part.met_in(hit, spans)
        fit = table @ part.weights
        for n in _unfit(passage, spans):
            fit[n] = -1.0
        best = int(np.argmax(fit))
        taken = _around(passage, spans, best, bool(_ASKS_FOR_LIST.search(question)), short)
        kept = [_trimmed(passage.text, spans[n], part, hit) if len(taken) == 1 else spans[n] for n in taken]
        worth = (
            NAMED * ("reference" in found.hits[hit].found_by)
            + part.scores[hit]
            + SENTENCE * float(part.weights @ table[taken].max(axis=0))
        )
        met = found.whole.met_in(hit, kept).max(axis=0)
        chosen.append(Stretch(hit, passage.text, tuple(kept), met, worth, is_table=passage.kind == "table"))
    return chosen


def with_more(
    stretch: Stretch, met: np.ndarray, found: SearchResult, room: int, most: int, least: float
) -> tuple[tuple[Span, ...], np.ndarray]:
    """(spans, what is met): the stretch, and up to `most` sentences of its passage, of `room` words in all, each of which meets
    at least `least` more of the question."""
    spans = list(stretch.spans)
    everything = sentences(stretch.text)
    table = found.whole.met_in(stretch.hit, everything)
    met = np.maximum(met, stretch.met)
    for _ in range(most):
        unsaid = [n for n in range(stretch.is_table, len(everything)) if not _holds(spans, everything[n])]
        free = [n for n in unsaid if _can_follow(n, everything, spans, stretch.text)]
        gains = {n: float(found.whole.weights @ np.maximum(table[n] - met, 0.0)) for n in free}
        best = max(gains, key=gains.__getitem__, default=None)
        if best is None or gains[best] < least or count_words(stretch.text, [*spans, everything[best]]) > room:
            break
        spans.append(everything[best])
        met = np.maximum(met, table[best])
    return tuple(sorted(spans)), met


def count_words(text: str, spans: Iterable[Span]) -> int:
    return sum(len(text[begin:end].split()) for begin, end in spans)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentence_spans(text))


def _unfit(passage: Passage, spans: Sequence[Span]) -> list[int]:
    """Sentences that are not quoted for themselves. The head of a table is said again in each of its pieces, where it does not
    stand in the source."""
    if passage.kind == "table":
        return [0] if len(spans) > 1 else []
    unfit = [n for n, (begin, end) in enumerate(spans) if is_furniture(passage.text[begin:end])]
    return unfit if len(unfit) < len(spans) else []


def is_furniture(sentence: str) -> bool:
    """Whether this is printed about the text, not in it: "Source: …", "Notes", a heading of a word or two."""
    if sentence.startswith("• ") or (sentence.endswith(":") and not _FURNITURE.match(sentence)):
        return False
    is_heading = len(sentence.split()) < SHORTEST_SENTENCE and not re.search(r"[.!?:;]\W*$", sentence)
    return is_heading or _FURNITURE.match(sentence) is not None


def _can_follow(n: int, everything: Sequence[Span], spans: Sequence[Span], text: str) -> bool:
    """Whether a sentence makes sense beside those chosen: an item needs its lead-in, one that leans back what is before."""
    said = text[slice(*everything[n])]
    if said.startswith("• "):
        lead = next((m for m in range(n, -1, -1) if not text[slice(*everything[m])].startswith("• ")), None)
        return lead is not None and _holds(spans, everything[lead])
    if said.endswith(":") or is_furniture(said):
        return False
    return n == 0 or not _LEANS_BACK.match(said) or _holds(spans, everything[n - 1])


def _holds(spans: Sequence[Span], sentence: Span) -> bool:
    """Whether a sentence is among the spans, whole or trimmed."""
    return any(begin == sentence[0] for begin, _ in spans)


def _trimmed(text: str, sentence: Span, part: AskedPart, hit: int) -> Span:
    """A long sentence up to the end of a clause, where what follows adds nothing to what is asked and takes nothing back."""
    begin, end = sentence
    if count_words(text, [sentence]) <= LONG_SENTENCE:
        return sentence
    whole = float(part.weights @ part.met_in(hit, [sentence])[0])
    for clause in _CLAUSE.finditer(text, begin, end):
        kept = (begin, clause.start())
        is_whole = count_words(text, [kept]) >= SHORTEST_CLAUSE and not takes_back(text[clause.start() : end])
        if is_whole and float(part.weights @ part.met_in(hit, [kept])[0]) >= KEPT * whole:
            return kept
    return sentence


def _around(passage: Passage, spans: Sequence[Span], best: int, asks_for_list: bool, short: int) -> list[int]:
    """The sentences to quote around the best one: what it leans on, what limits it; for a list its lead-in or the whole."""
    texts = [passage.text[begin:end] for begin, end in spans]
    if len(passage.text.split()) <= (short if passage.rendition == "full" else SHORT_DIGEST):
        printed = [n for n, text in enumerate(texts) if not is_furniture(text)]
        return printed or list(range(len(spans)))
    items = [n for n, text in enumerate(texts) if text.startswith("• ")]
    lead = next((n for n in range(best, -1, -1) if not texts[n].startswith("• ")), None) if items else None
    around = [n for n in items if lead is not None and n > lead and all(m in items for m in range(lead + 1, n))]
    if lead is not None and around and (best in around or best == lead):
        whole = [lead, *around]
        if (asks_for_list or best == lead) and _fitting(texts, whole) == len(whole):
            return whole
        if best in around:
            return [lead, best]
        if texts[lead].endswith(":"):  # a lead-in says nothing alone: it takes as many items as there is room for
            return whole[: max(2, _fitting(texts, whole))]
    first = last = best
    while first > 0 and _LEANS_BACK.match(texts[first]) and not texts[first - 1].startswith("• "):
        first -= 1
    while last + 1 < len(texts) and _LIMITS.match(texts[last + 1]):
        last += 1
    return list(range(first, last + 1))


def _fitting(texts: Sequence[str], whole: Sequence[int]) -> int:
    """How many of these sentences, from the first, come to no more than a list may have."""
    return sum(total <= LIST_WORDS for total in accumulate(len(texts[n].split()) for n in whole))
