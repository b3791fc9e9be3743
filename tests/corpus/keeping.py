"""A small corpus being kept current: documents in our own words, a data folder, and the command that refreshes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from corpus import cli, intake, refresh, report, store
from corpus.intake import Outcome
from corpus.models import Edition, Fetching, Source
from corpus.readers import sandbox
from corpus.settings import Settings
from corpus.store import Corpus, EditionStore, load_corpus
from tests.builders import write_pdf
from tests.corpus.published import API, APRIL, ARTICLE, JUNE, file_attachment, publication
from tests.corpus.published import source as published_source
from tests.corpus.server import Reply, Web

RULES = published_source(title="Managing Public Money")
NEWS = RULES.model_copy(
    update={"source_id": "news", "title": "Sharing a till", "landing_page": ARTICLE, "editions": ()}
    | {"fetching": Fetching(page_is_the_document=True)}
)
ON_PAPER = RULES.model_copy(update={"source_id": "paper", "landing_page": None, "editions": ()})
OLD = RULES.model_copy(
    update={
        "source_id": "old",
        "editions": (Edition(source_id="old", edition_id="2001", title="2001", published="2001", status="historic"),),
    }
)

FIRST = {
    "1.1.1": "Two bodies may share one till.",
    "1.1.2": "The larger of them counts the coins each evening.",
    "1.1.3": "Both sign the book, in ink, before they lock the door.",
}
SECOND = FIRST | {
    "1.1.2": "The smaller of them counts the coins each morning.",
    "1.1.4": "A third body must ask before it joins.",
}


def rules_pdf(path: Path, paragraphs: dict[str, str], month: str = "June 2025") -> Path:
    """A PDF with a cover, a page of contents, and a page that prints the paragraphs under their numbers."""
    lines: list[tuple] = [(99, 760, 30, True, "Chapter 1 The till")]
    for place, (number, text) in enumerate(paragraphs.items()):
        y = 720 - 60 * place
        lines += [(99, y, 11, True, number), (140, y, 11, False, text), (99, y - 14, 11, False, f"Note {place} stands.")]
    return write_pdf(path, [[(99, 700, 11, False, month)], [(99, 760, 30, True, "Contents")], lines], invariant=1)


class Keeping:
    """Refreshing below a folder of its own, `sources` being all there are."""

    def __init__(self, folder: Path, web: Web, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.web, self.patch = folder, web, patch
        self.data_dir, self.documents = folder / "data", folder / "documents"
        self.documents.mkdir()
        self.store = EditionStore(self.data_dir)
        self.hold(RULES)
        settings = Settings(data_dir=self.data_dir)
        self.read_in_this_process()
        for room in (cli, report):
            patch.setattr(room, "load_settings", lambda: settings)
        patch.setattr(cli, "load_sources", lambda: self.sources)
        patch.setattr(cli, "Visitor", lambda hosts, proxy: web.visitor())
        for room in (intake, store):
            patch.setattr(room, "digest_path", lambda source: folder / "digest" / f"{source.source_id}.md")

    def read_in_this_process(self) -> None:
        """The sandbox takes half a second a file, and most tests have nothing in it that could break out."""
        self.patch.setattr(sandbox, "read_document", sandbox.read_here)

    def hold(self, *sources: Source) -> None:
        self.sources = sources
        for room in (refresh, store):
            self.patch.setattr(room, "held_sources", lambda: self.sources)

    def refresh(self) -> list[Outcome]:
        with self.web.visitor() as visitor:
            return list(refresh.refresh_from_publishers(self.sources, self.store, visitor))

    def take_in_folder(self) -> list[Outcome]:
        return list(refresh.refresh_from_folder(self.documents, self.sources, self.store))

    def type(self, *arguments: str) -> Result:
        """What `python -m corpus.refresh …` says; `stdout` and `stderr` apart."""
        return CliRunner().invoke(cli.app, list(arguments))

    def type_report(self, *arguments: str) -> Result:
        return CliRunner().invoke(report.app, list(arguments))

    def corpus(self) -> Corpus:
        return load_corpus(self.data_dir)

    def publish(self, paragraphs: dict[str, str], month: str = "June 2025", **more) -> None:
        """The publisher's page lists this PDF from now on, under the address of its edition."""
        address = JUNE if month == "June 2025" else APRIL
        body = rules_pdf(self.folder / "published.pdf", paragraphs, month).read_bytes()
        updated = f"{month.split()[1]}-{'06-12' if address == JUNE else '04-16'}T10:00:00.000+01:00"
        listed = file_attachment(address, f"Managing Public Money - {month}", file_size=len(body))
        self.web.put(API, publication(listed, **{"public_updated_at": updated} | more))
        self.web.put(address, Reply(body=body, etag=f'"{month}"'))

    def write_digest(self, source: Source, entries: Sequence[tuple[str, str, str]]) -> None:
        """A digest of (reference, hash, words)."""
        (self.folder / "digest").mkdir(exist_ok=True)
        text = "".join(f"### {reference} {{text={written_for}}}\n{words}\n\n" for reference, written_for, words in entries)
        (self.folder / "digest" / f"{source.source_id}.md").write_text(f"## The till\n\n{text}", encoding="utf-8")

    def files(self) -> dict[str, int]:
        """Every file of the corpus with the time it was last written, in nanoseconds."""
        found = self.store.folder.rglob("*")
        return {file.relative_to(self.store.folder).as_posix(): file.stat().st_mtime_ns for file in found if file.is_file()}
