"""What the ask page says in its own voice: one place, so that the tone stays one. Plain text, escaped where it is shown."""

from __future__ import annotations

from assistant.counted import counted
from assistant.models import Answer

APP_TITLE = "Signpost: joint working in government"
PAGES = {  # group in the menu to its pages: module in this folder, name in the menu
    "Ask": {"ask": "Ask"},
    "Documents": {"library": "Library", "changes": "What changed"},
    "Helpers": {
        "which_model": "Which model?",
        "accounting_officer": "Accounting officer check",
        "self_assessment": "Self-assessment",
        "crib_sheet": "Crib sheet",
        "where_to_go": "Where to go",
    },
    "About": {"health": "Corpus health", "accessibility": "Accessibility"},
}
TITLE = "Signpost"
WHAT_IT_IS = "Answers about joint working in government, from the official documents, with the paragraph to quote."
TRUST = (
    "Answers are sentences picked from the documents by a program, and it can pick the wrong ones: "
    "read the paragraph before you rely on it."
)
STAYS = "What you type stays on {where}, unless a notice above says otherwise."
THIS_COMPUTER, ITS_COMPUTER = "this computer", "the computer that Signpost runs on"
KEPT_ELSEWHERE = (
    "A conversation that you keep, and what you say of an answer with its question, go to a database on another computer."
)
EXAMPLES_HEADING = "Try one of these questions"
EXAMPLES = {
    "Setting up": (
        "Who is the accounting officer when three departments each pay for part of a joint plan?",
        "Which models of joint working are there?",
    ),
    "Delivering": (
        "Can budget cover be transferred to another department?",
        "How can data be shared across departments?",
    ),
    "Improving": (
        "What are the barriers to joint working between departments?",
        "How was the Shared Outcomes Fund used?",
    ),
}
ASK_HERE = "Ask a question about joint working"
LOOKING = "Looking in the documents …"
NEW_CONVERSATION = "Start a new conversation"
TRY_AGAIN = "Try again"
SEND_ANYWAY = "Send this question to the chat model all the same"

SOURCES_HEADING = "Where this comes from"
NEAREST_HEADING = "The nearest paragraphs"
READ_IT = "Read the paragraph"
NEAREST_NOTE = "They may help, but they do not answer the question."
COPY_ANSWER = "Copy the answer with its references"
ANSWER_COPIED = "Answer copied"
SAVE_AS = {".docx": "Save the answer as Word", ".md": "Save the answer as Markdown"}
NOT_TO_BE_SAVED = "This answer cannot be saved as a file any more: {why}"

SHOW_PAGE = "Show page {page}, the words marked"
SHOW_PAGE_ALONE = "Show page {page}"
SHOW_PLACE = "Show it in its place"
IN_LIBRARY = "Read on in the Library"
OFFICIAL_PAGE = "Open page {page} of the document"
OFFICIAL = "Open the document's official page"
NO_ADDRESS = "No official address is known."

IN_PLACE = "In its place in the document"
DRAWING = "Drawing the page …"
PAGE_OF = "Page {page} of {pages}"
PAGE_BEFORE, PAGE_AFTER, PAGE_CITED = "Page before", "Page after", "Back to page {page}"
PICTURE = "Page {page} of {title} as it is printed{marked}. The same is here in words."
MARKED = {
    "all": ", with the words of the answer marked",
    "part": ", the words of the answer that stand on it marked",
    "none": "",
}
ON_THIS_PAGE = {
    "all": "The words that the answer rests on are marked on the page: highlighted and underlined, with a bar beside each line.",
    "part": "Some of the words that the answer rests on are marked; the others stand on the page before or after this one.",
    "none": "None of the words that the answer rests on were found on this page, so nothing is marked.",
}
NO_PICTURE = "The page cannot be shown as a picture."
PASSAGE_HEADING = "The paragraph in words"
WORDS_OF_PAGE = "Everything on page {page} in words"
BEFORE, THIS_ONE, AFTER = "Before it:", "The paragraph itself:", "After it:"
ONLY_NAMED = "The paragraphs beside it are only named here: the publisher's licence allows short quotations."
GONE_FROM_INDEX = "This edition is no longer in the index, so its place cannot be shown."
STILL_LINKED = "The official page is linked under the answer."

LIMITED = "Not everything was searched."
WHERE_TO_LOOK = "Where to look"
WHO_SAYS_IT, PUBLISHERS, AS_AT = "Who says it", "Publisher", "As at"
EVERYBODY = "Everybody"
AS_AT_HELP = (
    "Answers from the editions that were in force on that day. Left empty: those in force now. "
    "A day that is typed holds once its calendar is closed, with Escape or a click elsewhere."
)
LIMITS_ON = "The next question is looked for in part of the documents."
LOOK_EVERYWHERE = "Look everywhere again"
ASK_EVERYWHERE = "Ask this in all the documents"

UNDERSTOOD = "Read together with your earlier question, as:"

DIGEST_ON_ANSWER = (
    "This answer rests on the starter digest, so nothing in it is a quotation. "
    "The original is linked under each source: quote from there."
)
DIGEST_IN_PLACE = "What stands here is our digest's. Quote from the original, which is linked below."
DIGEST_ON_PAGE = "Starter digest in use: some answers give our summary, not the source's words."
DIGEST_DETAILS = "Which documents, and where the originals are"
DIGEST_WAY_OUT = "To get the full documents, type make refresh in a terminal."
WRITTEN_BY_MODEL = "The wording is a language model's ({model}). Each sentence stands beside a quotation found in the source."

LOADING = "You can ask now: your question is kept, and answered as soon as everything has loaded."
KEPT = "Your question is kept. It is answered as soon as everything has loaded."
KEPT_PROBLEM = "Your question is kept. It is answered once the problem above is mended."
REFUSED = "Your question is back in the box below, ready to change."
UNEXPECTED = (
    "Something went wrong that Signpost did not expect ({name}). The terminal it was started from says more; "
    "`python -m assistant doctor` looks for causes."
)

STEPS = {  # what the steps of a build and of opening are called for somebody who waits
    "Loading the model": "Loading the search model",
    "Embedding passages": "First start: reading the documents",
    "Writing the index": "First start: writing the index",
    "Verifying": "First start: checking the index",
    "Opening": "Loading the search model and the index",
}


def arrival(answer: Answer) -> str:
    """What a screen reader hears, once, when the answer is there."""
    told = {"answered": "Answered", "no_evidence": "No answer in the documents", "declined": "Not answered"}[answer.outcome]
    sources = f", with {counted(len(answer.citations), 'source')}" if answer.citations else ""
    warnings = f" and {counted(len(answer.warnings), 'warning')}" if answer.warnings else ""
    return f"{told}{sources}{warnings}: {answer.question[:150]}"
