"""Which helpers an answer touches: at most two, each with why it may help (pure). What touches which stands in touched.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.helpers.lines import Line, read_table
from assistant.models import Answer, Citation
from assistant.places import Place
from corpus.models import Value
from index.lexical import stems

MOST = 2
_BY_WORDS, _BY_PLACES = 2, 1


class HelperLink(Value):
    """A helper's page, by its module, and what it would do for whoever asked."""

    page: str
    title: str
    why: str


class _Touching(Value):
    """What in a question or an answer leads to one helper."""

    link: HelperLink
    phrases: tuple[str, ...]
    not_with: tuple[str, ...] = ()
    at: tuple[Place, ...]


def helpers_for(answer: Answer) -> tuple[HelperLink, ...]:
    """The helpers to offer beside an answer, the nearest first; mostly none, and none beside a question that was declined.

    The question's own words count for more than what the answer rests on. That counts only where it is the first citation or at
    least half of them: an answer that merely brushes a paragraph offers nothing.
    """
    if answer.outcome == "declined":
        return ()
    asked = _in_stems(answer.understood)
    nearness = {one.link: _nearness(one, asked, answer.citations) for one in _touchings()}
    touched = sorted((link for link, near in nearness.items() if near), key=lambda link: -nearness[link])
    return tuple(touched[:MOST])


def _nearness(one: _Touching, asked: str, citations: Sequence[Citation]) -> int:
    if _has_one_of(one.not_with, asked):
        return 0
    near = _BY_WORDS if _has_one_of(one.phrases, asked) else 0
    resting = [any(_stands_at(citation, place) for place in one.at) for citation in citations]
    return near + (_BY_PLACES if resting and (resting[0] or 2 * sum(resting) >= len(resting)) else 0)


def _stands_at(citation: Citation, place: Place) -> bool:
    """Of a box, its parts too: "Box 7.3, Model 3" stands at Box 7.3."""
    is_there = place.is_named(citation.paragraph) or citation.paragraph.startswith(f"{place.paragraph}, ")
    return citation.source_id == place.source_id and is_there


def _has_one_of(phrases: tuple[str, ...], asked: str) -> bool:
    return bool(phrases) and _pattern(phrases).search(asked) is not None


def _in_stems(text: str) -> str:
    """The words of a text, each as its stem; small words stay as they are, since they tell "who to ask" from "ask who"."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'s ", " "))
    return " ".join((stems(word) or [word])[0] for word in words)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    gap = r" (?:\S+ ){0,6}"
    return re.compile("|".join(rf"(?<!\S){gap.join(map(_in_stems, phrase.split('…')))}(?!\S)" for phrase in phrases))


@cache
def _touchings() -> tuple[_Touching, ...]:
    return tuple(
        _Touching(
            link=HelperLink(page=table["page"], title=table["title"], why=table["why"]),
            phrases=table["phrases"],
            not_with=table.get("not_with", ()),
            at=Line(says=table["why"], at=table["at"]).at,
        )
        for table in read_table("touched")["helper"]
    )
