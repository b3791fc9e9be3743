"""Vectors in Chroma: in a folder of the build, or on a server that several replicas share. The only door to that library.

A row is one window of one passage, or one question that it answers; its id is "<passage number>.<n>", its metadata what searches
are filtered by. Chroma is a cache: `rows.py` has the same vectors on disk, which answer while a server cannot be reached.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from index.models import IndexProblem
from index.rows import VectorRows

log = logging.getLogger(__name__)

COLLECTION = "passages"  # in a build's own folder; on a server the build's name stands before it
EXACT_UP_TO = 60_000  # rows, 92 MB of them with 384 dimensions; above, searches within editions are Chroma's too
ROWS_EACH = 4  # rows asked for each passage wanted, since a passage has several: its windows and the questions it answers
BATCH = 5_000  # Chroma takes at most 5,461 rows at once
PATIENCE = 2.0  # seconds that a question waits for a server, which takes some milliseconds when it is well
PATIENCE_WRITING = 60.0  # the same for a batch of a build
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

        Within editions the search is exact up to EXACT_UP_TO rows: Chroma's own missed up to 159 of 3,200 over 10,000 passages,
        and took 52 ms over the 21,184 rows of the documents, where a search of the whole takes 5 (2026-11-24). It is also exact
        while the server does not answer.
        """
        if editions is not None and len(self) <= EXACT_UP_TO:
            return self._rows.nearest(vector, count, editions)
        try:
            return self._queried(vector, count, editions)
        except ChromaDown as problem:
            log.warning("%s Searching without it.", problem)
        except _StillDown:
            pass
        return self._rows.nearest(vector, count, editions)

    def _queried(self, vector: np.ndarray, count: int, editions: Sequence[str] | None) -> list[tuple[int, float]]:
        found = self._ask(
            query_embeddings=[vector.tolist()],
            n_results=min(ROWS_EACH * count, len(self)),
            where={"edition": {"$in": list(editions)}} if editions is not None else None,
            include=["distances"],
        )
        best: dict[int, float] = {}
        for row, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            best.setdefault(int(row.split(".")[0]), 1.0 - distance)
        return list(best.items())[:count]

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


def write_dense(build: Path, windows: Sequence[np.ndarray], editions: Sequence[str], server: str | None = None) -> None:
    """Writes the vectors of each passage, its own windows first, with the name of its edition. Raises ChromaDown."""
    rows = ((f"{n}.{w}", vector, editions[n]) for n, passage in enumerate(windows) for w, vector in enumerate(passage))
    with _writing(build, server) as client:
        collection = client.create_collection(
            collection_name(build.name, server),
            configuration={"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}},
            embedding_function=None,
        )
        while batch := list(islice(rows, BATCH)):
            collection.add(
                ids=[row for row, _, _ in batch],
                embeddings=[vector.tolist() for _, vector, _ in batch],
                metadatas=[{"edition": edition} for _, _, edition in batch],
            )


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
