"""How well Signpost does, read from the files that evaluations leave behind (docs/evaluation.md), for people to follow over time.

The files are read by path: the room that writes them is above this one, and nothing of it is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from assistant.counted import counted
from corpus.models import Value
from corpus.settings import REPOSITORY

SCORES_FILE = "scores.json"
PUBLISHED = REPOSITORY / "evals" / "reports"  # what came with the program; runs of one's own are below the data folder


class Measured(NamedTuple):
    """What a figure says, for somebody who has never heard its name."""

    title: str
    meaning: str
    lower_is_better: bool = False
    is_share: bool = True


MEASURES = {
    "recall@5": Measured("Found among the first five", "The paragraphs that answer are among the first five found (recall@5)."),
    "mrr": Measured("Found early", "1 when the first paragraph found answers, one half when the second does (MRR)."),
    "citation_recall": Measured("Cited what is needed", "Of the paragraphs that an answer needs, those that it cites."),
    "citation_precision": Measured(
        "Cited only what is relevant", "Of the paragraphs that an answer cites, those that are relevant."
    ),
    "refusal_recall": Measured(
        "Said that there is no answer", "Of the questions that the documents do not answer, those it left so."
    ),
    "near_miss_recall": Measured(
        "The same, for near misses", "Of the questions that only look answered, those it left unanswered."
    ),
    "answer_rate": Measured("Answered what can be", "Of the questions that the documents answer, those it answered."),
    "quotations_found": Measured("Quotations word for word", "Quotations that another extractor found again in the original."),
    "pinpoints_found": Measured("Pinpoints confirmed", "Quotations found again on the page and in the paragraph named."),
    "needed_warning": Measured("Warned where needed", "Answers from old or withdrawn editions that said so."),
    "needless_warning": Measured(
        "Warned without need", "Answers that warned where nothing was the matter.", lower_is_better=True
    ),
    "words@5": Measured("Words to read", "Words in the first five paragraphs found.", lower_is_better=True, is_share=False),
    "seconds": Measured("Seconds for an answer", "Half of the answers took no longer.", lower_is_better=True, is_share=False),
}
FOLLOWED = ("recall@5", "mrr", "citation_recall", "citation_precision", "refusal_recall")  # over time, in the chart
CORPUS = {"full": "full documents", "digest": "starter digest", "as asked": "documents not recorded"}


class Figure(Value):
    """One measure over the n questions to which it applied, with the ends of its 95% interval."""

    n: int
    value: float
    low: float
    high: float


class EvaluationRun(Value):
    """One evaluation. Figures of two runs can be compared when their `questions_key` and `corpus` are the same."""

    name: str
    made_at: datetime
    split: str
    questions: int
    questions_key: str
    corpus: str
    composer: str
    figures: dict[str, Figure]

    @property
    def over(self) -> str:
        """Which questions were asked and who composed, in words."""
        by = "without a chat model" if self.composer == "extractive" else f"with {self.composer}"
        return f"{self.split} questions ({self.questions}), {by}"

    @property
    def corpus_name(self) -> str:
        return CORPUS.get(self.corpus, self.corpus)


class Evaluations(Value):
    """Runs, oldest first, and the files that could not be read."""

    runs: tuple[EvaluationRun, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, tuple[EvaluationRun, ...]]:
        """Runs over the same questions by the same composer, oldest first; the kind with the newest run first."""
        kinds: dict[tuple[str, str], list[EvaluationRun]] = {}
        for run in reversed(self.runs):
            kinds.setdefault((run.over, run.questions_key), []).append(run)
        names = [over for over, _ in kinds]
        return {
            over if names.count(over) == 1 else f"{over}, question set {key[-6:]}": tuple(reversed(runs))
            for (over, key), runs in kinds.items()
        }


def read_evaluations(data_dir: Path, published: Path = PUBLISHED) -> Evaluations:
    """Every run below the two folders. A file that is no scores file is named and does not hide the others."""
    runs, unreadable = [], []
    for file in _files((published, data_dir / "evals")):
        try:
            runs.append(read_run(file))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            unreadable.append(f"{file} ({type(problem).__name__})")
    return Evaluations(runs=tuple(sorted(runs, key=lambda run: run.made_at)), unreadable=tuple(unreadable))


def read_run(file: Path) -> EvaluationRun:
    """Of a scores file what is shown here. Raises OSError, ValueError, KeyError, TypeError or AttributeError for another file."""
    scores = json.loads(file.read_bytes())
    run = scores["run"]
    figures = {name: Figure.model_validate(scores["figures"][name]) for name in MEASURES if name in scores["figures"]}
    return EvaluationRun(
        name=file.parent.name,
        made_at=run["made_at"],
        split=run["split"],
        questions=run["questions"],
        questions_key=f"{run['golden_sha256']}",
        corpus=run["corpus"],
        composer=run["model"],
        figures=figures,
    )


def shown(name: str, value: float) -> str:
    """A share as a percentage, other figures as they are."""
    if MEASURES[name].is_share:
        return f"{value:.0%}"
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"


def in_a_sentence(runs: Sequence[EvaluationRun]) -> str:
    """What a chart of these runs shows, for who cannot see it."""
    if not runs:
        return "No evaluation has been run."
    first, last = runs[0], runs[-1]
    told = []
    for name in FOLLOWED:
        if name in last.figures:
            before = f", from {shown(name, first.figures[name].value)}" if first != last and name in first.figures else ""
            told.append(f"{MEASURES[name].title.lower()} {shown(name, last.figures[name].value)}{before}")
    return f"{counted(len(runs), 'evaluation')} over time; the latest: {'; '.join(told)}."


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    for folder in folders:
        yield from sorted(folder.glob(f"*/{SCORES_FILE}"))
