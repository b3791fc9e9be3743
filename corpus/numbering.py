"""The numbers in a document's references: which are missing from their series, and which are given twice (pure)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from string import ascii_uppercase

# "7.5.4", "A4.5.3", "Summary 8", "Box A4.3B", "footnote 17", "Box 7.3, Model 2". Names and ordinals ("Glossary: ambit",
# "Foreword ¶2") count nothing that is printed.
_NUMBERED = re.compile(r"^(?P<stem>(?:[A-Z][a-z]+ |footnote |Box \S+, [A-Z][a-z]+ )?[A-Z]?)(?P<number>\d+(?:\.\d+)*[A-Z]?)$")
_PART = re.compile(r"\.?\d+|[A-Z]$")
_WORD = re.compile(r"^(?P<word>[A-Za-z].*) (?P<number>\S+)$")
_OFTEN_BARE = ("Summary", "Appendix", "footnote")  # printed as "8"; a bare "8" that begins a line says nothing about boxes


def repeated(references: Iterable[str]) -> list[str]:
    """References that more than one paragraph has, in order."""
    return [reference for reference, count in Counter(references).items() if count > 1]


def is_numbered(reference: str) -> bool:
    """Whether a reference is a printed paragraph number, of the document ("7.5.4") or of one of its parts ("Summary 8")."""
    found = _NUMBERED.match(reference)
    return found is not None and not found["stem"].startswith(("Box", "Figure", "Table", "footnote"))


def missing_numbers(references: Iterable[str]) -> list[str]:
    """Numbers that are left out below the highest of their series: "7.5.3" where 7.5.2 and 7.5.4 are there, "7.4.*" where all of
    7.4 is missing. A series that ends too early cannot be told from one that ends there."""
    present: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    sections: set[tuple[str, tuple[str, ...]]] = set()
    for reference in references:
        if found := _NUMBERED.match(reference):
            parts = tuple(_PART.findall(found["number"]))
            of_the_text = len(found["stem"]) < 2
            # Boxes and figures are numbered within a chapter, and a chapter may have none.
            for depth in range(len(parts)) if of_the_text else [len(parts) - 1]:
                series = found["stem"], parts[:depth]
                present[series].add(parts[depth])
                if depth < len(parts) - 1:
                    sections.add(series)
    return [
        f"{stem}{''.join((*prefix, absent))}{'.*' if (stem, prefix) in sections else ''}"
        for (stem, prefix), numbers in present.items()
        for absent in _left_out(numbers)
    ]


def _left_out(numbers: set[str]) -> list[str]:
    """Parts of a number below the highest that are not there: ".2" of ".1", ".3"; "A" of "B"."""
    last = max(numbers, key=lambda part: (len(part), part))
    if last.isalpha():
        return [letter for letter in ascii_uppercase[: ascii_uppercase.index(last)] if letter not in numbers]
    joint = "." if last.startswith(".") else ""
    counted = (f"{joint}{number}" for number in range(1, int(last.removeprefix("."))))
    return [part for part in counted if part not in numbers]


def is_printed(reference: str, text: str) -> bool:
    """Whether the missing number begins a line of the file's text: then the reader lost it, else the print leaves it out."""
    found = _WORD.match(reference)
    word, number = (found["word"], found["number"]) if found else ("", reference)
    before = "" if not word else rf"(?:{re.escape(word)}\s+)?" if word in _OFTEN_BARE else rf"{re.escape(word)}\s+"
    exactly = re.escape(number.removesuffix(".*")) + (r"\.\d" if number.endswith(".*") else r"(?![\w%]|[.,]\d)")
    return re.search(rf"^[^\w\n]*(?:</?\w+>\W*)*{before}{exactly}", text, re.MULTILINE) is not None
