"""A refresh from publishers: what is new is taken in beside what was there, and nothing else is touched."""

from __future__ import annotations

import pytest

from corpus import questions
from corpus.models import text_hash
from corpus.readers import sandbox
from tests.corpus.keeping import FIRST, NEWS, OLD, ON_PAPER, RULES, SECOND, Keeping
from tests.corpus.published import API, APRIL, JUNE, page
from tests.corpus.server import Reply


@pytest.fixture
def never_read(monkeypatch):
    """From here on a file that is read is a mistake."""

    def begin():
        monkeypatch.setattr(sandbox, "read_document", lambda path, source: pytest.fail(f"{path.name} was read"))

    return begin


def test_a_first_refresh_takes_the_edition_in(keeping: Keeping):
    keeping.publish(FIRST)
    [done] = keeping.refresh()
    assert (done.kind, done.line, done.changes) == ("new", "guidance: June 2025, 3 paragraphs.", "")
    [edition] = keeping.corpus().editions
    assert (edition.edition_id, edition.title, edition.status, edition.file_address) == (
        "2025-06-12",
        "June 2025",
        "current",
        JUNE,
    )
    assert [passage.reference for passage in keeping.corpus().passages] == list(FIRST)
    assert keeping.store.original(edition).read_bytes().startswith(b"%PDF")


