"""Starts the screens; nothing else: `streamlit run app.py`."""

import streamlit as st

from assistant.screens.service import SCREENS, lifespan, routes

app = st.App(SCREENS, lifespan=lifespan, routes=routes)
