"""A clock that stands where it is told to, and what is kept in a database of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.database import Database, open_database

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
ANN, BOB = "a" * 64, "b" * 64  # two users' keys


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **time) -> None:
        self.time += timedelta(**time)


def database_in(folder: Path) -> Database:
    return open_database(address_in(folder))


def address_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'kept' / 'signpost.sqlite'}"


def bytes_on_disk(folder: Path) -> bytes:
    """Everything in the files of the database, what was deleted and not overwritten included."""
    return b"".join(file.read_bytes() for file in sorted((folder / "kept").iterdir()))
