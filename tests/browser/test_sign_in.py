"""Sign-in by OpenID Connect, against a provider on this machine: before it nothing is shown, after it everybody has their own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.conversations import Conversations
from assistant.database import open_database
from assistant.feedback import FeedbackBook
from assistant.screens import feedback_shown, sign_in
from assistant.screens import keeping_wording as keeping
from assistant.screens.wording import EXAMPLES, PAGES, WHAT_IT_IS
from assistant.users import user_of
from tests.browser import identity_provider
from tests.browser.running import ask, free_port, running_app, tab_to, wait_until_ready
from tests.browser.test_keeping import choose

pytestmark = pytest.mark.browser

QUESTION = "Does a joint activity need a single accounting officer?"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider in a process of its own."""
    port = free_port()
    process = subprocess.Popen([sys.executable, identity_provider.__file__, str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def kept_in(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("kept") / "kept.sqlite"


@pytest.fixture(scope="module")
def signed_app(app: str, app_data: Path, provider: str, kept_in: Path, tmp_path_factory) -> Iterator[str]:
    """An app with sign-in set up, over the index of the other (`app` builds it)."""
    port = free_port()
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only for tests, and long enough for a key"
client_id = "{identity_provider.CLIENT}"
client_secret = "{identity_provider.SECRET}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""")
    kept = {"SIGNPOST_DATABASE_URL": f"sqlite:///{kept_in}"}
    with running_app(app_data, f"--secrets.files={secrets}", port=port, **kept) as address:
        yield address


def _wait_for(address: str) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at {address}.")


def _sign_in(page: Page, app: str, user: str) -> None:
    page.goto(app)
    page.get_by_role("button", name=sign_in.SIGN_IN).click()
    page.get_by_role("link", name=user).click()
    wait_until_ready(page)


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name=sign_in.SIGN_OUT).click()
    page.get_by_role("heading", name=sign_in.TITLE).wait_for()


def test_before_sign_in_nothing_of_any_page_reaches_the_browser(page: Page, signed_app: str):
    frames: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(_as_bytes(frame))))
    for address in ("", *(module for pages in PAGES.values() for module in pages), "?conversation=abc"):
        page.goto(f"{signed_app}/{address}")
        expect(page.get_by_role("heading", name=sign_in.TITLE, level=1)).to_be_visible()
        expect(page.get_by_test_id("stMain").get_by_role("button")).to_have_count(1)
        expect(page.get_by_test_id("stSidebar")).to_have_count(0)
        assert page.get_by_test_id("stChatInput").count() == 0
    sent = b"".join(frames)
    assert sign_in.TITLE.encode() in sent
    for never in (WHAT_IT_IS, *(question for stage in EXAMPLES.values() for question in stage), "Managing Public Money"):
        assert never.encode() not in sent


def test_conversations_and_feedback_are_each_user_s_own(page: Page, signed_app: str, provider: str, kept_in: Path):
    _sign_in(page, signed_app, "ann")
    expect(page.get_by_text("Signed in as Ann Other")).to_be_visible()
    ask(page, QUESTION)
    choose(page, feedback_shown.YES)
    expect(page.locator(".sp-said")).to_have_text(feedback_shown.THANKS)
    choose(page, keeping.SWITCH)
    expect(page.get_by_text(keeping.YOURS_ALONE)).to_be_visible()
    page.wait_for_url(re.compile(r"\?conversation="))
    address = page.url
    _sign_out(page)
    page.goto(address)
    expect(page.get_by_role("heading", name=sign_in.TITLE)).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_have_count(0)

    _sign_in(page, signed_app, "bob")
    expect(page.get_by_text("Signed in as Bob Builder")).to_be_visible()
    expect(page.get_by_text("Kept conversations")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text(keeping.NOT_THERE)).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    _sign_out(page)

    _sign_in(page, signed_app, "ann")
    page.get_by_text(keeping.LISTED.format(count=1)).click()
    page.get_by_role("button", name=keeping.OPEN.format(number=1)).click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(page.locator(".sp-answer")).to_have_count(1)
    expect(page.get_by_role("radio", name=feedback_shown.YES)).to_be_checked()

    ann, bob = (user_of({"iss": provider, "sub": identity_provider.SUBJECTS[name]}).key for name in ("ann", "bob"))
    database = open_database(f"sqlite:///{kept_in}")
    assert [len(Conversations(database).listed(key)) for key in (ann, bob)] == [1, 0]
    assert [said.question for said in FeedbackBook(database).everything()] == [QUESTION]
    assert ann not in page.content()


def test_signing_in_and_out_by_keyboard_alone(page: Page, signed_app: str):
    page.goto(signed_app)
    page.get_by_role("button", name=sign_in.SIGN_IN).wait_for()
    tab_to(page, ".st-key-sign-in-here button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Who are you?").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_until_ready(page)
    expect(page.get_by_text("Signed in as Ann Other")).to_be_visible()
    tab_to(page, ".st-key-sign-out button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=sign_in.TITLE)).to_be_visible()


def test_a_token_that_another_key_signed_lets_nobody_in(page: Page, signed_app: str):
    page.goto(signed_app)
    page.get_by_role("button", name=sign_in.SIGN_IN).click()
    page.get_by_role("link", name="forger").click()
    page.goto(signed_app)
    expect(page.get_by_role("heading", name=sign_in.TITLE)).to_be_visible()
    assert page.get_by_test_id("stChatInput").count() == 0


def test_a_cookie_that_was_made_up_lets_nobody_in(page: Page, signed_app: str):
    claims = '{"iss": "x", "sub": "1", "name": "Ann Other", "is_logged_in": true, "origin": "x"}'
    page.context.add_cookies([{"name": "_streamlit_user", "value": claims.replace(" ", ""), "url": signed_app}])
    page.goto(signed_app)
    expect(page.get_by_role("heading", name=sign_in.TITLE)).to_be_visible()
    assert page.get_by_test_id("stChatInput").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_fits_the_narrowest_screen(page: Page, signed_app: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(signed_app)
    expect(page.get_by_role("button", name=sign_in.SIGN_IN)).to_be_in_viewport()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320


def _as_bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
