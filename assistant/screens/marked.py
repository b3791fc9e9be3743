"""How much of a passage is shown beside its citation, and which words of it are marked (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.cite import shown_within
from assistant.models import ELLIPSIS
from corpus.models import Licence


@dataclass(frozen=True)
class Stretch:
    """A run of a passage's text, marked where it is what the answer says."""

    text: str
    is_marked: bool = False


def marked_passage(passage: str, said: str, licence: Licence | None) -> tuple[Stretch, ...]:
    """The passage as far as the licence lets us show it, with the words of `said` marked and always within what is shown.

    `said` is a quotation or a statement whose parts are set apart by " … " or list marks. Words that do not stand in the passage,
    as in a statement that a model has put in its own way, leave it unmarked. A licence of None shows everything.
    """
    whole = shown_within(licence, passage)
    places = _places(passage, said)
    if not places:
        return (Stretch(whole),)
    from_there = ELLIPSIS.lstrip() + shown_within(licence, passage[places[0][0] :])
    for shown in (whole, from_there):
        if marks := _places(shown, said):
            return tuple(_stretches(shown, marks))
    # The parts stand too far apart to be shown with all that lies between them.
    return (Stretch(shown_within(licence, said), is_marked=True),)


def _places(text: str, said: str) -> list[tuple[int, int]]:
    """Where each part of `said` stands, in order; empty when one of them does not."""
    places, at = [], 0
    for part in _parts(said):
        found = re.compile(r"\s+".join(re.escape(word) for word in part.split())).search(text, at)
        if not found:
            return []
        places.append(found.span())
        at = found.end()
    return places


def _parts(said: str) -> Iterable[str]:
    bare = said.strip().removeprefix("“").removesuffix("”")
    return (part for part in re.split(r"…|\n(?:• )?|^• ", bare) if part.strip())


def _stretches(text: str, places: list[tuple[int, int]]) -> Iterable[Stretch]:
    at = 0
    for begin, end in places:
        if begin > at:
            yield Stretch(text[at:begin])
        yield Stretch(text[begin:end], is_marked=True)
        at = end
    if at < len(text):
        yield Stretch(text[at:])
