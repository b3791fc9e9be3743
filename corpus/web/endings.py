"""How a fetch ends. Every ending is a value, and `line` says it to people."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from corpus.models import Value

Reason = Literal[
    "not https", "host not allowed", "not a public address", "redirected too often", "too large", "wrong type", "truncated"
]


class Listing(Value):
    """What a page says about a file. `updated` is the page's own time of change, as printed; `size` is in bytes."""

    address: str
    updated: str | None = None
    size: int | None = None


class Known(Value):
    """What to remember of a fetch and to hand back the next time, so that nothing is sent twice.

    `etag` and `last_modified` are the server's, word for word; they are only ever shown to `final_address`.
    """

    final_address: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    listing: Listing | None = None

    def remembered(self) -> Known:
        """This alone, without what else a Fetched or Unchanged carries: a value to keep as JSON beside the edition."""
        return Known(**{name: getattr(self, name) for name in Known.model_fields})


class Fetched(Known):
    """A file with bytes not seen before, at `path`. `title` is the attachment's, where an API tells it.

    `withdrawn` is what the page says about its withdrawal, as plain text; None while it stands.
    """

    path: Path
    media_type: str
    retrieved_at: datetime
    title: str | None = None
    withdrawn: str | None = None
    line: str


class Unchanged(Known):
    """What is known is what is there. A file that stays can still be `withdrawn`. Keep `remembered()`: the ETag may be new."""

    checked_at: datetime
    withdrawn: str | None = None
    line: str


class Setback(Value):
    """An ending without a file. What was at hand stays, whatever it is."""

    address: str
    line: str


class AskLater(Setback):
    """The server would not or could not answer now, which says nothing about the document. `again_at` if it named a time."""

    status: int | None = None
    again_at: datetime | None = None


class NotFound(Setback):
    """Nothing like the source is where sources.toml says: a person has to look for its new place."""


class Gone(Setback):
    """The publisher took the document away on purpose (410)."""


class Refused(Setback):
    """We would not take it, for `reason`."""

    reason: Reason


Ending = Fetched | Unchanged | AskLater | NotFound | Gone | Refused


def ask_later(address: str, what: str, *, status: int | None = None, again_at: datetime | None = None) -> AskLater:
    when = f"not before {again_at:%d %B %Y, %H:%M} UTC" if again_at else "later"
    line = f"{host_of(address)} {what}: ask again {when}; the edition at hand stays."
    return AskLater(address=address, status=status, again_at=again_at, line=line)


def not_found(address: str, what: str) -> NotFound:
    line = f"{host_of(address)} {what}; the edition at hand stays. Look for its new place, and correct sources.toml."
    return NotFound(address=address, line=line)


def gone(address: str, explanation: str = "") -> Gone:
    said = f" It says: {explanation}" if explanation else ""
    line = f"{host_of(address)} says that {address} was taken away (410); the edition at hand stays.{said}"
    return Gone(address=address, line=line)


def refused(address: str, reason: Reason, why: str) -> Refused:
    return Refused(address=address, reason=reason, line=f"{address} was refused: {why}; the edition at hand stays.")


def host_of(address: str) -> str:
    """The host for a line to people; the address itself where no host can be read from it. Never for deciding anything."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
