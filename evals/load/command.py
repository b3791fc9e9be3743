"""python -m evals.load: page load, first words and whole answers for many sessions at once, on loopback, as figures.

The short form asks with ten sessions for half a minute and fails on an error or a slow answer. `--long` asks with 10, 25, 50 and
100, in our configuration and in Streamlit's defaults, then with 50 for ten minutes to see whether memory stays flat; then it asks
the embedding model alone, in four ways.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from evals.load.crowd import Crowd, Figures, ask_together, figures, growth
from evals.load.embedding import embedded_at_once
from evals.load.service import STREAMLITS_DEFAULTS, Service, running_service
from evals.load.session import LoadProblem, ReadingSession

REPORTS = Path(__file__).parents[1] / "reports"
SIZES, ASKED_FOR = (10, 25, 50, 100), 60.0  # sessions, seconds
SHORT_SIZE, SHORT_ASKED_FOR = 10, 30.0
SOAK_SIZE, SOAKED_FOR, SETTLED_AFTER = 50, 600.0, 120.0
SLOWEST = 2.0  # seconds: what the 95th percentile of whole answers may be with 50 sessions
FLAT = 2.0  # megabytes a minute: less than a percent of the service in an hour counts as flat
SEED = 20261126
HEAD = f"{'':<22}{'sessions':>9}{'answers':>8}{'errors':>7}{'page p50':>9}{'p95':>7}{'first p50':>10}{'p95':>7}{'whole p50':>10}{'p95':>7}{'a second':>9}{'MB':>7}{'MB each':>8}{'cores':>6}"  # noqa: E501 (one line of a table)


def load(
    is_long: Annotated[bool, typer.Option("--long", help="All sizes, both configurations, and ten minutes of soak.")] = False,
    is_recorded: Annotated[bool, typer.Option("--record", help="Keep the figures under evals/reports.")] = False,
) -> None:
    """Seconds for page loads and answers with many sessions at once. Example: python -m evals.load --long --record"""
    try:
        report = asyncio.run(_measured(is_long))
    except LoadProblem as problem:
        print(problem, file=sys.stderr)
        raise typer.Exit(1) from problem
    if is_recorded:
        file = REPORTS / f"load-{date.today()}.json"
        file.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        print(f"Kept in {file}.", file=sys.stderr)
    wrong = _wrong_with(report)
    for line in wrong:
        print(line, file=sys.stderr)
    raise typer.Exit(1 if wrong else 0)


async def _measured(is_long: bool) -> dict:
    data_dir, questions = _at_hand()
    print(f"{len(questions):,} different questions, none asked twice of one service; no answer is kept between them.\n\n{HEAD}")
    report: dict = {"made": str(date.today()), "ours": [], "defaults": []}
    for name, options in (("ours", ()), ("defaults", STREAMLITS_DEFAULTS)) if is_long else (("ours", ()),):
        for size in SIZES if is_long else (SHORT_SIZE,):
            with running_service(data_dir, *options) as service:
                crowd = await _asked(service, size, questions, ASKED_FOR if is_long else SHORT_ASKED_FOR)
            report[name].append(_printed(name, figures(crowd)).as_dict())
            _print_problems(crowd)
    if is_long:
        with running_service(data_dir) as service:
            crowd = await _asked(service, SOAK_SIZE, questions, SOAKED_FOR)
        slope = growth(crowd.memory, SETTLED_AFTER)
        report["soak"] = _printed("ours, ten minutes", figures(crowd)).as_dict() | {"megabytes_a_minute": round(slope, 2)}
        _print_problems(crowd)
        print(f"\nMemory grew by {slope:.2f} MB a minute from the second minute on.")
        report["embedding"] = _embedding(questions)
    return report


async def _asked(service: Service, sessions: int, questions: Sequence[str], seconds: float) -> Crowd:
    """A crowd over a service that has loaded and answered before."""
    async with ReadingSession(service.address) as first:
        while first.is_loading:
            await asyncio.sleep(0.5)
            await first.look()
        for question in random.Random(SEED + 1).sample(list(questions), 5):
            await first.ask(question)
    return await ask_together(service, sessions, questions, seconds, SEED)


def _at_hand() -> tuple[Path, list[str]]:
    """The data folder with an index of what is at hand, built where there is none, and the questions its paragraphs answer."""
    from corpus.settings import load_settings
    from index.build import build_index, read_current, read_passages
    from index.embed import SentenceTransformerEmbedder

    settings = load_settings()
    manifest = read_current(settings.data_dir)
    if manifest is None:
        build_index(settings.data_dir, SentenceTransformerEmbedder(settings.embedding_model, threads=2))
        manifest = read_current(settings.data_dir)
    passages = read_passages(settings.data_dir, manifest)
    return settings.data_dir.resolve(), sorted({question for passage in passages for question in passage.questions})


def _printed(name: str, told: Figures) -> Figures:
    print(
        f"{name:<22}{told.sessions:>9}{told.answers:>8}{told.errors:>7}{told.page_load_p50:>9.2f}{told.page_load_p95:>7.2f}"
        f"{told.first_p50:>10.2f}{told.first_p95:>7.2f}{told.whole_p50:>10.2f}{told.whole_p95:>7.2f}{told.answers_a_second:>9.1f}"
        f"{told.memory:>7.0f}{told.memory_each:>8.1f}{told.processor:>6.2f}",
        flush=True,
    )
    return told


def _embedding(questions: Sequence[str]) -> list[dict]:
    print(f"\n{'questions embedded':<26}{'at once':>8}{'a second':>10}{'p50':>7}{'p95':>7}")
    told = []
    for one in embedded_at_once(questions):
        print(f"{one.way:<26}{one.askers:>8}{one.a_second:>10.0f}{one.p50:>7.3f}{one.p95:>7.3f}", flush=True)
        told.append({name: round(value, 3) if isinstance(value, float) else value for name, value in one._asdict().items()})
    return told


def _print_problems(crowd: Crowd) -> None:
    for problem in crowd.problems[:3]:
        print(f"  {problem}", file=sys.stderr)


def _wrong_with(report: dict) -> list[str]:
    """What of our own configuration misses its aim, in words; with more than 50 sessions nothing is promised."""
    ours = [told for told in (*report["ours"], *([report["soak"]] if "soak" in report else [])) if told["sessions"] <= SOAK_SIZE]
    checks: list[tuple[Callable[[dict], bool], str]] = [
        (lambda told: told["errors"] > 0, "{errors} questions of {sessions} sessions failed."),
        (lambda told: told["whole_p95"] > SLOWEST, "With {sessions} sessions one answer in twenty took {whole_p95} s or more."),
        (lambda told: told.get("megabytes_a_minute", 0) > FLAT, "Memory grows by {megabytes_a_minute} MB a minute."),
    ]
    return [said.format(**told) for told in ours for is_wrong, said in checks if is_wrong(told)]


def main() -> None:
    app = typer.Typer(add_completion=False)
    app.command()(load)
    app()
