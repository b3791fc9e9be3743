"""A crib sheet as HTML (pure). What a person typed goes through `escape`."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.helpers.crib_sheet import DRAFT, UNNAMED, CribSheet, Part
from assistant.helpers.grounds import Grounds
from assistant.screens import crib_sheet_wording as wording
from assistant.screens.answer_shown import notice_html
from assistant.screens.self_assessment_shown import line_html


def sheet_html(sheet: CribSheet, held: Grounds | None) -> str:
    """The whole sheet under headings from level 2 on."""
    head = f"<h2>{escape(wording.SHEET)}: {escape(sheet.programme or UNNAMED)}</h2>{notice_html('Draft.', DRAFT, 'warning')}"
    return f'<div class="sp-crib">{head}{"".join(_part_html(part, held, 3) for part in sheet.parts)}</div>'


def made_of_html(rows: list[tuple[str, str]]) -> str:
    """What the sheet draws on, and whether it is there."""
    return "<ul>" + "".join(f"<li><strong>{escape(name)}</strong>: {escape(said)}</li>" for name, said in rows) + "</ul>"


def _part_html(part: Part, held: Grounds | None, level: int) -> str:
    return f"<section><h{level}>{escape(part.title)}</h{level}>{''.join(_inside(part, held, level))}</section>"


def _inside(part: Part, held: Grounds | None, level: int) -> Iterator[str]:
    yield from (f"<p>{escape(note)}</p>" for note in part.notes)
    yield from (line_html(line, held) for line in part.lines)
    if part.fill:
        labels = "".join(f"<li>{escape(label)}</li>" for label in part.fill)
        yield f'<div class="sp-fill"><p>{escape(wording.FILL)}</p><ul>{labels}</ul></div>'
    yield from (_part_html(below, held, level + 1) for below in part.parts)
