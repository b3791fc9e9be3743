"""Editions and their passages on disk, and the corpus that is answered from.

    corpus/<source id>/<edition id>/    the file as fetched, edition.json, document.json, passages.jsonl, changes.md, and
                                        checksums.json, by which a damaged file is noticed
    corpus/<source id>/fetched.json     what to ask its publisher with the next time

A new edition is written beside its place, in a hidden folder, and renamed into it: a reader never sees half of one, and a refresh
that was killed leaves the corpus as it was. What such a refresh left lying about is hidden from readers and goes with the next.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.models import Document, Edition, Passage, Source, Value
from corpus.near_misses import NearMiss, near_misses_for_digest, near_misses_in_force, read_elsewhere
from corpus.passages import cut_into_passages
from corpus.questions import questions_for_digest, questions_in_force
from corpus.readers.digest import digest_document, read_digest
from corpus.sources import digest_path, held_sources
from corpus.web.endings import Known

CHECKSUMS = "checksums.json"
_DRAFT = ".draft-"


class Corpus(Value):
    """What is answered from: for each held source its editions, each with its passages.

    A source is here with its full text where an edition was stored, else with its digest, else not at all. `near_misses` are
    questions that none of this answers, though they look so.
    """

    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
    passages: tuple[Passage, ...]
    near_misses: tuple[NearMiss, ...] = ()


class EditionStore:
    """The editions below one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "corpus"

    def editions(self, source_id: str) -> list[Edition]:
        """Stored editions of a source, oldest first. Raises ValueError for one that says that it is another."""
        files = (self.folder / source_id).glob("*/edition.json")
        shown = (file for file in files if not file.parent.name.startswith("."))
        return sorted((_edition_in(file) for file in shown), key=lambda edition: edition.edition_id)

    def places(self, source_id: str) -> list[Path]:
        """The folders of its editions, oldest first, readable or not."""
        folders = (folder for folder in (self.folder / source_id).glob("*") if folder.is_dir())
        return sorted(folder for folder in folders if not folder.name.startswith("."))

    def damaged(self, place: Path) -> tuple[str, ...]:
        """Names of files in the folder of an edition that are missing or are not as they were written."""
        try:
            written = json.loads((place / CHECKSUMS).read_bytes())
        except (OSError, ValueError):
            return (CHECKSUMS,)
        found = _checksums(place)
        return tuple(sorted(name for name in written.keys() | found.keys() if written.get(name) != found.get(name)))

    def document(self, edition: Edition) -> Document:
        return Document.model_validate_json(self.document_file(edition).read_bytes())

    def document_file(self, edition: Edition) -> Path:
        """Where the edition as read is kept; written anew when readers have learnt to read it better."""
        return self.place(edition) / "document.json"

    def passages(self, edition: Edition) -> list[Passage]:
        with (self.place(edition) / "passages.jsonl").open(encoding="utf-8") as lines:
            return [Passage.model_validate_json(line) for line in lines]

    def original(self, edition: Edition) -> Path | None:
        """The file as it was fetched."""
        return next(iter(sorted(self.place(edition).glob("original.*"))), None)

    def known(self, source_id: str) -> Known | None:
        """What to ask the source's publisher with, so that nothing is sent twice; None while no edition is held."""
        if not self.editions(source_id):
            return None
        try:
            return Known.model_validate_json((self.folder / source_id / "fetched.json").read_bytes())
        except (OSError, ValueError):
            return None

    def remember(self, source_id: str, known: Known) -> None:
        """Writes only what is new, so that a refresh without news touches nothing."""
        if known != self.known(source_id):
            _replace(self.folder / source_id / "fetched.json", known.model_dump_json(indent=2))

    def changes(self, edition: Edition) -> str:
        """What the edition changed, as Markdown; empty for the first one."""
        path = self.place(edition) / "changes.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def save(self, edition: Edition, document: Document, passages: Iterable[Passage], original: Path, changes: str = "") -> None:
        """Stores an edition whole. One that is there already, read again, gets the new text file by file.

        Then document.json comes last but for the checksums: its `reading` says that the others are of the same reading.
        """
        place = self.place(edition)
        place.parent.mkdir(parents=True, exist_ok=True)
        with self.scratch(place.parent) as draft:
            draft.chmod(0o755)  # other users of this machine may read the corpus; mkdtemp gives it to one
            shutil.copyfile(original, draft / f"original{original.suffix.lower()}")
            with (draft / "passages.jsonl").open("w", encoding="utf-8") as lines:
                lines.writelines(passage.model_dump_json() + "\n" for passage in passages)
            if changes:
                (draft / "changes.md").write_text(changes, encoding="utf-8")
            (draft / "edition.json").write_text(edition.model_dump_json(indent=2), encoding="utf-8")
            (draft / "document.json").write_text(document.model_dump_json(), encoding="utf-8")
            _write_checksums(draft)
            if place.exists():
                for file in sorted(draft.iterdir(), key=lambda file: (file.name == CHECKSUMS, file.name == "document.json")):
                    file.replace(place / file.name)
                _write_checksums(place)  # with what stayed of the reading before
            else:
                draft.rename(place)

    def mark(self, edition: Edition) -> None:
        """Replaces what is known about a stored edition (its status, its dates); the text stays."""
        place = self.place(edition)
        _replace(place / "edition.json", edition.model_dump_json(indent=2))
        _write_checksums(place)

    @contextmanager
    def scratch(self, parent: Path | None = None) -> Iterator[Path]:
        """A hidden folder in the corpus, so that what is in it can be renamed into its place; gone in the end."""
        parent = parent or self.folder
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def clear_scratch(self) -> None:
        """Removes what a killed refresh left behind. Only for who holds the corpus for writing."""
        for left in [*self.folder.glob(f"{_DRAFT}*"), *self.folder.glob(f"*/{_DRAFT}*"), *self.folder.glob(f"*/*/{_DRAFT}*")]:
            left.unlink() if left.is_file() else shutil.rmtree(left, ignore_errors=True)
        for left in self.folder.glob("*/.old-*"):  # an earlier version set an edition aside while it put another in its place
            place = left.with_name(left.name.removeprefix(".old-").rpartition("-")[0])
            shutil.rmtree(left, ignore_errors=True) if place.exists() else left.rename(place)

    def place(self, edition: Edition) -> Path:
        """The folder of an edition."""
        return self.folder / edition.source_id / edition.edition_id


