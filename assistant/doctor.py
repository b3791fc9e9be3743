"""What is wrong with this installation, and what to type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.counted import counted
from corpus.settings import Settings, SettingsError, load_settings


@dataclass(frozen=True)
class Finding:
    """One line of the examination. `line` of a problem ends in what to type."""

    subject: str
    is_well: bool
    line: str


def examine() -> Iterator[Finding]:
    """Findings on settings, corpus, database, model and index, in that order; what depends on something broken is left out."""
    try:
        settings = load_settings()
    except SettingsError as problem:
        yield Finding("settings", False, str(problem))
        return
    yield Finding("settings", True, f"data in {settings.data_dir}, embedding model {settings.embedding_model}")
    yield from _corpus(settings)
    yield look_at_database(settings)
    yield from _model_and_index(settings)


def _corpus(settings: Settings) -> Iterator[Finding]:
    from corpus.store import EditionStore, load_corpus

    store = EditionStore(settings.data_dir)
    for place in sorted(place for place in store.folder.glob("*/[!.]*") if place.is_dir()):
        if damaged := store.damaged(place):
            name = f"{place.parent.name}/{place.name}"
            yield Finding("corpus", False, f"{name}: {damaged[0]} is not as it was written. Run `make refresh`.")
    try:
        corpus = load_corpus(settings.data_dir)
    except (OSError, ValueError) as error:
        yield Finding(
            "corpus", False, f"{settings.data_dir / 'corpus'} cannot be read ({error}). Run `make refresh`, which mends it."
        )
        return
    for edition in corpus.editions:
        count = sum((p.source_id, p.edition_id) == (edition.source_id, edition.edition_id) for p in corpus.passages)
        form = "starter digest; `make refresh` gets the full text" if edition.rendition == "digest" else "full text"
        yield Finding("corpus", True, f"{edition.source_id}, {edition.title}: {count:,} passages, {form}")


def look_at_database(settings: Settings) -> Finding:
    """Opened only where something was kept already: an examination makes nothing."""
    from assistant.database import DatabaseProblem, conversations, feedback, is_there, open_database

    try:
        if not is_there(settings.database_address):
            return Finding("database", True, "nothing is kept yet; it is made when the first reader asks for it")
        database = open_database(settings.database_address)
        kept, said = database.count(conversations), database.count(feedback)
    except DatabaseProblem as problem:
        return Finding("database", False, str(problem))
    return Finding("database", True, f"{database.name}: {counted(kept, 'conversation')}, feedback on {counted(said, 'answer')}")


def _model_and_index(settings: Settings) -> Iterator[Finding]:
    from index.build import fingerprint_of, read_current
    from index.embed import ModelError, SentenceTransformerEmbedder

    try:
        embedder = SentenceTransformerEmbedder(settings.embedding_model)
    except ModelError as problem:
        yield Finding("model", False, str(problem))
        return
    yield Finding("model", True, f"{embedder.fingerprint}, {embedder.dimensions} dimensions")
    manifest = read_current(settings.data_dir)
    if manifest is None:
        yield Finding("index", False, f"there is none in {settings.data_dir / 'index'}. Run `make index`.")
        return
    if manifest.embedding_model != embedder.fingerprint:
        line = f"it was built with {manifest.embedding_model}, but the settings ask for {embedder.fingerprint}. Run `make index`."
        yield Finding("index", False, line)
        return
    if manifest.chroma != (settings.chroma_url or ""):
        where = f"the server at {manifest.chroma}" if manifest.chroma else "its own folder"
        asked = f"name {settings.chroma_url}" if settings.chroma_url else "name no server"
        yield Finding("index", False, f"its vectors are in {where}, but the settings {asked}. Run `make index`.")
    problem = _verified(settings.data_dir / "index" / manifest.build_id)
    if problem and problem.startswith("The Chroma server"):
        yield Finding("index", False, f"{problem} Questions are answered without it, more slowly. Start it, or run `make index`.")
        return
    if problem:
        yield Finding("index", False, f"build {manifest.build_id} is damaged: {problem}. Run `make index`.")
        return
    where = f", vectors on the Chroma server at {manifest.chroma}" if manifest.chroma else ""
    yield Finding("index", True, f"{manifest.passages:,} passages, build {manifest.build_id}{where}")
    if manifest.fingerprint != fingerprint_of(settings.data_dir, embedder):
        yield Finding("index", False, "it is older than the corpus at hand. Run `make index`.")


def _verified(place: Path) -> str | None:
    from index.build import verify_elsewhere

    return verify_elsewhere(place)
