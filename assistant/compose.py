"""Hits → statements without a language model: the fewest sentences that answer, each as it stands in its source (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.models import Passage
from corpus.sentences import sentence_spans
from index.search import SearchResult

READ = 6  # hits whose sentences are weighed
STATEMENTS = 4  # at most, so that an answer is read in half a minute
WORDS = 140  # of all statements together, once there are two
NEAR_BEST = 0.90  # a hit this near to the best one speaks too, though it repeats
GAIN = 0.035  # what a further statement must add to how well the question's words are met
LIST_WORDS = 130  # a list up to this long is given whole, longer ones item by item

# A sentence that begins so leans on the one before it.
_LEANS_BACK = re.compile(r"^(this|these|those|they|it|its|such|he|she|his|her|their|however|but|similarly|in addition|moreover|also|"
                         r"otherwise|nevertheless|instead|in this|in these|in such|as such)\b", re.IGNORECASE)
_ASKS_FOR_LIST = re.compile(r"\b(what are|which|list|examples?|types?|kinds?|models?|steps?|requirements?|criteria|factors|conditions|"
                            r"principles|options|barriers|challenges|questions)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Selection:
    """What one statement quotes: places in the text of one hit."""

    hit: int
    spans: tuple[tuple[int, int], ...]


def select(question: str, found: SearchResult) -> list[Selection]:
    """Selections in the order in which they should be read; empty only when there are no hits.

    Greedy: the sentence that meets the question best, then whichever adds most to what has been met so far, a hit near the best
    being let in though it adds little. How well a sentence meets the question is MaxSim over its own tokens, together with its
    passage's score, so that a good sentence of a bad passage does not win.
    """
    chosen: list[Selection] = []
    met = np.zeros(len(found.weights))
    words = 0
    options = _options(question, found)
    while options and len(chosen) < STATEMENTS:
        best = max(options, key=lambda option: _gain(option, met, found))
        gain = float(found.weights @ np.maximum(best.met - met, 0.0))
        size = sum(len(best.text[a:b].split()) for a, b in best.spans)
        if chosen and words + size > WORDS:
            options.remove(best)
            continue
        near = found.hits[best.hit].score >= NEAR_BEST * found.hits[chosen[0].hit].score if chosen else True
        if chosen and gain < GAIN and not (near and len(chosen) < 2):
            break
        chosen.append(Selection(best.hit, best.spans))
        met = np.maximum(met, best.met)
        words += size
        taken = {chosen[-1].hit}
        options = [option for option in options if option.hit not in taken]
    return sorted(chosen, key=lambda selection: selection.hit) if chosen else []


@dataclass
class _Option:
    hit: int
    text: str
    spans: tuple[tuple[int, int], ...]
    met: np.ndarray


def _gain(option: _Option, met: np.ndarray, found: SearchResult) -> float:
    new = float(found.weights @ np.maximum(option.met - met, 0.0))
    return new + 0.5 * found.hits[option.hit].score


def _options(question: str, found: SearchResult) -> list[_Option]:
    """The best stretch of each of the first hits."""
    options = []
    for hit in range(min(READ, len(found.hits))):
        passage = found.hits[hit].passage
        spans = _sentences(passage.text)
        if not spans:
            continue
        table = found.met_in(hit, spans)
        best = int(np.argmax(table @ found.weights))
        taken = _stretch(passage, spans, best, bool(_ASKS_FOR_LIST.search(question)))
        options.append(_Option(hit, passage.text, tuple(spans[n] for n in taken), table[taken].max(axis=0)))
    return options


def _stretch(passage: Passage, spans: Sequence[tuple[int, int]], best: int, asks_for_list: bool) -> list[int]:
    """The sentences to quote around the best one: what it leans on, and for a list its lead-in or the whole of it."""
    texts = [passage.text[begin:end] for begin, end in spans]
    items = [n for n, text in enumerate(texts) if text.startswith("• ")]
    lead = next((n for n in range(best, -1, -1) if not texts[n].startswith("• ")), None) if items else None
    around = [n for n in items if lead is not None and n > lead and all(m in items for m in range(lead + 1, n))]
    if lead is not None and around and (best in around or best == lead):
        whole = [lead, *around]
        if (asks_for_list or best == lead) and sum(len(texts[n].split()) for n in whole) <= LIST_WORDS:
            return whole
        if best in around:
            return [lead, best]
    first = best
    while first > 0 and _LEANS_BACK.match(texts[first]) and not texts[first - 1].startswith("• "):
        first -= 1
    return list(range(first, best + 1))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))
