"""What is kept, opened from the settings; and what is too old, cleared away while the app runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import cache

from assistant.conversations import Conversations
from assistant.feedback import FeedbackBook
from assistant.hosts import host_in, is_loopback
from corpus.settings import SettingsError, load_settings

log = logging.getLogger(__name__)

PAGE_FIRST = 15.0  # seconds left to the first page and the model, whose loading the work here would slow down
DAY = 24 * 60 * 60.0  # seconds
_FOR_EVER = threading.Event()  # never set: waiting for it takes the whole time


@cache
def open_feedback() -> FeedbackBook:
    """Raises SettingsError and DatabaseProblem, each with what to type."""
    from assistant.database import open_database

    return FeedbackBook(open_database(load_settings().database_address))


@cache
def open_conversations() -> Conversations:
    """Raises SettingsError and DatabaseProblem, each with what to type."""
    from assistant.database import open_database

    return Conversations(open_database(load_settings().database_address))


def is_kept_elsewhere() -> bool:
    """Whether what is kept goes to a database on another computer, or may: of an address without a host nobody can tell."""
    try:
        address = load_settings().database_address
    except SettingsError:
        return False  # nothing is kept
    return not address.startswith("sqlite") and not is_loopback(host_in(address))


def clear_old() -> int:
    """Deletes conversations and feedback that are too old; how many. Where nothing was ever kept nothing is made.

    Raises SettingsError and DatabaseProblem.
    """
    from assistant.database import is_there

    if not is_there(load_settings().database_address):
        return 0
    return open_conversations().forget_old() + open_feedback().forget_old()


@cache
def keep_clearing() -> threading.Thread:
    """Clears when the app has started and every day, in a thread of its own; one for the process."""
    thread = threading.Thread(target=_clear_daily, name="clear-old", daemon=True)
    thread.start()
    return thread


def _clear_daily(wait: Callable[[float], bool] = _FOR_EVER.wait) -> None:
    pause = PAGE_FIRST
    while not wait(pause):
        from assistant.database import DatabaseProblem  # only now: it brings SQLAlchemy with it

        try:
            clear_old()
        except (SettingsError, DatabaseProblem) as problem:
            log.warning("Old conversations could not be cleared away: %s", problem)
        pause = DAY
