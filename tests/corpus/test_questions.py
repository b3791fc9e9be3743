"""The questions that paragraphs answer: what the files hold, and what happens to them when an edition changes."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from corpus.models import Document, Paragraph, text_hash
from corpus.questions import ParagraphQuestions, questions_in_force, read_questions, switched_off
from corpus.sources import held_sources
from index.lexical import stems
from tests.assistant.real_paragraphs import paragraphs_in

GOLDEN = Path(__file__).parents[2] / "evals" / "golden.jsonl"
# Stems in common over stems in all. At .6 to .75 the seven nearest pairs ask the same thing in words of their own.
NEARLY_THE_SAME = 0.8
WRITERS = 4  # of a paragraph's questions: each has a line of its own


def document(**paragraphs: str) -> Document:
    return Document(
        source_id="rules",
        paragraphs=tuple(Paragraph(reference=ref.replace("_", "."), text=text) for ref, text in paragraphs.items()),
    )


@cache
def golden() -> dict[str, frozenset[str]]:
    """The golden questions, each with the stems of its words."""
    return {one["question"]: _stems(one["question"]) for one in map(json.loads, GOLDEN.read_text("utf-8").splitlines())}


def nearly_golden(question: str) -> list[str]:
    """The golden questions that ask the same in nearly the same words."""
    words = _stems(question)
    return [other for other, theirs in golden().items() if _are_alike(words, theirs)]


def _stems(question: str) -> frozenset[str]:
    return frozenset(stems(question))


def _are_alike(words: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(words & theirs) > 2 and len(words & theirs) >= NEARLY_THE_SAME * len(words | theirs)


@pytest.fixture
def asked(monkeypatch):
    entries = (
        ParagraphQuestions(para="1.1", text_hash=text_hash("Bodies share tools."), questions=("who lends tools",)),
        ParagraphQuestions(para="1.2", text_hash=text_hash("Receipts are kept."), questions=("do we keep receipts",)),
    )
    monkeypatch.setattr("corpus.questions.read_questions", lambda _: entries)


def test_questions_stay_with_a_paragraph_that_stays(asked):
    held = document(_1_1="Bodies share tools.", _1_2="Receipts are kept.")
    held = Document(
        source_id="rules", paragraphs=tuple(p.model_copy(update={"reference": p.reference[1:]}) for p in held.paragraphs)
    )
    assert questions_in_force("rules", held) == {"1.1": ("who lends tools",), "1.2": ("do we keep receipts",)}
    assert switched_off("rules", held) == []


def test_questions_follow_a_paragraph_that_moved_and_are_switched_off_for_one_that_was_reworded(asked):
    moved = Document(
        source_id="rules",
        paragraphs=(
            Paragraph(reference="2.5", text="Bodies share tools."),
            Paragraph(reference="1.2", text="Receipts may be burnt."),
        ),
    )
    assert questions_in_force("rules", moved) == {"2.5": ("who lends tools",)}
    assert switched_off("rules", moved) == ["1.2"]


def test_the_questions_of_two_writers_are_the_keys_of_their_paragraph_together(monkeypatch):
    lines = [
        ParagraphQuestions(para="1.1", text_hash=text_hash("Bodies share tools."), questions=(question,), written_by=writer)
        for question, writer in (("who lends tools", "hand"), ("is a hammer ours alone", "openai:some-model"))
    ]
    monkeypatch.setattr("corpus.questions.read_questions", lambda _: tuple(lines))
    held = Document(source_id="rules", paragraphs=(Paragraph(reference="1.1", text="Bodies share tools."),))
    assert questions_in_force("rules", held) == {"1.1": ("who lends tools", "is a hammer ours alone")}


@pytest.mark.parametrize("source", held_sources(), ids=lambda source: source.source_id)
def test_every_question_file_fits_the_document_and_covers_it(source, documents):
    held = Document(source_id=source.source_id, paragraphs=paragraphs_in(documents)[source.source_id])
    assert switched_off(source.source_id, held) == []
    asked = questions_in_force(source.source_id, held)
    unasked = [p.reference for p in held.paragraphs if p.reference not in asked and p.kind != "footnote"]
    assert unasked == []


@pytest.mark.parametrize("source", held_sources(), ids=lambda source: source.source_id)
def test_a_paragraph_has_a_line_of_each_writer_and_no_more(source):
    lines = Counter((entry.para, entry.text_hash) for entry in read_questions(source.source_id))
    assert {line: n for line, n in lines.items() if n > WRITERS} == {}
    hashes = Counter(para for para, _ in lines)
    assert {para: n for para, n in hashes.items() if n > 1} == {}, "two lines of one paragraph were written for other words"


@pytest.mark.parametrize("source", held_sources(), ids=lambda source: source.source_id)
def test_no_question_stands_twice_in_a_file_whoever_wrote_it(source):
    asked = Counter(question.casefold() for entry in read_questions(source.source_id) for question in entry.questions)
    assert [question for question, n in asked.items() if n > 1] == []


def test_no_question_is_a_golden_one_in_other_clothes():
    questions = [q for source in held_sources() for entry in read_questions(source.source_id) for q in entry.questions]
    assert [(question, other) for question in questions for other in nearly_golden(question)] == []


def test_the_measure_of_likeness_would_notice_a_copy():
    some = list(golden())[:50]
    assert all(nearly_golden(f"So, {question}") for question in some)
    assert not any(_are_alike(golden()[a], golden()[b]) for a, b in combinations(some, 2))
