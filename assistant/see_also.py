"""Further paragraphs that come close to what was asked: named under an answer, not said in it (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose import select_from
from assistant.library import Library
from assistant.said import Said, said
from index.result import SearchResult

# Over the tune half (2026-11-27), where without them citation recall is .812 and precision .640, two from .85 of the best on give
# .836 and .551, and three no more; with what is no longer in force, two gave .842 and .535, three .856 and .518.
MOST = 2
NEAR = 0.85  # share of the best hit's score
LOOKED_AT = 10  # hits


def see_also(question: str, found: SearchResult, things: Sequence[Said], library: Library) -> tuple[Said, ...]:
    """At most MOST that are nearly as near as the best, best first, each with the words that come nearest.

    None that is no longer in force, unless its edition speaks in the answer: nobody who is not told so should rest on it.
    """
    spoken = {one.passage.paragraph_id for one in things}
    editions = {(one.edition.source_id, one.edition.edition_id) for one in things}
    further: list[Said] = []
    for number, hit in enumerate(found.hits[:LOOKED_AT]):
        if len(further) == MOST or hit.score < NEAR * found.hits[0].score:
            break
        _, edition = library.origin(hit.passage)
        is_fit = edition.status == "current" or (edition.source_id, edition.edition_id) in editions
        selection = select_from(question, found, number) if is_fit and hit.passage.paragraph_id not in spoken else None
        one = said(found, selection, library) if selection else None
        if one:
            further.append(one)
            spoken.add(one.passage.paragraph_id)
    return tuple(further)
