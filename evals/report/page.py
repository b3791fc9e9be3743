"""Scores → the HTML report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.judge import judge_measures
from evals.measures import ALL
from evals.report.charts import ladder_chart, parts_chart, ranks_chart, reliability_chart
from evals.report.misses import misses
from evals.scores import Figure, Scores

TEMPLATE = Path(__file__).with_name("page.html")
LADDER = ("recall@1", "recall@3", "recall@5", "recall@10", "recall@20", "mrr", "ndcg@10", "words@5")
PARTS = ("recall@1", "recall@5", "mrr", "citation_recall", "citation_precision", "key_facts", "answer_rate", "refusal_recall")
CHARTED = ("recall@5", "citation_recall")


def as_html(scores: Scores) -> str:
    """One page that needs nothing else. Everything in it is references, ranks, figures and the questions themselves."""
    from jinja2 import Environment, StrictUndefined

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.globals.update(measures=ALL, shown=_shown, judge_measures={one.name: one for one in judge_measures({})})
    return page.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        scores=scores,
        run=scores.run,
        ladder_measures=[ALL[name] for name in LADDER],
        part_measures=[ALL[name] for name in PARTS],
        parts=(("By kind of question", scores.by_kind), ("By source", scores.by_source)),
        charts=_charts(scores),
        misses=misses(scores.questions),
    )


def _shown(figures: Mapping[str, Figure], name: str) -> str:
    """A figure as a table cell has it; a dash where the measure applies to nothing."""
    return ALL[name].shown(figures[name].value) if name in figures else "–"


def _charts(scores: Scores) -> Sequence[tuple[str, str, str]]:
    """(heading, what the picture says in words, SVG) of each chart that there is something to draw for."""
    best = scores.figures.get("recall@5")
    drawn = [
        (
            "Recall by depth",
            f"Recall of each configuration over the first 1 to 20 passages; Signpost has {best.value:.3f} in the first five."
            if best
            else "",
            ladder_chart(scores.ladder) if best else "",
        ),
        (
            "Where the answers stood",
            "How many required parts were first found at each rank from 1 to 20, and how many were not.",
            ranks_chart(scores.questions) if best else "",
        ),
        (
            "By kind",
            "Recall@5 and citation recall of each kind of question, with 95% intervals; n in brackets.",
            parts_chart(scores.by_kind, CHARTED),
        ),
        (
            "By source",
            "Recall@5 and citation recall for each source, with 95% intervals; n in brackets.",
            parts_chart(scores.by_source, CHARTED),
        ),
        (
            "How far the search can be relied on",
            "The share of questions with a passage that answers among the first five, by the probability that the search told of "
            "it; the nearer the broken line the better. Bars are 95% intervals.",
            reliability_chart(scores.reliability) if scores.reliability else "",
        ),
    ]
    return [chart for chart in drawn if chart[2]]
