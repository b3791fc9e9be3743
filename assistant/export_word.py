"""An exported answer set in Word, through python-docx."""

from __future__ import annotations

from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Cm, Pt

from assistant.export import TITLE, Note, Paper
from assistant.word_footnotes import Footnotes
from assistant.word_pages import mark_row, set_page, set_properties, turn, written

_COLUMNS = (  # with their widths; together what a landscape page has between its margins
    ("Note", Cm(1.3)),
    ("Source", Cm(6.6)),
    ("Who says it", Cm(2.7)),
    ("Status", Cm(2.3)),
    ("SHA-256 of the file", Cm(5)),
    ("Retrieved", Cm(2.1)),
    ("Address", Cm(5.7)),
)


def set_in_word(paper: Paper) -> bytes:
    """A .docx on A4: the answer with footnotes, then the table of sources on a landscape page."""
    document = Document()
    set_properties(document, paper.question)
    set_page(document.sections[0])
    footnotes = Footnotes(document)
    document.add_heading(TITLE, level=0)
    document.add_heading("Question")
    _lines(document, paper.question)
    if paper.understood:
        document.add_paragraph(f"Understood as: {paper.understood}")
    document.add_heading("Answer")
    for warning in paper.warnings:
        line = document.add_paragraph()
        line.add_run("Warning: ").bold = True
        line.add_run(warning)
    _lines(document, paper.told)
    numbers = _statements(document, paper, footnotes)
    if paper.nearest:
        document.add_heading("The nearest paragraphs")
        _items(document, paper.nearest)
    if paper.notes:
        turn(document.add_section(WD_SECTION.NEW_PAGE))
        document.add_heading("Sources")
        _table(document, paper.notes, numbers, footnotes)
        document.add_heading("Licences")
        _items(document, paper.attributions)
    document.add_heading("How this answer was made")
    _items(document, paper.made)
    return written(document)


def _statements(document, paper: Paper, footnotes: Footnotes) -> dict[int, int]:
    """Sets them; returns for each note the number of its first footnote. A later mark of it has a note that refers back."""
    numbers: dict[int, int] = {}
    for said in paper.said:
        last = _lines(document, said.text) or document.add_paragraph()
        for place in said.notes:
            note = paper.notes[place - 1]
            if place in numbers:
                footnotes.add(last, f"As note {numbers[place]}: {note.pinpoint}.")
            else:
                numbers[place] = footnotes.add(last, _footnote(note), _to_follow(note.address))
    return numbers


def _footnote(note: Note) -> str:
    quoted = f" “{note.quote}”" if note.quote else ""
    summary = f" {note.whose_words}." if note.whose_words else ""
    return f"{note.pinpoint}.{quoted} {note.who}; {note.status}.{summary}"


def _table(document, notes: tuple[Note, ...], numbers: dict[int, int], footnotes: Footnotes) -> None:
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (name, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    mark_row(table.rows[0], "w:tblHeader")
    for place, note in enumerate(notes, 1):
        source = f"{note.pinpoint} ({note.whose_words})" if note.whose_words else note.pinpoint
        told = (str(numbers[place]), source, note.who, note.status, note.sha256, note.retrieved)
        cells = table.add_row().cells
        for cell, text in zip(cells, told, strict=False):
            cell.paragraphs[0].add_run(text)
        if _to_follow(note.address):
            footnotes.link(cells[-1].paragraphs[0], note.address)
        else:
            cells[-1].paragraphs[0].add_run(note.address or "none known")
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = width
    for row in table.rows:
        mark_row(row, "w:cantSplit")
        for cell, (_, width) in zip(row.cells, _COLUMNS, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)


def _lines(document, text: str):
    """Each line a paragraph, "• " an item of a list; returns the last."""
    last = None
    for line in filter(str.strip, text.split("\n")):
        is_item = line.startswith("• ")
        last = document.add_paragraph(line[2:] if is_item else line, style="List Bullet" if is_item else None)
    return last


def _items(document, lines) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _to_follow(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
