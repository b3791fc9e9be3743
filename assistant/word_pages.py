"""What all Word files of ours share: A4 pages, properties, language, the heads of tables, a mark on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

LANGUAGE = "en-GB"
_LONGEST_TITLE = 255  # characters that a property of a Word file may have
_A4 = (Cm(21), Cm(29.7))


def set_page(section) -> None:
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)


def turn(section) -> None:
    """Makes the section's pages landscape."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_height, section.page_width = _A4


def set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = " ".join(title.split())[:_LONGEST_TITLE]
    properties.author = properties.last_modified_by = "Signpost"
    properties.language = LANGUAGE
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def mark_row(row, name: str) -> None:
    """ "w:tblHeader": repeated on each page, and read out as the head; "w:cantSplit": kept on one page. In the schema's order."""
    properties = row._tr.get_or_add_trPr()
    element = OxmlElement(name)
    if name == "w:cantSplit":
        properties.insert(0, element)
    else:
        properties.append(element)


def mark_every_page(section, said: str) -> None:
    """The same words at the head of every page of the section, and the page's number at its foot."""
    head = section.header.paragraphs[0]
    head.text = said
    head.runs[0].bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _add_page_number(foot)


def add_table(document: Document, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[Length]) -> Table:
    """A table with a head that is repeated on each page and rows that are kept on one."""
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    mark_row(table.rows[0], "w:tblHeader")
    for told in rows:
        for cell, text in zip(table.add_row().cells, told, strict=True):
            cell.paragraphs[0].add_run(text)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        mark_row(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    return table


def written(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
