"""An answer as a file to keep: Word or Markdown, made when it is asked for."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.screens import wording
from assistant.screens.conversation import Exchange
from index.models import IndexProblem

if TYPE_CHECKING:
    from assistant.ask import Assistant

MIME = {".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".md": "text/markdown"}


def show_saving(exchange: Exchange, assistant: Assistant) -> None:
    """The buttons; what would keep a file from being made is said in their place."""
    answer = exchange.answer
    try:
        library = assistant.library()
        for citation in answer.citations:
            library.cited(citation)
    except (LookupError, IndexProblem) as problem:
        st.html(f'<p class="sp-note">{escape(wording.NOT_TO_BE_SAVED.format(why=problem))}</p>')
        return
    with st.container(horizontal=True, gap="small", key=f"saving-{exchange.number}"):
        for kind, name in wording.SAVE_AS.items():
            st.download_button(
                name,
                data=partial(_file, kind, exchange, assistant),
                file_name=f"{_name_of(answer.question)}{kind}",
                mime=MIME[kind],
                on_click="ignore",
                key=f"save{kind}-{exchange.number}",
            )


def _file(kind: str, exchange: Exchange, assistant: Assistant) -> bytes:
    from assistant.export import as_file

    return as_file(kind, exchange.answer, assistant.library(), assistant.manifest)


def _name_of(question: str) -> str:
    """Its first words, in letters that every system takes as the name of a file."""
    import re

    words = re.findall(r"[a-z0-9]+", question.lower())[:8]
    return "-".join(words)[:60] or "answer"
