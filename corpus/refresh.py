"""python -m corpus.refresh: brings the documents at hand up to date.

From their publishers, or with `--from FOLDER` from a folder of files named by source id ("hmt-managing-public-money.pdf"). One bad
source never stops the others and never harms what is there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.fetch import fetch_source, find_file, has_address
from corpus.intake import Outcome, Supplied, outcome, take_in
from corpus.models import Source
from corpus.sources import held_sources
from corpus.store import EditionStore
from corpus.web.endings import AskLater, Fetched, Gone, Setback, Unchanged
from corpus.web.visitor import Visitor

SUFFIXES = (".pdf", ".html", ".htm", ".md", ".txt")


class RefreshError(Exception):
    """Nothing could be tried at all: the message says why and what to do."""


def sources_named(source_ids: Sequence[str]) -> tuple[Source, ...]:
    """The held sources with these ids, all of them for none. Raises RefreshError for an id that no held source has."""
    sources = {source.source_id: source for source in held_sources()}
    unknown = [name for name in source_ids if name not in sources]
    if unknown:
        raise RefreshError(f"No source is called {unknown[0]}. Held are: {', '.join(sources)}.")
    return tuple(sources[name] for name in source_ids) or tuple(sources.values())


def refresh_from_folder(folder: Path, sources: Sequence[Source], store: EditionStore) -> Iterator[Outcome]:
    """An outcome for each source, as soon as it is known. Raises RefreshError for a folder without any file of ours."""
    if not folder.is_dir():
        raise RefreshError(f"{folder} is no folder. Give the folder that holds the documents.")
    files = {path.stem: path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix.lower() in SUFFIXES}
    if not files.keys() & {source.source_id for source in sources}:
        names = ", ".join(source.source_id for source in sources)
        raise RefreshError(
            f"{folder} holds no document of ours. Files are named by source id and end in .pdf, .md or .txt: {names}."
        )
    for source in sources:
        if source.source_id in files:
            yield take_in(source, Supplied(path=files[source.source_id], retrieved_at=_now()), store)
        else:
            yield outcome(source, "absent", f"no file in {folder}; nothing changed.")


def refresh_from_publishers(sources: Sequence[Source], store: EditionStore, visitor: Visitor) -> Iterator[Outcome]:
    """An outcome for each source, as soon as it is known."""
    for source in sources:
        if source.editions and all(edition.status == "historic" for edition in source.editions):
            yield outcome(source, "absent", "historic: no new edition is looked for. Take it in with --from FOLDER.")
        elif not has_address(source):
            yield outcome(source, "absent", "no address is known. Take it in with --from FOLDER.")
        else:
            yield _refresh_one(source, store, visitor)


def look_for_news(sources: Sequence[Source], visitor: Visitor) -> Iterator[Outcome]:
    """What there is to fetch for each source, without fetching or changing anything."""
    for source in sources:
        if not has_address(source):
            yield outcome(source, "absent", "no address is known.")
            continue
        found = find_file(source, visitor, source.fetching)
        if isinstance(found, Setback):
            yield outcome(source, "later", found.line)
        else:
            yield outcome(source, "unchanged", f"would ask for {found.address}.")


def _refresh_one(source: Source, store: EditionStore, visitor: Visitor) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="signpost-") as folder:
        ending = fetch_source(source, folder=Path(folder), visitor=visitor, known=store.known(source.source_id))
        if isinstance(ending, (Fetched, Unchanged)):
            _note_withdrawal(source, ending.withdrawn, store)
        if isinstance(ending, Unchanged):
            store.remember(source.source_id, ending.remembered())
            return outcome(source, "unchanged", ending.line)
        if isinstance(ending, (AskLater, Gone)):
            return outcome(source, "later", ending.line)
        if isinstance(ending, Setback):
            return outcome(source, "failed", ending.line)
        supplied = Supplied(
            path=ending.path,
            retrieved_at=ending.retrieved_at,
            final_address=ending.final_address,
            published=ending.listing.updated[:10] if ending.listing and ending.listing.updated else None,
            withdrawn=ending.withdrawn,
        )
        done = take_in(source, supplied, store)
        if done.kind != "failed":
            store.remember(source.source_id, ending.remembered())
        return done


def _note_withdrawal(source: Source, withdrawn: str | None, store: EditionStore) -> None:
    for edition in store.editions(source.source_id):
        if edition.status == "current" and edition.withdrawn != withdrawn:
            store.mark(edition.model_copy(update={"withdrawn": withdrawn}))


@contextmanager
def one_at_a_time(data_dir: Path):
    """Holds the corpus for one refresh. Raises RefreshError when another one is running."""
    from filelock import FileLock, Timeout

    data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data_dir / "refresh.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RefreshError(f"Another refresh is running on {data_dir}. Wait until it has ended.") from None
    try:
        yield
    finally:
        lock.release()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def main() -> None:
    from corpus.cli import app

    app()


if __name__ == "__main__":
    main()
