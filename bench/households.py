"""`python -m bench.households [PROVINCE [COMMUNE]]`: a hamlet's households in a province and in one commune.

Two servers, one over a build of 124 communes × 5 years, one over a single commune, asked in turn in the
same run. Both are named as warehouses, or made here (`etl sample --communes`; a province takes half an hour).
Each line of the answer is a ratio province ÷ commune of medians; the promise is 1.5 for `opened` and `again`:

- `opened`: a hamlet that nobody has opened since the server started (its rows are read, its lines made);
- `again`: the same hamlet once more, in another language each time;
- `first of all`: the very first opening after the start, when each table is put in order once for the whole
  build. It is told apart, for it is paid once a build and does grow with the province.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow.parquet as pq
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench import ROOT

PORTS = {"province": 8731, "commune": 8732}
COMMUNES = {"province": 124, "commune": 1}
PATIENCE, ROUNDS = 600, 4
LISTED = b'class="th-homes"'  # of an outdated build there is no list, and nothing to measure
Times = dict[str, dict[str, list[float]]]


def made(folder: Path, communes: int) -> Path:
    """A build of made-up communes, five years of each."""
    inbox, warehouse = folder / "inbox", folder / "warehouse"
    sample = ["sample", str(inbox), "--communes", str(communes), "--from-year", "2021"]
    build = ["build", "--inbox", str(inbox), "--warehouse", str(warehouse)]
    build += ["--state", str(folder / "state")]
    for words in (sample, build):
        subprocess.run([sys.executable, "-m", "etl", *words], cwd=ROOT, check=True)
    return warehouse


@contextmanager
def served(warehouse: Path, port: int) -> Iterator[None]:
    """A server of its own over a warehouse; its state is its own too."""
    with tempfile.TemporaryDirectory() as state:
        words = ["--port", str(port), "--warehouse", str(warehouse), "--state", state]
        command = [sys.executable, "-m", "dashboard", *words]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
            try:
                _wait(port)
                yield
            finally:
                server.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(port)


def hamlets(warehouse: Path) -> tuple[str, list[str]]:
    """The last commune of a build and its hamlets."""
    (build,) = (warehouse / "builds").iterdir()
    places = pq.read_table(build / "public" / "place.parquet").to_pylist()
    now = [place for place in places if place["valid_to"] is None]
    commune = [p["place_code"] for p in now if p["level"] == "commune"][-1]
    found = [p["place_code"] for p in now if p["parent_code"] == commune and p["level"] == "hamlet"]
    return commune, found


async def draw(socket: ClientConnection, page: str, query: str) -> float:
    """Milliseconds from the question to the end of the script on the server."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.context_info.url = "http://127.0.0.1/"
    started, heard = time.perf_counter(), b""
    await socket.send(message.SerializeToString())
    while True:
        content = await socket.recv()
        assert isinstance(content, bytes)
        answer = ForwardMsg()
        answer.ParseFromString(content)
        heard += content
        if answer.WhichOneof("type") == "script_finished":
            assert page != "households" or LISTED in heard, "nobody is listed: nothing is measured"
            return (time.perf_counter() - started) * 1000


async def measure(warehouses: dict[str, Path]) -> Times:
    """Open the hamlets of both, one after the other, so that whatever else the machine does hits both."""
    found: Times = {name: {"first of all": [], "opened": [], "again": []} for name in warehouses}
    async with _Sockets() as lines:
        places = {name: hamlets(folder) for name, folder in warehouses.items()}
        for line in lines.values():
            await draw(line, "overview", "lang=vi")
        for number in range(min(len(codes) for _, codes in places.values())):
            for name, line in lines.items():
                commune, codes = places[name]
                query = f"commune={commune}&hamlet={codes[number]}"
                kind = "opened" if number else "first of all"
                found[name][kind].append(await draw(line, "households", f"{query}&lang=vi"))
                for turn in range(ROUNDS):
                    tongue = ("en", "id", "vi")[turn % 3]
                    took = await draw(line, "households", f"{query}&lang={tongue}")
                    found[name]["again"] += [took] if turn else []
    return found


class _Sockets:
    """A session with each server."""

    async def __aenter__(self) -> dict[str, ClientConnection]:
        self.open = {name: await _opened(port) for name, port in PORTS.items()}
        return self.open

    async def __aexit__(self, *_: object) -> None:
        for line in self.open.values():
            await line.close()


async def _opened(port: int) -> ClientConnection:
    return await connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None, origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
    )  # fmt: skip


def main(words: list[str]) -> None:
    """Serve both, measure, print."""
    with ExitStack() as stack:
        named = dict(zip(PORTS, map(Path, words), strict=False))
        for name in PORTS:
            if name not in named:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                named[name] = made(folder, COMMUNES[name])
            stack.enter_context(served(named[name], PORTS[name]))
        found = asyncio.run(measure(named))
    for kind in ("opened", "again", "first of all"):
        far, near = (statistics.median(found[name][kind]) for name in PORTS)
        print(f"{kind}: province {far:.1f} ms, commune {near:.1f} ms, ratio {far / near:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
