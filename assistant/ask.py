"""Assistant.ask: the whole story of an answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from assistant.compose import select
from assistant.currency import warnings_for
from assistant.differences import Look, set_against
from assistant.evidence import Judgement, judge, unanswered_parts
from assistant.gone import gone_in
from assistant.library import Library
from assistant.limits import limits_in_words
from assistant.llm import Chat
from assistant.logs import log_answer
from assistant.models import Answer, FoundPassage, Statement, Turn
from assistant.said import Said, numbered, said
from assistant.scope import is_declined
from assistant.see_also import see_also
from assistant.under_way import under_way
from assistant.understand import (
    asks_about_the_past,
    asks_about_today,
    checked,
    compares_past_and_present,
    understood,
)
from assistant.whom import whom_to_ask
from assistant.worded import worded
from index.models import Hit, Manifest, SearchRequest
from index.reader import IndexReader
from index.result import SearchResult
from index.search import Index

DECLINED = (
    "Signpost answers questions about guidance on joint working in government. It cannot help with this one. "
    "If yours is about that, put it in other words."
)
NOT_THERE = "The documents do not answer this question."
COMES_CLOSE = "The documents come close to this question but do not answer it."


class Assistant:
    """Answers from the current index build; safe to share between threads. Without a chat model nothing leaves the machine."""

    def __init__(self, reader: IndexReader, chat: Chat | None = None) -> None:
        self._reader = reader
        self.chat = chat

    @property
    def manifest(self) -> Manifest:
        """What the current build was made from. Raises IndexProblem when there is none that fits."""
        return self._reader.current().manifest

    def index(self) -> Index:
        """The current build. Raises IndexProblem when there is none that fits."""
        return self._reader.current()

    def library(self) -> Library:
        """The sources and editions behind the current build."""
        return _library_of(self._reader.current())

    def search(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The passages nearest to a question, best first. Raises QuestionProblem and IndexProblem as `ask` does."""
        return self._reader.current().search(SearchRequest(question=checked(question), limit=limit)).hits

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        within: SearchRequest | None = None,
        send_anyway: bool = False,
        on_statement: Callable[[Statement], None] = lambda _: None,
        question_id: str = "",
    ) -> Answer:
        """An Answer whose every statement cites a passage that was found; `outcome` says how it ended.

        `within` limits where is looked (publisher, authority, status, "as at" a date); its own question does not count.
        `send_anyway` sends to the chat model what seems personal or protected; `on_statement` is called with each sentence of the
        model as soon as it is checked.
        Raises QuestionProblem for a question that cannot be asked, IndexProblem when there is no usable index.
        """
        with under_way.one_more():
            answer = self._answered(
                checked(question), history, within or SearchRequest(question=""), send_anyway, on_statement, question_id
            )
        log_answer(answer)
        return answer

    def _answered(
        self,
        question: str,
        history: Sequence[Turn],
        within: SearchRequest,
        send_anyway: bool,
        on_statement: Callable[[Statement], None],
        question_id: str,
    ) -> Answer:
        index = self._reader.current()
        library = _library_of(index)  # of this build: the next one may arrive before the answer is made
        search_for = understood(question, history)

        began = time.perf_counter()
        look = partial(_within, index, within)
        found = look(SearchRequest(question=search_for))
        retrieved = time.perf_counter()

        if is_declined(question, search_for, found):
            judgement = Judgement(outcome="declined")
        else:
            judgement = judge(search_for, found, library)
        told = {}
        if judgement.outcome == "answered":
            told = self._worded(search_for, found, library, look, send_anyway, on_statement)
            told = told if told.get("statements") else _composed(search_for, found, library, look) | told
        if not told.get("statements"):  # also where nothing stood in its source word for word: then nothing is said
            told = _not_answered(search_for, judgement)
        return Answer(
            id=question_id,
            question=question,
            understood=search_for,
            probability=judgement.probability,
            confidence=round(found.confidence, 4),
            limits=limits_in_words(within),
            **told,
            hits=_as_recorded(found, library),
            seconds={"retrieve": round(retrieved - began, 4), "answer": round(time.perf_counter() - retrieved, 4)},
            index_fingerprint=index.manifest.fingerprint,
        )

    def _worded(
        self,
        question: str,
        found: SearchResult,
        library: Library,
        look: Look,
        send_anyway: bool,
        on_statement: Callable[[Statement], None],
    ) -> dict:
        """The fields of an answer in the chat model's words; without statements where there is none or nothing of it stands."""
        if self.chat is None:
            return {}
        written = worded(question, found, library, self.chat, send_anyway=send_anyway, on_statement=on_statement)
        if not written.things:
            return {"composer_note": written.note}
        told = _told_by(question, found, list(written.things), library, look)
        return told | {"model": self.chat.name, "composer_note": written.note}


def _within(index: Index, within: SearchRequest, request: SearchRequest) -> SearchResult:
    """What a request finds within the limits of another."""
    sources = request.source_ids if within.source_ids is None else within.source_ids
    if request.source_ids and within.source_ids is not None:
        sources = tuple(name for name in request.source_ids if name in within.source_ids)
    return index.search(within.model_copy(update={"question": request.question, "source_ids": sources}))


def _library_of(index: Index) -> Library:
    return Library(index.manifest.sources, index.manifest.editions)


def _composed(question: str, found: SearchResult, library: Library, look: Look) -> dict:
    """The fields of an answer made of the sources' own sentences."""
    is_historic = [library.origin(hit.passage)[1].status == "historic" for hit in found.hits]
    selections = select(question, found, is_historic, asks_about_the_past(question), compares_past_and_present(question))
    things = [one for selection in selections if (one := said(found, selection, library))]
    return _told_by(question, found, things, library, look)


def _told_by(question: str, found: SearchResult, things: list[Said], library: Library, look: Look) -> dict:
    """The fields that follow from what is said, whoever composed it: the other side of a difference, warnings, notes."""
    others, differences = set_against(question, found, things, library, look)
    statements, citations, answer = numbered([*things, *others], see_also(question, found, [*things, *others], library))
    cited = [(one.source, one.edition) for one in (*things, *others)]
    cited_passages = [one.passage for one in things]
    return {
        "outcome": "answered",
        "answer": answer,
        "statements": statements,
        "citations": citations,
        "warnings": warnings_for(cited, asks_about_today(question)),
        "differences": differences,
        "not_answered": unanswered_parts(found, [n for n, hit in enumerate(found.hits) if hit.passage in cited_passages]),
        "notes": _gone_from(question, statements),
    }


def _gone_from(question: str, statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(gone.note() for gone in gone_in("\n".join((question, *(statement.text for statement in statements)))))


def _not_answered(question: str, judgement: Judgement) -> dict:
    """The fields of an answer that says that there is none: what is missing, and whom to ask."""
    if judgement.outcome == "declined":
        return {"outcome": "declined", "answer": DECLINED}
    sentences = [COMES_CLOSE if judgement.comes_close else NOT_THERE]
    if judgement.missing:
        sentences.append(f"What was not found: {', '.join(judgement.missing)}.")
    sentences.append(whom_to_ask(question).in_words())
    return {"outcome": "no_evidence", "answer": " ".join(sentences), "missing": judgement.missing}


def _as_recorded(found: SearchResult, library: Library) -> tuple[FoundPassage, ...]:
    return tuple(
        FoundPassage(
            source_id=hit.passage.source_id,
            paragraphs=hit.passage.references,
            page=hit.passage.page,
            score=round(hit.score, 4),
            text=hit.passage.text,
            edition=library.origin(hit.passage)[1].title,
        )
        for hit in found.hits
    )
