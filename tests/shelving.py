"""Documents of our own put on the shelf, as a refresh would have: what the pages about documents are tried with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.models import Document, Edition, Paragraph, Source
from corpus.passages import cut_into_passages
from corpus.readers import READING
from corpus.sources import load_sources
from corpus.store import EditionStore

RULES, REPORT = "hmt-managing-public-money", "nao-cross-government-2023"  # one may be read whole, the other is only quoted
HOSTILE = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script> **bold** ![x](http://evil.test/x.png)'
TILL, DOOR = ("1 The till", "1.1 Counting"), ("2 The door", "2.1 Locking")


def paragraph(reference: str, text: str, headings: Sequence[str] = TILL, **fields) -> Paragraph:
    return Paragraph(reference=reference, text=text, headings=tuple(headings), **fields)


FIRST = (
    paragraph("1.1.1", "Two bodies may share one till.", page=3),
    paragraph("1.1.2", "The larger of them counts the coins each evening.", page=3),
    paragraph("1.1.3", "Nobody leaves before the book is signed in ink by both of them.", page=3),
    paragraph("2.1.1", "The door is locked at six, and the key is left with the neighbour across the yard.", DOOR, page=4),
)
SECOND = (
    paragraph("1.1.1", "Two bodies may share one till.", page=3),
    paragraph("1.1.2", "The smaller of them counts the coins each morning.", page=3),
    paragraph("1.1.3", f"A third body asks before it joins. {HOSTILE}", page=3),
    paragraph(
        "Box 1.1",
        "Ways to count\n• by hand\n• by weight",
        ("1 The till", "1.1 Counting", "Box 1.1 Ways to count"),
        kind="box",
        page=4,
    ),
    paragraph("2.1.2", "The door is locked at six, and the key is left with the neighbour across the yard.", DOOR, page=5),
    paragraph("footnote 1", "The yard is swept on Mondays.", DOOR, kind="footnote", attached_to="2.1.2", page=5),
)


def shelve(
    data_dir: Path, source_id: str, edition_id: str, title: str, paragraphs: Sequence[Paragraph], **fields
) -> tuple[Source, Edition]:
    """Stores an edition of a source that sources.toml knows, read from a file that holds these paragraphs."""
    source = next(source for source in load_sources() if source.source_id == source_id)
    edition = Edition(source_id=source_id, edition_id=edition_id, title=title, published=edition_id, **fields)
    document = Document(source_id=source_id, reading=READING, paragraphs=tuple(paragraphs))
    original = data_dir / f"{source_id}.md"
    data_dir.mkdir(parents=True, exist_ok=True)
    original.write_text("\n\n".join(f"{p.reference} {p.text}" for p in paragraphs), encoding="utf-8")
    EditionStore(data_dir).save(edition, document, cut_into_passages(document, source, edition), original)
    original.unlink()
    return source, edition


def shelve_two_editions(data_dir: Path, source_id: str = RULES) -> None:
    """June 2025, superseded by April 2026: one paragraph reworded, one removed, one moved, and some added."""
    old = {"status": "superseded", "valid_to": "2026-04-16"}
    shelve(data_dir, source_id, "2025-06-12", "June 2025", FIRST, **old)
    shelve(data_dir, source_id, "2026-04-16", "April 2026", SECOND)
