"""Every source Signpost knows, from sources.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from corpus.models import Source

SOURCES_FILE = Path(__file__).with_name("sources.toml")
DIGEST_FOLDER = Path(__file__).with_name("digest")


@cache
def load_sources(path: Path = SOURCES_FILE) -> tuple[Source, ...]:
    """Sources in the order of the file, those held first. Raises ValueError where two have one id, a held one
    has no licence, or an entry does not fit."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
    for entry in entries:
        for edition in entry.get("editions", ()):
            edition["source_id"] = entry["source_id"]
    sources = tuple(Source.model_validate(entry) for entry in entries)
    names = [source.source_id for source in sources]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise ValueError(f"{path.name}: {', '.join(sorted(repeated))} stands there more than once.")
    unlicensed = [source.source_id for source in sources if source.held and source.licence is None]
    if unlicensed:
        raise ValueError(f"{path.name}: {', '.join(unlicensed)} is held and has no licence, so nobody knows what may be shown.")
    return sources


def held_sources() -> tuple[Source, ...]:
    return tuple(source for source in load_sources() if source.held)


def digest_path(source: Source) -> Path:
    """Where the source's starter digest is, whether or not it has been written."""
    return DIGEST_FOLDER / f"{source.source_id}.md"
