"""A changed paragraph as a program is told of it: the words around the change, as far as the licence goes (pure)."""

from __future__ import annotations

from assistant.cite import shown_within
from assistant.mcp_values import Changed
from corpus.changes import Change
from corpus.models import Licence
from corpus.word_marks import Mark, shortened

_CONTEXT = 8  # unchanged words on either side of a changed one
_LONGEST = 60  # words of one paragraph in a list of changes; get_paragraph gives it whole


def changed(change: Change, licence: Licence | None) -> Changed:
    """`was` is empty for a paragraph that was added, `now` for one that was removed, both for one that only moved."""
    moved = change.kind == "renumbered"
    return Changed(
        kind=change.kind,
        reference=change.paragraph.reference,
        was_reference=change.old.reference if moved and change.old else None,
        page=change.paragraph.page,
        was=_shown("" if moved and not change.marks else _words(change, "gone"), licence),
        now=_shown("" if moved and not change.marks else _words(change, "new"), licence),
    )


def _words(change: Change, side: str) -> str:
    if change.marks:
        return _around(change.marks, side)
    paragraph = change.old if side == "gone" else change.new
    return " ".join(paragraph.text.split()) if paragraph else ""


def _around(marks: tuple[Mark, ...], side: str) -> str:
    last = len(marks) - 1
    return " ".join(
        mark.words if mark.state == side else shortened(mark.words, _CONTEXT, first=place == 0, last=place == last)
        for place, mark in enumerate(marks)
        if mark.state in (side, "same")
    )


def _shown(words: str, licence: Licence | None) -> str:
    allowed = licence.quotation_limit if licence and licence.quotation_limit is not None else _LONGEST
    return shown_within(Licence(name="", attribution="", quotation_limit=min(allowed, _LONGEST)), words)
