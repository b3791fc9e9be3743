"""How often each fault is tried, and when: `--long` for twenty rounds, `--seed` to repeat a run."""

from __future__ import annotations

import random

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
