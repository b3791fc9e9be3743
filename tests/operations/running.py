"""The app as its service runs it, and readers over its websocket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from evals.load.service import free_port

ROOT = Path(__file__).parents[2]
READY_WITHIN = 120.0  # seconds


class Service(NamedTuple):
    address: str
    process: subprocess.Popen
    log: Path

    def ready(self) -> tuple[int, dict]:
        """Status and words of the ready address; status 0 while nothing listens."""
        try:
            with urllib.request.urlopen(f"{self.address}/ready", timeout=10) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def wait_until_ready(self) -> dict:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            status, told = self.ready()
            if status == 200:
                return told
            time.sleep(0.2)
        raise AssertionError(f"not ready within {READY_WITHIN} s: {self.ready()}\n{self.log.read_text()}")

    def events(self) -> list[dict]:
        """The lines of its log that are JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]


@contextmanager
def service(data_dir: Path | str, log: Path, *, inside: Sequence[str] = (), **environment: str) -> Iterator[Service]:
    """The app over a data folder until the block ends; `inside` is a command that it is run in."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.address=127.0.0.1"]
    told = {"SIGNPOST_DATA_DIR": str(data_dir), "SIGNPOST_LOG": "json", "PYTHONDONTWRITEBYTECODE": "1"}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*inside, *command], cwd=ROOT, env={**os.environ, **told, **environment}, stdout=written, stderr=written
        )
    try:
        yield Service(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.kill()
        process.wait(timeout=20)
