"""The script that Streamlit runs for every reader and every click."""

from assistant.screens.pages import run

run()
