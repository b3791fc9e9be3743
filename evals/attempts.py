"""Attempts: what the assistant did with each question, as JSON lines in the form of docs/evaluation.md.

The values here have that form's fields and no others, whatever else an Answer may come to carry; a file that somebody else's
assistant wrote can be read as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from assistant.models import Answer
from evals.golden import EvaluationProblem, GoldenValue


class Statement(GoldenValue):
    text: str
    citations: tuple[int, ...] = ()


class Citation(GoldenValue):
    """`quote` is empty and `verified` None where only the digest was at hand; `page` is None where there are no pages."""

    marker: int
    source_id: str
    edition: str = ""
    paragraph: str
    page: int | None = None
    quote: str = ""
    passage: str = ""
    rendition: str = "full"
    authority: str = ""
    status: str = "current"
    verified: str | None = None


class AttemptHit(GoldenValue):
    source_id: str
    paragraphs: tuple[str, ...]
    page: int | None = None
    score: float = 0.0
    text: str = ""

    @property
    def name(self) -> str:
        return f"{self.source_id} {shortened(self.paragraphs[0])}" if self.paragraphs else self.source_id


def shortened(reference: str) -> str:
    """A reference as a committed report names it: of a heading longer than seven words the first six, as in labels."""
    heading, mark, ordinal = reference.partition(" ¶")
    words = heading.split()
    return f"{' '.join(words[:6])} …{mark}{ordinal}" if len(words) > 7 else reference


class Attempt(GoldenValue):
    """`hits` best first, at most 20 of them, whatever the outcome. `confidence`, no field of the format and in a file of its own:
    how likely one of the first five answers."""

    id: str
    question: str
    outcome: Literal["answered", "no_evidence", "declined"]
    answer: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    hits: tuple[AttemptHit, ...] = ()
    confidence: float | None = None
    seconds: dict[str, float] = Field(default_factory=dict)
    model: str = ""
    index_fingerprint: str = ""

    @property
    def answered(self) -> bool:
        return self.outcome == "answered"

    def references_of(self, citation: Citation) -> tuple[str, ...]:
        """Every reference that a citation holds: its own, and those of the hit it was made from (a part of a box: the box)."""
        origin = (hit for hit in self.hits if (hit.source_id, *hit.paragraphs[:1]) == (citation.source_id, citation.paragraph))
        whole, comma, _ = citation.paragraph.rpartition(", ")
        held = [reference for hit in origin for reference in hit.paragraphs]
        return tuple(dict.fromkeys([citation.paragraph, *held, *([whole] if comma else [])]))


def attempt_of(answer: Answer) -> Attempt:
    return Attempt.model_validate(answer.model_dump())


def write_attempts(path: Path, attempts: Iterable[Attempt]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(attempt.model_dump_json(exclude={"confidence"}) + "\n" for attempt in attempts)


def read_attempts(path: Path) -> tuple[Attempt, ...]:
    """Attempts in the order of the file. Raises EvaluationProblem that names the first line that does not fit."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise EvaluationProblem(f"{path}: cannot be read ({error.strerror}).") from error
    return tuple(_read_line(line, f"{path.name}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def _read_line(line: str, place: str) -> Attempt:
    try:
        return Attempt.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors()[0]
        raise EvaluationProblem(f"{place}: {'.'.join(map(str, problem['loc'])) or 'the line'}: {problem['msg']}.") from error
