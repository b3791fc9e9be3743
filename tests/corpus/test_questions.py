"""The questions that paragraphs answer: what the files hold, and what happens to them when an edition changes."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from corpus.models import Document, Paragraph, text_hash
from corpus.questions import ParagraphQuestions, questions_in_force, read_questions, switched_off
from corpus.readers.sandbox import read_here
from corpus.sources import held_sources
from index.lexical import stems

GOLDEN = Path(__file__).parents[2] / "evals" / "golden.jsonl"
NEARLY_THE_SAME = (
    0.8  # stems in common over stems in all; at .6 to .75 the seven nearest pairs ask the same thing in words of their own
)


def document(**paragraphs: str) -> Document:
    return Document(
        source_id="rules",
        paragraphs=tuple(Paragraph(reference=ref.replace("_", "."), text=text) for ref, text in paragraphs.items()),
    )


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


@pytest.mark.parametrize("source", held_sources(), ids=lambda source: source.source_id)
def test_every_question_file_fits_the_document_and_covers_it(source, documents):
    file = next(documents.glob(f"{source.source_id}.*"))
    held = read_here(file, source)
    assert switched_off(source.source_id, held) == []
    asked = questions_in_force(source.source_id, held)
    unasked = [p.reference for p in held.paragraphs if p.reference not in asked and p.kind != "footnote"]
    assert unasked == []


def test_no_question_stands_twice_in_a_file():
    for source in held_sources():
        questions = [question.casefold() for entry in read_questions(source.source_id) for question in entry.questions]
        assert len(questions) == len(set(questions)), source.source_id


def test_no_question_is_a_golden_one_in_other_clothes():
    golden = {
        q["question"]: frozenset(stems(q["question"])) for q in map(json.loads, GOLDEN.read_text(encoding="utf-8").splitlines())
    }
    near = []
    for source in held_sources():
        for entry in read_questions(source.source_id):
            for question in entry.questions:
                words = frozenset(stems(question))
                near += [
                    (question, other)
                    for other, theirs in golden.items()
                    if len(words & theirs) > 2 and len(words & theirs) >= NEARLY_THE_SAME * len(words | theirs)
                ]
    assert near == []


def test_the_measure_of_likeness_would_notice_a_copy():
    golden = [frozenset(stems(json.loads(line)["question"])) for line in GOLDEN.read_text(encoding="utf-8").splitlines()[:50]]
    assert all(len(one & one) >= NEARLY_THE_SAME * len(one | one) for one in golden)
    assert not any(len(a & b) >= NEARLY_THE_SAME * len(a | b) and len(a & b) > 2 for a, b in combinations(golden, 2))
