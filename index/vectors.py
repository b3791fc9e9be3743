"""Vectors kept by the hash of the text they were made from, so that only what is new is embedded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.embed import Embedder, TextVectors

CHUNK = 256  # texts between two commits: what an interrupted build has to embed again at most


class VectorCache:
    """One SQLite file for each model, in `folder`."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / f"{fingerprint.replace('/', '_')}.sqlite")
        self._database.execute("DROP TABLE IF EXISTS vectors")  # as they were kept until 2026-11-27: five times as slow to read
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS texts (hash TEXT PRIMARY KEY, windows INTEGER NOT NULL, tokens INTEGER NOT NULL, "
            "arrays BLOB NOT NULL)"
        )

    def close(self) -> None:
        self._database.close()

    def read(self, texts: dict[str, str], embedder: Embedder, on_progress: Callable[[int, int], None]) -> int:
        """Embeds those of the texts (hash → text) that are not kept yet; returns how many. `on_progress(done, of)`."""
        new = [key for key in texts if not self._holds(key)]
        on_progress(0, len(new))
        for start in range(0, len(new), CHUNK):
            keys = new[start : start + CHUNK]
            # texts of like length share a batch, so that little is padded
            keys.sort(key=lambda key: len(texts[key]))
            for done, (key, vectors) in enumerate(zip(keys, embedder.read([texts[key] for key in keys]), strict=True), 1):
                self._database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (key, *_packed(vectors)))
                on_progress(start + done, len(new))
            self._database.commit()
        return len(new)

    def get(self, keys: Sequence[str]) -> KeptVectors:
        """Vectors of texts that were read before, in the order asked for."""
        return KeptVectors(self._database, keys)

    def _holds(self, key: str) -> bool:
        return self._database.execute("SELECT 1 FROM texts WHERE hash = ?", (key,)).fetchone() is not None


class KeptVectors:
    """Read from the file each time that one goes through them, since those of many texts fill the memory."""

    def __init__(self, database: sqlite3.Connection, keys: Sequence[str]) -> None:
        self._database, self._keys = database, keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[TextVectors]:
        for key in self._keys:
            found = self._database.execute("SELECT windows, tokens, arrays FROM texts WHERE hash = ?", (key,)).fetchone()
            yield _unpacked(*found)


def _packed(vectors: TextVectors) -> tuple[int, int, bytes]:
    """Number of windows and of tokens, and windows, tokens, starts and ids one after the other as little-endian bytes."""
    arrays = (
        vectors.windows.astype("<f4"), vectors.tokens.astype("<f2"), vectors.starts.astype("<i4"), vectors.ids.astype("<i4")
    )  # fmt: skip
    return len(vectors.windows), len(vectors.tokens), b"".join(array.tobytes() for array in arrays)


def _unpacked(windows: int, tokens: int, arrays: bytes) -> TextVectors:
    dimensions = (len(arrays) - 8 * tokens) // (4 * windows + 2 * tokens)
    starts_at, ids_at = len(arrays) - 8 * tokens, len(arrays) - 4 * tokens
    return TextVectors(
        windows=np.frombuffer(arrays, "<f4", windows * dimensions).reshape(windows, dimensions),
        tokens=np.frombuffer(arrays, "<f2", tokens * dimensions, 4 * windows * dimensions).reshape(tokens, dimensions),
        starts=np.frombuffer(arrays, "<i4", tokens, starts_at),
        ids=np.frombuffer(arrays, "<i4", tokens, ids_at),
    )
