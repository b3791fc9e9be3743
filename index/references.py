"""References named in a question ("7.5.4", "Box 7.3, Model 3", "para 1.9 of the NAO report"), and who holds them (pure)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from corpus.models import Passage, Source

_NAMED = re.compile(
    r"\b(box|figure|conclusion|recommendation|summary|appendix|footnote|annex)\s+(?:paragraph\s+|para\s+)?([a-z]?\d+(?:\.\d+)*[a-z]?)\b"
    r"(?:,?\s*\(?(model)\s+(\d))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![\w.£$])([A-Z]?\d+(?:\.\d+){1,2})(?!\.?\d|\s*(?:%|per cent|m\b|bn\b|million|billion))", re.IGNORECASE
)
_PLAIN = re.compile(r"\b(?:paragraphs?|paras?)\s+(\d{1,2})(?![\w.]*\d)", re.IGNORECASE)
_MODEL = re.compile(r"\bmodel\s+(\d|one|two|three|four|five|six)\b", re.IGNORECASE)
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}


def references_in(question: str) -> list[str]:
    """References that a question names, as printed in the documents, in the order of the question."""
    found: list[str] = []
    for match in _NAMED.finditer(question):
        kind = match[1].capitalize() if match[1].lower() != "footnote" else "footnote"
        reference = f"{kind} {match[2].upper()}"
        found.append(f"{reference}, Model {match[4]}" if match[3] else reference)
    rest = _NAMED.sub(" ", question)
    found.extend(match[1].upper() for match in _NUMBERED.finditer(rest))
    found.extend(match[1] for match in _PLAIN.finditer(rest))
    if not any("Model" in reference for reference in found):
        numbers = [_WORDS.get(match[1].lower(), match[1]) for match in _MODEL.finditer(rest)]
        found.extend(f"Model {number}" for number in numbers)
    return list(dict.fromkeys(found))


class ReferenceIndex:
    """Passages by reference, whatever the case of its letters; "Model 3" finds any part of that name."""

    def __init__(self, passages: Iterable[Passage], sources: Iterable[Source]) -> None:
        self._passages = tuple(passages)
        self._names = {source.source_id: _names(source) for source in sources}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self._passages):
            for reference in passage.references:
                self._numbers[reference.casefold()].append(number)
            _, _, part = passage.reference.partition(", ")
            if part and re.fullmatch(r"\w+ \d+", part):
                self._numbers[part.casefold()].append(number)

    def find(self, question: str) -> list[int]:
        """Passages that the question names, in the order named; empty when it names none.

        Where it also names a source ("in the NAO report"), only that source's.
        """
        named = [number for reference in references_in(question) for number in self._numbers.get(reference.casefold(), ())]
        lowered = question.casefold()
        wanted = {source for source, names in self._names.items() if any(name in lowered for name in names)}
        within = [number for number in named if self._passages[number].source_id in wanted]
        return list(dict.fromkeys(within or named))


def _names(source: Source) -> set[str]:
    names = {source.title.casefold(), source.short_title.casefold(), source.publisher.casefold()}
    initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", source.publisher))
    if len(initials) >= 3:
        names.add(initials.casefold())
    short = "".join(word[0] for word in source.short_title.split() if word[0].isupper())
    if len(short) >= 3:
        names.add(short.casefold())
    return names
