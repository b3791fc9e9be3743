"""A crib sheet as Markdown, which is also its plain text for programs (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.dates import day_in_words
from assistant.export import plain
from assistant.export_markdown import literal
from assistant.helpers.crib_sheet import DRAFT, TITLE, UNNAMED, CribSheet, Part
from assistant.helpers.grounds import Grounds
from assistant.helpers.lines import Line
from assistant.helpers.outline import line_as_dict, pinpoints

BLANK = "____"


def as_markdown(sheet: CribSheet, grounds: Grounds | None = None) -> str:
    """CommonMark: each line with its pinpoints in brackets, what is to be filled in as "Parties: ____"."""
    rows = [
        f"# {literal(TITLE)}: {literal(plain(sheet.programme) or UNNAMED)}",
        f"**{literal(DRAFT)}**",
        literal(f"Made on {day_in_words(sheet.made_on)}."),
    ]
    return "\n\n".join([*rows, *(block for part in sheet.parts for block in _blocks(part, grounds, 2))]) + "\n"


def as_dict(sheet: CribSheet, grounds: Grounds | None = None) -> dict:
    """For programs: what is empty is left out; lines with their pinpoints."""
    return {
        "programme": sheet.programme,
        "made_on": sheet.made_on.isoformat(),
        "draft": DRAFT,
        "parts": [_part_as_dict(part, grounds) for part in sheet.parts],
    }


def _blocks(part: Part, grounds: Grounds | None, level: int) -> Iterator[str]:
    yield f"{'#' * level} {literal(part.title)}"
    yield from map(literal, part.notes)
    if part.lines:
        yield "\n".join(row for line in part.lines for row in _line_rows(line, grounds))
    if part.fill:
        yield "\n".join(f"- {literal(label)}: {literal(BLANK)}" for label in part.fill)
    for below in part.parts:
        yield from _blocks(below, grounds, level + 1)


def _line_rows(line: Line, grounds: Grounds | None) -> Iterator[str]:
    grounded = grounds.under(line) if grounds else None
    at = (
        [f"{ground.pinpoint}{', historic' if ground.is_old else ''}" for ground in grounded.grounds]
        if grounded
        else pinpoints(line)
    )
    yield f"- {literal(line.says)} \\[{literal('; '.join(at))}\\]"
    for warning in grounded.warnings if grounded else ():
        yield f"  **Warning:** {literal(warning)}"


def _part_as_dict(part: Part, grounds: Grounds | None) -> dict:
    told = {
        "title": part.title,
        "notes": list(part.notes),
        "lines": [line_as_dict(line, grounds) for line in part.lines],
        "to_fill_in": list(part.fill),
        "parts": [_part_as_dict(below, grounds) for below in part.parts],
    }
    return {name: value for name, value in told.items() if value}
