"""Pinpoints, quotations and their check, and how much a licence lets us show (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.models import ELLIPSIS, Verdict
from corpus.models import Edition, Licence, Passage, Source

# A quotation is never cut before one of these: what follows takes back or limits what was said.
_EXCEPTION = re.compile(
    r"^\W*(unless|except|provided|providing|only if|subject to|save (that|where|for)|but\b|however|so long as)", re.I
)
_SHORT_OF_SENSE = 4  # words: a clause end this soon after a sentence's end would leave "However …" standing alone
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)")


def check_quotation(quote: str, passage: str, other_passages: Iterable[str] = ()) -> Verdict:
    """Whether the quotation's words stand in the passage, character for character apart from white space.

    found: each part between ellipses stands there, in order. stitched: each part does, but not in that order. misattributed: it
    stands in another passage. not_found: nowhere.
    """
    parts = [_folded(part) for part in quote.split(ELLIPSIS.strip()) if part.strip()]
    text = _folded(passage)
    if not parts:
        return "not_found"
    if _in_order(parts, text):
        return "found"
    if all(part in text for part in parts):
        return "stitched"
    if any(_in_order(parts, _folded(other)) for other in other_passages):
        return "misattributed"
    return "not_found"


def takes_back(following: str) -> bool:
    """Whether what follows a quotation begins by taking back or limiting what was said: "unless …", ". However, …"."""
    return _EXCEPTION.match(following) is not None


def pinpoint(source: Source, edition: Edition, paragraph: str, page: int | None) -> str:
    """A reference to paste: "HM Treasury, Managing Public Money (April 2026), Box 7.3, Model 3, p. 78"."""
    place = f"paragraph {paragraph}" if re.match(r"^[A-Z]?\d[\d.]*[a-z]?$", paragraph) else paragraph
    document = f"{source.publisher}, {source.title}"
    series = f", {source.series}" if source.series.startswith("HC ") else ""
    return f"{document}{series} ({edition.title}), {place}" + (f", p. {page}" if page is not None else "")


def page_address(source: Source, edition: Edition, page: int | None) -> str | None:
    """The official address of the page: the file at `#page=77` for a PDF, else the file or the page it is announced on."""
    if edition.file_address:
        ends_in_pdf = edition.file_address.lower().endswith(".pdf")
        return f"{edition.file_address}#page={page}" if ends_in_pdf and page else edition.file_address
    return source.landing_page


def shown_within(licence: Licence | None, text: str) -> str:
    """As much of the text as the licence lets us show, the cut marked. Every surface shows source text through this function."""
    limit = licence.quotation_limit if licence else None
    words = list(re.finditer(r"\S+", text))
    if limit is None or len(words) <= limit:
        return text
    return text[: _last_good_end(text, words[limit - 1].end())].rstrip(" ,;:–-") + ELLIPSIS.rstrip()


def quotation(passage: Passage, spans: Sequence[tuple[int, int]], licence: Licence | None) -> str:
    """The spans of the passage as one quotation: neighbours stand together, what is left out between is marked " … "."""
    return shown_within(
        licence, ELLIPSIS.join(_without_bullets(passage.text[begin:end]) for begin, end in _stretches(passage, spans))
    )


def as_printed(passage: Passage, spans: Sequence[tuple[int, int]], licence: Licence | None) -> str:
    """The same words with lists set as lists, for reading."""
    parts = [passage.text[begin:end] for begin, end in _stretches(passage, spans)]
    text = parts[0] + "".join(f"\n{part}" if part.startswith("• ") else f"{ELLIPSIS}{part}" for part in parts[1:])
    return shown_within(licence, text)


def _stretches(passage: Passage, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and not passage.text[joined[-1][1] : begin].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _without_bullets(text: str) -> str:
    """List marks and the lines of a table are print, not words: each becomes a gap in the quotation.

    A tick stands alone: the name of its column, which a reader of the table has put beside it, is printed elsewhere.
    """
    items = [item.strip() for item in re.split(r"\n?• | \| ", text) if item.strip()]
    return ELLIPSIS.join("✓" if item.endswith("✓") else " ".join(item.split()) for item in items)


def _last_good_end(text: str, at_most: int) -> int:
    """The last end of a sentence, else of a clause, before `at_most`, that is not followed by an exception."""
    sentences = [end.end() for end in re.finditer(r"[.!?](?=\s)", text[:at_most])]
    clauses = [end.end() for end in _CLAUSE_END.finditer(text[:at_most])]
    clauses = [
        end for end in clauses if all(len(text[start:end].split()) > _SHORT_OF_SENSE for start in (0, *sentences) if start < end)
    ]
    for ends in (sentences, clauses):
        good = [end for end in ends if not takes_back(text[end:])]
        if good:
            return good[-1]
    words = [word.end() for word in re.finditer(r"\S+", text[:at_most])]
    return next((end for end in reversed(words) if not takes_back(text[end:])), at_most)


def _in_order(parts: Sequence[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _folded(text: str) -> str:
    return " ".join(text.split())
