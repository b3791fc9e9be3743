"""What the What changed page says in its own voice. Plain text, escaped where it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.counted import counted
from corpus.changes import ChangeKind
from corpus.models import Edition

TITLE = "What changed"
WHAT_IT_IS = "Two editions of a document side by side, paragraph by paragraph, with the words that changed."

KINDS: dict[ChangeKind, str] = {
    "added": "Added",
    "removed": "Removed",
    "reworded": "Reworded",
    "renumbered": "Moved to another number",
}
ALL_KINDS = "All changes"
WHICH = "Which document?"
ALL_DOCUMENTS = "All documents"
COMPARABLE = "See what changed in {title}"
ONE_EDITION = "Only one edition is held: {edition}."
ONLY_DIGEST = "Only our starter digest is held, of the {edition} edition."
NOTHING_TO_COMPARE = "Nothing to compare yet."
HOW_ONE_COMES = (
    "A second edition comes when the publisher issues one: type make refresh in a terminal, or take a file in with "
    "python -m corpus.refresh --from FOLDER. The edition before is kept, and its changes are shown here."
)
OLDER, NEWER = "Older edition", "Newer edition"
COMPARING = "Comparing the two editions, paragraph by paragraph …"
NO_CHANGE = "No paragraph changed. White space, pages and headings do not count."
NONE_OF_KIND = "None of this kind."
LIMITED = "The licence lets us show the words around each change only, {limit} of a paragraph at most."
KEY_GONE, KEY_NEW = "removed", "added"
KEY = "Words that were {gone} are struck through; words that were {new} are underlined."
ONLY_MOVED = "The words are the same."
NOT_THERE_BEFORE = "Not in this edition."
NOT_THERE_NOW = "No longer in this edition."
READ_IN = "Read {reference} in the {edition} edition"
WRONG_EDITION = "No edition “{wanted}” of this document is held. These are the two newest."
UNKNOWN_SOURCE = "No document that is held is called “{wanted}”."


def heading(count: int, older: Edition, newer: Edition) -> str:
    return f"{counted(count, 'change')} from {older.title} to {newer.title}"


def held(editions: Sequence[Edition]) -> str:
    return ", ".join(edition.title for edition in reversed(editions))
