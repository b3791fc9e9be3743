"""Is the question one for Signpost? Something else, and what must not be done, are declined (pure).

The words of a question tell some of it; what it is like (assistant/probe.py) and how near anything lies tell the rest. Two
weighings, learnt by `python -m evals.weigh`; honest questions in the same words were learnt from too.
"""

from __future__ import annotations

from pathlib import Path

from assistant.probe import probed
from assistant.understand import is_about_something_else, is_improper
from index.result import SearchResult
from index.weighing import load_weighing

SOMETHING_ELSE_FILE = Path(__file__).with_name("something_else.json")
IMPROPER_FILE = Path(__file__).with_name("improper.json")


def is_declined(question: str, search_for: str, found: SearchResult) -> bool:
    """Whether a question is none for Signpost: by its own words, or by what it was searched for as and what that found. One that
    names a paragraph is for Signpost, whatever it is like."""
    if is_improper(question) or is_about_something_else(question):
        return True
    if not found.hits or "reference" in found.hits[0].found_by:
        return False
    told = scope_signals(search_for, found)
    if told["something_else"] is None:
        return False
    weighings = (load_weighing(file) for file in (SOMETHING_ELSE_FILE, IMPROPER_FILE))
    return any(weighing.probability(told) >= weighing.threshold for weighing in weighings)


def scope_signals(question: str, found: SearchResult) -> dict[str, float | None]:
    """Named signals of a search with at least one hit, in the order of the weights."""
    probes = probed(question, found)
    score, unanswered, whole = found.hits[0].score, found.unanswered, found.whole
    return {
        "something_else": probes["something_else"],
        "improper": probes["improper"],
        "nearest_cosine": found.nearest_cosine,
        "score": score,
        "score_over_unanswered": unanswered and score - unanswered.met,
        "met_by_three": float(whole.weights @ whole.met[:3].max(axis=0)),
    }
