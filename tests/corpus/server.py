"""A web on loopback: one small server that stands in for every host, and a visitor that is led to it.

What is tested are the real addresses under the real rules (https, named hosts, public numbers): only the last step, the
connection, goes to loopback instead. Names are looked up in `web.numbers`; time is a `StillClock`, which waits without waiting.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx

from corpus.web.visitor import Clock, Limits, Visitor

GOVUK, ASSETS, AUDITOR, PRESS = "www.gov.uk", "assets.publishing.service.gov.uk", "www.nao.org.uk", "www.publictechnology.net"
HOSTS = frozenset({GOVUK, ASSETS, AUDITOR, PRESS})
PUBLIC = "151.101.0.144"  # any number of the public internet: nothing is sent to it


@dataclass(frozen=True)
class Reply:
    """What the server does when it is asked. `validators` make it answer 304 to a request that names one of them.

    `cut` sends so many bytes of the body and hangs up; `says` is a Content-Length of its own, `chunked` none at all; `before_each`
    is called before every kilobyte, `before` before anything.
    """

    status: int = 200
    body: bytes = b""
    media_type: str = "application/pdf"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    cut: int | None = None
    says: int | None = None
    chunked: bool = False
    before: Callable[[], None] = lambda: None
    before_each: Callable[[], None] | None = None


@dataclass(frozen=True)
class Asked:
    """One request as it arrived, and the number and name under which a real connection would have been made."""

    address: str
    headers: dict[str, str]
    number: str
    name: str


class StillClock(Clock):
    """Time moves only when somebody sleeps; `slept` remembers for how long."""

    def __init__(self) -> None:
        self.start = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


class Web:
    """Replies by address; of several for one address each is given once and the last for ever. What is not there answers 404."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self.numbers: dict[str, tuple[str, ...]] = {}
        self.clock = StillClock()

    def put(self, address: str, *replies: Reply) -> None:
        self.replies[address] = list(replies)

    def reply_to(self, address: str) -> Reply:
        waiting = self.replies.get(address, [Reply(404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def resolve(self, host: str) -> tuple[str, ...]:
        return self.numbers.get(host, (PUBLIC,))

    def addresses(self) -> list[str]:
        return [asked.address for asked in self.asked]

    def visitor(self, hosts: frozenset[str] = HOSTS, *, limits: Limits | None = None, proxy: str | None = None) -> Visitor:
        return Visitor(hosts, limits=limits, clock=self.clock, proxy=proxy, resolve=self.resolve, transport=_ToLoopback(self))


@contextlib.contextmanager
def web_on_loopback() -> Iterator[Web]:
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": web}))
    server.daemon_threads = True
    web.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


class _ToLoopback(httpx.BaseTransport):
    """Connects to loopback whatever the number, and notes the number and the name that a certificate would be checked for."""

    def __init__(self, web: Web) -> None:
        self.web = web
        # Loopback is not encrypted, and reading the certificates of the world would take longer than all the rest.
        self.inner = httpx.HTTPTransport(verify=False, limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.headers["host"]
        asked = Asked(
            address=f"{request.url.scheme}://{host}{request.url.raw_path.decode()}",
            headers={name.lower(): value for name, value in request.headers.items()},
            number=request.url.host,
            name=request.extensions["sni_hostname"],
        )
        self.web.asked.append(asked)
        there = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.web.port)
        return self.inner.handle_request(
            httpx.Request(request.method, there, headers=request.headers, extensions=request.extensions)
        )

    def close(self) -> None:
        self.inner.close()


class _Handler(BaseHTTPRequestHandler):
    web: Web
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        reply = self.web.reply_to(f"https://{self.headers['Host']}{urlsplit(self.path).path}")
        reply.before()
        self.close_connection = True
        with contextlib.suppress(OSError):  # the visitor had enough
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        unchanged = self._names(reply)
        body = b"" if unchanged else reply.body
        self.send_response(304 if unchanged else reply.status)
        said = {"Content-Type": reply.media_type, "ETag": reply.etag, "Last-Modified": reply.last_modified, **reply.headers}
        for name, value in said.items():
            if value is not None:
                self.send_header(name, value)
        if reply.chunked:
            self.send_header("Transfer-Encoding", "chunked")
            body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        else:
            self.send_header("Content-Length", str(len(body) if reply.says is None else reply.says))
        self.end_headers()
        self._send_body(body[: reply.cut], reply)

    def _send_body(self, body: bytes, reply: Reply) -> None:
        if reply.before_each is None:
            self.wfile.write(body)
            return
        for start in range(0, len(body), 1024):
            reply.before_each()
            self.wfile.write(body[start : start + 1024])

    def _names(self, reply: Reply) -> bool:
        """Whether the request names what the reply has."""
        same_etag = reply.etag is not None and self.headers["If-None-Match"] == reply.etag
        same_date = reply.last_modified is not None and self.headers["If-Modified-Since"] == reply.last_modified
        return reply.status == 200 and (same_etag or same_date)

    def log_message(self, *_: object) -> None:
        pass
