"""What each block of a document is in print: a heading, a numbered paragraph, a figure's text, a footnote (pure).

A heading need not be marked as one: a line that no stop closes, with a numbered paragraph below it, is a heading too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.models import Kind, Reading
from corpus.readers.abbreviations import is_abbreviation, split_abbreviations
from corpus.readers.markdown_blocks import Block
from corpus.readers.markdown_figures import Caption, figure_end, read_caption
from corpus.readers.markdown_numbers import Numbering
from corpus.readers.sentences import is_fragment

Role = Literal[
    "title", "heading", "number", "entry", "name", "caption", "inside", "footnote", "lead-in", "prose", "item", "table"
]

# How deep a heading stands, whatever marks it. Those of one part are siblings: converted files get their levels wrong.
CHAPTER, PART, ENTRY, OVER_PLAIN, PLAIN, EMPHASISED, LETTERED = 10, 20, 30, 39, 40, 45, 50

_COUNT = r"\d+|[ivxlc]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten"
_PART = re.compile(rf"^(?:part|chapter|appendix|annex)\s+(?:{_COUNT})\b", re.I)
_CHAPTER = re.compile(r"^\d{1,2}\.\s+\S")
_LETTERED = re.compile(r"^\(([ivx]+)\)\s")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_FURNITURE = re.compile(r"^(?:page(?:\s+\d+(?:\s+of\s+\d+)?)?|\d{1,4})$", re.I)
_ENDNOTES = re.compile(r"^(?:references|endnotes|footnotes|notes)$", re.I)
_ENDNOTE = re.compile(r"^(\d{1,3})[.)]?\s+(.*)$", re.DOTALL)
_DIGIT_NOTE = re.compile(r"^(\d{1,2})\s+(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """One block as what it is. `label` is the number, name or footnote number it stands under; `rank` a heading's depth."""

    role: Role
    text: str
    label: str = ""
    part_of: str | None = None
    rank: int = 0
    kind: Kind = "prose"
    calls: tuple[int, ...] = ()


def read_roles(blocks: list[Block], reading: Reading, title: str) -> list[Piece]:
    """The pieces in order; page numbers, contents lists and the title's own line are left out."""
    reader = _RoleReader(_without_contents(blocks, reading), reading, title)
    place = 0
    while place < len(reader.blocks):
        place = reader.read(place)
    return reader.pieces


def _without_contents(blocks: list[Block], reading: Reading) -> list[Block]:
    """Drops page numbers, a section called Contents, and every printing of an entry but the last, with the lines below it."""
    labels = [entry_label(block, reading) for block in blocks]
    last = {label: place for place, label in enumerate(labels) if label}
    kept: list[Block] = []
    skipping = in_contents = False
    for place, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if block.kind == "heading":
            in_contents = re.fullmatch(r"(?:table of )?contents", block.text, re.I) is not None
        if label:
            skipping = last[label] != place
        if not (skipping or in_contents or _FURNITURE.match(block.text) or _lists_entries(block, reading)):
            kept.append(block)
    return kept


def entry_label(block: Block, reading: Reading) -> str | None:
    """The reference ("Conclusion 8") of the entry that the block opens, if it opens one."""
    for word in reading.numbered_entries:
        found = re.match(rf"{word} (\d+)\s*:", block.text) if block.kind in ("prose", "item") else None
        if found:
            return f"{word} {found[1]}"
    return None


def _lists_entries(block: Block, reading: Reading) -> bool:
    if block.kind != "table":
        return False
    named = [row for row in block.rows for word in reading.numbered_entries if re.match(rf"{word} \d+\s*:", row[0])]
    return 2 * len(named) > len(block.rows)


