"""What went wrong, question by question: where the wanted paragraph stood, and what came instead (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evals.scores import Scored

FIRST = 5


@dataclass(frozen=True)
class Miss:
    """`wanted`: (alternatives, rank) of each required part. `came`: what the first hits were."""

    scored: Scored
    wanted: tuple[tuple[tuple[str, ...], int | None], ...]
    came: tuple[str, ...]


@dataclass(frozen=True)
class Misses:
    title: str
    note: str
    misses: tuple[Miss, ...]


def misses(scored: Iterable[Scored]) -> tuple[Misses, ...]:
    """Four sorts of misses, each question under every sort that it belongs to."""
    scored = tuple(scored)
    sorts = (
        ("Not among the first five", "A required paragraph stood lower, or was not found.", _is_too_low),
        ("Found, not cited", "Every part was among the first five, and the answer does not cite it.", _is_uncited),
        ("Answered, though the documents do not", "The outcome should have been a refusal.", _is_unwarranted),
        ("Refused, though the documents answer", "The outcome should have been an answer.", _is_withheld),
    )
    return tuple(Misses(title, note, tuple(_miss(one) for one in scored if is_one(one))) for title, note, is_one in sorts)


def _miss(one: Scored) -> Miss:
    return Miss(one, tuple((names, one.ranks.get(group)) for group, names in one.wanted.items()), one.hits[:FIRST])


def _is_too_low(one: Scored) -> bool:
    return any(rank is None or rank > FIRST for rank in one.ranks.values())


def _is_uncited(one: Scored) -> bool:
    recall = one.values.get("citation_recall")
    return one.outcome == "answered" and recall is not None and recall < 1 and not _is_too_low(one)


def _is_unwarranted(one: Scored) -> bool:
    return one.outcome == "answered" and one.expect in ("abstain", "refuse")


def _is_withheld(one: Scored) -> bool:
    return one.outcome != "answered" and one.expect not in ("abstain", "refuse")
