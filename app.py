"""The frame: language, period, menu, then one page. Starts with `python -m dashboard`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

from dashboard import frame
from dashboard.words import say

st.set_page_config(page_title=say(frame.language(), "menu.product"), layout="wide")
page = frame.navigation()
frame.frame(page.url_path)
page.run()
