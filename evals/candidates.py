"""python -m evals.candidates: what readers said of answers, as golden candidates for a person to complete.

A candidate is a golden question as far as an answer tells: `kind` and `expect` are guesses, `relevant` what was cited, as
suggestions, `key_facts` empty. `said` is what readers said of it. Nobody's name or key is among it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

from assistant.feedback import Feedback, Reason
from assistant.models import Turn
from evals.golden import Expect, GoldenQuestion, GoldenValue, Kind, Label

_ACRONYM = re.compile(r"\b[A-Z]{2,5}s?\b")
_KINDS: tuple[tuple[Kind, str], ...] = (  # the first whose words stand in the question
    ("comparison", r"\b(differ\w*|compare\w*|versus|vs\.?|rather than)\b"),
    ("time-sensitive", r"\b(today|now|still|currently|latest|these days|any ?more|this year)\b"),
    ("how-to", r"^\W*(how (do|can|should|to)|can (i|we)|what (do|should) (i|we))\b"),
    ("list", r"^\W*(which|list|name|what (are|were) the)\b"),
    ("definition", r"^\W*(define\b|what (is|are|does) (an? |the )?[\w-]+( [\w-]+){0,2}\W*$)"),
)


class SaidOfIt(GoldenValue):
    """What readers said of the answers to one question, and which answers those were; nothing says who.

    `limits` say in words where was looked when not everywhere, which a golden question does not know. `indexes` are the
    fingerprints of the builds that answered.
    """

    helpful: int
    not_helpful: int
    reasons: tuple[Reason, ...] = ()
    comments: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()


class Candidate(GoldenQuestion):
    """A golden question that is not one yet."""

    said: SaidOfIt


def candidates_from(feedback: Iterable[Feedback], asked_already: Sequence[GoldenQuestion] = ()) -> tuple[Candidate, ...]:
    """One for each question, however often it was asked; what was not helpful first, then in the order in which it was said.

    Questions that are golden already are left out, unless they are follow-ups, which mean something else each time.
    """
    golden = {_folded(question.question) for question in asked_already if not question.history}
    together: dict[tuple[str, str], list[Feedback]] = {}
    for said in feedback:
        is_follow_up = said.understood != said.question
        if is_follow_up or _folded(said.question) not in golden:
            together.setdefault((_folded(said.question), _folded(said.understood)), []).append(said)
    made = [_candidate(said) for said in together.values()]
    return tuple(sorted(made, key=lambda candidate: candidate.said.not_helpful == 0))


def as_lines(candidates: Iterable[Candidate]) -> str:
    """As JSON lines that `read_golden` reads.

    What nobody sees in a reader's words stands in them by its number: a mark that turns the line round, or one that ends it.
    """
    return "".join(f"{''.join(map(_seen, candidate.model_dump_json()))}\n" for candidate in candidates)


def _seen(character: str) -> str:
    is_unseen = unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
    return json.dumps(character)[1:-1] if is_unseen else character


def _candidate(said: Sequence[Feedback]) -> Candidate:
    last = said[-1]  # the newest answer: of the newest index
    digest = hashlib.sha256(f"{_folded(last.question)}\n{_folded(last.understood)}".encode()).hexdigest()
    complaints = [one for one in said if not one.helpful]
    return Candidate(
        id=f"candidate-{digest[:8]}",
        question=last.question,
        kind=_kind(last),
        expect=_expect(last, complaints[-1] if complaints else None),
        relevant=_labels(last, is_sound=not complaints),
        history=_history(last),
        notes=_notes(complaints),
        said=SaidOfIt(
            helpful=len(said) - len(complaints),
            not_helpful=len(complaints),
            reasons=_once(one.reason for one in said if one.reason),
            comments=_once(one.comment for one in said if one.comment),
            outcomes=_once(one.outcome for one in said),
            limits=_once(one.limits for one in said if one.limits),
            editions=_once(edition for one in said for edition in one.editions),
            composers=_once(one.composer for one in said),
            indexes=_once(one.index_fingerprint for one in said),
        ),
    )


def _kind(said: Feedback) -> Kind:
    if said.understood != said.question:
        return "follow-up"
    if said.outcome == "declined":
        return "out-of-scope"
    if said.outcome == "no_evidence":
        return "unanswerable"
    for kind, words in _KINDS:
        if re.search(words, said.question, re.IGNORECASE):
            return kind
    if _ACRONYM.search(said.question):
        return "acronym"
    return "multi-document" if len({place.source_id for place in said.cited}) > 1 else "factual"


def _expect(said: Feedback, complaint: Feedback | None) -> Expect:
    """What was done, unless somebody found it wrong: then what would have been right, as far as the reason tells."""
    reason = complaint.reason if complaint else None
    if reason == "out of date":
        return "answer-with-caveat"
    if said.outcome == "answered":
        return "abstain" if reason == "missing source" else "answer"
    if complaint is not None:
        return "answer"
    return "refuse" if said.outcome == "declined" else "abstain"


def _labels(said: Feedback, is_sound: bool) -> tuple[Label, ...]:
    """What was cited: alternatives of one group where it was found helpful, else merely relevant, until somebody has looked."""
    places = _once((place.source_id, place.paragraph) for place in said.cited)
    return tuple(Label(doc=source_id, para=paragraph, group=int(is_sound)) for source_id, paragraph in places)


def _history(said: Feedback) -> tuple[Turn, ...]:
    """Of a follow-up the question that it was read together with, which is all that is known of what went before."""
    if said.understood == said.question or not said.understood.endswith(said.question):
        return ()
    return (Turn(role="user", text=said.understood.removesuffix(said.question).strip()),)


def _notes(complaints: Sequence[Feedback]) -> str:
    if not complaints:
        return "Found helpful. To do: check kind, expect and relevant; write key_facts."
    reasons = ", ".join(_once(one.reason or "no reason given" for one in complaints))
    return f"Found not helpful: {reasons}. To do: find the right paragraphs; check kind and expect; write key_facts."


def _once(things: Iterable) -> tuple:
    return tuple(dict.fromkeys(things))


def _folded(text: str) -> str:
    """The same for questions that differ only in case, white space and marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def main() -> None:
    from evals.cli import candidates_app

    candidates_app()


if __name__ == "__main__":
    main()
