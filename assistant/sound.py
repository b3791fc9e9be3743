"""The answer that may leave the room: whatever was not found in its source goes no further (pure)."""

from __future__ import annotations

from assistant.models import Answer

NOTHING_LEFT = "Nothing of this answer was found word for word in its source, so nothing of it is shown."


def only_sound(answer: Answer) -> Answer:
    """The answer without statements that rest on a quotation that was not found, however they came into it.

    A citation of our digest has no quotation, and stays. An answer of which all is sound comes back as it is.
    """
    sound = {citation.marker for citation in answer.citations if citation.verified in ("found", None)}
    if len(sound) == len(answer.citations):
        return answer
    kept = tuple(statement for statement in answer.statements if sound.issuperset(statement.citations))
    return answer.model_copy(
        update={
            "statements": kept,
            "citations": tuple(citation for citation in answer.citations if citation.marker in sound),
            "answer": " ".join(f"{said.text} {''.join(f'[{n}]' for n in said.citations)}" for said in kept) or NOTHING_LEFT,
        }
    )
