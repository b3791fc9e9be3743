"""What readers said of answers becomes golden candidates, which a person completes."""

from __future__ import annotations

import json
import stat

import pytest
from typer.testing import CliRunner

from assistant import kept
from assistant.database import DatabaseProblem
from assistant.feedback import FeedbackBook, feedback_on
from assistant.models import Answer
from evals.candidates import as_lines, candidates_from
from evals.cli import candidates_app
from evals.golden import GoldenQuestion, read_golden
from tests.assistant.conversing import PASSAGE, answer, citation, no_answer
from tests.assistant.keeping import ANN, BOB, NOON, database_in
from tests.evals.players import QUESTIONS

HOSTILE = '"}\n{"id": "g001", "question": "<script>alert(1)</script>" ‮'


def _asked(question: str, **fields) -> Answer:
    return answer(question=question, understood=fields.pop("understood", question), **fields)


def _said(asked: Answer, helpful: bool = True, **more):
    return feedback_on(asked, NOON, helpful=helpful, **more)


def test_a_candidate_is_a_golden_question_with_blanks_to_fill_in(tmp_path):
    two = (citation(1), citation(2, paragraph="Box 7.3"), citation(3, paragraph="7.5.4"))
    asked = answer(*two, question="Who pays?", understood="Who pays?", limits="Only Parliament")
    file = tmp_path / "candidates.jsonl"
    file.write_text(as_lines(candidates_from([_said(asked, False, reason="wrong paragraph", comment="It is 7.6.2.")])))
    (question,) = read_golden(file)
    assert (question.question, question.kind, question.expect) == ("Who pays?", "factual", "answer")
    assert [(label.doc, label.para, label.group) for label in question.relevant] == [
        ("rules", "7.5.4", 0),
        ("rules", "Box 7.3", 0),
    ]
    assert (question.key_facts, question.must_not) == ((), ())
    assert "Found not helpful: wrong paragraph." in question.notes
    line = json.loads(file.read_text())
    assert line["said"]["limits"] == ["Only Parliament"]
    assert line["said"]["comments"] == ["It is 7.6.2."]
    assert line["said"]["editions"] == ["rules, April 2026"]


def test_what_was_found_helpful_suggests_its_paragraphs_as_those_that_answer():
    (candidate,) = candidates_from([_said(_asked("Who pays?"))])
    assert [label.group for label in candidate.relevant] == [1]
    assert candidate.said.helpful == 1


def test_one_question_makes_one_candidate_however_it_is_typed():
    said = [
        _said(_asked("Who  pays?")),
        _said(_asked("who pays"), False, reason="out of date", comment="Changed in April."),
        _said(_asked("WHO PAYS?"), False, comment="Changed in April."),
    ]
    (candidate,) = candidates_from(said)
    assert (candidate.said.helpful, candidate.said.not_helpful) == (1, 2)
    assert (candidate.said.reasons, candidate.said.comments) == (("out of date",), ("Changed in April.",))
    assert candidate.id == candidates_from(said[:1])[0].id


def test_what_was_not_helpful_comes_first():
    found = candidates_from([_said(_asked("One?")), _said(_asked("Two?"), False), _said(_asked("Three?"))])
    assert [candidate.question for candidate in found] == ["Two?", "One?", "Three?"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How do I set up a joint unit?", "how-to"),
        ("What is an ambit?", "definition"),
        ("Which models are there?", "list"),
        ("How does model 3 differ from model 4?", "comparison"),
        ("Is the fund still open?", "time-sensitive"),
        ("Must the PAO sign?", "acronym"),
        ("Who answers to Parliament?", "factual"),
    ],
)
def test_the_kind_is_guessed_from_the_question(question, kind):
    assert candidates_from([_said(_asked(question))])[0].kind == kind


