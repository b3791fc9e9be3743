"""A crib sheet set in Word, through python-docx: short, a draft on every page, the memorandum as a table to fill in."""

from __future__ import annotations

from docx import Document
from docx.shared import Cm, Pt

from assistant.dates import day_in_words
from assistant.export import plain
from assistant.helpers.crib_sheet import DRAFT, TITLE, UNNAMED, CribSheet, Part
from assistant.helpers.export_lines import LinesInWord
from assistant.helpers.grounds import Grounds
from assistant.word_pages import add_table, mark_every_page, set_page, set_properties, written

BLANK = "…" * 20
_HEAD = ("Heading", "Why it is here", "To fill in")
_WIDTHS = (Cm(4), Cm(6), Cm(7))


def as_word(sheet: CribSheet, grounds: Grounds | None = None) -> bytes:
    """A .docx on A4. With `grounds` the footnotes are of the editions held, with their addresses and warnings."""
    document = Document()
    programme = plain(sheet.programme) or UNNAMED
    set_properties(document, f"{TITLE}: {programme}")
    set_page(document.sections[0])
    mark_every_page(document.sections[0], DRAFT)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    lines = LinesInWord(document, grounds)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(f"{programme}, {day_in_words(sheet.made_on)}")
    for part in sheet.parts:
        _add(document, part, lines, level=1)
    return written(document)


def _add(document, part: Part, lines: LinesInWord, level: int) -> None:
    document.add_heading(part.title, level=level)
    for note in part.notes:
        document.add_paragraph(plain(note))
    for line in part.lines:
        lines.add(line)
    for label in part.fill:
        document.add_paragraph(f"{label}: {BLANK}")
    headings = [below for below in part.parts if below.fill]
    if headings:
        _add_headings(document, headings, lines)
    for below in part.parts:
        if not below.fill:
            _add(document, below, lines, level + 1)


def _add_headings(document, headings: list[Part], lines: LinesInWord) -> None:
    """The headings of the memorandum, each with why it is there and room for what it is to say."""
    for heading in headings:
        for line in heading.lines:
            lines.add_warnings(line)
    rows = [
        (heading.title, " ".join(line.says for line in heading.lines), "\n".join(f"{label}:\n" for label in heading.fill))
        for heading in headings
    ]
    table = add_table(document, _HEAD, rows, _WIDTHS)
    for row, heading in zip(table.rows[1:], headings, strict=True):
        for line in heading.lines:
            lines.note(row.cells[1].paragraphs[0], line)
