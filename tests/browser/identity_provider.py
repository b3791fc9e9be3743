"""An OpenID Connect provider on this machine, for tests: discovery, consent, tokens signed with RS256, keys, sign-out.

`python identity_provider.py PORT`. Its users are ann and bob, told by a button each; "forger" gets a token that another key signed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "signpost", "a secret for tests"
USERS = {"ann": "Ann Other", "bob": "Bob Builder", "forger": "Ann Other"}
SUBJECTS = {"ann": "1", "bob": "2", "forger": "1"}


class Provider(BaseHTTPRequestHandler):
    issuer: str
    key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    forged = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    granted: ClassVar[dict[str, dict[str, str]]] = {}  # code → what was asked with, and by whom

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        if place.path == "/.well-known/openid-configuration":
            self._say_json(self._discovery())
        elif place.path == "/jwks":
            self._say_json({"keys": [self.key.as_dict(private=False)]})
        elif place.path == "/authorize":
            buttons = (f'<p><a href="/consent?{urlencode(asked | {"user": user})}">{user}</a></p>' for user in USERS)
            self._say("text/html", f'<html lang="en"><title>Provider</title><h1>Who are you?</h1>{"".join(buttons)}</html>')
        elif place.path == "/consent":
            code = secrets.token_urlsafe()
            self.granted[code] = asked
            self._lead_to(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        elif place.path == "/logout":
            self._lead_to(asked["post_logout_redirect_uri"])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        asked = self.granted.pop(told["code"][0], None)
        if asked is None or not self._is_our_client(told) or not _is_proven(asked, told):
            self.send_error(400)
            return
        now, user = int(time.time()), asked["user"]
        claims = {"iss": self.issuer, "sub": SUBJECTS[user], "aud": CLIENT, "iat": now, "exp": now + 300, "name": USERS[user]}
        claims |= {"nonce": asked["nonce"]} if "nonce" in asked else {}
        key = self.forged if user == "forger" else self.key
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        self._say_json({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def _discovery(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def _is_our_client(self, told: dict[str, list[str]]) -> bool:
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            return base64.b64decode(given).decode().split(":") == [CLIENT, SECRET]
        return (told.get("client_id"), told.get("client_secret")) == ([CLIENT], [SECRET])

    def _say_json(self, said: dict) -> None:
        self._say("application/json", json.dumps(said))

    def _say(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def _lead_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def log_message(self, *_) -> None:
        """Nothing: a test that fails says what it saw."""


def _is_proven(asked: dict[str, str], told: dict[str, list[str]]) -> bool:
    """That who brings the code is who asked for it (PKCE)."""
    digest = hashlib.sha256(told["code_verifier"][0].encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]


def serve(port: int) -> None:
    Provider.issuer = f"http://127.0.0.1:{port}"
    ThreadingHTTPServer(("127.0.0.1", port), Provider).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