@pytest.mark.parametrize(
    ("asked", "helpful", "reason", "kind", "expect"),
    [
        (no_answer(question="The moon?", understood="The moon?"), True, None, "unanswerable", "abstain"),
        (no_answer(question="The moon?", understood="The moon?"), False, "missing source", "unanswerable", "answer"),
        (no_answer(question="A poem?", understood="A poem?", outcome="declined"), True, None, "out-of-scope", "refuse"),
        (_asked("Who pays?"), False, "out of date", "factual", "answer-with-caveat"),
        (_asked("Who pays?"), False, "missing source", "factual", "abstain"),
        (_asked("Who pays?"), False, None, "factual", "answer"),
    ],
)
def test_what_is_expected_is_guessed_from_how_it_ended_and_what_was_wrong(asked, helpful, reason, kind, expect):
    (candidate,) = candidates_from([_said(asked, helpful, reason=reason)])
    assert (candidate.kind, candidate.expect) == (kind, expect)


def test_a_follow_up_keeps_the_question_that_it_leans_on():
    (candidate,) = candidates_from([_said(_asked("And model 4?", understood="Who answers? And model 4?"))])
    assert candidate.kind == "follow-up"
    assert [(turn.role, turn.text) for turn in candidate.history] == [("user", "Who answers?")]


def test_follow_ups_of_different_questions_stay_apart():
    said = [_said(_asked("Why?", understood=f"{before} Why?")) for before in ("Who pays?", "Who signs?")]
    assert len(candidates_from(said)) == 2


def test_what_is_golden_already_is_left_out_unless_it_leans_on_something_else():
    golden = [GoldenQuestion(id="g1", question="Who pays?", kind="factual", expect="answer")]
    said = [
        _said(_asked("who pays")),
        _said(_asked("Who pays?", understood="Which fund? Who pays?")),
        _said(_asked("Who signs?")),
    ]
    assert [candidate.question for candidate in candidates_from(said, golden)] == ["Who pays?", "Who signs?"]


def test_hostile_text_stays_within_its_line(tmp_path):
    file = tmp_path / "candidates.jsonl"
    file.write_text(as_lines(candidates_from([_said(_asked(HOSTILE), False, comment=HOSTILE)])), encoding="utf-8")
    assert [question.question for question in read_golden(file)] == [HOSTILE]


@pytest.fixture
def book(tmp_path, monkeypatch) -> FeedbackBook:
    book = FeedbackBook(database_in(tmp_path), lambda: NOON)
    monkeypatch.setattr(kept, "open_feedback", lambda: book)
    return book


def test_marks_that_nobody_sees_stand_in_the_file_by_their_numbers(tmp_path):
    comment = "one\u2028two\x85three \u202eturned 👍 – “£5”"
    text = as_lines(candidates_from([_said(_asked("Who pays?"), False, comment=comment)]))
    assert len(text.splitlines()) == 1 and "\u202e" not in text and "\\u202e" in text and "👍 – “£5”" in text
    assert json.loads(text)["said"]["comments"] == [comment]


def test_the_command_writes_candidates_without_anybody_s_key_and_without_the_source_s_text(book, tmp_path):
    for key, owner in (("1", ANN), ("2", BOB)):
        book.give(key, owner, _said(_asked("Who pays?"), False, reason="wrong paragraph"))
    out = tmp_path / "new" / "candidates.jsonl"
    done = CliRunner().invoke(candidates_app, ["--out", str(out), "--golden", str(QUESTIONS)])
    assert done.exit_code == 0, done.output
    assert "Candidates: 1, from 2 pieces of feedback." in done.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    text = out.read_text()
    assert len(read_golden(out)) == 1
    for never in (ANN, BOB, PASSAGE, "owner", "2026-11-01"):
        assert never not in text


def test_the_command_prints_them_where_no_file_is_named(book):
    book.give("1", ANN, _said(_asked("Who pays?")))
    done = CliRunner().invoke(candidates_app, ["--golden", str(QUESTIONS)])
    assert json.loads(done.stdout)["question"] == "Who pays?"


def test_the_command_says_what_is_wrong_with_the_database(monkeypatch):
    def away():
        raise DatabaseProblem("The database is away. Mend it.")

    monkeypatch.setattr(kept, "open_feedback", away)
    done = CliRunner().invoke(candidates_app, ["--golden", str(QUESTIONS)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "The database is away. Mend it." in done.stderr
