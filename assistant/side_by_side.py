"""A changed paragraph as it was and as it is now, for reading beside each other, as far as the licence goes (pure)."""

from __future__ import annotations

from assistant.cite import shown_within
from corpus.changes import Change, ChangeKind
from corpus.models import Licence, Paragraph, Value
from corpus.word_marks import Mark, shortened

CONTEXT = 8  # unchanged words on either side of a changed one, where the licence allows no full reading


class Side(Value):
    """One of the two columns. `words` are runs that are the same, gone or new; a run that is cut ends in "…"."""

    reference: str
    page: int | None
    words: tuple[Mark, ...]


class SideBySide(Value):
    """`was` is None for a paragraph that was added, `now` for one that was removed.

    Both have no words where a paragraph only got another number: they are the same, and can be read in the Library.
    """

    kind: ChangeKind
    was: Side | None
    now: Side | None

    @property
    def only_moved(self) -> bool:
        return self.kind == "renumbered" and not any(side.words for side in (self.was, self.now) if side)


def side_by_side(change: Change, licence: Licence | None) -> SideBySide:
    """Whole paragraphs where the licence allows that, else the words around what changed."""
    return SideBySide(
        kind=change.kind,
        was=_side(change.old, change, "gone", licence) if change.old else None,
        now=_side(change.new, change, "new", licence) if change.new else None,
    )


def _side(paragraph: Paragraph, change: Change, changed: str, licence: Licence | None) -> Side:
    if change.marks:
        words = tuple(mark for mark in _in_context(change.marks, licence) if mark.state in (changed, "same"))
    elif change.kind == "renumbered":
        words = ()
    else:
        words = (Mark(state="same", words=" ".join(paragraph.text.split())),)
    return Side(reference=paragraph.reference, page=paragraph.page, words=_within(words, licence))


def _in_context(marks: tuple[Mark, ...], licence: Licence | None) -> tuple[Mark, ...]:
    if licence is not None and licence.quotation_limit is None:
        return marks
    last = len(marks) - 1
    return tuple(
        mark if mark.state != "same" else Mark(state="same", words=shortened(mark.words, CONTEXT, place == 0, place == last))
        for place, mark in enumerate(marks)
    )


def _within(marks: tuple[Mark, ...], licence: Licence | None) -> tuple[Mark, ...]:
    """The runs up to where the licence ends."""
    text = " ".join(mark.words for mark in marks)
    shown = shown_within(licence, text)
    if shown == text:
        return marks
    left, kept = shown.removesuffix("…").rstrip(), []
    for mark in marks:
        if len(left) <= len(mark.words):
            kept.append(Mark(state=mark.state, words=f"{left} …"))
            break
        kept.append(mark)
        left = left[len(mark.words) + 1 :]
    return tuple(kept)
