"""The characters of a web page, whatever it says of its encoding, and the dates it bears."""

from __future__ import annotations

import codecs
import re
from calendar import month_name
from datetime import date
from pathlib import Path

from corpus.readers import UnreadableDocument

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_TOP = 3000  # characters of the main part, within which its dates stand
_HEAD = 4096  # bytes within which a page declares its encoding
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TAG = re.compile(r"<(?:!doctype|html|head|body|div|main|article|section|p|h[1-6]|table|ul|ol|span)\b", re.I)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{30000,}")
_MOST_ATTRIBUTES = 10_000  # of one tag; the parser's time grows with their square: 0.3 s for these, 19 s for 50,000
_HONEST = ("iso-8859-", "windows-125")  # the only encodings beside UTF-8 that the hosts ever used
_MONTHS = [*filter(None, month_name)]
_DATED = re.compile(rf"\b(?:Published|Updated)(?: on)?:?\s+(\d{{1,2}}) ({'|'.join(_MONTHS)}) ((?:19|20)\d\d)\b", re.I)


def page_text(path: Path) -> str:
    """The page as text. UTF-8 is tried before what the page declares: nothing else reads as UTF-8 by chance.

    Raises UnreadableDocument for a file that is empty, binary, or has no tag of a web page.
    """
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableDocument(f"{path.name}: the file is empty ({len(data)} bytes).")
    text = _decode(data)
    if "\0" in text:
        raise UnreadableDocument(f"{path.name}: no web page but a file of another kind (it has zero bytes).")
    if not _TAG.search(text):
        raise UnreadableDocument(f"{path.name}: no web page: not one tag of HTML in {len(data)} bytes.")
    if any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise UnreadableDocument(
            f"{path.name}: no page made for readers: one of its tags has more than {_MOST_ATTRIBUTES:,} attributes."
        )
    return text


def latest_date(told: list[str], text: str) -> str | None:
    """ "3 July 2024": the first of the dates told that is one, or the last on which the top of the page says it was updated."""
    for stamp in told:
        day = _day(*stamp.strip()[:10].split("-"))
        if day:
            return _printed(day)
    found = (_day(year, str(_MONTHS.index(month.capitalize()) + 1), day) for day, month, year in _DATED.findall(text[:_TOP]))
    days = [day for day in found if day]
    return _printed(max(days)) if days else None


def _day(*parts: str) -> date | None:
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None


def _printed(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:_HEAD])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    # Browsers read what calls itself Latin-1 as windows-1252, which has the typographic quotes.
    encoding = encoding if encoding.startswith(_HONEST) and encoding != "iso-8859-1" else "windows-1252"
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("windows-1252", "replace")
