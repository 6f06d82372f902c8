"""Command line -> the dashboard behind its door, on this machine unless told: `python -m dashboard`."""

from __future__ import annotations

import os
import signal

if __name__ == "__main__":  # what is loaded next takes a moment, in which somebody may press Ctrl-C
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))

import argparse
import logging
import re
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
UPLOAD_MB, MESSAGE_MB = 20, 50
NEAR = ("127.0.0.1", "localhost", "::1")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
TLS, HOSTS = "TH_TLS", "TH_HOSTS"  # read by the door
USAGE, DISK, INTERRUPTED = 40, 60, 130
SECRETS = "secrets.toml"  # an office's own log-in system


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
    parser.add_argument(
        "--address", default=ADDRESS, help="listen there; beyond this machine with TLS only"
    )
    parser.add_argument(
        "--behind-tls", metavar="HOST", help="name at which a proxy serves it with TLS"
    )
    return parser.parse_args(words)


def settings(port: int, address: str = ADDRESS, host: str = "") -> dict[str, Any]:
    """The server's settings; they hold whatever the folder that it is started from."""
    from dashboard import theme
    from dashboard.state import folder

    return {
        "secrets.files": [str(ROOT / ".streamlit" / SECRETS), str(folder() / SECRETS)],
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": False,
        "server.enableXsrfProtection": True,
        "server.enableCORS": True,  # that is: only pages of ours may speak to it
        "server.allowedHosts": [host] if host else list(NEAR),
        "server.xsrfCookieSameSite": "strict",
        "server.maxUploadSize": UPLOAD_MB,
        "server.maxMessageSize": MESSAGE_MB,
        "server.disconnectedSessionTTL": 60,
        "server.enableAgentApi": False,
        "server.trustedUserHeaders": {},  # who is asking is never told by a header
        "browser.gatherUsageStats": False,
        "browser.serverAddress": host or ADDRESS,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "viewer",
        "client.disableDataExport": True,
        "logger.level": "warning",
        "logger.enableRich": False,  # it would print what an error says
    } | theme.streamlit_options()


def is_taken(address: str, port: int) -> bool:
    """Whether another program answers on the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        return probe.connect_ex((address, port)) == 0


def problem(options: argparse.Namespace) -> str:
    """Why the server must not start as asked; "" when it may."""
    if not 1 <= options.port <= 65535 or is_taken(ADDRESS, options.port):
        return f"{options.port} is taken or not a port: choose another one with --port"
    if options.behind_tls is None and options.address not in NEAR:
        return (
            f"{options.address} can be reached from other machines, and without TLS passwords would be "
            "read on the way: put a reverse proxy with TLS before it and name it with --behind-tls HOST "
            "(docs/lan.md)"
        )
    if options.behind_tls is not None and not HOST.fullmatch(options.behind_tls):
        return "--behind-tls takes the name alone, such as dashboard.example"
    return ""


def main(words: list[str]) -> int:
    """Serve until interrupted; what goes wrong is said in one line, never as a traceback."""
    options = arguments(words)
    try:
        return _serve_as(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        found = error.strerror or error
        print(f"python -m dashboard: cannot read, write or listen: {found}", file=sys.stderr)
        return DISK


def _serve_as(options: argparse.Namespace) -> int:
    wrong = problem(options)
    if wrong:
        print(f"python -m dashboard: {wrong}", file=sys.stderr)
        return USAGE
    for name, folder in ((WAREHOUSE, options.warehouse), (STATE, options.state)):
        if folder:
            os.environ[name] = str(folder.resolve())
    if options.public:
        os.environ[PUBLIC] = "1"
    if options.behind_tls:
        os.environ[TLS], os.environ[HOSTS] = "1", options.behind_tls
        wrong = without_admin()
        if wrong:
            print(f"python -m dashboard: {wrong}", file=sys.stderr)
            return USAGE
    serve(settings(options.port, options.address, options.behind_tls or ""))
    return 0


def without_admin() -> str:
    """Why nobody could come in from the network: the first admin is made on this machine."""
    from dashboard.door.visitor import standing

    if os.environ.get(PUBLIC) or not standing().first:
        return ""
    return "there is no administrator yet: start it on this machine without --behind-tls, and create one"


def serve(options: dict[str, Any]) -> None:
    """Warm up, then serve. Knowing the menu first, a deep link opens its page for the first visitor too."""
    import streamlit as st
    from starlette.middleware import Middleware

    from dashboard import frame, load, quiet, received
    from dashboard.door.gate import Gate

    quiet.be_quiet()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # visitors' folders are removed here too
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that what visitors dropped is removed
    received.sweep()
    load.current()
    logging.disable(logging.WARNING)  # there is no reader yet, and Streamlit says so ten times
    frame.navigation()
    logging.disable(logging.NOTSET)
    st.App(str(ROOT / "app.py"), middleware=[Middleware(Gate)]).run(config=options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
