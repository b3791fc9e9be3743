"""Vectors in Chroma. The only door to that library.

A row is one window of one passage, or one question that it answers; its id is "<passage number>.<n>", its metadata what searches
are filtered by.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

COLLECTION = "passages"
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
        """(passage number, cosine), best first, each passage once; only from the given editions unless None."""
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
