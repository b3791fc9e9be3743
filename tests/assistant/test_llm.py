"""The door to the chat model, over a real connection to a server on loopback."""

from __future__ import annotations

import time
from itertools import cycle

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.llm import Chat, ChatFailed, ChatProblem, open_chat, where_it_goes
from tests.assistant.chat_server import Spoken, chat_server_on_loopback

ASKED = [("system", "Be brief."), ("human", "What is for dinner?")]


@pytest.fixture
def server(monkeypatch):
    with chat_server_on_loopback(monkeypatch) as server:
        yield server


def test_a_reply_comes_in_pieces_and_is_asked_for_without_chance(server):
    server.replies = [Spoken(["Saffron", " rice"])]
    assert "".join(open_chat("openai:gpt-4o").write(ASKED)) == "Saffron rice"
    (asked,) = server.asked
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("gpt-4o", 0, True)
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]


def test_the_pieces_come_while_the_model_still_writes(server):
    server.replies = [Spoken(["a", "b", "c"], pause=0.2)]
    began = time.monotonic()
    pieces = open_chat("openai:gpt-4o").write(ASKED)
    while next(pieces) != "a":
        pass
    first = time.monotonic() - began
    list(pieces)
    assert time.monotonic() - began > first + 0.3


def test_a_model_that_never_stops_is_left_after_its_time(server):
    server.replies = [Spoken(["drip "] * 200, pause=0.1)]  # each piece comes well within any limit for one read
    began = time.monotonic()
    with pytest.raises(ChatFailed, match="did not finish within 1 seconds"):
        list(open_chat("openai:gpt-4o", timeout=1).write(ASKED))
    assert time.monotonic() - began < 3


def test_a_failing_endpoint_is_asked_three_times_and_then_given_up(server):
    server.replies = [Spoken(status=500)]
    with pytest.raises(ChatFailed, match="openai:gpt-4o could not be used") as failed:
        list(open_chat("openai:gpt-4o").write(ASKED))
    assert len(server.asked) == 3
    assert "\n" not in str(failed.value)


def test_one_failure_is_got_over(server):
    server.replies = [Spoken(status=503), Spoken(["rice"])]
    assert "".join(open_chat("openai:gpt-4o").write(ASKED)) == "rice"


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        (Spoken(["Saff", "ron", " rice"], cut=2), "could not be used"),
        (Spoken(["Saffron"], ended="length"), "cut off"),
        (Spoken([""], ended="content_filter"), "declined"),
        (Spoken(status=401), "could not be used"),
        (Spoken(status=404), "could not be used"),
    ],
)
def test_what_ends_badly_is_said(server, spoken, said):
    server.replies = [spoken]
    with pytest.raises(ChatFailed, match=said):
        list(open_chat("openai:gpt-4o").write(ASKED))


def test_an_endpoint_where_nobody_answers_is_said(server, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ChatFailed, match="could not be used"):
        list(open_chat("openai:gpt-4o").write(ASKED))


def test_azure_is_spoken_to_at_its_own_address(server, monkeypatch):
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", server.address.removesuffix("/v1"))
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    server.replies = [Spoken(["rice"])]
    assert "".join(open_chat("azure_openai:gpt-4o").write(ASKED)) == "rice"


def test_a_missing_package_is_named():
    with pytest.raises(ChatProblem, match=r"SIGNPOST_MODEL=groq:llama cannot be used: .*pip install langchain-groq"):
        open_chat("groq:llama")


def test_a_missing_key_is_named(monkeypatch):
    for variable in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ChatProblem, match=r"Set OPENAI_API_KEY in the environment\."):
        open_chat("openai:gpt-4o")


def test_a_name_without_a_provider_is_told_what_a_name_looks_like():
    with pytest.raises(ChatProblem, match="SIGNPOST_MODEL=openai:gpt-4o") as problem:
        open_chat("nonsense")
    assert "\n" not in str(problem.value)


def test_nothing_is_traced_to_anybody_else(monkeypatch):
    from langsmith.utils import tracing_is_enabled

    class WatchingModel(GenericFakeChatModel):
        seen: list

        def _generate(self, *args, **kwargs):
            self.seen.append(tracing_is_enabled())
            return super()._generate(*args, **kwargs)

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    model = WatchingModel(messages=cycle([AIMessage("rice")]), seen=[])
    assert "".join(Chat("played", model).write(ASKED)) == "rice"
    assert model.seen == [False]


@pytest.mark.parametrize(
    ("name", "variable", "value", "told"),
    [
        ("openai:gpt-4o", "", "", "will be sent to OpenAI, for the model gpt-4o"),
        (
            "azure_openai:gpt-4o",
            "AZURE_OPENAI_ENDPOINT",
            "https://dept.openai.azure.com/",
            "Azure OpenAI at dept.openai.azure.com",
        ),
        ("openai:local", "OPENAI_BASE_URL", "http://user:pass@models.dept.example/v1", "OpenAI at models.dept.example,"),
        ("openai:local", "OPENAI_BASE_URL", "http://127.0.0.1:8000/v1", "do not leave it"),
        ("ollama:llama3.1:8b", "", "", "model llama3.1:8b on this machine"),
        ("ollama:llama3.1", "OLLAMA_HOST", "gpu.dept.example:11434", "Ollama at gpu.dept.example"),
        ("bedrock_converse:a.claude:0", "", "", "will be sent to Amazon Bedrock, for the model a.claude:0"),
        ("anthropic:claude", "", "", "will be sent to Anthropic"),
        ("groq:llama", "", "", "will be sent to groq"),
    ],
)
def test_the_reader_is_told_where_the_text_goes(monkeypatch, name, variable, value, told):
    for each in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "AZURE_OPENAI_ENDPOINT", "OLLAMA_HOST"):
        monkeypatch.delenv(each, raising=False)
    if variable:
        monkeypatch.setenv(variable, value)
    said = where_it_goes(name)
    assert told in said and "pass" not in said.replace("passages", "")
