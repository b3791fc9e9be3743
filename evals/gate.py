"""python -m evals.gate: fails when answers have become worse than the committed baseline by more than noise.

The tune half is asked: it may be looked at, so a failure can be worked on question by question. Where the documents stand beside
the checkout they are read and indexed for it, else the starter digest is asked what it can answer; each has its own baseline. An
unchanged assistant gives the baseline's own figures, so nothing can fail by chance alone: chance enters only with a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.settings import Settings
from evals.compare import Comparison, Difference, compare_runs
from evals.golden import EvaluationProblem, in_split, read_golden
from evals.place import CorpusName, Progress, open_digest, open_documents
from evals.run import ATTEMPTS_FILE, Watched, ask_here, facts_of, score_here, unwatched, witnesses_in, write_run
from evals.scores import Scores, write_scores

REPORTS = Path(__file__).with_name("reports")
ENOUGH = 0.8  # share of the questions that the baseline must know: below it, another set of questions would be gated


@dataclass(frozen=True)
class Verdict:
    """`worse`: what fails the gate. `better`: what rose by more than noise, a reason to accept a new baseline."""

    comparison: Comparison
    worse: tuple[Difference, ...]
    better: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        return not self.worse


def baseline_file(corpus: CorpusName) -> Path:
    return REPORTS / ("baseline.json" if corpus == "full" else "baseline-digest.json")


def ask_tune_half(
    settings: Settings, golden: Path, corpus: CorpusName, watched: Watched = unwatched, on_progress: Progress = lambda *_: None
) -> Scores:
    """Scores of the tune half on that corpus; what was asked and answered stays in evals/gate of the data folder."""
    questions = in_split(read_golden(golden), "tune")
    place = open_digest(settings, on_progress) if corpus == "digest" else open_documents(settings, on_progress=on_progress)
    out = settings.data_dir / "evals" / "gate"
    ask_here(place, questions, out, watched, peers=False)
    witnesses = witnesses_in(place.data_dir, place.editions_in_force)
    scores = score_here(questions, out / ATTEMPTS_FILE, witnesses, facts_of(golden, "tune", place, corpus), watched)
    write_run(out, scores)
    return scores


def judge(baseline: Scores, now: Scores) -> Verdict:
    """What has become worse. Costs (words, seconds) are not judged: they depend on the machine, and on what was gained for them.

    Raises EvaluationProblem when the baseline knows too few of the questions as they are now.
    """
    comparison = compare_runs(baseline, now)
    known = len(comparison.questions) / len(now.questions)
    if known < ENOUGH:
        raise EvaluationProblem(
            f"The baseline knows {len(comparison.questions)} of the {len(now.questions)} questions as they are now. "
            "The golden set has changed: look at the figures, then run `python -m evals.gate --accept` and commit what it wrote."
        )
    judged = [difference for difference in comparison.differences if difference.measure.role != "cost"]
    return Verdict(
        comparison=comparison,
        worse=tuple(difference for difference in judged if _fails(difference)),
        better=tuple(difference for difference in judged if difference.is_better),
    )


def _fails(difference: Difference) -> bool:
    vanished = np.isnan(difference.after) and not np.isnan(difference.before)
    return bool(difference.is_worse or vanished or (difference.measure.exact and difference.lost))


def accept_as_baseline(scores: Scores, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_scores(file, scores)


def main() -> None:
    from evals.cli import gate_app

    gate_app()


if __name__ == "__main__":
    main()
