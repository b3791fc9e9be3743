"""Near misses as neighbours: a question nearer to one of them than to any passage is probably not answered.

No score of a passage tells that (area under the ROC curve .52 to .66). The nearest questions that are known to be unanswered do:
alone, the difference between the best passage's score and the nearest near miss's gave .83 on the tune half (2026-11-25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from corpus.near_misses import NearMiss
from index.embed import TextVectors
from index.maxsim import SCALE
from index.result import NearestUnanswered

FEW = 3  # whose mean is told beside the nearest one


class NearMissIndex:
    """The near misses of one build. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        with (folder / "near_misses.jsonl").open(encoding="utf-8") as lines:
            self.near_misses = tuple(NearMiss.model_validate_json(line) for line in lines)
        self._meanings = np.load(folder / "meanings.npy")
        self._codes = np.load(folder / "codes.npy", mmap_mode="r")
        self._begins = np.load(folder / "begins.npy")

    def nearest(
        self, meaning: np.ndarray, tokens: np.ndarray, weights: np.ndarray, leave_out: Iterable[str] = ()
    ) -> NearestUnanswered | None:
        """How near the nearest are to a question: `meaning` (d,), its `tokens` (q, c) as the token store projects them, `weights`
        (q,) their rarity. Without those whose question is in `leave_out`; None when none is left."""
        kept = self._but(leave_out)
        if not len(kept):
            return None
        cosines = (self._meanings[kept] @ meaning).astype(float)
        similarities = (self._codes.astype(np.float32) / SCALE) @ tokens.T
        met = (np.maximum.reduceat(similarities, self._begins, axis=0) @ weights)[kept]
        return NearestUnanswered(
            cosine=float(cosines.max()),
            met=float(met.max()),
            met_by_few=float(np.sort(met)[-FEW:].mean()),
            near_miss=self.near_misses[kept[int(met.argmax())]],
        )

    def _but(self, leave_out: Iterable[str]) -> np.ndarray:
        left_out = frozenset(leave_out)
        return np.array([n for n, miss in enumerate(self.near_misses) if miss.question not in left_out], dtype=np.int64)


def write_near_misses(
    folder: Path, near_misses: Sequence[NearMiss], vectors: Iterable[TextVectors], project: Callable[[np.ndarray], np.ndarray]
) -> None:
    """Writes near misses with their vectors, in order; `project` makes components of token vectors as for the passages."""
    folder.mkdir(parents=True)
    meanings, codes = [], []
    for read in vectors:
        meanings.append(read.windows.mean(axis=0))
        codes.append(np.rint(project(read.tokens) * SCALE).astype(np.int8))
    lengths = [len(code) for code in codes]
    np.save(folder / "meanings.npy", np.array(meanings, dtype=np.float32))
    np.save(folder / "codes.npy", np.concatenate(codes) if codes else np.zeros((0, 0), dtype=np.int8))
    np.save(folder / "begins.npy", np.cumsum([0, *lengths[:-1]]).astype(np.int64) if lengths else np.zeros(0, dtype=np.int64))
    with (folder / "near_misses.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(miss.model_dump_json() + "\n" for miss in near_misses)
