"""Printed pages as numbered paragraphs: headings, numbers, boxes, tables, footnotes (pure).

The signs are those of type and place, so that any single-column report with numbered paragraphs can be read: larger type is a
heading, a number in bold at the margin starts a paragraph, a frame sets a box or panel apart, small type at the foot is a
footnote, text that starts in a second column is a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.models import Paragraph
from corpus.readers.drafts import BLOCK_GAP, BOX_TITLE, BULLET, Draft, box_paragraphs
from corpus.readers.footnotes import FootnoteReader
from corpus.readers.layout import Region, body_size, regions, split_footnotes
from corpus.readers.page import Line, Page, join_lines
from corpus.readers.tables import rows_as_text, table_rows

NUMBER = re.compile(r"^([A-Z]?\d+(?:\.\d+){2})(?=[\sA-Z])")
HEADING_SHARE = 1.12  # of the body's size: titles of boxes stand at 1.18, headings at 1.45 and 2.5
SAME_LEVEL = 1.1  # headings whose sizes differ less are of one level: "Annex 4.5" at 28 stands over its title at 30
EDITION = re.compile(
    r"\b((?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d)\b"
)
FRONT_PAGES = 4  # cover, imprint: where the edition's month stands


@dataclass(frozen=True)
class Printed:
    """What printed pages say. `body_pages` are those whose words must all be found again in some paragraph."""

    paragraphs: tuple[Paragraph, ...]
    body_pages: tuple[int, ...]
    edition_title: str | None


def read_printed(pages: list[Page]) -> Printed:
    """Paragraphs in the order of reading. Cover, imprint and contents are not body."""
    size = body_size(pages)
    body = _body_pages(pages, size)
    reader = _PrintReader(size)
    for page in body:
        text, notes = split_footnotes(page, size)
        for region in regions(text, page.frames, size):
            reader.read(region)
        reader.footnotes.read(notes)
    front = " ".join(line.text for page in pages[:FRONT_PAGES] for line in page.lines)
    month = EDITION.search(front)
    return Printed(reader.paragraphs(), tuple(page.number for page in body), month[1] if month else None)


def _body_pages(pages: list[Page], size: float) -> list[Page]:
    """Pages after the contents, or all of them where there are none."""

    def headings(page: Page) -> list[str]:
        return [line.text.lower() for line in page.lines if line.size > HEADING_SHARE * size]

    contents = next((n for n, page in enumerate(pages) if "contents" in headings(page)), None)
    if contents is None:
        return pages
    after = (n for n in range(contents + 1, len(pages)) if headings(pages[n]))
    return pages[next(after, contents + 1) :]


class _PrintReader:
    """Collects drafts while the regions go by."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.footnotes = FootnoteReader()
        self.drafts: list[Draft] = []
        self.headings: list[tuple[float, str]] = []
        self.current: Draft | None = None
        self.box: Draft | None = None
        self.last_number: tuple = ()
        self.last_line: Line | None = None
        self.unplaced_markers: list[int] = []

    # One method for each kind of region

    def read(self, region: Region) -> None:
        if region.kind == "frame":
            self._read_frame(region)
        elif region.kind == "table":
            self._read_table(region)
        else:
            for line in region.lines:
                self._read_line(line)

    def _read_frame(self, region: Region) -> None:
        title = BOX_TITLE.match(region.lines[0].text)
        if title:
            count = next((n for n, line in enumerate(region.lines) if not self._is_large(line)), len(region.lines))
            named = join_lines([line.text for line in region.lines[:count]])
            self.box = self._open(
                Draft(title[1], self._trail(), region.lines[0].page, "box", title=named.removeprefix(title[1]).strip())
            )
            for line in region.lines[:count]:
                self.box.markers.extend(line.markers)
            self._extend(self.box, region.lines[count:])
        elif region.at_top and self.box is not None:
            self._extend(self.box, region.lines)
        else:
            self._extend(self._open_unnumbered(region.lines[0]), region.lines)

    def _read_table(self, region: Region) -> None:
        if self.drafts and self.drafts[-1].kind == "table" and self.current is None:
            self._extend(self.drafts[-1], region.lines)
            return
        table = self._open_unnumbered(region.lines[0])
        table.kind = "table"
        self._extend(table, region.lines)
        self.current = None

    def _read_line(self, line: Line) -> None:
        before, self.last_line = self.last_line, line
        if not line.text:  # a lone marker, raised too far above its heading to be part of it
            self.unplaced_markers.extend(int(n) for n in re.findall(r"\d+", "".join(run.text for run in line.runs)))
        elif self._is_large(line):
            self._read_heading(line, before)
        elif (number := NUMBER.match(line.text)) and self._is_next(number[1], line):
            self.last_number = _as_tuple(number[1])
            self.current = self._open(Draft(number[1], self._trail(), line.page, label=number[1]))
            self._extend(self.current, [line])
        elif (line.all_bold or line.italic) and self._opens_block(line, before) and not BULLET.match(line.text):
            self._set_heading(0, line.text)
        else:
            unnumbered = self.current is not None and not self.current.label
            if self.current is None or (unnumbered and self._is_apart(line, before) and not BULLET.match(line.text)):
                self.current = self._open_unnumbered(line)
            self._extend(self.current, [line])

    def _read_heading(self, line: Line, before: Line | None) -> None:
        goes_on = (
            before is not None
            and self.headings
            and before.page == line.page
            and before.y - line.y < 1.5 * line.size
            and 1 / SAME_LEVEL <= before.size / line.size <= SAME_LEVEL
        )
        if goes_on:
            self.headings[-1] = (max(self.headings[-1][0], round(line.size)), join_lines([self.headings[-1][1], line.text]))
        else:
            self._set_heading(round(line.size), line.text)
        self.unplaced_markers.extend(line.markers)

    # What they share

    def _set_heading(self, size: float, text: str) -> None:
        self.headings = [kept for kept in self.headings if kept[0] > SAME_LEVEL * size] + [(size, text)]
        self.current = None

    def _trail(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def _open(self, draft: Draft) -> Draft:
        draft.markers.extend(self.unplaced_markers)
        self.unplaced_markers = []
        self.drafts.append(draft)
        return draft

    def _open_unnumbered(self, line: Line) -> Draft:
        heading = self.headings[-1][1] if self.headings else "Opening"
        ordinal = 1 + sum(draft.reference.startswith(f"{heading} ¶") for draft in self.drafts)
        return self._open(Draft(f"{heading} ¶{ordinal}", self._trail(), line.page))

    def _extend(self, draft: Draft, lines) -> None:
        for line in lines:
            draft.add(line)

    def _is_large(self, line: Line) -> bool:
        return line.size > HEADING_SHARE * self.size

    def _is_apart(self, line: Line, before: Line | None) -> bool:
        return before is None or (before.page == line.page and before.y - line.y > BLOCK_GAP)

    def _opens_block(self, line: Line, before: Line | None) -> bool:
        return self._is_apart(line, before) or before.page != line.page

    def _is_next(self, number: str, line: Line) -> bool:
        """Whether a number at the start of a line is a paragraph's: in bold, and higher than the one before within its chapter.

        A cross-reference that wrapped to the start of a line ("A5.4.29" on page 235) is neither.
        """
        parts = _as_tuple(number)
        return line.bold and (self.last_number[:1] != parts[:1] or parts > self.last_number)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All that was read; a footnote that nothing seems to call goes to the last paragraph begun on its page or before."""
        found: list[Paragraph] = []
        for draft in self.drafts:
            if draft.kind == "box":
                made = box_paragraphs(draft)
            elif draft.kind == "table" and draft.headings[-1:] == ("Glossary",):
                made = [(entry, []) for entry in _glossary(draft, self.size)]
            else:
                made = [(paragraph, draft.markers)] if (paragraph := draft.paragraph()) else []
            for paragraph, markers in made:
                found.append(paragraph)
                found.extend(self.footnotes.called_by(markers, paragraph))
        for number, page in self.footnotes.uncalled().items():
            place = max(n for n, paragraph in enumerate(found) if n == 0 or paragraph.page <= page)
            found[place + 1 : place + 1] = self.footnotes.called_by([number], found[place])
        return tuple(found)


def _as_tuple(number: str) -> tuple:
    """("A", 4), 5, 3 for "A4.5.3": sorts as the print does."""
    letter = number[0] if number[0].isalpha() else ""
    parts = [int(part) for part in number.removeprefix(letter).split(".")]
    return ((letter, parts[0]), *parts[1:])


def _glossary(draft: Draft, size: float) -> list[Paragraph]:
    """One paragraph a row: the term, then its meaning. Acronyms keep their capitals in the reference."""
    entries = []
    for row in table_rows([line for line in draft.lines if line.size <= HEADING_SHARE * size]):
        if len(row.cells) < 2:
            continue
        term = " ".join(word if sum(map(str.isupper, word)) > 1 else word.lower() for word in row.cells[0].split())
        entries.append(
            Paragraph(
                reference=f"Glossary: {term}",
                part_of="Glossary",
                headings=draft.headings,
                page=row.page,
                text=rows_as_text([row]),
            )
        )
    return entries
