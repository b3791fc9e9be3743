"""An assistant that answers as it is told, and the page with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from streamlit.testing.v1 import AppTest

from assistant.library import Library
from assistant.llm import Chat
from assistant.models import Answer, Citation, FoundPassage, Statement, Turn
from assistant.screens import loading
from assistant.understand import checked
from index.models import Manifest, SearchRequest
from tests.builders import edition, manifest, source

APP = Path(__file__).parents[2] / "assistant" / "screens" / "start.py"
PASSAGE = "Joint activities often pay. Every joint activity must have one accounting officer. Others may be called as witnesses."
QUOTE = "Every joint activity must have one accounting officer."


class ToldAssistant:
    """Gives the answers it was made with, in turn, the last again and again; remembers what it was asked, and for which questions
    it was told to send them. With a chat model it tells each statement on the way."""

    def __init__(self, *answers: Answer | Exception, library: Library | None = None, chat: Chat | None = None) -> None:
        self._answers = list(answers)
        self._library = library or full_library()
        self.chat = chat
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.sent_anyway: list[str] = []
        self.within: list[SearchRequest | None] = []

    def library(self) -> Library:
        return self._library

    @property
    def manifest(self) -> Manifest:
        return manifest(self._library.sources, self._library.editions)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        within: SearchRequest | None = None,
        send_anyway: bool = False,
        on_statement: Callable[[Statement], None] = lambda _: None,
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        self.within.append(within)
        self.sent_anyway += [question] if send_anyway else []
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        for statement in answer.statements if self.chat else ():
            on_statement(statement)
        same = answer.understood == answer.question
        return answer.model_copy(update={"question": checked(question)} | ({"understood": checked(question)} if same else {}))


def full_library(**source_fields) -> Library:
    address = "https://assets.example.gov.uk/spending.pdf"
    return Library([source(**source_fields)], [edition(file_address=address)])


def digest_library() -> Library:
    return Library([source(landing_page="https://www.gov.uk/spending")], [edition(rendition="digest")])


def citation(marker: int = 1, **fields) -> Citation:
    return Citation(
        **{
            "marker": marker,
            "source_id": "rules",
            "edition": "April 2026",
            "paragraph": "7.5.4",
            "page": 77,
            "quote": QUOTE,
            "passage": PASSAGE,
            "rendition": "full",
            "authority": "rules",
            "status": "current",
            "verified": "found",
            **fields,
        }
    )


def answer(*citations: Citation, **fields) -> Answer:
    cited = citations or (citation(),)
    said = tuple(Statement(text=f"“{c.quote}”" if c.quote else QUOTE, citations=(c.marker,)) for c in cited)
    return Answer(
        **{
            "question": "?",
            "understood": "?",
            "outcome": "answered",
            "answer": " ".join(s.text for s in said),
            "statements": said,
            "citations": cited,
            "seconds": {},
            "index_fingerprint": "0",
            **fields,
        }
    )


def no_answer(**fields) -> Answer:
    near = FoundPassage(source_id="rules", paragraphs=("7.5.4",), page=77, score=0.3, text=PASSAGE, edition="April 2026")
    return Answer(
        **{
            "question": "?",
            "understood": "?",
            "outcome": "no_evidence",
            "answer": "The documents do not answer this question.",
            "hits": (near,),
            "seconds": {},
            "index_fingerprint": "0",
            **fields,
        }
    )


def page(monkeypatch, assistant: ToldAssistant | None = None, problem: str = "") -> AppTest:
    """The running page with that assistant behind it; with neither assistant nor problem it is still loading."""
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(assistant=assistant, problem=problem))
    return AppTest.from_file(str(APP), default_timeout=30).run()


def type_question(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def shown(page: AppTest) -> str:
    """All HTML of ours on the page but script and style, one after the other."""
    assert not page.exception, page.exception
    return "\n".join(element.value for element in page.html if not element.value.startswith(("<script", "<style")))
