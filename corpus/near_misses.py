"""Questions that look answered by a paragraph and are not, written by hand: what "not in the documents" is learnt from.

corpus/near-misses/<source id>.jsonl    {"para": "7.5.4", "text_hash": "…", "near_misses": [{"question": "…", "missing": "…"}]}
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.models import Value

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
