"""The headings under which an answer speaks: by each sentence's own verb, and by who says it (pure)."""

from __future__ import annotations

from assistant.figures import plain
from assistant.force import forces
from assistant.models import Group
from corpus.models import Authority

GROUPS: dict[Group, str] = {
    "required": "Required",
    "expected": "Expected",
    "good-practice": "Good practice and findings",
    "comment": "Comment",
}


def group_of(authority: Authority, words: str) -> Group:
    """Rules require where a verb of theirs does ("must", "shall", "may not"), and else are expected to be followed; audit,
    government and Parliament give findings and good practice; think tanks and the press comment."""
    if authority == "rules":
        required = any(force.kind == "must" or (force.kind == "may" and force.is_negated) for force in forces(plain(words)))
        return "required" if required else "expected"
    return "comment" if authority in ("think-tank", "press") else "good-practice"
