"""Keeping a conversation, where its reader asks for it: the switch, its address, the downloads, and what else is kept.

Without sign-in nobody is shown what others keep: only the addresses that this session has made or opened are known.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from assistant import kept
from assistant.conversation_export import as_json, as_markdown
from assistant.conversations import KeptConversation, KeptExchange
from assistant.hosts import is_loopback
from assistant.library import Library
from assistant.screens import keeping_wording as wording
from assistant.screens import loading
from assistant.screens.answer_kept import kept_answer_html, unreadable_answer
from assistant.screens.answer_shown import problem_html
from assistant.screens.conversation import Conversation, Exchange, new_number
from assistant.screens.feedback_shown import key_of, take_key
from assistant.screens.sign_in import owner, signed_in
from assistant.users import NOBODY
from corpus.settings import SettingsError, load_settings
from index.models import IndexProblem, Manifest

log = logging.getLogger(__name__)

ASKED = "conversation"  # in the page's address
KEEP = "keep"  # the switch's key


def reopened() -> None:
    """Puts the conversation that the page's address names in the place of the open one, or says that there is none."""
    address = st.query_params.get(ASKED, "")
    if not address or address == _open().address or not _open().is_new:
        return
    if address not in _not_there():
        found = _found(address) if is_offered() else None
        if found:
            _take(found)
            return
        _not_there().add(address)
    st.html(problem_html(wording.NOT_THERE))


def show_keeping(conversation: Conversation) -> None:
    """The end of the page: keep this conversation, take it away, and the others that are kept."""
    if conversation.address:
        _keep_what_is_new(conversation)
    if not conversation.is_new:
        _mend_address(conversation)
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
    st.session_state.pop("conversation", None)
    st.query_params.pop(ASKED, None)


def is_offered() -> bool:
    """Whether conversations may be kept here: where a setting says so, else for who signed in, else on this machine alone."""
    try:
        setting = load_settings().keep_conversations
    except SettingsError:
        return False
    return setting if setting is not None else signed_in() is not None or not is_reached_by_others()


def is_reached_by_others() -> bool:
    """Whether other machines reach this page: by the address it is served at, or through a proxy before it."""
    through_a_proxy = {"x-forwarded-for", "forwarded", "x-real-ip"} & {name.lower() for name in st.context.headers}
    return bool(through_a_proxy) or not is_loopback(st.get_option("server.address") or "")


def _show_switch(conversation: Conversation) -> None:
    st.session_state[KEEP] = bool(conversation.address)
    st.toggle(wording.SWITCH, key=KEEP, on_change=_switch, args=(conversation,))
    if conversation.address:
        whose = wording.YOURS_ALONE if signed_in() else wording.BY_ITS_ADDRESS
        note = wording.IS_KEPT.format(whose=whose)
    else:
        note = wording.IS_NOT_KEPT
    st.html(f'<p class="sp-note">{escape(note)}</p>')
    if problem := st.session_state.get("keeping_problem"):
        st.html(problem_html(problem))


def _switch(conversation: Conversation) -> None:
    if st.session_state[KEEP]:
        if begun := _tried(lambda: _begun(conversation)):
            conversation.address = begun
            _known().append(begun)
    elif _tried(lambda: kept.open_conversations().delete(owner(), [conversation.address])) is not None:
        _forget(conversation.address)


def _begun(conversation: Conversation) -> str:
    """The address under which a conversation is kept from now on, with all that was said in it so far."""
    conversations = kept.open_conversations()
    address = conversations.begin(owner(), conversation.exchanges[0].answer.question)
    for exchange in conversation.exchanges:
        conversations.add(address, owner(), key_of(exchange.number), exchange.answer)
    return address


def _keep_what_is_new(conversation: Conversation) -> None:
    """Keeps each exchange once. A conversation that was deleted elsewhere is not kept any more."""
    for exchange in conversation.exchanges:
        if key_of(exchange.number) in _kept_keys():
            continue
        add = partial(kept.open_conversations().add, conversation.address, owner(), key_of(exchange.number), exchange.answer)
        there = _tried(add)
        if there is False:
            _forget(conversation.address)
            return
        if there:
            _kept_keys().add(key_of(exchange.number))


