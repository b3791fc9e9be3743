"""One reader's conversation: what was asked and answered, what waits, and what was refused. Lives in the session's state."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from assistant.models import Answer, Turn
from index.models import SearchRequest

_numbers = itertools.count(1)


def new_number() -> int:
    """A number that never comes twice while the app runs: an answer is announced once, and its anchors stay its own."""
    return next(_numbers)


@dataclass(frozen=True)
class Asked:
    """A question as it was put: where to look, and whether a chat model may have it although it seems personal or protected."""

    question: str
    within: SearchRequest | None = None
    send_anyway: bool = False


@dataclass(frozen=True)
class Exchange:
    """A question with its answer, as it was first shown: a later build may no longer hold the editions that it cites."""

    answer: Answer
    html: str
    number: int  # the one that the answer is shown under
    within: SearchRequest | None = None


@dataclass
class Conversation:
    """`address` is where it is kept, empty unless its reader asked for that."""

    exchanges: list[Exchange] = field(default_factory=list)
    waiting: list[Asked] = field(default_factory=list)  # asked and not answered yet, first come first served
    problem: str = ""
    returned: str = ""  # a question that could not be asked, to be put back where it was typed
    address: str = ""

    @property
    def is_new(self) -> bool:
        return not self.exchanges and not self.waiting

    def history(self) -> tuple[Turn, ...]:
        """What was said so far, oldest first, as `Assistant.ask` wants it."""
        return tuple(
            turn
            for exchange in self.exchanges
            for turn in (Turn(role="user", text=exchange.answer.question), Turn(role="assistant", text=exchange.answer.answer))
        )

    def numbered(self, number: int) -> Exchange | None:
        """The exchange whose answer has that number on the page."""
        return next((exchange for exchange in self.exchanges if exchange.number == number), None)

    def refuse(self, question: str, problem: str) -> None:
        self.problem, self.returned = problem, question
