"""The values of the index room."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from corpus.models import Edition, Passage, Source, Value

FoundBy = Literal["reference", "meaning", "words"]


class IndexProblem(Exception):
    """The index cannot be used as it is. The message says why and what to type."""


class SearchRequest(Value):
    """What to search for. `source_ids` limits the search to some sources; None means all.

    `as_at` (an ISO date) searches the editions that were in force then; None means those in force now.
    """

    question: str
    source_ids: tuple[str, ...] | None = None
    as_at: str | None = None
    limit: int = 20


class Hit(Value):
    """A passage that was found: score in 0 to 1, higher is nearer, and by which of the rankings it came among the candidates."""

    passage: Passage
    score: float
    found_by: tuple[FoundBy, ...] = ()


class Manifest(Value):
    """What a build was made from and with: enough to tell whether it still fits, and to repeat it."""

    format: int
    build_id: str
    made_at: datetime
    embedding_model: str
    dimensions: int
    fingerprint: str
    passages: int
    rows: int
    checksums: dict[str, str]
    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
