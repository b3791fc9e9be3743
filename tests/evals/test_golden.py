from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cli import spread
from evals.examples import DOCUMENT, question
from evals.golden import EvaluationProblem, answerable_from, half_of, in_split, read_golden

QUESTIONS = Path(__file__).with_name("questions.jsonl")


def golden_file(folder: Path, *lines: str) -> Path:
    path = folder / "golden.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def line(**fields) -> str:
    return json.dumps({"id": "g1", "question": "Who?", "kind": "factual", "expect": "answer", **fields})


def test_questions_are_read_with_their_groups_and_history():
    questions = {question.id: question for question in read_golden(QUESTIONS)}
    assert [label.para for label in questions["t03"].groups[1]] == ["Summary 3", "Summary 8"]
    assert list(questions["t06"].groups) == [1, 2]
    assert questions["t04"].history[0].role == "user", "a plain string is something the user said"
    assert questions["t09"].history[0].text == "What did Wiring It Up say?"
    assert questions["t07"].is_near_miss and not questions["t08"].is_near_miss
    assert questions["t06"].sources == ("hmt-managing-public-money", "nao-cross-government-2023")


def test_every_line_that_does_not_fit_is_named(tmp_path):
    with pytest.raises(EvaluationProblem) as told:
        read_golden(golden_file(tmp_path, line(), "{not json", line(id="g2", kind="trivia"), "", line()))
    message = str(told.value)
    assert "golden.jsonl, line 2: no JSON" in message
    assert "line 3: kind:" in message and "'trivia'" in message
    assert "line 5: the id g1 stands on line 1 already" in message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (line(expect="perhaps"), "expect:"),
        (line(relevant=[{"doc": DOCUMENT, "group": 1}]), "a label needs a para or a quote"),
        ("", "there is no question in it"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, told):
    with pytest.raises(EvaluationProblem, match=told):
        read_golden(golden_file(tmp_path, text))


def test_a_missing_file_is_said():
    with pytest.raises(EvaluationProblem, match="cannot be read"):
        read_golden(Path("nowhere.jsonl"))


def test_the_half_of_a_question_never_changes():
    assert [half_of(f"g{n:03}") for n in range(1, 9)] == ["tune", "test", "test", "test", "test", "test", "tune", "tune"]
    halves = [half_of(f"g{n:04}") for n in range(2000)]
    assert 900 < halves.count("test") < 1100


def test_every_question_is_in_one_half():
    questions = read_golden(QUESTIONS)
    tune, test = in_split(questions, "tune"), in_split(questions, "test")
    assert {q.id for q in tune} | {q.id for q in test} == {q.id for q in in_split(questions, "all")}
    assert not {q.id for q in tune} & {q.id for q in test}


def test_a_question_is_left_out_where_a_required_group_has_no_paragraph():
    two_parts = question(relevant=["1: 7.5.4", "1: 7.6.1", "2: Box 7.3"])
    unanswerable = question(id="g2", expect="abstain", relevant=["0: 9.9"])
    assert answerable_from([two_parts, unanswerable], {(DOCUMENT, "7.6.1"), (DOCUMENT, "Box 7.3")}) == (two_parts, unanswerable)
    assert answerable_from([two_parts, unanswerable], {(DOCUMENT, "7.6.1")}) == (unanswerable,)


def test_a_label_may_shorten_a_long_heading():
    shortened = question(relevant=["1: Government can help … ¶2"])
    (label,) = shortened.relevant
    assert label.names("Government can help civil servants ¶2")
    assert not label.names("Government can help civil servants ¶12") and not label.names("Government ¶2")
    assert answerable_from([shortened], {(DOCUMENT, "Government can help civil servants ¶2")}) == (shortened,)
    assert answerable_from([shortened], {(DOCUMENT, "Government can help civil servants ¶3")}) == ()


def test_notes_may_change_without_making_another_question():
    assert question(notes="second reader: fine").hash == question().hash
    assert question(relevant=["1: 7.5.4"]).hash != question().hash


def test_a_limit_is_spread_over_the_file():
    questions = read_golden(QUESTIONS)
    assert [question.id for question in spread(questions, 3)] == ["t01", "t04", "t07"]
    assert spread(questions, 99) == questions