def test_a_new_edition_supersedes_the_old_one_and_says_what_changed(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.publish(SECOND, "April 2026")
    [done] = keeping.refresh()
    assert done.kind == "new"
    assert done.changes == "guidance: June 2025 → April 2026: 1 added, 1 reworded."
    june, april = keeping.corpus().editions
    assert (june.status, june.valid_to) == ("superseded", "2026-04-16")
    assert (april.status, april.valid_from, april.valid_to, april.file_address) == ("current", "2026-04-16", None, APRIL)
    assert keeping.store.changes(june) == ""
    told = keeping.store.changes(april)
    assert "## Added (1)" in told and "## Reworded (1)" in told and "~~larger~~ **smaller**" in told
    assert "1.1.1" not in told and "1.1.3" not in told
    assert {p.edition_id for p in keeping.corpus().passages} == {"2025-06-12", "2026-04-16"}


def test_nothing_new_is_neither_read_nor_written(keeping: Keeping, never_read):
    keeping.publish(FIRST)
    keeping.refresh()
    before = keeping.files()
    never_read()
    [done] = keeping.refresh()
    assert done.kind == "unchanged"
    assert keeping.files() == before
    assert keeping.web.addresses() == [API, JUNE, API]


def test_a_file_that_is_the_same_behind_a_new_date_is_not_read(keeping: Keeping, never_read):
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.publish(FIRST, public_updated_at="2025-08-01T09:00:00.000+01:00")
    never_read()
    [done] = keeping.refresh()
    assert done.kind == "unchanged"
    assert len(keeping.corpus().editions) == 1


def test_a_withdrawn_page_marks_the_edition_and_keeps_it(keeping: Keeping):
    notice = {"explanation": "<p>Kept for the record.</p>", "withdrawn_at": "2026-11-20T10:00:00.000Z"}
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.publish(FIRST, withdrawn_notice=notice)
    [done] = keeping.refresh()
    said = "Withdrawn on 2026-11-20: Kept for the record."
    assert done.kind == "unchanged"
    assert done.changes == f"guidance: June 2025 is withdrawn by its publisher. {said}"
    [edition] = keeping.corpus().editions
    assert (edition.withdrawn, edition.status, len(keeping.corpus().passages)) == (said, "current", 3)
    assert keeping.refresh()[0].changes == "", "it is news once"
    keeping.publish(FIRST)
    assert keeping.refresh()[0].changes == "guidance: June 2025 is no longer withdrawn."
    assert keeping.corpus().editions[0].withdrawn is None


def test_an_edition_that_came_withdrawn_says_so_from_the_start(keeping: Keeping):
    keeping.publish(FIRST, withdrawn_notice={"explanation": "Old.", "withdrawn_at": None})
    keeping.refresh()
    assert keeping.corpus().editions[0].withdrawn == "Withdrawn: Old."


def test_a_file_exchanged_within_the_month_is_an_edition_of_its_own(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.publish(SECOND)
    keeping.web.put(JUNE, Reply(body=keeping.web.replies[JUNE][0].body, etag='"exchanged"'))
    [done] = keeping.refresh()
    assert done.changes == "guidance: June 2025 → June 2025, file 2: 1 added, 1 reworded."
    first, second = keeping.corpus().editions
    assert (first.edition_id, first.status, second.edition_id, second.status) == (
        "2025-06-12",
        "superseded",
        "2025-06-12.2",
        "current",
    )


def test_an_older_edition_that_comes_later_is_superseded_from_the_start(keeping: Keeping):
    keeping.publish(SECOND, "April 2026")
    keeping.refresh()
    keeping.publish(FIRST, "June 2025")
    [done] = keeping.refresh()
    assert (done.kind, done.changes) == ("new", "")
    june, april = keeping.corpus().editions
    assert (june.status, june.valid_to, april.status) == ("superseded", "2026-04-16", "current")


def test_an_edition_that_is_announced_by_its_date_keeps_its_title(keeping: Keeping):
    announced = RULES.editions[0].model_copy(update={"edition_id": "2025-06-12", "title": "Summer 2025", "file_address": None})
    keeping.hold(RULES.model_copy(update={"editions": (announced,)}))
    keeping.publish(FIRST)
    keeping.refresh()
    [edition] = keeping.corpus().editions
    assert (edition.edition_id, edition.title, edition.file_address) == ("2025-06-12", "Summer 2025", JUNE)


def test_a_page_whose_furniture_changed_is_no_new_edition(keeping: Keeping):
    keeping.hold(NEWS)
    prose = "<p>Two bodies share one till.</p><p>They lock it at night.</p>"
    keeping.web.put(NEWS.landing_page, page(f"<nav>Today: rain</nav><main><h1>Sharing a till</h1>{prose}</main>"))
    assert keeping.refresh()[0].kind == "new"
    keeping.web.put(
        NEWS.landing_page, page(f"<nav>Today: sun</nav><main><h1>Sharing a till</h1>{prose}</main><footer>New</footer>")
    )
    [done] = keeping.refresh()
    assert done.kind == "unchanged" and "unchanged in every word" in done.line
    assert len(keeping.corpus().editions) == 1
    keeping.web.put(NEWS.landing_page, page(f"<main><h1>Sharing a till</h1>{prose}<p>Somebody lost the key.</p></main>"))
    assert "1 added" in keeping.refresh()[0].changes


def test_what_is_historic_or_on_paper_is_not_asked_for(keeping: Keeping):
    keeping.hold(OLD, ON_PAPER)
    assert [(done.source_id, done.kind) for done in keeping.refresh()] == [("old", "absent"), ("paper", "absent")]
    assert keeping.web.asked == []


def test_stored_editions_are_read_again_when_readers_changed(keeping: Keeping, monkeypatch):
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.publish(SECOND, "April 2026")
    keeping.refresh()
    for edition in keeping.store.editions("guidance"):
        old = keeping.store.document(edition).model_copy(update={"reading": 0})
        keeping.store.save(edition, old, [], keeping.store.original(edition))
    assert keeping.corpus().passages == ()
    [done] = keeping.refresh()
    assert done.kind == "new" and done.line.endswith("read again, since readers have changed.")
    assert len(keeping.corpus().passages) == 7
    june, april = keeping.store.editions("guidance")
    assert (june.status, april.status) == ("superseded", "current")
    assert "Added (1)" in keeping.store.changes(april)
    assert keeping.refresh()[0].kind == "unchanged"


def test_digest_entries_and_questions_that_a_new_edition_rewords_are_listed(keeping: Keeping, tmp_path, monkeypatch):
    keeping.publish(FIRST)
    keeping.refresh()
    written_for = {
        p.reference: text_hash(p.text) for p in keeping.store.document(keeping.store.editions("guidance")[0]).paragraphs
    }
    keeping.write_digest(RULES, [(reference, written_for[reference], "In other words.") for reference in FIRST])
    lines = (f'{{"para": "{reference}", "text_hash": "{written_for[reference]}", "questions": ["Who?"]}}' for reference in FIRST)
    (tmp_path / "guidance.jsonl").write_text("\n".join(lines))
    monkeypatch.setattr(questions, "QUESTIONS_FOLDER", tmp_path)
    questions.read_questions.cache_clear()
    keeping.publish(SECOND, "April 2026")
    [done] = keeping.refresh()
    questions.read_questions.cache_clear()
    assert done.changes.splitlines() == [
        "guidance: June 2025 → April 2026: 1 added, 1 reworded.",
        "guidance: digest entries to write anew (written for other words): 1.1.2",
        "guidance: questions switched off (written for other words): 1.1.2",
    ]


def test_a_dry_run_says_what_would_be_asked_for_and_changes_nothing(keeping: Keeping, never_read):
    keeping.publish(FIRST)
    never_read()
    typed = keeping.type("--dry-run")
    assert (typed.exit_code, typed.stdout) == (0, f"guidance: would ask for {JUNE}.\n")
    assert keeping.web.addresses() == [API]
    assert not keeping.data_dir.exists()
