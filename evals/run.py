"""python -m evals.run: asks golden questions, scores the attempts, reports.

DIR/attempts.jsonl   what was answered, passages and all: stays on the machine
DIR/confidence.json  how sure the search was of each
DIR/ladder/          what the peers and the stages of our search found, the same
DIR/scores.json      references, ranks and figures: may be committed
DIR/report.html      the same to look at
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from corpus.models import Edition
from corpus.sources import held_sources
from corpus.store import EditionStore
from evals.ask import ask_all
from evals.attempts import Attempt, read_attempts, write_attempts
from evals.golden import GOLDEN_FILE, EvaluationProblem, GoldenQuestion, Split, answerable_from, in_split, read_golden
from evals.judge import Judge, judge_all
from evals.ladder import climb, ladder, read_climb
from evals.measures import measures
from evals.place import Place
from evals.reliability import Reliability, reliability_of
from evals.scorers.quotations import Witnesses
from evals.scores import SCORES_FILE, RunFacts, Scores, figures, score_all, split_by, write_scores
from index.confidence import WEIGHTS_FILE
from index.weighing import load_weighing

ATTEMPTS_FILE = "attempts.jsonl"
CONFIDENCE_FILE = "confidence.json"
REPORT_FILE = "report.html"
Watched = Callable


def unwatched(_: str, values, __: int):
    return values


def ask_here(
    place: Place, questions: Sequence[GoldenQuestion], out: Path, watched: Watched = unwatched, peers: bool = True
) -> None:
    """The first step: asks the questions whose labels the place holds, and writes what came of it."""
    asked = answerable_from(questions, place.held)
    if not asked:
        raise EvaluationProblem(
            "None of the questions can be asked of this corpus: no paragraph that they are labelled with is held."
        )
    out.mkdir(parents=True, exist_ok=True)
    attempts = list(watched("Asking Signpost", ask_all(place.assistant, asked), len(asked)))
    write_attempts(out / ATTEMPTS_FILE, attempts)
    told = {attempt.id: attempt.confidence for attempt in attempts}
    (out / CONFIDENCE_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    if peers:
        climb(place, asked, out, watched)


def score_here(
    questions: Sequence[GoldenQuestion],
    attempts_file: Path,
    witnesses: Witnesses,
    facts: dict,
    watched: Watched = unwatched,
) -> Scores:
    """The second step: scores of the attempts in a file, with the ladder that stands beside it.

    Questions without an attempt are left out and counted. `facts` are those of RunFacts that the files do not tell.
    """
    attempts = {attempt.id: attempt for attempt in read_attempts(attempts_file)}
    attempted = tuple(question for question in questions if question.id in attempts)
    if not attempted:
        raise EvaluationProblem(f"{attempts_file} holds no attempt at any of these questions. Is it of another golden file?")
    told = _confidence_beside(attempts_file)
    attempts = {name: attempt.model_copy(update={"confidence": told.get(name)}) for name, attempt in attempts.items()}
    kinds = measures(witnesses)
    scored = score_all(tuple(watched("Scoring", attempted, len(attempted))), attempts, kinds)
    first = attempts[attempted[0].id]
    return Scores(
        run=RunFacts(
            made_at=datetime.now(UTC).replace(microsecond=0),
            questions=len(attempted),
            left_out=len(questions) - len(attempted),
            model=first.model,
            index_fingerprint=first.index_fingerprint,
            witnesses=tuple(sorted(f"{source_id} ({title})" for source_id, title in witnesses)),
            **facts,
        ),
        figures=figures(scored, kinds),
        by_kind={kind: figures(part, kinds) for kind, part in split_by(scored, "kind").items()},
        by_source={source: figures(part, kinds) for source, part in split_by(scored, "source").items()},
        ladder=ladder(read_climb(attempts_file.parent), attempted, scored),
        reliability=_reliability(attempted, attempts),
        questions=scored,
    )


def _confidence_beside(attempts_file: Path) -> dict[str, float]:
    """The search's confidence for each question, which the format of attempts has no place for; empty where nobody wrote it."""
    file = attempts_file.with_name(CONFIDENCE_FILE)
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _reliability(questions: Sequence[GoldenQuestion], attempts: Mapping[str, Attempt]) -> tuple[Reliability, ...] | None:
    """Whatever file the questions are of: those learnt from are the tune half of ours."""
    seen = {question.question for question in in_split(read_golden(GOLDEN_FILE), "tune")} if GOLDEN_FILE.exists() else set()
    return reliability_of(questions, attempts, seen, load_weighing(WEIGHTS_FILE).held_out)


def judge_here(
    judge: Judge, questions: Sequence[GoldenQuestion], attempts_file: Path, scores: Scores, watched: Watched = unwatched
) -> Scores:
    """The scores with what the judge says of the same attempts. Raises JudgeProblem."""
    attempts = {attempt.id: attempt for attempt in read_attempts(attempts_file)}
    return scores.model_copy(update={"judged": judge_all(judge, questions, attempts, watched)})


def write_run(out: Path, scores: Scores) -> None:
    from evals.report.page import as_html

    out.mkdir(parents=True, exist_ok=True)
    write_scores(out / SCORES_FILE, scores)
    (out / REPORT_FILE).write_text(as_html(scores), encoding="utf-8")


def facts_of(golden: Path, split: Split, place: Place | None, corpus: str) -> dict:
    """What the golden file and the place tell about a run."""
    return {
        "command": "python -m " + " ".join(["evals." + Path(sys.argv[0]).stem, *sys.argv[1:]]),
        "golden": golden.name,
        "golden_sha256": hashlib.sha256(golden.read_bytes()).hexdigest(),
        "split": split,
        "corpus": corpus,
        "editions": tuple(f"{_name(edition)}, {edition.rendition}" for edition in place.editions_in_force) if place else (),
    }


def witnesses_in(data_dir: Path, editions: Sequence[Edition] | None = None) -> Witnesses:
    """A witness for every edition whose original is stored; empty where there is only the digest."""
    from evals.witness import read_witness

    store = EditionStore(data_dir)
    stored = (
        editions
        if editions is not None
        else [edition for source in held_sources() for edition in store.editions(source.source_id)]
    )
    originals = {(edition.source_id, edition.title): store.original(edition) for edition in stored if edition.rendition == "full"}
    return {key: read_witness(original) for key, original in originals.items() if original}


def _name(edition: Edition) -> str:
    return f"{edition.source_id} ({edition.title})"


def main() -> None:
    from evals.cli import run_app

    run_app()


if __name__ == "__main__":
    main()
