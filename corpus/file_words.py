"""The words of a file, taken from it by another route than its reader takes: what a reading is measured against."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from corpus.models import Reading, Source, Value
from corpus.readers.html_furniture import ARTICLE_BODIES, GOVSPEAK, is_furniture
from corpus.readers.markdown import without_listed_entries
from corpus.readers.text import body_text, file_text

_WORD = re.compile(r"[^\W\d_]+")
_LINK_TARGET = re.compile(r"(?<=\])\([^)\s]*\)")
_TAG = re.compile(r"</?[a-z]+\d?(?:\s[^>]*)?/?>", re.IGNORECASE)
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_INLINE = frozenset(("a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"))


class FilePage(Value):
    """The text of one page as it stands in the file. `number` is None where a file has no pages: then it is all in one."""

    number: int | None = None
    text: str
    has_picture: bool = False


def words_of(text: str) -> list[str]:
    """Runs of letters in lower case: the one cut at which hyphens, footnote marks and broken web addresses make no difference."""
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def count_words(text: str) -> Counter[str]:
    return Counter(words_of(text))


def file_pages(path: Path, source: Source) -> list[FilePage]:
    """The file's text: a PDF's by pdfium page by page, a web page's by a parser of its own, other files' as they stand.

    Of text files the part that `body_from` and `body_until` in sources.toml mark, each entry that is printed twice once. Of web
    pages the main part without menus, buttons and links within the page.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from corpus.readers.pdf import printed_texts

        printed = enumerate(printed_texts(path), 1)
        return [FilePage(number=number, text=text, has_picture=has_picture) for number, (text, has_picture) in printed]
    text = file_text(path)
    return [FilePage(text=_web_text(text) if suffix in (".html", ".htm") else _marked_text(text, source.reading, path))]


def _marked_text(text: str, reading: Reading, path: Path) -> str:
    body = without_listed_entries(body_text(text, reading, path), reading)
    return _TAG.sub(" ", _LINK_TARGET.sub(" ", body))


def _web_text(text: str) -> str:
    """The best of what may be the body: where a host is known to keep it, else the main part, else everything."""
    parser = _Words()
    parser.feed(text)
    parser.close()
    govspeak, articles, main, everything = parser.regions
    return "".join(govspeak) or max(articles, key=len, default="") or "".join(main) or "".join(everything)


class _Words(HTMLParser):
    """Collects the words of each region that is open, outside furniture."""

    def __init__(self) -> None:
        super().__init__()
        self.regions: tuple[list[str], ...] = ([], [], [], [])
        self.open: list[tuple[str, int | None, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_data("\n")
            return
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        region = 0 if classes & GOVSPEAK else 1 if classes & ARTICLE_BODIES else 2 if tag in ("main", "article") else None
        inside = {kind for _, kind, _ in self.open}
        around = not inside & {0, 1} and region not in (0, 1)
        hidden = is_furniture(tag, given, around) or (tag == "a" and given.get("href", "").startswith("#"))
        if region in inside:
            region = None
        if region == 1:
            self.regions[1].append("")
        self.open.append((tag, region, hidden))
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        self._space(tag)
        if any(tag == name for name, _, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if any(hidden for _, _, hidden in self.open):
            return
        inside = {kind for _, kind, _ in self.open}
        for kind in (0, 2, 3):
            if kind in inside or kind == 3:
                self.regions[kind].append(data)
        if 1 in inside:
            self.regions[1][-1] += data

    def _space(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data("\n")
