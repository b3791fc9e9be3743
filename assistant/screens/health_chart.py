"""The figures of evaluations over time as a chart. It fetches nothing: Streamlit brings what draws it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evaluations import FOLLOWED, MEASURES, EvaluationRun

if TYPE_CHECKING:
    import altair

# Okabe and Ito (2008), in shades that stand out from a light and from a dark ground; shapes tell them apart without colour.
COLOURS = ("#1d70b8", "#d55e00", "#009e73", "#cc79a7", "#8a7a00")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")


def figures_over_time(runs: Sequence[EvaluationRun]) -> altair.LayerChart:
    """A line for each measure that is followed and each kind of corpus, with 95% intervals."""
    import altair as alt

    rows = [
        {
            "when": run.made_at.isoformat(),
            "measure": MEASURES[name].title,
            "over": run.corpus_name,
            **run.figures[name].model_dump(),
        }
        for run in runs
        for name in FOLLOWED
        if name in run.figures
    ]
    names = [MEASURES[name].title for name in FOLLOWED]
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=400)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("when:T", title=None, axis=alt.Axis(format="%d %b %Y", tickCount="day", labelOverlap="greedy")),
        color=alt.Color("measure:N", scale=alt.Scale(domain=names, range=list(COLOURS)), sort=names, legend=legend),
        detail="over:N",
    )
    share = alt.Y("value:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%"), title="share of questions")
    shape = alt.Shape("measure:N", scale=alt.Scale(domain=names, range=list(SHAPES)), sort=names, legend=legend)
    told = [alt.Tooltip("measure:N"), alt.Tooltip("value:Q", format=".0%"), alt.Tooltip("when:T"), alt.Tooltip("over:N"), "n:Q"]
    lines = base.mark_line().encode(y=share)
    ranges = base.mark_rule(opacity=0.6).encode(y=alt.Y("low:Q", title="share of questions"), y2="high:Q")
    points = base.mark_point(filled=True, size=90).encode(y=share, shape=shape, tooltip=told)
    return (lines + ranges + points).properties(height=460)  # with the legend, which takes a third
