"""How corpus, index and disk are, looked at without the model: enough for a page to show at once, with what to type.

`assistant/doctor.py` looks closer, which takes the model and some seconds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.doctor import Finding
from corpus.at_hand import editions_at_hand
from corpus.models import Edition, Source
from corpus.reading_report import ReadingReport
from corpus.refreshed import Tried, read_refreshed
from corpus.sources import held_sources
from corpus.store import EditionStore
from index.models import Manifest

LITTLE = 2 * 1024**3  # bytes: a build of the full documents beside the one in use, and vectors for them, with room to spare
PLACES = {"corpus": "Documents", "index": "Index", "vectors": "Vectors kept for the next build", "evals": "Evaluations"}
PLACES |= {"kept": "Feedback and conversations"}


@dataclass(frozen=True)
class Held:
    """One source with its editions, oldest first, and how the last refresh of it ended."""

    source: Source
    editions: tuple[Edition, ...]
    tried: Tried | None
    problem: str = ""  # why its editions cannot be read


@dataclass(frozen=True)
class Use:
    """What one part of the data folder holds."""

    name: str
    size: int  # bytes


def look_at_corpus(data_dir: Path) -> tuple[Held, ...]:
    """Every source that is to be held. One that cannot be read says why, and hides no other."""
    store, tried = EditionStore(data_dir), read_refreshed(data_dir)
    held = []
    for source in held_sources():
        try:
            editions, problem = editions_at_hand(source, store), ""
        except (OSError, ValueError) as error:
            editions, problem = (), f"{store.folder / source.source_id} cannot be read ({type(error).__name__})"
        held.append(Held(source, editions, tried.get(source.source_id), problem))
    return tuple(held)


def findings(held: Sequence[Held], manifest: Manifest | None, free: int) -> Iterator[Finding]:
    """What needs doing, each line ending in what to type; nothing when all is well as far as can be told without the model."""
    yield from _on_documents(held)
    yield from _on_index(held, manifest)
    if free < LITTLE:
        yield Finding("disk", False, f"only {in_bytes(free)} are free, and a refresh needs about {in_bytes(LITTLE)}. Make room.")


def findings_of_reading(reports: Mapping[str, ReadingReport]) -> Iterator[Finding]:
    """What a person has to look at in the documents as read, by the source's title."""
    for title, report in reports.items():
        for line in report.to_look_at:
            yield Finding(
                f"{title}, {report.edition}", False, f"{line}. Type python -m corpus.report {report.source_id} for all."
            )


def disk_use(data_dir: Path) -> tuple[Use, ...]:
    """By part of the data folder; what does not exist is left out. A link counts as what it leads to."""
    uses = [Use(title, _size(data_dir / name)) for name, title in PLACES.items() if (data_dir / name).exists()]
    others = (place for place in data_dir.iterdir() if place.name not in PLACES) if data_dir.is_dir() else ()
    rest = sum(_size(place) for place in others)
    return (*uses, Use("Other", rest)) if rest else tuple(uses)


def free_space(data_dir: Path) -> int:
    """Bytes free where the data folder is, or is to be."""
    place = next(place for place in (data_dir, *data_dir.resolve().parents) if place.exists())
    return shutil.disk_usage(place).free


def in_bytes(size: int) -> str:
    """ "1.6 MB": in thousands, as disks are sold and file managers count."""
    number, units = float(size), ["bytes", "kB", "MB", "GB", "TB"]
    while number >= 1000 and len(units) > 1:
        number /= 1000
        units.pop(0)
    return f"{number:.0f} {units[0]}" if number >= 10 or units[0] == "bytes" else f"{number:.1f} {units[0]}"


def _on_documents(held: Sequence[Held]) -> Iterator[Finding]:
    for one in held:
        title = one.source.title
        if one.problem:
            yield Finding(title, False, f"{one.problem}. Remove that folder and type make refresh.")
        if one.tried and one.tried.kind == "failed":
            line = one.tried.line.removeprefix(f"{one.source.source_id}: ").rstrip(".")
            again = f"python -m corpus.refresh --source {one.source.source_id}"
            yield Finding(title, False, f"the last refresh failed: {line}. Mend that and type {again}.")
        for edition in one.editions:
            if edition.withdrawn and edition.status == "current":
                said = edition.withdrawn.rstrip(".")
                yield Finding(title, False, f"its publisher withdrew {edition.title}: {said}. Look for what took its place.")
    digests = [one.source.short_title for one in held if any(edition.rendition == "digest" for edition in one.editions)]
    if digests:
        yield Finding("documents", False, f"only our starter digest is here of {', '.join(digests)}. Type make refresh.")
    if not any(one.editions for one in held):
        yield Finding("documents", False, "nothing is held. Type make refresh.")


def _on_index(held: Sequence[Held], manifest: Manifest | None) -> Iterator[Finding]:
    there = [one for one in held if one.editions]
    if manifest is None:
        if there:
            yield Finding("index", False, "there is none that this program can read. Type make index.")
    elif (
        tuple(edition for one in there for edition in one.editions) != manifest.editions
        or tuple(one.source for one in there) != manifest.sources
    ):
        yield Finding("index", False, "it was built from other editions than are here now. Type make index.")


def _size(place: Path) -> int:
    if place.is_file():
        return place.stat().st_size
    return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
