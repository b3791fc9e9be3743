"""The headings under which an answer speaks: by each sentence's own verb, and by who says it (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.figures import plain
from assistant.force import Force, forces
from assistant.models import Group, Statement
from corpus.models import Authority

GROUPS: dict[Group, str] = {
    "required": "Required",
    "expected": "Expected",
    "good-practice": "Good practice and findings",
    "comment": "Comment",
    "see-also": "Further paragraphs",
}
_NO_NEED = r" (always |necessarily )?(be )?(needed|necessary|required|possible|appropriate|enough|apply)\b"


def group_of(authority: Authority, words: str) -> Group:
    """Rules require where a verb of theirs does ("must", "shall", "may not"), and else are expected to be followed; audit,
    government and Parliament give findings and good practice; think tanks and the press comment."""
    if authority == "rules":
        text = plain(words)
        return "required" if any(_requires(text, force) for force in forces(text)) else "expected"
    return "comment" if authority in ("think-tank", "press") else "good-practice"


def under_headings(statements: Sequence[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """(heading, statements) in their order; the headings are empty where all that is said has one force."""
    several = len({statement.group for statement in statements} - {"see-also"}) > 1
    for group, own in groupby(statements, key=lambda statement: statement.group):
        yield GROUPS[group] if several else "", list(own)


def _requires(text: str, force: Force) -> bool:
    """Verbs alone: "where necessary" and "Parliament's requirements" demand nothing, and "may not be needed" forbids nothing."""
    if force.kind == "must":
        return not re.match(r"requirement|necessary|obligation", text[force.begin : force.end], re.IGNORECASE)
    return force.kind == "may" and force.is_negated and not re.match(_NO_NEED, text[force.end :], re.IGNORECASE)
