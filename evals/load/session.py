"""One reader of the Ask page over Streamlit's websocket: opens the page, asks, and notes when what was seen.

Speaks the protocol of the installed Streamlit: BackMsg out, ForwardMsg in, each one protobuf message in a binary frame.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ANSWER, PROBLEM, LOADING = 'class="sp-answer', 'class="sp-problem', "sp-loading"
LARGEST = 32 * 2**20  # bytes of one message, which a page never comes near
PATIENCE = 120.0  # seconds after which something counts as not answered


class LoadProblem(Exception):
    """The page did not do what a reader expects of it; the message says what."""


class Seen(NamedTuple):
    """Seconds from the question to the first words of the answer and to the end of the run; `words` of the answer's page."""

    first: float
    whole: float
    words: int


class ReadingSession:
    """An open page. Use it with `async with`; entering it loads the page, which takes `page_load` seconds."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http://", "ws://") + "/_stcore/stream"
        self.page_load = 0.0
        self._box = self._page = ""
        self.is_loading = True
        self._answers = 0

    async def __aenter__(self) -> ReadingSession:
        from websockets.asyncio.client import connect

        began = time.perf_counter()
        self._socket = await connect(self._address, subprotocols=["streamlit"], max_size=LARGEST, proxy=None)
        await self.look()
        self.page_load = time.perf_counter() - began
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._socket.close()

    async def look(self) -> None:
        """Has the page drawn anew. Raises LoadProblem where it has no box to type in."""
        await self._rerun("")
        self.is_loading = False
        async for message in self._messages():
            self.is_loading |= any(LOADING in text for text in _texts(message))
        if not self._box:
            raise LoadProblem("The page has no box to type a question in.")

    async def ask(self, question: str) -> Seen:
        """Asks in this conversation. Raises LoadProblem when no answer came."""
        began = time.perf_counter()
        await self._rerun(question)
        first, words, answers = 0.0, 0, 0
        async for message in self._messages():
            for text in _texts(message):
                if PROBLEM in text:
                    raise LoadProblem(f"The page refused the question {question!r}.")
                answers += ANSWER in text
                if answers > self._answers and not first:  # those before it are drawn again
                    first, words = time.perf_counter() - began, len(text.split())
        if not first:
            raise LoadProblem(f"No answer to {question!r} was shown.")
        self._answers = answers
        return Seen(first, time.perf_counter() - began, words)

    async def _rerun(self, question: str) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        if question:
            typed = message.rerun_script.widget_states.widgets.add()
            typed.id = self._box
            typed.chat_input_value.data = question
        await self._socket.send(message.SerializeToString())

    async def _messages(self):
        """What the server sends until its run has ended. Raises LoadProblem when that takes longer than PATIENCE, or fails."""
        import asyncio

        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        until = time.monotonic() + PATIENCE
        while True:
            try:
                frame = await asyncio.wait_for(self._socket.recv(), until - time.monotonic())
            except TimeoutError as error:
                raise LoadProblem(f"Nothing ended within {PATIENCE:.0f} s.") from error
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page = message.new_session.page_script_hash
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "chat_input":
                self._box = message.delta.new_element.chat_input.id
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise LoadProblem("The page showed an exception.")
            yield message
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return


def _texts(message: ForwardMsg) -> list[str]:
    """What a message shows as HTML."""
    if message.WhichOneof("type") != "delta" or message.delta.new_element.WhichOneof("type") != "html":
        return []
    return [message.delta.new_element.html.body]
