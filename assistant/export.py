"""An answer as a file to keep: what stands in it. How Word and Markdown set it is in export_word.py and export_markdown.py."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from assistant.cite import page_address, pinpoint
from assistant.library import Library
from assistant.models import ELLIPSIS, Answer, Citation
from assistant.sound import only_sound
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name
from corpus.models import Value
from index.models import Manifest

WORD, MARKDOWN = ".docx", ".md"
TITLE = "Question and answer from Signpost"
_KEPT = ("\n", "\t")


class Note(Value):
    """One citation. `quote` is empty where the statement is itself the quotation, or where only our digest is at hand."""

    pinpoint: str
    quote: str
    who: str
    status: str
    whose_words: str
    sha256: str
    retrieved: str
    address: str


class Said(Value):
    """One statement; a line that begins with "• " is an item of a list. `notes` count from 1, in the order of first use."""

    text: str
    notes: tuple[int, ...]


class Paper(Value):
    """What an exported answer holds, ready to set: no control characters, nothing that is not to be shown.

    `told` is what is said where nothing was found, and empty else. `nearest` are pinpoints.
    """

    question: str
    understood: str
    told: str
    warnings: tuple[str, ...]
    said: tuple[Said, ...]
    nearest: tuple[str, ...]
    notes: tuple[Note, ...]
    attributions: tuple[str, ...]
    made: tuple[str, ...]


def as_word(answer: Answer, library: Library, manifest: Manifest) -> bytes:
    """The answer as a Word file (.docx) with footnotes. Raises LookupError when the library no longer holds what it cites."""
    from assistant.export_word import set_in_word

    return set_in_word(paper_of(answer, library, manifest))


def as_markdown(answer: Answer, library: Library, manifest: Manifest) -> str:
    """The same as Markdown, with footnotes as [^1]. Raises LookupError as `as_word` does."""
    from assistant.export_markdown import set_in_markdown

    return set_in_markdown(paper_of(answer, library, manifest))


def as_file(kind: str, answer: Answer, library: Library, manifest: Manifest) -> bytes:
    """What to write into a file whose name ends in `kind`, which is WORD or MARKDOWN."""
    if kind == WORD:
        return as_word(answer, library, manifest)
    return as_markdown(answer, library, manifest).encode()


def kind_of(path: Path) -> str:
    """WORD or MARKDOWN. Raises ValueError, with what to type, for a name that ends otherwise or a file that is there already."""
    kind = path.suffix.lower()
    if kind not in (WORD, MARKDOWN):
        raise ValueError(f"{path}: an answer is written as Word or Markdown. Let the name end in {WORD} or {MARKDOWN}.")
    if not path.parent.is_dir():
        raise ValueError(f"{path.parent} is no folder. Make it first, or name another file.")
    if path.exists():
        raise ValueError(f"{path} is there already. Remove it or name another file.")
    return kind


def paper_of(answer: Answer, library: Library, manifest: Manifest) -> Paper:
    """What the exported answer holds. Raises LookupError when the library no longer holds an edition that it cites."""
    answer = only_sound(answer)
    order = list(dict.fromkeys(marker for statement in answer.statements for marker in statement.citations))
    cited = [answer.citation(marker) for marker in order]
    licences = dict.fromkeys(licence for citation in cited if (licence := library.cited(citation)[0].licence))
    is_there = answer.outcome != "no_evidence"
    paper = Paper(
        question=answer.question,
        understood=answer.understood if answer.understood != answer.question else "",
        told="" if answer.statements and answer.outcome == "answered" else answer.answer,
        warnings=(*answer.to_be_known, *((library.digest_notice(),) if answer.rests_on_digest else ())),
        said=tuple(
            Said(text=statement.text, notes=tuple(order.index(marker) + 1 for marker in statement.citations))
            for statement in answer.statements
        ),
        nearest=() if is_there else tuple(pinpoint(*library.found(hit), hit.paragraphs[0], hit.page) for hit in answer.hits[:3]),
        notes=tuple(_note(citation, answer, library) for citation in cited),
        attributions=tuple(f"{licence.attribution.rstrip('.')}. ({licence.name})" for licence in licences),
        made=_made(answer, manifest),
    )
    return Paper.model_validate(_plain_throughout(paper.model_dump()))


def plain(text: str) -> str:
    """The text without control, formatting and unassigned characters: Word refuses the first, and right-to-left marks and
    invisible ones make a line read as something else than it says. No document that we hold has any.
    """
    return "".join(c for c in text if c in _KEPT or not unicodedata.category(c).startswith("C"))


def _note(citation: Citation, answer: Answer, library: Library) -> Note:
    source, edition = library.cited(citation)
    is_digest = citation.rendition == "digest"
    stands_above = any(
        _words(citation.quote) in _words(said.text) for said in answer.statements if citation.marker in said.citations
    )
    return Note(
        pinpoint=pinpoint(source, edition, citation.paragraph, citation.page),
        quote="" if stands_above else citation.quote,
        who=AUTHORITY[citation.authority],
        status=status_name(source, edition),
        whose_words=OUR_SUMMARY if is_digest else "",
        sha256=edition.sha256 or ("our digest, no file" if is_digest else "not recorded"),
        retrieved=f"{edition.retrieved_at:%Y-%m-%d}" if edition.retrieved_at else "not recorded",
        address=page_address(source, edition, citation.page) or "",
    )


def _made(answer: Answer, manifest: Manifest) -> tuple[str, ...]:
    """Which composer, and which index and corpus; of an index that is no longer in use only the fingerprint is known."""
    if answer.index_fingerprint != manifest.fingerprint:
        return _composer(answer), f"Index fingerprint {answer.index_fingerprint}."
    return (
        _composer(answer),
        f"Index build {manifest.build_id}, made {manifest.made_at:%Y-%m-%d}, fingerprint {manifest.fingerprint}.",
        f"Corpus: {len(manifest.editions)} editions of {len(manifest.sources)} sources, {manifest.passages:,} passages.",
    )


def _composer(answer: Answer) -> str:
    if not answer.statements:
        return f"Composer: {answer.model}. It made no statement."
    if answer.model == "extractive":
        return (
            "Composer: extractive, without a language model. The sentences are the sources' own, or our digest's where so marked."
        )
    return (
        f"Composer: the language model {answer.model}. The wording is the model's, not the sources'. Each sentence was shown "
        "only after its quotation was found in its source and agreed with it."
    )


def _words(text: str) -> str:
    """Without the marks of print that a quotation and its setting as a list differ in."""
    return " ".join(text.replace("•", " ").replace(ELLIPSIS.strip(), " ").split())


def _plain_throughout(thing):
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, dict):
        return {name: _plain_throughout(value) for name, value in thing.items()}
    return tuple(map(_plain_throughout, thing)) if isinstance(thing, tuple | list) else thing
