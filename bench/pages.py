"""`python -m bench.pages [WAREHOUSE]`: server time of a rerun of each page, and many sessions at once."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench import ROOT, sample_warehouse

PORT = 8719
ADDRESS = f"127.0.0.1:{PORT}"
PAGES = (
    "overview", "poverty", "infrastructure", "livelihoods", "meeting", "hamlets", "households",
    "conference", "communication", "credit", "support",
    "quality", "intake",
)  # fmt: skip
RERUNS, PAUSE = 40, 0.15
SESSIONS, EVERY, LASTING = 30, 5.0, 60.0


async def rerun(socket: ClientConnection, page: str, query: str) -> float:
    """Milliseconds from the click to the end of the script on the server."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    started = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await socket.recv())
        if answer.WhichOneof("type") == "script_finished":
            return (time.perf_counter() - started) * 1000


def opened() -> connect:
    """A session as a browser opens it."""
    return connect(
        f"ws://{ADDRESS}/_stcore/stream", subprotocols=["streamlit"], max_size=None,  # type: ignore[list-item]
        origin=f"http://{ADDRESS}",  # type: ignore[arg-type]
    )  # fmt: skip


def query(number: int) -> str:
    """Another year and language with each click."""
    return f"lang={('vi', 'en', 'id')[number % 3]}&year={2025 - number % 2}"


async def alone(page: str) -> list[float]:
    """One session, clicks apart from each other."""
    async with opened() as socket:
        for number in range(6):
            await rerun(socket, page, query(number))
        found = []
        for number in range(RERUNS):
            found.append(await rerun(socket, page, query(number)))
            await asyncio.sleep(PAUSE)
        return found


async def session(number: int) -> list[float]:
    """One of many people: a click every few seconds, each on another page."""
    async with opened() as socket:
        await rerun(socket, PAGES[number % len(PAGES)], query(number))
        await asyncio.sleep(EVERY * number / SESSIONS)
        found, end = [], time.monotonic() + LASTING
        while time.monotonic() < end:
            number += 1
            found.append(await rerun(socket, PAGES[number % len(PAGES)], query(number)))
            await asyncio.sleep(EVERY)
        return found


def line(name: str, values: list[float]) -> str:
    """Median, 95 of 100, largest."""
    ordered = sorted(values)
    high = ordered[int(0.95 * (len(ordered) - 1))]
    return f"{name}: median {statistics.median(ordered):.1f} ms, p95 {high:.1f}, most {ordered[-1]:.1f}"


async def measure() -> None:
    """Each page alone, then everybody."""
    for page in PAGES:
        print(line(page, await alone(page)), flush=True)
    found = await asyncio.gather(*(session(number) for number in range(SESSIONS)))
    clicks = [value for values in found for value in values]
    print(line(f"{SESSIONS} sessions, a click every {EVERY:.0f} s, {len(clicks)} clicks", clicks))


def main(warehouse: Path) -> None:
    """Serve a warehouse and measure it."""
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "--port",
        str(PORT),
        "--warehouse",
        str(warehouse),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://{ADDRESS}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            asyncio.run(measure())
        finally:
            server.terminate()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else sample_warehouse(Path(name)))
