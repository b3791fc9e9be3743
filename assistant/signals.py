"""What can be seen of a question and what was found for it that tells whether the documents answer it (pure).

No search score tells it alone (area under the ROC curve .52 to .66 on 179 questions before this project). What tells together:
whether questions known to be unanswered are nearer than any passage, and whether this one asks as they do (assistant/probe.py);
which kind of thing is asked for and whether the nearest passages have one; which names and words of the question none of them
holds; years after the newest of them; and how well the words are met. `assistant/evidence.py` weighs them.
"""

from __future__ import annotations

import re

import numpy as np

from assistant.asked_for import KINDS
from assistant.library import Library
from assistant.probe import probed
from index.lexical import stems
from index.models import Hit
from index.result import SearchResult

NEAREST = 5  # hits that are looked at
SAME_QUESTION = 0.85  # MaxSim from which a near miss asks for the same thing: of 12 pairs from .78 to .84, 5 do (2026-11-25)
# Log-odds from which a question is as like unanswered ones as it counts: one probe alone should refuse nothing. Of 350 answered
# and 190 unanswered questions of other writers 15 and 125 are refused with .5, 19 and 132 with 1, 20 and 140 with 2; but with 2,
# over an index without questions, also who answers for a joint plan that three departments pay for (2026-11-28).
MOST_LIKE = 1.0
MET = 0.75  # cosine from which a word counts as fully met

_NAMED = re.compile(r"(?<![.?!]\s)(?<!^)\b([A-Z][A-Za-z&]+|[A-Z]{2,}\w*|\d[\d,.]*\w*)\b")
_ELSEWHERE = re.compile(
    r"\b(Scotland|Scottish|Wales|Welsh|Northern Ireland|Australia\w*|Canad\w*|New Zealand|France|French|German\w*|Ireland|EU|US|"
    r"USA|NHS|council\w*|universit\w*|police|school\w*|charit\w*|firm\w*|compan\w*|private)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20[0-4]\d)\b")


def signals(question: str, found: SearchResult, library: Library) -> dict[str, float | None]:
    """Named signals of a question for which something was found; their order is that of the weights. Shares are 0 to 1; None
    where no near misses are held to tell by, or the probe is for another model."""
    near = found.hits[:NEAREST]
    texts = [_text(hit) for hit in near]
    known = [f"{text} {' '.join(hit.passage.questions)}".lower() for text, hit in zip(texts, near, strict=True)]
    score, unanswered = [hit.score for hit in found.hits], found.unanswered
    weights, met = found.whole.weights, found.whole.met[:NEAREST]
    rarest = np.argsort(-weights)[:3]
    three = met[:3].max(axis=0)
    names = _NAMED.findall(question)
    words = set(stems(found.whole.text))
    words_known = [set(stems(text)) for text in known]
    told = {
        "score": score[0],
        "lead_over_sixth": score[0] - score[5] if len(score) > 5 else 0.0,
        "nearest_cosine": found.nearest_cosine,
        "unanswered_cosine": unanswered and unanswered.cosine,
        "nearer_than_unanswered": unanswered and found.nearest_cosine - unanswered.cosine,
        "unanswered_met": unanswered and unanswered.met,
        "unanswered_met_by_few": unanswered and unanswered.met_by_few,
        "score_over_unanswered": unanswered and score[0] - unanswered.met,
        "like_unanswered": as_like(probed(question, found)["unanswered"]),
        "unmet_by_first": _unmet(weights, met[0]),
        "unmet_by_three": _unmet(weights, three),
        "rarest_met": float(three[rarest].min(initial=1.0)),
        "names_not_in_first": float(sum(name.lower() not in known[0] for name in names)),
        "names_nowhere": float(sum(not any(name.lower() in text for text in known) for name in names)),
        "words_not_in_first": len(words - words_known[0]) / max(1, len(words)),
        "words_nowhere": len(words - set().union(*words_known)) / max(1, len(words)),
        "later_year": float(any(int(year) > _newest(found, library) for year in _YEAR.findall(question))),
        "elsewhere": float(sum(not any(place in text for text in known[:3]) for place in _places(question))),
    }
    for kind in KINDS:
        asked = kind.asked.search(question) is not None
        given = [kind.is_given_by(text) for text in texts]
        told[f"asks_{kind.key}"] = float(asked)
        told[f"{kind.key}_not_in_first"] = float(asked and not given[0])
        told[f"{kind.key}_not_in_three"] = float(asked and not any(given[:3]))
    return told


def as_like(log_odds: float | None) -> float | None:
    """What the probe's log-odds count for."""
    return None if log_odds is None else min(log_odds, MOST_LIKE)


def missing_from(question: str, found: SearchResult) -> tuple[str, ...]:
    """In words, what is asked for and not there: what a near miss of nearly the same words lacks; else the kinds of things that
    the nearest three passages do not have, then names in quotation marks."""
    unanswered = found.unanswered
    if unanswered and unanswered.met >= SAME_QUESTION:
        return (unanswered.near_miss.missing,)
    texts = [_text(hit) for hit in found.hits[:3]]
    lowered = [f"{text} {' '.join(hit.passage.questions)}".lower() for text, hit in zip(texts, found.hits, strict=False)]
    kinds = [kind.name for kind in KINDS if kind.asked.search(question) and not any(kind.is_given_by(text) for text in texts)]
    names = [f"“{name}”" for name in _NAMED.findall(question) if not any(name.lower() in text for text in lowered)]
    return tuple(dict.fromkeys((*kinds, *names)))


def _text(hit: Hit) -> str:
    return f"{' > '.join(hit.passage.headings)} {hit.passage.text}"


def _unmet(weights: np.ndarray, met: np.ndarray) -> float:
    return float(weights @ np.maximum(0.0, MET - met))


def _places(question: str) -> set[str]:
    return {place.lower() for place in _ELSEWHERE.findall(question)}


def _newest(found: SearchResult, library: Library) -> int:
    return max(int(library.origin(hit.passage)[1].published[:4]) for hit in found.hits[:3])
