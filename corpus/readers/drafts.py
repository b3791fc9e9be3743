"""A paragraph while it is being read: the lines collected under its reference, and how they become text (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import get_args

from corpus.models import Kind, Paragraph
from corpus.readers.page import Line, join_lines
from corpus.readers.tables import is_tabular, rows_as_text, table_rows

BULLET = re.compile(r"^[●•▪◦o–-]\s+(?=\S)")
LETTERED = re.compile(r"^(?:\([a-z]{1,4}\)|[a-z]\)|[ivx]{1,4}[.)]|\d{1,2}[.)])\s")
BLOCK_GAP = 18.5  # points between baselines: lines of one block stand 13.4 to 14 apart, blocks 23 to 24
BOX_TITLE = re.compile(r"^(Box [A-Z]?\d+(?:\.\d+)*[A-Z]?)\b\s*(.*)$")
BOX_PART = re.compile(r"^([A-Z][a-z]+ \d+):")

assert {"prose", "box", "table"} <= set(get_args(Kind))


@dataclass
class Draft:
    """`label` stands before the text in print and is no part of it: the paragraph number. `title` is a box's first line."""

    reference: str
    headings: tuple[str, ...]
    page: int
    kind: Kind = "prose"
    part_of: str | None = None
    label: str = ""
    title: str = ""
    lines: list[Line] = field(default_factory=list)
    markers: list[int] = field(default_factory=list)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.markers.extend(line.markers)

    def paragraph(self) -> Paragraph | None:
        text = rows_as_text(table_rows(self.lines)) if self.kind == "table" else compose_text(self.lines)
        text = text.removeprefix(self.label).strip()
        if not text:
            return None
        text = f"{self.title}\n{text}" if self.title else text
        last = self.lines[-1].page
        return Paragraph(
            reference=self.reference,
            part_of=self.part_of,
            headings=self.headings,
            page=self.page,
            last_page=last if last != self.page else None,
            page_starts=page_starts(text, self.lines),
            kind=self.kind,
            text=text,
        )


def page_starts(text: str, lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """(place, page) where each page after the first begins in the text made of these lines; one not found is left out."""
    starts: list[tuple[int, int]] = []
    for before, line in pairwise(lines):
        if line.page != before.page:
            place = text.find(BULLET.sub("", line.text)[:30], starts[-1][0] if starts else 0)
            if place >= 0:
                starts.append((place, line.page))
    return tuple(starts)


def compose_text(lines: list[Line]) -> str:
    """Running text of printed lines: sentences joined over lines and pages; each item and each block on a line of its own."""
    blocks: list[list[str]] = []
    previous: Line | None = None
    for line in lines:
        text = line.text
        is_item = BULLET.match(text) is not None
        if is_item:
            text = BULLET.sub("• ", text)
        apart = previous is not None and previous.page == line.page and previous.y - line.y > BLOCK_GAP
        if not blocks or is_item or apart or (LETTERED.match(text) and previous is not None and line.x > previous.x + 5):
            blocks.append([])
        blocks[-1].append(text)
        previous = line
    return "\n".join(join_lines(block) for block in blocks)


def box_paragraphs(box: Draft) -> list[tuple[Paragraph, list[int]]]:
    """(paragraph, footnotes called) of a box: one paragraph, and one for each part where bold titles number them ("Model 3: …").

    The box's own paragraph then holds its title, its lead-in and the titles of its parts, so that it still says what it holds.
    """
    if is_tabular(box.lines):
        body = box.paragraph()
        rows = rows_as_text(table_rows(box.lines))
        text = f"{box.title}\n{rows}"
        return (
            [(body.model_copy(update={"text": text, "page_starts": page_starts(text, box.lines)}), box.markers)] if body else []
        )
    lead: list[Line] = []
    parts: list[Draft] = []
    for line in box.lines:
        numbered = BOX_PART.match(line.text) if line.bold else None
        if numbered:
            trail = (*box.headings, f"{box.reference} {box.title}")
            parts.append(Draft(f"{box.reference}, {numbered[1]}", trail, line.page, "box", part_of=box.reference))
        if parts:
            parts[-1].add(line)
        else:
            lead.append(line)
    if not parts:
        whole = box.paragraph()
        return [(whole, box.markers)] if whole else []
    titles = [compose_text(part.lines).split("\n")[0] for part in parts]
    text = "\n".join(filter(None, [box.title, compose_text(lead), *(f"• {title}" for title in titles)]))
    own = Paragraph(
        reference=box.reference, headings=box.headings, page=box.page, last_page=parts[-1].lines[-1].page, kind="box", text=text
    )
    return [(own, [])] + [(made, part.markers) for part in parts if (made := part.paragraph())]
