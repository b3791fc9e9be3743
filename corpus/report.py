"""python -m corpus.report: how completely every stored edition was read, for a person to check after a refresh."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from corpus.models import Source
from corpus.reading_report import ReadingReport, report_on
from corpus.refresh import RefreshError, sources_named
from corpus.settings import SettingsError, load_settings
from corpus.store import EditionStore

COUNTED = ("numbered", "other prose", "box", "part of a box", "table", "figure", "footnote")
HEADS = ("numbered", "other", "boxes", "parts", "tables", "figures", "notes")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def report(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]…", help="Only these sources, by their ids.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything that was measured, as JSON.")] = False,
) -> None:
    """How completely each stored edition was read. Exit code 1 when one of them needs a person's look.

    Example: python -m corpus.report hmt-managing-public-money
    """
    try:
        wanted = sources_named(sources or ())
        found = list(reports_on(wanted, EditionStore(load_settings().data_dir)))
    except (RefreshError, SettingsError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    if not found:
        typer.echo("No edition is stored. Next: python -m corpus.refresh", err=True)
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps([_as_dict(one) for one in found], indent=2, ensure_ascii=False))
    else:
        _print_table(found)
        _print_findings(found)
    raise typer.Exit(1 if any(one.to_look_at for one in found) else 0)


def reports_on(sources: Sequence[Source], store: EditionStore) -> Iterator[ReadingReport]:
    """A report for each stored edition of each source, oldest first."""
    from corpus.file_words import file_pages

    for source in sources:
        for edition in store.editions(source.source_id):
            pages = file_pages(store.original(edition), source)
            yield report_on(source, edition, store.document(edition), store.passages(edition), pages)


def _as_dict(report: ReadingReport) -> dict:
    return report.model_dump(mode="json") | {"coverage": round(report.coverage, 4)}


def _print_table(reports: list[ReadingReport]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("source", "edition"):
        table.add_column(head, no_wrap=True)
    for head in (*HEADS, "words", "read", "look"):
        table.add_column(head, justify="right", no_wrap=True)
    for report in reports:
        counts = (str(report.counts.get(kind, "–")) for kind in COUNTED)
        read = f"{int(report.coverage * 10000) / 100:.2f}%"  # cut, not rounded: 98.996% is not 99.00%
        table.add_row(report.source_id, report.edition, *counts, f"{report.words:,}", read, str(len(report.to_look_at) or "–"))
    # A pipe has no width, and a narrow terminal wraps by itself: nothing is cut.
    Console(width=160, soft_wrap=True).print(table)


def _print_findings(reports: list[ReadingReport]) -> None:
    for report in reports:
        name = f"{report.source_id}, {report.edition}"
        for line in report.to_look_at:
            typer.echo(f"Look at {name}: {line}.")
        if report.absent:
            typer.echo(f"{name}: the file leaves these numbers out: {', '.join(report.absent)}.", err=True)
        if report.pages_without_text:
            typer.echo(f"{name}: pages without text: {', '.join(map(str, report.pages_without_text))}.", err=True)
    wrong = sum(bool(report.to_look_at) for report in reports)
    closing = f"{wrong} of {len(reports)} editions need a look." if wrong else "Every edition is read as it should be."
    typer.echo(closing, err=True)


if __name__ == "__main__":
    app()
