"""What is found and taken, on GOV.UK, on other pages, and the second time."""

from __future__ import annotations

import hashlib

import pytest

from corpus.fetch import has_address
from corpus.models import Fetching
from corpus.web.endings import Fetched, Gone, Known, NotFound, Refused, Unchanged
from tests.corpus.published import (
    API,
    APRIL,
    ARTICLE,
    JUNE,
    LANDING,
    REPORT,
    REPORT_PDF,
    content_item,
    file_attachment,
    html_attachment,
    moved,
    one_file,
    page,
    pdf,
    publication,
    source,
)
from tests.corpus.server import ASSETS, Reply

# GOV.UK


def test_the_attachment_that_the_content_api_names_is_fetched_with_its_title_address_and_hash(web, fetch):
    web.put(API, publication(file_attachment(APRIL, "Managing Public Money - April 2026")))
    web.put(APRIL, Reply(body=pdf(), etag='"a1"', last_modified="Thu, 16 Apr 2026 09:00:00 GMT"))
    ending = fetch(source())
    assert isinstance(ending, Fetched)
    assert ending.path.name == "guidance.pdf" and ending.path.read_bytes() == pdf()
    assert ending.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert (ending.final_address, ending.title, ending.media_type) == (
        APRIL,
        "Managing Public Money - April 2026",
        "application/pdf",
    )
    assert (ending.etag, ending.last_modified) == ('"a1"', "Thu, 16 Apr 2026 09:00:00 GMT")
    assert ending.listing.updated == "2026-04-16T10:00:00.000+01:00" and ending.listing.size == 3_412_345
    assert ending.withdrawn is None and ending.retrieved_at.tzinfo is not None


def test_a_page_that_grew_a_new_edition_gives_the_newest_wherever_it_stands(web, fetch):
    for address, words in ((APRIL, "new"), (JUNE, "old")):
        web.put(address, Reply(body=pdf(words), etag=f'"{words}"'))
    june, april = (
        file_attachment(JUNE, "Managing Public Money June 2025"),
        file_attachment(APRIL, "Managing Public Money April 2026"),
    )
    web.put(API, publication(june, public_updated_at="2025-06-12T09:00:00Z"), publication(june, april))
    before = fetch(source())
    after = fetch(source(), known=before.remembered())
    assert before.path.exists() and isinstance(after, Fetched)
    assert (before.final_address, after.final_address) == (JUNE, APRIL)


def test_an_attachment_about_something_else_or_in_another_language_is_passed_over(web, fetch):
    web.put(APRIL, Reply(body=pdf()))
    web.put(
        API,
        publication(
            file_attachment("https://assets.publishing.service.gov.uk/media/1/letter.pdf", "Dear Accounting Officer letter"),
            file_attachment("https://assets.publishing.service.gov.uk/media/2/rap.pdf", "Rheoli Arian Cyhoeddus", locale="cy"),
            file_attachment(
                "https://assets.publishing.service.gov.uk/media/3/data.ods", "Managing Public Money", content_type="ods"
            ),
            file_attachment(APRIL, "Managing Public Money - April 2026"),
        ),
    )
    assert fetch(source()).final_address == APRIL


def test_words_given_by_a_person_choose_among_the_attachments(web, fetch):
    annex = "https://assets.publishing.service.gov.uk/media/4/annex.pdf"
    web.put(annex, Reply(body=pdf("annex")))
    web.put(API, publication(file_attachment(APRIL, "Managing Public Money - April 2026"), file_attachment(annex, "Annex 4.15")))
    assert fetch(source(), told=Fetching(titled="annex 4.15")).final_address == annex


def test_a_page_that_lists_nothing_like_the_source_is_reported_with_what_was_looked_for(web, fetch):
    letters = [file_attachment(f"https://assets.publishing.service.gov.uk/media/{n}/x.pdf", f"Letter {n}") for n in (1, 2)]
    web.put(API, publication(*letters))
    ending = fetch(source())
    assert isinstance(ending, NotFound)
    assert "'Managing Public Money'" in ending.line and "sources.toml" in ending.line


def test_an_html_attachment_is_taken_from_its_own_item_without_the_page_around_it(web, fetch):
    path = "/government/publications/managing-public-money/managing-public-money"
    web.put(API, publication(html_attachment(path, "Managing Public Money")))
    body = "<h2>1.1</h2><p>Ministers &amp; officials …</p>"
    web.put(
        f"https://www.gov.uk/api/content{path}", content_item(path=path, schema_name="html_publication", details={"body": body})
    )
    ending = fetch(source())
    assert (ending.media_type, ending.path.suffix, ending.final_address) == ("text/html", ".html", f"https://www.gov.uk{path}")
    assert body in ending.path.read_text() and "<title>Managing Public Money</title>" in ending.path.read_text()
    assert isinstance(fetch(source(), known=ending.remembered()), Unchanged)


