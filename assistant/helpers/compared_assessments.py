"""What has changed between two self-assessments (pure)."""

from __future__ import annotations

from typing import Literal

from assistant.helpers.self_assessment import IN_WORDS, Answered, Area, Assessment, Profile, Question, areas, profile
from corpus.models import Value

Direction = Literal["better", "worse", "newly answered", "no longer answered"]
DIRECTIONS: tuple[Direction, ...] = ("worse", "no longer answered", "better", "newly answered")
_RANK = {"no": 0, "partly": 1, "yes": 2}


class Change(Value):
    """A question that is answered otherwise than before; of one that moved between yes, partly and no, whether for the better."""

    area: Area
    question: Question
    before: Answered
    after: Answered
    direction: Direction

    def in_words(self) -> str:
        """ "Governance: was partly, now yes (better)"."""
        before, after = (IN_WORDS[one.given].lower() for one in (self.before, self.after))
        return f"{self.question.name}: was {before}, now {after} ({self.direction})"


class Comparison(Value):
    """`changes` begins with what got worse. `unchanged` counts questions that are answered alike, and answered.

    `programmes` are the names, where they differ: then the two may not be of one programme at all.
    """

    earlier: Assessment
    later: Assessment
    before: Profile
    after: Profile
    changes: tuple[Change, ...]
    unchanged: int
    programmes: tuple[str, ...]


def compare(one: Assessment, other: Assessment) -> Comparison:
    """The two in the order of their days, whichever is given first; of one day, in the order given."""
    earlier, later = (other, one) if other.made_on < one.made_on else (one, other)
    changes, unchanged = [], 0
    for area in areas():
        for question in area.questions:
            before, after = earlier.to(question.question_id), later.to(question.question_id)
            if before.given == after.given:
                unchanged += before.given is not None
                continue
            direction = _direction(before, after)
            changes.append(Change(area=area, question=question, before=before, after=after, direction=direction))
    names = tuple(dict.fromkeys((earlier.programme, later.programme)))
    return Comparison(
        earlier=earlier,
        later=later,
        before=profile(earlier),
        after=profile(later),
        changes=tuple(sorted(changes, key=lambda change: DIRECTIONS.index(change.direction))),
        unchanged=unchanged,
        programmes=names if len(names) > 1 else (),
    )


def _direction(before: Answered, after: Answered) -> Direction:
    if before.given is None:
        return "newly answered"
    if after.given is None:
        return "no longer answered"
    return "better" if _RANK[after.given] > _RANK[before.given] else "worse"
