from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from evals.ask import ask_all
from evals.attempts import Attempt, read_attempts, write_attempts
from evals.cli import compare_app, run_app
from evals.examples import question
from evals.golden import EvaluationProblem, read_golden
from evals.run import score_here, write_run
from evals.scores import read_scores
from tests.evals.players import QUESTIONS, PlayedAssistant, small_digest

FIELDS = {
    "id", "question", "outcome", "answer", "statements", "citations", "warnings", "hits", "seconds", "model", "index_fingerprint",
}  # fmt: skip


def test_a_question_is_asked_with_its_history_and_id():
    assistant = PlayedAssistant({"Who?": ["7.5.4"]})
    (attempt,) = ask_all(assistant, [question(question="Who?", history=["Before?"])])
    assert (attempt.id, attempt.outcome) == ("g1", "answered")
    assert assistant.asked[0][1][0].text == "Before?"


def test_an_attempt_has_the_fields_of_the_format_and_no_others(tmp_path):
    write_attempts(tmp_path / "attempts.jsonl", ask_all(PlayedAssistant({"Who?": ["7.5.4"]}), [question(question="Who?")]))
    line = json.loads((tmp_path / "attempts.jsonl").read_text(encoding="utf-8"))
    assert set(line) == FIELDS
    assert set(line["hits"][0]) == {"source_id", "paragraphs", "page", "score", "text"}
    assert set(line["citations"][0]) == {
        "marker", "source_id", "edition", "paragraph", "page", "quote", "passage", "rendition", "authority", "status", "verified",
    }  # fmt: skip


def test_attempts_of_somebody_else_are_read_and_a_bad_line_is_named(tmp_path):
    path = tmp_path / "theirs.jsonl"
    path.write_text('{"id": "g1", "question": "Who?", "outcome": "answered", "extra": 1}\n{"id": "g2"}\n', encoding="utf-8")
    with pytest.raises(EvaluationProblem, match=r"theirs\.jsonl, line 2: question"):
        read_attempts(path)


def run_command(*arguments: str):
    return CliRunner().invoke(run_app, [str(argument) for argument in arguments])


def test_an_attempts_file_is_scored_without_asking(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path / "data"))
    questions = read_golden(QUESTIONS)
    answers = {questions[0].question: ["7.5.4"], questions[1].question: ["2.1", "Box 7.3"]}
    write_attempts(tmp_path / "attempts.jsonl", ask_all(PlayedAssistant(answers), questions[:9]))
    done = run_command("--golden", QUESTIONS, "--out", tmp_path / "out", "--attempts", tmp_path / "attempts.jsonl")
    assert done.exit_code == 0, done.output
    assert "recall@5" in done.stdout
    scores = read_scores(tmp_path / "out")
    assert (scores.run.questions, scores.run.left_out) == (9, 1)
    assert scores.column("mrr")["t02"] == 0.5
    assert scores.figures["answer_rate"].n == 7
    assert scores.by_kind["list"]["recall@1"].value == 0
    assert scores.by_source["hmt-managing-public-money"]["recall@5"].n == 4


def test_what_may_be_committed_holds_no_passage(tmp_path):
    passage = "the words of a source that may not be committed"
    hits = [{"source_id": "hmt-managing-public-money", "paragraphs": ["7.5.4"], "text": passage}]
    attempt = Attempt(id="t01", question="?", outcome="answered", answer=passage, hits=hits, statements=[{"text": passage}])
    write_attempts(tmp_path / "attempts.jsonl", [attempt])
    write_run(tmp_path / "out", score_here(read_golden(QUESTIONS), tmp_path / "attempts.jsonl", {}, FACTS))
    for file in ("scores.json", "report.html"):
        text = (tmp_path / "out" / file).read_text(encoding="utf-8")
        assert passage not in text
        assert "7.5.4" in text


def test_the_report_needs_nothing_else_and_names_every_miss(tmp_path):
    answers = {"Which models are there for joint working?": ["2.1", "2.2", "2.3", "2.4", "2.5", "Box 7.3"]}
    write_attempts(tmp_path / "attempts.jsonl", ask_all(PlayedAssistant(answers), read_golden(QUESTIONS)))
    write_run(tmp_path, score_here(read_golden(QUESTIONS), tmp_path / "attempts.jsonl", {}, FACTS))
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in html and "<link" not in html and " src=" not in html
    assert set(re.findall(r"https?://[\w.]+", html)) <= {"http://www.w3.org"}, "names of SVG, which nothing is fetched from"
    assert html.count("<svg") == 4
    assert "hmt-managing-public-money Box 7.3: 6" in html and "1. hmt-managing-public-money 2.1" in html
    assert "not in the first 20" in html


def test_two_runs_are_compared_question_by_question(tmp_path):
    questions = read_golden(QUESTIONS)
    for name, answers in (("a", {}), ("b", {questions[0].question: ["7.5.4"]})):
        (tmp_path / name).mkdir()
        write_attempts(tmp_path / name / "attempts.jsonl", ask_all(PlayedAssistant(answers), questions))
        write_run(tmp_path / name, score_here(questions, tmp_path / name / "attempts.jsonl", {}, FACTS))
    done = CliRunner().invoke(compare_app, [str(tmp_path / "a"), str(tmp_path / "b" / "scores.json"), "--measure", "mrr"])
    assert done.exit_code == 0, done.output
    assert "1 won by MRR" in done.output and "0 lost by MRR" in done.output
    assert "t01  Can two departments share" in done.output and "rank – → 1" in done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--golden", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
        (("--golden", str(QUESTIONS), "--attempts", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(arguments, told):
    done = run_command(*arguments)
    assert done.exit_code == 1
    assert told in done.output and "Traceback" not in done.output


FACTS = {"command": "a test", "golden": "questions.jsonl", "golden_sha256": "0" * 64, "split": "all", "corpus": "digest"}


@pytest.mark.model
def test_the_whole_run_over_the_digest(tmp_path, monkeypatch):
    """A few passages of our own stand for the digest, so that this takes seconds: what is tested is the way, not the figures."""
    from corpus.settings import Settings
    from evals.place import open_digest
    from evals.run import ask_here

    monkeypatch.setattr("corpus.sources.DIGEST_FOLDER", small_digest(tmp_path / "digest"))
    place = open_digest(Settings(data_dir=tmp_path / "data"))
    ask_here(place, read_golden(QUESTIONS), tmp_path / "out")
    scores = score_here(read_golden(QUESTIONS), tmp_path / "out" / "attempts.jsonl", {}, FACTS)
    assert [rung.name for rung in scores.ladder] == [
        "default-pipeline",
        "bm25",
        "dense",
        "fused",
        "late",
        "no-questions",
        "one-writer",
        "signpost",
    ]
    assert all(rung.figures["recall@20"].value == 1 for rung in scores.ladder if rung.name != "bm25")
    assert scores.run.left_out == 2, "t09 asks for a document and t06 for a paragraph that this digest does not hold"
    assert "quotations_found" not in scores.figures, "a digest has nothing to quote"
    assert {one.id for one in scores.questions if one.outcome == "declined"} == {"t08", "t10"}
    assert scores.figures["key_facts"].n == 2
