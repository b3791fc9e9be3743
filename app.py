"""Starts the screens; nothing else: `streamlit run app.py`."""

from assistant.screens.pages import run

run()
