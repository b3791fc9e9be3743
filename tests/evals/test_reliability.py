"""Whether probabilities can be relied on, and where the report says so."""

from __future__ import annotations

import json

import numpy as np
import pytest

from assistant.models import Answer
from evals.attempts import Attempt, attempt_of, write_attempts
from evals.examples import DOCUMENT, question
from evals.golden import read_golden
from evals.reliability import (
    bins,
    brier,
    calibration_error,
    is_found,
    reliability,
    reliability_of,
    told_of,
    wilson,
)
from evals.run import score_here, write_run
from evals.scores import read_scores
from evals.weigh_confidence import learnt_from
from evals.weighed import write_weights
from index.weighing import load_weighing
from tests.evals.players import QUESTIONS

FACTS = {"command": "a test", "golden": "questions.jsonl", "golden_sha256": "0" * 64, "split": "all", "corpus": "digest"}


def test_the_examples_of_the_docstrings_hold():
    assert brier([(0.8, 1), (0.4, 0)]) == pytest.approx(0.1)
    assert calibration_error([(0.9, 1), (0.9, 1), (0.9, 1), (0.9, 0), (0.2, 0)]) == pytest.approx(0.16)
    assert wilson(0.5, 10) == pytest.approx((0.237, 0.763), abs=0.001)


def test_bins_are_tenths_lowest_first_without_empty_ones_and_certainty_in_the_last():
    tenths = bins([(1.0, 1), (0.05, 0), (0.92, 1), (0.1, 1), (0.19, 0)])
    assert [(one.n, round(one.predicted, 3), one.right) for one in tenths] == [(1, 0.05, 0), (2, 0.145, 0.5), (2, 0.96, 1)]
    assert all(one.low <= one.right <= one.high for one in tenths)


def test_probabilities_that_come_true_have_almost_no_error_and_boasting_ones_do():
    random = np.random.default_rng(1)
    told = random.uniform(0, 1, 20_000)
    right = (random.uniform(0, 1, 20_000) < told).astype(int)
    honest = reliability("honest", list(zip(told.tolist(), right.tolist(), strict=True)))
    boasting = reliability("boasting", [(float(p) ** 0.25, int(so)) for p, so in zip(told, right, strict=True)])
    assert honest.calibration_error < 0.02 < 0.2 < boasting.calibration_error
    assert honest.brier == pytest.approx(1 / 6, abs=0.01)
    assert honest.brier < honest.brier_of_share == pytest.approx(0.25, abs=0.01)
    assert honest.n == sum(one.n for one in honest.bins) == 20_000


@pytest.mark.parametrize(("ranks", "found"), [({1: 5, 2: None}, True), ({1: 6, 2: None}, False), ({1: None}, False), ({}, False)])
def test_any_required_group_among_the_first_five_is_enough(ranks, found):
    assert is_found(ranks) is found


def attempt(number: int, confidence: float | None, *references: str) -> Attempt:
    hits = [{"source_id": DOCUMENT, "paragraphs": [reference]} for reference in references]
    return Attempt(id=f"g{number}", question="?", outcome="answered", confidence=confidence, hits=hits)


def asked(number: int, **fields):
    return question(id=f"g{number}", question=f"Question {number}?", relevant=["1: 7.5.4"], **fields)


def test_only_questions_that_want_an_answer_and_were_told_a_confidence_count():
    questions = [asked(1), asked(2), asked(3), asked(4, expect="abstain"), asked(5)]
    attempts = [
        attempt(1, 0.9, "7.5.4"),
        attempt(2, 0.3, "1.1", "1.2", "1.3", "1.4", "1.5", "7.5.4"),
        attempt(3, None, "7.5.4"),
        attempt(4, 0.2),
    ]
    by_id = {one.id: one for one in attempts}
    assert told_of(questions, by_id) == [(0.9, 1), (0.3, 0)]
    assert told_of(questions, by_id, seen={"Question 1?"}) == [(0.3, 0)]


