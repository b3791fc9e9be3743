"""The command line of the corpus room."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from corpus.intake import Outcome
from corpus.refresh import (
    RefreshError,
    look_for_news,
    one_at_a_time,
    refresh_from_folder,
    refresh_from_publishers,
    sources_named,
)
from corpus.refreshed import note_refreshed
from corpus.settings import SettingsError, load_settings
from corpus.sources import load_sources
from corpus.store import EditionStore
from corpus.web.addresses import hosts_of
from corpus.web.visitor import Visitor, proxy_of_the_environment

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def refresh(
    folder: Annotated[Path | None, typer.Option("--from", help="Take the documents from a folder, named by source id.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be given again.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would be asked for; change nothing.")] = False,
) -> None:
    """Bring the documents at hand up to date, from their publishers or from a folder.

    Exit code 0 when it worked, also when some publisher is to be asked later; 1 when a source failed, when no publisher could be
    asked, or when nothing could be tried. What changed is said on stdout, everything else on stderr.

    Example: python -m corpus.refresh --from ../documents
    """
    try:
        data_dir = load_settings().data_dir
        sources = sources_named(source or ())
        store = EditionStore(data_dir)
        with ExitStack() as open_until_done:
            if not dry_run:
                open_until_done.enter_context(one_at_a_time(data_dir))
            if folder is not None:
                outcomes = refresh_from_folder(folder, sources, store, dry_run=dry_run)
            else:
                visitor = open_until_done.enter_context(Visitor(hosts_of(load_sources()), proxy=proxy_of_the_environment()))
                outcomes = look_for_news(sources, visitor) if dry_run else refresh_from_publishers(sources, store, visitor)
            outcomes = outcomes if dry_run else _noted(outcomes, data_dir)
            done = list(_shown(outcomes, len(sources), dry_run))
    except (RefreshError, SettingsError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    _close(done, dry_run)


def _noted(outcomes: Iterator[Outcome], data_dir: Path) -> Iterator[Outcome]:
    """Keeps each outcome as it comes. A full disk must not end a refresh whose sources do not end it either."""
    for outcome in outcomes:
        try:
            note_refreshed(data_dir, outcome)
        except OSError as problem:
            typer.echo(f"How {outcome.source_id} ended could not be noted: {problem}", err=True)
        yield outcome


def _shown(outcomes: Iterator[Outcome], of: int, dry_run: bool) -> Iterator[Outcome]:
    """Prints each outcome as it comes. Only what changed goes to stdout, so that a scheduled run is silent otherwise."""
    with _bar(of) as advance:
        for outcome in outcomes:
            advance()
            typer.echo(outcome.line, err=not dry_run and outcome.kind != "new")
            if outcome.changes:
                typer.echo(outcome.changes)
            yield outcome


def _close(done: list[Outcome], dry_run: bool) -> None:
    count = Counter(outcome.kind for outcome in done)
    if not dry_run:
        changed = any(outcome.kind == "new" or outcome.changes for outcome in done)
        typer.echo(
            f"{count['new']} new, {count['unchanged']} unchanged, {count['later']} to ask later, {count['failed']} failed."
            + (" Next: python -m corpus.report, then python -m index.build" if changed else ""),
            err=True,
        )
    unreached = count["later"] and not count["new"] + count["unchanged"]
    if unreached:
        typer.echo("No publisher could be asked: is there a network? The corpus stays as it was.", err=True)
    raise typer.Exit(1 if count["failed"] or unreached else 0)


@contextmanager
def _bar(of: int):
    """A progress bar on a terminal, nothing elsewhere; gives a function that moves it on by one source."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("Refreshing", total=of)
        yield lambda: progress.advance(task)
