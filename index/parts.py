"""A question of several parts, taken apart, so that each part is searched for (pure)."""

from __future__ import annotations

import re

from index.lexical import stems

MOST = 4  # parts that are searched for; whoever asks more at once has the question as a whole
SHORTEST = 2  # stems that a part needs to be about something

_ASKS = (
    r"(?:what|who|whom|whose|how|when|where|which|why|is|are|was|were|does|do|did|has|have|can|could|should|must|may|will|"
    r"would|say|name|explain|list)\b"
)
_JOINT = re.compile(
    rf"[?;]\s+|\.\s+(?=\w)|\s[-–—]\s|,?\s+(?:and|but|or)\s+(?={_ASKS})|\s+(?:vs\.?|versus|against)\s+|"
    r",\s+(?:one|versus|or|and)\s+|\(\w\)\s",
    re.IGNORECASE,
)


def parts_of(question: str) -> list[str]:
    """The parts, in order; empty for a question of one part.

    Example: "Who signs it, and when must it be done?" gives "Who signs it", "when must it be done".
    """
    parts = [part for piece in _JOINT.split(question) if len(stems(part := piece.strip(" ,?."))) >= SHORTEST]
    return parts[:MOST] if len(parts) > 1 else []
