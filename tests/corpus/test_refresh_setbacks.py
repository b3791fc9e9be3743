"""What can go wrong in a refresh: each is said, none harms what is there, none stops the other sources."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pypdf
import pytest

from corpus.readers import sandbox
from corpus.refresh import one_at_a_time
from corpus.settings import REPOSITORY
from tests.builders import write_pdf
from tests.corpus.keeping import FIRST, NEWS, RULES, SECOND, Keeping, rules_pdf
from tests.corpus.published import API, JUNE, page
from tests.corpus.server import Reply

LOCKED = Reply(403, media_type="text/html")
NAMES = ("empty", "cut", "locked", "scan", "prose", "guidance")

READ_DOCUMENT = sandbox.read_document


def test_a_publisher_who_shuts_the_door_is_asked_later(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    before = keeping.files()
    keeping.web.put(API, LOCKED)
    [done] = keeping.refresh()
    assert done.kind == "later" and "answered 403: ask again later; the edition at hand stays" in done.line
    assert keeping.files() == before
    typed = keeping.type()
    assert typed.exit_code == 1 and typed.stdout == ""
    assert "No publisher could be asked: is there a network?" in typed.stderr


def test_one_publisher_who_does_not_answer_is_no_failure(keeping: Keeping):
    keeping.hold(RULES, NEWS)
    keeping.publish(FIRST)
    keeping.web.put(NEWS.landing_page, Reply(503))
    typed = keeping.type()
    assert typed.exit_code == 0
    assert typed.stdout == "guidance: June 2025, 3 paragraphs.\n"
    assert "1 new, 0 unchanged, 1 to ask later, 0 failed. Next: python -m corpus.report" in typed.stderr
    typed = keeping.type()
    assert (typed.exit_code, typed.stdout) == (0, ""), "a scheduled run without news is silent on stdout"
    assert "0 new, 1 unchanged, 1 to ask later, 0 failed." in typed.stderr and "Next" not in typed.stderr


def test_a_document_that_was_taken_away_is_said_once_and_kept(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.web.put(API, Reply(410))
    typed = keeping.type()
    assert typed.exit_code == 0
    assert typed.stdout.startswith("guidance: June 2025 is withdrawn by its publisher. Taken away")
    assert "was taken away (410); the edition at hand stays" in typed.stderr
    assert len(keeping.corpus().passages) == 3
    typed = keeping.type()
    assert typed.stdout == "" and "(410)" in typed.stderr


def test_a_page_that_is_not_there_any_more_is_for_a_person(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    keeping.web.put(API, Reply(404))
    typed = keeping.type()
    assert typed.exit_code == 1 and "Look for its new place, and correct sources.toml." in typed.stderr
    assert len(keeping.corpus().passages) == 3


def test_files_that_cannot_be_read_are_named_and_the_others_taken_in(keeping: Keeping):
    keeping.patch.setattr(sandbox, "read_document", READ_DOCUMENT)
    keeping.hold(*(RULES.model_copy(update={"source_id": name, "editions": ()}) for name in NAMES))
    good = rules_pdf(keeping.documents / "guidance.pdf", FIRST)
    (keeping.documents / "empty.pdf").touch()
    (keeping.documents / "cut.pdf").write_bytes(good.read_bytes()[:600])
    (keeping.documents / "prose.md").write_bytes(b"\xff\xfe\x00")
    locked = pypdf.PdfWriter(clone_from=good)
    locked.encrypt("secret", algorithm="AES-256")
    locked.write(keeping.documents / "locked.pdf")
    write_pdf(keeping.documents / "scan.pdf", [[("frame", 50, 50, 500, 800)]])
    typed = keeping.type("--from", str(keeping.documents))
    assert typed.exit_code == 1
    assert typed.stdout == "guidance: June 2025, 3 paragraphs.\n"
    for told in (
        "empty: not read. empty.pdf: the file is empty",
        "cut: not read. cut.pdf:",
        "locked: not read. locked.pdf: it is encrypted",
        "scan: not read. scan.pdf: all 1 pages are pictures",
        "prose: not read. prose.md is not UTF-8 text",
        "1 new, 0 unchanged, 0 to ask later, 5 failed.",
    ):
        assert told in typed.stderr
    assert [edition.source_id for edition in keeping.corpus().editions] == ["guidance"]


def test_a_text_that_lacks_what_the_digest_knows_does_not_take_its_place(keeping: Keeping):
    keeping.write_digest(RULES, [(f"1.1.{n}", "0" * 16, "In other words.") for n in range(1, 21)])
    keeping.publish(FIRST)
    [done] = keeping.refresh()
    assert done.kind == "failed"
    assert "17 of the 20 paragraphs that our digest knows are missing, 1.1.10 first. Is it the right file?" in done.line
    assert [edition.rendition for edition in keeping.corpus().editions] == ["digest"]
    assert keeping.refresh()[0].kind == "failed", "what was not taken in is not remembered as known"
    keeping.publish({f"1.1.{n}": "Words." for n in range(2, 21)})
    keeping.patch.setattr(sandbox, "read_document", _reading_all_but_the_first)
    assert keeping.refresh()[0].kind == "new", "19 of 20 are 95%"


def _reading_all_but_the_first(path, source):
    document = sandbox.read_here(path, source)
    word = document.paragraphs[0]
    made = tuple(word.model_copy(update={"reference": f"1.1.{n}"}) for n in range(2, 21))
    return document.model_copy(update={"paragraphs": made})


@pytest.mark.parametrize(
    ("content", "limits", "reason"),
    [
        (["BT 1 0 0 1 99 700 Tm (a) Tj ET"] * 400_000, {"seconds": 2}, "took more than 2 seconds and was stopped"),
        ([f"BT 1 0 0 1 99 700 Tm ({'a' * 60_000_000}) Tj ET"], {"memory": 200 * 1024**2}, "needs more memory than allowed"),
    ],
    ids=["operators", "one long word"],
)
def test_a_pdf_bomb_is_stopped_and_the_next_source_read(keeping: Keeping, content, limits, reason):
    from reportlab.pdfgen.canvas import Canvas

    keeping.hold(RULES.model_copy(update={"source_id": "bomb"}), NEWS)
    bomb = Canvas(str(keeping.documents / "bomb.pdf"), pageCompression=1)
    bomb._code.extend(content)
    bomb.save()
    assert (keeping.documents / "bomb.pdf").stat().st_size < 100_000
    (keeping.documents / "news.md").write_text("# Sharing a till\n\nTwo bodies share one till.\n")

    def read(path, source):
        return READ_DOCUMENT(path, source, **(limits if path.stem == "bomb" else {}))

    keeping.patch.setattr(sandbox, "read_document", read)
    bombed, news = keeping.take_in_folder()
    assert bombed.kind == "failed" and reason in bombed.line
    assert news.kind == "new"


def test_a_damaged_file_of_the_corpus_is_mended_and_does_not_stop_the_next_source(keeping: Keeping):
    keeping.hold(RULES, NEWS)
    keeping.publish(FIRST)
    keeping.web.put(NEWS.landing_page, page("<main><h1>Sharing a till</h1><p>Two bodies share one till.</p></main>"))
    keeping.refresh()
    next(keeping.store.folder.glob("guidance/*/document.json")).write_text("{")
    rules, news = keeping.refresh()
    assert rules.kind == "new" and "document.json was damaged; read again from the original" in rules.line
    assert news.kind == "unchanged"


def test_a_refresh_that_breaks_off_while_an_edition_is_read_again_harms_nothing(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    [edition] = keeping.store.editions("guidance")
    old = keeping.store.document(edition).model_copy(update={"reading": 0})
    keeping.store.save(edition, old, keeping.store.passages(edition), keeping.store.original(edition), changes="What changed.")
    replace = Path.replace

    def break_off(file, target):
        if file.name == "document.json":
            raise KeyboardInterrupt
        return replace(file, target)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", break_off)
        keeping.refresh()
    assert len(keeping.corpus().passages) == 3
    assert "read again" in keeping.refresh()[0].line
    assert keeping.store.changes(edition) == "What changed.", "what an edition changed outlives its second reading"


_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from corpus.readers import sandbox
from corpus.refresh import one_at_a_time, refresh_from_folder
from corpus.store import EditionStore
from tests.corpus.keeping import RULES

sandbox.read_document = sandbox.read_here  # so that most of the time goes into writing
data, file = map(Path, sys.argv[1:])
for turn in count():
    lines = (f"1.{n} In year {turn} the till of body {n} is counted." for n in range(1, 200))
    file.write_text("# Tills\\n\\n" + "\\n\\n".join(lines))
    with one_at_a_time(data):
        outcomes = list(refresh_from_folder(file.parent, [RULES], EditionStore(data)))
    print(turn, outcomes[0].kind, flush=True)
"""


