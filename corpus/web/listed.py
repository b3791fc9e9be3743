"""Files that a page lists, and which of them is the source (pure)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin

from corpus.models import Fetching, Source, Value
from corpus.web.media import HTML, PDF, media_type_of

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
ALIKE = 0.5  # half of the words in common; a guess, as no live page was at hand to measure it on
_SAYS_NOTHING = {"pdf", "final", "full", "report", "version", "accessible", "download", "the", "a", "of", "to", "and", *MONTHS}


class ListedFile(Value):
    """One file as a page or an API lists it. `title` is the text of the link where there is nothing better."""

    address: str
    title: str = ""
    media_type: str | None = None
    size: int | None = None


def choose_file(
    files: tuple[ListedFile, ...], source: Source, told: Fetching, *, sole_will_do: bool = False
) -> ListedFile | None:
    """The file that is the source; None when none is enough like it. With `sole_will_do` an only file needs no likeness.

    The one whose title or file name is most like the source's; of editions the one with the newest date in its title; of two
    forms the preferred one; else the one that stands first.
    """
    readable = [file for file in files if media_type_of(file.address, file.media_type)]
    wanted = [file for file in readable if _words(told.titled) <= _words(f"{file.title} {_name(file)}")]
    if not told.titled and not (sole_will_do and len(wanted) == 1):
        wanted = [file for file in wanted if likeness(file, source) >= ALIKE]
    preferred = PDF if told.preferred == "pdf" else HTML

    def rank(file: ListedFile) -> tuple[float, tuple[int, int], bool]:
        is_preferred = media_type_of(file.address, file.media_type) == preferred
        return round(likeness(file, source), 2), edition_date(f"{file.title} {_name(file)}"), is_preferred

    return max(wanted, key=rank, default=None)


def likeness(file: ListedFile, source: Source) -> float:
    """Words in common over words in all (Jaccard), 0 to 1, the best over the source's titles and the file's title and name.

    Dates, numbers and words such as "final" do not count: "Managing Public Money - April 2026" is "Managing Public Money" to 1.0.
    """
    series = _words(source.series)
    return max(
        _common(_telling_words(ours), _telling_words(theirs) - series)
        for ours in (source.title, source.short_title)
        for theirs in (file.title, _name(file))
    )


def edition_date(title: str) -> tuple[int, int]:
    """Year and month in a title, the newest; (0, 0) without a year, month 0 without a month."""
    words = re.findall(r"[a-z]+|\d+", title.lower())
    dates = [(0, 0)]
    for before, word in zip(["", *words], words, strict=False):
        if re.fullmatch(r"(19|20)\d\d", word):
            dates.append((int(word), MONTHS.index(before) + 1 if before in MONTHS else 0))
    return max(dates)


def links_to_files(html: str, address: str) -> tuple[ListedFile, ...]:
    """Links to PDFs on a page, in order; a file that is linked twice (a picture, then its title) once, under its longer text."""
    parser = _Links(address)
    parser.feed(html)
    parser.close()
    found: dict[str, ListedFile] = {}
    for link in parser.links:
        if link.media_type == PDF and len(link.title) >= len(found.get(link.address, ListedFile(address="")).title):
            found[link.address] = link
    return tuple(found.values())


def plain_text(html: str) -> str:
    """The words of a piece of HTML on one line."""
    parser = _Links("")
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.text).split())


class _Links(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.links: list[ListedFile] = []
        self.text: list[str] = []
        self._open: tuple[str, str | None, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("p", "li", "div", "br", "td"):
            self.text.append(" ")
        if tag == "base" and given.get("href"):
            self.base = joined(self.base, given["href"])
        if tag == "a" and given.get("href"):
            self._close_link()
            self._open = (joined(self.base, given["href"]), given.get("type"), len(self.text))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._close_link()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def close(self) -> None:
        super().close()
        self._close_link()

    def _close_link(self) -> None:
        if self._open:
            address, declared, start = self._open
            title = " ".join("".join(self.text[start:]).split())
            self.links.append(ListedFile(address=address, title=title, media_type=media_type_of(address, declared)))
            self._open = None


def joined(base: str, href: str) -> str:
    """An address in full and without its fragment; empty where it is none."""
    try:
        return urljoin(base, href.strip()).partition("#")[0]
    except ValueError:
        return ""


def _name(file: ListedFile) -> str:
    return PurePosixPath(unquote(re.split("[?#]", file.address)[0])).stem


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) - _SAYS_NOTHING if not word.isdigit())


def _common(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
