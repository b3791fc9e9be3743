"""The first stages of our own search, each as a ranking of its own: what the next one adds is the reason that it is there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.models import Passage
from evals.attempts import AttemptHit
from evals.matching import DEPTH
from evals.peers.bm25 import as_hit
from evals.place import Place
from index.acronyms import Acronyms
from index.fusion import reciprocal_rank_fusion
from index.lexical import LexicalIndex
from index.search import CANDIDATES
from index.store import DenseIndex


class OwnStages:
    """The parts of a build, opened once for both rungs."""

    def __init__(self, place: Place) -> None:
        self.passages: Sequence[Passage] = place.passages
        self._embedder = place.embedder
        self._acronyms = Acronyms(place.passages)
        self._dense = DenseIndex(place.build / "chroma")
        self._lexical = LexicalIndex(place.build / "bm25")
        self._editions = [f"{edition.source_id}/{edition.edition_id}" for edition in place.editions_in_force]
        self._allowed = np.isin([f"{passage.source_id}/{passage.edition_id}" for passage in place.passages], self._editions)

    def by_meaning(self, question: str) -> list[int]:
        """Passage numbers, nearest first, as many as our search takes."""
        vectors = next(iter(self._embedder.read([self._acronyms.spelt_out(question)])))
        nearest = self._dense.nearest(vectors.windows.mean(axis=0), CANDIDATES, None if self._allowed.all() else self._editions)
        return [number for number, _ in nearest]

    def fused(self, question: str) -> list[int]:
        by_words = self._lexical.nearest(
            self._acronyms.spelt_out(question), CANDIDATES, None if self._allowed.all() else self._allowed
        )
        return reciprocal_rank_fusion([self.by_meaning(question), [number for number, _ in by_words]])

    def close(self) -> None:
        self._dense.close()


class DenseRung:
    name = "dense"

    def __init__(self, stages: OwnStages) -> None:
        self._stages = stages

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        return _hits(self._stages.by_meaning(question), self._stages.passages)


class FusedRung:
    name = "fused"

    def __init__(self, stages: OwnStages) -> None:
        self._stages = stages

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        return _hits(self._stages.fused(question), self._stages.passages)


def _hits(numbers: Sequence[int], passages: Sequence[Passage]) -> tuple[AttemptHit, ...]:
    return tuple(as_hit(passages[number], 1 / rank) for rank, number in enumerate(numbers[:DEPTH], 1))
