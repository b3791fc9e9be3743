"""A running app that is asked all the time, while builds come, are killed, and are damaged after they were taken over."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from evals.load.session import ReadingSession
from index.build import read_current
from tests.faults.killing import run, run_and_kill
from tests.operations.conftest import QUESTION
from tests.operations.running import Service, service

pytestmark = pytest.mark.faults

BUILD = "tests.faults.building_digest"
QUESTIONS = (QUESTION, "What helps joint teams to last?", "Why do departments not work together?", "Who should lead joint work?")


async def asked_until(running: Service, stopped: asyncio.Event) -> int:
    """Asks one question after another in conversations of four; how many were answered. Whatever fails ends it."""
    answered = 0
    while not stopped.is_set():
        async with ReadingSession(running.address) as reader:
            for question in QUESTIONS:
                await reader.ask(question)
                answered += 1
                if stopped.is_set():
                    break
    return answered


def test_a_running_app_takes_over_each_new_build_and_no_question_fails(data_dir, tmp_path, rounds, moments):
    with service(data_dir, tmp_path / "log") as running:
        running.wait_until_ready()

        async def ask_while_building() -> int:
            stopped = asyncio.Event()
            readers = [asyncio.create_task(asked_until(running, stopped)) for _ in range(3)]
            try:
                for number in (str(n + 1) for n in rounds):
                    before = read_current(data_dir).build_id
                    if int(number) % 3 == 1:
                        await asyncio.to_thread(run_and_kill, BUILD, data_dir, number, after=moments.random() * 2, ready="ready")
                    done = await asyncio.to_thread(run, BUILD, data_dir, number)
                    assert done.returncode == 0, done.stderr
                    assert read_current(data_dir).build_id != before
                    await asyncio.sleep(1)
                    assert not any(reader.done() for reader in readers), readers
            finally:
                stopped.set()
            return sum([await reader for reader in readers])

        assert asyncio.run(ask_while_building()) > 3 * len(rounds)
        status, told = running.ready()
        assert (status, told["build"]) == (200, read_current(data_dir).build_id)
        opened = [event["build"] for event in running.events() if event["event"] == "opened a build"]
        assert len(opened) == len(set(opened)) == len(rounds) + 1


def test_what_is_removed_under_a_running_app_does_not_end_it_and_the_next_build_is_taken_over(data_dir, tmp_path):
    with service(data_dir, tmp_path / "log") as running:
        running.wait_until_ready()

        async def ask_on() -> None:
            async with ReadingSession(running.address) as reader:
                for number, gone in enumerate(("CURRENT", "*-*/chroma", "*-*/tokens/codes.npy", "*-*"), 11):
                    await reader.ask(QUESTIONS[0])
                    for path in _matching(data_dir, gone):
                        shutil.rmtree(path) if path.is_dir() else path.unlink()
                    for question in QUESTIONS[1:]:
                        await reader.ask(question)
                    done = await asyncio.to_thread(run, BUILD, data_dir, str(number))
                    assert done.returncode == 0, done.stderr
                    await reader.ask(QUESTION)
                    assert running.ready()[1]["build"] == read_current(data_dir).build_id

        asyncio.run(ask_on())
        assert running.process.poll() is None


def _matching(data_dir: Path, pattern: str) -> list[Path]:
    found = list((data_dir / "index").glob(pattern))
    assert found
    return found
