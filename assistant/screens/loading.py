"""The assistant, opened by a thread of its own while the page is already there. Every session shares the one.

Importing torch alone takes seconds, so nothing here may import it, or what imports it, on the way to the page.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from assistant.screens import wording

if TYPE_CHECKING:
    from assistant.ask import Assistant

log = logging.getLogger(__name__)

PAGE_FIRST = 0.3  # seconds left to the page before the imports begin, which hold the interpreter for long stretches
USUAL = 12.0  # seconds that loading the model takes on two cores; only the bar's pace depends on it


@dataclass(frozen=True)
class Step:
    """What is being done now. `of` is 0 where nobody can say how much there is to do."""

    name: str
    done: int = 0
    of: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def fraction(self) -> float:
        """How far it is, 0 to 1; by the clock, and never quite 1, where it cannot be counted."""
        return self.done / self.of if self.of else min(0.95, self._waited / USUAL)

    @property
    def said(self) -> str:
        name = wording.STEPS.get(self.name, self.name)
        if self.of > 1:
            return f"{name} ({self.done:,} of {self.of:,})"
        return name if self.of else f"{name} ({self._waited:.0f} s, usually about {USUAL:.0f} s)"

    @property
    def _waited(self) -> float:
        return time.monotonic() - self.began


@dataclass
class Opening:
    """An assistant on its way: in the end there is either `assistant` or `problem`, which says what to type."""

    assistant: Assistant | None = None
    problem: str = ""
    step: Step = field(default_factory=lambda: Step("Opening"))

    @property
    def is_under_way(self) -> bool:
        return self.assistant is None and not self.problem

    def tell(self, name: str, done: int = 0, of: int = 0) -> None:
        """Takes the progress of a build."""
        self.step = Step(name, done, of)


@st.cache_resource(show_spinner=False)
def load() -> Opening:
    """The Opening that all sessions share, begun by whoever comes first."""
    opening = Opening()
    threading.Thread(target=_open, args=(opening,), name="open-assistant", daemon=True).start()
    return opening


def try_again() -> None:
    """Lets the next `load` begin anew."""
    load.clear()


def _open(opening: Opening) -> None:
    time.sleep(PAGE_FIRST)
    from assistant.llm import ChatProblem
    from corpus.settings import SettingsError
    from index.embed import ModelError
    from index.models import IndexProblem

    try:
        assistant = _built_and_opened(opening)
    except (SettingsError, ModelError, IndexProblem, ChatProblem) as problem:
        opening.problem = str(problem)
    except Exception as error:  # a thread that ends unseen would leave every reader waiting for ever
        log.exception("The assistant could not be opened")
        opening.problem = wording.UNEXPECTED.format(name=type(error).__name__)
    else:
        gc.collect()
        gc.freeze()  # the model's objects stay for good: no later collection need walk over them
        opening.assistant = assistant


def _built_and_opened(opening: Opening) -> Assistant:
    from assistant.start import open_assistant
    from corpus.settings import load_settings
    from index.build import build_index, read_current
    from index.embed import SentenceTransformerEmbedder

    settings = load_settings()
    if read_current(settings.data_dir) is None:
        opening.tell("Loading the model")
        embedder = SentenceTransformerEmbedder(settings.embedding_model, threads=2)
        build_index(settings.data_dir, embedder, chroma=settings.chroma_url, on_progress=opening.tell)
    opening.tell("Opening")
    return open_assistant()
