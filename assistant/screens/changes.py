"""What changed: two editions of a document beside each other. The address says which; needs neither index nor model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.screens import changes_wording as wording
from assistant.screens import library_wording
from assistant.screens.answer_shown import notice_html, problem_html
from assistant.screens.changes_shown import changes_html, choice_html, one_edition
from assistant.screens.links import link_to
from assistant.screens.pages import address_of, framed
from corpus.at_hand import editions_at_hand, state_at_hand
from corpus.changes import Change, compare_editions
from corpus.models import Edition, Source
from corpus.settings import SettingsError, load_settings
from corpus.sources import held_sources
from corpus.store import EditionStore

COMPARED_AT_ONCE = 8  # pairs of editions kept ready, in all sessions together


def show() -> None:
    with framed(wording.TITLE, wording.WHAT_IT_IS):
        try:
            _show(EditionStore(load_settings().data_dir))
        except SettingsError as problem:
            st.html(problem_html(str(problem)))


def _show(store: EditionStore) -> None:
    wanted = st.query_params.get("source", "")[:200]
    source = next((source for source in held_sources() if source.source_id == wanted), None)
    if source is None:
        if wanted:
            st.html(notice_html("Not there.", wording.UNKNOWN_SOURCE.format(wanted=wanted), "warning"))
        _show_choice(store)
        return
    try:
        _show_source(source, store)
    except (OSError, ValueError) as problem:
        _tell_unreadable(source, problem)


def _show_choice(store: EditionStore) -> None:
    shelf = []
    for source in held_sources():
        try:
            shelf.append((source, editions_at_hand(source, store)))
        except (OSError, ValueError) as problem:
            _tell_unreadable(source, problem)
    st.html(choice_html(shelf))


def _show_source(source: Source, store: EditionStore) -> None:
    back = link_to(address_of("changes"), f"← {wording.ALL_DOCUMENTS}")
    st.html(f"<p>{back}</p>")
    st.html(f"<h2>{link_to(address_of('library', source=source.source_id), source.title)}</h2>")
    editions = editions_at_hand(source, store)
    if len(editions) < 2:
        there = one_edition(editions[0]) if editions else ""
        st.html(notice_html(wording.NOTHING_TO_COMPARE, f"{there} {wording.HOW_ONE_COMES}".strip(), "note"))
        return
    older, newer = _chosen(editions)
    changes = _changes(store.folder.parent, source, older, newer)
    kind = next((kind for kind in wording.KINDS if kind == st.query_params.get("kind")), None)
    first = st.query_params.get("change", "")[:9]  # Python refuses to read a number of thousands of digits
    st.html(changes_html(source, older, newer, changes, kind, int(first) if first.isdecimal() else 1))


def _chosen(editions: Sequence[Edition]) -> tuple[Edition, Edition]:
    """The two that the address names, with a choice where more are held; else the two newest."""
    by_id = {edition.edition_id: edition for edition in editions}
    asked = [st.query_params.get(name, "")[:200] for name in ("from", "to")]
    if unknown := next((name for name in asked if name and name not in by_id), None):
        st.html(notice_html("Not there.", wording.WRONG_EDITION.format(wanted=unknown), "warning"))
    newer = by_id.get(asked[1], editions[-1])
    newer = editions[-1] if newer == editions[0] else newer
    older = by_id.get(asked[0])
    if older is None or older.edition_id >= newer.edition_id:
        older = editions[editions.index(newer) - 1]
    if len(editions) > 2:
        left, right = st.columns(2)
        _choose(left, wording.OLDER, "from", [e for e in editions if e.edition_id < newer.edition_id], older)
        _choose(right, wording.NEWER, "to", [e for e in editions if e.edition_id > older.edition_id], newer)
    return older, newer


def _choose(place, label: str, name: str, editions: Sequence[Edition], chosen: Edition) -> None:
    key = f"changes_{name}"
    titles = {edition.edition_id: edition.title for edition in editions}
    st.session_state[key] = chosen.edition_id
    place.selectbox(label, list(titles), key=key, format_func=titles.get, on_change=_take_choice, args=(name,))


def _take_choice(name: str) -> None:
    st.query_params[name] = st.session_state[f"changes_{name}"]
    other = {"from": "to", "to": "from"}[name]
    if f"changes_{other}" in st.session_state:
        st.query_params[other] = st.session_state[f"changes_{other}"]
    for narrowed in ("kind", "change"):
        st.query_params.pop(narrowed, None)


def _changes(data_dir: Path, source: Source, older: Edition, newer: Edition) -> tuple[Change, ...]:
    store = EditionStore(data_dir)
    states = (f"{e.edition_id} {e.sha256} {state_at_hand(source, e, store)}" for e in (older, newer))
    return _compare(str(data_dir), source.source_id, *states, older, newer)


@st.cache_resource(max_entries=COMPARED_AT_ONCE, show_spinner=wording.COMPARING, show_time=True)
def _compare(data_dir: str, source_id: str, older: str, newer: str, _older: Edition, _newer: Edition) -> tuple[Change, ...]:
    """Kept as it is and shared: a change is frozen. Comparing takes some seconds where much has changed."""
    store = EditionStore(Path(data_dir))
    return compare_editions(store.document(_older), store.document(_newer))


def _tell_unreadable(source: Source, problem: Exception) -> None:
    st.html(problem_html(library_wording.UNREADABLE.format(what=source.title, problem=type(problem).__name__)))
