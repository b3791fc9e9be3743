"""Questions that look answered by a paragraph and are not, written by hand: what "not in the documents" is told by.

corpus/near-misses/<source id>.jsonl    {"para": "7.5.4", "text_hash": "…", "near_misses": [{"question": "…", "missing": "…"}]}

`text_hash` is that of the paragraph they were written for: where a new edition rewords it, it may answer them now, and they are
switched off. `elsewhere.jsonl` holds what is asked of no paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.changes import find_paragraphs
from corpus.models import Document, Value
from corpus.readers.digest import DigestEntry

NEAR_MISSES_FOLDER = Path(__file__).with_name("near-misses")


class NearMiss(Value):
    """`missing` says what is asked for and not given."""

    question: str
    missing: str


class ParagraphNearMisses(Value):
    """One line of a file: what looks answered by one paragraph."""

    para: str
    text_hash: str
    near_misses: tuple[NearMiss, ...] = Field(min_length=1)


@cache
def read_near_misses(source_id: str) -> tuple[ParagraphNearMisses, ...]:
    """The near misses of a source; empty where nobody has written any. Raises ValueError for a line that does not fit."""
    path = NEAR_MISSES_FOLDER / f"{source_id}.jsonl"
    if not path.exists():
        return ()
    return tuple(ParagraphNearMisses.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines())


@cache
def read_elsewhere() -> tuple[NearMiss, ...]:
    """What people ask that none of the documents answers, near to no paragraph."""
    lines = (NEAR_MISSES_FOLDER / "elsewhere.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(NearMiss.model_validate_json(line) for line in lines)


def near_misses_in_force(source_id: str, document: Document) -> tuple[NearMiss, ...]:
    """The near misses for an edition: those of the paragraphs whose words still stand in it."""
    lines = read_near_misses(source_id)
    places = find_paragraphs({(line.para, line.text_hash) for line in lines}, document)
    return tuple(miss for line in lines if places[line.para, line.text_hash].holds for miss in line.near_misses)


def near_misses_for_digest(source_id: str, entries: Iterable[DigestEntry]) -> tuple[NearMiss, ...]:
    """The near misses of the paragraphs that the digest restates: a summary answers no more than they do."""
    restated = {entry.written_for for entry in entries}
    return tuple(miss for line in read_near_misses(source_id) if line.text_hash in restated for miss in line.near_misses)
