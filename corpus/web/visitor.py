"""Asking web servers politely: who we are, once a second, no more than we can take, and again only when it may help."""

from __future__ import annotations

import hashlib
import io
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from corpus.models import Value
from corpus.web.addresses import refuse_address, refuse_destination, resolve
from corpus.web.answers import Answer, Hitch, Moved, NotModified, Received, judge
from corpus.web.endings import Known, Refused, Setback, ask_later, refused

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState


class Limits(Value):
    """How long and how much. Seconds and bytes.

    Managing Public Money is 3 MB and the largest of our sources. A server that asks for more patience than `longest_wait` is not
    asked again in this run: waiting less than it said would be rude, waiting as long would hold up everything else.
    """

    connect_seconds: float = 10
    read_seconds: float = 30
    total_seconds: float = 300
    file_bytes: int = 100_000_000
    page_bytes: int = 5_000_000
    redirects: int = 5
    attempts: int = 4
    longest_wait: float = 60
    seconds_between: float = 1


class Clock:
    """Time, as one thing to hand in: tests have one that does not wait."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Page(Value):
    """A page in memory, after redirects."""

    address: str
    media_type: str | None
    content: bytes


class Visitor:
    """One for a whole refresh, since it remembers when each host was last asked; a context manager; not for several threads.

    Each host name is looked up once a request, checked, and connected to by the number that was checked, so that a name cannot
    lead elsewhere in between. With a proxy the names are the proxy's to look up: only `hosts` guards then.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        *,
        contact: str = "",
        limits: Limits | None = None,
        clock: Clock | None = None,
        proxy: str | None = None,
        resolve: Callable[[str], tuple[str, ...]] = resolve,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.hosts = hosts
        self.limits = limits or Limits()
        self.clock = clock or Clock()
        self._resolve = None if proxy else resolve
        self._last_asked: dict[str, float] = {}
        self._client = _client(self.limits, contact, proxy, transport)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read_page(self, address: str) -> Page | Setback:
        """A page of at most `page_bytes`, at most five redirects away."""
        content = io.BytesIO()
        answer = self._follow(address, content, self.limits.page_bytes, None)
        if isinstance(answer, Received):
            return Page(address=answer.address, media_type=answer.media_type, content=content.getvalue())
        return answer  # a setback: nothing known was named, so nothing can come back as not modified

    def download(self, address: str, sink: BinaryIO, known: Known | None = None) -> Received | NotModified | Setback:
        """Writes the bytes into `sink`, which holds rubbish unless a Received comes back."""
        return self._follow(address, sink, self.limits.file_bytes, known)

    def _follow(self, address: str, sink: BinaryIO, most: int, known: Known | None) -> Received | NotModified | Setback:
        asked = address
        for _ in range(self.limits.redirects + 1):
            answer = self._ask_with_patience(address, sink, most, known)
            if not isinstance(answer, Moved):
                return answer
            address = answer.to
        return refused(asked, "redirected too often", f"more than {self.limits.redirects} redirects, the last to {address}")

    def _ask_with_patience(self, address: str, sink: BinaryIO, most: int, known: Known | None) -> Answer:
        from tenacity import Retrying, retry_if_result, stop_after_attempt, stop_any, wait_exponential

        def asked_for(state: RetryCallState) -> float:
            return state.outcome.result().wait

        back_off = wait_exponential(multiplier=2, max=self.limits.longest_wait)
        retrying = Retrying(
            retry=retry_if_result(lambda answer: isinstance(answer, Hitch)),
            stop=stop_any(stop_after_attempt(self.limits.attempts), lambda state: asked_for(state) > self.limits.longest_wait),
            wait=lambda state: max(asked_for(state), back_off(state)),
            sleep=self.clock.sleep,
            retry_error_callback=lambda state: state.outcome.result().ending,
        )
        turns = itertools.count()
        return retrying(lambda: self._ask(address, sink, most, known, next(turns)))

    def _ask(self, address: str, sink: BinaryIO, most: int, known: Known | None, turn: int) -> Answer | Hitch:
        """One request. `turn` counts the tries: each goes to the next of the host's numbers."""
        import httpx

        destination = refuse_address(address, self.hosts) or self._destination(address, turn)
        if isinstance(destination, Refused | Hitch):
            return destination
        conditions = _conditions(known) if known and known.final_address == address else {}
        host = httpx.URL(address).host
        self._keep_pace(host)
        deadline = self.clock.monotonic() + self.limits.total_seconds
        headers = {"Host": host, **conditions}
        try:
            with self._client.stream("GET", destination, headers=headers, extensions={"sni_hostname": host}) as response:
                answer = judge(address, response, conditional=bool(conditions), now=self.clock.now())
                return self._receive(answer, response, sink, most, deadline) if isinstance(answer, Received) else answer
        except httpx.TimeoutException:
            return Hitch(ending=ask_later(address, "did not answer in time"))
        except httpx.TransportError as error:
            return Hitch(ending=ask_later(address, _why_not_reached(error)))

    def _destination(self, address: str, turn: int) -> httpx.URL | Refused | Hitch:
        """The address with the host's number in the place of its name."""
        import httpx

        url = httpx.URL(address)
        if self._resolve is None:
            return url
        try:
            numbers = self._resolve(url.host)
        except OSError:
            return Hitch(ending=ask_later(address, "was not found under its name (is there a network?)"))
        return refuse_destination(address, numbers) or url.copy_with(host=numbers[turn % len(numbers)])

    def _receive(
        self, head: Received, response: httpx.Response, sink: BinaryIO, most: int, deadline: float
    ) -> Received | Setback | Hitch:
        """Takes the body in. What the server says about its length is a first guess: the bytes are counted."""
        import httpx

        too_large = refused(head.address, "too large", f"it is larger than {most:,} bytes")
        if (head.length or 0) > most:
            return too_large
        sink.seek(0)
        sink.truncate()
        size, sha256 = 0, hashlib.sha256()
        try:
            for piece in response.iter_bytes():
                size += len(piece)
                if size > most:
                    return too_large
                if self.clock.monotonic() > deadline:
                    return ask_later(head.address, f"took longer than {self.limits.total_seconds:.0f} seconds")
                sha256.update(piece)
                sink.write(piece)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.DecodingError):
            return Hitch(ending=refused(head.address, "truncated", f"it broke off after {size:,} bytes"))
        return head.model_copy(update={"sha256": sha256.hexdigest(), "size": size})

    def _keep_pace(self, host: str) -> None:
        now = self.clock.monotonic()
        due = self._last_asked.get(host, float("-inf")) + self.limits.seconds_between
        if due > now:
            self.clock.sleep(due - now)
        self._last_asked[host] = self.clock.monotonic()


def user_agent(contact: str) -> str:
    """Who we say we are. `contact` is an address or page of whoever runs this, so that a publisher can complain to somebody."""
    return f"Signpost (keeps copies of guidance current, at most one request a second{'; ' + contact if contact else ''})"


def proxy_of_the_environment() -> str | None:
    """HTTPS_PROXY, or what the system says, as on most departmental laptops."""
    from urllib.request import getproxies

    return getproxies().get("https")


def _why_not_reached(error: httpx.TransportError) -> str:
    said = str(error) or type(error).__name__
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return "showed a certificate not trusted here (where the network inspects traffic, set SSL_CERT_FILE to its certificates)"
    return f"could not be reached ({said})"


def _conditions(known: Known) -> dict[str, str]:
    validators = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in validators.items() if value}


def _client(limits: Limits, contact: str, proxy: str | None, transport: httpx.BaseTransport | None) -> httpx.Client:
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    # No connection is kept: they are pooled by number, and two hosts of one network would share one made for the other's name.
    pool = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(
        transport=transport or httpx.HTTPTransport(limits=pool, proxy=proxy),
        headers={"User-Agent": user_agent(contact), "Accept-Encoding": "identity"},
        timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        trust_env=False,
    )
