"""python -m corpus.refresh: brings the documents at hand up to date.

From their publishers, or with `--from FOLDER` from a folder of files named by source id ("hmt-managing-public-money.pdf").
One bad source never stops the others and never harms what is there. docs/refreshing.md says what each line means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.fetch import fetch_source, find_file, has_address
from corpus.intake import Outcome, Supplied, outcome, read_again, settle, take_in
from corpus.mending import mend
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


def refresh_from_folder(
    folder: Path, sources: Sequence[Source], store: EditionStore, *, dry_run: bool = False
) -> Iterator[Outcome]:
    """An outcome for each source, as soon as it is known. Raises RefreshError for a folder without any file of ours."""
    if not folder.is_dir():
        raise RefreshError(f"{folder} is no folder. Give the folder that holds the documents.")
    own = folder.resolve()
    files = {
        path.stem: path
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix.lower() in SUFFIXES and path.resolve().is_relative_to(own)  # no link leads out of it
    }
    if not files.keys() & {source.source_id for source in sources}:
        names = ", ".join(source.source_id for source in sources)
        raise RefreshError(
            f"{folder} holds no document of ours. Files are named by source id and end in .pdf, .html, .md or .txt: {names}."
        )
    for source in sources:
        file = files.get(source.source_id)
        if dry_run:
            said = f"would take in {file}." if file else f"no file in {folder}."
            yield outcome(source, "unchanged" if file else "absent", said)
        else:
            yield _unharmed(source, store, lambda source=source, file=file: _take_in_file(source, file, folder, store))


def refresh_from_publishers(sources: Sequence[Source], store: EditionStore, visitor: Visitor) -> Iterator[Outcome]:
    """An outcome for each source, as soon as it is known."""
    for source in sources:
        yield _unharmed(source, store, lambda source=source: _not_asked_for(source) or _refresh_one(source, store, visitor))


def look_for_news(sources: Sequence[Source], visitor: Visitor) -> Iterator[Outcome]:
    """What there is to fetch for each source, without fetching or changing anything."""
    for source in sources:
        yield _not_asked_for(source) or _look_for_one(source, visitor)


def _not_asked_for(source: Source) -> Outcome | None:
    if source.editions and all(edition.status == "historic" for edition in source.editions):
        return outcome(source, "absent", "historic: no new edition is looked for. Take it in with --from FOLDER.")
    if not has_address(source):
        return outcome(source, "absent", "no address is known. Take it in with --from FOLDER.")
    return None


def _unharmed(source: Source, store: EditionStore, work: Callable[[], Outcome]) -> Outcome:
    """The outcome of the work, with stored editions mended before it, and read again where readers have changed.

    Where it cannot be done (a full disk, a damaged file of the corpus) that is the outcome, and the next source has its turn.
    """
    try:
        again = mend(source, store) or read_again(source, store)
        done = work()
    except (OSError, ValueError) as problem:
        return outcome(source, "failed", f"stays as it was. {type(problem).__name__}: {problem}")
    if again is None or done.kind in ("new", "failed"):
        return done
    return again.model_copy(update={"changes": done.changes})


def _take_in_file(source: Source, file: Path | None, folder: Path, store: EditionStore) -> Outcome:
    if file is None:
        return outcome(source, "absent", f"no file in {folder}; nothing changed.")
    return take_in(source, Supplied(path=file, retrieved_at=_now()), store)


def _look_for_one(source: Source, visitor: Visitor) -> Outcome:
    found = find_file(source, visitor, source.fetching)
    if isinstance(found, Setback):
        return _set_back(source, found)
    return outcome(source, "unchanged", f"would ask for {found.address}.")


def _refresh_one(source: Source, store: EditionStore, visitor: Visitor) -> Outcome:
    with store.scratch() as folder:
        ending = fetch_source(source, folder=folder, visitor=visitor, known=store.known(source.source_id))
        if isinstance(ending, Gone):
            news = _note_withdrawal(source, "Taken away by its publisher, whose answer is 410.", store)
            return _set_back(source, ending).model_copy(update={"changes": news})
        if isinstance(ending, Setback):
            return _set_back(source, ending)
        news = _note_withdrawal(source, ending.withdrawn, store)
        if isinstance(ending, Unchanged):
            store.remember(source.source_id, ending.remembered())
            settle(source, store)
            done = outcome(source, "unchanged", ending.line)
        else:
            done = _take_in_fetched(source, ending, store)
        return done.model_copy(update={"changes": "\n".join(filter(None, (news, done.changes)))})


def _take_in_fetched(source: Source, fetched: Fetched, store: EditionStore) -> Outcome:
    supplied = Supplied(
        path=fetched.path,
        retrieved_at=fetched.retrieved_at,
        final_address=fetched.final_address,
        published=fetched.listing.updated[:10] if fetched.listing and fetched.listing.updated else None,
        withdrawn=fetched.withdrawn,
    )
    done = take_in(source, supplied, store)
    if done.kind != "failed":
        store.remember(source.source_id, fetched.remembered())
    return done


def _set_back(source: Source, setback: Setback) -> Outcome:
    """A publisher who does not answer now may later; one who took the document away has said so; the rest is for a person."""
    kind = "later" if isinstance(setback, AskLater) else "unchanged" if isinstance(setback, Gone) else "failed"
    return outcome(source, kind, setback.line)


def _note_withdrawal(source: Source, withdrawn: str | None, store: EditionStore) -> str:
    """Marks the current editions with what their publisher says; a line for people when that is new, else nothing."""
    news = ""
    for edition in store.editions(source.source_id):
        if edition.status == "current" and edition.withdrawn != withdrawn:
            store.mark(edition.model_copy(update={"withdrawn": withdrawn}))
            said = f"withdrawn by its publisher. {withdrawn}" if withdrawn else "no longer withdrawn."
            news = f"{source.source_id}: {edition.title} is {said}"
    return news


@contextmanager
def one_at_a_time(data_dir: Path):
    """Holds the corpus for one refresh. Raises RefreshError when another one is running, or nothing can be written there."""
    from filelock import FileLock, Timeout

    lock = FileLock(data_dir / "refresh.lock")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise RefreshError(f"Another refresh is running on {data_dir}. Wait until it has ended.") from None
    except OSError as problem:
        raise RefreshError(f"{data_dir} cannot be written to ({problem}). Set SIGNPOST_DATA_DIR to a folder that can.") from None
    try:
        EditionStore(data_dir).clear_scratch()
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
