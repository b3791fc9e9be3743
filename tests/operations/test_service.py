"""The service as it runs: ready before anybody comes, stopped without cutting an answer, silent about what was asked."""

from __future__ import annotations

import asyncio
import signal

import pytest

from evals.load.session import ReadingSession
from tests.operations.conftest import QUESTION
from tests.operations.running import service

pytestmark = pytest.mark.operations


def test_it_is_ready_without_a_visit_answers_and_ends_an_answer_that_is_under_way_when_it_is_stopped(data_dir, tmp_path):
    with service(data_dir, tmp_path / "log") as running:
        assert running.wait_until_ready()["ready"] is True

        async def ask_and_stop() -> float:
            async with ReadingSession(running.address) as reader:
                assert not reader.is_loading
                await reader.ask(QUESTION)
                second = asyncio.create_task(reader.ask("What helps joint teams to last?"))
                await asyncio.sleep(0.01)
                running.process.send_signal(signal.SIGTERM)
                return (await second).whole

        assert asyncio.run(ask_and_stop()) > 0
        assert running.process.wait(timeout=20) in (0, -signal.SIGTERM)
        events = running.events()
    names = [event["event"] for event in events]
    assert names[0] == "started" and names.count("answered") == 2 and names[-1] == "stopped"
    assert "departments" not in running.log.read_text()


def test_not_ready_is_told_with_what_to_do(tmp_path):
    with service(tmp_path / "data", tmp_path / "log", SIGNPOST_EMBEDDING_MODEL=str(tmp_path / "nothing")) as running:
        for _ in range(600):
            status, told = running.ready()
            if "cannot be loaded" in told.get("reason", ""):
                break
            asyncio.run(asyncio.sleep(0.1))
        assert status == 503 and "cannot be loaded" in told["reason"]
