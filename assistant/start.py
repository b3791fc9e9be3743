"""An assistant ready to be asked, from the settings."""

from __future__ import annotations

from functools import partial

from assistant.ask import Assistant
from assistant.llm import open_chat
from corpus.settings import load_settings
from index.embed import SentenceTransformerEmbedder
from index.reader import IndexReader


def open_reader() -> IndexReader:
    """The index below the data folder of the settings, opened (which loads the model) when it is first read.

    Raises SettingsError; reading it raises ModelError or IndexProblem.
    """
    settings = load_settings()
    return IndexReader(settings.data_dir, partial(SentenceTransformerEmbedder, settings.embedding_model))


def open_assistant() -> Assistant:
    """Opens the current index, which loads the model, and the chat model where one is set.

    Raises SettingsError, ModelError, IndexProblem or ChatProblem, each with what to type.
    """
    name = load_settings().model
    reader = open_reader()
    reader.current()
    return Assistant(reader, open_chat(name) if name else None)
