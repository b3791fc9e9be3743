"""An assistant ready to be asked, from the settings."""

from __future__ import annotations

from functools import partial

from assistant.ask import Assistant
from corpus.settings import load_settings
from index.embed import SentenceTransformerEmbedder
from index.reader import IndexReader


def open_assistant() -> Assistant:
    """Opens the current index, which loads the model.

    Raises SettingsError, ModelError or IndexProblem, each with what to type.
    """
    settings = load_settings()
    reader = IndexReader(settings.data_dir, partial(SentenceTransformerEmbedder, settings.embedding_model))
    reader.current()
    return Assistant(reader)
