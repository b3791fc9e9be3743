"""What is at hand of a source: its stored editions, else our digest, and our summaries beside a text that is only quoted."""

from __future__ import annotations

from corpus.at_hand import document_at_hand, editions_at_hand, state_at_hand, summaries_at_hand
from corpus.models import Document, text_hash
from corpus.sources import load_sources
from corpus.store import EditionStore
from tests.corpus.keeping import FIRST, RULES, SECOND, Keeping
from tests.shelving import REPORT, paragraph, shelve


def test_stored_editions_are_at_hand_oldest_first(tmp_path):
    shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1", "New.")])
    source, _ = shelve(tmp_path, REPORT, "2021-03", "March 2021", [paragraph("1", "Old.")], status="superseded")
    store = EditionStore(tmp_path)
    editions = editions_at_hand(source, store)
    assert [edition.title for edition in editions] == ["March 2021", "July 2023"]
    assert document_at_hand(source, editions[0], store).paragraphs[0].text == "Old."


def test_without_a_stored_edition_our_digest_of_the_newest_is_at_hand(tmp_path):
    source = next(source for source in load_sources() if source.source_id == REPORT)
    [edition] = editions_at_hand(source, EditionStore(tmp_path))
    assert (edition.title, edition.rendition, edition.sha256) == ("July 2023", "digest", None)
    references = [paragraph.reference for paragraph in document_at_hand(source, edition, EditionStore(tmp_path)).paragraphs]
    assert "Summary 8" in references and len(references) > 50


def test_of_a_source_that_is_only_known_nothing_is_at_hand(tmp_path):
    known = next(source for source in load_sources() if not source.held)
    assert editions_at_hand(known, EditionStore(tmp_path)) == ()


def test_our_summaries_follow_a_paragraph_that_moved_and_leave_one_that_was_reworded(keeping: Keeping):
    first = {reference: text_hash(text) for reference, text in FIRST.items()}
    keeping.write_digest(RULES, [(reference, written_for, f"Of {reference}.") for reference, written_for in first.items()])
    moved = Document(
        source_id="guidance",
        paragraphs=(
            paragraph("1.1.1", FIRST["1.1.1"]),
            paragraph("1.1.2", SECOND["1.1.2"]),
            paragraph("1.2.1", FIRST["1.1.3"]),
        ),
    )
    keeping.patch.setattr("corpus.at_hand.digest_path", lambda source: keeping.folder / "digest" / f"{source.source_id}.md")
    assert summaries_at_hand(RULES, moved) == {"1.1.1": "Of 1.1.1.", "1.2.1": "Of 1.1.3."}


def test_a_source_without_a_digest_has_no_summaries(keeping: Keeping):
    keeping.patch.setattr("corpus.at_hand.digest_path", lambda source: keeping.folder / "digest" / f"{source.source_id}.md")
    assert summaries_at_hand(RULES, Document(source_id="guidance", paragraphs=())) == {}


def test_the_state_changes_when_an_edition_is_read_again(tmp_path):
    source, edition = shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1", "Read.")])
    before = state_at_hand(source, edition, EditionStore(tmp_path))
    assert state_at_hand(source, edition, EditionStore(tmp_path)) == before
    shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1", "Read better.")])
    assert state_at_hand(source, edition, EditionStore(tmp_path)) != before
