"""Figures, tables and boxes: how their captions are printed and where they end (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.models import Kind
from corpus.readers.markdown_blocks import Block
from corpus.readers.sentences import is_fragment

_KINDS: dict[str, Kind] = {"Figure": "figure", "Chart": "figure", "Table": "table", "Box": "box"}
_CAPTION = re.compile(rf"^({'|'.join(_KINDS)})\s+([A-Z]?\d+(?:\.\d+)*[A-Z]?)\b([\s:.–-]*)(.*)$", re.DOTALL)
_BARE = re.compile(r"^(\d{1,2})\s+(.*)$")
_SOURCE = re.compile(r"^sources?\s*:", re.I)
_NOTES = re.compile(r"^notes?\b[\s:]*", re.I)


@dataclass(frozen=True)
class Caption:
    """`label` is the reference ("Figure 6"), empty for a box that has only a title; `level` is a caption's set as heading."""

    label: str
    number: str
    title: str
    kind: Kind
    level: int = 0


def read_caption(block: Block, last_bare: int | None = None) -> Caption | None:
    """The caption that the block is. `last_bare`: the last figure's number, where captions are a bare number and a title.

    A sentence that begins "Figure 3 shows" is none. A line all in capitals is the title of a box.
    """
    if block.kind not in ("heading", "prose"):
        return None
    found = _CAPTION.match(block.text)
    if found and (block.kind == "heading" or _is_caption(block.text, found)):
        return Caption(f"{found[1]} {found[2]}", found[2], found[4], _KINDS[found[1]], block.level)
    if block.kind == "heading":
        return None
    bare = _BARE.match(block.text) if last_bare is not None else None
    if bare and int(bare[1]) == last_bare + 1 and is_fragment(bare[2]):
        return Caption(f"Figure {bare[1]}", bare[1], bare[2], "figure")
    if is_fragment(block.text) and block.text.isupper() and len(block.text.split()) > 2:
        return Caption("", "", block.text, "box")
    return None


def _is_caption(text: str, found: re.Match[str]) -> bool:
    parted = "\n" in found[3] or ":" in found[3] or "–" in found[3]
    return not found[4] or parted or is_fragment(text)


def figure_end(blocks: list[Block], place: int, caption: Caption, ends: Callable[[int], bool], numbered: bool) -> int:
    """The place of the first block after the figure whose caption stands at `place`.

    Its source line closes a figure. Without one it goes on to the next numbered paragraph, heading or footnote (`ends`); in a
    text without numbers and under a caption that is no heading, only as far as tables, lists and notes go.
    """
    end = place + 1
    while end < len(blocks) and not ends(end):
        block = blocks[end]
        if block.kind == "heading" and not (caption.level and block.level > caption.level):
            break
        if _SOURCE.match(block.text):
            return _after_notes(blocks, end + 1)
        end += 1
    return end if numbered or caption.level else _without_prose(blocks, place + 1, end)


def _after_notes(blocks: list[Block], place: int) -> int:
    """Notes may stand below the source line."""
    if place < len(blocks) and _NOTES.match(blocks[place].text):
        place += 1
        while place < len(blocks) and blocks[place].kind == "item":
            place += 1
    return place


def _without_prose(blocks: list[Block], first: int, end: int) -> int:
    for place in range(first, end):
        block = blocks[place]
        is_prose = block.kind == "prose" and not is_fragment(block.text) and not _NOTES.match(block.text)
        if is_prose and not (place > first and _NOTES.match(blocks[place - 1].text)):
            return place
    return end
