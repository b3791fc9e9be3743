"""What a search found: hits, and how each word of the question is met in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.near_misses import NearMiss
from index.models import Hit


@dataclass(frozen=True)
class NearestUnanswered:
    """How near the question is to questions known to be unanswered: the greatest cosine of meanings; how well the nearest one
    meets its words (MaxSim, 0 to 1), and the nearest few do in the mean; and the one that meets them best."""

    cosine: float
    met: float
    met_by_few: float
    near_miss: NearMiss


@dataclass(frozen=True)
class AskedPart:
    """The question as it was searched for (misspellings mended, acronyms spelt out), or a part of it.

    weights: (q,) rarity of each of its tokens, summing to 1. met: (h, q) how well each hit, or a question that it answers, meets
    each token. `scores`, `similarities` (q, t) and `starts` (t,) are per hit, in their order: how well it answers this part, each
    token's cosine with each token of its text, and where those begin.
    """

    text: str
    weights: np.ndarray
    met: np.ndarray
    scores: tuple[float, ...]
    similarities: tuple[np.ndarray, ...]
    starts: tuple[np.ndarray, ...]

    def met_in(self, hit: int, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """(s, q) greatest cosine of each token of the part with one inside each span of the hit's text, 0 where it has none."""
        starts, table = self.starts[hit], self.similarities[hit]
        inside = [(starts >= begin) & (starts < end) for begin, end in spans]
        return (
            np.stack([table[:, mask].max(axis=1, initial=0.0) for mask in inside]) if spans else np.zeros((0, len(self.weights)))
        )


@dataclass(frozen=True)
class SearchResult:
    """Hits best first. `asked` is the question as a whole, then its parts where it has several; empty when nothing was searched.
    `unanswered` is None where no near misses are held.

    `nearest_cosine` is that of the passage, or question that one answers, whose meaning is nearest. `confidence` is how likely it
    is, when the documents answer the question, that one of the first five hits does (see index/confidence.py). `meaning` (d,) is
    the question's own, made by the embedding model of that fingerprint.
    """

    hits: tuple[Hit, ...] = ()
    asked: tuple[AskedPart, ...] = ()
    nearest_cosine: float = 0.0
    unanswered: NearestUnanswered | None = None
    confidence: float = 0.0
    meaning: np.ndarray | None = None
    model: str = ""

    @property
    def whole(self) -> AskedPart:
        return self.asked[0]

    @property
    def parts(self) -> tuple[AskedPart, ...]:
        """What has to be answered: the parts, or the whole where there is but one."""
        return self.asked[1:] or self.asked
