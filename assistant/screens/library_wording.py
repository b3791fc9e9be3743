"""What the Library says in its own voice. Plain text, escaped where it is shown."""

from __future__ import annotations

TITLE = "Library"
WHAT_IT_IS = (
    "The documents that answers come from: what is held of each, where the original is, and the text where it may be shown."
)

HELD_HEADING = "Documents held here"
KNOWN_HEADING = "Known, but not held"
KNOWN_NOTE = "Signpost knows of these documents and does not hold them. It cannot answer from them; they may answer you."
NOT_HELD = "This document is not held here. It may answer on the topics below."
NO_ADDRESS = "No official address is known. Ask {publisher} for it."
NO_OFFICIAL = "No official address is known."
READ = "Read {title}"
LOOK_INSIDE = "Look inside {title}"
WHAT_CHANGED = "What changed between editions"
ALL_DOCUMENTS = "All documents"

FULL = "Full text, as published"
DIGEST = "Starter digest: our summary, not the source's words"
READ_WHOLE = "may be read here in full"
QUOTED = "short quotations only, {limit} words of a paragraph at most"
DIGEST_NOTICE = "Only our starter digest of this document is here. Nothing below is a quotation: quote from the original."
DIGEST_WAY_OUT = "To get the full text, type make refresh in a terminal."
LIMITED = (
    "The licence lets us show {limit} words of a paragraph at most. Here are its headings and our summaries, and a short "
    "quotation of the one paragraph that you open."
)
OLD_EDITION = "You are reading the {edition} edition, which is no longer in force."

FIND_HERE = "Search in this document"
FIND_HELP = 'Words, a paragraph number, or "exactly this"'
FOUND = {  # how it was found, with what was looked for
    "reference": "{count} called “{asked}”",
    "phrase": "{count} with exactly these words: {asked}",
    "every word": "{count} with “{asked}”",
    "some words": "No paragraph has all of the words “{asked}”. {count} with most of them",
    "letters": "{count} with “{asked}”",
}
NOT_FOUND = "No paragraph of this document has “{asked}”."
NOT_FOUND_HINT = "Try fewer or other words, or look in the contents below."
BACK_TO_FOUND = "Back to the paragraphs found"
CONTENTS = "Contents"
IN_THIS_PART = "In this part"
BEFORE, AFTER = "Before:", "Next:"

ASKED_FOR = "The paragraph you asked for"
COPY = "Copy the pinpoint"
OUR_SUMMARY = "Our summary:"
NO_SUMMARY = "No summary of it is written. Open it for a short quotation."
QUOTATION = "In the source's own words, as far as its licence goes:"
QUOTATION_OF_NOTHING_LEFT_OUT = "In the source's own words:"
UNKNOWN_SOURCE = "No document is called “{wanted}”."
UNKNOWN_EDITION = "No edition “{wanted}” of this document is held. This is the one in force."
UNKNOWN_PARAGRAPH = "There is no paragraph “{wanted}” in {where}."
NEAR = "Near it:"
EMPTY = "Nothing is held yet: no document was read and no digest is installed. Type make refresh in a terminal."
UNREADABLE = "{what} cannot be read ({problem}). Type python -m assistant doctor in a terminal: it says what to do."
