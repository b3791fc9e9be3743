"""The address that means ready, and a stop that lets answers end."""

from __future__ import annotations

import asyncio
import signal

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.screens import loading, service
from assistant.under_way import UnderWay
from index.models import IndexProblem
from tests.assistant.conversing import ToldAssistant, answer


def asked(monkeypatch, opening: loading.Opening) -> tuple[int, dict]:
    monkeypatch.setattr(loading, "load", lambda: opening)
    response = TestClient(Starlette(routes=service.routes)).get(service.READY)
    return response.status_code, response.json()


def test_ready_only_when_a_question_would_be_answered(monkeypatch, assistant):
    status, told = asked(monkeypatch, loading.Opening(assistant=assistant))
    assert (status, told) == (200, {"ready": True, "build": assistant.manifest.build_id, "passages": assistant.manifest.passages})


def test_not_ready_while_loading_and_says_how_far_it_is(monkeypatch):
    status, told = asked(monkeypatch, loading.Opening(step=loading.Step("Embedding passages", 5, 10)))
    assert status == 503 and told["ready"] is False and "5 of 10" in told["reason"]


def test_not_ready_when_loading_failed_and_says_what_to_type(monkeypatch):
    status, told = asked(monkeypatch, loading.Opening(problem="There is no index. Run `make index`."))
    assert (status, told["reason"]) == (503, "There is no index. Run `make index`.")


def test_not_ready_when_the_index_has_gone(monkeypatch):
    class Gone(ToldAssistant):
        def index(self):
            raise IndexProblem("There is no index. Run `make index`.")

    status, told = asked(monkeypatch, loading.Opening(assistant=Gone(answer())))
    assert (status, told["reason"]) == (503, "There is no index. Run `make index`.")


@pytest.mark.parametrize("told_twice", [False, True])
def test_a_stop_waits_for_answers_under_way_unless_told_twice(monkeypatch, assistant, told_twice):
    answers, stopped = UnderWay(), []
    monkeypatch.setattr(service, "under_way", answers)
    monkeypatch.setattr(service, "_stopping", asyncio.Event())
    stop = lambda number, _: stopped.append((number, answers.count))  # noqa: E731

    async def told() -> None:
        with answers.one_more():
            service._stop(signal.SIGTERM, stop)
            assert asked(monkeypatch, loading.Opening(assistant=assistant)) == (503, {"ready": False, "reason": "stopping"})
            if told_twice:
                service._stop(signal.SIGTERM, stop)
            await asyncio.sleep(3 * service.LOOK_EVERY)
            assert bool(stopped) == told_twice
        await asyncio.sleep(3 * service.LOOK_EVERY)

    asyncio.run(told())
    assert stopped[0] == (signal.SIGTERM, int(told_twice))


def test_a_stop_does_not_wait_for_ever(monkeypatch):
    answers, stopped = UnderWay(), []
    monkeypatch.setattr(service, "under_way", answers)
    monkeypatch.setattr(service, "LET_END", 0.3)
    with answers.one_more():
        asyncio.run(service._stop_when_answered(signal.SIGTERM, lambda *told: stopped.append(told)))
    assert stopped
