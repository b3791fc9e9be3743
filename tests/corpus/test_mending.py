"""Damaged files of an edition: what is mended from its original, what waits for the file, what is set aside."""

from __future__ import annotations

import json

import pytest

from corpus.mending import SET_ASIDE, mend
from corpus.store import CHECKSUMS
from tests.corpus.keeping import FIRST, RULES, SECOND, Keeping, rules_pdf


@pytest.fixture
def held(keeping: Keeping):
    """A corpus of one edition, taken in from a file; returns its folder."""
    rules_pdf(keeping.documents / "guidance.pdf", FIRST)
    assert keeping.type("--from", str(keeping.documents)).exit_code == 0
    [place] = keeping.store.places("guidance")
    assert keeping.store.damaged(place) == ()
    return place


def state(keeping: Keeping) -> tuple:
    return keeping.store.editions("guidance"), [passage.text for passage in keeping.corpus().passages]


@pytest.mark.parametrize("name", ["document.json", "passages.jsonl", "edition.json", CHECKSUMS])
@pytest.mark.parametrize("content", [b"", b"{", None])
def test_from_a_whole_original_all_the_rest_is_made_again(keeping: Keeping, held, name, content):
    before = state(keeping)
    (held / name).unlink() if content is None else (held / name).write_bytes(content)
    assert keeping.store.damaged(held) == (name,)
    told = mend(RULES, keeping.store)
    assert told.kind == "new" and f"{name} was damaged; read again from the original" in told.line
    assert keeping.store.damaged(held) == ()
    [edition] = keeping.store.editions("guidance")
    assert (edition.edition_id, edition.sha256) == (before[0][0].edition_id, before[0][0].sha256)
    assert state(keeping)[1] == before[1]
    assert mend(RULES, keeping.store) is None


def test_a_word_that_was_changed_in_a_passage_is_noticed_and_put_right(keeping: Keeping, held):
    before = state(keeping)
    file = held / "passages.jsonl"
    file.write_text(file.read_text().replace("must", "need not").replace("till", "well"))
    assert state(keeping) != before
    assert mend(RULES, keeping.store).kind == "new"
    assert state(keeping) == before


def test_a_damaged_original_harms_no_text_and_is_replaced_by_the_same_file(keeping: Keeping, held):
    before = state(keeping)
    original = next(held.glob("original.*"))
    whole = original.read_bytes()
    original.write_bytes(whole[:100])
    assert mend(RULES, keeping.store) is None and state(keeping) == before
    typed = keeping.type("--from", str(keeping.documents))
    assert typed.exit_code == 0 and "its file was damaged, and was replaced" in typed.stdout + typed.stderr
    assert original.read_bytes() == whole and state(keeping) == before and keeping.store.damaged(held) == ()


def test_where_original_and_text_are_damaged_the_edition_is_set_aside_and_taken_in_anew(keeping: Keeping, held):
    before = state(keeping)
    next(held.glob("original.*")).write_bytes(b"")
    (held / "document.json").write_bytes(b"")
    told = mend(RULES, keeping.store)
    assert told.kind == "failed" and "was set aside" in told.line and not keeping.store.editions("guidance")
    assert [folder.name for folder in held.parent.iterdir() if folder.is_dir()] == [f"{SET_ASIDE}{held.name}"]
    assert keeping.type("--from", str(keeping.documents)).exit_code == 0
    assert state(keeping)[1] == before[1]


@pytest.mark.parametrize("other", [{"source_id": "news"}, {"edition_id": "1999"}])
def test_an_edition_that_says_it_is_another_is_refused_and_mended(keeping: Keeping, held, other):
    [edition] = keeping.store.editions("guidance")
    (held / "edition.json").write_text(edition.model_copy(update=other).model_dump_json())
    with pytest.raises(ValueError, match="says that it is"):
        keeping.store.editions("guidance")
    assert mend(RULES, keeping.store).kind == "new"
    assert [one.edition_id for one in keeping.store.editions("guidance")] == [edition.edition_id]


def test_a_link_out_of_the_folder_of_documents_is_not_followed(keeping: Keeping):
    elsewhere = keeping.folder / "elsewhere"
    elsewhere.mkdir()
    rules_pdf(elsewhere / "guidance.pdf", FIRST)
    keeping.documents.mkdir(exist_ok=True)
    (keeping.documents / "guidance.pdf").symlink_to(elsewhere / "guidance.pdf")
    typed = keeping.type("--from", str(keeping.documents))
    assert typed.exit_code == 1 and "holds no document of ours" in typed.stderr
    assert not keeping.store.editions("guidance")


def test_of_two_editions_only_the_damaged_one_is_read_again(keeping: Keeping, held):
    rules_pdf(keeping.documents / "guidance.pdf", SECOND)
    assert keeping.type("--from", str(keeping.documents)).exit_code == 0
    older, newer = keeping.store.places("guidance")
    before, changes = state(keeping), (newer / "changes.md").read_text()
    (newer / "changes.md").write_text("nothing")
    (older / "edition.json").unlink()
    told = mend(RULES, keeping.store)
    assert told.kind == "new" and told.line.count("was damaged") == 2
    assert (newer / "changes.md").read_text() == changes
    known = [
        [(edition.edition_id, edition.status, edition.sha256) for edition in editions]
        for editions in (state(keeping)[0], before[0])
    ]
    assert known[0] == known[1]
    assert json.loads((newer / CHECKSUMS).read_text()).keys() >= {"changes.md", "edition.json"}
