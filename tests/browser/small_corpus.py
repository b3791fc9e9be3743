"""A corpus of one small PDF under the name of Managing Public Money, its words our own, with an index over it."""

from __future__ import annotations

from pathlib import Path

from corpus.models import Document, Paragraph
from corpus.passages import cut_into_passages
from corpus.sources import load_sources
from corpus.store import Corpus, EditionStore
from tests.builders import write_pdf

HOSTILE = "<img src=x onerror=alert(1)><b>bold</b> **stars** ![x](http://evil.test/x.png) <script>alert(2)</script>"
MUST = "Every joint plan of several departments must have one accounting officer, who answers for all that is spent on it."
TEXTS = (
    ("7.5.3", 1, "Departments may share a kitchen, a till or a fleet of vans, and agree in writing who pays for what."),
    ("7.5.4", 2, f"{MUST} The others may be called as witnesses."),
    ("7.5.5", 2, f"A department may mark its part of the joint plan with {HOSTILE} in the margin."),
    ("7.5.6", 3, "A memorandum of understanding should say how the departments settle their quarrels over the joint plan."),
)
TITLE = "Managing Public Money"


def keep_small_corpus(data_dir: Path) -> None:
    """Stores the edition and builds an index of it alone, which loads the model."""
    from index.build import build_index
    from index.embed import SentenceTransformerEmbedder

    source = next(source for source in load_sources() if source.title == TITLE)
    edition = source.editions[-1]
    paragraphs = [
        Paragraph(reference=reference, text=text, page=page, headings=("Chapter 7 Working together", "7.5 Sharing"))
        for reference, page, text in TEXTS
    ]
    document = Document(source_id=source.source_id, page_count=3, paragraphs=tuple(paragraphs))
    passages = cut_into_passages(document, source, edition)
    data_dir.mkdir(parents=True, exist_ok=True)
    original = write_pdf(data_dir / "print.pdf", [_printed(page) for page in (1, 2, 3)])
    EditionStore(data_dir).save(edition, document, passages, original)
    held = Corpus(sources=(source,), editions=(edition,), passages=tuple(passages))
    build_index(data_dir, SentenceTransformerEmbedder("packaged"), corpus=held)


def _printed(page: int) -> list[tuple]:
    """Each paragraph broken into lines of some sixty letters, its number before it."""
    lines: list[tuple] = [(99, 760, 16, True, "7.5 Sharing")]
    y = 600
    for reference, on, text in TEXTS:
        if on != page:
            continue
        lines.append((99, y, 11, True, reference))
        line = ""
        for word in text.split():
            if len(line) + len(word) > 60:
                lines.append((140, y, 11, False, line))
                line, y = "", y - 14
            line = f"{line} {word}".strip()
        lines.append((140, y, 11, False, line))
        y -= 40
    return lines
