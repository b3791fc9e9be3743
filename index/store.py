"""Vectors in Chroma: in a folder of the build, or on a server that several replicas share. The only door to that library.

A row is one window of one passage, or one question that it answers, and has nothing but its id here: what it belongs to stands in
the files of `rows.py`. Chroma is a cache: those files have the vectors too, and answer within few editions or without a server.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from index.models import IndexProblem
from index.rows import VectorRows, id_text

log = logging.getLogger(__name__)

COLLECTION = "passages"  # in a build's own folder; on a server the build's name stands before it
EXACT_UP_TO = 60_000  # rows within the editions asked for, 92 MB of them with 384 dimensions; above, Chroma is asked
ROWS_EACH = 4  # rows asked for each passage wanted, since a passage has several: its windows and the questions it answers
BATCH = 5_000  # Chroma takes at most 5,461 rows at once
PATIENCE = 2.0  # seconds that a question waits for a server, which takes some milliseconds when it is well
PATIENCE_WRITING = 60.0  # the same for a batch of a build
REPLACED_AT_MOST = 0.1  # of the rows; a search passes over each that was taken out of a copied collection, which keeps its place
LEFT_ALONE = 10.0  # seconds after which a server that did not answer is tried again; questions do not wait for it meanwhile


class ChromaDown(IndexProblem):
    """The Chroma server cannot be used. The message says which, why, and what to do."""


class DenseIndex:
    """Nearest windows by cosine in one build. Close it when the build is no longer in use: an open client keeps its files.

    `server` is the address of a Chroma server that holds the build; None where its own folder does.
    """

    def __init__(self, build: Path, server: str | None = None) -> None:
        self._rows = VectorRows(build / "rows")
        self._server = server
        self._name = collection_name(build.name, server)
        self._client = self._collection = None
        self._tried = -LEFT_ALONE
        if not server:
            self._client = open_client(build)
            self._collection = self._client.get_collection(COLLECTION)

    def __len__(self) -> int:
        return len(self._rows)

    def close(self) -> None:
        if self._client is not None and not self._server:
            self._client.close()

    def nearest(self, vector: np.ndarray, count: int, editions: Sequence[str] | None) -> list[tuple[int, float]]:
        """(passage number, cosine), best first, each passage once; only from the given editions unless None.

        Within editions the search is exact up to EXACT_UP_TO rows, and above that takes the nearest of all, as many more as there
        are rows to be passed over. Chroma's own search within limits missed up to 159 of 3,200 over 10,000 passages, and took 52
        ms over the 21,184 rows of the documents, where a search of the whole takes 5 (2026-11-24; docs/scaling.md). The search is
        also exact while the server does not answer.
        """
        chosen = self._rows.of(editions)
        admitted = len(self) if isinstance(chosen, slice) else len(chosen)
        if editions is not None and admitted <= EXACT_UP_TO:
            return self._rows.nearest(vector, count, editions)
        try:
            found = self._queried(vector, count * len(self) // admitted, chosen)
        except ChromaDown as problem:
            log.warning("%s Searching without it.", problem)
        except _StillDown:
            pass
        else:
            if editions is None or len(found) >= count // 2:  # else those admitted lie far from what is asked
                return found[:count]
        return self._rows.nearest(vector, count, editions)

    def _queried(self, vector: np.ndarray, count: int, chosen: np.ndarray | slice) -> list[tuple[int, float]]:
        """What Chroma finds among the rows that `count` passages have, as far as they are chosen."""
        found = self._ask(query_embeddings=[vector.tolist()], n_results=min(ROWS_EACH * count, len(self)), include=["distances"])
        best: dict[int, float] = {}
        for passage, distance in zip(self._rows.passages_of(found["ids"][0], chosen), found["distances"][0], strict=True):
            if passage is not None:
                best.setdefault(passage, 1.0 - distance)
        return list(best.items())

    def _ask(self, **query) -> dict:
        """What Chroma says. Raises ChromaDown when a server does not answer, and _StillDown for LEFT_ALONE seconds after that."""
        if not self._server:
            return self._collection.query(**query)
        if time.monotonic() - self._tried < LEFT_ALONE:
            raise _StillDown
        try:
            with told_plainly(self._server):
                if self._collection is None:
                    self._client = open_server(self._server, PATIENCE)
                    self._collection = self._client.get_collection(self._name)
                return self._collection.query(**query)
        except ChromaDown:
            self._tried, self._collection = time.monotonic(), None  # it is opened anew: another server may answer there by then
            raise


class _StillDown(Exception):
    pass


def write_dense(build: Path, server: str | None = None, like: Path | None = None, replaced: int = 0) -> int:
    """Has Chroma hold the rows that stand in the folder of a build. Raises ChromaDown.

    `like` is a build in whose folder Chroma holds most of the same: it is copied, and only what differs is written. `replaced`
    counts the rows taken out of that one since it was written anew; returns the same for this one.
    """
    rows = VectorRows(build / "rows")
    ids = np.array(rows.ids)
    new, gone = np.arange(len(rows)), np.zeros(0, dtype=np.uint64)
    if like is not None and not server:
        held = np.load(like / "rows" / "ids.npy")
        new, gone = np.flatnonzero(~np.isin(ids, held)), np.setdiff1d(held, ids)
        if max(replaced + len(gone), len(new)) > REPLACED_AT_MOST * len(rows):
            return write_dense(build)
        shutil.copytree(like / "chroma", build / "chroma")
    with _writing(build, server) as client:
        name = collection_name(build.name, server)
        if len(new) == len(rows):
            made = {"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}}
            collection = client.create_collection(name, configuration=made, embedding_function=None)
        else:
            collection = client.get_collection(name)
        for start in range(0, len(gone), BATCH):
            collection.delete(ids=[id_text(row) for row in gone[start : start + BATCH]])
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            collection.add(ids=[id_text(ids[row]) for row in batch], embeddings=rows.vectors[batch])
    return replaced + len(gone) if len(new) < len(rows) else 0


def forget(build: str, server: str) -> None:
    """Drops a build from a server; nothing happens where it is not there. Raises ChromaDown."""
    from chromadb.errors import NotFoundError

    with told_plainly(server):
        try:
            open_server(server, PATIENCE_WRITING).delete_collection(collection_name(build, server))
        except NotFoundError:
            return


@contextmanager
def open_collection(build: Path, server: str | None) -> Iterator:
    """The rows of a build as Chroma holds them. Raises ChromaDown."""
    with _writing(build, server) as client:
        yield client.get_collection(collection_name(build.name, server))


def collection_name(build: str, server: str | None) -> str:
    return f"{build}-{COLLECTION}" if server else COLLECTION


def open_client(build: Path):
    """Chroma in the folder of a build."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(build / "chroma"), settings=Settings(anonymized_telemetry=False))


