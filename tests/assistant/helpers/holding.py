"""Grounds over a few paragraphs, or over the starter digest, as the helpers' tests look lines up in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.helpers.grounds import Grounds
from corpus.models import Document, Edition, Paragraph, Passage, Source
from corpus.store import EditionStore, load_corpus
from index.models import Manifest
from tests.builders import edition, manifest, source


def grounds_over(folder: Path, *passages: Passage, sources: Sequence[Source] = (), editions: Sequence[Edition] = ()) -> Grounds:
    """Over passages of one document, stored in the folder with the same paragraphs."""
    sources, editions = tuple(sources) or (source(),), tuple(editions) or (edition(),)
    store, original = EditionStore(folder), folder / "original.md"
    folder.mkdir(exist_ok=True)
    original.write_text("", encoding="utf-8")
    for one in editions:
        own = tuple(p for p in passages if (p.source_id, p.edition_id) == (one.source_id, one.edition_id))
        paragraphs = tuple(Paragraph(reference=p.reference, text=p.text, page=p.page) for p in own)
        store.save(one, Document(source_id=one.source_id, paragraphs=paragraphs), own, original)
    return Grounds(manifest(sources, editions), passages, store)


@cache
def grounds_of_the_digest() -> Grounds:
    """Over what a fresh clone holds."""
    return Grounds(*digest_held())


@cache
def digest_held() -> tuple[Manifest, tuple[Passage, ...], EditionStore]:
    nowhere = Path("/nonexistent")
    held = load_corpus(nowhere, digest_only=True)
    return manifest(held.sources, held.editions), held.passages, EditionStore(nowhere)
