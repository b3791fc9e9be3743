"""Places in the documents that differ on the same point, from a maintained and openly incomplete list."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus.models import Passage, Value


class Place(Value):
    source_id: str
    paragraph: str

    def is_in(self, passage: Passage) -> bool:
        return passage.source_id == self.source_id and self.paragraph in passage.references


class Conflict(Value):
    """`about` are words that a statement must hold for the difference to matter; `note` says what differs, in our words."""

    about: str
    note: str
    sides: tuple[tuple[Place, ...], ...]

    def is_raised_by(self, passage: Passage, said: str) -> bool:
        """Whether a statement with these words from this passage is one side of it."""
        return self.about in said.lower() and any(_holds(passage, side) for side in self.sides)

    def missing_sides(self, cited: Sequence[Passage], found: Sequence[Passage]) -> list[int]:
        """For each side that is not cited yet, the first of the found passages that holds it."""
        missing = (side for side in self.sides if not any(_holds(passage, side) for passage in cited))
        return [n for side in missing if (n := next((n for n, p in enumerate(found) if _holds(p, side)), None)) is not None]

    def is_shown_by(self, cited: Sequence[Passage]) -> bool:
        """Whether more than one side is cited."""
        return sum(any(_holds(passage, side) for passage in cited) for side in self.sides) > 1


@cache
def load_conflicts() -> tuple[Conflict, ...]:
    entries = tomllib.loads(Path(__file__).with_name("conflicts.toml").read_text(encoding="utf-8"))["conflict"]
    return tuple(Conflict.model_validate(entry) for entry in entries)


def _holds(passage: Passage, side: Sequence[Place]) -> bool:
    return any(place.is_in(passage) for place in side)
