"""Paragraph numbers at the start of a block: which are a paragraph's own, and which only look like one (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.readers.sentences import is_fragment

_DOTTED = re.compile(r"^([A-Z]?\d+(?:\.\d+)+)\.?\s+(?![a-z%]|million\b|billion\b)(.*)$", re.DOTALL)
_PLAIN = re.compile(r"^(\d{1,3})\.?\s+(?![a-z%])(.*)$", re.DOTALL)
_MOST_LEFT_OUT = 3  # a scan loses a number now and then; a larger jump is a sum or a reference at the start of a line


@dataclass(frozen=True)
class Number:
    """`label` is the reference; `text` what follows it; `counts_within` is the word of the part that it counts in, if any."""

    label: str
    text: str
    counts_within: str | None = None


@dataclass
class Numbering:
    """Follows the numbers through a document. A number that does not come next is part of the text.

    `word` is set while a part counts by itself ("Summary"). The document's own plain numbers may go on inside such a part: a
    number that comes exactly next to the last of them is a paragraph of the document, any other is one of the part.
    """

    plain_numbers: bool = False
    titles_are_captions: bool = False
    word: str | None = None
    any_seen: bool = False
    _dotted: tuple = ()
    _plain: int = 0
    _within: dict[str, int] = field(default_factory=dict)

    def read(self, text: str) -> Number | None:
        """The number that the text opens with, if it is a paragraph's. Changes nothing: call `pass_by` to count it."""
        dotted = _DOTTED.match(text)
        if dotted and self._comes_next(_sortable(dotted[1])):
            return Number(dotted[1], dotted[2])
        plain = _PLAIN.match(text)
        if not plain or (self.titles_are_captions and is_fragment(plain[2])):
            return None
        count = int(plain[1])
        if self.word:
            if self._plain and count == self._plain + 1:
                return Number(plain[1], plain[2])
            if 0 < count - self._within.get(self.word, 0) <= _MOST_LEFT_OUT:
                return Number(f"{self.word} {count}", plain[2], self.word)
        elif self.plain_numbers and 0 < count - self._plain <= _MOST_LEFT_OUT:
            return Number(plain[1], plain[2])
        return None

    def pass_by(self, number: Number) -> None:
        self.any_seen = True
        if number.counts_within:
            self._within[number.counts_within] = int(number.label.split()[-1])
        elif "." in number.label:
            self._dotted = _sortable(number.label)
        else:
            self._plain = int(number.label)

    def _comes_next(self, number: tuple) -> bool:
        """Whether it is higher than the last by a step, at the place where they first differ ("3.9.1" after "3.8.27")."""
        if not self._dotted or number[0] != self._dotted[0]:
            return True
        for new, old in zip(number[1:], self._dotted[1:], strict=False):
            if new != old:
                return 0 < new - old <= _MOST_LEFT_OUT
        return len(number) > len(self._dotted)


def _sortable(number: str) -> tuple:
    """("A", 4, 5, 3) for "A4.5.3"."""
    letter = number[0] if number[0].isalpha() else ""
    return (letter, *(int(part) for part in number.removeprefix(letter).split(".")))
