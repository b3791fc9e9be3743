"""Taking a file in: which edition of its source it is, and whether it is fit to take the place of what is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import chain, count, pairwise
from pathlib import Path
from typing import Literal

from corpus.changes import as_markdown, compare_editions, find_paragraphs, summary
from corpus.models import Document, Edition, Source, Value
from corpus.passages import cut_into_passages
from corpus.questions import switched_off
from corpus.readers import READING, UnreadableDocument
from corpus.readers.digest import read_digest
from corpus.references import is_named
from corpus.sources import digest_path
from corpus.store import EditionStore

DIGEST_COVERED = 0.95  # share of the digest's references that a full text must hold before it takes the digest's place
MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
MONTHS += ["August", "September", "October", "November", "December"]

OutcomeKind = Literal["new", "unchanged", "later", "absent", "failed"]


class Outcome(Value):
    """What became of one source. `line` is for people.

    `changes` says what is otherwise than before: what a new edition changed, or that a publisher withdrew one.
    """

    source_id: str
    kind: OutcomeKind
    line: str
    changes: str = ""


class Supplied(Value):
    """A file to be taken in, and where it came from."""

    path: Path
    retrieved_at: datetime
    final_address: str | None = None
    published: str | None = None
    withdrawn: str | None = None


def take_in(source: Source, supplied: Supplied, store: EditionStore) -> Outcome:
    """Reads one file and stores it as an edition, unless it is there already or cannot be read; what is there is never harmed."""
    sha256 = hashlib.sha256(supplied.path.read_bytes()).hexdigest()
    stored = store.editions(source.source_id)
    same = next((edition for edition in stored if edition.sha256 == sha256), None)
    if same and not store.damaged(store.place(same)):
        settle(source, store)
        return outcome(source, "unchanged", f"{same.title}, unchanged.")
    document = read_file(source, supplied.path)
    if isinstance(document, str):
        return outcome(source, "failed", document)
    if same:
        save_read(source, same, document, supplied.path, store)
        return outcome(source, "new", f"{same.title}: its file was damaged, and was replaced.")
    if stored and _reads_the_same(document, store.document(stored[-1])):
        return outcome(source, "unchanged", f"{stored[-1].title}, unchanged in every word, though the file differs.")
    edition = new_edition(source, sha256, document, supplied, stored)
    told = save_read(source, edition, document, supplied.path, store)
    settle(source, store)
    return outcome(source, "new", f"{edition.title}, {len(document.paragraphs):,} paragraphs.", told)


def read_again(source: Source, store: EditionStore) -> Outcome | None:
    """Reads the stored editions again that were read by readers of another state; None where there are none.

    All of them, so that two editions are compared as one reader sees them. One that can no longer be read stays as it is.
    """
    done = []
    for edition in store.editions(source.source_id):
        original = store.original(edition)
        if store.document(edition).reading == READING or original is None:
            continue
        document = read_file(source, original)
        if isinstance(document, str):
            return outcome(source, "failed", f"{edition.title}: readers have changed, and it was {document}")
        store.save(edition, document, cut_into_passages(document, source, edition), original)
        done.append(f"{edition.title}, {len(document.paragraphs):,} paragraphs")
    return outcome(source, "new", f"{'; '.join(done)}: read again, since readers have changed.") if done else None


def settle(source: Source, store: EditionStore) -> None:
    """Every edition but the newest is superseded, from the day of the next one; historic ones are left alone."""
    for older, newer in pairwise(store.editions(source.source_id)):
        ended = older.model_copy(update={"status": "superseded", "valid_to": newer.valid_from or newer.published})
        if older.status != "historic" and older != ended:
            store.mark(ended)


def save_read(source: Source, edition: Edition, document: Document, path: Path, store: EditionStore) -> str:
    """Stores an edition read from that file, with what it changed: in a summary for people, which is returned, and as a whole."""
    stored = store.editions(source.source_id)
    before = next((older for older in reversed(stored) if older.edition_id < edition.edition_id), None)
    told, changes = _changes(source, before, edition, document, store) if before else ("", "")
    store.save(edition, document, cut_into_passages(document, source, edition), path, changes)
    return told


def read_file(source: Source, path: Path) -> Document | str:
    """The document, or in a line why the file is not taken in."""
    from corpus.readers import sandbox

    try:
        document = sandbox.read_document(path, source)
    except UnreadableDocument as problem:
        return f"not read. {problem}"
    missing = _missing_from(document, source)
    return f"read, but not taken in: {missing}" if missing else document


def outcome(source: Source, kind: OutcomeKind, line: str, changes: str = "") -> Outcome:
    return Outcome(source_id=source.source_id, kind=kind, line=f"{source.source_id}: {line}", changes=changes)


def new_edition(source: Source, sha256: str, document: Document, supplied: Supplied, stored: Sequence[Edition] = ()) -> Edition:
    """The edition that sources.toml knows by this hash, or by its date alone; else a new one, named by the month in its print,
    else by its date.

    A second file of one day or month is an edition too ("2026-04.2", "April 2026, file 2"): nothing is ever overwritten.
    """
    seen = {"sha256": sha256, "retrieved_at": supplied.retrieved_at, "withdrawn": supplied.withdrawn}
    if supplied.final_address:
        seen["file_address"] = supplied.final_address
    known = next((edition for edition in source.editions if edition.sha256 == sha256), None)
    if known:
        return known.model_copy(update=seen)
    month = re.fullmatch(r"(\w+) (\d{4})", document.edition_title or "")
    printed = f"{month[2]}-{MONTHS.index(month[1]) + 1:02}" if month else None
    date = supplied.published or printed or supplied.retrieved_at.date().isoformat()
    announced = next((edition for edition in source.editions if edition.edition_id == date and edition.sha256 is None), None)
    if announced and all(edition.edition_id != date for edition in stored):
        return announced.model_copy(update=seen)
    title = document.edition_title or f"as fetched on {date}"
    return Edition(
        source_id=source.source_id,
        edition_id=_free(date, {edition.edition_id for edition in (*source.editions, *stored)}, "."),
        title=_free(title, {edition.title for edition in stored}, ", file "),
        published=date,
        valid_from=date,
        **seen,
    )


def _free(name: str, taken: set[str], joint: str) -> str:
    return next(free for free in chain([name], (f"{name}{joint}{n}" for n in count(2))) if free not in taken)


def _missing_from(document: Document, source: Source) -> str:
    """Why the full text must not take the digest's place, or nothing."""
    path = digest_path(source)
    if not path.exists():
        return ""
    wanted = {entry.paragraph.reference for entry in read_digest(path, source)}
    held = {reference for paragraph in document.paragraphs for reference in paragraph.references}
    absent = sorted(written for written in wanted - held if not any(is_named(written, reference) for reference in held))
    if len(absent) <= (1 - DIGEST_COVERED) * len(wanted):
        return ""
    share = f"{len(absent)} of the {len(wanted)} paragraphs that our digest knows"
    return f"{share} are missing, {absent[0]} first. Is it the right file?"


