"""Serve the probe behind the gate: `python -m tests.door PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.__main__ import settings
from dashboard.door.gate import Gate

if __name__ == "__main__":
    probe = str(Path(__file__).with_name("probe.py"))
    st.App(probe, middleware=[Middleware(Gate)]).run(config=settings(int(sys.argv[1])))
