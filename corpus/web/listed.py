"""Files that a page lists, and which of them is the source (pure)."""

from __future__ import annotations

import re
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
    page = _parsed(html)
    found: dict[str, ListedFile] = {}
    if page is None:
        return ()
    first = page.find(".//base[@href]")
    base = address if first is None else joined(address, first.get("href"))
    for link in page.iterfind(".//a[@href]"):
        file = joined(base, link.get("href"))
        media_type = media_type_of(file, link.get("type"))
        title = " ".join("".join(link.itertext()).split())
        if media_type == PDF and len(title) >= len(found.get(file, ListedFile(address="")).title):
            found[file] = ListedFile(address=file, title=title, media_type=media_type)
    return tuple(found.values())


def plain_text(html: str) -> str:
    """The words of a piece of HTML on one line."""
    page = _parsed(re.sub(r"(?=<(?:p|li|div|br|td)\b)", " ", html, flags=re.IGNORECASE))
    return "" if page is None else " ".join("".join(page.itertext()).split())


def _parsed(html: str):
    """The page as libxml2 reads it, in a time that grows with its length; None where there is nothing in it."""
    from lxml import etree

    try:
        return etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError:
        return None


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
