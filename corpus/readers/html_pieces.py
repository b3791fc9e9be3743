"""What each block of a web page is: a heading, a numbered paragraph, a caption with its table (pure)."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.models import Kind, Reading
from corpus.readers.html_blocks import Block
from corpus.readers.markdown_figures import Caption, read_caption
from corpus.readers.markdown_numbers import Number, Numbering
from corpus.readers.markdown_roles import Piece, Role
from corpus.readers.sentences import is_fragment

# Committees count their conclusions from 1, beside the paragraphs of the report.
_PARTS = {"Conclusions and recommendations": "Conclusion"}
_ENTRIES = ("Recommendation", "Conclusion")
_HEADING_NUMBER = re.compile(r"^(?:[A-Z]?\d+(?:\.\d+)*\.?)\s+")
_RUN_INTO_TEXT = re.compile(r"^(\d{1,3}\.|[A-Z]?\d+(?:\.\d+)+\.?)(?=[A-Z“‘\"(])")
_BELOW_FIGURE = re.compile(r"^(?:sources?|notes?)\b\s*:?", re.I)
_BOLD_HEADING = 7  # stands below all six that HTML has


def read_pieces(blocks: list[Block], reading: Reading, title: str) -> list[Piece]:
    """The pieces in order. The title's own heading is left out: text before the first heading stands under it anyway."""
    reader = _PieceReader(blocks, reading, title)
    place = 0
    while place < len(blocks):
        place = reader.read(place)
    return reader.pieces


class _PieceReader:
    def __init__(self, blocks: list[Block], reading: Reading, title: str) -> None:
        self.blocks = blocks
        self.title = title
        self.parts = _PARTS | reading.numbered_parts
        self.numbers = Numbering(reading.plain_numbers)
        self.part_level = 0
        words = "|".join(map(re.escape, dict.fromkeys((*_ENTRIES, *reading.numbered_entries))))
        self.entry = re.compile(rf"^({words}) (\d{{1,3}})\s*[:.]\s*(?=\S)")
        self.last_entry = {found[0]: place for place, block in enumerate(blocks) if (found := self._entry_of(block))}
        self.pieces: list[Piece] = []
        self.heading_calls: tuple[int, ...] = ()
        self.refused = 0  # the last ordinal that a list counted and that was no paragraph's

    def read(self, place: int) -> int:
        """Adds the pieces that the block at this place makes, and says where to go on."""
        block = self.blocks[place]
        if caption := self._caption(place):
            return self._figure(place, caption)
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "table":
            self._add("table", block)
        elif (entry := self._entry_of(block)) and self.last_entry[entry[0]] == place:
            word = entry[0].split()[0]
            self._add("number", block, entry[1], entry[0], word)
        elif number := self._number(place):
            self.numbers.pass_by(number)
            self._add("number", block, number.text, number.label, number.counts_within)
        elif self._is_bold_heading(place):
            self._open_heading(block, _BOLD_HEADING)
        else:
            self._add("item" if block.kind == "item" else "prose", block)
        return place + 1

    def _add(
        self, role: Role, block: Block, text: str | None = None, label: str = "", part_of: str | None = None, kind: Kind = "prose"
    ) -> None:
        """Adds a piece; a footnote called in a heading is called by what stands first under it."""
        calls = self.heading_calls + block.calls
        self.heading_calls = ()
        self.pieces.append(Piece(role, block.text if text is None else text, label, part_of, kind=kind, calls=calls))

    def _open_heading(self, block: Block, rank: int) -> None:
        self.heading_calls += block.calls
        self.pieces.append(Piece("heading", block.text, rank=rank))

    def _heading(self, block: Block) -> None:
        if block.level == 1 and block.text.casefold() == self.title.casefold():
            return
        if word := self._part(block.text):
            self.numbers.word, self.part_level = word, block.level
        elif block.level <= self.part_level:
            self.numbers.word, self.part_level = None, 0
        self._open_heading(block, block.level)

    def _part(self, heading: str) -> str | None:
        bare = _HEADING_NUMBER.sub("", heading).casefold()
        return next(
            (word for told, word in self.parts.items() if bare == told.casefold() or bare.startswith(f"{told.casefold()}:")), None
        )

    def _entry_of(self, block: Block) -> tuple[str, str] | None:
        """("Recommendation 3", its text) where the block opens so."""
        found = self.entry.match(block.text) if block.kind in ("prose", "item") else None
        return (f"{found[1]} {found[2]}", block.text[found.end() :]) if found else None

    def _number(self, place: int) -> Number | None:
        """The paragraph number that the block opens with, or that its ordered list counts, where it comes next.

        A list inside paragraph 2 reaches 3 in time: it is numbered paragraphs only if its first item is one.
        """
        block = self.blocks[place]
        if number := self._printed_number(block):
            return number
        if block.ordinal is None:
            return None
        listed_under = place > 0 and self.blocks[place - 1].text.endswith(":")
        goes_on_refused = self.refused > 0 and block.ordinal == self.refused + 1
        number = None if listed_under or goes_on_refused else self.numbers.read(f"{block.ordinal}. {block.text}")
        self.refused = 0 if number else block.ordinal
        return number

    def _printed_number(self, block: Block) -> Number | None:
        return self.numbers.read(_RUN_INTO_TEXT.sub(r"\1 ", block.text))

    def _is_bold_heading(self, place: int) -> bool:
        block = self.blocks[place]
        below = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        return (
            block.kind == "prose"
            and block.emphasised
            and is_fragment(block.text)
            and below is not None
            and below.kind != "heading"
        )

    # Captions, and what they stand over

    def _caption(self, place: int) -> Caption | None:
        block = self.blocks[place]
        if block.kind == "caption":
            below = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
            kind = "table" if below is not None and below.kind == "table" else "figure"
            return read_caption(replace(block, kind="heading")) or Caption("", "", block.text, kind)
        found = read_caption(block)
        return found if found and found.label else None

    def _figure(self, place: int, caption: Caption) -> int:
        block = self.blocks[place]
        self._add("caption", block, caption.title, caption.label, kind=caption.kind)
        end = self._box_end(place) if caption.kind == "box" and block.kind == "heading" else self._table_end(place)
        for inside in self.blocks[place + 1 : end]:
            self._add("inside", inside, f"• {inside.text}" if inside.kind == "item" else inside.text)
        return end

    def _box_end(self, place: int) -> int:
        """A box goes on to the next heading that is none of its own, or to the next numbered paragraph."""
        level = self.blocks[place].level
        end = place + 1
        while end < len(self.blocks) and not self._ends_box(self.blocks[end], level):
            end += 1
        return end

    def _ends_box(self, block: Block, level: int) -> bool:
        if block.kind == "heading":
            return block.level <= level
        return block.kind == "prose" and (self._entry_of(block) is not None or self._printed_number(block) is not None)

    def _table_end(self, place: int) -> int:
        """Tables that follow at once, and the lines of sources and notes under them."""
        end = place + 1
        while end < len(self.blocks) and self.blocks[end].kind == "table":
            end += 1
        while end < len(self.blocks) and self.blocks[end].kind == "prose" and _BELOW_FIGURE.match(self.blocks[end].text):
            end += 1
        return end
