"""The service as the container file and the systemd unit run it: as nobody, without capabilities, the root read-only."""

from __future__ import annotations

import asyncio

import pytest

from evals.load.session import ReadingSession
from tests.operations.conftest import QUESTION, need
from tests.operations.running import ROOT, service

pytestmark = pytest.mark.operations

AS_NOBODY = ("--unshare-user", "--unshare-pid", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--die-with-parent")


def test_it_answers_as_nobody_with_a_root_that_cannot_be_written(data_dir, tmp_path):
    need("bwrap", package="bubblewrap")
    inside = (
        "bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",
            "--ro-bind", str(ROOT), str(ROOT),  # a checkout may lie below /tmp
            "--bind", str(data_dir), "/tmp/data",
        *AS_NOBODY,
    )  # fmt: skip
    with service("/tmp/data", tmp_path / "log", inside=inside, HOME="/tmp") as running:
        running.wait_until_ready()

        async def ask() -> int:
            async with ReadingSession(running.address) as reader:
                return (await reader.ask(QUESTION)).words

        assert asyncio.run(ask()) > 20
