"""Assistant.ask: the whole story of an answer."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.cite import as_printed, check_quotation, quotation
from assistant.compose import Selection, select, select_from
from assistant.conflicts import load_conflicts
from assistant.currency import warnings_for
from assistant.evidence import Judgement, judge, unanswered_parts
from assistant.force import FORCES, force_of
from assistant.library import Library
from assistant.models import Answer, Citation, FoundPassage, Statement, Turn
from assistant.understand import asks_about_the_past, asks_about_today, checked, is_about_something_else, is_improper, understood
from assistant.whom import whom_to_ask
from corpus.models import Edition, Passage, Source
from index.models import Hit, SearchRequest
from index.reader import IndexReader
from index.result import SearchResult
from index.search import Index

DECLINED = "Signpost answers questions about guidance on joint working in government. It cannot help with this one."
NOT_THERE = "The documents do not answer this question."
COMES_CLOSE = "The documents come close to this question but do not answer it."


class Assistant:
    """Answers from the current index build; safe to share between threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    def index(self) -> Index:
        """The current build. Raises IndexProblem when there is none that fits."""
        return self._reader.current()

    def library(self) -> Library:
        """The sources and editions behind the current build."""
        return _library_of(self._reader.current())

    def search(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The passages nearest to a question, best first. Raises QuestionProblem and IndexProblem as `ask` does."""
        return self._reader.current().search(SearchRequest(question=checked(question), limit=limit)).hits

    def ask(self, question: str, history: Sequence[Turn] = (), *, question_id: str = "") -> Answer:
        """An Answer whose every statement cites a passage that was found; `outcome` says how it ended.

        Raises QuestionProblem for a question that cannot be asked, IndexProblem when there is no usable index.
        """
        question = checked(question)
        index = self._reader.current()
        library = _library_of(index)  # of this build: the next one may arrive before the answer is made
        search_for = understood(question, history)

        began = time.perf_counter()
        found = index.search(SearchRequest(question=search_for))
        retrieved = time.perf_counter()

        told = {"id": question_id, "question": question, "understood": search_for}
        if is_improper(question) or is_about_something_else(question):
            told |= {"outcome": "declined", "answer": DECLINED}
        else:
            judgement = judge(search_for, found, library)
            told |= {"probability": judgement.probability}
            answered = _answered(search_for, found, library) if judgement.outcome == "answered" else None
            if answered and answered["statements"]:
                told |= answered
            else:  # also where nothing stood in its source word for word: then nothing is said
                told |= _not_answered(search_for, judgement)
        return Answer(
            **told,
            hits=_as_recorded(found, library),
            seconds={"retrieve": round(retrieved - began, 4), "answer": round(time.perf_counter() - retrieved, 4)},
            index_fingerprint=index.manifest.fingerprint,
        )


def _library_of(index: Index) -> Library:
    return Library(index.manifest.sources, index.manifest.editions)


def _not_answered(question: str, judgement: Judgement) -> dict:
    """The fields of an answer that says that there is none: what is missing, and whom to ask."""
    if judgement.outcome == "declined":
        return {"outcome": "declined", "answer": DECLINED}
    said = [COMES_CLOSE if judgement.comes_close else NOT_THERE]
    if judgement.missing:
        said.append(f"What was not found: {', '.join(judgement.missing)}.")
    said.append(whom_to_ask(question))
    return {"outcome": "no_evidence", "answer": " ".join(said), "missing": judgement.missing}


def _answered(question: str, found: SearchResult, library: Library) -> dict:
    """The fields of an answer that says something: statements, each with its checked citation, and the warnings they call for."""
    is_historic = [library.origin(hit.passage)[1].status == "historic" for hit in found.hits]
    selections = select(question, found, is_historic, asks_about_the_past(question))
    differences = _set_against(question, found, selections)
    spoken = []
    for selection in selections:
        source, edition = library.origin(found.hits[selection.hit].passage)
        text, citation = _cited(selection, found, source, edition)
        if citation.verified in ("found", None):  # whatever else it is, it reaches nobody
            force = force_of(source.authority, citation.quote or text)
            spoken.append((Statement(text=text, citations=(0,), force=force), citation, (source, edition)))
    spoken.sort(key=lambda one: list(FORCES).index(one[0].force))
    statements = tuple(said.model_copy(update={"citations": (n,)}) for n, (said, _, _) in enumerate(spoken, 1))
    cited = [origin for _, _, origin in spoken]
    return {
        "outcome": "answered",
        "answer": " ".join(f"{statement.text} [{statement.citations[0]}]" for statement in statements),
        "statements": statements,
        "citations": tuple(citation.model_copy(update={"marker": n}) for n, (_, citation, _) in enumerate(spoken, 1)),
        "warnings": (*differences, *warnings_for(cited, asks_about_today(question))),
        "not_answered": unanswered_parts(found, [selection.hit for selection in selections]),
    }


def _set_against(question: str, found: SearchResult, selections: list[Selection]) -> tuple[str, ...]:
    """Adds to the selections what a listed conflict sets against them, where it was found too; returns what differs, in words."""
    passages = [hit.passage for hit in found.hits]
    notes = []
    for conflict in load_conflicts():
        if not any(conflict.is_raised_by(passages[chosen.hit], _words_of(chosen, passages)) for chosen in selections):
            continue
        for hit in conflict.missing_sides([passages[chosen.hit] for chosen in selections], passages):
            selections.extend(filter(None, [select_from(question, found, hit)]))
        if conflict.is_shown_by([passages[chosen.hit] for chosen in selections]):
            notes.append(conflict.note)
    return tuple(notes)


def _words_of(selection: Selection, passages: Sequence[Passage]) -> str:
    return " ".join(passages[selection.hit].text[begin:end] for begin, end in selection.spans)


def _cited(selection: Selection, found: SearchResult, source: Source, edition: Edition) -> tuple[str, Citation]:
    """(statement, citation), not numbered yet: from full text the quotation, from the digest our sentences and no quotation."""
    passage = found.hits[selection.hit].passage
    is_full = passage.rendition == "full"
    licence = source.licence if is_full else None
    words = quotation(passage, selection.spans, licence)
    citation = Citation(
        marker=0,
        source_id=passage.source_id,
        edition=edition.title,
        paragraph=passage.reference,
        page=passage.page_at(min(begin for begin, _ in selection.spans)),
        quote=words if is_full else "",
        passage=passage.text,
        rendition=passage.rendition,
        authority=source.authority,
        status=edition.status,
        verified=check_quotation(words, passage.text, (hit.passage.text for hit in found.hits)) if is_full else None,
    )
    said = as_printed(passage, selection.spans, licence)
    return (f"“{said}”" if is_full else said), citation


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
