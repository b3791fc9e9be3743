"""A server on loopback that speaks the chat-completions protocol with streaming, and a chat model opened on it."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass(frozen=True)
class Spoken:
    """One reply. `pieces` are streamed one by one, `pause` seconds apart; `cut` hangs up after so many of them.

    `status` other than 200 answers with an error; `raw` is sent in place of a stream; `ended` is the finish reason.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    pause: float = 0.0
    cut: int | None = None
    raw: bytes | None = None
    ended: str = "stop"


class ChatServer:
    """Gives each reply once and the last for ever; remembers what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Spoken] = []
        self.asked: list[dict] = []
        self.address = ""

    def says(self, *lines: object, **fields) -> None:
        """One reply of these JSON lines, a dozen characters at a time."""
        text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        self.replies.append(Spoken([text[n : n + 12] for n in range(0, len(text), 12)], **fields))

    def next_reply(self) -> Spoken:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextlib.contextmanager
def chat_server_on_loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    """A server to which every model named "openai:…" leads, with no key but a word in its place."""
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "OPENAI_API_BASE", "OPENAI_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    chat = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            chat.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            with contextlib.suppress(ConnectionError):
                _answer(self, chat.next_reply())

        def log_message(self, *_: object) -> None:
            """Nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    chat.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", chat.address)
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, spoken: Spoken) -> None:
    handler.close_connection = True
    if spoken.status != 200 or spoken.raw is not None:
        body = spoken.raw if spoken.raw is not None else json.dumps({"error": {"message": "the kitchen is shut"}}).encode()
        handler.send_response(spoken.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for n, piece in enumerate(spoken.pieces):
        if n == spoken.cut:
            handler.connection.close()
            return
        time.sleep(spoken.pause)
        _send(handler, {"content": piece}, None)
    _send(handler, {}, spoken.ended)
    _chunk(handler, b"data: [DONE]\n\n")
    _chunk(handler, b"")


def _send(handler: BaseHTTPRequestHandler, delta: dict, ended: str | None) -> None:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": ended}
    event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "played", "choices": [choice]}
    _chunk(handler, f"data: {json.dumps(event)}\n\n".encode())


def _chunk(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    handler.wfile.flush()
