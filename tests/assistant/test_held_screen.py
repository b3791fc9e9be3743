"""What the helpers' pages look paragraphs up in, and what they say when it has gone."""

from __future__ import annotations

import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus import settings
from tests.assistant.conversing import shown
from tests.builders import edition, passage, source


def _page() -> None:
    import streamlit as st

    from assistant.screens import held

    st.text("There are grounds." if held.grounds() else "There are none.")


def test_where_the_documents_have_gone_and_the_index_stayed_the_page_says_what_to_type(assistant_over, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "load_settings", lambda: settings.Settings(data_dir=tmp_path))
    assistant_over(passage("1.1", "Cooks sing."), sources=[source()], editions=[edition()])
    st.cache_resource.clear()
    test = AppTest.from_function(_page, default_timeout=30).run()
    assert [text.value for text in test.text] == ["There are none."] and not test.exception
    assert "which is no longer below" in shown(test) and "Type make refresh." in shown(test)
    st.cache_resource.clear()
