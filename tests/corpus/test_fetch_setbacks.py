"""Servers that cannot or will not answer, and files that are not what they should be."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime

import pytest

from corpus.web.endings import AskLater, Fetched, Gone, NotFound, Refused
from corpus.web.visitor import Limits
from tests.corpus.published import API, APRIL, JUNE, LANDING, REPORT, file_attachment, one_file, page, pdf, publication, source
from tests.corpus.server import AUDITOR, GOVUK, Reply

# Servers that cannot or will not


def test_403_means_ask_later_and_is_not_asked_again_now(web, fetch):
    web.put(REPORT, Reply(403))
    ending = fetch(source(REPORT))
    assert isinstance(ending, AskLater) and ending.status == 403 and len(web.asked) == 1
    assert ending.line == f"{AUDITOR} answered 403: ask again later; the edition at hand stays."


def test_429_waits_as_long_as_the_server_says_and_then_succeeds(web, fetch):
    web.put(APRIL, Reply(429, headers={"Retry-After": "17"}), Reply(body=pdf()))
    assert isinstance(fetch(one_file()), Fetched)
    assert web.clock.slept == [17]


def test_retry_after_may_be_a_date(web, fetch):
    web.put(APRIL, Reply(503, headers={"Retry-After": "Sun, 22 Nov 2026 09:00:25 GMT"}), Reply(body=pdf()))
    assert isinstance(fetch(one_file()), Fetched)
    assert web.clock.slept == [25]


def test_a_server_that_asks_for_more_patience_than_we_have_is_left_alone_until_then(web, fetch):
    web.put(APRIL, Reply(429, headers={"Retry-After": "3600"}))
    ending = fetch(one_file())
    assert isinstance(ending, AskLater) and len(web.asked) == 1 and web.clock.slept == []
    assert ending.again_at == datetime(2026, 11, 22, 10, 0, tzinfo=UTC) and "22 November 2026, 10:00 UTC" in ending.line


@pytest.mark.parametrize("said", ["soon", "-5", "", "9" * 40, "²"])
def test_a_retry_after_that_makes_no_sense_does_no_harm(web, fetch, said):
    web.put(APRIL, Reply(503, headers={"Retry-After": said}))
    assert isinstance(fetch(one_file()), AskLater)


def test_a_server_in_trouble_is_asked_again_with_growing_pauses_and_then_left(web, fetch):
    web.put(APRIL, Reply(503))
    ending = fetch(one_file())
    assert isinstance(ending, AskLater) and ending.status == 503
    assert len(web.asked) == 4 and web.clock.slept == [2, 4, 8]


def test_a_host_is_asked_once_a_second_at_most(web, fetch):
    web.put(API, publication(file_attachment(f"https://{GOVUK}/a.pdf", "Managing Public Money")))
    web.put(f"https://{GOVUK}/a.pdf", Reply(body=pdf()))
    fetch(source())
    assert len(web.asked) == 2 and web.clock.slept == [1]


def test_two_hosts_need_not_wait_for_one_another(web, fetch):
    web.put(API, publication(file_attachment(APRIL, "Managing Public Money")))
    web.put(APRIL, Reply(body=pdf()))
    fetch(source())
    assert len(web.asked) == 2 and web.clock.slept == []


def test_every_request_says_who_asks(web, fetch):
    web.put(APRIL, Reply(body=pdf()))
    fetch(one_file())
    assert web.asked[0].headers["user-agent"].startswith("Signpost (")


def test_cookies_are_not_kept(web, fetch):
    web.put(JUNE, Reply(301, headers={"Location": APRIL, "Set-Cookie": "visitor=1; Path=/"}))
    web.put(APRIL, Reply(body=pdf()))
    fetch(one_file(JUNE))
    assert "cookie" not in web.asked[1].headers


def test_a_slow_server_means_ask_later(web, fetch):
    web.put(APRIL, Reply(body=pdf(), before=lambda: time.sleep(0.2)))
    ending = fetch(one_file(), limits=Limits(read_seconds=0.03, attempts=2))
    assert isinstance(ending, AskLater) and "did not answer in time" in ending.line


def test_a_server_that_never_ends_is_stopped_after_the_total_time(web, fetch):
    web.put(APRIL, Reply(body=pdf(size=200_000), before_each=lambda: web.clock.sleep(20)))
    ending = fetch(one_file())
    assert isinstance(ending, AskLater) and "longer than 300 seconds" in ending.line


def test_a_host_that_is_not_found_means_ask_later(web, fetch):
    def no_network(host: str) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    web.resolve = no_network
    ending = fetch(one_file())
    assert isinstance(ending, AskLater) and "is there a network" in ending.line


def test_a_connection_that_fails_means_ask_later(web, fetch):
    web.port = 1
    ending = fetch(one_file())
    assert isinstance(ending, AskLater) and "could not be reached" in ending.line


def test_404_asks_a_person_to_look_for_the_new_place(web, fetch):
    ending = fetch(one_file())
    assert isinstance(ending, NotFound) and "answered 404" in ending.line


def test_what_the_content_api_says_is_said_of_the_page_that_people_know(web, fetch):
    ending = fetch(source())
    assert isinstance(ending, NotFound) and LANDING in ending.line and "/api/" not in ending.line


def test_a_file_taken_away_is_gone(web, fetch):
    web.put(APRIL, Reply(410))
    assert isinstance(fetch(one_file()), Gone)


# Files that are not what they should be


def test_a_file_larger_than_it_may_be_is_refused_unread(web, fetch):
    web.put(APRIL, Reply(body=pdf(size=5000)))
    ending = fetch(one_file(), limits=Limits(file_bytes=4000))
    assert isinstance(ending, Refused) and ending.reason == "too large"


def test_a_file_that_hides_its_length_is_stopped_at_the_limit(web, fetch):
    web.put(APRIL, Reply(body=pdf(size=5000), chunked=True))
    ending = fetch(one_file(), limits=Limits(file_bytes=4000))
    assert isinstance(ending, Refused) and ending.reason == "too large"


def test_a_small_body_that_unpacks_to_a_large_one_is_stopped_at_the_limit(web, fetch):
    web.put(APRIL, Reply(body=gzip.compress(pdf(size=500_000)), headers={"Content-Encoding": "gzip"}))
    ending = fetch(one_file(), limits=Limits(file_bytes=4000))
    assert isinstance(ending, Refused) and ending.reason == "too large"


@pytest.mark.parametrize("packed", ["br", "zstd", "gzip, gzip", "compress"])
def test_a_body_packed_as_nobody_asked_for_is_refused_unread(web, fetch, packed):
    web.put(APRIL, Reply(body=b"anything", headers={"Content-Encoding": packed}))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "wrong type" and packed in ending.line


def test_a_length_below_the_truth_leaves_a_pdf_without_its_end(web, fetch):
    web.put(APRIL, Reply(body=pdf(size=5000), says=3000))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "truncated"


def test_a_body_that_breaks_off_is_noticed_and_asked_for_again(web, fetch):
    web.put(APRIL, Reply(body=pdf(size=5000), cut=3000), Reply(body=pdf(size=5000)))
    ending = fetch(one_file())
    assert isinstance(ending, Fetched) and ending.path.read_bytes() == pdf(size=5000)


def test_a_body_that_breaks_off_every_time_is_refused(web, fetch, tmp_path):
    web.put(APRIL, Reply(body=pdf(size=5000), cut=3000))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "truncated" and "after 3,000 bytes" in ending.line
    assert list((tmp_path / "fetched").iterdir()) == []


def test_a_pdf_without_its_end_is_refused_though_the_length_agrees(web, fetch):
    web.put(APRIL, Reply(body=pdf(size=5000)[:3000]))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "truncated"


def test_an_error_page_under_the_name_of_a_pdf_is_refused(web, fetch, tmp_path):
    web.put(APRIL, Reply(body=page("<h1>Sorry</h1>").body, media_type="application/pdf"))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "wrong type" and "perhaps an error page" in ending.line
    assert list((tmp_path / "fetched").iterdir()) == []


@pytest.mark.parametrize(
    "body, media_type", [(b"PK\x03\x04 word", "application/octet-stream"), (b'{"a": 1}', "application/json"), (b"", "text/plain")]
)
def test_what_we_cannot_read_is_refused(web, fetch, body, media_type):
    web.put("https://www.nao.org.uk/document", Reply(body=body, media_type=media_type))
    ending = fetch(one_file("https://www.nao.org.uk/document"))
    assert isinstance(ending, Refused) and ending.reason == "wrong type"


def test_a_bad_answer_leaves_the_file_at_hand_as_it_was(web, fetch, tmp_path):
    web.put(APRIL, Reply(body=pdf(), etag='"a1"'), Reply(body=pdf(size=5000), cut=10))
    first = fetch(one_file())
    fetch(one_file(), known=first.remembered())
    assert first.path.read_bytes() == pdf()
