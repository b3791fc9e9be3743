"""The load generator: what it makes of what readers saw, and how it reads a page over the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from evals.load.command import SLOWEST, _wrong_with
from evals.load.crowd import Crowd, figures, growth
from evals.load.session import LoadProblem, ReadingSession, Seen


def crowd(**known) -> Crowd:
    told = {
        "page_loads": [0.1] * 10,
        "seen": [Seen(0.1 * n, 0.2 * n, 50) for n in range(1, 22)],
        "memory": [(0, 800, 300), (5, 820, 310)],
    }
    return Crowd(**{"sessions": 10, "seconds": 7.0, "processor": 3.5} | told | known)


def test_figures_are_those_of_what_was_seen():
    told = figures(crowd())
    assert (told.first_p50, told.whole_p50) == pytest.approx((1.1, 2.2))
    assert told.whole_p95 == pytest.approx(4.0)
    assert (told.answers_a_second, told.memory, told.memory_each, told.processor) == (3.0, 820, 2.0, 0.5)


def test_nobody_answered_is_no_figure():
    with pytest.raises(LoadProblem, match="refused"):
        figures(crowd(seen=[], problems=["LoadProblem: refused"]))


def test_growth_is_told_from_what_came_after_the_start():
    memory = [(0.0, 500.0, 10.0), *((60.0 * n, 800.0 + 8 * n, 200.0 + 5 * n) for n in range(1, 9))]
    assert growth(memory, settled_after=60) == pytest.approx(3.0)
    with pytest.raises(LoadProblem):
        growth(memory, settled_after=1_000)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"errors": 2}, "2 questions"),
        ({"whole_p95": SLOWEST + 1}, "one answer in twenty"),
        ({"megabytes_a_minute": 9}, "grows by 9"),
    ],
)
def test_what_misses_its_aim_is_said(told, said):
    good = {"sessions": 50, "errors": 0, "whole_p95": 0.5}
    assert _wrong_with({"ours": [good]}) == []
    (line,) = _wrong_with({"ours": [good | told]})
    assert said in line
    assert _wrong_with({"ours": [good | told | {"sessions": 100}]}) == []


class Page:
    """A server that speaks Streamlit's protocol as far as one page: it answers each question with `replies`, in turn."""

    def __init__(self, *replies: Sequence[str]) -> None:
        self._replies, self.asked, self._said = list(replies), [], []

    async def serve(self, socket) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        async for frame in socket:
            run = BackMsg.FromString(frame).rerun_script
            begun, box, end = ForwardMsg(), ForwardMsg(), ForwardMsg()
            begun.new_session.page_script_hash = "page"
            box.delta.new_element.chat_input.id = "box"
            end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
            if run.widget_states.widgets:
                (typed,) = run.widget_states.widgets
                self.asked.append((run.page_script_hash, typed.id, typed.chat_input_value.data))
                self._said += self._replies.pop(0)
            for message in (begun, box, *map(_html, self._said), end):
                await socket.send(message.SerializeToString())


def _html(text: str):
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    message = ForwardMsg()
    message.delta.new_element.html.body = text
    return message


def read(page: Page, *questions: str) -> list[Seen]:
    from websockets.asyncio.server import serve

    async def asked() -> list[Seen]:
        async with serve(page.serve, "127.0.0.1", 0, subprotocols=["streamlit"]) as server:
            port = server.sockets[0].getsockname()[1]
            async with ReadingSession(f"http://127.0.0.1:{port}") as session:
                return [await session.ask(question) for question in questions]

    return asyncio.run(asked())


def test_a_question_is_typed_into_the_box_of_the_page_and_its_own_answer_is_timed():
    page = Page(["<div class='x'>", '<div class="sp-answer">one two three</div>'], ['<div class="sp-answer">four</div>'])
    first, second = read(page, "who pays?", "and when?")
    assert page.asked == [("page", "box", "who pays?"), ("page", "box", "and when?")]
    assert (first.words, second.words) == (4, 2)  # the second page shows the first answer again
    assert 0 < first.first <= first.whole


def test_a_question_without_an_answer_is_an_error_however_fast_it_was():
    with pytest.raises(LoadProblem, match="No answer"):
        read(Page(["<p>nothing</p>"]), "who pays?")
    with pytest.raises(LoadProblem, match="refused"):
        read(Page(['<div class="sp-problem">Too long</div>']), "who pays?")
