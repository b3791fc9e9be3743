"""What is said, in a chat model's words: each sentence beside a quotation that was found and that it agrees with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.compose import Selection
from assistant.generate import generate
from assistant.library import Library
from assistant.llm import Chat, ChatFailed
from assistant.models import NOT_SENT, Statement
from assistant.said import Said, said
from assistant.sensitive import what_is_sensitive
from index.result import SearchResult

COMPOSED = "The answer below is made of the sources' own sentences."


@dataclass(frozen=True)
class Worded:
    """`things` is empty where nothing of the model stands, or nothing was sent. `note` tells the reader what he has to know."""

    things: tuple[Said, ...]
    note: str = ""


def worded(
    question: str,
    found: SearchResult,
    library: Library,
    chat: Chat,
    *,
    send_anyway: bool = False,
    on_statement: Callable[[Statement], None] = lambda _: None,
) -> Worded:
    """Sends the question with the passages found, unless it holds what must not leave without a word; `on_statement` is called
    with each sentence as soon as it is checked."""
    sensitive = what_is_sensitive(question)
    if sensitive and not send_anyway:
        return Worded((), f"{NOT_SENT}: the question seems to hold {', '.join(sensitive)}. {COMPOSED}")
    things: list[Said] = []
    dropped, failure = 0, ""
    try:
        for written in generate(question, found, library, chat):
            one = _standing(written, found, library)
            if one is None:
                dropped += 1
                continue
            things.append(one)
            on_statement(one.statement)
    except ChatFailed as failed:
        failure = str(failed)
    notes = [failure] if failure else []
    if dropped:
        many = "A sentence of the model was" if dropped == 1 else f"{dropped} sentences of the model were"
        notes.append(f"{many} left out, because no quotation bore it out.")
    if not things:
        notes.append(COMPOSED)
    return Worded(tuple(things), " ".join(notes))


def _standing(written, found: SearchResult, library: Library) -> Said | None:
    if written.dropped or written.hit is None:
        return None
    return said(found, Selection(written.hit, written.places), library, own_words=written.text)
