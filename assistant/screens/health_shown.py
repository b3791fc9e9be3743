"""Corpus health as HTML: what needs doing first, then tables that scroll by themselves on a narrow screen (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant.dates import moment_in_words
from assistant.doctor import Finding
from assistant.evaluations import FOLLOWED, MEASURES, EvaluationRun, shown
from assistant.health import Held, Use, in_bytes
from assistant.screens import health_wording as wording
from assistant.screens.links import link_to
from assistant.screens.pages import address_of
from assistant.screens.shelf_shown import facts_html
from corpus.reading_report import ReadingReport
from index.models import Manifest

COUNTED = ("numbered", "other prose", "box", "part of a box", "table", "figure", "footnote")


def findings_html(findings: Sequence[Finding]) -> str:
    """Each with its standing in words."""
    items = "".join(
        f'<li class="{"sp-well" if one.is_well else "sp-ill"}"><strong>{wording.WELL if one.is_well else wording.ILL}:</strong> '
        f"{escape(one.subject)}: {escape(one.line)}</li>"
        for one in findings
    )
    return f'<ul class="sp-findings">{items}</ul>' if items else f"<p>{escape(wording.ALL_WELL)}</p>"


def documents_html(held: Sequence[Held]) -> str:
    heads = ("Document", "Edition", "What is here", "Taken in", "Last asked for", "How that ended")
    rows = [_document_row(one) for one in held]
    return table_html(wording.DOCUMENTS, heads, rows, is_headed=True) + f'<p class="sp-note">{escape(wording.REFRESH_HINT)}</p>'


def readings_html(reports: Mapping[str, ReadingReport]) -> str:
    """By the source's title; empty reports are not shown."""
    if not reports:
        return f"<p>{escape(wording.READING_NONE)}</p>"
    heads = ("Document", "Edition", *(name.capitalize() for name in COUNTED), "Words", "Read", "To look at")
    rows = [
        [
            escape(title),
            escape(report.edition),
            *(str(report.counts.get(kind, 0)) for kind in COUNTED),
            f"{report.words:,}",
            f"{int(report.coverage * 10000) / 100:.2f}%",  # cut, not rounded: 98.996% is not 99.00%
            str(len(report.to_look_at)) if report.to_look_at else escape(wording.READING_WELL),
        ]
        for title, report in reports.items()
    ]
    return table_html(wording.READING, heads, rows, is_headed=True) + f'<p class="sp-note">{escape(wording.READING_NOTE)}</p>'


def index_html(manifest: Manifest | None) -> str:
    if manifest is None:
        return f"<p>{escape(wording.NO_INDEX)}</p>"
    facts = {
        "Build": manifest.build_id,
        "Made": moment_in_words(manifest.made_at),
        "Search model": f"{manifest.embedding_model}, {manifest.dimensions} dimensions",
        "Passages": f"{manifest.passages:,}",
        "Fingerprint": manifest.fingerprint,
    }
    return facts_html({name: escape(value) for name, value in facts.items()})


def disk_html(uses: Sequence[Use], free: int) -> str:
    rows = [[escape(use.name), in_bytes(use.size)] for use in (*uses, Use(wording.FREE, free))]
    return table_html(wording.DISK, ("Part of the data folder", "Size"), rows)


def latest_html(run: EvaluationRun) -> str:
    """Every figure of one run with what it says."""
    said = wording.LATEST.format(moment=moment_in_words(run.made_at), corpus=run.corpus_name)
    rows = [
        [
            f'{escape(MEASURES[name].title)}<br><span class="sp-quiet">{escape(MEASURES[name].meaning)}</span>',
            f"<strong>{shown(name, figure.value)}</strong>",
            f"{shown(name, figure.low)} to {shown(name, figure.high)}",
            str(figure.n),
            "lower" if MEASURES[name].lower_is_better else "higher",
        ]
        for name, figure in run.figures.items()
    ]
    return table_html(said, ("Measure", "Figure", "Range", "Questions", "Better is"), rows)


def over_time_html(runs: Sequence[EvaluationRun]) -> str:
    """The chart as a table, newest first."""
    heads = ("When", "Over", *(MEASURES[name].title for name in FOLLOWED))
    rows = [
        [escape(moment_in_words(run.made_at)), escape(run.corpus_name), *(_figure(run, name) for name in FOLLOWED)]
        for run in reversed(runs)
    ]
    return table_html(wording.OVER_TIME, heads, rows)


def table_html(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], is_headed: bool = False) -> str:
    """The cells are HTML already; the first of each row names it. Under a heading that says the same the caption is not seen."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    name = f'<caption class="{"sp-hidden" if is_headed else ""}">{escape(caption)}</caption>'
    table = f'<table class="sp-table-plain">{name}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="sp-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">{table}</div>'


def _document_row(held: Held) -> list[str]:
    edition = held.editions[-1] if held.editions else None
    form = wording.NONE if edition is None else wording.DIGEST if edition.rendition == "digest" else wording.FULL
    more = f" and {len(held.editions) - 1} older" if len(held.editions) > 1 else ""
    taken = moment_in_words(edition.retrieved_at) if edition and edition.retrieved_at else wording.NOT_TAKEN_IN
    tried = moment_in_words(held.tried.at) if held.tried else wording.NEVER_ASKED
    ended = ""
    if held.tried:
        line = held.tried.line.removeprefix(f"{held.source.source_id}: ")
        ended = f"<strong>{wording.ENDED[held.tried.kind]}</strong>: {escape(line)}"
    title = link_to(address_of("library", source=held.source.source_id), held.source.short_title)
    return [title, escape(f"{edition.title}{more}") if edition else "", escape(form), escape(taken), escape(tried), ended]


def _figure(run: EvaluationRun, name: str) -> str:
    figure = run.figures.get(name)
    return (
        "not measured"
        if figure is None
        else f"{shown(name, figure.value)} ({shown(name, figure.low)} to {shown(name, figure.high)})"
    )
