"""The figures of evaluations, read from the files that are there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from assistant.evaluations import FOLLOWED, PUBLISHED, in_a_sentence, read_evaluations, shown

FIGURE = {"n": 156, "value": 0.8, "low": 0.7, "high": 0.9}
RUN = {
    "made_at": "2026-11-24T19:32:42Z",
    "split": "test",
    "questions": 203,
    "golden_sha256": "ab12",
    "corpus": "full",
    "model": "extractive",
    "command": "python -m evals.run",
}


def write(folder: Path, name: str, figures: dict | None = None, **run) -> None:
    (folder / name).mkdir(parents=True)
    scores = {"run": RUN | run, "figures": figures or {"recall@5": FIGURE, "of another day": FIGURE}, "questions": []}
    (folder / name / "scores.json").write_text(json.dumps(scores))


def test_the_reports_that_came_with_the_program_are_read_in_order_of_time(tmp_path):
    evaluations = read_evaluations(tmp_path)
    assert evaluations.unreadable == ()
    assert [run.name for run in evaluations.runs] == sorted(folder.name for folder in PUBLISHED.iterdir() if folder.is_dir())
    latest = evaluations.runs[-1]
    assert set(FOLLOWED) <= set(latest.figures)
    assert latest.figures["quotations_found"].value == 1.0


def test_runs_of_ones_own_are_read_too_and_a_measure_nobody_knows_is_passed_over(tmp_path):
    write(tmp_path / "evals", "today")
    [run] = read_evaluations(tmp_path, published=tmp_path / "none").runs
    assert (run.name, run.made_at, list(run.figures)) == ("today", datetime(2026, 11, 24, 19, 32, 42, tzinfo=UTC), ["recall@5"])
    assert run.over == "test questions (203), without a chat model"


def test_a_file_that_is_no_scores_file_is_named_and_hides_no_other(tmp_path):
    write(tmp_path / "evals", "good")
    for name, text in (("broken", "{"), ("list", "[]"), ("other", '{"run": {}, "figures": {}}'), ("text", '"figures"')):
        (tmp_path / "evals" / name).mkdir()
        (tmp_path / "evals" / name / "scores.json").write_text(text)
    evaluations = read_evaluations(tmp_path, published=tmp_path / "none")
    assert [run.name for run in evaluations.runs] == ["good"]
    assert len(evaluations.unreadable) == 4


def test_only_runs_over_the_same_questions_by_the_same_composer_stand_in_one_chart(tmp_path):
    folder = tmp_path / "evals"
    write(folder, "a", made_at="2026-11-01T00:00:00Z")
    write(folder, "b", made_at="2026-11-02T00:00:00Z")
    write(folder, "tuned", made_at="2026-11-03T00:00:00Z", split="tune")
    write(folder, "other-set", made_at="2026-10-01T00:00:00Z", golden_sha256="cd34ef56")
    write(folder, "with-a-model", made_at="2026-10-02T00:00:00Z", model="openai:gpt-4o")
    kinds = read_evaluations(tmp_path, published=tmp_path / "none").kinds
    assert {name: [run.name for run in runs] for name, runs in kinds.items()} == {
        "tune questions (203), without a chat model": ["tuned"],
        "test questions (203), without a chat model, question set ab12": ["a", "b"],
        "test questions (203), with openai:gpt-4o": ["with-a-model"],
        "test questions (203), without a chat model, question set 34ef56": ["other-set"],
    }


def test_a_chart_is_told_in_a_sentence(tmp_path):
    write(tmp_path / "evals", "a", made_at="2026-11-01T00:00:00Z")
    write(tmp_path / "evals", "b", {"recall@5": FIGURE | {"value": 0.91}}, made_at="2026-11-02T00:00:00Z")
    runs = read_evaluations(tmp_path, published=tmp_path / "none").runs
    assert in_a_sentence(runs) == "2 evaluations over time; the latest: found among the first five 91%, from 80%."
    assert in_a_sentence(()) == "No evaluation has been run."


def test_shares_are_percentages_and_the_rest_are_figures():
    assert [shown("recall@5", 0.8921), shown("words@5", 426.6), shown("seconds", 0.0658)] == ["89%", "427", "0.07"]
