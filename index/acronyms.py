"""Acronyms as the documents themselves define them, so that "MoU" finds "memorandum of understanding" and the reverse (pure)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.models import Passage

_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z&]{1,7}s?)\)")
_WORDS_BEFORE = re.compile(r"(?:[\w’'&-]+[ ,]+){1,8}$")
_FAR_ENOUGH = 200  # characters before a bracket, for eight words
_LISTED = re.compile(r"^(?=\S*[A-Z]\S*[A-Z])([A-Za-z&]{2,8}): ((?:\S+ ){0,8}\S+ ?)$")
_SMALL = {"of", "the", "and", "for", "in", "to", "on", "at", "&"}
# Acronyms that are words when typed without capitals.
_WORDS = {"cap", "cat", "co", "core", "del", "go", "mod", "mps", "pat", "pats", "pc", "tel"}
# Written in these documents without ever being defined there.
_USED_UNDEFINED = {"MoU": "memorandum of understanding", "AO": "accounting officer", "MPM": "managing public money"}


class Acronyms:
    """The acronyms of a corpus, each with the long form that stands beside it most often."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        forms: dict[str, Counter] = defaultdict(Counter)
        for passage in passages:
            for bracket in _IN_BRACKETS.finditer(passage.text):
                short, before = bracket[1], passage.text[max(0, bracket.start() - _FAR_ENOUGH) : bracket.start()]
                words = _WORDS_BEFORE.search(before)
                if words and (long := _spelt_by(short, words[0].replace(",", " ").split())):
                    forms[short.removesuffix("s") if short[:-1].isupper() else short][long.lower()] += 1
            if listed := _LISTED.match(passage.text):
                forms[listed[1]][listed[2].lower()] += 1
        self.long_forms = {short.lower(): longs.most_common(1)[0][0] for short, longs in forms.items()}
        for short, long in _USED_UNDEFINED.items():
            self.long_forms.setdefault(short.lower(), long)

    def spelt_out(self, question: str) -> str:
        """The question with the long form behind each acronym in it; the same question when it has none."""

        def with_long_form(match: re.Match) -> str:
            short = match[0]
            bare = short.lower().removesuffix("s") if short.lower() not in self.long_forms else short.lower()
            long = self.long_forms.get(bare)
            if long is None or long in question.lower() or (short.islower() and bare in _WORDS):
                return short
            return f"{short} ({long})"

        return re.sub(r"(?<![\w-])[A-Za-z][A-Za-z&]{1,8}(?![\w-])", with_long_form, question)


def _spelt_by(short: str, words: list[str]) -> str | None:
    """The last of the words whose initials spell the acronym: small words may be skipped."""
    letters = [letter.lower() for letter in short.removesuffix("s") if letter.isalpha()]
    for begin in range(len(words) - 1, -1, -1):
        taken = words[begin:]
        if taken[0].lower() in _SMALL:
            continue
        initials = [part[0].lower() for word in taken for part in word.split("-") if part]
        large = [part[0].lower() for word in taken if word.lower() not in _SMALL for part in word.split("-") if part]
        if letters in (initials, large):
            return " ".join(taken)
    return None
