from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from corpus.settings import Settings
from evals.cli import gate_app
from evals.compare import compare_runs
from evals.examples import attempt, cited, question, witnesses
from evals.gate import accept_as_baseline, ask_tune_half, judge
from evals.golden import EvaluationProblem, GoldenQuestion, in_split, read_golden
from evals.intervals import interval, paired_difference
from evals.measures import ALL, as_array, measures
from evals.scores import RunFacts, Scores, figures, read_scores, score_all
from evals.terminal import show_verdict
from tests.evals.players import QUESTIONS, small_digest

ORIGINAL = witnesses("7.5.4 There must be a single accounting officer.")


def questions(count: int = 60) -> list[GoldenQuestion]:
    return [question(id=f"g{n:02}", relevant=["1: 7.5.4"]) for n in range(count)]


def scores(asked: Sequence[GoldenQuestion], *, worse: Sequence[str] = (), misquoted: Sequence[str] = ()) -> Scores:
    """A run that finds what answers first, but for the questions in `worse`, and quotes it rightly, but for those in `misquoted`."""
    attempts = {
        one.id: attempt(
            id=one.id,
            hits=["2.1", "2.2", "7.5.4"] if one.id in worse else ["7.5.4", "2.1", "2.2"],
            citations=[cited("7.5.4", quote="no accounting officer" if one.id in misquoted else "a single accounting officer")],
        )
        for one in asked
    }
    kinds = measures(ORIGINAL)
    scored = score_all(asked, attempts, kinds)
    facts = RunFacts(
        made_at="2026-11-22T00:00:00Z", command="a test", golden="g", golden_sha256="0", split="tune", corpus="full",
        questions=len(scored), model="played", index_fingerprint="0",
    )  # fmt: skip
    return Scores(run=facts, figures=figures(scored, kinds), by_kind={}, by_source={}, questions=scored)


def shown(verdict) -> str:
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    show_verdict(verdict, console)
    return console.export_text()


def test_an_unchanged_assistant_passes():
    verdict = judge(scores(questions()), scores(questions()))
    assert verdict.passed and not verdict.better
    assert "The gate is passed" in shown(verdict)


def test_a_planted_regression_closes_the_gate_and_is_named():
    planted = [f"g{n:02}" for n in range(12)]
    verdict = judge(scores(questions()), scores(questions(), worse=planted))
    assert {difference.measure.name for difference in verdict.worse} == {"recall@1", "mrr", "ndcg@10"}
    assert all(set(difference.lost) == set(planted) for difference in verdict.worse)
    text = shown(verdict)
    assert "recall@1 fell from 1.000 to 0.800" in text
    assert "g00  Who answers?" in text and "rank 1 → 3" in text
    assert "The gate is closed" in text


def test_one_question_that_fell_is_noise():
    assert judge(scores(questions()), scores(questions(), worse=["g07"])).passed


def test_one_quotation_that_is_no_longer_found_is_not_noise():
    verdict = judge(scores(questions()), scores(questions(), misquoted=["g07"]))
    assert [(difference.measure.name, difference.lost) for difference in verdict.worse] == [("quotations_found", ("g07",))]


def test_an_improvement_passes_and_is_said():
    verdict = judge(scores(questions(), worse=[f"g{n:02}" for n in range(12)]), scores(questions()))
    assert verdict.passed
    assert "Better by more than noise" in shown(verdict)


def test_a_baseline_of_other_questions_is_refused():
    relabelled = [one.model_copy(update={"question": "Who?"}) if n % 3 == 0 else one for n, one in enumerate(questions())]
    with pytest.raises(EvaluationProblem, match=r"knows 40 of the 60 questions.*--accept"):
        judge(scores(questions()), scores(relabelled))


def test_what_is_accepted_is_what_is_judged_against(tmp_path):
    accept_as_baseline(scores(questions()), tmp_path / "reports" / "baseline.json")
    baseline = read_scores(tmp_path / "reports" / "baseline.json")
    assert baseline == scores(questions())
    assert not judge(baseline, scores(questions(), worse=[f"g{n:02}" for n in range(12)])).passed


def test_runs_without_a_question_in_common_are_not_compared():
    with pytest.raises(EvaluationProblem, match="no question in common"):
        compare_runs(scores(questions(2)), scores([question(id="other")]))


def test_intervals_are_the_same_every_time_and_hold_the_figure():
    values = as_array([1, 0, 1, 1, 0, 1, 1, 1])
    low, high = interval(ALL["mrr"], values)
    assert (low, high) == interval(ALL["mrr"], values)
    assert 0 < low < values.mean() < high <= 1


def test_the_difference_of_paired_runs_is_sharper_than_that_of_their_figures():
    hard_and_easy = as_array([0.0, 1.0] * 30)
    difference, low, high = paired_difference(ALL["mrr"], hard_and_easy, np.maximum(hard_and_easy, 0.1))
    assert difference == pytest.approx(0.05)
    assert 0.03 < low < high < 0.07


def test_questions_that_a_measure_applies_to_in_one_run_only_count_there():
    difference, _, _ = paired_difference(ALL["refusal_precision"], as_array([1, None, None]), as_array([1, 0, None]))
    assert difference == -0.5
    assert np.isnan(paired_difference(ALL["mrr"], as_array([None]), as_array([1]))[0])


@pytest.mark.parametrize(("planted", "code"), [((), 0), ([f"g{n:02}" for n in range(12)], 1)])
def test_the_command_fails_when_the_gate_is_closed(tmp_path, monkeypatch, planted, code):
    accept_as_baseline(scores(questions()), tmp_path / "baseline.json")
    monkeypatch.setattr("evals.gate.baseline_file", lambda corpus: tmp_path / "baseline.json")
    monkeypatch.setattr("evals.gate.ask_tune_half", lambda *_: scores(questions(), worse=planted))
    done = CliRunner().invoke(gate_app, [])
    assert done.exit_code == code
    assert ("The gate is closed" in done.output) == bool(code)


@pytest.mark.model
def test_the_gate_asks_the_tune_half_over_the_digest(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.sources.DIGEST_FOLDER", small_digest(tmp_path / "digest"))
    now = ask_tune_half(Settings(data_dir=tmp_path / "data"), QUESTIONS, "digest")
    assert {one.id for one in now.questions} <= {question.id for question in in_split(read_golden(QUESTIONS), "tune")}
    assert judge(now, now).passed
    lost = tuple(one.model_copy(update={"values": {**one.values, "mrr": 0.0}}) for one in now.questions)
    assert [d.measure.name for d in judge(now, now.model_copy(update={"questions": lost})).worse] == ["mrr"]
