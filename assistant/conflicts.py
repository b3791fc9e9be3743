"""Places in the documents that differ on the same point, from a maintained and openly incomplete list (pure)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.places import Place
from corpus.models import Passage, Value


class Conflict(Value):
    """What differs, in our words, and where.

    `about` are words in lower case, one of which a statement must hold for the difference to matter; none means any statement.
    """

    about: tuple[str, ...] = ()
    note: str
    sides: tuple[tuple[Place, ...], ...]

    def is_raised_by(self, passage: Passage, said: str) -> bool:
        """Whether a statement with these words from this passage is one side of it."""
        words = " ".join(said.lower().split())
        return (not self.about or any(word in words for word in self.about)) and any(_holds(passage, side) for side in self.sides)

    def sides_without(self, cited: Sequence[Passage]) -> list[tuple[Place, ...]]:
        """The sides of which nothing is cited yet."""
        return [side for side in self.sides if not any(_holds(passage, side) for passage in cited)]

    def is_shown_by(self, cited: Sequence[Passage]) -> bool:
        """Whether more than one side is cited."""
        return sum(any(_holds(passage, side) for passage in cited) for side in self.sides) > 1


class WrongReference(Value):
    """A paragraph that sends its reader to the wrong place of its own document, mostly because numbers have moved since.

    `names` is what it prints, `what` the reader is to find there, `see` where that stands.
    """

    place: Place
    names: str
    what: str
    see: str

    def is_raised_by(self, passage: Passage, said: str) -> bool:
        """Whether a statement with these words repeats the wrong reference. It needs no second citation."""
        pattern = rf"(?<![\w.]){re.escape(self.names)}(?![\w]|\.\d)"
        return self.place.is_in(passage) and re.search(pattern, " ".join(said.split()), re.IGNORECASE) is not None

    def note(self) -> str:
        return f"{self.place.in_words()} refers to {self.names} for {self.what}; see {self.see} instead."


@cache
def load_conflicts() -> tuple[Conflict, ...]:
    return tuple(Conflict.model_validate(entry) for entry in _table()["conflict"])


@cache
def load_wrong_references() -> tuple[WrongReference, ...]:
    return tuple(WrongReference.model_validate(entry) for entry in _table()["wrong_reference"])


def wrong_references_in(passage: Passage, said: str) -> tuple[str, ...]:
    """A note for each wrong reference that a statement with these words from this passage repeats."""
    return tuple(wrong.note() for wrong in load_wrong_references() if wrong.is_raised_by(passage, said))


def _table() -> dict:
    return tomllib.loads(Path(__file__).with_name("conflicts.toml").read_text(encoding="utf-8"))


def _holds(passage: Passage, side: Sequence[Place]) -> bool:
    return any(place.is_in(passage) for place in side)
