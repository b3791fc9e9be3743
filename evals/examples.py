"""Small questions and attempts to show scorers with: in their worked examples, and in tests. References are of one document."""

from __future__ import annotations

from collections.abc import Sequence

from evals.attempts import Attempt, AttemptHit, Citation, Statement
from evals.golden import GoldenQuestion, Label
from evals.witness import Witness

DOCUMENT = "hmt-managing-public-money"


def question(*, relevant: Sequence[str] = (), **fields) -> GoldenQuestion:
    """A question with labels written "group: reference"."""
    labels = tuple(label(text) for text in relevant)
    return GoldenQuestion(
        **{"id": "g1", "question": "Who answers?", "kind": "factual", "expect": "answer", "relevant": labels, **fields}
    )


def label(text: str) -> Label:
    group, _, reference = text.partition(": ")
    return Label(doc=DOCUMENT, para=reference, group=int(group))


def attempt(
    *, hits: Sequence[str] = (), cites: Sequence[str] = (), words: int = 3, says: str = "", status: str = "current", **fields
) -> Attempt:
    """An attempt that found and cited these references, each passage `words` long, and said `says`."""
    return Attempt(
        **{
            "id": "g1",
            "question": "Who answers?",
            "outcome": "answered",
            "answer": says,
            "statements": (Statement(text=says, citations=(1,)),) if says else (),
            "hits": tuple(AttemptHit(source_id=DOCUMENT, paragraphs=(reference,), text="word " * words) for reference in hits),
            "citations": tuple(
                Citation(marker=marker, source_id=DOCUMENT, paragraph=reference, status=status)
                for marker, reference in enumerate(cites, 1)
            ),
            **fields,
        }
    )


def cited(reference: str, quote: str, page: int | None = None) -> Citation:
    return Citation(marker=1, source_id=DOCUMENT, edition="April 2026", paragraph=reference, page=page, quote=quote)


def witnesses(*pages: str) -> dict[tuple[str, str], Witness]:
    return {(DOCUMENT, "April 2026"): Witness(pages, has_pages=len(pages) > 1)}
