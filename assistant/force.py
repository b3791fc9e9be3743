"""With what force a sentence speaks: by its own verb, and by who says it (pure)."""

from __future__ import annotations

import re

from assistant.models import Force
from corpus.models import Authority

FORCES: dict[Force, str] = {
    "required": "Required",
    "expected": "Expected",
    "good-practice": "Good practice and findings",
    "comment": "Comment",
}
_REQUIRED = re.compile(
    r"\b(must|shall|is required|are required|be required|requires?|has to|have to|mandatory|may not|cannot|can only|may only|"
    r"not permitted|no power|unlawful|is responsible|rests? (personally )?with)\b",
    re.IGNORECASE,
)


def force_of(authority: Authority, words: str) -> Force:
    """Rules require where their verb does, and else are expected to be followed; audit, government and Parliament give findings
    and good practice; think tanks and the press comment."""
    if authority == "rules":
        return "required" if _REQUIRED.search(words) else "expected"
    return "comment" if authority in ("think-tank", "press") else "good-practice"