def _reads_the_same(new: Document, old: Document) -> bool:
    """A web page changes its file with every new link beside it; only its paragraphs make an edition."""
    return [(p.reference, p.text) for p in new.paragraphs] == [(p.reference, p.text) for p in old.paragraphs]


def _changes(source: Source, before: Edition, edition: Edition, document: Document, store: EditionStore) -> tuple[str, str]:
    """(summary for people, the whole as Markdown) of what the new edition changed, and what we wrote that no longer fits it."""
    changes = compare_editions(store.document(before), document)
    told = [f"{before.title} → {edition.title}: {summary(changes)}"]
    for what, stale in (
        ("digest entries to write anew", _stale_digest_entries(source, document)),
        ("questions switched off", switched_off(source.source_id, document)),
    ):
        if stale:
            told.append(f"{what} (written for other words): {', '.join(dict.fromkeys(stale))}")
    lines = "\n".join(f"{source.source_id}: {line}" for line in told)
    return lines, as_markdown(changes, source.title, before.title, edition.title)


def _stale_digest_entries(source: Source, document: Document) -> list[str]:
    """References of digest entries whose paragraph was reworded or is gone; an entry that never said what it restates is none."""
    if not digest_path(source).exists():
        return []
    entries = read_digest(digest_path(source), source)
    keys = [(entry.paragraph.reference, entry.written_for) for entry in entries if entry.written_for]
    places = find_paragraphs(keys, document)
    return [reference for reference, written_for in keys if not places[reference, written_for].holds]
