"""A conversation as a file: Markdown to read, JSON for programs; as much of each source as its licence allows (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from assistant.cite import shown_within
from assistant.export import Note, Paper, Said, paper_of, plain
from assistant.export_markdown import set_together_in_markdown
from assistant.library import Library
from assistant.models import Answer, Citation
from assistant.sound import only_sound
from assistant.standing import AUTHORITY, OUR_SUMMARY
from corpus.models import Rendition, Source
from index.models import Manifest

TITLE = "Conversation with Signpost"
TOLD = "Read each paragraph in its source before you rely on it."
NOT_HELD = "An edition that this answer rests on is no longer held here: where it was found is told as it was noted then."


def as_markdown(answers: Sequence[Answer], library: Library, manifest: Manifest) -> str:
    return set_together_in_markdown(TITLE, TOLD, [_paper(answer, library, manifest) for answer in answers])


def as_json(answers: Sequence[Answer], library: Library) -> str:
    """{"answers": […]}, each in the form of docs/evaluation.md, with texts cut where their licence ends."""
    sources = {source.source_id: source for source in library.sources}
    told = [_cut(answer, sources).model_dump(mode="json") for answer in answers]
    return json.dumps({"title": TITLE, "told": TOLD, "answers": told}, ensure_ascii=False, indent=2)


def _paper(answer: Answer, library: Library, manifest: Manifest) -> Paper:
    try:
        return paper_of(answer, library, manifest)
    except LookupError:
        return _paper_as_noted(only_sound(answer), {source.source_id: source for source in library.sources})


def _paper_as_noted(answer: Answer, sources: Mapping[str, Source]) -> Paper:
    """What is exported of an answer whose editions are no longer held."""
    order = list(dict.fromkeys(marker for statement in answer.statements for marker in statement.citations))
    cited = [answer.citation(marker) for marker in order]
    licences = dict.fromkeys(s.licence for c in cited if (s := sources.get(c.source_id)) and s.licence)
    return Paper(
        question=plain(answer.question),
        understood=plain(answer.understood) if answer.understood != answer.question else "",
        told="" if answer.statements else plain(answer.answer),
        warnings=(NOT_HELD, *map(plain, answer.to_be_known)),
        said=tuple(
            Said(text=plain(said.text), notes=tuple(order.index(marker) + 1 for marker in said.citations))
            for said in answer.statements
        ),
        nearest=(),
        notes=tuple(_note_as_noted(citation, sources) for citation in cited),
        attributions=tuple(f"{licence.attribution.rstrip('.')}. ({licence.name})" for licence in licences),
        made=(f"Composer: {plain(answer.model)}.", f"Index fingerprint {plain(answer.index_fingerprint)}."),
    )


def _note_as_noted(citation: Citation, sources: Mapping[str, Source]) -> Note:
    return Note(
        pinpoint=plain(place_in_words(citation, sources)),
        quote="",
        who=AUTHORITY[citation.authority],
        status="No longer held here",
        whose_words=OUR_SUMMARY if citation.rendition == "digest" else "",
        sha256="not recorded",
        retrieved="not recorded",
        address="",
    )


def place_in_words(citation: Citation, sources: Mapping[str, Source]) -> str:
    """Where a citation stands when its edition is no longer held: known by its name alone."""
    source = sources.get(citation.source_id)
    page = f", p. {citation.page}" if citation.page is not None else ""
    return f"{source.title if source else citation.source_id} ({citation.edition}), {citation.paragraph}{page}"


def _cut(answer: Answer, sources: Mapping[str, Source]) -> Answer:
    """The answer with no more of a source than its licence lets us pass on. Our digest is ours to pass on whole."""
    answer = only_sound(answer)
    citations = tuple(
        citation.model_copy(update={"passage": _within(citation.source_id, citation.rendition, citation.passage, sources)})
        for citation in answer.citations
    )
    hits = tuple(hit.model_copy(update={"text": _within(hit.source_id, "full", hit.text, sources)}) for hit in answer.hits)
    return answer.model_copy(update={"citations": citations, "hits": hits})


def _within(source_id: str, rendition: Rendition, text: str, sources: Mapping[str, Source]) -> str:
    """Of a source that is no longer known, so that its licence is not either, nothing."""
    source = sources.get(source_id)
    if rendition == "digest":
        return text
    return shown_within(source.licence, text) if source else ""
