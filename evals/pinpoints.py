"""Whether a place in an original stands under the reference that it is cited by (pure).

A printed number is looked for at the beginning of a line before the place, and its successor must not come in between. Where a
document has no numbers, the heading or the name must stand not far before. So "7.5.4" is confirmed exactly, "Box 7.3" and
"Glossary: ambit" well, "Some heading ¶3" only as far as the heading goes: its ordinal is not checked.
"""

from __future__ import annotations

import re

NEAR_NAME = 700  # characters between the name of a short entry and words of it
NEAR_HEADING = 20_000  # between a heading and words under it

_NUMBERED = re.compile(r"^(?:(?:Summary|Appendix|Recommendation) )?([A-Z]?\d+(?:\.\d+)*)$")
_NAMED = re.compile(r"^(Box|Figure|Table|Conclusion|Model|footnote|Annex) ([A-Z]?\d+(?:\.\d+)*)([A-Z]?)$")
_BLOCK = re.compile(r"^(.*) ¶\d+$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def stands_under(reference: str, text: str, begin: int, end: int) -> bool:
    """Whether the words at text[begin:end] stand under the reference, as far as the print shows it."""
    if block := _BLOCK.match(reference):
        return _is_near(block[1], text, begin - NEAR_HEADING, end)
    if numbered := _NUMBERED.match(reference):
        return _is_within(numbered[1], "", text, begin)
    if named := _NAMED.match(reference):
        return _is_in_named(named[1], named[2] + named[3], text, begin) or _is_near(reference, text, begin, end)
    whole, comma, part = reference.partition(", ")
    if comma and (_NAMED.match(part) or _NAMED.match(whole)):
        return all(stands_under(piece, text, begin, end) for piece in (whole, part) if _NAMED.match(piece))
    name = part if comma else reference.partition(": ")[2] or reference
    line_end = text.find("\n", end)  # in a table, the name of an entry may stand in a cell after it
    return _is_near(
        name, text, begin - (NEAR_HEADING if len(name.split()) > 2 else NEAR_NAME), line_end if line_end > 0 else len(text)
    )


def _is_in_named(word: str, number: str, text: str, begin: int) -> bool:
    if word == "footnote":
        return _is_within(number, "", text, begin) or _is_within(number.translate(_RAISED), "", text, begin)
    if _is_within(number, rf"{word}\s+", text, begin):
        return True
    # Captions of some reports are printed as "3 Five initiatives", without the word.
    bare = [match.start() for match in _at_line_start("", number).finditer(text) if begin - NEAR_HEADING < match.start() <= begin]
    return word == "Figure" and bool(bare)


def _is_within(number: str, word: str, text: str, begin: int) -> bool:
    """Whether the number stands at the beginning of a line up to `begin`, and none that follows it comes in between."""
    places = [match.start() for match in _at_line_start(word, number).finditer(text) if match.start() <= begin]
    if not places:
        return False
    return not any(_at_line_start(word, following).search(text, places[-1] + 1, begin) for following in _successors(number))


def _at_line_start(word: str, number: str) -> re.Pattern[str]:
    # Some numbers are printed without a space after them ("A4.7.2A subsidy"); only a box's may have a letter of its own.
    ends = r"(?![A-Z]\b)" if word else ""
    return re.compile(rf"^[^\w\n]*{word}{re.escape(number)}(?!\d|\.\d){ends}", re.MULTILINE | (re.IGNORECASE if word else 0))


def _successors(number: str) -> list[str]:
    """What may come next: "7.5.4" → "7.5.5", "7.6.1"; "Box A4.3B" → "A4.3C", "A4.4", "A4.4A"; "8" → "9"."""
    if not number.isascii():
        return []
    head, digits, letter = re.fullmatch(r"(.*?)(\d+)([A-Z]?)", number).groups()
    following = f"{head}{int(digits) + 1}"
    found = [following, f"{following}A"]
    if letter:
        found.append(f"{head}{digits}{chr(ord(letter) + 1)}")
    parents = head.rstrip(".")
    if parents and parents[-1].isdigit():
        stem, last = re.fullmatch(r"(.*?)(\d+)", parents).groups()
        found.append(f"{stem}{int(last) + 1}.1")
    return found


def _is_near(name: str, text: str, begin: int, end: int) -> bool:
    """Whether the name stands in text[begin:end], white space and marks apart."""
    words = re.findall(r"\w+", name)
    return re.search(r"[\W_]*".join(map(re.escape, words)), text[max(0, begin) : end], re.IGNORECASE) is not None
