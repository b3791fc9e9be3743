"""The vectors of a build on disk, for exact search: within limits, and while a Chroma server cannot be reached.

A row is one window of one passage, or one question that it answers. The files are mapped, so that processes on one machine share
what they read of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.array_file import array_file

BLOCK = 65_536  # rows multiplied at once: 100 MB with 384 dimensions


class VectorRows:
    """Exact search over all rows; opening reads nothing but where they are.

    `vectors` is (n, d) float32 of length 1. `ids` (n,) uint64 names each row by its passage and its vector, so that a row has one
    name in all the builds that hold it.
    """

    def __init__(self, folder: Path) -> None:
        self.vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        self.ids = np.load(folder / "ids.npy", mmap_mode="r")
        self._passages = np.load(folder / "passages.npy")
        self._folder = folder

    def __len__(self) -> int:
        return len(self._passages)

    def of(self, editions: Sequence[str] | None) -> np.ndarray | slice:
        """Which rows are of these editions; all, where that is None."""
        if editions is None:
            return slice(0, len(self))
        return np.flatnonzero(np.isin(self._names, list(editions))[self._editions])

    def nearest(self, vector: np.ndarray, count: int, editions: Sequence[str] | None = None) -> list[tuple[int, float]]:
        """(passage number, cosine), best first, each passage once; only from the given editions unless None."""
        asked = (vector / np.linalg.norm(vector)).astype(np.float32)
        chosen = self.of(editions)
        passages = self._passages[chosen]
        best = np.full(self._passages.max(initial=-1) + 1, -np.inf, dtype=np.float32)
        for start in range(0, len(passages), BLOCK):
            block = slice(start, start + BLOCK)
            vectors = self.vectors[block] if editions is None else self.vectors[chosen[block]]
            np.maximum.at(best, passages[block], vectors @ asked)
        found = _greatest(best, count)
        return [(int(passage), float(best[passage])) for passage in found if np.isfinite(best[passage])]

    def passages_of(self, ids: Sequence[str], chosen: np.ndarray | slice) -> list[int | None]:
        """The passage of each row named; None where it is not among the chosen rows, or in no row at all."""
        named = np.array([int(name, 16) for name in ids], dtype=np.uint64)
        order, in_order = self._by_id
        rows = order[np.minimum(np.searchsorted(in_order, named), len(order) - 1)]
        known = self.ids[rows] == named
        if not isinstance(chosen, slice):
            admitted = np.zeros(len(self), dtype=bool)
            admitted[chosen] = True
            known &= admitted[rows]
        return [int(passage) if known else None for passage, known in zip(self._passages[rows], known, strict=True)]

    @cached_property
    def _by_id(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.ids)
        return order, self.ids[order]

    @cached_property
    def _names(self) -> np.ndarray:
        return np.array((self._folder / "editions.txt").read_text(encoding="utf-8").splitlines())

    @cached_property
    def _editions(self) -> np.ndarray:
        return np.load(self._folder / "editions.npy")


def _greatest(values: np.ndarray, count: int) -> np.ndarray:
    """Places of the greatest values, greatest first, the earlier place first among equals."""
    if count < len(values):
        least = np.partition(values, len(values) - count)[len(values) - count]
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(len(values))
    return places[np.argsort(-values[places], kind="stable")][:count]


def write_rows(folder: Path, windows: Sequence[np.ndarray], passage_ids: Sequence[str], editions: Sequence[str]) -> int:
    """Writes the vectors of each passage, its own windows first, with the name of its edition; returns the number of rows."""
    folder.mkdir(parents=True)
    passages = np.repeat(np.arange(len(windows), dtype=np.int32), [len(own) for own in windows])
    names, numbers = np.unique(np.array(editions, dtype=str), return_inverse=True)
    dimensions = windows[0].shape[1] if len(windows) else 0
    ids = []
    with array_file(folder / "vectors.npy", "<f4", (len(passages), dimensions)) as write:
        for name, own in zip(passage_ids, windows, strict=True):
            vectors = (own / np.linalg.norm(own, axis=1, keepdims=True)).astype(np.float32)
            write(vectors)
            ids.extend(_id_of(f"{name} {place}", vector) for place, vector in enumerate(vectors))
    np.save(folder / "ids.npy", np.array(ids, dtype=np.uint64))
    np.save(folder / "passages.npy", passages)
    np.save(folder / "editions.npy", numbers.astype(np.int32)[passages])
    (folder / "editions.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return len(passages)


def _id_of(name: str, vector: np.ndarray) -> int:
    return int.from_bytes(hashlib.sha256(name.encode() + vector.tobytes()).digest()[:8], "big")


def id_text(row: int | np.uint64) -> str:
    """The name of a row as Chroma has it."""
    return f"{int(row):016x}"
