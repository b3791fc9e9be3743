"""Many readers at once, each asking questions of its own and reading between them, and what they saw as figures."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from evals.load.service import Service
from evals.load.session import LoadProblem, ReadingSession, Seen

READING = 10.0  # seconds between an answer and the next question, a third more or less
CONVERSATION = 6  # questions in one conversation; then its reader opens the page anew
SAMPLED = 5.0  # seconds between two looks at the service's memory


@dataclass
class Crowd:
    """What `sessions` readers saw: page loads, answers, and what went wrong. `memory`: (seconds since the begin, megabytes, those
    of mapped files among them)."""

    sessions: int
    page_loads: list[float] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0


@dataclass(frozen=True)
class Figures:
    """Seconds unless it says otherwise; `memory_each` is what the service grew by for each session, in megabytes; `processor` is
    how many cores it kept busy."""

    sessions: int
    answers: int
    errors: int
    page_load_p50: float
    page_load_p95: float
    first_p50: float
    first_p95: float
    whole_p50: float
    whole_p95: float
    answers_a_second: float
    memory: float
    memory_each: float
    processor: float

    def as_dict(self) -> dict:
        return {name: round(value, 3) for name, value in asdict(self).items()}


async def ask_together(service: Service, sessions: int, questions: Sequence[str], seconds: float, seed: int) -> Crowd:
    """Has that many sessions ask for so long, each its own of the `questions`; they come within one time of reading.

    Raises LoadProblem when there are not enough questions for each to be asked once.
    """
    need = sessions * (2 + int(seconds / READING * 1.5))
    if len(questions) < need:
        raise LoadProblem(f"{need} different questions are needed and {len(questions)} are there.")
    chosen = iter(random.Random(seed).sample(list(questions), need))
    crowd, before, began = Crowd(sessions), service.taken(), time.monotonic()
    crowd.memory.append((0.0, before.megabytes, before.mapped))
    watching = asyncio.create_task(_watch(service, crowd, began))
    readers = [_read(service, crowd, chosen, began + seconds, random.Random(f"{seed} {n}")) for n in range(sessions)]
    await asyncio.gather(*readers)
    crowd.seconds, crowd.processor = time.monotonic() - began, service.taken().seconds - before.seconds
    watching.cancel()
    return crowd


async def _read(service: Service, crowd: Crowd, questions: Iterator[str], until: float, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0, READING))
    while time.monotonic() < until:
        try:
            async with ReadingSession(service.address) as session:
                crowd.page_loads.append(session.page_load)
                for _ in range(CONVERSATION):
                    await asyncio.sleep(chance.uniform(READING * 2 / 3, READING * 4 / 3))
                    if time.monotonic() >= until:
                        return
                    crowd.seen.append(await session.ask(next(questions)))
        except (LoadProblem, OSError, StopIteration) as problem:
            crowd.problems.append(f"{type(problem).__name__}: {problem}")
            await asyncio.sleep(READING)


async def _watch(service: Service, crowd: Crowd, began: float) -> None:
    while True:
        await asyncio.sleep(SAMPLED)
        taken = service.taken()
        crowd.memory.append((time.monotonic() - began, taken.megabytes, taken.mapped))


def figures(crowd: Crowd) -> Figures:
    """The crowd in figures. Raises LoadProblem when nobody had an answer."""
    if len(crowd.seen) < 2 or len(crowd.page_loads) < 2:
        raise LoadProblem(f"Nobody had an answer. {crowd.problems[0] if crowd.problems else ''}".rstrip())
    first, whole = [one.first for one in crowd.seen], [one.whole for one in crowd.seen]
    most = max(megabytes for _, megabytes, _ in crowd.memory)
    return Figures(
        sessions=crowd.sessions,
        answers=len(crowd.seen),
        errors=len(crowd.problems),
        page_load_p50=statistics.median(crowd.page_loads),
        page_load_p95=p95(crowd.page_loads),
        first_p50=statistics.median(first),
        first_p95=p95(first),
        whole_p50=statistics.median(whole),
        whole_p95=p95(whole),
        answers_a_second=len(crowd.seen) / crowd.seconds,
        memory=most,
        memory_each=(most - crowd.memory[0][1]) / crowd.sessions,
        processor=crowd.processor / crowd.seconds,
    )


def growth(memory: Sequence[tuple[float, float, float]], settled_after: float) -> float:
    """Megabytes a minute by which memory grows, mapped files apart, by least squares over what was seen from `settled_after`
    seconds on."""
    late = [(seconds / 60, megabytes - mapped) for seconds, megabytes, mapped in memory if seconds >= settled_after]
    if len(late) < 2:
        raise LoadProblem("Memory was not looked at often enough to tell whether it grows.")
    return statistics.linear_regression(*zip(*late, strict=True)).slope


def p95(values: Sequence[float]) -> float:
    """What one in twenty of the values reaches or passes."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
