"""A helper's form: its questions, what may be answered, and rules that look at the answers (pure).

Every question may be answered "not known", and is when it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field, field_validator

from assistant.helpers.lines import Line
from corpus.models import Value

UNKNOWN = "unknown"
NOT_KNOWN = "Not known"


class Option(Value):
    option_id: str = Field(alias="id")
    label: str


class Question(Value):
    """`about` says why it is asked, from the documents; `group` is its heading. "Not known" is always the last option."""

    question_id: str = Field(alias="id")
    asks: str
    group: str = ""
    about: tuple[Line, ...] = ()
    options: tuple[Option, ...] = Field(alias="option", min_length=1)

    @field_validator("options")
    @classmethod
    def _may_be_unknown(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return (*options, Option(id=UNKNOWN, label=NOT_KNOWN))

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(option.option_id for option in self.options)

    def label_of(self, choice: str) -> str:
        return next(option.label for option in self.options if option.option_id == choice)


class Rule(Line):
    """A line for some answers only: where each fact that `when` names has one of the values listed; in a list of such cases,
    where one of them holds. Without `when` it always holds.
    """

    when: tuple[Mapping[str, tuple[str, ...]], ...] = ({},)

    @field_validator("when", mode="before")
    @classmethod
    def _alone(cls, when: object) -> object:
        return [when] if isinstance(when, Mapping) else when

    def holds(self, facts: Mapping[str, str]) -> bool:
        for case in self.when:  # plain loops: the tests go through every combination of answers
            for name, values in case.items():
                if facts[name] not in values:
                    break
            else:
                return True
        return False

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The names of all facts that it depends on."""
        return tuple(dict.fromkeys(name for case in self.when for name in case))

    @property
    def line(self) -> Line:
        return Line(says=self.says, at=self.at)


class Answered(Value):
    """A question as it was answered, in words: for whoever reads the outcome without the form."""

    question_id: str
    asks: str
    choice: str
    label: str


def all_answers(questions: Sequence[Question], given: Mapping[str, str]) -> dict[str, str]:
    """Question id to choice, for every question in their order; what was not given is unknown.

    Raises ValueError for a question or a choice that there is not, saying what there is.
    """
    known = {question.question_id: question for question in questions}
    for name, choice in given.items():
        if name not in known:
            raise ValueError(f"There is no question {name!r}. The questions are {', '.join(known)}.")
        if choice not in known[name].choices:
            raise ValueError(f"{name!r} cannot be answered {choice!r}. The answers are {', '.join(known[name].choices)}.")
    return {name: given.get(name, UNKNOWN) for name in known}


def in_words(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Answered, ...]:
    return tuple(
        Answered(
            question_id=question.question_id,
            asks=question.asks,
            choice=answers[question.question_id],
            label=question.label_of(answers[question.question_id]),
        )
        for question in questions
    )
