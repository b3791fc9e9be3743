"""The steps that our search is made of, each as a ranking of its own: what the next one adds is the reason that it is there.

The steps are over the passages alone; what the questions add that people wrote for passages is seen in the rungs of the whole
search: without them, with those of one writer, and Signpost's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

import numpy as np

from evals.attempts import AttemptHit
from evals.matching import DEPTH
from evals.peers.bm25 import as_hit
from evals.place import Place
from index.acronyms import Acronyms
from index.embed import TextVectors
from index.fusion import reciprocal_rank_fusion
from index.lexical import stems
from index.maxsim import TokenStore
from index.models import SearchRequest
from index.search import CANDIDATES
from index.vectors import VectorCache


class OwnSteps:
    """What the rungs share: the vectors of the passages, their words, and their tokens as the build has them."""

    def __init__(self, place: Place) -> None:
        import bm25s

        self._passages = place.passages
        self._embedder = place.embedder
        self._acronyms = Acronyms(place.passages)
        in_force = set(place.passages_in_force)
        self._allowed = np.array([passage in in_force for passage in place.passages])
        windows = _windows(place)
        self._windows = np.concatenate(windows)
        self._first_windows = np.cumsum([0, *(len(of_one) for of_one in windows[:-1])])
        self._bm25 = bm25s.BM25()
        self._bm25.index([stems(passage.embedding_text()) or ["∅"] for passage in place.passages], show_progress=False)
        self._tokens = TokenStore(place.build / "tokens")

    def by_meaning(self, question: str) -> list[int]:
        """Passage numbers by the cosine of their best window."""
        return self._by_meaning(self._read(question))

    def fused(self, question: str) -> list[int]:
        """By the ranks of meaning and of BM25 over headings and text."""
        return self._fused(question, self._read(question))

    def late(self, question: str) -> list[int]:
        """The fused candidates by late interaction."""
        asked = self._read(question)
        candidates = self._fused(question, asked)[:CANDIDATES]
        projected, weights = self._tokens.project(asked.tokens), self._tokens.weights(asked.ids)
        scores = [float(weights @ self._tokens.similarities(number, projected).max(axis=1, initial=0.0)) for number in candidates]
        return [number for _, number in sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])]

    def hits(self, numbers: Sequence[int]) -> tuple[AttemptHit, ...]:
        return tuple(as_hit(self._passages[number], 1 / rank) for rank, number in enumerate(numbers[:DEPTH], 1))

    def _read(self, question: str) -> TextVectors:
        return next(iter(self._embedder.read([self._acronyms.spelt_out(question)])))

    def _by_meaning(self, asked: TextVectors) -> list[int]:
        cosines = np.maximum.reduceat(self._windows @ asked.windows.mean(axis=0), self._first_windows)
        return _best(np.where(self._allowed, cosines, -1.0), above=-1.0)

    def _fused(self, question: str, asked: TextVectors) -> list[int]:
        known = [stem for stem in stems(self._acronyms.spelt_out(question)) if stem in self._bm25.vocab_dict]
        scores = self._bm25.get_scores(known) if known else np.zeros(len(self._passages))
        return reciprocal_rank_fusion([self._by_meaning(asked), _best(np.where(self._allowed, scores, 0.0), above=0.0)])


class Step:
    """One of the steps as a configuration of the ladder."""

    def __init__(self, name: str, steps: OwnSteps, rank: Callable[[str], list[int]]) -> None:
        self.name = name
        self._steps = steps
        self._rank = rank

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        return self._steps.hits(self._rank(question))


class WholeSearch:
    """All stages of the product's search over a place that holds other questions than the product's."""

    def __init__(self, name: str, place: Place) -> None:
        self.name = name
        self._index = place.index

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        found = self._index.search(SearchRequest(question=question, limit=DEPTH))
        return tuple(as_hit(hit.passage, hit.score) for hit in found.hits)


def own_steps(place: Place) -> tuple[Step, ...]:
    """Dense, fused, and fused with late interaction."""
    steps = OwnSteps(place)
    return Step("dense", steps, steps.by_meaning), Step("fused", steps, steps.fused), Step("late", steps, steps.late)


def _best(scores: np.ndarray, above: float) -> list[int]:
    order = np.argsort(-scores, kind="stable")[:CANDIDATES]
    return [int(number) for number in order if scores[number] > above]


def _windows(place: Place) -> list[np.ndarray]:
    """The windows of each passage, from the vectors that the build was made of."""
    texts = {passage.content_hash: passage.embedding_text() for passage in place.passages}
    with closing(VectorCache(place.data_dir / "vectors", place.embedder.fingerprint)) as cache:
        cache.read(texts, place.embedder, lambda *_: None)  # only what somebody deleted in between
        return [vectors.windows for vectors in cache.get([passage.content_hash for passage in place.passages])]
