"""What readers say of answers: helpful or not, and why; with what was asked and shown, so that it can become a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import ValidationError

from assistant.models import Answer, Outcome
from corpus.models import Rendition, Value

if TYPE_CHECKING:
    from assistant.database import Database

Reason = Literal["wrong paragraph", "out of date", "missing source", "something else"]
REASONS: tuple[Reason, ...] = get_args(Reason)
LONGEST_COMMENT = 2_000  # characters, as for a question
KEPT_FOR = timedelta(days=365)


class CitedPlace(Value):
    """A paragraph that an answer cited."""

    source_id: str
    edition: str
    paragraph: str
    page: int | None
    rendition: Rendition


class FoundPlace(Value):
    """A passage that was found for a question, without its text: that is the source's, and not for every licence to be stored."""

    source_id: str
    edition: str
    paragraphs: tuple[str, ...]
    score: float


class Feedback(Value):
    """What one reader said of one answer. Who it was is not among it: rows are found by owner, and never told with one.

    `reason` is None where it was helpful, or nothing was said. `limits` says in words where was looked, when not everywhere.
    `composer` is "extractive" or the name of a chat model.
    """

    given: datetime
    helpful: bool
    reason: Reason | None = None
    comment: str = ""
    question: str
    understood: str
    limits: str = ""
    outcome: Outcome
    cited: tuple[CitedPlace, ...] = ()
    hits: tuple[FoundPlace, ...] = ()
    editions: tuple[str, ...] = ()
    index_fingerprint: str
    composer: str


def feedback_on(answer: Answer, given: datetime, *, helpful: bool, reason: Reason | None = None, comment: str = "") -> Feedback:
    """What is kept of an answer with what was said of it; a comment is cut at its longest."""
    editions = dict.fromkeys(f"{c.source_id}, {c.edition}" for c in answer.citations)
    return Feedback(
        given=given,
        helpful=helpful,
        reason=None if helpful else reason,
        comment=comment.strip()[:LONGEST_COMMENT],
        question=answer.question,
        understood=answer.understood,
        limits=answer.limits,
        outcome=answer.outcome,
        cited=tuple(CitedPlace(**c.model_dump(include=set(CitedPlace.model_fields))) for c in answer.citations),
        hits=tuple(
            FoundPlace(source_id=hit.source_id, edition=hit.edition, paragraphs=hit.paragraphs, score=hit.score)
            for hit in answer.hits
        ),
        editions=tuple(editions),
        index_fingerprint=answer.index_fingerprint,
        composer=answer.model,
    )


class FeedbackBook:
    """Feedback in a database, each piece under the key of the answer it is on, and its owner's: "" where nobody signs in.

    Every method raises DatabaseProblem when the database cannot be used.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self.now = now

    def give(self, key: str, owner: str, said: Feedback) -> bool:
        """Keeps it in place of what its owner said of that answer before; False, and nothing kept, where the key is another's."""
        from assistant.database import feedback, stamp, storable

        self.forget_old()
        row = {"key": key, "owner": owner, "at": stamp(said.given), "told": storable(said.model_dump_json())}
        return self._database.put(feedback, row, "owner")

    def given(self, key: str, owner: str) -> Feedback | None:
        """What its owner said of that answer; None for another's."""
        from assistant.database import feedback

        with self._database.connected() as connection:
            mine = (feedback.c.key == key, feedback.c.owner == owner)
            told = connection.execute(feedback.select().where(*mine).with_only_columns(feedback.c.told)).scalar_one_or_none()
        return _read(told) if told else None

    def take_back(self, key: str, owner: str) -> bool:
        """Whether there was something of that owner to delete."""
        from assistant.database import feedback

        with self._database.connected() as connection:
            gone = connection.execute(feedback.delete().where(feedback.c.key == key, feedback.c.owner == owner)).rowcount
        self._database.forget_for_good()
        return gone > 0

    def everything(self) -> tuple[Feedback, ...]:
        """All feedback, oldest first, for those who look after the answers; what another version wrote otherwise is left out."""
        from assistant.database import feedback

        with self._database.connected() as connection:
            rows = connection.execute(feedback.select().order_by(feedback.c.at, feedback.c.key)).all()
        return tuple(said for row in rows if (said := _read(row.told)))

    def forget_old(self) -> int:
        """Deletes what was said longer ago than KEPT_FOR; how many."""
        from assistant.database import feedback, stamp

        with self._database.connected() as connection:
            gone = connection.execute(feedback.delete().where(feedback.c.at < stamp(self.now() - KEPT_FOR))).rowcount
        if gone:
            self._database.forget_for_good()
        return gone


def _read(told: str) -> Feedback | None:
    try:
        return Feedback.model_validate_json(told)
    except ValidationError:
        return None
