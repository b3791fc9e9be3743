"""What people build by default: LangChain's RecursiveCharacterTextSplitter(1000, 200), the same MiniLM, langchain-chroma.

Its pieces know nothing of paragraphs, so each is given the references that it covers (`evals.peers.coverage`). Its first five are
what it would hand to a language model; it has no notion of a question that the documents do not answer, and no citations but the
piece itself, so only its ranking is compared. To be fair to it, it gets each document whole and clean of our digest's marks,
follow-ups as we understood them, and the same embedding model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.attempts import AttemptHit
from evals.matching import DEPTH
from evals.peers.coverage import covered_references
from index.embed import Embedder

SIZE, OVERLAP = 1000, 200  # characters: what tutorials use
BATCH = 64
MARK = "complete"


@dataclass(frozen=True)
class Piece:
    source_id: str
    text: str
    references: tuple[str, ...]


class DefaultPipeline:
    name = "default-pipeline"

    def __init__(
        self, pieces: Sequence[Piece], embedder: Embedder, folder: Path, watched: Callable = lambda _, values, __: values
    ) -> None:
        """`folder` keeps the vectors of these pieces by this model, so that they are embedded once."""
        self._pieces = tuple(pieces)
        told = hashlib.sha256(embedder.fingerprint.encode())
        for piece in self._pieces:
            told.update(piece.text.encode())
        self._store = self._filled(folder / told.hexdigest()[:16], _AsLangChainEmbeddings(embedder), watched)

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        found = self._store.similarity_search_with_score(question, k=DEPTH)
        return tuple(
            AttemptHit(
                source_id=piece.source_id,
                paragraphs=piece.references,
                score=round(max(0.0, 1 - distance / 2), 4),  # squared distance of unit vectors, as a cosine
                text=piece.text,
            )
            for document, distance in found
            for piece in [self._pieces[document.metadata["piece"]]]
        )

    def _filled(self, folder: Path, embeddings, watched: Callable):
        import shutil

        from chromadb.config import Settings
        from langchain_chroma import Chroma

        if not (folder / MARK).exists():
            shutil.rmtree(folder, ignore_errors=True)  # a run that was stopped half-way
        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
        store = Chroma("documents", embeddings, persist_directory=str(folder), client_settings=settings)
        if not (folder / MARK).exists():
            starts = range(0, len(self._pieces), BATCH)
            for start in watched("Embedding for the default pipeline", starts, len(starts)):
                batch = self._pieces[start : start + BATCH]
                numbers = range(start, start + len(batch))
                store.add_texts(
                    [piece.text for piece in batch],
                    metadatas=[{"piece": number} for number in numbers],
                    ids=[str(number) for number in numbers],
                )
            (folder / MARK).touch()
        return store


def cut(source_id: str, text: str, paragraphs: Iterable) -> list[Piece]:
    """The pieces of one document's plain text, each with the references of the paragraphs it covers."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    texts = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP).split_text(text)
    covered = covered_references(texts, tuple(paragraphs))
    return [Piece(source_id, text, references) for text, references in zip(texts, covered, strict=True)]


class _AsLangChainEmbeddings:
    """Our embedder in the form that LangChain asks for (`langchain_core.embeddings.Embeddings`).

    A text longer than the model reads is cut at its limit, as sentence-transformers does by itself: the first window.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vectors.windows[0].tolist() for vectors in self._embedder.read(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]
