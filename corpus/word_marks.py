"""Which words of a text are gone and which are new, against the text before (pure)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

from corpus.models import Value

_MARKDOWN = re.compile(r"([\\`*_~<>\[\]|#])")


class Mark(Value):
    """A run of words that are the same, gone, or new. Words are parted by one space, whatever white space the print has."""

    state: Literal["same", "gone", "new"]
    words: str


def mark_words(old: str, new: str) -> tuple[Mark, ...]:
    """Runs in reading order, what is gone before what is new in its place. The same and gone runs make up the old text, the same
    and new ones the new."""
    before, after = old.split(), new.split()
    marks: list[Mark] = []
    # autojunk would take the commonest words of a long table for noise and mark the whole of it as changed.
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            marks.append(Mark(state="same", words=" ".join(before[old_from:old_to])))
            continue
        if old_to > old_from:
            marks.append(Mark(state="gone", words=" ".join(before[old_from:old_to])))
        if new_to > new_from:
            marks.append(Mark(state="new", words=" ".join(after[new_from:new_to])))
    return tuple(marks)


def marks_as_markdown(marks: tuple[Mark, ...], context: int) -> str:
    """~~Gone~~ and **new** words; of what stayed the same, so many words on either side of a change, the rest as "…"."""
    parts = []
    for place, mark in enumerate(marks):
        if mark.state == "gone":
            parts.append(f"~~{escape(mark.words)}~~")
        elif mark.state == "new":
            parts.append(f"**{escape(mark.words)}**")
        else:
            parts.append(escape(shortened(mark.words, context, first=place == 0, last=place == len(marks) - 1)))
    return " ".join(parts)


def escape(text: str) -> str:
    """Text that Markdown prints as it stands."""
    return _MARKDOWN.sub(r"\\\1", text)


def shortened(text: str, context: int, first: bool, last: bool) -> str:
    """The first and the last `context` words, which stand beside a change, and "…" between them.

    The first run of a text has no change before it, the last none after it.
    """
    words = text.split()
    head = [] if first else words[:context]
    tail = [] if last else words[-context:] if context else []
    if len(head) + len(tail) >= len(words):
        return text
    return " ".join([*head, "…", *tail])
