"""What a service writes to standard error: a line for each event, as text or JSON, with no question in it unless told to."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.models import Answer
    from corpus.settings import Settings

log = logging.getLogger(__name__)

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OURS = ("assistant", "corpus", "index")
# They write by themselves unless told otherwise. Pages visited are not written down: the address of a kept conversation opens it.
THEIRS = ("streamlit", "uvicorn", "uvicorn.error", "uvicorn.access", "mcp")
_tells_questions = False  # asked for by SIGNPOST_LOG_QUESTIONS; nothing of a question is logged otherwise


def log_answer(answer: Answer) -> None:
    """A line on an answer: how it ended, how long it took, from which index; not what was asked or said."""
    asked = {"question": answer.question} if _tells_questions else {}
    log.info(
        "answered",
        extra={
            "outcome": answer.outcome,
            "citations": len(answer.citations),
            "seconds": round(sum(answer.seconds.values()), 3),
            "composer": answer.model,
            "index": answer.index_fingerprint,
            **asked,
        },
    )


class WithDetails(logging.Formatter):
    """Text with what an event tells about itself behind its name: `answered outcome=answered seconds=0.07`."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record) + "".join(f" {name}={value}" for name, value in details(record).items())


def details(record: logging.LogRecord) -> dict[str, object]:
    """What was given with an event as `extra`."""
    usual = logging.makeLogRecord({}).__dict__.keys() | {"message", "asctime", "taskName", "color_message"}
    return {name: value for name, value in record.__dict__.items() if name not in usual}


def set_up_logs(settings: Settings) -> None:
    """Has every logger of this process write in one form. For who starts a service; a library or a command only logs."""
    global _tells_questions
    _tells_questions = settings.log_questions
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_json() if settings.log == "json" else WithDetails(TEXT))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    for name in THEIRS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    named = {"levelname": "level", "name": "logger", "message": "event", "asctime": "at"}
    return JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=named, json_ensure_ascii=False)
