"""How often each fault is tried, and when: `--long` for twenty rounds, `--seed` to repeat a run."""

from __future__ import annotations

import os
import random
import subprocess

import pytest


def pytest_report_header(config: pytest.Config) -> str | None:
    if "faults" in config.getoption("markexpr"):
        return f"faults: {_rounds(config)} rounds, --seed={config.getoption('seed')}"
    return None


def _rounds(config: pytest.Config) -> int:
    return 20 if config.getoption("long") else 3


@pytest.fixture
def rounds(request) -> range:
    return range(_rounds(request.config))


@pytest.fixture
def moments(request) -> random.Random:
    """Shares of the time that something takes; the same for a test when the seed is."""
    return random.Random(f"{request.config.getoption('seed')} {request.node.nodeid}")


@pytest.fixture
def small_disk(tmp_path):
    """(place, resize): a file system of its own, and what makes it as large as so many bytes."""
    if os.geteuid():
        pytest.skip("only root may mount a file system of its own")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield place, lambda size: subprocess.run(["mount", "-o", f"remount,size={size}", place], check=True)
    finally:
        subprocess.run(["umount", "-l", place], check=True)


from tests.operations.conftest import _indexed, data_dir  # noqa: E402, F401 (one source of the digest, indexed with the model)