def _edition_in(file: Path) -> Edition:
    edition = Edition.model_validate_json(file.read_bytes())
    if (edition.source_id, edition.edition_id) != (file.parent.parent.name, file.parent.name):
        raise ValueError(f"{file} says that it is {edition.source_id}/{edition.edition_id}.")
    return edition


def _checksums(place: Path) -> dict[str, str]:
    """SHA-256 of every file of an edition but this record of them."""
    files = (file for file in sorted(place.iterdir()) if file.name != CHECKSUMS and not file.name.startswith("."))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _write_checksums(place: Path) -> None:
    _replace(place / CHECKSUMS, json.dumps(_checksums(place), indent=1))


def _replace(path: Path, text: str) -> None:
    """Writes a file so that a reader sees it as it was or as it is to be."""
    draft = path.with_name(f"{_DRAFT}{path.name}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def load_corpus(data_dir: Path, *, digest_only: bool = False) -> Corpus:
    """The corpus as it stands below `data_dir`: full text where there is some, else the starter digest.

    With `digest_only` stored editions are passed over, as on a machine that has none.
    """
    store = EditionStore(data_dir)
    sources, editions, passages, near_misses = [], [], [], list(read_elsewhere())
    for source in held_sources():
        stored = [] if digest_only else store.editions(source.source_id)
        if stored:
            sources.append(source)
            editions.extend(stored)
            for edition in stored:
                document = store.document(edition)
                questions = questions_in_force(source.source_id, document)
                passages.extend(_with_questions(store.passages(edition), questions))
            near_misses += near_misses_in_force(source.source_id, store.document(stored[-1]))
        elif digest_path(source).exists():
            digest = digest_edition(source)
            sources.append(source)
            editions.append(digest)
            entries = read_digest(digest_path(source), source)
            questions = questions_for_digest(source.source_id, entries)
            passages.extend(_with_questions(cut_into_passages(digest_document(entries, source), source, digest), questions))
            near_misses += near_misses_for_digest(source.source_id, entries)
    return Corpus(sources=tuple(sources), editions=tuple(editions), passages=tuple(passages), near_misses=tuple(near_misses))


def _with_questions(passages: Iterable[Passage], questions: dict[str, tuple[str, ...]]) -> Iterable[Passage]:
    for passage in passages:
        asked = questions.get(passage.reference, ())
        yield passage.model_copy(update={"questions": asked}) if asked else passage


def digest_edition(source: Source) -> Edition:
    """The newest edition that sources.toml knows of is the one the digest restates."""
    newest = max(source.editions, key=lambda edition: edition.edition_id)
    return newest.model_copy(update={"rendition": "digest", "sha256": None})
