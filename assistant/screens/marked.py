"""How much of a passage is shown beside its citation, and which words of it are marked (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.cite import shown_within
from assistant.models import ELLIPSIS
from corpus.models import Licence
from corpus.sentences import sentence_spans


@dataclass(frozen=True)
class Stretch:
    """A run of a passage's text, marked where it is what the answer says."""

    text: str
    is_marked: bool = False


def marked_passage(passage: str, said: str, licence: Licence | None) -> tuple[Stretch, ...]:
    """The passage as far as the licence lets us show it, with the words of `said` marked and always within what is shown.

    Where the licence cuts, as much of what stands before the marked words is kept as fits. `said` is a quotation or a statement,
    its parts set apart by " … " or list marks. Words that do not stand in the passage, as in a statement that a model has put in
    its own way, leave it unmarked. A licence of None shows everything.
    """
    said_at = _places(passage, said)
    if not said_at:
        return (Stretch(shown_within(licence, passage)),)
    for begin in _begins(passage, licence, until=said_at[0][0]):
        shown = (ELLIPSIS.lstrip() if begin else "") + shown_within(licence, passage[begin:])
        if places := _places(shown, said):
            return tuple(_stretches(shown, places))
    # The parts stand too far apart to be shown with all that lies between them.
    return (Stretch(shown_within(licence, said), is_marked=True),)


def _begins(passage: str, licence: Licence | None, until: int) -> Iterable[int]:
    """Where what is shown may begin, most context first: at the passage's own beginning, else at a sentence up to `until`."""
    yield 0
    if licence and licence.quotation_limit is not None:
        yield from (begin for begin, _ in sentence_spans(passage) if 0 < begin < until)
        yield until


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
