"""A build that is killed, short of room, or not alone: the one before answers on, and the next mends."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.build import read_current, verify_elsewhere
from tests.faults.building import build, year_answered_from
from tests.faults.killing import ROOT, run, run_and_kill

pytestmark = pytest.mark.faults

BUILD = "tests.faults.building"
A_BUILD = 4 * 2**20  # bytes, about, with its vectors
STAGES = (  # what a build writes, in its order
    "*-*",
    "*-*/rows*",
    "*-*/chroma",
    "*-*/chroma/*/*",
    "*-*/tokens",
    "*-*/near_misses",
    "*-*/bm25",
    "*-*/passages.jsonl",
    "*-*/manifest.json",
)


@pytest.fixture
def data_dir(tmp_path) -> Path:
    build(tmp_path / "data", 2020)
    return tmp_path / "data"


def test_killed_at_a_random_moment_it_leaves_a_build_that_answers_and_the_next_is_whole(data_dir, rounds, moments):
    began = time.monotonic()
    assert run(BUILD, data_dir, 2021).stdout.split() == ["ready", "done"]
    takes = time.monotonic() - began
    for year in (2022 + n for n in rounds):
        before = year_answered_from(data_dir)
        ended = run_and_kill(BUILD, data_dir, year, after=moments.random() * takes, ready="ready")
        assert year_answered_from(data_dir) in ((before, year) if ended.was_killed else (year,))
        assert run(BUILD, data_dir, year).returncode == 0
        assert year_answered_from(data_dir) == year


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_a_stage_it_leaves_the_build_before(data_dir, stage):
    ended = run_and_kill(BUILD, data_dir, 2021, when=(data_dir / "index", stage), ready="ready")
    assert ended.was_killed
    assert year_answered_from(data_dir) == 2020
    assert run(BUILD, data_dir, 2021).returncode == 0
    assert year_answered_from(data_dir) == 2021


def test_of_two_at_once_one_is_told_to_wait_and_nothing_is_lost(data_dir, rounds):
    for year in (2021 + n for n in rounds):
        both = [
            subprocess.Popen(
                [sys.executable, "-m", BUILD, str(data_dir), str(year)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for process in both:
            said, problem = process.communicate(timeout=120)
            assert process.returncode == 0 or "Another build is running" in problem, (said, problem)
        assert 0 in {process.returncode for process in both}
        assert year_answered_from(data_dir) == year


def test_a_full_disk_is_told_in_one_line_and_leaves_the_build_before(data_dir, small_disk, rounds, moments):
    place, resize = small_disk
    shutil.copytree(data_dir, place / "data")
    ends = []
    for year in (2021 + n for n in rounds):
        before = year_answered_from(place / "data")
        room = int(moments.random() * A_BUILD) if ends else 0  # the first is always too small
        resize(shutil.disk_usage(place).used + 2**18 + room)
        done = run(BUILD, place / "data", year)
        ends.append(done.returncode)
        resize(100 * 2**20)
        assert year_answered_from(place / "data") == (year if done.returncode == 0 else before)
        if done.returncode:
            assert "Is the disk full?" in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
        assert run(BUILD, place / "data", year).returncode == 0
        assert year_answered_from(place / "data") == year
        current = read_current(place / "data").build_id
        builds = [folder for folder in (place / "data" / "index").iterdir() if folder.is_dir()]
        assert len(builds) == 2  # nothing is left of what failed
        shutil.rmtree(next(folder for folder in builds if folder.name != current))
    assert 1 in ends


def test_readers_of_the_build_before_are_never_without_an_answer_while_builds_come_and_die(data_dir, rounds, moments):
    stopped, wrong, looked = threading.Event(), [], []

    def look() -> None:
        while not stopped.is_set():
            try:
                looked.append(year_answered_from(data_dir))
            except Exception as problem:  # whatever it is, the reader had no answer
                wrong.append(problem)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for year in (2021 + n for n in rounds):
            run_and_kill(BUILD, data_dir, year, after=moments.random(), ready="ready")
            assert run(BUILD, data_dir, year).returncode == 0
    finally:
        stopped.set()
        reader.join()
    assert not wrong and looked == sorted(looked) and looked


def test_a_clock_that_jumps_neither_removes_the_build_in_use_nor_hides_the_next(data_dir, rounds, moments):
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed: apt-get install -y faketime")
    for n in rounds:
        before = read_current(data_dir).build_id
        days = moments.randint(-4000, 4000)
        done = subprocess.run(
            ["faketime", "-f", f"{days:+d}d", sys.executable, "-m", BUILD, str(data_dir), str(2021 + n)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert year_answered_from(data_dir) == 2021 + n
        assert verify_elsewhere(data_dir / "index" / before) is None  # somebody may still be reading it
