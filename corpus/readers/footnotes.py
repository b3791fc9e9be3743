"""Footnotes: read at the foot of the page, handed to the paragraph that calls them (pure)."""

from __future__ import annotations

from corpus.models import Paragraph
from corpus.readers.page import Line, join_lines

_NUMBERS_LEFT_OUT = 3  # the print skips a number now and then; a larger jump is a year or a sum at the start of a line


class FootnoteReader:
    """Footnotes numbered through the document."""

    def __init__(self) -> None:
        self._texts: dict[int, list[str]] = {}
        self._pages: dict[int, int] = {}
        self._last = 0

    def read(self, lines: list[Line]) -> None:
        """Takes the small lines at the foot of one page; a line without the next number goes on with the note before."""
        for line in lines:
            number, *rest = (run.text for run in line.runs)
            if number.strip().isdigit() and self._last < int(number) <= self._last + _NUMBERS_LEFT_OUT:
                self._last = int(number)
                self._texts[self._last] = []
                self._pages[self._last] = line.page
            elif self._last:
                rest.insert(0, number)
            if self._last:
                self._texts[self._last].append(" ".join("".join(rest).split()))

    def called_by(self, markers: list[int], paragraph: Paragraph) -> list[Paragraph]:
        """The footnotes with these numbers, attached to the paragraph that calls them."""
        return [
            Paragraph(
                reference=f"footnote {number}",
                attached_to=paragraph.reference,
                headings=paragraph.headings,
                page=self._pages[number],
                kind="footnote",
                text=join_lines([text for text in self._texts.pop(number) if text]),
            )
            for number in markers
            if number in self._texts
        ]

    def uncalled(self) -> dict[int, int]:
        """Number and page of the footnotes that no paragraph has called so far."""
        return {number: self._pages[number] for number in self._texts}
