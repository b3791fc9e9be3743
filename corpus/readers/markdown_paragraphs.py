"""Paragraphs made of a document's pieces: under reference and headings, continuations joined, footnotes attached (pure)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.models import Kind, Paragraph
from corpus.readers.markdown_roles import ENTRY, LETTERED, Piece
from corpus.readers.sentences import goes_on, is_broken_off, is_fragment, item_goes_on


@dataclass
class _Draft:
    """`takes_all`: whether all that follows belongs to it until another begins, as with numbered paragraphs."""

    reference: str
    headings: tuple[str, ...]
    kind: Kind = "prose"
    part_of: str | None = None
    takes_all: bool = False
    text: str = ""
    calls: list[int] = field(default_factory=list)

    def add(self, piece: Piece, on_new_line: bool = True, before: str = "") -> None:
        joint = ("\n" if on_new_line else " ") if self.text else ""
        if piece.text:
            self.text += f"{joint}{before}{piece.text}"
        self.calls.extend(piece.calls)


def make_paragraphs(pieces: list[Piece], title: str) -> tuple[Paragraph, ...]:
    """In the order of print. Text before the first heading stands under the title, which is in nobody's trail of headings."""
    assembly = _Assembly(title)
    for piece in pieces:
        assembly.read(piece)
    return tuple(_paragraph(draft, assembly.drafts) for draft in assembly.drafts if draft.text)


class _Assembly:
    def __init__(self, title: str) -> None:
        self.title = title
        self.drafts: list[_Draft] = []
        self.trail: list[tuple[int, str]] = []
        self.ordinals: Counter[str] = Counter()
        self.current: _Draft | None = None
        self.figure: _Draft | None = None
        self.footnote: _Draft | None = None
        self.holder: str | None = None

    def read(self, piece: Piece) -> None:
        if piece.role != "inside":
            self.figure = None
        match piece.role:
            case "title":
                self.title = piece.text
            case "heading":
                self._open_heading(piece.rank, piece.text)
            case "number":
                self._number(piece)
            case "entry":
                self._open_heading(ENTRY, piece.label)
                self.current = self._begin(piece, piece.label, headings=self._headings()[:-1], takes_all=True)
            case "name":
                if piece.rank:
                    self._open_heading(piece.rank, piece.label)
                reference = f"{piece.part_of}, {piece.label}"
                self.current = self._begin(piece, reference, part_of=piece.part_of, takes_all=True)
            case "caption":
                self.figure = self._begin(piece, piece.label or self._next_under(piece.text))
            case "inside" if self.figure is not None:
                self.figure.add(piece)
            case "footnote":
                self.footnote = self._begin(piece, f"footnote {piece.label}", kind="footnote")
                return
            case _:
                self._running_text(piece)
                return
        self.footnote = None

    def _open_heading(self, rank: int, text: str) -> None:
        self.trail = [kept for kept in self.trail if kept[0] < rank] + [(rank, text)]
        self.current = None

    def _number(self, piece: Piece) -> None:
        if piece.part_of is None:
            self.holder = piece.label
        holder = self.holder if piece.part_of and self._holds(self.holder) else None
        self.current = self._begin(piece, piece.label, part_of=holder, takes_all=True)

    def _holds(self, holder: str | None) -> bool:
        """Whether the document's own paragraph before stands in this part: "Recommendation 3" is part of paragraph 25."""
        draft = next((draft for draft in self.drafts if draft.reference == holder), None)
        return draft is not None and draft.headings[:1] == self._headings()[:1]

    def _running_text(self, piece: Piece) -> None:
        if self.footnote is not None and self._continues_footnote(piece):
            self.footnote.add(piece, on_new_line=not is_broken_off(self.footnote.text))
            return
        self.footnote = None
        if piece.role == "table":
            self._begin(piece, self._next_under(self._nearest()), kind="table")
        elif piece.role == "lead-in":
            self.trail = [kept for kept in self.trail if kept[0] < LETTERED]
            self._begin(piece, self._next_under(self._nearest()))
            self.current = None
        elif piece.role == "item":
            self._item(piece)
        elif self.current is not None and goes_on(self.current.text, piece.text):
            self.current.add(piece, on_new_line=False)
        elif self.current is not None and (self.current.takes_all or self._belongs(piece.text)):
            self.current.add(piece)
        else:
            self.current = self._begin(piece, self._next_under(self._nearest()))

    def _item(self, piece: Piece) -> None:
        if self.current is None:
            self.current = self._begin(Piece("item", ""), self._next_under(self._nearest()))
        if item_goes_on(self.current.text, piece.text):
            self.current.add(piece, on_new_line=False)
        else:
            self.current.add(piece, before="• ")

    def _belongs(self, text: str) -> bool:
        """What follows a lead-in, and lines that are no sentences, belong to the block above them."""
        return self.current is not None and (self.current.text.endswith(":") or is_fragment(text))

    def _continues_footnote(self, piece: Piece) -> bool:
        """Only a note that has not come to its full stop goes on in the next block."""
        return piece.role == "prose" and self.footnote.text.rstrip("\"'”’)")[-1:] not in {".", "!", "?"}

    def _begin(
        self,
        piece: Piece,
        reference: str,
        *,
        kind: Kind | None = None,
        part_of: str | None = None,
        headings: tuple[str, ...] | None = None,
        takes_all: bool = False,
    ) -> _Draft:
        trail = self._headings() if headings is None else headings
        draft = _Draft(reference, trail, kind or piece.kind, part_of, takes_all)
        draft.add(piece)
        self.drafts.append(draft)
        return draft

    def _headings(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.trail)

    def _nearest(self) -> str:
        return self.trail[-1][1] if self.trail else self.title

    def _next_under(self, heading: str) -> str:
        self.ordinals[heading] += 1
        return f"{heading} ¶{self.ordinals[heading]}"


def _paragraph(draft: _Draft, drafts: list[_Draft]) -> Paragraph:
    caller = _caller(draft, drafts) if draft.kind == "footnote" else None
    return Paragraph(
        reference=draft.reference,
        part_of=draft.part_of,
        attached_to=caller.reference if caller else None,
        headings=caller.headings if caller else draft.headings,
        kind=draft.kind,
        text=draft.text,
    )


def _caller(footnote: _Draft, drafts: list[_Draft]) -> _Draft | None:
    """The nearest paragraph before the footnote that calls its number, or else the first after it."""
    number = int(footnote.reference.split()[-1])
    place = next(n for n, draft in enumerate(drafts) if draft is footnote)
    callers = (draft for draft in (*drafts[place::-1], *drafts[place:]) if number in draft.calls and draft is not footnote)
    return next(callers, None)
