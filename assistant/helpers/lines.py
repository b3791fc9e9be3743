"""What a helper says: lines in our words, each with the paragraphs it stands on, kept as data that a policy person can read.

    { says = "Each accounting officer answers for a share.", at = ["hmt-managing-public-money, Box 7.3, Model 1"] }

`at` names source and paragraph. `paragraphs.json` holds the hash of each paragraph's words as they were when the lines were last
read against it (`python -m assistant.helpers.upkeep`), so that a new edition that rewords it is noticed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from assistant.figures import figures, plain
from assistant.force import forces
from assistant.places import Place
from corpus.models import Value

FOLDER = Path(__file__).parent
RECORD = FOLDER / "paragraphs.json"


class Line(Value):
    """One thing said, in our words, and where the documents say it."""

    says: str
    at: tuple[Place, ...] = Field(min_length=1)

    @field_validator("at", mode="before")
    @classmethod
    def _parsed(cls, at: object) -> object:
        return [_place(one) if isinstance(one, str) else one for one in at] if isinstance(at, (list, tuple)) else at


def read_table(name: str) -> dict:
    """A helper's content, `assistant/helpers/<name>.toml`, as TOML gives it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def tables() -> tuple[str, ...]:
    """The names of all helpers' contents."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def lines_in(table: object) -> Iterator[Line]:
    """Every line in a helper's content, however deep it stands: whatever has `at`."""
    if isinstance(table, dict):
        if "at" in table:
            yield Line(says=table.get("says", ""), at=table["at"])
        for value in table.values():
            yield from lines_in(value)
    elif isinstance(table, list):
        for value in table:
            yield from lines_in(value)


@cache
def hashes_read() -> dict[str, str]:
    """The text_hash of each paragraph that lines stand on, as it was when they were last read against it, by `key`."""
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}


def key(place: Place) -> str:
    return f"{place.source_id}, {place.paragraph}"


def disagreements(says: str, text: str) -> list[str]:
    """What a line says that its paragraphs do not: a figure, or "must", "should" or "may" where nothing like it stands.

    Empty when nothing of this kind speaks against it; that it says the same is for a reader to judge.
    """
    said, source = plain(says), plain(text)
    known = {figure.amount for figure in figures(source)}
    problems = [f"the figure {said[f.begin : f.end]}" for f in figures(said) if f.amount not in known]
    theirs = {force.kind for force in forces(source)}
    return problems + sorted({f'"{force.kind}"' for force in forces(said) if force.kind not in theirs | {"will"}})


def _place(named: str) -> Place:
    source_id, comma, paragraph = named.partition(", ")
    if not comma:
        raise ValueError(f'{named!r} names no paragraph: write "source-id, 7.6.1"')
    return Place(source_id=source_id, paragraph=paragraph)
