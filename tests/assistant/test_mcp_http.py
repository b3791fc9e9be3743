"""The MCP server over HTTP on loopback: whom it answers, with a token and without."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from pydantic import SecretStr

from assistant.mcp_http import HostProblem, checked_host, http_app
from corpus.store import EditionStore
from index.reader import IndexReader
from tests.assistant.mcp_client import GUIDANCE, HELPERS, Asked
from tests.builders import WordEmbedder

TOKEN = "an-open-secret-of-the-tests"
HELLO = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADERS = {"Accept": "application/json, text/event-stream"}


@contextmanager
def serving(app):
    """An ASGI application on a free port of loopback, in a thread; gives the port."""
    door = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield door.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        door.close()


@pytest.fixture
def app_for(assistant, tmp_path):
    def app_for(host: str, token: str | None = None):
        return http_app(IndexReader(tmp_path, WordEmbedder), EditionStore(tmp_path), host, SecretStr(token) if token else None)

    return app_for


def post(port: int, **headers: str) -> int:
    return httpx.post(f"http://127.0.0.1:{port}/mcp", json=HELLO, headers=HEADERS | headers).status_code


def test_it_serves_this_machine_over_http_without_a_token(app_for):
    with serving(app_for("127.0.0.1")) as port:
        asked = Asked(lambda: f"http://127.0.0.1:{port}/mcp")
        assert len(asked.tools()) == len(GUIDANCE) + len(HELPERS)
        assert asked.ask(question="Who answers for a shared kitchen?")["outcome"] == "answered"


def test_a_page_that_a_hostile_name_leads_here_is_refused(app_for):
    with serving(app_for("127.0.0.1")) as port:
        assert post(port) == 200
        assert post(port, Host="evil.example") == 421
        assert post(port, Origin="http://evil.example") == 403
        assert post(port, Origin=f"http://localhost:{port}") == 200


def test_with_a_token_every_request_needs_it(app_for):
    with serving(app_for("127.0.0.1", TOKEN)) as port:
        assert post(port) == 401
        for wrong in ("Bearer wrong", "Bearer", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"):
            assert post(port, Authorization=wrong) == 401, wrong
        assert httpx.get(f"http://127.0.0.1:{port}/else").status_code == 401
        assert post(port, Authorization=f"Bearer {TOKEN}") == 200
        assert post(port, Authorization=f"Bearer {TOKEN}", Host="evil.example") == 421
        url = f"http://127.0.0.1:{port}/mcp"
        with_token = Asked(
            lambda: streamable_http_client(url, http_client=create_mcp_http_client(headers={"Authorization": f"Bearer {TOKEN}"}))
        )
        assert with_token.verify_quote(quote="officer answers for a shared kitchen")["verdict"] == "found"
        with pytest.raises(Exception, match=r"TaskGroup|401|token"):
            Asked(lambda: url).list_sources()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "signpost.example", "127.0.0.1.example"])
def test_another_host_than_loopback_is_refused_without_a_token(host):
    with pytest.raises(HostProblem, match="Set SIGNPOST_MCP_TOKEN"):
        checked_host(host, None)
    assert checked_host(host, SecretStr(TOKEN)) == host


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_needs_no_token(host):
    assert checked_host(host, None) == host
