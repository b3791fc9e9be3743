"""Settings: few, each with a default that works on a laptop. `.env.example` explains every one; this is their only home."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "SIGNPOST_"
SHORTEST_TOKEN = 16  # characters: fewer can be guessed
REPOSITORY = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that is unknown or has a value that cannot be used. The message says which, and what to type."""


class Settings(BaseSettings):
    """Read from the environment and from `.env` in the working folder; the environment wins."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = REPOSITORY / "data"
    embedding_model: str = "packaged"
    model: str | None = None
    mcp_token: SecretStr | None = None
    chroma_url: str | None = None
    database_url: SecretStr | None = None  # secret, since it may hold a password
    keep_conversations: bool | None = None
    log: Literal["text", "json"] = "text"
    log_questions: bool = False

    @property
    def database_address(self) -> str:
        """Where feedback and conversations are kept, as SQLAlchemy writes it. May hold a password: not for printing."""
        told = self.database_url.get_secret_value() if self.database_url else ""
        return told or f"sqlite:///{self.data_dir / 'kept' / 'signpost.sqlite'}"

    @field_validator("chroma_url")
    @classmethod
    def _is_an_address(cls, address: str | None) -> str | None:
        if address and not re.fullmatch(r"https?://[^/@\s]+/?", address):
            raise PydanticCustomError("no_address", "it is no address of a server: write it as http://127.0.0.1:8000")
        return address.rstrip("/") if address else None

    @field_validator("mcp_token")
    @classmethod
    def _is_no_guess(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and len(token) < SHORTEST_TOKEN:
            raise PydanticCustomError("too_short", f"{len(token)} characters are too few, {SHORTEST_TOKEN} is the least")
        return token


@cache
def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError for an unknown name under our prefix: a slip of the pen shows."""
    _refuse_unknown_names()
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        raise SettingsError(f"{PREFIX}{str(problem['loc'][0]).upper()}: {problem['msg']}. See .env.example.") from error


def _refuse_unknown_names() -> None:
    from difflib import get_close_matches

    from dotenv import dotenv_values

    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in {**dotenv_values(".env"), **os.environ}:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1)
            hint = f" Did you mean {near[0]}?" if near else f" Known: {', '.join(sorted(known))}."
            raise SettingsError(f"Unknown setting {name}.{hint} Settings are explained in .env.example.")
