"""What the last refresh of each source came to, kept for whoever looks after the corpus (Corpus health shows it)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from corpus.intake import Outcome, OutcomeKind
from corpus.models import Value

FILE = "refreshed.json"  # beside the corpus and not in it: a refresh without news touches no file of the corpus


class Tried(Value):
    """The last time a source was asked for, and how that ended; `line` is for people and begins with the source's id."""

    at: datetime
    kind: OutcomeKind
    line: str


_Kept = TypeAdapter(dict[str, Tried])


def read_refreshed(data_dir: Path) -> dict[str, Tried]:
    """The last outcome of each source by its id; empty before the first refresh, or when the file cannot be read."""
    try:
        return _Kept.validate_json((data_dir / FILE).read_bytes())
    except (OSError, ValueError):
        return {}


def note_refreshed(data_dir: Path, outcome: Outcome, at: datetime | None = None) -> None:
    """Keeps one outcome in the place of the source's last one. Only for who holds the corpus for writing."""
    at = at or datetime.now(UTC).replace(microsecond=0)
    kept = read_refreshed(data_dir) | {outcome.source_id: Tried(at=at, kind=outcome.kind, line=outcome.line)}
    draft = data_dir / f".{FILE}.draft"
    draft.write_bytes(_Kept.dump_json(kept, indent=1))
    draft.replace(data_dir / FILE)
