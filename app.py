"""Starts the screens; nothing else: `streamlit run app.py`."""

import streamlit as st

from assistant.screens.arenas import limit_arenas
from assistant.screens.service import SCREENS, lifespan, routes

limit_arenas()  # before Streamlit starts its threads
app = st.App(SCREENS, lifespan=lifespan, routes=routes)