def test_of_two_forms_the_pdf_is_taken_unless_a_person_says_otherwise(web, fetch):
    path = "/government/publications/managing-public-money/managing-public-money"
    file = f"https://{ASSETS}/media/5/managing-public-money.pdf"
    web.put(API, publication(html_attachment(path, "Managing Public Money"), file_attachment(file, "Managing Public Money")))
    web.put(f"https://www.gov.uk/api/content{path}", content_item(path=path, details={"body": "<p>…</p>"}))
    web.put(file, Reply(body=pdf()))
    assert fetch(source()).media_type == "application/pdf"
    assert fetch(source(), told=Fetching(preferred="html")).media_type == "text/html"


def test_a_page_that_is_itself_the_document_is_read_from_its_item(web, fetch):
    web.put(API, content_item(details={"body": "<p>Guidance in our own words.</p>"}))
    ending = fetch(source(), told=Fetching(page_is_the_document=True))
    assert ending.final_address == LANDING and "Guidance in our own words." in ending.path.read_text()


def test_nothing_is_downloaded_while_the_page_says_the_same_about_the_file(web, fetch):
    web.put(API, publication(file_attachment(APRIL, "Managing Public Money - April 2026")))
    web.put(APRIL, Reply(body=pdf()))
    known = fetch(source()).remembered()
    web.asked.clear()
    ending = fetch(source(), known=known)
    assert isinstance(ending, Unchanged) and web.addresses() == [API]


def test_a_page_that_was_only_edited_costs_one_conditional_question(web, fetch):
    attachment = file_attachment(APRIL, "Managing Public Money - April 2026")
    web.put(API, publication(attachment), publication(attachment, public_updated_at="2026-06-01T10:00:00Z"))
    web.put(APRIL, Reply(body=pdf(), etag='"a1"'))
    ending = fetch(source(), known=fetch(source()).remembered())
    assert isinstance(ending, Unchanged)
    assert web.asked[-1].headers["if-none-match"] == '"a1"'
    assert ending.listing.updated == "2026-06-01T10:00:00Z", "remembered, so that the next refresh asks nothing"


def test_a_withdrawn_page_is_said_even_when_the_file_stays(web, fetch):
    attachment = file_attachment(APRIL, "Managing Public Money - April 2026")
    notice = {
        "explanation": "<div><p>Out of date: see <a href='/x'>the new one</a>.</p></div>",
        "withdrawn_at": "2026-10-01T09:00:00Z",
    }
    web.put(API, publication(attachment), publication(attachment, withdrawn_notice=notice))
    web.put(APRIL, Reply(body=pdf()))
    before = fetch(source())
    ending = fetch(source(), known=before.remembered())
    assert before.withdrawn is None and isinstance(ending, Unchanged)
    assert ending.withdrawn == "Withdrawn on 2026-10-01: Out of date: see the new one."
    assert ending.withdrawn in ending.line


@pytest.mark.parametrize("way", ["a redirect of the server", "a redirect item"])
def test_a_page_that_moved_is_followed_to_its_canonical_path(web, fetch, way):
    there = "/government/publications/public-money"
    item = content_item(schema_name="redirect", redirects=[{"path": "/x", "type": "exact", "destination": f"{there}#top"}])
    web.put(API, moved(f"/api/content{there}", 303) if way == "a redirect of the server" else item)
    web.put(f"https://www.gov.uk/api/content{there}", publication(file_attachment(APRIL, "Managing Public Money"), path=there))
    web.put(APRIL, Reply(body=pdf()))
    assert fetch(source()).final_address == APRIL


@pytest.mark.parametrize(
    "reply", [Reply(410), content_item(schema_name="gone", title=None, details={"explanation": "<p>By mistake</p>"})]
)
def test_a_page_taken_away_is_gone_and_says_why(web, fetch, reply):
    web.put(API, reply)
    ending = fetch(source())
    assert isinstance(ending, Gone) and "the edition at hand stays" in ending.line
    assert reply.status == 410 or "By mistake" in ending.line


def test_an_answer_of_the_content_api_in_another_shape_is_refused(web, fetch):
    web.put(API, Reply(body=b"<html>Sorry</html>", media_type="text/html"))
    ending = fetch(source())
    assert isinstance(ending, Refused) and ending.reason == "wrong type"


# Pages that list files, and files by themselves


def test_the_pdf_that_a_page_links_to_is_fetched(web, fetch):
    links = f"""<a href="/annual-report.pdf">Annual report</a> <a href="{REPORT_PDF}"><img src="cover.png"></a>
        <a href="{REPORT_PDF}#page=2">Full report (PDF)</a> <a href="/wp-content/uploads/cross-government-working-summary.pdf">Summary</a>"""
    web.put(REPORT, page(links))
    web.put(REPORT_PDF, Reply(body=pdf()))
    assert fetch(source(REPORT, title="Cross-government working")).final_address == REPORT_PDF


def test_a_listing_page_with_a_new_edition_gives_the_new_one(web, fetch):
    old, new = "https://www.nao.org.uk/guide-2023.pdf", "https://www.nao.org.uk/guide-2026.pdf"
    web.put(
        REPORT,
        page(f"<a href='{old}'>Guide to joint work 2023</a>"),
        page(f"<a href='{old}'>Guide to joint work 2023</a><a href='{new}'>Guide to joint work 2026</a>"),
    )
    web.put(old, Reply(body=pdf("old")))
    web.put(new, Reply(body=pdf("new")))
    guide = source(REPORT, title="Guide to joint work")
    before = fetch(guide)
    assert before.final_address == old
    assert fetch(guide, known=before.remembered()).final_address == new


