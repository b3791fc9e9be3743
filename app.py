"""Starts the screens; nothing else: `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

from assistant.screens import ask

st.set_page_config(page_title="Signpost: joint working in government", page_icon=Path(ask.__file__).with_name("icon.svg"))
st.navigation([st.Page(ask.show, title="Ask", url_path="ask", default=True)]).run()
