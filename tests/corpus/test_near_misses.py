"""The near misses: each looks answered by its paragraph, and none is a question that somebody else wrote an answer for."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.models import text_hash
from corpus.near_misses import (
    NEAR_MISSES_FOLDER,
    NearMiss,
    ParagraphNearMisses,
    near_misses_in_force,
    read_elsewhere,
    read_near_misses,
)
from corpus.questions import read_questions
from corpus.references import is_named
from corpus.sources import held_sources
from tests.assistant.real_paragraphs import paragraphs_in
from tests.corpus.test_questions import document, nearly_golden

PARAGRAPHS = 600  # fewer would teach the weighing little about the shorter sources
MOST_IN_A_LINE = 2


def near_misses() -> list[NearMiss]:
    """Every one, those that are near to no paragraph too."""
    return [one for line in lines() for one in line.near_misses] + list(read_elsewhere())


def lines() -> list[ParagraphNearMisses]:
    return [line for source in held_sources() for line in read_near_misses(source.source_id)]


@pytest.mark.parametrize("source", held_sources(), ids=lambda source: source.source_id)
def test_every_paragraph_that_is_nearly_asked_about_says_what_it_said_then(source, documents):
    paragraphs = paragraphs_in(documents)[source.source_id]
    misfits = [
        line.para
        for line in read_near_misses(source.source_id)
        if [text_hash(one.text) for one in paragraphs if is_named(line.para, one.reference)] != [line.text_hash]
    ]
    assert misfits == []


def test_enough_paragraphs_of_every_source_have_near_misses():
    paragraphs = {source.source_id: {line.para for line in read_near_misses(source.source_id)} for source in held_sources()}
    assert all(paragraphs.values())
    assert sum(map(len, paragraphs.values())) >= PARAGRAPHS


def test_a_line_has_two_near_misses_or_one():
    counts = Counter(len(line.near_misses) for line in lines())
    assert set(counts) <= {1, MOST_IN_A_LINE}
    assert counts[MOST_IN_A_LINE] > counts[1]


def test_there_is_no_file_of_near_misses_for_a_source_that_is_not_held():
    names = {file.stem for file in NEAR_MISSES_FOLDER.glob("*.jsonl")}
    assert names == {source.source_id for source in held_sources()} | {"elsewhere"}


def test_what_is_asked_for_and_not_given_is_always_named():
    assert [one.question for one in near_misses() if not one.missing.strip() or not one.question.strip()] == []


def test_no_near_miss_stands_twice():
    asked = Counter(one.question.casefold() for one in near_misses())
    assert [question for question, n in asked.items() if n > 1] == []


def test_no_near_miss_is_nearly_a_golden_question():
    assert [(one.question, other) for one in near_misses() for other in nearly_golden(one.question)] == []


def test_no_near_miss_is_among_the_questions_that_a_paragraph_answers():
    answered = {_plain(q) for source in held_sources() for line in read_questions(source.source_id) for q in line.questions}
    assert [one.question for one in near_misses() if _plain(one.question) in answered] == []


def _plain(question: str) -> str:
    return " ".join(question.casefold().strip(" ?.!").split())


def test_a_reworded_paragraph_switches_its_near_misses_off_and_one_that_moved_keeps_them(monkeypatch):
    miss = NearMiss(question="how many tills are there", missing="their number")
    line = ParagraphNearMisses(para="1.1", text_hash=text_hash("Bodies share tills."), near_misses=(miss,))
    monkeypatch.setattr("corpus.near_misses.read_near_misses", lambda _: (line,))
    assert near_misses_in_force("rules", document(_1_1="Bodies share tills.")) == (miss,)
    assert near_misses_in_force("rules", document(_1_2="Bodies share tills.")) == (miss,)
    assert near_misses_in_force("rules", document(_1_1="There are five tills.")) == ()
