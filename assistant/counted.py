"""A number with what it counts, as people write it (pure)."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """ "1 paragraph", "1,204 paragraphs"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
