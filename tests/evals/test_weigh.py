"""From what the weighing learns: whose questions are left out and asked, and what a question is told without."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.near_misses import NearMiss, ParagraphNearMisses
from corpus.questions import ParagraphQuestions
from corpus.sources import held_sources
from evals import weigh, weigh_probes
from evals.place import first_written, last_written

SOURCE = held_sources()[0].source_id


def lines(*written: tuple[str, str, str]) -> tuple[ParagraphQuestions, ...]:
    return tuple(
        ParagraphQuestions(para=para, text_hash=text_hash, questions=(question,), written_by="hand")
        for para, text_hash, question in written
    )


@pytest.fixture
def questions(monkeypatch):
    """questions(*(para, text hash, question)): the written lines of one source; the others have none."""

    def put(*written: tuple[str, str, str]) -> None:
        monkeypatch.setattr("corpus.questions.read_questions", lambda source: lines(*written) if source == SOURCE else ())
        monkeypatch.setattr(weigh_probes, "read_questions", lambda source: lines(*written) if source == SOURCE else ())

    return put


@pytest.fixture
def near_misses(monkeypatch):
    """near_misses(*lines): each a tuple of questions that one paragraph does not answer."""

    def put(*written: tuple[str, ...]) -> None:
        read = tuple(
            ParagraphNearMisses(
                para="1", text_hash="a" * 16, near_misses=tuple(NearMiss(question=one, missing="a date") for one in line)
            )
            for line in written
        )
        for module in (weigh, weigh_probes):
            monkeypatch.setattr(module, "read_near_misses", lambda source: read if source == SOURCE else ())
            monkeypatch.setattr(module, "read_elsewhere", lambda: (NearMiss(question="elsewhere", missing="it"),))

    return put


def test_the_last_writers_questions_are_those_of_paragraphs_with_several(questions):
    questions(("1", "a", "first"), ("2", "b", "alone"), ("1", "a", "second"), ("1", "c", "reworded"), ("1", "a", "third"))
    assert last_written(SOURCE) == ("third",)


def test_a_near_miss_is_told_without_those_written_beside_it_and_with_the_rest(questions, near_misses):
    questions(("1", "a", "first"), ("1", "a", "second"))
    near_misses(("when", "why"), ("who",))
    asked = {one.question: one for one in weigh._written()}
    assert {question: one.is_answered for question, one in asked.items()} == {
        "second": True, "when": False, "why": False, "who": False, "elsewhere": False,
    }  # fmt: skip
    assert asked["when"].leave_out == {"when", "why"}
    assert asked["who"].leave_out == {"who"}
    assert asked["elsewhere"].leave_out == {"elsewhere"}
    assert asked["second"].leave_out == frozenset()


def test_of_near_misses_all_are_taken_or_at_most_so_many_of_each_source(near_misses):
    near_misses(("when", "why"), ("who",))
    assert set(weigh_probes._near_misses(most=None)) == {"elsewhere", "when", "why", "who"}
    assert len(weigh_probes._near_misses(most=2)) == 3


def test_a_probe_tells_what_it_has_not_seen_by_words_and_meaning():
    rng = np.random.default_rng(1)
    asked = [f"is there a form for case{n}" for n in range(30)] + [f"may we share case{n}" for n in range(30)]
    meanings = {question: rng.normal(size=4) / 10 for question in asked}
    unanswered = set(asked[:30])
    probe, held_out = weigh_probes._learnt(asked, unanswered, np.ones(60), meanings)
    assert probe["words"]["form"] > 0 > probe["words"]["share"]
    assert "case1" not in probe["words"]
    assert min(held_out[one] for one in unanswered) > 0 > max(held_out[one] for one in asked[30:])


def test_the_first_writers_questions_are_those_of_the_first_line_of_each_paragraph(questions):
    questions(("1", "a", "first"), ("2", "b", "alone"), ("1", "a", "second"), ("1", "c", "reworded"))
    assert set(first_written(SOURCE)) == {"first", "alone", "reworded"}
