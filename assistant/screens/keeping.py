"""What this session keeps and opens: between the open conversation, the page's address and what is kept.

Without sign-in nobody is told what others keep: only the addresses that this session has made or opened are known to it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import streamlit as st

from assistant import kept
from assistant.conversations import Conversations, KeptConversation, KeptExchange
from assistant.library import Library
from assistant.screens import loading
from assistant.screens.answer_kept import kept_answer_html, unreadable_answer
from assistant.screens.conversation import Conversation, Exchange, new_number
from assistant.screens.feedback_shown import key_of, take_key
from assistant.screens.sign_in import owner
from assistant.users import NOBODY
from corpus.settings import SettingsError, load_settings
from index.models import IndexProblem, Manifest

log = logging.getLogger(__name__)

NAMED = "conversation"  # in the page's address
T = TypeVar("T")


def opened() -> Conversation:
    return st.session_state.setdefault("conversation", Conversation())


def let_go() -> None:
    """Leaves the open conversation; a kept one stays where it is kept."""
    st.session_state.pop("conversation", None)
    _name("")


def named_address() -> str:
    return st.query_params.get(NAMED, "")


def problem() -> str:
    """What the database would not do when it was last asked; empty when all is well."""
    return st.session_state.get("keeping_problem", "")


def keep(conversation: Conversation) -> None:
    """Keeps it from now on, with all that was said in it so far."""
    begun = _tried(lambda: _kept().begin(owner(), conversation.exchanges[0].answer.question))
    if begun:
        conversation.address = begun
        _know(begun)
        keep_what_is_new(conversation)


def keep_what_is_new(conversation: Conversation) -> None:
    """Of a conversation that is kept, each exchange once. One that was deleted elsewhere is not kept any more."""
    for exchange in conversation.exchanges if conversation.address else ():
        key = key_of(exchange.number)
        if key not in _kept_keys():
            is_there = _tried(partial(_add, conversation.address, key, exchange))
            if is_there is False:
                _forget(conversation.address)
                return
            if is_there:
                _kept_keys().add(key)


def mend_address(conversation: Conversation) -> None:
    """The page's address names the conversation as long as it is kept, also after a look at another page."""
    if not conversation.is_new and named_address() != conversation.address:
        _name(conversation.address)


def take(address: str) -> bool:
    """Whether the conversation kept at that address could be opened; it then stands in the place of the open one."""
    if address in _not_there():
        return False
    found = _tried(lambda: _kept().open(address, owner()))
    if found is None:
        if not problem():
            _not_there().add(address)
        return False
    st.session_state["conversation"] = _conversation(found)
    _kept_keys().update(exchange.key for exchange in found.exchanges)
    _know(address)
    return True


def go_to(address: str) -> None:
    if take(address):
        _name(address)


def listed() -> tuple[KeptConversation, ...]:
    """Those of this reader. The database is not asked where there can be nothing."""
    if owner() == NOBODY and not _known():
        return ()
    return _tried(lambda: _kept().listed(owner(), _known())) or ()


def delete(address: str) -> None:
    if _tried(lambda: _kept().delete(owner(), [address])) is not None:
        _forget(address)


def delete_all() -> None:
    if _tried(lambda: _kept().delete_all(owner(), _known())) is not None:
        _forget(opened().address, *_known())


def library() -> tuple[Library, Manifest | None]:
    """That of the index in use, and what it was built from: read from its files while the model is loading."""
    from corpus.sources import load_sources
    from index.build import read_current

    assistant = loading.load().assistant
    if assistant:
        try:
            return assistant.library(), assistant.manifest
        except IndexProblem:
            pass
    manifest = read_current(load_settings().data_dir)
    return (Library(manifest.sources, manifest.editions), manifest) if manifest else (Library(load_sources(), ()), None)


def _conversation(found: KeptConversation) -> Conversation:
    shelf, manifest = library()
    fingerprint = manifest.fingerprint if manifest else ""
    return Conversation([_exchange(one, shelf, fingerprint) for one in found.exchanges], address=found.address)


def _exchange(one: KeptExchange, shelf: Library, fingerprint: str) -> Exchange:
    number = new_number()
    take_key(number, one.key)
    return Exchange(one.answer or unreadable_answer(one.question), kept_answer_html(one, shelf, fingerprint, number), number)


def _add(address: str, key: str, exchange: Exchange) -> bool:
    return _kept().add(address, owner(), key, exchange.answer)


def _forget(*addresses: str) -> None:
    """What was deleted is not listed any more, and an open conversation is one that is not kept."""
    st.session_state["known_conversations"] = [known for known in _known() if known not in addresses]
    if opened().address in addresses:
        opened().address = ""
        _kept_keys().clear()
        _name("")


def _name(address: str) -> None:
    if address:
        st.query_params[NAMED] = address
    else:
        st.query_params.pop(NAMED, None)


def _tried(what: Callable[[], T]) -> T | None:
    """What it gives; None when the database cannot be used, and then `problem` says so."""
    from assistant.database import DatabaseProblem

    try:
        done = what()
    except (SettingsError, DatabaseProblem) as problem:
        log.warning("A conversation could not be kept, opened or deleted: %s", problem)
        st.session_state["keeping_problem"] = str(problem)
        return None
    st.session_state.pop("keeping_problem", None)
    return done


def _kept() -> Conversations:
    return kept.open_conversations()


def _know(address: str) -> None:
    if address not in _known():
        _known().append(address)


def _known() -> list[str]:
    """Addresses that this session has made or opened."""
    return st.session_state.setdefault("known_conversations", [])


def _kept_keys() -> set[str]:
    return st.session_state.setdefault("kept_answers", set())


def _not_there() -> set[str]:
    """Addresses that were asked for in vain: not asked for again with every run."""
    return st.session_state.setdefault("not_there", set())
