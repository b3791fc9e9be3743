"""The text of an edition as one gets it without reading for paragraphs: pypdf's text of a PDF, other files as they are."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.models import Edition, Paragraph, Source
from corpus.readers.digest import digest_document, read_digest
from corpus.sources import digest_path, load_sources
from corpus.store import EditionStore


def plain_text(edition: Edition, data_dir: Path) -> str:
    """The whole text, pages joined at line ends. Empty when an edition's original is not at hand."""
    if edition.rendition == "digest":
        return re.sub(r" \{text=\w+\}", "", digest_path(_source(edition)).read_text(encoding="utf-8"))
    original = EditionStore(data_dir).original(edition)
    if original is None:
        return ""
    if original.suffix.lower() == ".pdf":
        # What a default pipeline does is this call, so that the peer does not profit from our reader.
        import pypdf

        return "\n".join(page.extract_text() for page in pypdf.PdfReader(original).pages)
    return original.read_text(encoding="utf-8", errors="replace")


def paragraphs_of(edition: Edition, data_dir: Path) -> tuple[Paragraph, ...]:
    """The paragraphs that our reader made of the same edition, by which a piece of its text is given references."""
    if edition.rendition == "digest":
        source = _source(edition)
        return digest_document(read_digest(digest_path(source), source), source).paragraphs
    return EditionStore(data_dir).document(edition).paragraphs


def _source(edition: Edition) -> Source:
    return next(source for source in load_sources() if source.source_id == edition.source_id)
