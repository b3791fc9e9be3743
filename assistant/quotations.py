"""Where a quotation that somebody typed stands in the documents (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cite import check_quotation
from assistant.models import ELLIPSIS, Verdict
from corpus.models import Passage

# What a keyboard has for what print has: no word is changed by it.
_KEYBOARD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_GAP = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*")


@dataclass(frozen=True)
class Where:
    """A whole paragraph, and the page of it on which the quotation begins."""

    paragraph: Passage
    page: int | None


def verdict_on(quote: str, there: Sequence[Passage], everywhere: Sequence[Passage]) -> tuple[Verdict, list[Where]]:
    """The verdict on a quotation said to stand in one of the whole paragraphs `there`, and where it, or each part of it, does.

    found: in one of them. misattributed: in one of the others. stitched: its parts stand in one of them in another order, or
    apart. Only the sources' own words count: a digest is passed over.
    """
    words = _GAP.sub(ELLIPSIS, quote.translate(_KEYBOARD).strip().strip("\"'"))
    theirs = _Typed(there)
    verdicts = theirs.verdicts(words)
    if "found" in verdicts:
        return "found", theirs.with_verdict("found", verdicts, words)
    all_of_them = _Typed(everywhere)
    elsewhere = all_of_them.with_verdict("found", all_of_them.verdicts(words), words)
    if elsewhere:
        return "misattributed", elsewhere
    if "stitched" in verdicts:
        return "stitched", theirs.with_verdict("stitched", verdicts, words)
    parts = [part for part in words.split(ELLIPSIS.strip()) if part.strip()]
    apart = [theirs.with_verdict("found", theirs.verdicts(part), part)[:1] for part in parts]
    if len(parts) > 1 and all(apart):
        return "stitched", [where for found in apart for where in found]
    return "not_found", []


class _Typed:
    """Paragraphs in the source's own words, as a keyboard would have them."""

    def __init__(self, paragraphs: Sequence[Passage]) -> None:
        self._paragraphs = [paragraph for paragraph in paragraphs if paragraph.rendition == "full"]
        self._texts = [paragraph.text.translate(_KEYBOARD) for paragraph in self._paragraphs]

    def verdicts(self, words: str) -> list[Verdict]:
        return [check_quotation(words, text) for text in self._texts]

    def with_verdict(self, wanted: Verdict, verdicts: Sequence[Verdict], words: str) -> list[Where]:
        return [
            Where(paragraph, paragraph.page_at(_begin_of(words, text)))
            for paragraph, text, verdict in zip(self._paragraphs, self._texts, verdicts, strict=True)
            if verdict == wanted
        ]


def _begin_of(words: str, text: str) -> int:
    """Where the first part of a quotation begins in a text, whatever white space parts its words."""
    first = next(part for part in words.split(ELLIPSIS.strip()) if part.strip())
    match = re.search(r"\s+".join(map(re.escape, first.split())), text)
    return match.start() if match else 0
