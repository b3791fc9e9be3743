"""Somebody who plays the Assistant, and a finder that plays a peer: proper implementations that remember what they were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.models import Answer, Citation, FoundPassage, Statement, Turn
from evals.attempts import AttemptHit
from evals.examples import DOCUMENT


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
