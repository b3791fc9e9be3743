"""Questions → attempts: the first of the two steps. What is scored later is what is written here, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from assistant.models import Answer, QuestionProblem, Turn
from evals.attempts import Attempt, attempt_of
from evals.golden import GoldenQuestion

Step = TypeVar("Step")


class Asked(Protocol):
    """What can be asked: the Assistant, or in a test somebody who plays it."""

    def ask(self, question: str, history: Sequence[Turn] = (), *, question_id: str = "") -> Answer: ...


def ask_all(assistant: Asked, questions: Iterable[GoldenQuestion]) -> Iterator[Attempt]:
    """An attempt for each question, in order, asked with its history."""
    for question in questions:
        yield _ask_one(assistant, question)


def _ask_one(assistant: Asked, question: GoldenQuestion) -> Attempt:
    try:
        return attempt_of(assistant.ask(question.question, question.history, question_id=question.id))
    except QuestionProblem as problem:
        # A user who types nothing, or a whole document, is told so: that is an answer, and a refusal.
        return Attempt(id=question.id, question=question.question, outcome="declined", answer=str(problem))


@contextmanager
def progress():
    """Gives (watched, on_progress), which move bars when somebody watches stderr.

    `watched(step, values, total)` passes values on; `on_progress(step, done, of)` is what `build_index` reports to.
    """
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bars:
        tasks: dict = {}

        def watched(step: str, values: Iterable[Step], total: int) -> Iterator[Step]:
            return bars.track(values, total=total, description=step)

        def on_progress(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=of)
            bars.update(tasks[step], completed=done, total=of)

        yield watched, on_progress
