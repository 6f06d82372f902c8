"""Command line -> the dashboard, served on this machine only: `python -m dashboard`."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from dashboard.load import WAREHOUSE
from dashboard.menu import PUBLIC
from dashboard.state import STATE

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "127.0.0.1"
PORT = 8501
UPLOAD_MB = 20
USAGE = 40


class Parser(argparse.ArgumentParser):
    """Says what is wrong and ends with the exit code for wrong usage."""

    def error(self, message: str) -> NoReturn:
        """Print the message, exit with 40."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def arguments(words: list[str]) -> argparse.Namespace:
    """The options of the command."""
    parser = Parser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--warehouse", type=Path, help="folder of the builds")
    parser.add_argument("--state", type=Path, help="folder of approvals and locks")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--public", action="store_true", help="serve the public zone only")
    return parser.parse_args(words)


def settings(port: int) -> dict[str, Any]:
    """The server's settings; they hold whatever the folder that it is started from."""
    from dashboard import theme

    return {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": False,
        "server.maxUploadSize": UPLOAD_MB,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "viewer",
    } | theme.streamlit_options()


def is_taken(port: int) -> bool:
    """Whether another program answers on the port."""
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) == 0


def main(words: list[str]) -> int:
    """Serve until interrupted."""
    options = arguments(words)
    if not 1 <= options.port <= 65535 or is_taken(options.port):
        reason = "is taken or not a port: choose another one with --port"
        print(f"python -m dashboard: {options.port} {reason}", file=sys.stderr)
        return USAGE
    for name, folder in ((WAREHOUSE, options.warehouse), (STATE, options.state)):
        if folder:
            os.environ[name] = str(folder.resolve())
    if options.public:
        os.environ[PUBLIC] = "1"
    serve(options.port)
    return 0


def serve(port: int) -> None:
    """Warm up, then serve. Knowing the menu first, a deep link opens its page for the first visitor too."""
    import streamlit as st

    from dashboard import frame, load, received

    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that what visitors dropped is removed
    received.sweep()
    load.current()
    logging.disable(logging.WARNING)  # there is no reader yet, and Streamlit says so ten times
    frame.navigation()
    logging.disable(logging.NOTSET)
    st.App(str(ROOT / "app.py")).run(config=settings(port))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