def test_questions_that_the_weights_were_learnt_from_are_judged_by_what_was_held_out_alone():
    questions, attempts = [asked(1), asked(2)], {"g1": attempt(1, 0.9, "7.5.4"), "g2": attempt(2, 0.8)}
    held_out, plain = reliability_of(questions, attempts, {"Question 1?"}, [(0.7, 1), (0.6, 0), (0.5, 1)])
    assert (held_out.n, plain.n, plain.right, plain.predicted) == (3, 1, 0.0, 0.8)
    (alone,) = reliability_of(questions, attempts, {"Question 1?", "Question 2?"}, [(0.7, 1)])
    assert alone.n == 1 and "held out" in alone.title
    assert reliability_of(questions, {"g1": attempt(1, None, "7.5.4")}, set(), [(0.7, 1)]) is None


def test_an_answers_confidence_travels_to_its_attempt():
    answer = Answer(
        id="g1", question="?", understood="?", outcome="no_evidence", answer="", seconds={}, index_fingerprint="", confidence=0.42
    )
    assert attempt_of(answer).confidence == 0.42
    assert Attempt.model_validate_json('{"id": "g1", "question": "?", "outcome": "answered"}').confidence is None


def test_the_report_draws_and_tables_it_and_the_scores_keep_it(tmp_path):
    questions = read_golden(QUESTIONS)
    attempts = [Attempt(id=one.id, question=one.question, outcome="answered", confidence=0.25) for one in questions]
    write_attempts(tmp_path / "attempts.jsonl", attempts)
    assert "confidence" not in (tmp_path / "attempts.jsonl").read_text(encoding="utf-8"), "the format has no such field"
    (tmp_path / "confidence.json").write_text(json.dumps({attempt.id: 0.25 for attempt in attempts}), encoding="utf-8")
    write_run(tmp_path, score_here(questions, tmp_path / "attempts.jsonl", {}, FACTS))
    held_out, plain = read_scores(tmp_path).reliability
    wanting = sum(one.wants_an_answer and bool(one.groups) for one in questions)
    assert (plain.n, plain.right, plain.predicted, plain.calibration_error) == (wanting, 0.0, 0.25, 0.25)
    assert plain.brier == 0.0625
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert html.count("<svg") == 5
    assert held_out.title in html and plain.title in html and "told 0.25 on average" in html


def test_a_run_that_tells_no_confidence_has_no_chart_of_it(tmp_path):
    questions = read_golden(QUESTIONS)
    write_attempts(
        tmp_path / "attempts.jsonl", [Attempt(id=one.id, question=one.question, outcome="answered") for one in questions]
    )
    write_run(tmp_path, score_here(questions, tmp_path / "attempts.jsonl", {}, FACTS))
    assert read_scores(tmp_path).reliability is None
    assert "own confidence" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_what_is_learnt_tells_likely_from_unlikely_and_can_be_read_again(tmp_path):
    random = np.random.default_rng(2)
    score, noise = random.normal(size=(2, 400))
    right = random.uniform(size=400) < 1 / (1 + np.exp(-2 * score))
    learnt = learnt_from([{"score": float(s), "noise": float(n)} for s, n in zip(score, noise, strict=True)], right)
    write_weights(learnt, tmp_path / "weights.json")
    weighing = load_weighing(tmp_path / "weights.json")
    assert weighing.signals["score"][0] > 0.5 > 0.2 > abs(weighing.signals["noise"][0])
    assert weighing.probability({"score": 2.0, "noise": 0.0}) > 0.8 > 0.2 > weighing.probability({"score": -2.0, "noise": 0.0})
    assert list(weighing.held_out) == sorted(weighing.held_out) and len(weighing.held_out) == 400
    assert reliability("held out", weighing.held_out).brier < right.mean() * (1 - right.mean()) - 0.03
