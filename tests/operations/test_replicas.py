"""Two replicas of the app over one data folder, one PostgreSQL and one Chroma server: what one keeps the other shows, a new build
reaches both, and neither server's death, nor a replica's, costs a reader the answer."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from assistant.database import DatabaseProblem, open_database
from assistant.feedback import FeedbackBook
from assistant.screens import feedback_shown
from evals.load.service import free_port
from evals.load.session import ReadingSession
from index.build import read_current
from tests.browser.running import ask, chromium, running_browser, wait_until_ready
from tests.browser.test_keeping import _keep, choose
from tests.faults.killing import run
from tests.operations.chroma import running_chroma
from tests.operations.conftest import QUESTION
from tests.operations.postgres import Postgres, running_postgres
from tests.operations.running import Service, service

pytestmark = pytest.mark.operations

BUILD = "tests.faults.building_digest"
QUESTIONS = (QUESTION, "What helps joint teams to last?", "Why do departments not work together?", "Who should lead joint work?")


class Together(NamedTuple):
    """Two replicas, and what they share. `chroma` is (folder, port) of a server that a test starts and kills."""

    replicas: tuple[Service, Service]
    data_dir: Path
    database: Postgres
    chroma: tuple[Path, int]

    def build(self, number: int):
        return run(BUILD, self.data_dir, str(number), SIGNPOST_CHROMA_URL=f"http://127.0.0.1:{self.chroma[1]}")

    def builds_in_use(self) -> set[str]:
        return {replica.ready()[1]["build"] for replica in self.replicas}


@pytest.fixture(scope="module")
def together(_indexed, tmp_path_factory) -> Iterator[Together]:
    tmp_path = tmp_path_factory.mktemp("together")
    data_dir = Path(shutil.copytree(_indexed, tmp_path / "data"))
    shared = {"SIGNPOST_CHROMA_URL": f"http://127.0.0.1:{(port := free_port())}"}
    with ExitStack() as stack:
        database = stack.enter_context(running_postgres(tmp_path / "postgres"))
        shared["SIGNPOST_DATABASE_URL"] = database.address
        replicas = [stack.enter_context(service(data_dir, tmp_path / f"log-{name}", **shared)) for name in "ab"]
        for replica in replicas:
            replica.wait_until_ready()
        yield Together(tuple(replicas), data_dir, database, (tmp_path / "chroma", port))


class Readers:
    """Asks at both replicas, one question after another, until the block ends; `answered` counts. A failed question fails the block."""

    def __init__(self, replicas: tuple[Service, ...]) -> None:
        self._replicas, self._stopped, self.answered = replicas, threading.Event(), 0
        self._problems: list[BaseException] = []

    async def _ask(self, replica: Service) -> None:
        while not self._stopped.is_set():
            async with ReadingSession(replica.address) as reader:
                for question in QUESTIONS:
                    await reader.ask(question)
                    self.answered += 1
                    await asyncio.sleep(0.2)

    async def _ask_all(self) -> None:
        await asyncio.gather(*(self._ask(replica) for replica in self._replicas))

    def _run(self) -> None:
        try:
            asyncio.run(self._ask_all())
        except BaseException as problem:
            self._problems.append(problem)

    @contextmanager
    def asking(self) -> Iterator[Readers]:
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stopped.set()
            thread.join(timeout=60)
        assert self._problems == [] and not thread.is_alive()

    def go_on(self) -> None:
        """Waits until both have been asked more."""
        wanted, until = self.answered + 2 * len(QUESTIONS), time.monotonic() + 60
        while self.answered < wanted:
            assert time.monotonic() < until and not self._problems, self._problems
            time.sleep(0.05)


def test_builds_reach_both_and_the_chroma_server_may_die_and_come_back_while_questions_are_asked(together):
    folder, port = together.chroma
    with Readers(together.replicas).asking() as readers:
        with running_chroma(folder, port):
            done = together.build(1)
            assert done.returncode == 0, done.stderr
            readers.go_on()
            current = read_current(together.data_dir)
            assert together.builds_in_use() == {current.build_id} and current.chroma
        readers.go_on()  # from the vectors on disk
        done = together.build(2)
        assert done.returncode == 1 and "cannot be used" in done.stderr and "Traceback" not in done.stderr
        assert read_current(together.data_dir) == current
        readers.go_on()
        with running_chroma(folder, port):
            done = together.build(2)
            assert done.returncode == 0, done.stderr
            readers.go_on()
            assert together.builds_in_use() == {read_current(together.data_dir).build_id}
    for replica in together.replicas:
        said = [event["event"] for event in replica.events()]
        assert said.count("answered") > 12 and any("Searching without it" in one for one in said)


def test_what_is_kept_at_one_is_there_at_the_other_when_the_first_has_died(together):
    if not chromium():
        pytest.fail("Chromium is not installed") if os.environ.get("CI") else pytest.skip("Chromium is not installed")
    first, second = together.replicas
    with running_browser() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(first.address)
        wait_until_ready(page)
        ask(page, QUESTION)
        kept = _keep(page)
        choose(page, feedback_shown.YES)
        expect(page.locator(".sp-said")).to_have_text(feedback_shown.THANKS)
        first.process.kill()
        page.goto(kept.replace(first.address, second.address))
        wait_until_ready(page)
        expect(page.locator(".sp-question")).to_have_text([f"You asked: {QUESTION}"])
        ask(page, QUESTIONS[1])
        page.reload()
        wait_until_ready(page)
        expect(page.locator(".sp-question")).to_have_text([f"You asked: {QUESTION}", f"You asked: {QUESTIONS[1]}"])
    book = FeedbackBook(open_database(together.database.address))
    assert [said.question for said in book.everything()] == [QUESTION]
    together.database.stop()
    together.database.start()
    assert len(book.everything()) == 1  # with the first try: nothing is asked of a connection that is gone
    together.database.stop()
    with pytest.raises(DatabaseProblem, match="cannot be used"):
        book.everything()
    together.database.start()
