"""The MCP server over HTTP: to this machine without more, to others only for a token."""

from __future__ import annotations

import hmac

from mcp.server.transport_security import TransportSecuritySettings
from pydantic import SecretStr
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.hosts import is_loopback
from assistant.mcp import mcp_server, warm_up
from corpus.store import EditionStore
from index.reader import IndexReader

# What a client on this machine calls it. A page that a hostile name server leads here calls it otherwise, and is refused.
_NAMES = ("127.0.0.1", "localhost", "[::1]")


class HostProblem(Exception):
    """An address that is not served. The message says what to set."""


def checked_host(host: str, token: SecretStr | None) -> str:
    """The host. Raises HostProblem where other machines could reach it and no token is asked for."""
    if not is_loopback(host) and token is None:
        raise HostProblem(
            f"{host} can be reached from other machines. Set SIGNPOST_MCP_TOKEN (see .env.example), or leave --host out to serve "
            "this machine alone."
        )
    return host


def http_app(reader: IndexReader, store: EditionStore, host: str, token: SecretStr | None) -> ASGIApp:
    """The ASGI application for a host, at /mcp. Raises HostProblem as `checked_host` does."""
    checked_host(host, token)
    app = mcp_server(reader, store).streamable_http_app(
        json_response=True,
        stateless_http=True,  # no tool remembers anything, and a session that need not be kept cannot run out
        transport_security=_guard_for(host),
        host=host,
    )
    return TokenGate(app, token.get_secret_value()) if token else app


def address_of(host: str, port: int) -> str:
    return f"http://{_as_written(host)}:{port}/mcp"


def serve_http(reader: IndexReader, store: EditionStore, host: str, port: int, token: SecretStr | None) -> None:
    """Serves until it is stopped."""
    import uvicorn

    app = http_app(reader, store, host, token)
    warm_up(reader)
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


class TokenGate:
    """Lets through what brings "Authorization: Bearer" and the token, and answers 401 to everything else."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and self._admits(scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = PlainTextResponse("A valid token is needed.", status_code=401, headers={"WWW-Authenticate": "Bearer"})
            await refusal(scope, receive, send)

    def _admits(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name.lower() == b"authorization"]
        if len(given) != 1:
            return False
        scheme, _, token = given[0].partition(b" ")
        return hmac.compare_digest(token.strip(), self._token) and scheme.lower() == b"bearer"


def _guard_for(host: str) -> TransportSecuritySettings:
    """Against DNS rebinding. Another address than loopback has names that we cannot know; there the token guards, which no
    foreign page has.
    """
    if not is_loopback(host):
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    names = [*_NAMES, _as_written(host)]
    return TransportSecuritySettings(
        allowed_hosts=[*names, *(f"{name}:*" for name in names)],
        allowed_origins=[f"http://{name}{port}" for name in names for port in ("", ":*")],
    )


def _as_written(host: str) -> str:
    return f"[{host}]" if ":" in host else host
