"""Somebody who plays the Assistant, a finder that plays a peer, and a digest of a few paragraphs of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.models import Answer, Citation, FoundPassage, Statement, Turn
from evals.attempts import AttemptHit
from evals.examples import DOCUMENT

QUESTIONS = Path(__file__).with_name("questions.jsonl")


class PlayedAssistant:
    """Answers from a table of question → references, the first of which it cites; a question it does not know has no evidence."""

    def __init__(self, answers: Mapping[str, Sequence[str]]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def ask(self, question: str, history: Sequence[Turn] = (), *, question_id: str = "") -> Answer:
        self.asked.append((question, tuple(history)))
        references = self._answers.get(question, ())
        said = {}
        if references:
            citation = Citation(
                marker=1, source_id=DOCUMENT, edition="April 2026", paragraph=references[0], page=None, quote="", passage="words",
                rendition="digest", authority="rules", status="current", verified=None,
            )  # fmt: skip
            said = {"statements": (Statement(text="So it is", citations=(1,)),), "citations": (citation,)}
        return Answer(
            id=question_id,
            question=question,
            understood=question,
            outcome="answered" if references else "no_evidence",
            answer="So it is [1]" if references else "Not there",
            hits=tuple(FoundPassage(source_id=DOCUMENT, paragraphs=(r,), page=None, score=0.5, text="words") for r in references),
            seconds={"retrieve": 0.01, "answer": 0.01},
            index_fingerprint="played",
            **said,
        )


class PlayedFinder:
    name = "bm25"

    def __init__(self, references: Sequence[str]) -> None:
        self._references = references
        self.asked: list[str] = []

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        self.asked.append(question)
        return tuple(AttemptHit(source_id=DOCUMENT, paragraphs=(reference,), text="words") for reference in self._references)


SMALL_DIGEST = {
    "hmt-managing-public-money": """# Managing Public Money

## Chapter 7 > 7.5 Shared services

### Page 77, 7.5.4
Two departments that share one programme have a single accounting officer for it.

### Page 77, 7.6.2
Departments in a joint programme write down who does what in a memorandum that their accounting officers sign off.

### Page 77, Box 7.3
There are six models for joint working.
""",
    "nao-cross-government-2023": """# Cross-government working

## Summary

### Summary 3
By cross-government working the NAO means delivery by more than one department.

### Summary 4
Outcome Delivery Plans (ODPs) state what departments mean to achieve.

### Summary 6
Some joint programmes are weak, which costs money.
""",
}


def small_digest(folder: Path) -> Path:
    folder.mkdir()
    for source_id, text in SMALL_DIGEST.items():
        (folder / f"{source_id}.md").write_text(text, encoding="utf-8")
    return folder
