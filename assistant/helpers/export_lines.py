"""Lines set in Word, through python-docx: each paragraph they stand on becomes a footnote."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.text.paragraph import Paragraph

from assistant.export import plain
from assistant.helpers.grounds import Ground, Grounds
from assistant.helpers.lines import Line
from assistant.standing import OUR_SUMMARY
from assistant.word_footnotes import Footnotes


class LinesInWord:
    """Sets the lines of one document. Without `grounds` a footnote names the paragraph in the edition that was read."""

    def __init__(self, document: Document, grounds: Grounds | None) -> None:
        self._document = document
        self._grounds = grounds
        self._footnotes = Footnotes(document)
        self._numbers: dict[str, int] = {}

    def add(self, line: Line) -> Paragraph:
        """The line as an item of a list. What is wrong with one of its paragraphs stands before it."""
        self.add_warnings(line)
        paragraph = self._document.add_paragraph(line.says, style="List Bullet")
        self.note(paragraph, line)
        return paragraph

    def add_warnings(self, line: Line) -> None:
        for warning in self._grounds.under(line).warnings if self._grounds else ():
            paragraph = self._document.add_paragraph()
            paragraph.add_run("Check this: ").bold = True
            paragraph.add_run(warning)

    def note(self, paragraph: Paragraph, line: Line) -> None:
        """Puts the marks at the end of a paragraph; a paragraph that was noted before is referred back to."""
        for pinpoint, more, address in self._notes(line):
            if pinpoint in self._numbers:
                self._footnotes.add(paragraph, f"As note {self._numbers[pinpoint]}: {pinpoint}.")
            else:
                self._numbers[pinpoint] = self._footnotes.add(paragraph, f"{pinpoint}. {more}".strip(), address)

    def _notes(self, line: Line) -> Iterator[tuple[str, str, str]]:
        if self._grounds is None:
            yield from ((place.in_words(dated=True), "", "") for place in line.at)
        else:
            yield from map(_noted, self._grounds.under(line).grounds)


def _noted(ground: Ground) -> tuple[str, str, str]:
    """The pinpoint, what else is to be known, and the address; nothing of the source's words stands in a footnote."""
    standing = f"{ground.who_says_it}; {ground.standing}." if ground.who_says_it else ""
    read_from = f" At hand as a digest: {OUR_SUMMARY[0].lower()}{OUR_SUMMARY[1:]}." if ground.is_digest else ""
    address = ground.address if ground.address and ground.address.startswith(("https://", "http://")) else ""
    return plain(ground.pinpoint), plain(f"{standing}{read_from}"), address
