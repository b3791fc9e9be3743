"""What is at hand of each source, without cutting it into passages: for readers, who need neither index nor model."""

from __future__ import annotations

from corpus.changes import find_paragraphs
from corpus.models import Document, Edition, Source
from corpus.readers.digest import digest_document, read_digest
from corpus.references import is_named
from corpus.sources import digest_path
from corpus.store import EditionStore, digest_edition


def editions_at_hand(source: Source, store: EditionStore) -> tuple[Edition, ...]:
    """Oldest first: the stored editions, else our digest of the newest one known, else none."""
    stored = tuple(store.editions(source.source_id))
    if stored or not source.editions or not digest_path(source).exists():
        return stored
    return (digest_edition(source),)


def document_at_hand(source: Source, edition: Edition, store: EditionStore) -> Document:
    """The edition as read, or our digest where that is the rendition."""
    if edition.rendition == "digest":
        return digest_document(read_digest(digest_path(source), source), source)
    return store.document(edition)


def state_at_hand(source: Source, edition: Edition, store: EditionStore) -> str:
    """Changes whenever `document_at_hand` would give something else, also when the same edition was read again."""
    file = digest_path(source) if edition.rendition == "digest" else store.document_file(edition)
    return f"{edition.rendition} {file.stat().st_mtime_ns}"


def summaries_at_hand(source: Source, document: Document) -> dict[str, str]:
    """Our summaries, each under the reference that its paragraph has in this document; none of a paragraph that was reworded.

    Empty where no digest of the source was written.
    """
    if not digest_path(source).exists():
        return {}
    entries = read_digest(digest_path(source), source)
    places = find_paragraphs([(e.paragraph.reference, e.written_for) for e in entries if e.written_for], document)
    references = [paragraph.reference for paragraph in document.paragraphs]
    summaries: dict[str, str] = {}
    for entry in entries:
        written = entry.paragraph.reference
        if entry.written_for:
            place = places[written, entry.written_for]
            reference = place.reference if place.holds else None
        else:
            reference = next((reference for reference in references if is_named(written, reference)), None)
        if reference:
            summaries.setdefault(reference, entry.paragraph.text)
    return summaries
