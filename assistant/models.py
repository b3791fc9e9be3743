"""The values of the assistant room. An Answer as JSON has the fields of an attempt in the evaluation format."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corpus.models import Authority, Rendition, Status, Value

Outcome = Literal["answered", "no_evidence", "declined"]
Verdict = Literal["found", "misattributed", "stitched", "not_found"]
Group = Literal["required", "expected", "good-practice", "comment", "see-also"]
ELLIPSIS = " … "
NOT_SENT = "Not sent to the chat model"  # how a composer note begins that says so
EXTRACTIVE = "extractive"  # Answer.model where no language model had a hand in the wording


class QuestionProblem(Exception):
    """A question that cannot be asked as it stands; the message says what to change. Nothing typed is lost by it."""


class Turn(Value):
    role: Literal["user", "assistant"]
    text: str


class Citation(Value):
    """Where a statement comes from. Made only from a passage that was found.

    `quote` is word for word from the source, parts left out marked " … ", and empty where only our digest is at hand; then
    `verified` is None. `page` is None where the text at hand has no pages.
    """

    marker: int
    source_id: str
    edition: str
    paragraph: str
    page: int | None
    quote: str
    passage: str
    rendition: Rendition
    authority: Authority
    status: Status
    verified: Verdict | None


class Statement(Value):
    """One thing the answer says, with the markers of the citations it stands on, and the heading it belongs under."""

    text: str
    citations: tuple[int, ...]
    group: Group = "comment"


class FoundPassage(Value):
    """A hit as an attempt records it. `edition` is for the surfaces, no field of the evaluation format, and left out of JSON."""

    source_id: str
    paragraphs: tuple[str, ...]
    page: int | None
    score: float
    text: str
    edition: str = Field(default="", exclude=True)


class Answer(Value):
    """What the assistant did with one question. `understood` is the question as it was searched for, when history changed it.

    `warnings` are about what is no longer in force; `differences` about places that say different things, both of which are
    cited; `notes` about what has become of bodies and mechanisms that are named. `not_answered` are parts of the question that
    nothing cited speaks of. `missing` is, of a question that is not answered, what the nearest passages do not give, in words.
    `composer_note` says what became of a chat model's part. `limits` says in words where was looked, when not everywhere.
    `probability` is that the documents answer the question, None where that was not weighed; `confidence` is that, if they do,
    one of the first five hits does.
    """

    id: str = ""
    question: str
    understood: str
    outcome: Outcome
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    not_answered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    composer_note: str = ""
    limits: str = ""
    probability: float | None = None
    confidence: float | None = None
    hits: tuple[FoundPassage, ...] = ()
    seconds: dict[str, float]
    model: str = EXTRACTIVE
    index_fingerprint: str

    def citation(self, marker: int) -> Citation:
        return next(citation for citation in self.citations if citation.marker == marker)

    @property
    def to_be_known(self) -> tuple[str, ...]:
        """What a reader must know beside the statements, in the order of weight; every surface passes it on."""
        not_found = (f"Not found in the documents: {part}" for part in self.not_answered)
        note = (self.composer_note,) if self.composer_note else ()
        limits = (f"Not everything was searched. {self.limits}.",) if self.limits else ()
        return (*limits, *self.warnings, *self.differences, *not_found, *self.notes, *note)

    @property
    def was_held_back(self) -> bool:
        """Whether the question was not sent to the chat model, and may be with its asker's word."""
        return self.composer_note.startswith(NOT_SENT)

    @property
    def rests_on_digest(self) -> bool:
        return any(citation.rendition == "digest" for citation in self.citations)
