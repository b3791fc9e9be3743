"""Scores, comparisons and verdicts as tables on a terminal. What was asked for goes to stdout."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from evals.compare import Comparison, Difference
from evals.gate import Verdict
from evals.judge import judge_measures
from evals.measures import ALL
from evals.scores import Figure, Scores

NAMED = 20  # questions named at most in a list
LADDER = ("recall@1", "recall@5", "recall@10", "recall@20", "mrr", "ndcg@10", "words@5")


def _stdout() -> Console:
    """Wide enough for every table where nobody's window says otherwise: in a file, or in CI."""
    console = Console()
    return console if console.is_terminal else Console(width=120)


def show_scores(scores: Scores, console: Console | None = None) -> None:
    """Every measure over all questions, then the ladder."""
    console = console or _stdout()
    run = scores.run
    table = Table(title=f"{run.questions} questions of {run.golden}, {run.split}, corpus: {run.corpus}", title_justify="left")
    for heading in ("measure", "n", "figure", "95% interval"):
        table.add_column(heading, justify="left" if heading == "measure" else "right")
    for name, figure in scores.figures.items():
        if measure := ALL.get(name):
            table.add_row(measure.title, str(figure.n), measure.shown(figure.value), _between(name, figure))
    if scores.judged:
        table.add_section()
        titles = {measure.name: measure for measure in judge_measures({})}
        for name, figure in scores.judged.figures.items():
            measure = titles[name]
            between = f"{measure.shown(figure.low)} to {measure.shown(figure.high)}"
            table.add_row(measure.title, str(figure.n), measure.shown(figure.value), between)
    console.print(table)
    if scores.judged:
        console.print(f"Judged by {scores.judged.model}, twice; {scores.judged.not_judged} answers not judged.", highlight=False)
    if len(scores.ladder) > 1:
        console.print(_ladder(scores))


def show_comparison(comparison: Comparison, measure: str, console: Console | None = None) -> None:
    """Each measure before and after with the difference's interval, then the questions won and lost by one of them."""
    console = console or _stdout()
    chosen = comparison.of(measure)
    console.print(_differences(comparison.differences, f"{len(comparison.questions)} questions that both runs were asked"))
    if comparison.unlike:
        console.print(
            f"{comparison.unlike} questions stand in one run only or were relabelled, and do not count.", highlight=False
        )
    for word, ids in (("won", chosen.won), ("lost", chosen.lost)):
        console.print(f"\n[bold]{len(ids)} {word} by {chosen.measure.title}[/bold]", highlight=False)
        _name_questions(comparison, ids, console)


def show_verdict(verdict: Verdict, console: Console | None = None) -> None:
    """Whether the gate passed; for each measure that failed it, which questions are to blame."""
    console = console or _stdout()
    comparison = verdict.comparison
    judged = [difference for difference in comparison.differences if difference.measure.role != "cost"]
    console.print(
        _differences(
            judged, f"against the baseline of {comparison.before.run.made_at:%Y-%m-%d}, {len(comparison.questions)} questions"
        )
    )
    for difference in verdict.worse:
        measure = difference.measure
        console.print(
            f"\n[bold red]{measure.title} fell[/bold red] from {difference.before:.3f} to {difference.after:.3f}:",
            highlight=False,
        )
        _name_questions(comparison, difference.lost, console)
    if verdict.passed:
        console.print("The gate is passed: nothing is below the baseline by more than noise.", highlight=False)
        if verdict.better:
            names = ", ".join(difference.measure.title for difference in verdict.better)
            console.print(
                f"Better by more than noise: {names}. Run `python -m evals.gate --accept` and commit it.", highlight=False
            )
    else:
        console.print(
            "\nThe gate is closed. Mend it; or, where the fall is meant, `python -m evals.gate --accept`.", highlight=False
        )


def _ladder(scores: Scores) -> Table:
    table = Table(title="the same questions, other ways to find", title_justify="left")
    table.add_column("configuration", no_wrap=True)
    for name in LADDER:
        table.add_column("words" if name == "words@5" else ALL[name].title, justify="right")
    for rung in scores.ladder:
        cells = [ALL[name].shown(rung.figures[name].value) if name in rung.figures else "–" for name in LADDER]
        table.add_row(rung.title, *cells)
    return table


def _differences(differences: Sequence[Difference], title: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("measure", "n", "before", "after", "difference", "95% interval", "won", "lost"):
        table.add_column(heading, justify="left" if heading == "measure" else "right")
    for difference in differences:
        colour = "green" if difference.is_better else "red" if difference.is_worse else ""
        table.add_row(
            difference.measure.title,
            str(difference.n),
            difference.measure.shown(difference.before),
            difference.measure.shown(difference.after),
            f"{difference.difference:+.3f}",
            f"{difference.low:+.3f} to {difference.high:+.3f}",
            str(len(difference.won)),
            str(len(difference.lost)),
            style=colour,
        )
    return table


def _name_questions(comparison: Comparison, ids: Sequence[str], console: Console) -> None:
    before = {one.id: one for one in comparison.before.questions}
    for id_ in ids[:NAMED]:
        old, new = before[id_], comparison.questions[id_]
        moved = ", ".join(f"{_rank(old.ranks.get(group))} → {_rank(rank)}" for group, rank in new.ranks.items())
        changed = f"{old.outcome} → {new.outcome}" if old.outcome != new.outcome else new.outcome
        console.print(f"  {id_}  {new.question}  [dim]{changed}{'; rank ' + moved if moved else ''}[/dim]", highlight=False)
    if len(ids) > NAMED:
        console.print(f"  … and {len(ids) - NAMED} more", highlight=False)


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _between(name: str, figure: Figure) -> str:
    return f"{ALL[name].shown(figure.low)} to {ALL[name].shown(figure.high)}"