def open_server(address: str, patience: float):
    """A client of the server at an address. Raises what httpx and Chroma raise."""
    import chromadb
    import httpx
    from chromadb.config import Settings

    httpx.get(
        f"{address}/api/v2/heartbeat", timeout=patience
    ).raise_for_status()  # since the client asks at once, and waits for ever
    parts = urlsplit(address)
    client = chromadb.HttpClient(
        host=parts.hostname or "",
        port=parts.port or (443 if parts.scheme == "https" else 80),
        ssl=parts.scheme == "https",
        settings=Settings(anonymized_telemetry=False),
    )
    client._server._session.timeout = httpx.Timeout(patience)  # nor has it a setting for it
    return client


@contextmanager
def told_plainly(address: str) -> Iterator[None]:
    """Raises ChromaDown for whatever goes wrong between here and a server."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (httpx.HTTPError, ChromaError, OSError, ValueError) as error:  # Chroma says ValueError where nothing listens
        said = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ChromaDown(f"The Chroma server at {address} cannot be used ({said}). See SIGNPOST_CHROMA_URL.") from error


@contextmanager
def _writing(build: Path, server: str | None) -> Iterator:
    if server:
        with told_plainly(server):
            yield open_server(server, PATIENCE_WRITING)
        return
    client = open_client(build)
    try:
        yield client
    finally:
        client.close()
