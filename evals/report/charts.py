"""The charts of a report, as SVG with nothing to load. Altair draws them, vl-convert renders them without a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.measures import ALL, DEPTHS
from evals.reliability import Reliability
from evals.scores import Figure, Rung, Scored

# Okabe and Ito (2008): told apart by people who do not see all colours. The last, our own, is the strongest.
COLOURS = ("#999999", "#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#0B3D91")
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
WIDTH = 560


def ladder_chart(rungs: Sequence[Rung]) -> str:
    """Recall by depth, one line for each configuration."""
    import altair as alt

    rows = [
        {"configuration": rung.title, "k": k, "recall": rung.figures[f"recall@{k}"].value}
        for rung in rungs
        for k in DEPTHS
        if f"recall@{k}" in rung.figures
    ]
    names = [rung.title for rung in rungs]
    scale = alt.Scale(domain=names, range=list(COLOURS[-len(names) :]))
    chart = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("k:Q", scale=alt.Scale(type="log"), axis=alt.Axis(values=list(DEPTHS), title="first k passages")),
        y=alt.Y("recall:Q", scale=alt.Scale(domain=[0, 1]), title="recall"),
        color=alt.Color("configuration:N", scale=scale, sort=names, legend=alt.Legend(title=None, labelLimit=300)),
        shape=alt.Shape("configuration:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), sort=names),
    )
    return _svg((chart.mark_line() + chart.mark_point(filled=True, size=60)).properties(width=WIDTH, height=300))


def parts_chart(parts: Mapping[str, Mapping[str, Figure]], measures: Sequence[str]) -> str:
    """One figure for each part of the questions with its 95% interval, a panel for each measure; empty when none applies."""
    import altair as alt

    rows = [
        {"part": f"{part} ({figures[name].n})", "measure": ALL[name].title, **figures[name].model_dump()}
        for name in measures
        for part, figures in parts.items()
        if name in figures
    ]
    if not rows:
        return ""
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("part:N", title=None, axis=alt.Axis(labelLimit=260)))
    bars = base.mark_rule(color=COLOURS[-1]).encode(x=alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), title=None), x2="high:Q")
    points = base.mark_point(color=COLOURS[-1], filled=True, size=60).encode(x="value:Q")
    panels = (bars + points).properties(width=WIDTH // len(measures) - 10)
    facet = alt.Facet("measure:N", title=None, sort=[ALL[name].title for name in measures])
    return _svg(panels.facet(column=facet).resolve_scale(y="shared"))


def ranks_chart(scored: Sequence[Scored]) -> str:
    """How many parts of answers were found at each rank."""
    import altair as alt

    found = [rank for one in scored for rank in one.ranks.values()]
    columns = [*map(str, range(1, 21)), "not found"]
    count = {column: sum(("not found" if rank is None else str(rank)) == column for rank in found) for column in columns}
    rows = [{"rank": column, "parts": number} for column, number in count.items()]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_bar(color=COLOURS[-1])
    chart = chart.encode(
        x=alt.X("rank:N", sort=columns, title="rank of the first passage that answers the part"), y=alt.Y("parts:Q")
    )
    return _svg(chart.properties(width=WIDTH, height=200))


def reliability_chart(parts: Sequence[Reliability]) -> str:
    """The share that was right over the probability told, a point for each tenth with its 95% interval: as told, on the line."""
    import altair as alt

    names = [part.title for part in parts]
    rows = [{"part": part.title, **tenth.model_dump()} for part in parts for tenth in part.bins]
    share = alt.Scale(domain=[0, 1])
    colours = alt.Scale(domain=names, range=[COLOURS[1], COLOURS[-1]][-len(names) :])
    line = alt.Chart(alt.InlineData(values=[{"told": 0, "right": 0}, {"told": 1, "right": 1}]))
    line = line.mark_line(color=COLOURS[0], strokeDash=[4, 4]).encode(
        x=alt.X("told:Q", scale=share), y=alt.Y("right:Q", scale=share)
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("predicted:Q", title="mean probability told"),
        color=alt.Color("part:N", scale=colours, sort=names, legend=alt.Legend(title=None, labelLimit=400, orient="bottom")),
    )
    ends = base.mark_rule().encode(y=alt.Y("low:Q", title="share with what answers in the first five"), y2="high:Q")
    points = base.mark_point(filled=True).encode(
        y="right:Q",
        shape=alt.Shape("part:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), sort=names),
        size=alt.Size("n:Q", title="questions", scale=alt.Scale(range=[30, 300])),
    )
    return _svg((line + ends + points).properties(width=WIDTH, height=300))


def _svg(chart) -> str:
    import vl_convert

    drawn = chart.configure(font="Arial, Helvetica, sans-serif", background="white").configure_view(stroke=None)
    return vl_convert.vegalite_to_svg(drawn.to_json())
