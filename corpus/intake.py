"""Taking a file in: which edition of its source it is, and whether it is fit to take the place of what is there."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path
from typing import Literal

from corpus.changes import as_markdown, compare_editions, find_paragraphs, summary
from corpus.models import Document, Edition, Source, Value
from corpus.passages import cut_into_passages
from corpus.readers import READING, UnreadableDocument
from corpus.readers.digest import read_digest
from corpus.sources import digest_path
from corpus.store import EditionStore

DIGEST_COVERED = 0.95  # share of the digest's references that a full text must hold before it takes the digest's place
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

OutcomeKind = Literal["new", "unchanged", "later", "absent", "failed"]


class Outcome(Value):
    """What became of one source. `line` is for people; `changes` sums up what a new edition changed, empty for a first one."""

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
    from corpus.readers.sandbox import read_document

    sha256 = hashlib.sha256(supplied.path.read_bytes()).hexdigest()
    stored = store.editions(source.source_id)
    same = next((edition for edition in stored if edition.sha256 == sha256), None)
    if same and store.document(same).reading == READING:
        return outcome(source, "unchanged", f"{same.title}, unchanged.")
    try:
        document = read_document(supplied.path, source)
    except UnreadableDocument as problem:
        return outcome(source, "failed", f"not read. {problem}")
    missing = _missing_from(document, source)
    if missing:
        return outcome(source, "failed", f"read, but not taken in: {missing}")
    before = next((edition for edition in reversed(stored) if edition.sha256 != sha256), None)
    if before and not same and _reads_the_same(document, store.document(before)):
        return outcome(source, "unchanged", f"{before.title}, unchanged in every word, though the file differs.")
    edition = same or new_edition(source, sha256, document, supplied)
    told, changes = _changes(source, before, edition, document, store) if before and not same else ("", "")
    store.save(edition, document, cut_into_passages(document, source, edition), supplied.path, changes)
    for older in stored:
        if older.status == "current" and older.edition_id < edition.edition_id:
            store.mark(older.model_copy(update={"status": "superseded", "valid_to": edition.valid_from or edition.published}))
    return outcome(source, "new", f"{edition.title}, {len(document.paragraphs):,} paragraphs.", told)


def outcome(source: Source, kind: OutcomeKind, line: str, changes: str = "") -> Outcome:
    return Outcome(source_id=source.source_id, kind=kind, line=f"{source.source_id}: {line}", changes=changes)


def new_edition(source: Source, sha256: str, document: Document, supplied: Supplied) -> Edition:
    """The edition that sources.toml knows by this hash, else a new one: named by the month in its print, else by its date."""
    seen = {"sha256": sha256, "retrieved_at": supplied.retrieved_at, "withdrawn": supplied.withdrawn}
    if supplied.final_address:
        seen["file_address"] = supplied.final_address
    known = next((edition for edition in source.editions if edition.sha256 == sha256), None)
    if known:
        return known.model_copy(update=seen)
    month = re.fullmatch(r"(\w+) (\d{4})", document.edition_title or "")
    printed = f"{month[2]}-{MONTHS.index(month[1]) + 1:02}" if month else None
    date = supplied.published or printed or supplied.retrieved_at.date().isoformat()
    taken = any(edition.edition_id == date for edition in source.editions)
    return Edition(
        source_id=source.source_id,
        edition_id=f"{date}-{sha256[:6]}" if taken else date,
        title=document.edition_title or f"as fetched on {date}",
        published=date,
        valid_from=date,
        **seen,
    )


def _missing_from(document: Document, source: Source) -> str:
    """Why the full text must not take the digest's place, or nothing."""
    path = digest_path(source)
    if not path.exists():
        return ""
    wanted = {entry.paragraph.reference for entry in read_digest(path, source)}
    held = {reference for paragraph in document.paragraphs for reference in paragraph.references}
    absent = sorted(wanted - held)
    if len(absent) <= (1 - DIGEST_COVERED) * len(wanted):
        return ""
    return f"{len(absent)} of the {len(wanted)} paragraphs that our digest knows are missing, {absent[0]} first. Is it the right file?"


def _reads_the_same(new: Document, old: Document) -> bool:
    """A web page changes its file with every new link beside it; only its paragraphs make an edition."""
    return [(p.reference, p.text) for p in new.paragraphs] == [(p.reference, p.text) for p in old.paragraphs]


def _changes(source: Source, before: Edition, edition: Edition, document: Document, store: EditionStore) -> tuple[str, str]:
    """(summary for people, the whole as Markdown) of what the new edition changed, and which digest entries no longer fit it."""
    changes = compare_editions(store.document(before), document)
    told = f"{source.source_id}: {before.title} → {edition.title}: {summary(changes)}"
    if digest_path(source).exists():
        keys = {(entry.paragraph.reference, entry.written_for or "") for entry in read_digest(digest_path(source), source)}
        stale = sorted(reference for (reference, _), place in find_paragraphs(keys, document).items() if not place.holds)
        if stale:
            told += f"\n{source.source_id}: {len(stale)} digest entries were written for other words: {', '.join(stale)}"
    return told, as_markdown(changes, source.title, before.title, edition.title)
