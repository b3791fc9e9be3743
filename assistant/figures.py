"""The figures of a text, as what they amount to: "five per cent" and "5%" are one figure (pure)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

_SMALL_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_NAMES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_MONTH_NAMES = "january february march april may june july august september october november december"
_SMALL, _TENS, _ORDINALS, _MONTHS = (names.split() for names in (_SMALL_NAMES, _TENS_NAMES, _ORDINAL_NAMES, _MONTH_NAMES))
_SCALES = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_OTHERS = {
    "single": "1", "sole": "1", "once": "1", "twice": "2", "dozen": "12", "half": "1/2", "halves": "1/2", "quarter": "1/4",
    "quarters": "1/4", "double": "×2", "doubled": "×2", "doubles": "×2", "triple": "×3", "tripled": "×3", "hundreds": "100s",
    "thousands": "1000s", "millions": "1000000s", "billions": "1000000000s", "dozens": "12s", "tens": "10s",
}  # fmt: skip

_WORDS = {**{word: n for n, word in enumerate(_SMALL)}, **{word: 10 * (n + 2) for n, word in enumerate(_TENS)}}
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(reversed(_SMALL))})"
_BELOW_1000 = rf"(?:(?:a|{_BELOW_100})\shundred(?:\s(?:and\s)?{_BELOW_100})?|{_BELOW_100})"
_SPELT = rf"(?:{_BELOW_1000}|a)\s(?:thousand|million|billion)(?:,?\s(?:and\s)?{_BELOW_1000})?|{_BELOW_1000}"
_UNIT = r"(?:(?:working|calendar|financial)[-\s])?(?:day|week|month|year|hour|minute|decade)s?\b"
_FIGURE = re.compile(
    r"(?P<currency>[£$€])?\s?(?P<digits>\d+(?:[.,]\d+)*)"
    r"(?:(?P<nth>st|nd|rd|th)\b|[-\s]?(?P<scale>hundred|thousand|million|billion|trillion|bn|tn|mn|m|k)\b)?"
    rf"|\b(?P<spelt>{_SPELT})\b"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})s?\b"
    rf"|\b(?P<other>{'|'.join(_OTHERS)})\b"
    # as a month "May" stands beside a number: alone it may be the verb
    r"|(?<=\d )(?P<may>may)\b(?![a-z])|\b(?P<may_of>may)(?= \d)"
    rf"|\b(?P<month>(?:{'|'.join(m for m in _MONTHS if m != 'may')})|(?:jan|feb|apr|aug|sept?|oct|nov|dec)\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<percent>\s?%|\s?per\s?cent\b|\s?percentage(?P<points>\spoints?)?)"
    rf"|[-\s](?P<unit>{_UNIT})|\s(?P<money>pounds?|pence|euros?|dollars?)\b",
    re.IGNORECASE,
)
# What stands before a figure, or after it, and makes a limit of it. The longer phrase first: "no more than" holds "more than".
_BOUNDS = (
    ("at most", r"(?:no|not) (?:more|later|longer|greater|higher) than|at most|up to|(?:a )?maximum(?: of)?|within"
     r"|not exceed(?:ing)?"),
    ("at least", r"(?:no|not) (?:less|fewer|earlier|sooner|lower) than|at least|(?:a )?minimum(?: of)?"),
    ("over", r"(?:more|later|longer|greater|higher) than|over|above|exceed(?:s|ed|ing)?|in excess of"),
    ("under", r"(?:less|fewer|earlier|sooner|lower|shorter) than|under|below"),
    ("about", r"about|around|roughly|nearly|almost|approximately|some|circa"),
    ("only", r"only|just"),
)  # fmt: skip
_BEFORE = tuple((name, re.compile(rf"\b(?:{words})\s(?:a |an |the )?$", re.IGNORECASE)) for name, words in _BOUNDS)
_BEHIND = (
    ("at least", re.compile(r"\s(?:or|and) (?:more|over|above|later|longer)\b", re.IGNORECASE)),
    ("at most", re.compile(r"\s(?:or|and) (?:less|fewer|under|below|earlier|sooner)\b", re.IGNORECASE)),
)


class Figure(NamedTuple):
    """`bound`: at most, at least, over, under, about, only, or none. `unit`: %, £, "month", …, or none. And where it stands."""

    bound: str
    value: str
    unit: str
    begin: int
    end: int

    @property
    def amount(self) -> tuple[str, str, str]:
        return self.bound, self.value, self.unit


def plain(text: str) -> str:
    """The text with one form of each character, dash, apostrophe and space: what `figures` and the other readers are given."""
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"[‐-―−]", "-", re.sub(r"[‘’ʼ`]", "'", folded))
    return " ".join(folded.replace("…", " … ").split())


def figures(text: str) -> tuple[Figure, ...]:
    """Numbers, sums, percentages, spans of time, ordinals and months of a `plain` text, in order."""
    found = []
    for match in _FIGURE.finditer(text):
        behind = _AFTER.match(text, match.end()) if match["digits"] or match["spelt"] else None
        end = behind.end() if behind else match.end()
        unit = _unit(match, behind)
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(Figure(_bound(text, begin, end), _value(match, unit), unit, begin, end))
    return tuple(found)


def _bound(text: str, begin: int, end: int) -> str:
    before = text[max(0, begin - 40) : begin]
    stands_before = next((name for name, words in _BEFORE if words.search(before)), "")
    return stands_before or next((name for name, words in _BEHIND if words.match(text, end)), "")


def _unit(match: re.Match, behind: re.Match | None) -> str:
    if match["currency"]:
        return match["currency"]
    if behind is None:
        return ""
    if behind["percent"]:
        return "% points" if behind["points"] else "%"
    if behind["money"]:
        return {"po": "£", "pe": "p", "eu": "€", "do": "$"}[behind["money"][:2].lower()]
    return re.sub(r"[-\s]+", " ", behind["unit"].lower()).removesuffix("s")


def _value(match: re.Match, unit: str) -> str:
    if match["digits"]:
        return _of_digits(match, unit)
    if match["spelt"]:
        return str(_of_words(match["spelt"].lower()))
    if match["ordinal"]:
        return f"no. {_ORDINALS.index(match['ordinal'].lower()) + 1}"
    if match["other"]:
        return _OTHERS[match["other"].lower()]
    month = (match["month"] or "may").lower()[:3]
    return f"month {next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month))}"


def _of_digits(match: re.Match, unit: str) -> str:
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in match["digits"])
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    if match["nth"]:
        return f"no. {digits}"
    if (match["scale"] or unit) and re.fullmatch(r"\d+(\.\d+)?", digits):  # else it may name a paragraph: 7.5 is not 7.50
        amount = Decimal(digits) * _SCALES.get((match["scale"] or "").lower(), 1)
        return f"{amount.normalize():f}"
    return digits


def _of_words(spelt: str) -> int:
    total = current = 0
    for word in re.findall(r"[a-z]+", spelt):
        if word == "a":
            current = 1
        elif word == "hundred":
            current *= 100
        elif word in _SCALES:
            total, current = total + current * _SCALES[word], 0
        elif word != "and":
            current += _WORDS[word]
    return total + current
