"""What the helpers' pages look paragraphs up in: the current build's, without the embedding model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from assistant.helpers.grounds import Grounds
from assistant.screens import loading
from assistant.screens.answer_shown import notice_html, problem_html

if TYPE_CHECKING:
    from index.models import Manifest

NOT_YET = "The documents are being read for the first time. This page appears by itself when they have been."
POLL = 0.5  # seconds between two looks


def grounds() -> Grounds | None:
    """The paragraphs held today. None while there is no index yet: then the page says so, and is drawn anew when there is one.

    Every session shares what was read of a build; the next build is read by whoever comes first.
    """
    from corpus.settings import SettingsError, load_settings
    from index.build import read_current

    try:
        data_dir = load_settings().data_dir
    except SettingsError as problem:
        st.html(problem_html(str(problem)))
        return None
    manifest = read_current(data_dir)
    if manifest is None:
        _show_wait(data_dir)
        return None
    from index.models import IndexProblem

    try:
        held = _read(data_dir, manifest.build_id, manifest)
        held.check_documents()
    except IndexProblem as problem:
        st.html(problem_html(str(problem)))
        return None
    return held


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(data_dir: Path, build_id: str, _manifest: Manifest) -> Grounds:
    """Kept by the first two; Streamlit does not look at what begins with "_"."""
    from corpus.store import EditionStore
    from index.build import read_passages

    return Grounds(_manifest, read_passages(data_dir, _manifest), EditionStore(data_dir))


@st.fragment(run_every=POLL)
def _show_wait(data_dir: Path) -> None:
    """The first start builds the index, whichever page it begins on."""
    from index.build import read_current

    opening = loading.load()
    if opening.problem:
        st.html(problem_html(opening.problem))
        return
    if read_current(data_dir) is not None:
        st.rerun()
    st.html(notice_html("Loading.", NOT_YET, "loading"))
    st.progress(opening.step.fraction, text=opening.step.said)
