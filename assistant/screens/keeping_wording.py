"""What is said about keeping conversations. Plain text, escaped where it is shown."""

HEADING = "Keep or take away this conversation"
SWITCH = "Keep this conversation for 30 days"
IS_NOT_KEPT = "It is not kept: it goes when you close or reload this page. Nothing of it is stored unless you switch this on."
IS_KEPT = (
    "It is kept until 30 days after its last question. {whose} The address of this page leads back to it: copy or bookmark it. "
    "Switch it off, and it is deleted at once."
)
YOURS_ALONE = "Only you can open it, signed in as you are."
BY_ITS_ADDRESS = "Its address cannot be guessed; whoever has it can read the conversation."
MARKDOWN = "Download as Markdown"
JSON = "Download as JSON"
NOT_THERE = (
    "There is no conversation at this address for you. It may have been deleted, be older than 30 days, or belong to "
    "somebody else. You can ask a new question."
)
LISTED = "Kept conversations ({count})"
LISTED_NOTE = "Those that were kept or opened in this session. Others are reached by their addresses alone."
LISTED_NOTE_SIGNED_IN = "Yours, the last one first. Nobody else sees them."
DAYS = "Last asked on {asked}; deleted on {gone}."
OPEN_NOW = "It is open now."
OPEN = "Open conversation {number}"
DELETE = "Delete conversation {number}"
SURE = "I want to delete all conversations listed here"
DELETE_ALL = "Delete all of them"
