"""The one door to the chat model: whichever LangChain knows, opened by its name, asked within a time limit."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SECONDS = 60.0
RETRIES = 2
EXAMPLE = "openai:gpt-4o"

# Whose a provider is, where an address of one's own is set, and what has to stand in the environment.
_PROVIDERS = {
    "azure_openai": (
        "Azure OpenAI",
        ("AZURE_OPENAI_ENDPOINT",),
        ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "OPENAI_API_VERSION"),
    ),
    "openai": ("OpenAI", ("OPENAI_API_BASE", "OPENAI_BASE_URL"), ("OPENAI_API_KEY",)),
    "anthropic": ("Anthropic", ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"), ("ANTHROPIC_API_KEY",)),
    "ollama": ("Ollama", ("OLLAMA_HOST",), ()),
    "bedrock": ("Amazon Bedrock", (), ("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")),
    "bedrock_converse": ("Amazon Bedrock", (), ("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")),
    "google_genai": ("Google", (), ("GOOGLE_API_KEY",)),
    "google_vertexai": ("Google Vertex AI", (), ("GOOGLE_APPLICATION_CREDENTIALS",)),
    "mistralai": ("Mistral AI", (), ("MISTRAL_API_KEY",)),
}
_LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # the last is what an Ollama server on this machine is often given


class ChatProblem(Exception):
    """The chat model cannot be opened. The message says, in one line, what to install or to set."""


class ChatFailed(Exception):
    """The chat model gave no answer that can be used. The message is a sentence for the reader."""


@dataclass(frozen=True)
class Chat:
    """An open chat model. `seconds` is the limit for a whole reply, retries included."""

    name: str
    model: BaseChatModel
    seconds: float = SECONDS

    def write(self, messages: Sequence[tuple[str, str]]) -> Iterator[str]:
        """The reply to (role, text) messages, in pieces as they come. Raises ChatFailed, also in the midst of them."""
        pieces: queue.Queue[str | Exception | None] = queue.Queue()
        is_over = threading.Event()
        # A thread of its own, because a provider's time limit is for each read only, and a slow drip never reaches it.
        threading.Thread(target=_read, args=(self.model, messages, pieces, is_over), daemon=True).start()
        ends = time.monotonic() + self.seconds
        try:
            while (piece := _next(pieces, ends, self)) is not None:
                yield piece
        finally:
            is_over.set()


def open_chat(name: str, timeout: float = SECONDS) -> Chat:
    """The chat model of that name, as init_chat_model takes it, at temperature 0 where the provider has one.

    Raises ChatProblem.
    """
    from langchain.chat_models import init_chat_model

    # Not every provider takes all of these, and each refuses in its own way.
    for settings in ({"temperature": 0, "timeout": timeout, "max_retries": RETRIES}, {"temperature": 0}, {}):
        try:
            return Chat(name, init_chat_model(name, **settings), timeout)
        except Exception as error:  # no package, no such provider, no key: the last is an error of the provider's own
            problem = error
            if isinstance(error, ImportError):
                break
    raise ChatProblem(_what_to_do(name, problem)) from problem


def where_it_goes(name: str) -> str:
    """A sentence that says to whom questions and passages will be sent. The address is told without anything secret in it."""
    provider, _, model = name.partition(":")
    whose, addresses, _ = _PROVIDERS.get(provider, (provider, (), ()))
    address = next((os.environ[variable] for variable in addresses if os.environ.get(variable)), "")
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    if host in _LOCAL or (provider == "ollama" and not host):
        return f"Your question and the passages found for it go to the model {model or name} on this machine and do not leave it."
    place = f"{whose} at {host}" if host else whose
    return f"Your question and the passages found for it will be sent to {place}, for the model {model or name}."


def _read(model: BaseChatModel, messages: Sequence[tuple[str, str]], pieces: queue.Queue, is_over: threading.Event) -> None:
    from langsmith import tracing_context

    try:
        with tracing_context(enabled=False):  # else LANGSMITH_TRACING in somebody's shell would send the text there too
            for chunk in model.stream(list(messages)):
                if is_over.is_set():
                    return
                if why := _stopped_short(chunk):
                    raise ChatFailed(why)
                pieces.put(str(chunk.text))
        pieces.put(None)
    except Exception as error:  # handed to whoever reads the pieces
        pieces.put(error)


def _next(pieces: queue.Queue, ends: float, chat: Chat) -> str | None:
    try:
        piece = pieces.get(timeout=max(0.0, ends - time.monotonic()))
    except queue.Empty:
        raise ChatFailed(f"The chat model {chat.name} did not finish within {chat.seconds:.0f} seconds.") from None
    if isinstance(piece, ChatFailed):
        raise piece
    if isinstance(piece, Exception):
        raise ChatFailed(f"The chat model {chat.name} could not be used: {_first_line(piece)}.") from piece
    return piece


def _stopped_short(chunk: object) -> str:
    """Why a reply ends before its end, in a sentence; empty when it does not."""
    told = {**getattr(chunk, "response_metadata", {}), **getattr(chunk, "additional_kwargs", {})}
    reason = str(told.get("finish_reason") or told.get("stop_reason") or told.get("stopReason") or "").lower()
    if told.get("refusal") or reason in ("content_filter", "refusal", "guardrail_intervened", "safety", "content_filtered"):
        return "The chat model declined to answer."
    if reason in ("length", "max_tokens"):
        return "The chat model's reply was cut off."
    return ""


def _what_to_do(name: str, error: Exception) -> str:
    provider = name.partition(":")[0]
    needed = [variable for variable in _PROVIDERS.get(provider, ("", (), ()))[2] if not os.environ.get(variable)]
    hint = f" Set {', '.join(needed)} in the environment." if needed and not isinstance(error, ImportError) else ""
    if ":" not in name:
        hint = f" Give the provider and the model, for example SIGNPOST_MODEL={EXAMPLE}."
    return f"SIGNPOST_MODEL={name} cannot be used: {_first_line(error)}.{hint}"


def _first_line(error: Exception) -> str:
    """What an error says, short enough for a reader."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    return said if len(said) <= 200 else f"{said[:200].rsplit(' ', 1)[0]} …"
