"""What the self-assessment's page says in its own voice. Plain text, escaped where it is shown as HTML."""

from __future__ import annotations

TITLE = "Self-assessment"
WHAT_IT_IS = (
    "How well a joint programme is set up, against what the auditors ask: answer yes, partly or no, see the gaps first, "
    "with what the guidance suggests, and come back to it later."
)
STAYS_HERE = (
    "What you write is kept in the session of this browser window only, until you save it as a file. "
    "No answer is sent to a chat model."
)
TABS = ("Answer", "Profile and gaps", "Save, reopen, compare")

PROGRAMME = "Name of the programme"
MADE_ON = "Date of this assessment"
PART = "Which part do you want to answer?"
ANSWERED = "Answered: {here} of {asked} in this part, {all} of {every} in all."
HISTORIC = (
    "These questions come from a report of {dated} and are not current guidance. They are still good questions; "
    "what is suggested below each gap begins with what is said today."
)
NOTE_AND_EVIDENCE = "Note and evidence on “{name}”"
NOTE = "Note on “{name}”"
EVIDENCE = "Evidence for “{name}”: a document, a date, a link"
BACK_TO_PARTS = "Back to the choice of part"

PROFILE = "Profile"
PROFILE_CAPTION = "How many questions of each part were answered how"
GAPS = "Gaps, the widest first"
NO_GAPS = "No question is answered no or partly so far."
SUGGESTS = "What the guidance suggests"
YOUR_NOTE, YOUR_EVIDENCE = "Your note:", "Your evidence:"
OPEN = "Not yet answered"
NONE_OPEN = "Every question is answered."

SAVE = "Save"
INTO_CRIB_SHEET = "The crib sheet, in the menu, takes the gaps in as long as this window is open."
SAVE_FILE = "Save as a file to reopen here (.json)"
SAVE_WORD = "Save as a Word document (.docx)"
REOPEN = "Reopen"
REOPEN_FILE = "A file that was saved here (.json). It takes the place of what is open now."
REOPENED = "Reopened: {programme}, {date}, {answers} answers."
UNNAMED = "a programme without a name"
SET_ASIDE = (
    "The file answers questions that are not asked here: {names}. They are set aside: not counted, and saved again with the rest."
)
REWORDED = "These questions are asked in other words than when the file was saved, so look at them again: {names}."
COMPARE = "Compare two dates"
COMPARE_FILES = "One saved file, to compare with what is open here, or two, to compare with each other (.json)"
TOO_MANY = "Two files at most can be compared. Remove one."
OTHER_PROGRAMME = "The two have different names, so they may not be of one programme: {names}."
COMPARED = "{earlier} and {later}: {changes} answers changed, {unchanged} are the same."
IS_COMPARED = "Compared: see below."
NOTHING_CHANGED = "No answer differs."
DIRECTIONS = {
    "worse": "Worse than before",
    "no longer answered": "No longer answered",
    "better": "Better than before",
    "newly answered": "Answered since",
}
ANEW = "Start a new assessment"
ANEW_SURE = "Clear every answer of this assessment. Save it first if you want to keep it."
