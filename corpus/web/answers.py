"""What a server's answer means, read from its status and headers (pure)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.models import Value
from corpus.web.endings import Setback, ask_later, gone, not_found, refused

if TYPE_CHECKING:
    import httpx

MOVED = {301, 302, 303, 307, 308}
PASSING = {408, 425, 429, 500, 502, 503, 504}
LONGEST = 30 * 24 * 3600.0  # seconds; a month stands for any longer Retry-After, so that no date overflows


class Received(Value):
    """A file that came. `length` is what the server said beforehand, `size` what was counted; the hash is of the bytes."""

    address: str
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    length: int | None = None
    size: int = 0
    sha256: str = ""


class NotModified(Value):
    """304: what was known is what is there. Validators are the server's newest."""

    address: str
    etag: str | None = None
    last_modified: str | None = None


class Moved(Value):
    """A redirect, not followed yet."""

    to: str


class Hitch(Value):
    """A failure that may pass: `ending` is what to say when it did not, `wait` the seconds that the server asked for."""

    ending: Setback
    wait: float = 0


Answer = Received | NotModified | Moved | Setback


def judge(address: str, response: httpx.Response, *, conditional: bool, now: datetime) -> Answer | Hitch:
    """What the answer means. `conditional` says that we named what we have, without which a 304 makes no sense."""
    status, headers = response.status_code, response.headers
    validators = {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}
    if status == 200:
        packed = headers.get("content-encoding", "").strip().lower()
        if packed not in ("", "identity", "gzip"):  # nothing packed was asked for; once and by gzip is borne with
            return refused(address, "wrong type", f"it was sent packed as {packed!r}")
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower() or None
        return Received(address=address, media_type=media_type, length=_length(headers.get("content-length")), **validators)
    if status == 304 and conditional:
        return NotModified(address=address, **validators)
    if status in MOVED and "location" in headers:
        return _moved(address, headers["location"])
    return _setback(address, status, retry_after(headers.get("retry-after"), now), now)


def _moved(address: str, location: str) -> Moved | Setback:
    try:
        return Moved(to=urljoin(address, location))
    except ValueError:
        return refused(address, "host not allowed", f"it redirects to {location!r}, which is no address")


def _setback(address: str, status: int, wait: float, now: datetime) -> Setback | Hitch:
    if status == 404:
        return not_found(address, f"answered 404 for {address}")
    if status == 410:
        return gone(address)
    again_at = now + timedelta(seconds=wait) if wait else None
    later = ask_later(address, f"answered {status}", status=status, again_at=again_at)
    return Hitch(ending=later, wait=wait) if status in PASSING else later


def retry_after(value: str | None, now: datetime) -> float:
    """Seconds to wait, from either form of Retry-After (seconds, or a date); 0 when it says nothing that can be read."""
    if value is None:
        return 0
    if value.isascii() and value.strip().isdigit():
        return min(float(value), LONGEST)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return 0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (when - now).total_seconds()), LONGEST)


def _length(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None
