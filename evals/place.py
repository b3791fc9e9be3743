"""Where questions are asked: a corpus with its index, and the assistant over it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.models import Edition, Passage
from corpus.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.embed import Embedder
    from index.models import Manifest
    from index.search import Index

CorpusName = Literal["full", "digest"]
Progress = Callable[[str, int, int], None]

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "documents"  # beside a developer's checkout, and in CI


@dataclass(frozen=True)
class Place:
    """`build` is the folder of the index build that is asked. `passages` are those of the build, in its order."""

    name: CorpusName
    data_dir: Path
    build: Path
    manifest: Manifest
    passages: tuple[Passage, ...]
    embedder: Embedder
    assistant: Assistant

    @property
    def index(self) -> Index:
        return self.assistant.index()

    @property
    def editions_in_force(self) -> tuple[Edition, ...]:
        return tuple(edition for edition in self.manifest.editions if edition.status != "superseded")

    @property
    def passages_in_force(self) -> tuple[Passage, ...]:
        editions = {(edition.source_id, edition.edition_id) for edition in self.editions_in_force}
        return tuple(passage for passage in self.passages if (passage.source_id, passage.edition_id) in editions)

    @property
    def held(self) -> set[tuple[str, str]]:
        """(source id, reference) of every paragraph that can be found here."""
        return {(passage.source_id, reference) for passage in self.passages_in_force for reference in passage.references}


def open_corpus_at_hand(settings: Settings) -> Place:
    """What the settings point at, with the index as it is. Raises IndexProblem when there is none that fits."""
    return _opened("full", settings.data_dir, _embedder(settings, threads=1))


def open_digest(settings: Settings, on_progress: Progress = lambda *_: None) -> Place:
    """The starter digest alone, in a data folder of its own: what a fresh machine answers from."""
    from index.build import build_index

    embedder = _embedder(settings)
    folder = _folder(settings.data_dir, "digest")
    build_index(folder, embedder, digest_only=True, on_progress=on_progress)
    return _opened("digest", folder, embedder)


def open_documents(settings: Settings, documents: Path = DOCUMENTS, on_progress: Progress = lambda *_: None) -> Place:
    """The full text of the documents in a folder, in a data folder of its own, so that it is the same on every machine.

    Raises RefreshError when one of them cannot be read: a gate that left it out would gate something else.
    """
    from corpus.refresh import RefreshError, refresh_from_folder
    from corpus.sources import held_sources
    from corpus.store import EditionStore
    from index.build import build_index

    embedder = _embedder(settings)
    folder = _folder(settings.data_dir, "documents")
    sources = held_sources()
    for done, outcome in enumerate(refresh_from_folder(documents, sources, EditionStore(folder)), 1):
        on_progress("Reading the documents", done, len(sources))
        if outcome.kind not in ("new", "unchanged"):
            raise RefreshError(outcome.line)
    build_index(folder, embedder, on_progress=on_progress)
    return _opened("full", folder, embedder)


def open_first_writer(place: Place, on_progress: Progress = lambda *_: None) -> Place:
    """The same documents with the questions of one writer only, so that those of the other can be asked of it."""
    first = {question for source in place.manifest.sources for question in first_written(source.source_id)}
    return _with_questions(place, "first-writer", first.__contains__, on_progress)


def open_without_last_writer(place: Place, on_progress: Progress = lambda *_: None) -> Place:
    """The same documents without the questions of each paragraph's last writer, so that those can be asked of it."""
    last = {question for source in place.manifest.sources for question in last_written(source.source_id)}
    return _with_questions(place, "without-last-writer", lambda question: question not in last, on_progress)


def first_written(source_id: str) -> tuple[str, ...]:
    """What the first writer asked of each paragraph."""
    from corpus.questions import read_questions

    first = {(entry.para, entry.text_hash): entry.questions for entry in reversed(read_questions(source_id))}
    return tuple(question for written in first.values() for question in written)


def last_written(source_id: str) -> tuple[str, ...]:
    """What the last writer asked of each paragraph that several have written for."""
    from corpus.questions import read_questions

    by_paragraph: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for entry in read_questions(source_id):
        by_paragraph.setdefault((entry.para, entry.text_hash), []).append(entry.questions)
    return tuple(question for written in by_paragraph.values() if len(written) > 1 for question in written[-1])


def open_without_questions(place: Place, on_progress: Progress = lambda *_: None) -> Place:
    """The same documents without the questions that their paragraphs answer, to see what those bring."""
    return _with_questions(place, "no-questions", lambda _: False, on_progress)


def _with_questions(place: Place, name: str, keep: Callable[[str], bool], on_progress: Progress) -> Place:
    from corpus.store import Corpus
    from index.build import build_index

    passages = tuple(p.model_copy(update={"questions": tuple(filter(keep, p.questions))}) for p in place.passages)
    corpus = Corpus(
        sources=place.manifest.sources,
        editions=place.manifest.editions,
        passages=passages,
        near_misses=place.index.near_misses.near_misses,
    )
    folder = _folder(place.data_dir, name)
    build_index(folder, place.embedder, corpus=corpus, on_progress=on_progress)
    return replace(_opened(place.name, folder, place.embedder), data_dir=place.data_dir)


def _opened(name: CorpusName, data_dir: Path, embedder: Embedder) -> Place:
    from assistant.ask import Assistant
    from index.reader import IndexReader

    reader = IndexReader(data_dir, lambda: embedder)
    index = reader.current()
    build = data_dir / "index" / index.manifest.build_id
    return Place(name, data_dir, build, index.manifest, index.passages, embedder, Assistant(reader))


def _folder(data_dir: Path, name: str) -> Path:
    """A data folder of its own that shares the vectors: they are kept by content, and embedding them again takes minutes."""
    folder = data_dir / "evals" / name
    folder.mkdir(parents=True, exist_ok=True)
    shared, own = data_dir / "vectors", folder / "vectors"
    if not own.exists():
        shared.mkdir(exist_ok=True)
        with suppress(OSError):  # where links are not allowed it embeds for itself
            own.symlink_to(shared.resolve(), target_is_directory=True)
    return folder


def _embedder(settings: Settings, threads: int = 2) -> Embedder:
    """Two threads where passages are embedded first; one where only questions are, as in the product, so that seconds are its."""
    from index.embed import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(settings.embedding_model, threads=threads)
