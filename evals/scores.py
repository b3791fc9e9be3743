"""Scores: attempts measured. What is written as scores.json holds references, ranks and figures, none of the sources' words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from evals.attempts import Attempt, shortened
from evals.golden import EvaluationProblem, GoldenQuestion, GoldenValue
from evals.intervals import interval
from evals.matching import ranks
from evals.measures import Measure, as_array
from evals.reliability import Reliability

SHOWN = 10  # hits of each question that a report can name
SCORES_FILE = "scores.json"


class Figure(GoldenValue):
    """One measure over some questions: n of them, to which it applied, its figure and the ends of its 95% interval."""

    n: int
    value: float
    low: float
    high: float


class Scored(GoldenValue):
    """One question's scores. `ranks` by required group, None where not found. `hits` and `cites` name source and reference."""

    id: str
    hash: str
    question: str
    kind: str
    expect: str
    sources: tuple[str, ...]
    wanted: dict[int, tuple[str, ...]]
    outcome: str
    ranks: dict[int, int | None]
    hits: tuple[str, ...]
    cites: tuple[str, ...]
    values: dict[str, float | None]


class Rung(GoldenValue):
    """One configuration of the ladder: a peer, or a part of our own search."""

    name: str
    title: str
    note: str
    figures: dict[str, Figure]
    by_source: dict[str, dict[str, Figure]]
    values: dict[str, dict[str, float | None]]


class Judged(GoldenValue):
    """What a chat model said of the answers (see evals/judge.py). `not_judged`: answers whose two replies were not both usable.

    `questions`: the values of each question that was judged, by its id.
    """

    model: str
    not_judged: int
    figures: dict[str, Figure]
    questions: dict[str, dict[str, float]]


class RunFacts(GoldenValue):
    """All it takes to repeat a run, and to see what must not be compared with it."""

    made_at: datetime
    command: str
    golden: str
    golden_sha256: str
    split: str
    corpus: str
    questions: int
    left_out: int = 0
    model: str
    index_fingerprint: str
    editions: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()


class Scores(GoldenValue):
    """A run, scored. `by_kind` and `by_source` hold the same measures over some of the questions.

    `reliability` is of the search's confidence, None where none was told.
    """

    run: RunFacts
    figures: dict[str, Figure]
    by_kind: dict[str, dict[str, Figure]]
    by_source: dict[str, dict[str, Figure]]
    ladder: tuple[Rung, ...] = ()
    judged: Judged | None = None
    reliability: tuple[Reliability, ...] | None = None
    questions: tuple[Scored, ...]

    def column(self, measure: str) -> dict[str, float | None]:
        return {scored.id: scored.values.get(measure) for scored in self.questions}


def score_all(
    questions: Sequence[GoldenQuestion], attempts: Mapping[str, Attempt], measures: Sequence[Measure]
) -> tuple[Scored, ...]:
    """Scores of each question, in order. Raises EvaluationProblem when one was not attempted."""
    missing = [question.id for question in questions if question.id not in attempts]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise EvaluationProblem(
            f"There is no attempt at question {missing[0]}{more}. Ask again, or take the golden file that was asked."
        )
    return tuple(_score_one(question, attempts[question.id], measures) for question in questions)


def _score_one(question: GoldenQuestion, attempt: Attempt, measures: Sequence[Measure]) -> Scored:
    return Scored(
        id=question.id,
        hash=question.hash,
        question=question.question,
        kind=question.kind,
        expect=question.expect,
        sources=question.sources,
        wanted={group: tuple(label.name for label in labels) for group, labels in question.groups.items()},
        outcome=attempt.outcome,
        ranks=ranks(question, attempt.hits),
        hits=tuple(hit.name for hit in attempt.hits[:SHOWN]),
        cites=tuple(f"{citation.source_id} {shortened(citation.paragraph)}" for citation in attempt.citations),
        values={measure.name: _rounded(measure.score(question, attempt)) for measure in measures},
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def figures(scored: Iterable[Scored], measures: Sequence[Measure]) -> dict[str, Figure]:
    """A figure for each measure that applies to at least one of the questions."""
    scored = tuple(scored)
    found = {measure.name: figure(measure, [one.values[measure.name] for one in scored]) for measure in measures}
    return {name: value for name, value in found.items() if value is not None}


def figure(measure: Measure, values: Sequence[float | None]) -> Figure | None:
    array = as_array([value for value in values if value is not None])
    if not len(array):
        return None
    low, high = interval(measure, array)
    return Figure(n=len(array), value=round(float(measure.of(array)), 4), low=round(low, 4), high=round(high, 4))


def split_by(scored: Iterable[Scored], key: str) -> dict[str, tuple[Scored, ...]]:
    """Scored questions by kind, or by source: one that names several sources is with each, one that names none is left out."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        for name in one.sources if key == "source" else (one.kind,):
            groups.setdefault(name, []).append(one)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def read_scores(path: Path) -> Scores:
    """Scores from a file, or from the folder of a run. Raises EvaluationProblem when they cannot be read."""
    file = path / SCORES_FILE if path.is_dir() else path
    try:
        return Scores.model_validate_json(file.read_bytes())
    except OSError as error:
        raise EvaluationProblem(f"{file}: cannot be read ({error.strerror}). Give a run's folder or {SCORES_FILE}.") from error
    except ValidationError as error:
        raise EvaluationProblem(f"{file} does not hold scores: {error.errors()[0]['msg']}.") from error


def write_scores(path: Path, scores: Scores) -> None:
    """One line for each question and each rung, so that a change shows as the lines that changed."""
    parts = {name: value for name, value in scores.model_dump(mode="json").items() if value is not None}
    lines = []
    for name, value in parts.items():
        many = isinstance(value, list)
        rows = value if many else [value]
        text = ",\n  ".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        lines.append(f' "{name}": ' + (f"[\n  {text}\n ]" if many and rows else text if not many else "[]"))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
