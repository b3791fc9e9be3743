"""Vectors in Chroma. The only door to that library.

A row is one window of one passage, or one question that it answers; its id is "<passage number>.<n>", its metadata what searches
are filtered by.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

COLLECTION = "passages"
EXACT_UP_TO = 60_000  # rows, 92 MB of them with 384 dimensions; above, searches within editions are Chroma's too
ROWS_EACH = 4  # rows asked for each passage wanted, since a passage has several: its windows and the questions it answers
BATCH = 5_000  # Chroma takes at most 5,461 rows at once


class DenseIndex:
    """Nearest windows by cosine. Close it when its build is no longer in use: an open client keeps its files."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION)

    def __len__(self) -> int:
        return self._collection.count()

    def close(self) -> None:
        self._client.close()

    def nearest(self, vector: np.ndarray, count: int, editions: Sequence[str] | None) -> list[tuple[int, float]]:
        """(passage number, cosine), best first, each passage once; only from the given editions unless None.

        Within editions the search is exact up to EXACT_UP_TO rows: Chroma's own missed up to 159 of 3,200 over 10,000 passages,
        and took 52 ms over the 21,184 rows of the documents, where a search of the whole takes 5 (2026-11-24).
        """
        if editions is not None and len(self) <= EXACT_UP_TO:
            return self._rows.nearest(vector, count, editions)
        found = self._collection.query(
            query_embeddings=[vector.tolist()],
            n_results=min(ROWS_EACH * count, len(self)),
            where={"edition": {"$in": list(editions)}} if editions is not None else None,
            include=["distances"],
        )
        best: dict[int, float] = {}
        for row, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            best.setdefault(int(row.split(".")[0]), 1.0 - distance)
        return list(best.items())[:count]

    @cached_property
    def _rows(self) -> _Rows:
        """Read when first needed, in about a second: few searches are within editions."""
        held = self._collection.get(include=["embeddings", "metadatas"])
        return _Rows(held["ids"], held["embeddings"], [row["edition"] for row in held["metadatas"]])


class _Rows:
    """All rows in memory, for exact search."""

    def __init__(self, ids: Sequence[str], vectors: np.ndarray, editions: Sequence[str]) -> None:
        self._passages = np.array([int(row.split(".")[0]) for row in ids])
        self._vectors = np.asarray(vectors, dtype=np.float32)
        self._names, self._editions = np.unique(np.array(editions), return_inverse=True)

    def nearest(self, vector: np.ndarray, count: int, editions: Sequence[str]) -> list[tuple[int, float]]:
        chosen = np.isin(self._names, list(editions))[self._editions]
        cosines = self._vectors @ (vector / np.linalg.norm(vector)).astype(np.float32)
        best = np.full(self._passages.max(initial=-1) + 1, -np.inf)
        np.maximum.at(best, self._passages[chosen], cosines[chosen])
        order = np.argsort(-best, kind="stable")[:count]
        return [(int(passage), float(best[passage])) for passage in order if np.isfinite(best[passage])]


def write_dense(folder: Path, windows: Sequence[np.ndarray], editions: Sequence[str]) -> int:
    """Writes the vectors of each passage, its own windows first, with the name of its edition; returns the number of rows."""
    client = _client(folder)
    try:
        collection = client.create_collection(
            COLLECTION,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}},
            embedding_function=None,
        )
        rows = [(f"{n}.{w}", vector, editions[n]) for n, passage in enumerate(windows) for w, vector in enumerate(passage)]
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            collection.add(
                ids=[row for row, _, _ in batch],
                embeddings=[vector.tolist() for _, vector, _ in batch],
                metadatas=[{"edition": edition} for _, _, edition in batch],
            )
        return len(rows)
    finally:
        client.close()


def _client(folder: Path):
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
