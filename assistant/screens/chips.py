"""Which chip of an answer a reader presses: they are HTML of ours, of which Streamlit knows nothing, and this hears them."""

from __future__ import annotations

import re

import streamlit as st

from assistant.in_place import InPlace, place_cited, place_found
from assistant.library import Library
from assistant.screens.conversation import Conversation
from assistant.screens.sources_shown import NEAREST, NEAREST_MARK

# Streamlit calls it at each run of the page; the one that hears is always the last.
_HEARS = """
export default function ({ setTriggerValue }) {
  document.removeEventListener("click", window.signpostOpens);
  window.signpostOpens = (event) => {
    const chip = event.target.closest("[data-opens]");
    if (chip) setTriggerValue("opened", chip.dataset.opens);
  };
  document.addEventListener("click", window.signpostOpens);
}
"""
_NAME = re.compile(rf"([0-9]{{1,9}})-({NEAREST_MARK}?)([0-9]{{1,4}})")


def pressed() -> str:
    """The name of the chip that was pressed since the last run, as the browser says it; empty when none was."""
    return str(_component()(key="chips", on_opened_change=lambda: None).opened or "")


def place_named(name: str, conversation: Conversation, library: Library) -> InPlace | None:
    """What the chip of that name opens: a source of an answer in this conversation, whatever a browser sends; else None.

    Raises LookupError when its edition is no longer in the index.
    """
    parts = _NAME.fullmatch(name)
    exchange = conversation.numbered(int(parts[1])) if parts else None
    if exchange is None:
        return None
    answer, place = exchange.answer, int(parts[3])
    if parts[2]:
        return place_found(answer.hits[place - 1], library) if 1 <= place <= len(answer.hits[:NEAREST]) else None
    cited = next((citation for citation in answer.citations if citation.marker == place), None)
    return place_cited(cited, answer, library) if cited else None


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("signpost_chips", js=_HEARS)
