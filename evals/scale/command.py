"""python -m evals.scale: what ten thousand passages and more cost to build, refresh, keep and ask, as figures.

The short form measures 3,000 recombined passages in about a minute and fails when the search misses what exact search finds.
`--long` measures 10,000 read by the model and 100,000 recombined, and `--largest` also a million, which takes hours. Where the
model reads every passage, a refresh of 1% must cost little of a build.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "evals" / "reports"
SHORT, LONG, LARGEST = (
    ((3_000, "recombined", 300),),
    ((10_000, "real", 0), (100_000, "recombined", 0)),
    (1_000_000, "recombined", 0),
)
LEAST_RECALL = 0.95  # of the ten nearest by exact search, with any filter
MOST_REFRESH = 0.05  # of a whole build's seconds, for a refresh of 1%


def scale(
    is_long: Annotated[bool, typer.Option("--long", help="10,000 passages read by the model, 100,000 recombined.")] = False,
    is_largest: Annotated[bool, typer.Option("--largest", help="A million as well; takes hours and 60 GB of disk.")] = False,
    is_recorded: Annotated[bool, typer.Option("--record", help="Keep the figures under evals/reports.")] = False,
) -> None:
    """Seconds, memory and disk by number of passages, and recall against exact search. Example: python -m evals.scale --long"""
    sizes = [*(LONG if is_long or is_largest else SHORT), *([LARGEST] if is_largest else [])]
    measured = []
    for size in sizes:
        measured.append(_printed(_measured(*size)))
        if is_recorded:
            file = REPORTS / f"scale-{date.today()}.json"
            file.write_text(json.dumps({"made": str(date.today()), "sizes": measured}, indent=1) + "\n", encoding="utf-8")
    wrong = [line for one in measured for line in _wrong_with(one)]
    for line in wrong:
        print(line, file=sys.stderr)
    raise typer.Exit(1 if wrong else 0)


def _measured(passages: int, kind: str, most_sentences: int) -> dict:
    told: dict = {"passages": passages, "vectors": kind}
    with tempfile.TemporaryDirectory(prefix="signpost-scale-") as folder:
        for step in ("build", "refresh", "ask"):
            print(f"{passages:,} passages: {step} …", file=sys.stderr, flush=True)
            command = [sys.executable, "-m", "evals.scale.measured", step, folder, str(passages), kind, str(most_sentences)]
            done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
            if done.returncode:
                raise typer.Exit(done.returncode)
            told[step] = _rounded(json.loads(done.stdout.splitlines()[-1]))
    return told


def _rounded(told):
    if isinstance(told, dict):
        return {name: _rounded(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_rounded(value) for value in told]
    return round(told, 4) if isinstance(told, float) else told


def _printed(told: dict) -> dict:
    build, refresh, ask = told["build"], told["refresh"], told["ask"]
    print(f"{told['passages']:,} passages, vectors {told['vectors']}, {build['rows']:,} rows")
    lines: Iterator[tuple[str, str]] = iter(
        [
            ("build", f"{build['seconds']:.0f} s, {build['memory']:.0f} MB of memory"),
            ("  stages, seconds", ", ".join(f"{name} {seconds:.1f}" for name, seconds in build["stages"].items())),
            ("refresh of 1%", f"{refresh['seconds']:.0f} s, {100 * refresh['seconds'] / build['seconds']:.1f}% of a build"),
            ("  stages, seconds", ", ".join(f"{name} {seconds:.1f}" for name, seconds in refresh["stages"].items())),
            ("on disk", f"build {build['build']:.0f} MB (Chroma {build['chroma']:.0f}), vectors kept {build['kept']:.0f} MB"),
            ("open", f"{ask['opened']:.1f} s, {ask['memory']:.0f} MB of memory"),
            ("question to hits", f"median {ask['p50'] * 1000:.0f} ms, p95 {ask['p95'] * 1000:.0f} ms"),
        ]
    )
    for name, figure in lines:
        print(f"  {name:<22} {figure}")
    for one in ask["filters"]:
        figure = f"recall@10 {one['recall']:.3f}, p50 {one['p50'] * 1000:.1f} ms, p95 {one['p95'] * 1000:.1f} ms"
        name = f"nearest in {one['share']:.0%}"
        print(f"  {name:<22} {figure}; exact {one['exact_p50'] * 1000:.1f} ms", flush=True)
    return told


def _wrong_with(told: dict) -> Iterator[str]:
    size = f"{told['passages']:,} passages"
    for one in told["ask"]["filters"]:
        if one["recall"] < LEAST_RECALL:
            yield f"{size}: within {one['share']:.0%} the search finds {one['recall']:.3f} of the ten nearest."
    share = told["refresh"]["seconds"] / told["build"]["seconds"]
    if share > MOST_REFRESH and told["vectors"] == "real":
        yield f"{size}: a refresh of 1% takes {share:.0%} of a build."


def main() -> None:
    app = typer.Typer(add_completion=False)
    app.command()(scale)
    app()
