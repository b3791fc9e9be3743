"""Which labels a passage satisfies, and where in a ranking the parts of an answer stand (pure)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from evals.attempts import Attempt, AttemptHit, Citation
from evals.golden import GoldenQuestion, Label

DEPTH = 20  # hits that count


def holds(label: Label, source_id: str, references: Iterable[str], text: str) -> bool:
    """A passage holds a label when it is of that source and has its reference, or for a label by quote, its words."""
    if source_id != label.doc:
        return False
    return any(map(label.names, references)) if label.para else letters(label.quote or "") in letters(text)


def hit_holds(label: Label, hit: AttemptHit) -> bool:
    return holds(label, hit.source_id, hit.paragraphs, hit.text)


def citation_holds(label: Label, citation: Citation, attempt: Attempt) -> bool:
    return holds(label, citation.source_id, attempt.references_of(citation), citation.passage)


def ranks(question: GoldenQuestion, hits: tuple[AttemptHit, ...]) -> dict[int, int | None]:
    """The rank, from 1, of the first hit that holds a label of each required group; None where none of the first 20 does.

    Groups {1: a or b, 2: c} and hits x, b, a, c give {1: 2, 2: 4}.
    """
    return {
        group: next((rank for rank, hit in enumerate(hits[:DEPTH], 1) if any(hit_holds(label, hit) for label in labels)), None)
        for group, labels in question.groups.items()
    }


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: white space, hyphens, quotation marks and ligatures make no difference."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).lower() if character.isalnum())
