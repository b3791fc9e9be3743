"""What Corpus health says in its own voice. Plain text, escaped where it is shown."""

from __future__ import annotations

TITLE = "Corpus health"
WHAT_IT_IS = "Whether the documents, the index and this computer are as they should be, and how well Signpost answers."

TO_DO = "What needs doing"
ALL_WELL = "Nothing, as far as can be told without loading the search model."
CHECK = "Check everything"
CHECK_NOTE = "Loads the search model and reads the index through. Takes about 20 seconds."
CHECKING = "Checking settings, documents, model and index …"
CHECKED_WELL = "All is well."
CHECKED_ILL = "{count} to see to."
WELL, ILL = "Well", "To do"

DOCUMENTS = "Documents"
FULL, DIGEST, NONE = "full text", "starter digest, ours", "nothing"
NEVER_ASKED = "no refresh noted"
NOT_TAKEN_IN = "not taken in"
ENDED = {
    "new": "new edition taken in",
    "unchanged": "nothing new",
    "later": "publisher to be asked later",
    "absent": "not asked for",
    "failed": "failed",
}
REFRESH_HINT = "To ask the publishers for news, type make refresh in a terminal."

READING = "How completely the documents were read"
READING_NOTE = (
    "Each file is read again by another route, and its words are looked for in what is searched. For more, type "
    "python -m corpus.report in a terminal."
)
READING_NOW = "Reading {title} again ({done} of {of}) …"
READING_FAILED = "{title} could not be read again: {problem}. Type python -m corpus.report in a terminal."
READING_NONE = "No document was read yet: only our digest is here."
READING_WELL = "as it should be"

INDEX = "Index"
NO_INDEX = "There is none yet."

EVALUATION = "How well it answers"
EVALUATION_NOTE = (
    "Measured on questions whose answers were written down beforehand. Shares are of the questions to which a measure applies; "
    "the range is where it would lie 19 times in 20 with other questions of the kind."
)
EVALUATION_NONE = "No evaluation is there. Type python -m evals.run --help in a terminal."
EVALUATION_OTHER = "These files could not be read as evaluations:"
WHICH_QUESTIONS = "Which questions"
LATEST = "The latest, of {moment}, over the {corpus}"
OVER_TIME = "The figures over time"
CHART = "Chart of the figures over time"

INSTALLATION = "This installation"
NO_CHAT_MODEL = "None is set: answers are sentences of the documents, and no question is sent anywhere to be answered."
DISK = "Disk"
FREE = "Free"