def _mend_address(conversation: Conversation) -> None:
    """The page's address names the conversation as long as it is kept, also after a look at another page."""
    named = st.query_params.get(ASKED, "")
    if conversation.address and named != conversation.address:
        st.query_params[ASKED] = conversation.address
    elif named and not conversation.address:
        st.query_params.pop(ASKED, None)


def _show_downloads(conversation: Conversation) -> None:
    answers = [exchange.answer for exchange in conversation.exchanges]
    library, manifest = _library()
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
    """What is kept for this reader, each to open or to delete. Nothing is asked of the database where there can be nothing."""
    if owner() == NOBODY and not _known():
        return
    listed = _tried(lambda: kept.open_conversations().listed(owner(), _known()))
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
        days = wording.DAYS.format(asked=f"{one.last_asked:%-d %B %Y}", gone=f"{one.gone_on:%-d %B %Y}")
        here = f" {wording.OPEN_NOW}" if is_open else ""
        st.html(f'<p class="sp-kept"><strong>{number}. {escape(one.title)}</strong> {escape(days + here)}</p>')
        with st.container(horizontal=True, gap="small"):
            if not is_open:
                st.button(wording.OPEN.format(number=number), key=f"kept-open-{number}", on_click=_go_to, args=(one.address,))
            st.button(wording.DELETE.format(number=number), key=f"kept-delete-{number}", on_click=_delete, args=(one.address,))


def _go_to(address: str) -> None:
    start_anew()
    if found := _found(address):
        _take(found)
        st.query_params[ASKED] = address


def _delete(address: str) -> None:
    if _tried(lambda: kept.open_conversations().delete(owner(), [address])) is not None:
        _forget(address)


def _delete_all() -> None:
    if _tried(lambda: kept.open_conversations().delete_all(owner(), _known())) is not None:
        _forget(_open().address, *_known())
        st.session_state["kept-sure"] = False


def _forget(*addresses: str) -> None:
    """In this session: what was deleted is not listed, and an open conversation is one that is not kept."""
    st.session_state["known_conversations"] = [known for known in _known() if known not in addresses]
    if _open().address in addresses:
        _open().address = ""
        _kept_keys().clear()
        st.query_params.pop(ASKED, None)


def _found(address: str) -> KeptConversation | None:
    return _tried(lambda: kept.open_conversations().open(address, owner()))


def _take(found: KeptConversation) -> None:
    library, manifest = _library()
    fingerprint = manifest.fingerprint if manifest else ""
    conversation = Conversation(
        exchanges=[_exchange(one, library, fingerprint) for one in found.exchanges],
        address=found.address,
    )
    st.session_state["conversation"] = conversation
    _kept_keys().update(one.key for one in found.exchanges)
    if found.address not in _known():
        _known().append(found.address)


def _exchange(one: KeptExchange, library: Library, fingerprint: str) -> Exchange:
    number = new_number()
    take_key(number, one.key)
    answer = one.answer or unreadable_answer(one.question)
    return Exchange(answer, kept_answer_html(one, library, fingerprint, number), number)


def _library() -> tuple[Library, Manifest | None]:
    """The library of the index in use, and what it was built from: read from its files, so that nothing waits for the model."""
    from corpus.sources import load_sources
    from index.build import read_current

    assistant = loading.load().assistant
    if assistant:
        try:
            return assistant.library(), getattr(assistant, "manifest", None)
        except IndexProblem:
            pass
    manifest = read_current(load_settings().data_dir)
    return (Library(manifest.sources, manifest.editions), manifest) if manifest else (Library(load_sources(), ()), None)


def _tried(what: Callable):
    """What it gives, or None when the database cannot be used: then the switch says so."""
    from assistant.database import DatabaseProblem

    st.session_state.pop("keeping_problem", None)
    try:
        return what()
    except (SettingsError, DatabaseProblem) as problem:
        log.warning("A conversation could not be kept, opened or deleted: %s", problem)
        st.session_state["keeping_problem"] = str(problem)
        return None


def _open() -> Conversation:
    return st.session_state.setdefault("conversation", Conversation())


def _known() -> list[str]:
    """Addresses that this session has made or opened."""
    return st.session_state.setdefault("known_conversations", [])


def _kept_keys() -> set[str]:
    return st.session_state.setdefault("kept_answers", set())


def _not_there() -> set[str]:
    """Addresses that were asked for in vain: not asked for again with every run."""
    return st.session_state.setdefault("not_there", set())
