"""What the crib sheet's page says in its own voice. Plain text, escaped where it is shown as HTML."""

from __future__ import annotations

TITLE = "Crib sheet"
WHAT_IT_IS = (
    "A short draft for one joint programme: the model, who is accountable, a memorandum of understanding to fill in, governance, "
    "risk, data, evaluation, exit and whom to ask, each with its paragraph."
)
STAYS_HERE = "What you write stays in the session of this browser window. No answer is sent to a chat model."

PROGRAMME = "Name of the programme"
MODEL = "Which model has been chosen?"
NO_MODEL = "Not decided yet"
MADE_OF = "What it is made of"
WHICH_MODEL, CHECK, ASSESSMENT = "Which model?", "Accounting officer check", "Self-assessment"
ANSWERED = "{count} questions are answered."
NOT_ANSWERED = "not answered in this window. Go there by the menu, answer, and come back: the sheet takes your answers in."
ASSESSED = "{answers} answers of {date}."
ASSESSMENT_FILE = "A saved self-assessment (.json), if there is one. It takes the place of what is open on that page."
NOT_KNOWN = "This address names answers that are not asked here, so they are left out."

SHEET = "The sheet"
SAVE = "Save"
SAVE_WORD = "Save as a Word document (.docx)"
SAVE_MARKDOWN = "Save as Markdown (.md)"
FILL = "To fill in:"
