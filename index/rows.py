"""The vectors of a build on disk, for exact search: within limits, and while a Chroma server cannot be reached.

A row is one window of one passage, or one question that it answers. The files are mapped, so that processes on one machine share
what they read of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

BLOCK = 65_536  # rows multiplied at once: 100 MB with 384 dimensions


class VectorRows:
    """Exact search over all rows; opening reads nothing but where they are."""

    def __init__(self, folder: Path) -> None:
        self._vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        self._passages = np.load(folder / "passages.npy")
        self._folder = folder

    def __len__(self) -> int:
        return len(self._passages)

    def nearest(self, vector: np.ndarray, count: int, editions: Sequence[str] | None = None) -> list[tuple[int, float]]:
        """(passage number, cosine), best first, each passage once; only from the given editions unless None."""
        asked = (vector / np.linalg.norm(vector)).astype(np.float32)
        best = np.full(self._passages.max(initial=-1) + 1, -np.inf)
        for start in range(0, len(self), BLOCK):
            block = slice(start, start + BLOCK)
            cosines = self._vectors[block] @ asked
            if editions is not None:
                cosines[~np.isin(self._names, list(editions))[self._editions[block]]] = -np.inf
            np.maximum.at(best, self._passages[block], cosines)
        order = np.argsort(-best, kind="stable")[:count]
        return [(int(passage), float(best[passage])) for passage in order if np.isfinite(best[passage])]

    @cached_property
    def _names(self) -> np.ndarray:
        return np.array((self._folder / "editions.txt").read_text(encoding="utf-8").splitlines())

    @cached_property
    def _editions(self) -> np.ndarray:
        return np.load(self._folder / "editions.npy")


def write_rows(folder: Path, windows: Sequence[np.ndarray], editions: Sequence[str]) -> int:
    """Writes the vectors of each passage, its own windows first, with the name of its edition; returns the number of rows."""
    folder.mkdir(parents=True)
    passages = np.repeat(np.arange(len(windows), dtype=np.int32), [len(own) for own in windows])
    names, numbers = np.unique(np.array(editions, dtype=str), return_inverse=True)
    vectors = np.concatenate(windows).astype(np.float32)
    np.save(folder / "vectors.npy", vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    np.save(folder / "passages.npy", passages)
    np.save(folder / "editions.npy", numbers.astype(np.int32)[passages])
    (folder / "editions.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return len(passages)
