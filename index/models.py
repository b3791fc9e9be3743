"""The values of the index room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from corpus.models import Authority, Edition, Passage, Source, Status, Value

FoundBy = Literal["reference", "meaning", "words"]


class IndexProblem(Exception):
    """The index cannot be used as it is. The message says why and what to type."""


class SearchRequest(Value):
    """What to search for, and where; each limit that is None lets everything through.

    `as_at` (an ISO date) searches the editions that were in force then; None means those in force now. `statuses` names editions
    by their status, superseded ones among them when asked for.
    """

    question: str
    source_ids: tuple[str, ...] | None = None
    publishers: tuple[str, ...] | None = None
    authorities: tuple[Authority, ...] | None = None
    statuses: tuple[Status, ...] | None = None
    as_at: str | None = None
    limit: int = 20

    def admits(self, source: Source, edition: Edition) -> bool:
        """Whether passages of this edition may be found."""
        return (
            _among(source.source_id, self.source_ids)
            and _among(source.publisher, self.publishers)
            and _among(source.authority, self.authorities)
            and (_among(edition.status, self.statuses) if self.statuses or self.as_at else edition.status != "superseded")
            and (self.as_at is None or edition.is_in_force_on(self.as_at))
        )


def _among(value: str, wanted: Collection[str] | None) -> bool:
    return wanted is None or value in wanted


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
    replaced: int = 0  # rows taken out of what Chroma holds since that was written anew
    checksums: dict[str, str]
    chroma: str = ""  # the address of the server that holds its vectors; empty where its own folder does
    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
