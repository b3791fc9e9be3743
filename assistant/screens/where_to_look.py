"""The side bar's limits: who says it, which publisher, as at which day. They hold for the questions asked while they are set."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.limits import limits_in_words
from assistant.screens import wording
from assistant.screens.answer_shown import notice_html
from assistant.standing import AUTHORITY
from corpus.sources import held_sources
from index.models import SearchRequest

_AUTHORITIES, _PUBLISHERS, _AS_AT = "within_authorities", "within_publishers", "within_as_at"
_EARLIEST = date(1990, 1, 1)


def show_limits() -> None:
    """The side bar's part of the page; what is chosen outlives a visit to another page."""
    held = held_sources()
    with st.sidebar:
        st.html(f'<p class="sp-side">{wording.WHERE_TO_LOOK}</p>')
        st.multiselect(
            wording.WHO_SAYS_IT,
            [authority for authority in AUTHORITY if any(source.authority == authority for source in held)],
            format_func=AUTHORITY.__getitem__,
            placeholder=wording.EVERYBODY,
            key=_AUTHORITIES,
            persist_state="session",
            select_all=False,
        )
        st.multiselect(
            wording.PUBLISHERS,
            list(dict.fromkeys(source.publisher for source in held)),
            placeholder=wording.EVERYBODY,
            key=_PUBLISHERS,
            persist_state="session",
            select_all=False,
        )
        st.date_input(
            wording.AS_AT,
            value=None,
            min_value=_EARLIEST,
            max_value=date.today(),
            format="DD/MM/YYYY",
            help=wording.AS_AT_HELP,
            key=_AS_AT,
            persist_state="session",
        )


def show_what_is_set() -> None:
    """On the page itself, since the side bar is folded away on a small screen."""
    if within := limits():
        st.html(notice_html(wording.LIMITS_ON, f"{limits_in_words(within)}.", "limits"))
        st.button(wording.LOOK_EVERYWHERE, on_click=look_everywhere)


def limits() -> SearchRequest | None:
    """What the next question is limited to; None when everything is searched."""
    state = st.session_state
    as_at = state.get(_AS_AT)
    within = SearchRequest(
        question="",
        authorities=tuple(state.get(_AUTHORITIES) or ()) or None,
        publishers=tuple(state.get(_PUBLISHERS) or ()) or None,
        as_at=as_at.isoformat() if as_at else None,
    )
    return within if within != SearchRequest(question="") else None


def look_everywhere() -> None:
    st.session_state[_AUTHORITIES] = []
    st.session_state[_PUBLISHERS] = []
    st.session_state[_AS_AT] = None