class _RoleReader:
    def __init__(self, blocks: list[Block], reading: Reading, title: str) -> None:
        self.blocks = blocks
        self.reading = reading
        self.title = title
        self.pieces: list[Piece] = []
        self.numbers = Numbering(reading.plain_numbers, reading.bare_figure_numbers)
        self.names: str | None = None
        self.in_part = self.in_endnotes = False
        self.figures = self.lettered = 0
        self.called: set[int] = set()
        self.noted: set[int] = set()

    def read(self, place: int) -> int:
        """Adds the pieces that the block at this place makes, and says where to go on."""
        block = self.blocks[place]
        self.called.update(block.inline.calls)
        if label := entry_label(block, self.reading):
            self._add("entry", block, block.text.split(":", 1)[1].strip(), label)
        elif caption := read_caption(block, self.figures if self.reading.bare_figure_numbers else None):
            return self._figure(place, caption)
        elif block.kind == "heading":
            return self._heading(place)
        elif note := self._footnote(block):
            self._add("footnote", block, note[1], str(note[0]))
        elif block.kind == "table":
            self._table(block)
        elif number := self.numbers.read(block.text):
            self.numbers.pass_by(number)
            self._add("number", block, number.text, number.label, part_of=number.counts_within)
        elif (rank := self._plain_rank(place)) is not None:
            self._open_heading(block.text, rank)
        elif self.names and block.kind == "prose":
            return self._named(place)
        else:
            self._add("item" if block.kind == "item" else "prose", block, block.text)
        return place + 1

    def _add(
        self, role: Role, block: Block, text: str, label: str = "", part_of: str | None = None, kind: Kind = "prose"
    ) -> None:
        self.pieces.append(Piece(role, text, label, part_of, kind=kind, calls=block.inline.calls))

    # Headings

    def _heading(self, place: int) -> int:
        block, text = self.blocks[place], self.blocks[place].text
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        if self._is_title(block):
            self.pieces.append(Piece("title", text))
            subtitled = after is not None and after.kind == "prose" and is_fragment(after.text) and not after.inline.calls
            return place + (2 if subtitled else 1)
        if (part := _PART.match(text)) and part.end() == len(text) and after is not None and after.kind == "heading":
            self._open_heading(f"{text}: {after.text}", PART)
            return place + 2
        if block.level == 1 or part or self._is_told_of(text):
            self._open_heading(text, PART)
        else:
            self._open_heading(text, PLAIN if self.in_part else PART + block.level)
        return place + 1

    def _open_heading(self, text: str, rank: int) -> None:
        if rank <= PART:
            self.numbers.word = self._told(self.reading.numbered_parts, text)
            self.names = self._told(self.reading.named_entries, text)
            self.in_part = _PART.match(text) is not None or bool(self.numbers.word or self.names)
        self.in_endnotes = _ENDNOTES.match(text) is not None
        self.lettered = self.lettered + 1 if rank == LETTERED else 0
        self.pieces.append(Piece("heading", text, rank=rank))

    def _is_title(self, block: Block) -> bool:
        if block.level != 1:
            return False
        alone = sum(other.level == 1 for other in self.blocks) == 1 and not any(piece.role == "heading" for piece in self.pieces)
        return alone or block.text.casefold() == self.title.casefold()

    def _told(self, by_heading: dict[str, str], text: str) -> str | None:
        """What the source says about this heading; "Appendix One" speaks of "Appendix One: Our evidence base" too."""
        for heading, word in by_heading.items():
            if text.casefold() == heading.casefold() or text.casefold().startswith(f"{heading.casefold()}:"):
                return word
        return None

    def _is_told_of(self, text: str) -> bool:
        return bool(self._told(self.reading.numbered_parts, text) or self._told(self.reading.named_entries, text))

    def _plain_rank(self, place: int) -> int | None:
        """How deep the heading stands that this block is without a heading's mark; None where it is none."""
        block, text = self.blocks[place], self.blocks[place].text
        if self._is_told_of(text):
            return CHAPTER if _CHAPTER.match(text) else PART
        if block.kind == "item" and not block.ordered:
            return LETTERED if self.lettered and self._is_lettered(place) else None
        if _CHAPTER.match(text) and is_fragment(text) and not self._in_ordered_list(place):
            return CHAPTER
        if block.kind == "item":
            return None
        if _PART.match(text) and ":" in text and is_fragment(text.replace(":", "")):
            return PART
        if self._is_lettered(place):
            return LETTERED
        if self._closes_an_entry(text) or not is_fragment(text) or self.names:
            return None
        if self._has_below(place + 1):
            return PLAIN
        if place + 1 < len(self.blocks) and self._is_title_line(place + 1) and self._has_below(place + 2):
            return OVER_PLAIN
        return EMPHASISED if block.is_emphasised else None

    def _has_below(self, place: int) -> bool:
        """Whether a numbered paragraph or a table stands here, as under a heading."""
        if place >= len(self.blocks):
            return False
        block = self.blocks[place]
        return block.kind == "table" or (block.kind != "heading" and self.numbers.read(block.text) is not None)

    def _is_title_line(self, place: int) -> bool:
        block = self.blocks[place]
        return block.kind == "prose" and is_fragment(block.text) and not self.numbers.read(block.text)

    def _is_lettered(self, place: int) -> bool:
        """A line like "(ii) Joining up in the regions", next after (i), over a numbered paragraph."""
        letter = _LETTERED.match(self.blocks[place].text)
        return letter is not None and letter[1] == _ROMAN[min(self.lettered, 9)] and self._has_below(place + 1)

    def _in_ordered_list(self, place: int) -> bool:
        beside = self.blocks[max(place - 1, 0) : place] + self.blocks[place + 1 : place + 2]
        return any(block.kind == "item" and block.ordered for block in beside)

    def _closes_an_entry(self, text: str) -> bool:
        return any(last and text.casefold().startswith(last.casefold()) for last in self.reading.numbered_entries.values())

    # Figures, footnotes, tables, named entries

    def _figure(self, place: int, caption: Caption) -> int:
        if caption.number.isdigit() and self.reading.bare_figure_numbers:
            self.figures = int(caption.number)
        self._add("caption", self.blocks[place], caption.title, caption.label, kind=caption.kind)
        end = figure_end(self.blocks, place, caption, self._ends_a_figure, self.numbers.any_seen)
        for block in self.blocks[place + 1 : end]:
            self.called.update(block.inline.calls)
            self._add("inside", block, f"• {block.text}" if block.kind == "item" else block.text)
        return end

    def _ends_a_figure(self, place: int) -> bool:
        block = self.blocks[place]
        if block.inline.mark is not None or entry_label(block, self.reading):
            return True
        if read_caption(block, self.figures if self.reading.bare_figure_numbers else None):
            return True
        if block.kind == "heading" or block.kind == "table":
            return False
        return self.numbers.read(block.text) is not None or (self._plain_rank(place) or EMPHASISED) != EMPHASISED

    def _footnote(self, block: Block) -> tuple[int, str] | None:
        """Marked by a raised number; or by a plain one that was called before; or any number under a heading like References."""
        mark, text = block.inline.mark, block.text
        if mark is None and block.kind != "table":
            plain = (_ENDNOTE if self.in_endnotes else _DIGIT_NOTE).match(text)
            if plain and (self.in_endnotes or self._is_called_note(int(plain[1]), block)):
                mark, text = int(plain[1]), plain[2]
        if mark is None:
            return None
        self.noted.add(mark)
        return mark, text

    def _is_called_note(self, number: int, block: Block) -> bool:
        is_free = number in self.called and number not in self.noted and self.numbers.read(block.text) is None
        return is_free and block.kind == "prose" and not is_fragment(block.text)

    def _table(self, block: Block) -> None:
        if not self.names or any(len(row) != 2 for row in block.rows):
            self._add("table", block, block.text)
            return
        for row in block.rows:
            text, name = sorted(row, key=len, reverse=True)
            self.pieces.append(Piece("name", text, name, self.names, LETTERED))

    def _named(self, place: int) -> int:
        block = self.blocks[place]
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        if is_abbreviation(block.lines[0]):
            return self._abbreviations(place)
        if is_fragment(block.text) and after is not None and after.kind == "prose":
            if is_fragment(after.text):
                self._open_heading(block.text, PLAIN)
            else:
                self.pieces.append(Piece("name", "", block.text, self.names, LETTERED))
        else:
            leads_on = block.text.endswith(":") and after is not None and after.kind == "table"
            self._add("lead-in" if leads_on else "prose", block, block.text)
        return place + 1

    def _abbreviations(self, place: int) -> int:
        end = place
        while end < len(self.blocks) and self.blocks[end].kind == "prose":
            end += 1
        lines = [line for block in self.blocks[place:end] for line in block.lines]
        for short, long in split_abbreviations(lines):
            self.pieces.append(Piece("name", f"{short}: {long}", short, self.names))
        return end