def test_a_killed_refresh_leaves_the_last_good_corpus(keeping: Keeping):
    file = keeping.documents / "guidance.md"
    command = [sys.executable, "-c", _FOR_EVER, str(keeping.data_dir), str(file)]
    for _ in range(4):
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "0 new\n"
        time.sleep(random.random() / 4)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        held = keeping.corpus()
        assert held.editions and len(held.passages) == 199 * len(held.editions)
        assert any(edition.status == "current" for edition in held.editions)
        for edition in keeping.store.editions("guidance"):
            assert len(keeping.store.document(edition).paragraphs) == 199
        file.write_text("# Tills\n\n" + "\n\n".join(f"1.{n} At last body {n} is paid." for n in range(1, 200)))
        typed = keeping.type("--from", str(keeping.documents))
        assert typed.exit_code == 0, typed.stderr
        assert not [name for name in keeping.files() if "/." in name], "what it left behind is gone"
        assert [edition.status for edition in keeping.corpus().editions].count("current") == 1
        keeping.store.folder.rename(keeping.folder / f"corpus-{time.monotonic_ns()}")


def test_what_a_killed_refresh_left_behind_is_never_read_and_goes_with_the_next(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.refresh()
    kept = keeping.store.folder / "guidance"
    [place] = kept.glob("2*")
    for name in (".draft-half", ".old-2025-06-12-77"):
        (kept / name).mkdir()
        (kept / name / "edition.json").write_bytes((place / "edition.json").read_bytes())
    place.joinpath(".draft-edition.json").write_text("{")
    assert len(keeping.corpus().editions) == 1
    assert keeping.type().exit_code == 0
    assert sorted(path.name for path in kept.iterdir()) == ["2025-06-12", "fetched.json"]
    place.rename(kept / ".old-2025-06-12-77")
    assert keeping.type().exit_code == 0
    assert len(keeping.corpus().passages) == 3, "an edition that was set aside is put back"


def test_of_two_refreshes_at_once_the_second_says_that_one_is_running(keeping: Keeping):
    keeping.publish(FIRST)
    with one_at_a_time(keeping.data_dir):
        typed = keeping.type()
    assert (typed.exit_code, typed.stdout) == (1, "")
    assert f"Another refresh is running on {keeping.data_dir}. Wait until it has ended." in typed.stderr
    assert keeping.web.asked == []


def test_only_the_source_that_is_named_is_refreshed(keeping: Keeping):
    keeping.hold(RULES, NEWS)
    keeping.publish(FIRST)
    assert keeping.type("--source", "guidance").exit_code == 0
    assert keeping.web.addresses() == [API, JUNE]
    typed = keeping.type("--source", "guidence")
    assert typed.exit_code == 1 and "No source is called guidence. Held are: guidance, news." in typed.stderr


def test_a_dry_run_from_a_folder_changes_nothing(keeping: Keeping):
    rules_pdf(keeping.documents / "guidance.pdf", SECOND)
    typed = keeping.type("--from", str(keeping.documents), "--dry-run")
    assert (typed.exit_code, typed.stdout) == (0, f"guidance: would take in {keeping.documents / 'guidance.pdf'}.\n")
    assert not keeping.data_dir.exists()


def test_a_dry_run_that_reaches_nobody_says_so(keeping: Keeping):
    keeping.web.put(API, LOCKED)
    typed = keeping.type("--dry-run")
    assert typed.exit_code == 1 and "No publisher could be asked" in typed.stderr


def test_a_folder_is_named_from_where_one_stands(keeping: Keeping, monkeypatch):
    rules_pdf(keeping.documents / "guidance.pdf", FIRST)
    monkeypatch.chdir(keeping.folder)
    monkeypatch.setattr(sandbox, "read_document", partial(READ_DOCUMENT, seconds=60))
    assert keeping.type("--from", "documents").exit_code == 0
    typed = keeping.type("--from", "nowhere")
    assert typed.exit_code == 1 and "nowhere is no folder" in typed.stderr
    (keeping.folder / "other").mkdir()
    typed = keeping.type("--from", "other")
    assert typed.exit_code == 1 and "holds no document of ours" in typed.stderr
