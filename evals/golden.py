"""Golden questions: what an answer is measured against. Read from JSON lines in the form of docs/evaluation.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from assistant.models import Turn
from corpus.references import is_named

Kind = Literal[
    "factual", "how-to", "definition", "list", "comparison", "multi-document", "time-sensitive", "acronym", "paraphrase", "typo",
    "follow-up", "unanswerable", "out-of-scope", "adversarial",
]  # fmt: skip
Expect = Literal["answer", "answer-with-caveat", "abstain", "refuse"]
Half = Literal["tune", "test"]
Split = Literal["tune", "test", "all"]

GOLDEN_FILE = Path(__file__).with_name("golden.jsonl")


class EvaluationProblem(Exception):
    """A file or a run that cannot be used. The message says which, where in it, what is wrong and what to do."""


class GoldenValue(BaseModel):
    """A frozen value. Fields that the format does not know are passed over, so that a file with notes of its own can be run."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Label(GoldenValue):
    """A place that answers: a paragraph, or words of one. Labels of a group are alternatives; group 0 is not required."""

    doc: str
    para: str | None = None
    group: int = 1
    quote: str | None = None

    @model_validator(mode="after")
    def _names_a_place(self) -> Label:
        if not self.para and not self.quote:
            raise ValueError("a label needs a para or a quote")
        return self

    def names(self, reference: str) -> bool:
        """Whether `para` is this reference. A long heading may be shortened: "Government can help … ¶2" begins and ends so."""
        return is_named(self.para or "", reference) or is_named(reference, self.para or "")

    @property
    def name(self) -> str:
        """What reports call it. The words of a label by quote are left out: they are the source's, and reports are committed."""
        return f"{self.doc} {self.para or '(by its words)'}"


def _as_turn(said):
    return {"role": "user", "text": said} if isinstance(said, str) else said


class GoldenQuestion(GoldenValue):
    """`expect`: answer, answer-with-caveat (must be dated), abstain (the documents do not answer), refuse (out of scope)."""

    id: str
    question: str
    kind: Kind
    expect: Expect
    relevant: tuple[Label, ...] = ()
    key_facts: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    history: tuple[Annotated[Turn, BeforeValidator(_as_turn)], ...] = ()
    notes: str = ""

    @property
    def wants_an_answer(self) -> bool:
        return self.expect in ("answer", "answer-with-caveat")

    @property
    def groups(self) -> dict[int, tuple[Label, ...]]:
        """Required groups by number, each with its alternatives."""
        numbers = sorted({label.group for label in self.relevant if label.group > 0})
        return {number: tuple(label for label in self.relevant if label.group == number) for number in numbers}

    @property
    def is_near_miss(self) -> bool:
        """Looks answerable and is not: there are paragraphs about it, none of which answers."""
        return self.kind == "unanswerable" and not self.wants_an_answer and any(label.group == 0 for label in self.relevant)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that its labels name, required ones if there are any."""
        required = [label.doc for label in self.relevant if label.group > 0]
        return tuple(dict.fromkeys(required or [label.doc for label in self.relevant]))

    @property
    def half(self) -> Half:
        return half_of(self.id)

    @property
    def hash(self) -> str:
        """Changes when the question or what is expected of its answer does; notes do not count."""
        return hashlib.sha256(self.model_dump_json(exclude={"notes"}).encode()).hexdigest()[:12]


def half_of(question_id: str) -> Half:
    """Which half of the golden set a question belongs to: `tune` may be looked at while working, `test` is what is quoted.

    By the last bit of the SHA-256 of the id: it stays where it is when questions are added, reworded or reordered, and nobody
    chose it. Each half has about half of the questions, not exactly.
    """
    return "test" if hashlib.sha256(question_id.encode()).digest()[-1] & 1 else "tune"


def in_split(questions: Iterable[GoldenQuestion], split: Split) -> tuple[GoldenQuestion, ...]:
    return tuple(question for question in questions if split in ("all", question.half))


def answerable_from(questions: Iterable[GoldenQuestion], held: set[tuple[str, str]]) -> tuple[GoldenQuestion, ...]:
    """The questions that can be asked of a corpus holding these (source id, reference): every required group has a label there.

    Questions without required groups stay: that there is no answer is as true of less text. A label by quote counts when its
    source is held at all.
    """
    references: dict[str, list[str]] = {}
    for source_id, reference in held:
        references.setdefault(source_id, []).append(reference)

    def is_held(label: Label) -> bool:
        held_of_source = references.get(label.doc, ())
        return any(map(label.names, held_of_source)) if label.para else bool(held_of_source)

    return tuple(question for question in questions if all(any(map(is_held, labels)) for labels in question.groups.values()))


def read_golden(path: Path) -> tuple[GoldenQuestion, ...]:
    """Questions in the order of the file. Raises EvaluationProblem with every line that does not fit, not only the first."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise EvaluationProblem(f"{path}: cannot be read ({error.strerror}).") from error
    questions, problems, seen = [], [], {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = GoldenQuestion.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            problems.append(f"{path.name}, line {number}: {_in_words(error)}")
            continue
        if question.id in seen:
            problems.append(f"{path.name}, line {number}: the id {question.id} stands on line {seen[question.id]} already.")
        seen[question.id] = number
        questions.append(question)
    if problems:
        raise EvaluationProblem(_listed(problems))
    if not questions:
        raise EvaluationProblem(f"{path}: there is no question in it.")
    return tuple(questions)


def _in_words(error: json.JSONDecodeError | ValidationError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at character {error.pos + 1}."
    return "; ".join(
        f"{'.'.join(map(str, problem['loc'])) or 'the line'}: {problem['msg']}, found {problem['input']!r:.60}"
        for problem in error.errors()
    )


def _listed(problems: Sequence[str], most: int = 20) -> str:
    more = f"\n… and {len(problems) - most} more." if len(problems) > most else ""
    return "\n".join(problems[:most]) + more
