"""Vectors kept by the hash of the text they were made from, so that only what is new is embedded."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from index.embed import Embedder, TextVectors

CHUNK = 256  # texts between two commits: what an interrupted build has to embed again at most


class VectorCache:
    """One SQLite file for each model, in `folder`."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / f"{fingerprint.replace('/', '_')}.sqlite")
        self._database.execute("CREATE TABLE IF NOT EXISTS vectors (hash TEXT PRIMARY KEY, arrays BLOB NOT NULL)")

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
                self._database.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (key, _packed(vectors)))
                on_progress(start + done, len(new))
            self._database.commit()
        return len(new)

    def get(self, keys: list[str]) -> Iterator[TextVectors]:
        """Vectors of texts that were read before, in the order asked for."""
        for key in keys:
            (blob,) = self._database.execute("SELECT arrays FROM vectors WHERE hash = ?", (key,)).fetchone()
            with np.load(io.BytesIO(blob)) as arrays:
                yield TextVectors(**arrays)

    def _holds(self, key: str) -> bool:
        return self._database.execute("SELECT 1 FROM vectors WHERE hash = ?", (key,)).fetchone() is not None


def _packed(vectors: TextVectors) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **vars(vectors))
    return buffer.getvalue()
