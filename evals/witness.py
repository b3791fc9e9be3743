"""The text of an original as another extractor gives it: a second witness, so that no reader of ours vouches for itself.

pdfium's text of each page for a PDF (the readers take theirs from pypdf), other files as they are, without tags and links. What
differs between two extractors of one print is tolerated and nothing else: white space, hyphens, capitals, list marks, numbers of
notes stuck to words, and a page's foot and head in the middle of a sentence.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

BREAK = 8_000  # letters that may stand between the halves of a sentence that a page parts: notes and boxes of a full page
HEAD = 40  # letters of a page's number and running head
FEWEST = 15  # letters that a half must have when the other is looked for anywhere near: fewer stand anywhere


class Witness:
    """One original, searchable by letters. `pages` has one text for each page, or the whole file as one."""

    def __init__(self, pages: Sequence[str], *, has_pages: bool) -> None:
        self.has_pages = has_pages
        self.text = "\n".join(pages)
        self._page_begins = [0]
        for page in pages[:-1]:
            self._page_begins.append(self._page_begins[-1] + len(page) + 1)
        self._letters, self._origins = _folded(self.text)

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """(begin, end) in `text` of each place where the words stand, in order; of the first half where a page parts them."""
        parts = [part for part in (_folded(word)[0] for word in re.split(r"[\s\-‐‑–—/]+", words)) if part]
        if not parts:
            return
        pattern = _with_note_numbers(parts)
        found = False
        for match in pattern.finditer(self._letters):
            found = True
            yield self._origins[match.start()], self._origins[match.end() - 1] + 1
        if not found:
            yield from self._find_across_a_break(parts)

    def page_at(self, place: int) -> int:
        """Page number, from 1, of a place in `text`."""
        return bisect.bisect_right(self._page_begins, place)

    def _find_across_a_break(self, parts: list[str]) -> Iterator[tuple[int, int]]:
        """The one place where the words stand in two stretches with a page's foot and head, or a box, between them."""
        low, high = 0, len(parts) - 1
        while low < high:  # the longest beginning that stands anywhere
            middle = (low + high + 1) // 2
            low, high = (middle, high) if _with_note_numbers(parts[:middle]).search(self._letters) else (low, middle - 1)
        for cut in range(low, 0, -1):
            rest = _with_note_numbers(parts[cut:])
            fewest = min(len("".join(parts[:cut])), len("".join(parts[cut:])))
            for first in _with_note_numbers(parts[:cut]).finditer(self._letters):
                if self._goes_on_overleaf(first.end(), rest) or (fewest >= FEWEST and self._goes_on_nearby(first, rest)):
                    yield self._origins[first.start()], self._origins[first.end() - 1] + 1
                    return

    def _goes_on_overleaf(self, end: int, rest: re.Pattern[str]) -> bool:
        """Whether the rest is the first thing on the next page, but for the page's number and head."""
        overleaf = self.page_at(self._origins[end - 1]) + 1
        if overleaf > len(self._page_begins):
            return False
        begins = [*self._page_begins, len(self.text)]
        top, foot = (bisect.bisect_left(self._origins, begins[page]) for page in (overleaf - 1, overleaf))
        return any(rest.match(self._letters, place) for place in range(top, min(top + HEAD, foot)))

    def _goes_on_nearby(self, first: re.Match[str], rest: re.Pattern[str]) -> bool:
        """Whether the rest stands near, before or after: a box comes after its page's text in the file, not in print."""
        after = rest.search(self._letters, first.end(), first.end() + BREAK)
        return bool(after or rest.search(self._letters, max(0, first.start() - BREAK), first.start()))


def read_witness(original: Path) -> Witness:
    """The witness for a stored original. Raises OSError when it cannot be opened, pypdfium2's error for a damaged PDF."""
    if original.suffix.lower() == ".pdf":
        import pypdfium2

        document = pypdfium2.PdfDocument(original)
        try:
            return Witness([page.get_textpage().get_text_range().replace("\r", "") for page in document], has_pages=True)
        finally:
            document.close()
    text = original.read_text(encoding="utf-8", errors="replace")
    if original.suffix.lower() in (".html", ".htm"):
        from lxml import html

        text = html.fromstring(text).text_content()
    return Witness([_without_marks(text)], has_pages=False)


def _without_marks(text: str) -> str:
    """Markdown as it reads: no note numbers, no tags, links by their words alone."""
    text = re.sub(r"<sup>[^<]*</sup>", "", text)
    text = re.sub(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^>]*)?/?>", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1", text)
    return text


def _folded(text: str) -> tuple[str, list[int]]:
    """Letters and digits of a text, with the place of each in it. Raised digits are numbers of notes and are left out."""
    letters, origins = [], []
    for place, character in enumerate(text):
        if character in "¹²³⁰⁴⁵⁶⁷⁸⁹":
            continue
        for letter in unicodedata.normalize("NFKC", character).lower():
            if letter.isalnum():
                letters.append(letter)
                origins.append(place)
    return "".join(letters), origins


def _with_note_numbers(parts: Sequence[str]) -> re.Pattern[str]:
    """The words one after the other, each with up to three digits behind it that are the number of a note."""
    return re.compile(r"\d{0,3}?".join(map(re.escape, parts)))
