"""Where the fetcher does not go."""

from __future__ import annotations

import pytest

from corpus.sources import load_sources
from corpus.web.addresses import hosts_of
from corpus.web.endings import Fetched, Refused
from tests.corpus.published import API, APRIL, JUNE, content_item, moved, one_file, pdf, source
from tests.corpus.server import ASSETS, HOSTS, PUBLIC, Reply

# Where we do not go


@pytest.mark.parametrize(
    "to, reason",
    [
        ("file:///etc/passwd", "not https"),
        ("http://www.nao.org.uk/plain.pdf", "not https"),
        ("https://127.0.0.1/x.pdf", "not a public address"),
        ("https://[::1]/x.pdf", "not a public address"),
        ("https://10.1.2.3/x.pdf", "not a public address"),
        ("https://169.254.169.254/latest/meta-data/", "not a public address"),
        ("https://localhost/x.pdf", "host not allowed"),
        ("https://2130706433/x.pdf", "host not allowed"),
        ("https://example.org/x.pdf", "host not allowed"),
        ("https://www.gov.uk.example.org/x.pdf", "host not allowed"),
        ("https://www.gov.uk@example.org/x.pdf", "host not allowed"),
        ("https://user:word@www.gov.uk/x.pdf", "host not allowed"),
        ("https://www.gov.uk:8443/x.pdf", "host not allowed"),
        ("//example.org/x.pdf", "host not allowed"),
        ("https://[half/x.pdf", "host not allowed"),
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_refused_and_never_asked(web, fetch, to, reason):
    web.put(APRIL, moved(to))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == reason
    assert web.addresses() == [APRIL]


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "172.16.0.9",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.8",
        "64:ff9b::a00:8",
        "2002:a00:8::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:0:10.0.0.8",
        "64:ff9b:1::a00:8",
        "fec0::1",
    ],
)
def test_a_named_host_that_leads_to_a_private_number_is_refused(web, fetch, number):
    web.numbers[ASSETS] = (PUBLIC, number)
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "not a public address" and not web.asked


def test_the_connection_goes_to_the_number_that_was_checked_under_the_name_that_was_asked_for(web, fetch):
    web.numbers[ASSETS] = ("2a04:4e42::144",)
    web.put(APRIL, Reply(body=pdf()))
    assert isinstance(fetch(one_file()), Fetched)
    assert (web.asked[0].number, web.asked[0].name, web.asked[0].address) == ("2a04:4e42::144", ASSETS, APRIL)


def test_a_second_try_goes_to_the_next_number_of_the_host(web, fetch):
    web.numbers[ASSETS] = (PUBLIC, "151.101.64.144")
    web.put(APRIL, Reply(503), Reply(body=pdf()))
    assert isinstance(fetch(one_file()), Fetched)
    assert [asked.number for asked in web.asked] == [PUBLIC, "151.101.64.144"]


def test_redirects_without_end_are_refused(web, fetch):
    web.put(APRIL, moved(JUNE))
    web.put(JUNE, moved(APRIL))
    ending = fetch(one_file())
    assert isinstance(ending, Refused) and ending.reason == "redirected too often" and len(web.asked) == 6


def test_a_page_that_moves_in_a_circle_is_refused(web, fetch):
    web.put(
        API, content_item(schema_name="redirect", redirects=[{"destination": "/government/publications/managing-public-money"}])
    )
    ending = fetch(source())
    assert isinstance(ending, Refused) and ending.reason == "redirected too often"


def test_the_hosts_that_may_be_asked_are_those_of_sources_toml():
    hosts = hosts_of(load_sources(), "files.example.gov.uk")
    assert hosts > HOSTS and "files.example.gov.uk" in hosts
    assert not any("/" in host or ":" in host for host in hosts)


def test_behind_a_proxy_the_names_are_the_proxys_to_look_up(web):
    web.put(APRIL, Reply(body=pdf()))
    with web.visitor(proxy="http://proxy.example.gov.uk:8080") as visitor:
        assert visitor.read_page(APRIL).content == pdf()
        assert visitor.read_page("https://example.org/").reason == "host not allowed"
    assert [asked.number for asked in web.asked] == [ASSETS]
