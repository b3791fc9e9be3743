"""python -m evals.plain: how plain questions end, those that the documents answer and those that they do not.

`plain.jsonl` holds questions by six writers who saw the documents' text and no golden question: by the first three short and
grammatical, by the others also hurried, or long with a situation. The golden ones are asked as people talk; what is learnt from
those who ask so can take a plain question for a near miss. Thresholds may be chosen by these: they are no proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import typer

from corpus.models import Value
from evals.ask import Asked

PLAIN_FILE = Path(__file__).with_name("plain.jsonl")
RIGHT = {True: "answered", False: "no_evidence"}


class Plain(Value):
    """One line of the file. `about`: the paragraph that answers, or what no paragraph gives."""

    question: str
    is_answered: bool
    about: str


def read_plain(file: Path = PLAIN_FILE) -> tuple[Plain, ...]:
    return tuple(Plain.model_validate_json(line) for line in file.read_text(encoding="utf-8").splitlines())


def endings(assistant: Asked, questions: Iterable[Plain]) -> dict[bool, Counter[str]]:
    """How those that are answered ended, and those that are not, counted."""
    counted: dict[bool, Counter[str]] = {is_answered: Counter() for is_answered in RIGHT}
    for one in questions:
        counted[one.is_answered][assistant.ask(one.question).outcome] += 1
    return counted


def plain() -> None:
    """Ask plain questions, and count how they ended. Example: python -m evals.plain"""
    from corpus.settings import load_settings
    from evals.ask import progress
    from evals.place import open_corpus_at_hand

    questions = read_plain()
    with progress() as (watched, _):
        place = open_corpus_at_hand(load_settings())
        counted = endings(place.assistant, watched("Asking", questions, len(questions)))
    for is_answered, ended in counted.items():
        what = "the documents answer" if is_answered else "they do not answer"
        print(f"{what:<22}{ended.total():>5}, ended as {RIGHT[is_answered]}: {ended[RIGHT[is_answered]]}")


def main() -> None:
    app = typer.Typer(add_completion=False)
    app.command()(plain)
    app()


if __name__ == "__main__":
    main()
