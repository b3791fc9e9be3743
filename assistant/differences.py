"""Where what an answer says is contradicted elsewhere, the other side is cited too, and the reader is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.compose import select_from
from assistant.conflicts import Conflict, load_conflicts, wrong_references_in
from assistant.library import Library
from assistant.said import Said, said
from assistant.understand import asks_about_the_past
from index.models import SearchRequest
from index.result import SearchResult

Look = Callable[[SearchRequest], SearchResult]


def set_against(
    question: str, found: SearchResult, things: Sequence[Said], library: Library, look: Look
) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    """(the other sides, what differs in words), from the list of differences; `look` fetches a side that was not found.

    The first thing said raises a difference; what is said beside it would raise some that nobody asked about. A historic side is
    not set against what is in force unless the past is asked for.
    """
    added: list[Said] = []
    notes: list[str] = []
    for conflict in load_conflicts():
        if any(conflict.is_raised_by(one.passage, one.statement.text) for one in things[:1]):
            others = _missing_sides(conflict, question, found, [*things, *added], library, look)
            added += [one for one in others if one.edition.status != "historic" or asks_about_the_past(question)]
            if conflict.is_shown_by([one.passage for one in (*things, *added)]):
                notes.append(conflict.note)
    notes += [note for one in things for note in wrong_references_in(one.passage, one.statement.text)]
    return tuple(added), tuple(dict.fromkeys(notes))


def _missing_sides(
    conflict: Conflict, question: str, found: SearchResult, things: Sequence[Said], library: Library, look: Look
) -> list[Said]:
    cited = [one.passage for one in things]
    sides = []
    for side in conflict.sides_without(cited):
        hit = next((n for n, hit in enumerate(found.hits) if any(place.is_in(hit.passage) for place in side)), None)
        where = found
        if hit is None:
            request = SearchRequest(question=f"{question} {side[0].paragraph}", source_ids=(side[0].source_id,))
            where = look(request)
            hit = next((n for n, hit in enumerate(where.hits) if any(place.is_in(hit.passage) for place in side)), None)
        selection = select_from(question, where, hit) if hit is not None else None
        other = said(where, selection, library) if selection else None
        sides += [other] if other else []
    return sides
