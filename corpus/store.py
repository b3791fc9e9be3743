"""Editions and their passages on disk, and the corpus that is answered from.

    corpus/<source id>/<edition id>/    the file as fetched, edition.json, document.json, passages.jsonl, changes.md
    corpus/<source id>/fetched.json     what to ask its publisher with the next time

An edition's folder is written beside its place and renamed into it, so that a reader never sees half of one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from corpus.models import Document, Edition, Passage, Source, Value
from corpus.passages import cut_into_passages
from corpus.questions import questions_in_force, read_questions
from corpus.readers.digest import digest_document, read_digest
from corpus.sources import digest_path, held_sources
from corpus.web.endings import Known


class Corpus(Value):
    """What is answered from: for each held source its editions, each with its passages.

    A source is here with its full text where an edition was stored, else with its digest, else not at all.
    """

    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
    passages: tuple[Passage, ...]

    @property
    def digest_sources(self) -> tuple[str, ...]:
        """Ids of the sources of which only our digest is at hand."""
        return tuple(edition.source_id for edition in self.editions if edition.rendition == "digest")


class EditionStore:
    """The editions below one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "corpus"

    def editions(self, source_id: str) -> list[Edition]:
        """Stored editions of a source, oldest first."""
        files = sorted((self.folder / source_id).glob("*/edition.json"))
        return [Edition.model_validate_json(file.read_bytes()) for file in files]

    def document(self, edition: Edition) -> Document:
        return Document.model_validate_json((self._place(edition) / "document.json").read_bytes())

    def passages(self, edition: Edition) -> list[Passage]:
        with (self._place(edition) / "passages.jsonl").open(encoding="utf-8") as lines:
            return [Passage.model_validate_json(line) for line in lines]

    def original(self, edition: Edition) -> Path | None:
        """The file as it was fetched."""
        return next(iter(sorted(self._place(edition).glob("original.*"))), None)

    def known(self, source_id: str) -> Known | None:
        """What to ask the source's publisher with, so that nothing is sent twice; None while no edition is held."""
        if not self.editions(source_id):
            return None
        try:
            return Known.model_validate_json((self.folder / source_id / "fetched.json").read_bytes())
        except (OSError, ValueError):
            return None

    def remember(self, source_id: str, known: Known) -> None:
        (self.folder / source_id / "fetched.json").write_text(known.model_dump_json(indent=2), encoding="utf-8")

    def changes(self, edition: Edition) -> str:
        """What the edition changed, as Markdown; empty for the first one."""
        path = self._place(edition) / "changes.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def save(self, edition: Edition, document: Document, passages: Iterable[Passage], original: Path, changes: str = "") -> None:
        """Stores an edition whole, in the place of one with the same id."""
        place = self._place(edition)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
        draft.chmod(0o755)  # other users of this machine may read the corpus; mkdtemp gives it to one
        try:
            shutil.copyfile(original, draft / f"original{original.suffix.lower()}")
            (draft / "edition.json").write_text(edition.model_dump_json(indent=2), encoding="utf-8")
            (draft / "document.json").write_text(document.model_dump_json(), encoding="utf-8")
            with (draft / "passages.jsonl").open("w", encoding="utf-8") as lines:
                lines.writelines(passage.model_dump_json() + "\n" for passage in passages)
            if changes:
                (draft / "changes.md").write_text(changes, encoding="utf-8")
            if place.exists():
                outgoing = place.with_name(f".old-{place.name}-{os.getpid()}")
                place.rename(outgoing)
                draft.rename(place)
                shutil.rmtree(outgoing)
            else:
                draft.rename(place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def mark(self, edition: Edition) -> None:
        """Replaces what is known about a stored edition (its status, its dates); the text stays."""
        target = self._place(edition) / "edition.json"
        draft = target.with_suffix(".draft")
        draft.write_text(edition.model_dump_json(indent=2), encoding="utf-8")
        os.replace(draft, target)

    def _place(self, edition: Edition) -> Path:
        return self.folder / edition.source_id / edition.edition_id


def load_corpus(data_dir: Path, *, digest_only: bool = False) -> Corpus:
    """The corpus as it stands below `data_dir`: full text where there is some, else the starter digest.

    With `digest_only` stored editions are passed over, as on a machine that has none.
    """
    store = EditionStore(data_dir)
    sources, editions, passages = [], [], []
    for source in held_sources():
        stored = [] if digest_only else store.editions(source.source_id)
        if stored:
            sources.append(source)
            editions.extend(stored)
            for edition in stored:
                questions = questions_in_force(source.source_id, store.document(edition))
                passages.extend(_with_questions(store.passages(edition), questions))
        elif digest_path(source).exists():
            digest = _digest_edition(source)
            sources.append(source)
            editions.append(digest)
            entries = read_digest(digest_path(source), source)
            written = {(entry.paragraph.reference, entry.written_for) for entry in entries}
            questions = {q.para: q.questions for q in read_questions(source.source_id) if (q.para, q.text_hash) in written}
            passages.extend(_with_questions(cut_into_passages(digest_document(entries, source), source, digest), questions))
    return Corpus(sources=tuple(sources), editions=tuple(editions), passages=tuple(passages))


def _with_questions(passages: Iterable[Passage], questions: dict[str, tuple[str, ...]]) -> Iterable[Passage]:
    for passage in passages:
        asked = questions.get(passage.reference, ())
        yield passage.model_copy(update={"questions": asked}) if asked else passage


def _digest_edition(source: Source) -> Edition:
    """The newest edition that sources.toml knows of is the one the digest restates."""
    newest = max(source.editions, key=lambda edition: edition.edition_id)
    return newest.model_copy(update={"rendition": "digest", "sha256": None})
