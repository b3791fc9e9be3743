"""Bodies and mechanisms that texts name and that no longer exist under that name, from a maintained list (pure)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import model_validator

from assistant.dates import in_words
from assistant.places import Place
from corpus.models import PartialDate, Value


class Gone(Value):
    """Something that has gone, and what became of it.

    `also` are other spellings, met whatever their capitals; `acronyms` are met only as they are written, and so is a name that
    `as_written` marks because it is made of common words. `since` is left out where nobody has looked it up. `place` is a held
    paragraph that says what became of it when `checked`, and else, if given, one that shows only that it has gone.
    """

    name: str
    also: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    as_written: bool = False
    became: str
    since: PartialDate | None = None
    place: Place | None = None
    checked: bool = False

    @model_validator(mode="after")
    def _is_sourced(self) -> Gone:
        if self.checked and self.place is None:
            raise ValueError(f"{self.name}: checked entries name the paragraph that says it (place = …).")
        return self

    def note(self) -> str:
        """One dated sentence for the reader, which says where it comes from."""
        since = f" (since {in_words(self.since)})" if self.since else "" if self.checked else " (since when is to be checked)"
        return f"“{self.name}” is not a current name{since}: {self.became} ({self._told_by()})."

    def _told_by(self) -> str:
        if self.checked:
            return self.place.in_words(dated=True)
        seen = f"; compare {self.place.in_words(dated=True)}" if self.place else ""
        return f"general knowledge, to be checked{seen}"

    def _first_in(self, text: str) -> int | None:
        strict = (self.name, *self.acronyms) if self.as_written else self.acronyms
        spellings = (
            _pattern(self.also if self.as_written else (self.name, *self.also), re.IGNORECASE),
            _pattern(strict, re.NOFLAG),
        )
        return min((found.start() for one in spellings if one and (found := one.search(text))), default=None)


def gone_in(text: str) -> tuple[Gone, ...]:
    """What a text names that has gone, each once, in the order of the text."""
    text = _without_names_in_use(text)
    found = [(start, gone) for gone in load_gone() if (start := gone._first_in(text)) is not None]
    return tuple(gone for _, gone in sorted(found, key=lambda pair: pair[0]))


@cache
def load_gone() -> tuple[Gone, ...]:
    return tuple(Gone.model_validate(entry) for entry in _table()["gone"])


@cache
def _table() -> dict:
    return tomllib.loads(Path(__file__).with_name("gone.toml").read_text(encoding="utf-8"))


def _without_names_in_use(text: str) -> str:
    """The text without names in use that hold a name that is not; their places stay, so that order is kept."""
    pattern = _pattern(tuple(_table()["names_in_use"]), re.IGNORECASE)
    return pattern.sub(lambda found: "·" * len(found[0]), text) if pattern else text


@cache
def _pattern(names: tuple[str, ...], flags: int) -> re.Pattern[str] | None:
    """Any of the names as whole words, in the plural too; "and" is "&", white space is any, apostrophes are curly or not."""
    words = [r"\s+".join(_word(word) for word in name.split()) for name in sorted(names, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})s?(?!\w|-\w)", flags) if words else None


def _word(word: str) -> str:
    return "(?:and|&)" if word in ("and", "&") else re.sub("['’]", "['’]", re.escape(word))
