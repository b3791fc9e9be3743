"""Processes that are killed: at a random moment, or as soon as a file appears."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds


class Ended(NamedTuple):
    was_killed: bool
    said: str


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE * 5,
        check=False,
    )


def run_and_kill(
    *command: str | Path, after: float | None = None, when: Sequence[Path | str] = (), ready: str = "", **environment: str
) -> Ended:
    """Kills the process `after` seconds from when it says `ready`, or when a file is there: `when` is a folder and a pattern in it,
    and what matched before does not count. One that ends earlier was not killed."""
    before = set(when[0].glob(when[1])) if when else set()
    process = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if ready:
        assert process.stdout.readline().strip() == ready
    began = time.monotonic()
    while process.poll() is None and time.monotonic() - began < PATIENCE:
        if (after is not None and time.monotonic() - began >= after) or (when and set(when[0].glob(when[1])) - before):
            break
        time.sleep(0.0005)
    was_killed = process.poll() is None
    if was_killed:
        os.kill(process.pid, signal.SIGKILL)
    said = process.communicate(timeout=PATIENCE)[0]
    return Ended(was_killed, said)
