"""The page "Where to go": what the sources signpost, chosen by need or looked for by words. Opens at `?need=evaluation`."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.helpers.where_to_go import Signposted, find, load_entries, load_needs, signposted
from assistant.screens import held
from assistant.screens import where_to_go_shown as shown
from assistant.screens.pages import framed

TITLE = "Where to go"
WHAT_IT_IS = "The bodies, funds, tools and guidance that the documents point to, what each is for, and how old the pointer is."
NEED = "What do you need?"
EVERYTHING = "everything"
SEARCH = "Or search everything listed here, by name, abbreviation or word"
_NEED, _WORDS = "where_to_go_need", "where_to_go_words"


def show() -> None:
    with framed(TITLE, WHAT_IT_IS):
        grounds = held.grounds()
        if grounds is None:
            return
        need, words = _asked()
        today = date.today()

        def held_today(entries) -> list[Signposted]:
            return [signposted(entry, grounds, today) for entry in entries]

        if words:
            st.html(shown.found_html(held_today(find(words=words)), words))
        elif need == EVERYTHING:
            for one in load_needs():
                st.html(shown.need_html(one, held_today(entry for entry in find(one.need_id) if entry.needs[0] == one.need_id)))
        else:
            chosen = next(one for one in load_needs() if one.need_id == need)
            st.html(shown.need_html(chosen, held_today(find(need))))


def _asked() -> tuple[str, str]:
    """The need and the words; the address keeps the need, so that the page can be sent on."""
    needs = {need.need_id: need.title for need in load_needs()} | {EVERYTHING: f"Everything ({len(load_entries())})"}
    if _NEED not in st.session_state:
        asked = st.query_params.get("need", "")
        st.session_state[_NEED] = asked if asked in needs else next(iter(needs))
    st.html(f'<p class="sp-note">{shown.CAUTION}</p>')
    words = st.session_state.get(_WORDS, "").strip()
    need = st.selectbox(NEED, list(needs), format_func=needs.get, key=_NEED, disabled=bool(words))
    st.text_input(SEARCH, key=_WORDS, max_chars=100)
    st.query_params["need"] = need
    return need, words
