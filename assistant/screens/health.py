"""Corpus health: are the documents, the index and this computer as they should be, and how well does Signpost answer?

What takes seconds comes last or when it is asked for, so that the page is there at once.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from assistant.doctor import Finding, examine
from assistant.evaluations import EvaluationRun, in_a_sentence, read_evaluations
from assistant.health import Held, disk_use, findings, findings_of_reading, free_space, look_at_corpus
from assistant.screens import health_wording as wording
from assistant.screens.answer_shown import notice_html, problem_html
from assistant.screens.health_shown import (
    disk_html,
    documents_html,
    findings_html,
    index_html,
    latest_html,
    over_time_html,
    readings_html,
)
from assistant.screens.pages import framed
from assistant.screens.shelf_shown import facts_html
from corpus.at_hand import state_at_hand
from corpus.models import Edition
from corpus.reading_report import ReadingReport
from corpus.report_elsewhere import ReportProblem, report_elsewhere
from corpus.settings import Settings, SettingsError, load_settings
from corpus.store import EditionStore
from index.build import read_current

KIND = "health_kind"  # the key of the choice of questions
REPORTS_KEPT = 64  # reading reports kept ready; one takes seconds


def show() -> None:
    with framed(wording.TITLE, wording.WHAT_IT_IS):
        try:
            _show(load_settings())
        except SettingsError as problem:
            st.html(problem_html(str(problem)))


def _show(settings: Settings) -> None:
    data_dir = settings.data_dir
    held, manifest, free = look_at_corpus(data_dir), read_current(data_dir), free_space(data_dir)
    known = list(findings(held, manifest, free))
    st.html(f"<h2>{wording.TO_DO}</h2>")
    to_do = st.empty()
    to_do.html(findings_html(known))
    _show_check()
    st.html(f"<h2>{wording.DOCUMENTS}</h2>{documents_html(held)}")
    st.html(f"<h2>{wording.INDEX}</h2>{index_html(manifest)}")
    st.html(f"<h2>{wording.EVALUATION}</h2>")
    _show_evaluations(data_dir)
    st.html(f"<h2>{wording.INSTALLATION}</h2>{_installation_html(settings)}{disk_html(disk_use(data_dir), free)}")
    st.html(f"<h2>{wording.READING}</h2>")
    reports = _read_again(held, data_dir)
    st.html(readings_html(reports))
    to_do.html(findings_html([*known, *findings_of_reading(reports)]))


@st.fragment
def _show_check() -> None:
    """The close look, when somebody asks for it, each finding as it is made."""
    st.html(f'<p class="sp-note">{wording.CHECK_NOTE}</p>')
    if not st.button(wording.CHECK):
        return
    found: list[Finding] = []
    arriving = st.empty()
    with st.spinner(wording.CHECKING, show_time=True):
        for finding in examine():
            found.append(finding)
            arriving.html(findings_html(found))
    ill = sum(not finding.is_well for finding in found)
    said = wording.CHECKED_ILL.format(count=ill) if ill else wording.CHECKED_WELL
    st.html(f'<p data-say="{said}"><strong>{said}</strong></p>')


def _show_evaluations(data_dir: Path) -> None:
    evaluations = read_evaluations(data_dir)
    if evaluations.unreadable:
        st.html(notice_html(wording.EVALUATION_OTHER, "; ".join(evaluations.unreadable), "warning"))
    kinds = evaluations.kinds
    if not kinds:
        st.html(f"<p>{wording.EVALUATION_NONE}</p>")
        return
    st.html(f"<p>{wording.EVALUATION_NOTE}</p>")
    kind = next(iter(kinds)) if len(kinds) == 1 else st.selectbox(wording.WHICH_QUESTIONS, list(kinds), key=KIND)
    _show_runs(kinds[kind])


def _show_runs(runs: tuple[EvaluationRun, ...]) -> None:
    from assistant.screens.health_chart import figures_over_time

    st.html(f"<p>{escape(in_a_sentence(runs))}</p>")
    st.altair_chart(figures_over_time(runs), width="stretch", alt=wording.CHART)  # short: Streamlit names each button of it so
    st.html(over_time_html(runs) + latest_html(runs[-1]))


def _installation_html(settings: Settings) -> str:
    from assistant.llm import where_it_goes

    chat = where_it_goes(settings.model) if settings.model else wording.NO_CHAT_MODEL
    return facts_html({"Chat model": escape(chat), "Data folder": escape(str(settings.data_dir))})


def _read_again(held: tuple[Held, ...], data_dir: Path) -> dict[str, ReadingReport]:
    """A report on each stored edition in use, by the source's title; what is being read is said meanwhile."""
    stored = [(one.source, one.editions[-1]) for one in held if one.editions and one.editions[-1].rendition == "full"]
    reports, place = {}, st.empty()
    for done, (source, edition) in enumerate(stored, 1):
        said = wording.READING_NOW.format(title=source.short_title, done=done, of=len(stored))
        place.progress((done - 1) / len(stored), text=said)
        try:
            state = f"{edition.edition_id} {edition.sha256} {state_at_hand(source, edition, EditionStore(data_dir))}"
            reports[source.short_title] = _report(str(data_dir), source.source_id, state, edition)
        except (OSError, ReportProblem) as problem:
            st.html(problem_html(wording.READING_FAILED.format(title=source.title, problem=problem)))
    place.empty()
    return reports


@st.cache_resource(max_entries=REPORTS_KEPT, show_spinner=False)
def _report(data_dir: str, source_id: str, state: str, _edition: Edition) -> ReadingReport:
    return report_elsewhere(_edition, Path(data_dir))
