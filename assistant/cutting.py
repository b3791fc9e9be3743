"""Can these words be cut out of their text without changing what it says? (pure)"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.cite import takes_back
from assistant.figures import plain
from assistant.force import forces, negations, qualifiers
from assistant.models import ELLIPSIS
from corpus.sentences import sentence_spans

LEAST_WORDS = 4
_LIMITS = re.compile(
    r"\b(?:but|however|though|although|save|with the (?:consent|approval|agreement)|in which case)\b", re.IGNORECASE
)
_CLAUSE_START = re.compile(r"[,;:.!?–—(•|-]\s*[\"“‘(]?$|^\s*$")
_CLAUSE_END = re.compile(r"^[\"”’)]*\s*(?:[,;:.!?–—)•|]|$)|^\s*\n")


def places_of(quote: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where in the text each part of the quotation stands, white space apart, in order; empty when one is not there.

    A quotation is one stretch. Only the items of a list may be left out: then the first part is the lead-in and the others,
    parted by "…", are whole items. Any other part left out could be a "not".
    """
    parts = [part.strip() for part in quote.split(ELLIPSIS.strip())] if ELLIPSIS.strip() not in text else [quote.strip()]
    places: list[tuple[int, int]] = []
    for part in parts:
        words = r"\s+".join(re.escape(word) for word in part.split())
        match = re.compile(rf"(?<!\w){words}(?!\w)").search(text, places[-1][1] if places else 0) if words else None
        if match is None:
            return ()
        places.append(match.span())
    if len(places) > 1 and not (text[slice(*places[0])].endswith(":") and all(_is_item(text, *place) for place in places[1:])):
        return ()
    return tuple(places)


def wrongly_cut(text: str, places: Sequence[tuple[int, int]]) -> str:
    """What is wrong with cutting just these places out of the text, as a phrase; empty when nothing is."""
    if sum(len(text[begin:end].split()) for begin, end in places) < LEAST_WORDS:
        return f"the quotation is shorter than {LEAST_WORDS} words"
    begin, end = places[0][0], places[-1][1]
    (lead, before), after = _before(text, begin), _after(text, end)
    if not _CLAUSE_START.search(before):
        return "the quotation begins in the middle of a clause"
    if _changes(f"{lead} {before}"):
        return "the quotation leaves out a condition, a force or a negation that stands before it"
    if after.strip() and not _CLAUSE_END.match(after) and text[end - 1] not in ",;:":
        return "the quotation ends in the middle of a clause"
    if takes_back(text[end:]) or _LIMITS.search(after) or qualifiers(plain(after)) & {"if", "only"}:
        return "the quotation is cut before an exception or a condition"
    return ""


def _before(text: str, begin: int) -> tuple[str, str]:
    """(lead-in of the list, when it begins in an item of one; what stands before in the same sentence)."""
    start = next((start for start, end in reversed(sentence_spans(text)) if start <= begin < end), begin)
    line = text[start:begin]
    if text.startswith("•", start):
        lead = [text[a:b] for a, b in sentence_spans(text[:start]) if not text[a:b].startswith("•")]
        return lead[-1] if lead else "", line
    return "", line


def _after(text: str, end: int) -> str:
    """What follows in the same sentence."""
    last = next((stop for start, stop in sentence_spans(text) if start < end <= stop), end)
    return text[end:last]


def _changes(before: str) -> bool:
    words = plain(before)
    return bool(forces(words) or negations(words) or qualifiers(words) - {"all", "both", "or"} or _LIMITS.search(words))


def _is_item(text: str, begin: int, end: int) -> bool:
    """Whether this is one whole item of a list, with its mark or without."""
    lead = text[:begin].rstrip(" ")
    opens = lead.endswith("•") or text.startswith("•", begin)
    return opens and (text.startswith("\n", end) or not text[end:].strip() or text[end:].lstrip(" .;,").startswith("\n"))
