"""The live build -> a dashboard that answers on this machine."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.request
import webbrowser

from launch.base import ROOT, VENV, Failure, environment, python_of, say

ADDRESS, PORT, PORTS = "127.0.0.1", 8501, 50
PATIENCE = 60  # seconds for the dashboard to answer


def free_port() -> int:
    """The first port from 8501 on that nothing answers on."""
    for port in range(PORT, PORT + PORTS):
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)):
                return port
    raise Failure("Không còn cổng trống từ 8501. Hãy đóng bớt chương trình.")


def answers(address: str) -> bool:
    """Whether the dashboard is ready to draw."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def open_dashboard(browser: bool) -> int:
    """Serve until Ctrl+C; the address is printed once the page can be opened."""
    port = free_port()
    address = f"http://{ADDRESS}:{port}"
    command = [str(python_of(VENV)), "-m", "dashboard", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL
    ) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            end = time.monotonic() + PATIENCE
            while not answers(address):
                if server.poll() is not None or time.monotonic() > end:
                    raise Failure("Bảng điều khiển không khởi động được.")
                time.sleep(0.1)
            print(f"{address}/overview", flush=True)
            say("Mở địa chỉ trên bằng trình duyệt. Nhấn Ctrl+C để dừng.")
            if browser:
                webbrowser.open(f"{address}/overview")
            code = server.wait()
            return 128 - code if code < 0 else code  # ended by a signal: as shells say it
        finally:
            server.terminate()
