"""The app as a process of its own on loopback, with what it takes of memory and processor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from evals.load.session import LoadProblem

ROOT = Path(__file__).resolve().parents[2]
UP_WITHIN = 60.0  # seconds
# Streamlit's own defaults where ours differ in what costs time.
STREAMLITS_DEFAULTS = ("--server.fileWatcherType=auto", "--runner.postScriptGC=true")


class Taken(NamedTuple):
    """Megabytes of memory now, those of mapped files among them (`mapped`: the system takes them back when it needs them), and
    seconds of processor time so far, of a service."""

    megabytes: float
    mapped: float
    seconds: float


class Service(NamedTuple):
    address: str
    process_id: int

    def taken(self) -> Taken:
        import psutil

        process = psutil.Process(self.process_id)
        used, memory = process.cpu_times(), process.memory_info()
        return Taken(memory.rss / 2**20, getattr(memory, "shared", 0) / 2**20, used.user + used.system)


@contextmanager
def running_service(data_dir: Path, *options: str) -> Iterator[Service]:
    """The app over the index of a data folder, until the block ends. Raises LoadProblem when it does not come up."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true", *options]
    environment = {**os.environ, "SIGNPOST_DATA_DIR": str(data_dir), "SIGNPOST_MODEL": ""}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **quiet) as run:
        try:
            _wait_until_up(port, run)
            yield Service(f"http://127.0.0.1:{port}", run.pid)
        finally:
            run.terminate()
            try:
                run.wait(timeout=20)
            except subprocess.TimeoutExpired:
                run.kill()


def _wait_until_up(port: int, run: subprocess.Popen) -> None:
    until = time.monotonic() + UP_WITHIN
    while time.monotonic() < until:
        if run.poll() is not None:
            raise LoadProblem(f"The app ended with code {run.returncode}: run `streamlit run app.py` to see why.")
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise LoadProblem(f"The app did not come up within {UP_WITHIN:.0f} s.")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
