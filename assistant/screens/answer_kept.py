"""An answer that comes back from where it was kept, as HTML: as it was given, and what has changed since (pure)."""

from __future__ import annotations

from html import escape

from assistant.cite import shown_within
from assistant.conversation_export import place_in_words
from assistant.conversations import KeptExchange
from assistant.dates import day_in_words
from assistant.library import Library
from assistant.models import Answer
from assistant.screens import wording
from assistant.screens.answer_shown import announced_html, answer_html, notice_html, text_html
from assistant.sound import only_sound
from assistant.standing import AUTHORITY, OUR_SUMMARY
from corpus.models import Source

KEPT = "Kept answer."
GIVEN_ON = "It was given on {day}."
INDEX_HAS_CHANGED = (
    "It was given on {day}, from the documents as they were then. They have been read anew since: ask again before you rely "
    "on it."
)
NO_LONGER_HELD = (
    "It was given on {day}. At least one edition that it rests on is no longer held here, so its paragraphs cannot be shown. "
    "Below stands what it said and where it found it: ask again for what holds now."
)
UNREADABLE = "This answer was kept by another version of Signpost and cannot be shown. Ask the question again."


def kept_answer_html(kept: KeptExchange, library: Library, fingerprint: str, number: int) -> str:
    """The whole answer under a notice of its day; what it said and where from, where the library no longer holds what it cites.

    `fingerprint` is that of the index in use, "" where there is none.
    """
    day = day_in_words(kept.asked)
    if kept.answer is None:
        return f'<div class="sp-answer">{notice_html(KEPT, UNREADABLE, "warning")}</div>'
    answer = only_sound(kept.answer)
    try:
        shown = answer_html(answer, library, number)
    except LookupError:
        return notice_html(KEPT, NO_LONGER_HELD.format(day=day), "warning") + _without_library(answer, library.sources, number)
    is_as_it_was = answer.index_fingerprint == fingerprint
    told = notice_html(KEPT, GIVEN_ON.format(day=day), "note")
    return (told if is_as_it_was else notice_html(KEPT, INDEX_HAS_CHANGED.format(day=day), "warning")) + shown


def unreadable_answer(question: str) -> Answer:
    """What stands in a conversation for an answer that cannot be read any more."""
    return Answer(
        question=question, understood=question, outcome="no_evidence", answer=UNREADABLE, seconds={}, index_fingerprint=""
    )


def _without_library(answer: Answer, sources: tuple[Source, ...], number: int) -> str:
    by_id = {source.source_id: source for source in sources}
    parts = [notice_html("Warning:", told, "warning") for told in answer.to_be_known]
    if answer.rests_on_digest:
        parts.append(notice_html(f"{OUR_SUMMARY}.", wording.DIGEST_ON_ANSWER, "digest"))
    for statement in answer.statements:
        cited = [answer.citation(marker) for marker in statement.citations]
        limits = [s.licence for c in cited if c.rendition == "full" and (s := by_id.get(c.source_id)) and s.licence]
        text = statement.text
        for licence in limits:
            text = shown_within(licence, text)
        where = "; ".join(f"[{c.marker}] {place_in_words(c, by_id)} · {AUTHORITY[c.authority]}" for c in cited)
        parts.append(f'<div class="sp-statement">{text_html(text)}<p class="sp-who">{escape(where)}</p></div>')
    if not answer.statements:
        parts.append(text_html(answer.answer))
    return announced_html("".join(parts), number, wording.arrival(answer))
