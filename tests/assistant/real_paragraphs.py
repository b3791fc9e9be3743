"""The paragraphs of the real documents, read once for the tests of the maintained tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.places import Place
from corpus.models import Paragraph
from corpus.readers.sandbox import read_document
from corpus.sources import held_sources


@cache
def paragraphs_in(folder: Path) -> dict[str, tuple[Paragraph, ...]]:
    """Source id to its paragraphs, of every held source whose file lies in the folder."""
    files = [(source, file) for source in held_sources() for file in folder.glob(f"{source.source_id}.*")]
    return {source.source_id: read_document(file, source).paragraphs for source, file in files}


def paragraphs_at(folder: Path, place: Place) -> list[Paragraph]:
    """The paragraphs that a table means by a place: one, unless the table is wrong."""
    return [p for p in paragraphs_in(folder).get(place.source_id, ()) if any(map(place.is_named, p.references[:1]))]
