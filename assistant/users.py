"""Who is signed in, as far as anything is kept for them (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from corpus.models import Value

NOBODY = ""  # the owner of what is kept where nobody signs in


class User(Value):
    """`key` is what things are kept under: a fingerprint of issuer and subject, never shown. `name` is for their own screen."""

    key: str
    name: str


def user_of(claims: Mapping[str, object]) -> User | None:
    """The user that a provider's claims speak of; None where they do not say who it is, and then nobody is let in.

    A subject is unique only with its issuer; a name or an e-mail address may change hands and counts for nothing.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and issuer and isinstance(subject, str) and subject):
        return None
    name = next((str(claims[claim]) for claim in ("name", "email", "preferred_username") if claims.get(claim)), "")
    return User(key=hashlib.sha256(f"{len(issuer)}:{issuer}{subject}".encode()).hexdigest(), name=name)
