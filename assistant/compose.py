"""Hits → statements without a language model: the fewest sentences that answer, each as it stands in its source (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

from corpus.models import Passage
from corpus.sentences import sentence_spans
from index.result import SearchResult

READ = 6  # hits whose sentences are weighed
STATEMENTS = 3  # at most, so that an answer is read in half a minute
WORDS = 140  # of all statements together, once there are two
SENTENCE = 0.5  # how much the sentence itself counts beside its passage
NEAR_BEST = 0.90  # a further hit speaks only when its score is this share of the first one's
GAIN = 0.01  # and its sentence meets the question's words better by at least this much
MORE = 0.02  # what a further sentence of the same passage must add
MORE_SENTENCES = 2  # of them at most
SHORT = 60  # words: a passage up to this long is quoted whole; before the question keys .25 of key facts were said so, else .22
SHORT_DIGEST = 120  # an entry of the digest is a summary already
LIST_WORDS = 130  # a list up to this long is given whole, longer ones item by item

# A sentence that begins so leans on the one before it.
_LEANS_BACK = re.compile(
    r"^(this|these|those|they|it|its|such|he|she|his|her|their|however|but|similarly|in addition|moreover|also|"
    r"otherwise|nevertheless|instead|in this|in these|in such|as such)\b",
    re.IGNORECASE,
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
    options = _options(question, found, [hit])
    return Selection(hit, options[0].spans) if options else None


def select(question: str, found: SearchResult, is_historic: Sequence[bool]) -> list[Selection]:
    """Selections in the order in which they should be read; empty only when there are no hits.

    Greedy: the sentence that meets the question best, then whichever adds most to what has been met so far. How well a sentence
    meets the question is MaxSim over its own tokens, together with its passage's score, so that a good sentence of a bad passage
    does not win. `is_historic` tells it of each hit: what is historic is not added to what is in force.
    """
    chosen: list[Selection] = []
    met = np.zeros(len(found.whole.weights))
    words = 0
    options = _options(question, found, range(min(READ, len(found.hits))))
    while options and len(chosen) < STATEMENTS:
        best = max(
            options, key=lambda option: found.hits[option.hit].score + SENTENCE * option.gain_over(met, found.whole.weights)
        )
        options.remove(best)
        size = _count_words(best.text, best.spans)
        if chosen:
            first = chosen[0].hit
            is_near = found.hits[best.hit].score >= NEAR_BEST * found.hits[first].score
            adds = best.gain_over(met, found.whole.weights) >= GAIN
            blends = is_historic[best.hit] and not is_historic[first]
            # a second piece of one paragraph would show more of it than its licence may allow
            again = any(_same_paragraph(found.hits[best.hit].passage, found.hits[one.hit].passage) for one in chosen)
            if not (is_near and adds) or words + size > WORDS or blends or again:
                continue
        spans, met, size = _with_more(best, met, found, WORDS - words)
        chosen.append(Selection(best.hit, spans))
        words += size
    return chosen


def _with_more(
    option: _Option, met: np.ndarray, found: SearchResult, room: int
) -> tuple[tuple[tuple[int, int], ...], np.ndarray, int]:
    """(spans, what is met, words): the stretch, and sentences of its passage that meet more of the question."""
    spans, met = list(option.spans), np.maximum(met, option.met)
    words = _count_words(option.text, spans)
    everything = _sentences(option.text)
    table = found.whole.met_in(option.hit, everything)
    for _ in range(MORE_SENTENCES):
        free = [
            n for n in range(len(everything)) if everything[n] not in spans and _can_follow(n, everything, spans, option.text)
        ]
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
        return lead is not None and everything[lead] in spans
    if said.endswith(":") or said.startswith("Source:"):
        return False
    return n == 0 or not _LEANS_BACK.match(said) or everything[n - 1] in spans


def _count_words(text: str, spans: Iterable[tuple[int, int]]) -> int:
    return sum(len(text[begin:end].split()) for begin, end in spans)


def _fitting(texts: Sequence[str], whole: Sequence[int]) -> int:
    """How many of these sentences, from the first, come to no more than a list may have."""
    return sum(total <= LIST_WORDS for total in accumulate(len(texts[n].split()) for n in whole))


def _same_paragraph(one: Passage, other: Passage) -> bool:
    return (one.source_id, one.edition_id, one.reference) == (other.source_id, other.edition_id, other.reference)


@dataclass
class _Option:
    hit: int
    text: str
    spans: tuple[tuple[int, int], ...]
    met: np.ndarray

    def gain_over(self, met: np.ndarray, weights: np.ndarray) -> float:
        """How much better the question's words are met with this stretch than without, 0 to 1."""
        return float(weights @ np.maximum(self.met - met, 0.0))


def _options(question: str, found: SearchResult, hits: Iterable[int]) -> list[_Option]:
    """The best stretch of each of these hits."""
    options = []
    for hit in hits:
        passage = found.hits[hit].passage
        spans = _sentences(passage.text)
        if not spans:
            continue
        table = found.whole.met_in(hit, spans)
        best = int(np.argmax(table @ found.whole.weights))
        taken = _stretch(passage, spans, best, bool(_ASKS_FOR_LIST.search(question)))
        options.append(_Option(hit, passage.text, tuple(spans[n] for n in taken), table[taken].max(axis=0)))
    return options


def _stretch(passage: Passage, spans: Sequence[tuple[int, int]], best: int, asks_for_list: bool) -> list[int]:
    """The sentences to quote around the best one: what it leans on, and for a list its lead-in or the whole of it."""
    texts = [passage.text[begin:end] for begin, end in spans]
    if len(passage.text.split()) <= (SHORT if passage.rendition == "full" else SHORT_DIGEST):
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
