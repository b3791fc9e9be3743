"""A PDF as a Document: pypdf gives every piece of text with its place and type, pdfium the drawn frames and a second count.

The only door to both libraries.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

from corpus.models import Document, Source
from corpus.readers import UnreadableDocument
from corpus.readers.page import SAME_LINE, Frame, Line, Page, Run, outer_frames
from corpus.readers.printed import read_printed


def read_pdf(path: Path, source: Source) -> Document:
    """Document of a PDF that has a text layer; printed pages are counted from 1 as PDF pages.

    Raises UnreadableDocument for a file that is empty, no PDF, damaged, encrypted with a password, or pictures only.
    """
    pages = _pages(path)
    with_text = [page for page in pages if page.lines]
    if not with_text:
        raise UnreadableDocument(
            f"{path.name}: all {len(pages)} pages are pictures without a text layer. "
            "Get a version with text, or run OCR on it first."
        )
    printed = read_printed(pages)
    if not printed.paragraphs:
        raise UnreadableDocument(f"{path.name}: it has text, but none that reads as paragraphs.")
    return Document(
        source_id=source.source_id,
        edition_title=printed.edition_title,
        page_count=len(pages),
        pages_without_text=tuple(page.number for page in pages if not page.lines),
        body_words=_count_words(path, printed.body_pages),
        paragraphs=printed.paragraphs,
    )


def _pages(path: Path) -> list[Page]:
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    if path.stat().st_size == 0:
        raise UnreadableDocument(f"{path.name}: the file is empty (0 bytes).")
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(f"{path.name}: it is encrypted and asks for a password. Save a copy without one.")
        lines = [_lines(page, number) for number, page in enumerate(reader.pages, 1)]
    except (PyPdfError, DependencyError) as error:
        raise UnreadableDocument(f"{path.name}: not a readable PDF ({error}).") from error
    frames = _frames(path)
    return [Page(number, tuple(found), frames[number - 1]) for number, found in enumerate(lines, 1)]


def _lines(page, number: int) -> list[Line]:
    """Lines in stream order; white space that comes as a piece of its own is kept with the piece before it."""
    import pypdf

    lines: list[Line] = []
    runs: list[Run] = []
    place = None

    def close() -> None:
        nonlocal runs, place
        if place and any(run.text.strip() for run in runs):
            line = Line(number, *place[:2], tuple(runs), rotated=place[2])
            if lines and lines[-1].goes_on_in(line):
                line = lines.pop().with_more(line)
            lines.append(line)
        runs, place = [], None

    def visit(text, cm, tm, font, font_size) -> None:
        nonlocal place
        ends = text.endswith("\n")
        text = text.replace("\n", " ")
        if not text.strip():
            if runs and text:
                runs[-1] = replace(runs[-1], text=runs[-1].text + " ")
        else:
            matrix = pypdf.mult(tm, cm)
            x, y, size = matrix[4], matrix[5], font_size * math.hypot(matrix[2], matrix[3])
            if place and (abs(place[1] - y) > SAME_LINE):
                close()
            if place is None:
                place = (x, y, abs(matrix[1]) > abs(matrix[0]))
            face = str((font or {}).get("/BaseFont", "")).lower()
            runs.append(Run(x, size, "bold" in face, text, italic="italic" in face or "oblique" in face))
        if ends:
            close()

    page.extract_text(visitor_text=visit)
    close()
    return lines


def _frames(path: Path) -> list[tuple[Frame, ...]]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(path)
    try:
        return [
            outer_frames(
                [Frame(*shape.get_bounds()) for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)]
            )
            for page in document
        ]
    finally:
        document.close()


def printed_texts(path: Path) -> list[tuple[str, bool]]:
    """For each page its text as pdfium sees it, and whether it shows a picture: what a reading is held against."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(path)
    try:
        return [
            (page.get_textpage().get_text_bounded(), any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)))
            for page in document
        ]
    finally:
        document.close()


def _count_words(path: Path, page_numbers: tuple[int, ...]) -> int:
    """Words on the given pages, lone page numbers left out."""
    texts = printed_texts(path)
    chosen = [texts[number - 1][0] for number in page_numbers]
    return sum(len(re.sub(r"^\s*\d+\s*$", "", text, count=1, flags=re.MULTILINE).split()) for text in chosen)