def test_a_link_to_a_host_that_nobody_named_is_refused_by_name(web, fetch):
    web.put(REPORT, page("<a href='https://cdn.example.org/cross-government-working.pdf'>Cross-government working</a>"))
    ending = fetch(source(REPORT, title="Cross-government working"))
    assert isinstance(ending, Refused) and ending.reason == "host not allowed" and "cdn.example.org" in ending.line


def test_a_page_without_the_link_falls_back_on_the_known_address_and_says_so(web, fetch):
    web.put(REPORT, page("<a href='/somewhere'>Somewhere</a>"))
    web.put(REPORT_PDF, Reply(body=pdf()))
    ending = fetch(source(REPORT, file_address=REPORT_PDF, title="Cross-government working"))
    assert ending.final_address == REPORT_PDF and "a new edition would not be noticed" in ending.line


def test_a_front_page_is_not_taken_for_the_document(web, fetch):
    web.put("https://www.nao.org.uk", page("<a href='/strategy.pdf'>Our strategy</a>"))
    web.put("https://www.nao.org.uk/", page("<a href='/strategy.pdf'>Our strategy</a>"))
    assert isinstance(fetch(source("https://www.nao.org.uk", title="Cross-government working")), NotFound)


def test_an_article_is_its_own_page(web, fetch):
    web.put(ARTICLE, page("<p>More collaboration.</p>"))
    ending = fetch(source(ARTICLE), told=Fetching(page_is_the_document=True))
    assert (ending.path.name, ending.media_type, ending.title) == ("guidance.html", "text/html", None)


def test_a_source_without_any_address_is_said_to_have_none(web, fetch):
    ending = fetch(source(landing_page=None))
    assert isinstance(ending, NotFound) and not web.asked and not has_address(source(landing_page=None))
    assert ending.line == "sources.toml gives no address for guidance; the edition at hand stays."


def test_markdown_and_text_are_told_apart_by_their_names(web, fetch):
    for name, media_type in (("notes.md", "text/markdown"), ("notes.txt", "text/plain")):
        web.put(f"https://www.nao.org.uk/{name}", Reply(body="# Notes – first".encode(), media_type="text/plain"))
        assert fetch(one_file(f"https://www.nao.org.uk/{name}")).media_type == media_type


# What is known is not sent twice


def test_a_file_that_did_not_change_answers_304_to_its_etag(web, fetch):
    web.put(APRIL, Reply(body=pdf(), etag='"a1"'))
    known = fetch(one_file()).remembered()
    ending = fetch(one_file(), known=known)
    assert isinstance(ending, Unchanged) and ending.remembered() == known
    assert ending.line == f"{ASSETS} has nothing new."


def test_a_file_that_did_not_change_answers_304_to_its_date(web, fetch):
    web.put(APRIL, Reply(body=pdf(), last_modified="Thu, 16 Apr 2026 09:00:00 GMT"))
    known = fetch(one_file()).remembered()
    assert isinstance(fetch(one_file(), known=known), Unchanged)
    assert web.asked[-1].headers["if-modified-since"] == "Thu, 16 Apr 2026 09:00:00 GMT"


def test_the_same_bytes_under_a_new_etag_are_unchanged_and_the_new_etag_is_remembered(web, fetch, tmp_path):
    web.put(APRIL, Reply(body=pdf(), etag='"a1"'), Reply(body=pdf(), etag='"a2"'))
    first = fetch(one_file())
    ending = fetch(one_file(), known=first.remembered())
    assert isinstance(ending, Unchanged) and ending.etag == '"a2"'
    assert [path.name for path in (tmp_path / "fetched").iterdir()] == ["guidance.pdf"]


def test_a_replaced_file_is_followed_to_its_replacement_and_the_final_address_recorded(web, fetch):
    web.put(JUNE, moved(APRIL))
    web.put(APRIL, Reply(body=pdf("new")))
    ending = fetch(one_file(JUNE))
    assert isinstance(ending, Fetched) and ending.final_address == APRIL


def test_an_etag_is_shown_only_to_the_address_that_gave_it(web, fetch):
    web.put(JUNE, moved(APRIL))
    web.put(APRIL, Reply(body=pdf("new"), etag='"same"'))
    known = Known(final_address=JUNE, sha256="0" * 64, etag='"same"')
    assert isinstance(fetch(one_file(JUNE), known=known), Fetched)
    assert ["if-none-match" in asked.headers for asked in web.asked] == [True, False]


def test_what_is_remembered_survives_being_written_down(web, fetch):
    web.put(API, publication(file_attachment(APRIL, "Managing Public Money - April 2026")))
    web.put(APRIL, Reply(body=pdf(), etag='"a1"'))
    known = fetch(source()).remembered()
    assert Known.model_validate_json(known.model_dump_json()) == known
