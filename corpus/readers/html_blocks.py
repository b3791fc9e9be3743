"""The blocks of a web page's body, made from its tags and words in order: headings, prose, list items, tables (pure).

It reads a stream, not a tree, so that no depth of nesting can break it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from corpus.readers.html_tables import RowReader

BLOCK_TAG = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]|header|hr|"
    "legend|li|main|menu|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "menu"))
_CAPTIONS = frozenset(("caption", "figcaption"))
_BOLD = frozenset(("b", "strong"))
_NO_WORD = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # soft hyphen, zero-width spaces and joiners
_SPACE_BEFORE_STOP = re.compile(r" (?=[.,;:)](?:\s|$))")


class Start(NamedTuple):
    tag: str
    attributes: Mapping[str, str]


class End(NamedTuple):
    tag: str


class Words(NamedTuple):
    text: str


class Call(NamedTuple):
    """A footnote's number where the text calls it; it is no part of the words."""

    number: int


Event = Start | End | Words | Call


@dataclass(frozen=True)
class Block:
    """`ordinal` is what an ordered list counts the item as; `emphasised` says that all of it is bold, as a heading may be.

    A caption stands before what it names. A table's text has a row a line, its cells parted by " | ".
    """

    kind: Literal["heading", "prose", "item", "table", "caption"]
    text: str
    level: int = 0
    ordinal: int | None = None
    calls: tuple[int, ...] = ()
    emphasised: bool = False


def read_blocks(events: Iterable[Event]) -> list[Block]:
    """Every block that has words, in order. Paragraphs inside one list item are joined; lists in lists are flat."""
    builder = _Builder()
    for event in events:
        match event:
            case Start(tag, attributes):
                builder.start(tag, attributes)
            case End(tag):
                builder.end(tag)
            case Words(text):
                builder.add(text)
            case Call(number):
                builder.calls.append(number)
    builder.close_block()
    return builder.blocks


class _Builder:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.calls: list[int] = []
        self.level = self.bold = 0
        self.all_bold = True
        self.in_caption = self.after_break = False
        self.figure_starts: int | None = None  # place of an open figure's first block
        self.table: RowReader | None = None
        self.table_calls: tuple[int, ...] = ()
        self.tables_open = 0
        self.counts: list[int | None] = []  # one for each open list: the next item's ordinal, None in a list of bullets
        self.items: list[Block | None] = []  # one for each open item: the block it is to become, None once it did

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._break_line()
        elif tag in _BOLD:
            self.bold += 1
        elif BLOCK_TAG.fullmatch(tag):
            self.close_block()
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in _BOLD:
            self.bold = max(0, self.bold - 1)
        elif BLOCK_TAG.fullmatch(tag):
            self.close_block()
            self._close(tag)

    def add(self, text: str) -> None:
        if text.strip():
            self.after_break = False
            self.all_bold = self.all_bold and self.bold > 0
        self.parts.append(text)

    def close_block(self) -> None:
        """Makes a block of the words since the last one."""
        text = " ".join("".join(self.parts).translate(_NO_WORD).split())
        calls, emphasised = tuple(self.calls), self.all_bold
        self.parts, self.calls, self.all_bold, self.after_break = [], [], True, False
        if calls:
            text = _SPACE_BEFORE_STOP.sub("", text)
        if not text:
            self._leave_calls(calls)
        elif self.in_caption:
            self._add_caption(Block("caption", text, calls=calls))
        elif self.table is not None:
            self.table.add(f"• {text}" if self.items and self.items[-1] else text)
            self.table_calls += calls
            self._use_item()
        elif self.level:
            self.blocks.append(Block("heading", text, self.level, calls=calls))
        elif self.items:
            self._add_to_item(text, calls)
        else:
            self.blocks.append(Block("prose", text, calls=calls, emphasised=emphasised))

    def _break_line(self) -> None:
        """One break is a space; two are the end of a paragraph."""
        if self.after_break:
            self.close_block()
        self.parts.append(" ")
        self.after_break = True

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _HEADINGS:
            self.level = int(tag[1])
        elif tag in _CAPTIONS:
            self.in_caption = True
        elif tag == "figure":
            self.figure_starts = len(self.blocks)
        elif tag in _LISTS:
            start = attributes.get("start", "1").strip()
            self.counts.append((int(start) if re.fullmatch(r"\d{1,4}", start) else 1) if tag == "ol" else None)
        elif tag == "li":
            self._open_item(attributes)
        elif tag in ("table", "dl"):
            self.tables_open += 1
            self.table = self.table or RowReader()
        elif self.table is not None and self.tables_open == 1:
            self.table.open(tag, attributes)

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.level = 0
        elif tag in _CAPTIONS:
            self.in_caption = False
        elif tag == "figure":
            self.figure_starts = None
        elif tag in _LISTS and self.counts:
            self.counts.pop()
        elif tag == "li" and self.items:
            self.items.pop()
        elif tag in ("table", "dl") and self.table is not None:
            self.tables_open -= 1
            if self.tables_open == 0:
                self._close_table(self.table)

    def _close_table(self, table: RowReader) -> None:
        if text := table.text():
            self.blocks.append(Block("table", text, calls=self.table_calls))
        self.table, self.table_calls = None, ()

    def _open_item(self, attributes: Mapping[str, str]) -> None:
        ordinal = self.counts[-1] if self.counts else None
        if ordinal is not None:
            value = attributes.get("value", "").strip()
            ordinal = int(value) if re.fullmatch(r"\d{1,4}", value) else ordinal
            self.counts[-1] = ordinal + 1
        self.items.append(Block("item", "", ordinal=ordinal))

    def _use_item(self) -> None:
        if self.items:
            self.items[-1] = None

    def _add_to_item(self, text: str, calls: tuple[int, ...]) -> None:
        fresh = self.items[-1]
        if fresh is not None:
            self.blocks.append(replace(fresh, text=text, calls=calls))
            self._use_item()
        elif self.blocks and self.blocks[-1].kind == "item":
            last = self.blocks[-1]
            self.blocks[-1] = replace(last, text=f"{last.text} {text}", calls=last.calls + calls)
        else:
            self.blocks.append(Block("prose", text, calls=calls))

    def _add_caption(self, caption: Block) -> None:
        """A caption printed at the foot of its figure is set before it, as the others are."""
        self.blocks.insert(len(self.blocks) if self.figure_starts is None else self.figure_starts, caption)

    def _leave_calls(self, calls: tuple[int, ...]) -> None:
        """A marker that stands alone, outside the tags of the paragraph it closes, belongs to that paragraph."""
        if calls and self.blocks:
            self.blocks[-1] = replace(self.blocks[-1], calls=self.blocks[-1].calls + calls)
