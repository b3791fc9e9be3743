"""Keeping a conversation, where its reader asks for it: the switch, its address, the downloads, and what else is kept."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from assistant.conversation_export import as_json, as_markdown
from assistant.conversations import KeptConversation
from assistant.dates import day_in_words
from assistant.hosts import host_in, is_loopback
from assistant.kept import is_kept_elsewhere
from assistant.screens import keeping
from assistant.screens import keeping_wording as wording
from assistant.screens import wording as page_wording
from assistant.screens.answer_shown import problem_html
from assistant.screens.conversation import Conversation
from assistant.screens.sign_in import signed_in
from corpus.settings import SettingsError, load_settings

KEEP = "keep"  # the switch's key
_OF_A_PROXY = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via"}


def reopened() -> None:
    """Puts the conversation that the page's address names in the place of the open one, or says that there is none."""
    address = keeping.named_address()
    if not address or address == keeping.opened().address or not keeping.opened().is_new:
        return
    if not (is_offered() and keeping.take(address)):
        st.html(problem_html(keeping.problem() or wording.NOT_THERE))


def show_keeping(conversation: Conversation) -> None:
    """The end of the page: keep this conversation, take it away, and the others that are kept."""
    keeping.keep_what_is_new(conversation)
    keeping.mend_address(conversation)
    if conversation.exchanges:
        with st.container(key="keeping", gap="small"):
            st.html(f"<h2>{escape(wording.HEADING)}</h2>")
            if is_offered():
                _show_switch(conversation)
            _show_downloads(conversation)
    if is_offered():
        _show_others(conversation)


def start_anew() -> None:
    """Lets the open conversation go; a kept one stays where it is kept."""
    keeping.let_go()


def is_offered() -> bool:
    """Whether conversations may be kept here: where a setting says so, else for who signed in, else on this machine alone."""
    try:
        setting = load_settings().keep_conversations
    except SettingsError:
        return False
    return setting if setting is not None else signed_in() is not None or not is_reached_by_others()


def where_it_stays() -> str:
    """Where what is typed stays, and what of it goes elsewhere."""
    where = page_wording.ITS_COMPUTER if is_reached_by_others() else page_wording.THIS_COMPUTER
    stays = page_wording.STAYS.format(where=where)
    return f"{stays} {page_wording.KEPT_ELSEWHERE}" if is_kept_elsewhere() else stays


def is_reached_by_others() -> bool:
    """Whether other machines reach this page: by the address it is served at, or through a proxy before it."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    asked_for = host_in(headers.get("host", "localhost"))
    through_a_proxy = bool(_OF_A_PROXY & headers.keys()) or not is_loopback(asked_for)
    return through_a_proxy or not is_loopback(st.get_option("server.address") or "")


def _show_switch(conversation: Conversation) -> None:
    if st.session_state.get(KEEP) is not bool(conversation.address):  # set anew each time, it would override a quick reader
        st.session_state[KEEP] = bool(conversation.address)
    st.toggle(wording.SWITCH, key=KEEP, on_change=_switch, args=(conversation,))
    if conversation.address:
        whose = wording.YOURS_ALONE if signed_in() else wording.BY_ITS_ADDRESS
        note = wording.IS_KEPT.format(whose=whose)
    else:
        note = wording.IS_NOT_KEPT
    st.html(f'<p class="sp-note">{escape(note)}</p>')
    if keeping.problem():
        st.html(problem_html(keeping.problem()))


def _switch(conversation: Conversation) -> None:
    if st.session_state[KEEP]:
        keeping.keep(conversation)
    else:
        keeping.delete(conversation.address)


def _show_downloads(conversation: Conversation) -> None:
    answers = [exchange.answer for exchange in conversation.exchanges]
    library, manifest = keeping.library()
    with st.container(horizontal=True, gap="small"):
        if manifest:
            st.download_button(
                wording.MARKDOWN,
                partial(as_markdown, answers, library, manifest),
                "conversation.md",
                "text/markdown",
                key="download-markdown",
                on_click="ignore",
            )
        st.download_button(
            wording.JSON,
            partial(as_json, answers, library),
            "conversation.json",
            "application/json",
            key="download-json",
            on_click="ignore",
        )


def _show_others(conversation: Conversation) -> None:
    """What is kept for this reader, each to open or to delete."""
    listed = keeping.listed()
    if not listed:
        return
    with st.expander(wording.LISTED.format(count=len(listed))):
        st.html(f'<p class="sp-note">{escape(wording.LISTED_NOTE_SIGNED_IN if signed_in() else wording.LISTED_NOTE)}</p>')
        for number, one in enumerate(listed, 1):
            _show_one(one, number, is_open=one.address == conversation.address)
        st.checkbox(wording.SURE, key="kept-sure")
        st.button(wording.DELETE_ALL, key="kept-delete-all", on_click=_delete_all, disabled=not st.session_state["kept-sure"])


def _show_one(one: KeptConversation, number: int, is_open: bool) -> None:
    with st.container(key=f"kept-one-{number}", gap="xsmall"):
        days = wording.DAYS.format(asked=day_in_words(one.last_asked), gone=day_in_words(one.gone_on))
        here = f" {wording.OPEN_NOW}" if is_open else ""
        st.html(f'<p class="sp-kept"><strong>{number}. {escape(one.title)}</strong> {escape(days + here)}</p>')
        with st.container(horizontal=True, gap="small"):
            if not is_open:
                st.button(
                    wording.OPEN.format(number=number), key=f"kept-open-{number}", on_click=keeping.go_to, args=(one.address,)
                )
            st.button(
                wording.DELETE.format(number=number), key=f"kept-delete-{number}", on_click=keeping.delete, args=(one.address,)
            )


def _delete_all() -> None:
    keeping.delete_all()
    st.session_state["kept-sure"] = False
