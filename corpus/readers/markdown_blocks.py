"""The blocks of a Markdown file: headings, prose, list items and tables, in order (pure).

A scanner of our own, because scans and converted PDFs break the rules that a Markdown parser goes by: numbered paragraphs stand
as list items, tables as lines with tabs, bullets as full stops. Rules and pictures yield no block: a page break is not a break in
the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from corpus.readers.markdown_inline import Inline, is_emphasised, read_inline
from corpus.readers.sentences import is_fragment

BlockKind = Literal["heading", "prose", "item", "table"]

_RULE = re.compile(r"^([-*_])(?:\s*\1){2,}$")
_UNDERLINE = re.compile(r"^(=+|-{3,})$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^[-*+•■▪●◦·–]\s+(?:[.•■▪]\s+)?(.*)$")
_ORDERED = re.compile(r"^(?=\d{1,3}[.)]\s)(.*)$")
# A number of its own opens a block even where no blank line stands before it.
_NUMBERED_LINE = re.compile(r"^\*{0,2}[A-Z]?\d+(?:\.\d+)+\*{0,2}\s+[A-Z“\"‘*]")
_DELIMITERS = re.compile(r"^[\s|:-]+$")
_PARAGRAPHS_IN_CELL = re.compile(r"</p>\s*<p>|<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n(?:[\w-]+:.*\n|[ \t]+.*\n)+---\n")


@dataclass(frozen=True)
class Block:
    """`level` is a heading's; `rows` are a table's, and in a cell of several paragraphs each is on a line of its own."""

    kind: BlockKind
    lines: tuple[str, ...]
    level: int = 0
    ordered: bool = False

    @cached_property
    def inline(self) -> Inline:
        return read_inline("\n".join(self.lines)) if self.kind != "table" else Inline(rows_as_text(self.rows), self._cell_calls)

    @property
    def text(self) -> str:
        return self.inline.text

    @property
    def is_emphasised(self) -> bool:
        return is_emphasised("\n".join(self.lines))

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        found = (_cells(line) for line in self.lines if not _DELIMITERS.match(line))
        return tuple(tuple("\n".join(read_inline(part).text for part in cell) for cell in row) for row in found)

    @property
    def _cell_calls(self) -> tuple[int, ...]:
        return tuple(call for line in self.lines for cell in _cells(line) for part in cell for call in read_inline(part).calls)


def rows_as_text(rows: tuple[tuple[str, ...], ...]) -> str:
    """One row a line, cells joined by " | "; a cell never breaks the line."""
    return "\n".join(" | ".join(" ".join(cell.split()) for cell in row).strip() for row in rows)


def markdown_blocks(text: str) -> list[Block]:
    """Every block that has words."""
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\xa0", " ")))
    scanner = _Scanner()
    for line in text.split("\n"):
        scanner.read(line)
    scanner.close()
    return [block for block in scanner.blocks if re.search(r"\w", block.text)]


class _Scanner:
    """Collects the lines of the open block until a line begins another."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines: list[str] = []
        self.kind: BlockKind = "prose"
        self.ordered = False
        self.after_blank = True

    def read(self, raw: str) -> None:
        line = re.sub(r"^\s*>\s?", "", raw)
        bare = line.strip()
        if not bare:
            self.close()
        elif self._underlines(bare):
            self._replace_by_heading(1 if bare[0] == "=" else 2)
        elif _RULE.match(bare) or bare.startswith(("```", "~~~")):
            self.close()
        elif heading := _HEADING.match(bare):
            self._begin("heading", heading[2], level=len(heading[1]))
            self.close(level=len(heading[1]))
        elif item := _BULLET.match(bare):
            self._begin("item", item[1])
        elif _is_row(line, self.kind == "table" and bool(self.lines)):
            self._row(line)
        elif item := _ORDERED.match(bare):
            self._begin("item", item[1], ordered=True)
        elif not self.lines and raw[:1] == " " and self.after_blank and self._goes_on_with_item(raw):
            self._reopen_item(bare)
        elif not self.lines or self.kind == "table" or _NUMBERED_LINE.match(bare):
            self._begin("prose", line.lstrip())
        else:
            self.lines.append(line.lstrip())
        self.after_blank = not bare

    def close(self, level: int = 0) -> None:
        if self.lines:
            self.blocks.append(Block(self.kind, tuple(self.lines), level, self.ordered))
        self.lines = []
        self.ordered = False

    def _begin(self, kind: BlockKind, line: str, level: int = 0, ordered: bool = False) -> None:
        self.close()
        self.kind, self.lines, self.ordered = kind, [line], ordered

    def _row(self, line: str) -> None:
        if self.kind == "table" and self.lines:
            self.lines.append(line)
        else:
            self._begin("table", line)

    def _underlines(self, bare: str) -> bool:
        return (
            _UNDERLINE.match(bare) is not None
            and self.kind == "prose"
            and len(self.lines) == 1
            and is_fragment(read_inline(self.lines[0]).text)
        )

    def _replace_by_heading(self, level: int) -> None:
        self.kind = "heading"
        self.close(level)

    def _goes_on_with_item(self, raw: str) -> bool:
        """An indented paragraph under a list item belongs to it."""
        return bool(self.blocks) and self.blocks[-1].kind == "item" and len(raw) - len(raw.lstrip()) >= 2

    def _reopen_item(self, bare: str) -> None:
        last = self.blocks.pop()
        self.kind, self.ordered = "item", last.ordered
        self.lines = [*last.lines[:-1], f"{last.lines[-1].rstrip()}  ", bare]


def _is_row(line: str, in_table: bool) -> bool:
    """Cells between bars or parted by tabs; the one tab after a list item's number parts nothing."""
    bare = line.strip()
    if in_table and "\t" in line:
        return True
    return (bare.startswith("|") and bare.count("|") > 1) or "\t" in re.sub(r"^\d{1,3}[.)]\t", "", line.lstrip())


def _cells(line: str) -> list[list[str]]:
    """The cells of a row, each as the raw paragraphs in it."""
    if "\t" not in line.strip("\n ") and line.strip().startswith("|"):
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    else:
        cells = line.strip("\n ").split("\t")
    while len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [[part.replace("■", "•") for part in _PARAGRAPHS_IN_CELL.split(cell.strip())] for cell in cells]
