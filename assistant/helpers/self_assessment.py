"""The self-assessment: what it asks, the answers given on one day, and what they come to (pure).

What is asked and what the guidance suggests stands in self_assessment.toml. How an assessment is kept in a file is in
saved_assessment.py, how two are compared in compared_assessments.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal, get_args

from assistant.helpers.lines import Line, read_table
from corpus.models import Value

Given = Literal["yes", "partly", "no"]
GIVEN: tuple[Given, ...] = get_args(Given)
IN_WORDS: dict[Given | None, str] = {"yes": "Yes", "partly": "Partly", "no": "No", None: "Not yet answered"}
_WIDEST_FIRST: tuple[Given, ...] = ("no", "partly")


class AssessmentProblem(ValueError):
    """An assessment, or a file that should hold one, cannot be read. The message says why, to whoever brought it."""


class Question(Value):
    """`line` is the question in our words, with the paragraphs it restates; `suggests` is what the guidance says to do."""

    question_id: str
    name: str
    line: Line
    suggests: tuple[Line, ...]


class Area(Value):
    """One part of the form. `dated` is the year of the document that its questions come from, which is today's or historic."""

    area_id: str
    title: str
    dated: str
    is_historic: bool
    introduces: Line
    questions: tuple[Question, ...]


class Answered(Value):
    """What was said to one question; `given` is None where there is a note or evidence and no answer yet."""

    question_id: str
    given: Given | None = None
    note: str = ""
    evidence: str = ""

    @property
    def is_blank(self) -> bool:
        return self == Answered(question_id=self.question_id)


class SetAside(Value):
    """An answer in a file to a question that is not asked here; kept as it came, so that saving again does not lose it."""

    answered: Answered
    asked: str = ""


class Assessment(Value):
    """The answers of one programme on one day; what is blank is not among them."""

    programme: str = ""
    made_on: date
    answered: tuple[Answered, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def to(self, question_id: str) -> Answered:
        """What was said to a question; blank when nothing was."""
        return next((one for one in self.answered if one.question_id == question_id), Answered(question_id=question_id))

    def with_answer(self, new: Answered) -> Assessment:
        """The same assessment with this said to its question and nothing else."""
        others = [one for one in self.answered if one.question_id != new.question_id]
        return self.model_copy(update={"answered": tuple(others if new.is_blank else [*others, new])})


class Count(Value):
    """How many questions of an area, or of all, were answered how."""

    title: str
    yes: int
    partly: int
    no: int
    unanswered: int

    @property
    def asked(self) -> int:
        return self.yes + self.partly + self.no + self.unanswered

    def of(self, given: Given | None) -> int:
        return self.unanswered if given is None else getattr(self, given)

    def in_words(self) -> str:
        """ "Governance: of 5 questions 3 yes, 1 partly, 1 no, 0 not yet answered."""
        counted = ", ".join(f"{self.of(given)} {name.lower()}" for given, name in IN_WORDS.items())
        return f"{self.title}: of {self.asked} questions {counted}"


class Profile(Value):
    """One line for each area, in the order of the form, and one for all of them."""

    areas: tuple[Count, ...]
    whole: Count


class Gap(Value):
    """A question whose answer is no or partly, with what was noted."""

    area: Area
    question: Question
    answered: Answered


@cache
def areas() -> tuple[Area, ...]:
    return tuple(_area(entry) for entry in read_table("self_assessment")["area"])


@cache
def questions() -> dict[str, Question]:
    """Every question by its id, in the order of the form."""
    return {question.question_id: question for area in areas() for question in area.questions}


def from_answers(given: Mapping[str, str], *, made_on: date, programme: str = "") -> Assessment:
    """An assessment out of question ids and "yes", "partly", "no". Raises AssessmentProblem for any other of either."""
    for question_id, answer in given.items():
        if question_id not in questions():
            raise AssessmentProblem(f"There is no question {question_id!r}. The questions are {', '.join(questions())}.")
        if answer not in GIVEN:
            raise AssessmentProblem(f"{answer!r} is no answer to {question_id}: say yes, partly or no, or leave it out.")
    answered = tuple(Answered(question_id=question_id, given=answer) for question_id, answer in given.items())
    return Assessment(programme=programme, made_on=made_on, answered=answered)


def profile(assessment: Assessment) -> Profile:
    counted = tuple(_count(area.title, area.questions, assessment) for area in areas())
    return Profile(areas=counted, whole=_count("All parts", tuple(questions().values()), assessment))


def gaps(assessment: Assessment) -> tuple[Gap, ...]:
    """The widest first: those answered no, then those answered partly, each in the order of the form."""
    every = [
        Gap(area=area, question=question, answered=assessment.to(question.question_id))
        for area in areas()
        for question in area.questions
    ]
    return tuple(gap for given in _WIDEST_FIRST for gap in every if gap.answered.given == given)


def open_questions(assessment: Assessment) -> tuple[Question, ...]:
    """Those that are not yet answered, in the order of the form."""
    return tuple(question for name, question in questions().items() if assessment.to(name).given is None)


def _count(title: str, asked: tuple[Question, ...], assessment: Assessment) -> Count:
    given = [assessment.to(question.question_id).given for question in asked]
    counts = {name: given.count(name) for name in GIVEN}
    return Count(title=title, unanswered=given.count(None), **counts)


def _area(entry: Mapping) -> Area:
    return Area(
        area_id=entry["id"],
        title=entry["title"],
        dated=entry["dated"],
        is_historic=entry.get("historic", False),
        introduces=Line(**entry["introduces"]),
        questions=tuple(
            Question(
                question_id=asked["id"],
                name=asked["name"],
                line=Line(says=asked["says"], at=asked["at"]),
                suggests=tuple(Line(**line) for line in asked["suggests"]),
            )
            for asked in entry["question"]
        ),
    )
