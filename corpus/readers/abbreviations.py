"""A list of abbreviations, one entry a line in print, taken apart however the lines were run together or wrapped (pure)."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"^(?P<short>(?=\S*[A-Z]\S*[A-Z])[A-Z][\w&/.-]*(?:\s\d{2,4})?)\s+(?P<long>\S.*)$")
_LINE_IS_LONG_ENOUGH_TO_RUN_ON = 3


def is_abbreviation(line: str) -> bool:
    """Whether it is like "PAC Public Accounts Committee": a word with at least two capitals, then what it stands for."""
    return _ENTRY.match(line) is not None and not line.rstrip().endswith((".", ":", ";"))


def split_abbreviations(lines: list[str]) -> list[tuple[str, str]]:
    """(short, long) of each entry. A line whose forerunner ends on "at" or "of" is the rest of that one."""
    entries: list[tuple[str, str]] = []
    for line in lines:
        if entries and (_is_open(entries[-1][1]) or not is_abbreviation(line)):
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {line.strip()}")
            continue
        for part in _run_together(line):
            found = _ENTRY.match(part)
            if found:
                entries.append((found["short"], found["long"]))
    return entries


def _is_open(text: str) -> bool:
    return text.split()[-1] in {"at", "of", "for", "and", "the", "in", "on", "to"}


def _run_together(line: str) -> list[str]:
    """Two entries on one line: an abbreviation in the middle whose letters are the initials of the words after it."""
    words = line.split()
    for place in range(_LINE_IS_LONG_ENOUGH_TO_RUN_ON, len(words) - 1):
        if _stands_for(words[place], words[place + 1 :]):
            return [" ".join(words[:place]), *_run_together(" ".join(words[place:]))]
    return [line.strip()]


def _stands_for(short: str, words: list[str]) -> bool:
    capitals = re.sub(r"[^A-Z]", "", short)
    initials = "".join(part[0] for word in words for part in re.split(r"[-/]", word) if part[:1].isupper())
    return len(capitals) > 1 and is_abbreviation(f"{short} {words[0]}") and initials.startswith(capitals)
