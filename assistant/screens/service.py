"""The screens as a service: ready before the first visit, an address that says so, and a stop that lets running answers end."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.screens import loading
from assistant.under_way import under_way

log = logging.getLogger(__name__)

SCREENS = Path(__file__).with_name("start.py")
READY = "/ready"
LET_END = 10.0  # seconds that answers under way have when the service is told to stop; a composed one takes a tenth of one
LOOK_EVERY = 0.1  # seconds

_stopping = asyncio.Event()


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """From the start of the service to its end. The model is loaded at once, not when the first reader comes."""
    from assistant.logs import set_up_logs
    from corpus.settings import SettingsError, load_settings

    try:
        set_up_logs(load_settings())
    except SettingsError as problem:  # the page says it too, and what to type
        log.error("%s", problem)
    log.info("started")
    _stopping.clear()
    loading.load()
    _end_answers_first(signal.SIGTERM)
    yield
    log.info("stopped")


def ready(_: Request) -> JSONResponse:
    """200 when a question would be answered now, else 503 with the reason; it says nothing that a reader does not see."""
    from index.models import IndexProblem

    opening = loading.load()
    reason = "stopping" if _stopping.is_set() else opening.problem or ("" if opening.assistant else opening.step.said)
    if opening.assistant and not reason:
        try:
            manifest = opening.assistant.index().manifest
        except IndexProblem as problem:
            reason = str(problem)
        else:
            return JSONResponse({"ready": True, "build": manifest.build_id, "passages": manifest.passages})
    return JSONResponse({"ready": False, "reason": reason}, status_code=503)


routes = [Route(READY, ready)]


def _end_answers_first(number: signal.Signals) -> None:
    """Has the signal wait for the answers under way before it does what it did. Where signals cannot be had nothing changes."""
    before = signal.getsignal(number)
    if not callable(before):
        return
    try:
        asyncio.get_running_loop().add_signal_handler(number, _stop, number, before)
    except (NotImplementedError, RuntimeError, ValueError):
        log.debug("This platform or thread has no signal handlers.")


def _stop(number: signal.Signals, before: Callable[[int, Any], Any]) -> None:
    if _stopping.is_set():  # told a second time: at once
        before(number, None)
        return
    _stopping.set()
    log.info("stopping", extra={"under_way": under_way.count})
    task = asyncio.get_running_loop().create_task(_stop_when_answered(number, before))
    task.add_done_callback(lambda done: done.exception())


async def _stop_when_answered(number: signal.Signals, before: Callable[[int, Any], Any]) -> None:
    for _ in range(int(LET_END / LOOK_EVERY)):
        if not under_way.count:
            break
        await asyncio.sleep(LOOK_EVERY)
    await asyncio.sleep(LOOK_EVERY)  # for the last words to be sent
    before(number, None)
