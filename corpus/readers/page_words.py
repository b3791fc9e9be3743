"""Where words stand on a page of a PDF, whatever the print puts between their letters: ligatures, hyphens, marks of footnotes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import Literal

Marked = Literal["all", "part", "none"]
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top, in points

LONG_ENOUGH = 40  # letters of a sentence that must stand on a page to be taken for its beginning or its end
SMALLER = 0.75  # a digit set smaller than this share of the letter before it is the mark of a footnote (see page.py)


def find_words(textpage, words: str) -> tuple[Marked, list[Rectangle]]:
    """Whether the words stand on a page of pdfium's, and a rectangle for each line of them.

    Parts set apart by " … ", lines or list marks are looked for one by one, each after the one before it where it stands there.
    """
    parts = [folded for part in re.split(r"…|\n|• | \| ", words) if (folded := "".join(map(_fold, part)))]
    letters, places = _letters(textpage)
    rectangles: list[Rectangle] = []
    found = whole = at = 0
    for part in parts:
        begin, at_end = _stretch(part, letters, at)
        if begin == at_end:
            continue
        at, found, whole = at_end, found + 1, whole + (at_end - begin == len(part))
        first, last = places[begin], places[at_end - 1]
        rectangles += [textpage.get_rect(n) for n in range(textpage.count_rects(first, last - first + 1))]
    return "none" if not found else "all" if whole == len(parts) else "part", _lines(rectangles)


def _lines(pieces: list[Rectangle]) -> list[Rectangle]:
    """Neighbours on one line as one: pdfium parts a line where its type changes or its letters are set closer."""
    lines: list[Rectangle] = []
    for left, bottom, right, top in pieces:
        before = lines[-1] if lines else (0.0, 0.0, 0.0, 0.0)
        height = max(top - bottom, before[3] - before[1])
        overlaps = min(top, before[3]) - max(bottom, before[1]) > 0.4 * min(top - bottom, before[3] - before[1])
        if lines and overlaps and -height < left - before[2] < 2 * height:
            lines[-1] = (before[0], min(bottom, before[1]), max(right, before[2]), max(top, before[3]))
        else:
            lines.append((left, bottom, right, top))
    return lines


def _letters(textpage) -> tuple[str, list[int]]:
    """Letters and digits of the page in the order of its file, and for each the place that pdfium counts it at."""
    import pypdfium2.raw as pdfium

    letters: list[str] = []
    places: list[int] = []
    size = 0.0
    for place in range(textpage.count_chars()):
        folded = _fold(chr(pdfium.FPDFText_GetUnicode(textpage, place)))
        if not folded:
            continue
        own = pdfium.FPDFText_GetFontSize(textpage, place)
        if folded.isdigit() and own < SMALLER * size:
            continue
        size = own
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), places


def _fold(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", character).lower() if c.isalnum())


def _stretch(part: str, letters: str, at: int) -> tuple[int, int]:
    """Begin and end of the part in the letters, after `at` where it stands there; equal when it does not.

    Of a sentence that runs over the end of the page or comes from the page before, what of it is here.
    """
    begin = max(letters.find(part, at), letters.find(part))
    if begin >= 0:
        return begin, begin + len(part)
    lengths = range(LONG_ENOUGH, len(part))
    head = _longest(lengths, lambda length: part[:length] in letters)
    if head:
        begin = letters.find(part[:head])
        return begin, begin + head
    tail = _longest(lengths, lambda length: part[-length:] in letters)
    begin = letters.find(part[-tail:]) if tail else 0
    return begin, begin + tail


def _longest(lengths: range, stands_there) -> int:
    """The greatest length that stands there, 0 when the least does not; whatever is shorter than one that does, does too."""
    place = bisect_left(lengths, True, key=lambda length: not stands_there(length))
    return lengths[place - 1] if place else 0
