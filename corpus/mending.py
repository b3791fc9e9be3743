"""Editions whose files are not as they were written: read again from their original, or set aside to be taken in anew."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from corpus.intake import Outcome, Supplied, new_edition, outcome, read_file, save_read, settle
from corpus.models import Document, Edition, Source
from corpus.store import CHECKSUMS, EditionStore

SET_ASIDE = ".damaged-"  # hidden from readers, kept for whoever wants to look


def mend(source: Source, store: EditionStore) -> Outcome | None:
    """Mends what can be mended of the stored editions of a source; None where nothing is damaged.

    An edition whose original is whole is read again from it. One of which the original alone is damaged stays as it is: its text
    is whole, and the same file taken in again replaces it. Any other is set aside.
    """
    told, failed = [], []
    for place in store.places(source.source_id):
        damaged = store.damaged(place)
        if not damaged:
            continue
        original = _whole_original(place)
        if original is None:
            if all(name.startswith("original") for name in damaged):
                continue
            place.rename(_free(place.with_name(f"{SET_ASIDE}{place.name}")))
            failed.append(f"{place.name} is damaged ({damaged[0]}) and was set aside")
            continue
        document = read_file(source, original)
        if isinstance(document, str):
            return outcome(source, "failed", f"{place.name} is damaged ({damaged[0]}), and its original was {document}")
        edition = _edition_in(place)
        if edition is None:
            edition = _made_again(source, place, original, document)
            (place / "edition.json").write_text(edition.model_dump_json(indent=2), encoding="utf-8")
        save_read(source, edition, document, original, store)
        told.append(f"{edition.title}: {damaged[0]} was damaged; read again from the original")
    if told:
        settle(source, store)
    lines = "; ".join([*told, *failed])
    return outcome(source, "failed" if failed else "new", f"{lines}.") if lines else None


def _whole_original(place: Path) -> Path | None:
    """The file as fetched, where its hash is the one that the edition has."""
    original, edition = next(iter(sorted(place.glob("original.*"))), None), _edition_in(place)
    if original is None:
        return None
    sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
    known = {edition.sha256} if edition else _recorded(place, original.name)
    return original if sha256 in known else None


def _recorded(place: Path, name: str) -> set[str]:
    try:
        return {json.loads((place / CHECKSUMS).read_bytes())[name]}
    except (OSError, ValueError, KeyError):
        return set()


def _edition_in(place: Path) -> Edition | None:
    try:
        edition = Edition.model_validate_json((place / "edition.json").read_bytes())
    except (OSError, ValueError):
        return None
    return edition if (edition.source_id, edition.edition_id) == (place.parent.name, place.name) else None


def _made_again(source: Source, place: Path, original: Path, document: Document) -> Edition:
    """The edition as sources.toml knows it, or as its print and the time of its file say; under the name that it had."""
    fetched = datetime.fromtimestamp(original.stat().st_mtime, UTC).replace(microsecond=0)
    sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
    made = new_edition(source, sha256, document, Supplied(path=original, retrieved_at=fetched))
    return made.model_copy(update={"edition_id": place.name})


def _free(path: Path) -> Path:
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{path.name.rpartition('~')[0] or path.name}~{number}")
    return path
