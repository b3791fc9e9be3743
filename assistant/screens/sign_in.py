"""Sign-in by OpenID Connect, where Streamlit's secrets have a part `[auth]`: before it nothing of any page is shown.

Without that part nobody signs in, and nothing of this is to be seen.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from assistant.screens.answer_shown import problem_html
from assistant.screens.pages import framed
from assistant.users import NOBODY, User, user_of

TITLE = "Sign in to Signpost"
WHAT_IT_IS = "This Signpost answers those who are signed in. What you keep is yours alone."
SIGN_IN = "Sign in"
SIGN_IN_WITH = "Sign in with {provider}"
SIGN_OUT = "Sign out"
SIGNED_IN_AS = "Signed in as {name}"
SIGNED_IN = "Signed in"
LINK_AGAIN = "If a link led you here, open it again once you are signed in."
UNREADABLE = (
    "The secrets file cannot be read, so nobody can be signed in and nothing is shown. Whoever looks after this Signpost "
    "has to mend it: {files}."
)
NO_NAME = (
    "The service you signed in with does not say who you are (claims “iss” and “sub”), so nothing can be kept apart for you. "
    "Sign out and tell whoever looks after this Signpost."
)
CANNOT = "Signing in is not possible ({name}). Tell whoever looks after this Signpost: docs/sign-in.md says what it needs."
_WHOSE = "whose_session"


def require_sign_in() -> bool:
    """Whether the page may be shown to whoever asks for it. What a session holds goes when another user takes it over."""
    if not _is_set_up():
        return not _unreadable_files()
    user = signed_in()
    if user and st.session_state.get(_WHOSE, user.key) != user.key:
        st.session_state.clear()
    if user:
        st.session_state[_WHOSE] = user.key
    return user is not None


def signed_in() -> User | None:
    """Who is signed in; None for nobody, and for somebody whose provider does not say who it is."""
    return user_of(st.user.to_dict()) if _is_set_up() and st.user.get("is_logged_in") else None


def owner() -> str:
    """Whose everything is that is kept from here: the user's key, NOBODY's where nobody signs in."""
    user = signed_in()
    return user.key if user else NOBODY


def show() -> None:
    """All that is shown before sign-in, at whatever address."""
    with framed(TITLE, WHAT_IT_IS):
        if unreadable := _unreadable_files():
            st.html(problem_html(UNREADABLE.format(files=", ".join(unreadable))))
        elif st.user.get("is_logged_in"):
            st.html(problem_html(NO_NAME))
            st.button(SIGN_OUT, on_click=st.logout)
        else:
            _show_providers()


def show_who() -> None:
    """In the side bar who is signed in, and the way out; nothing where nobody signs in."""
    user = signed_in()
    if user is None:
        return
    with st.sidebar:
        st.html(f'<p class="sp-note">{escape(SIGNED_IN_AS.format(name=user.name) if user.name else SIGNED_IN)}</p>')
        st.button(SIGN_OUT, on_click=st.logout, key="sign-out")


def _show_providers() -> None:
    for provider in _providers():
        label = SIGN_IN_WITH.format(provider=provider) if provider else SIGN_IN
        if st.button(label, key=f"sign-in-{provider or 'here'}", type="primary"):
            try:
                st.login(provider or None)
            except Exception as error:  # an incomplete [auth] raises this and that; none of it is the reader's to mend
                st.html(problem_html(CANNOT.format(name=type(error).__name__)))
    st.html(f'<p class="sp-note">{escape(LINK_AGAIN)}</p>')


def _providers() -> list[str]:
    """Names of the providers under `[auth]`; one without a name is ""."""
    settings = st.secrets["auth"].to_dict()
    return [name for name, value in settings.items() if isinstance(value, dict) and "client_id" in value] or [""]


def _is_set_up() -> bool:
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def _unreadable_files() -> list[str]:
    """Secrets files that are there though no secrets could be read. They may ask for sign-in, so nobody gets past them."""
    try:
        len(st.secrets)
    except StreamlitSecretNotFoundError:
        return [file for file in st.get_option("secrets.files") if Path(file).exists()]
    return []
