"""requirements.txt -> a virtual environment with exactly these packages."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.base import ROOT, USAGE, VENV, Failure, python_of, say

STAMP = VENV / "installed.txt"
REQUIREMENTS = ROOT / "requirements.txt"


def venv_command(python: str, venv: Path) -> list[str]:
    """How the virtual environment is made."""
    return [python, "-m", "venv", "--clear", str(venv)]


def install_command(python: Path, requirements: Path, wheels: Path | None) -> list[str]:
    """How the locked packages are installed: each file is checked against its hash."""
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off"]
    if wheels is not None:
        command += ["--no-index", "--find-links", str(wheels)]
    return [*command, "-r", str(requirements)]


def stamp() -> str:
    """What the environment was made from: the lock and the Python that runs it."""
    lock = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    return f"{lock} {sys.version_info.major}.{sys.version_info.minor} {sys.platform}"


def is_ready() -> bool:
    """Whether the environment is there, whole and of this lock."""
    if not python_of(VENV).exists() or not STAMP.exists():
        return False
    return STAMP.read_text(encoding="utf-8").strip() == stamp()


def set_up(wheels: Path | None) -> None:
    """Make what is missing; nothing to do when it is all there."""
    if is_ready():
        return
    if wheels is not None and not any(wheels.glob("*.whl")):
        raise Failure(f"{wheels}: không có tệp .whl nào. Hãy chỉ đúng thư mục gói đã tải.", USAGE)
    say("1/3 Đang tạo môi trường Python …")
    if subprocess.run(venv_command(sys.executable, VENV), check=False).returncode:
        raise Failure("Không tạo được môi trường. Trên Debian, Ubuntu: cài gói python3-venv.")
    _install(install_command(python_of(VENV), REQUIREMENTS, wheels))
    STAMP.write_text(stamp() + "\n", encoding="utf-8")


def _install(command: Sequence[str]) -> None:
    """Run pip; a line of progress for each package, its own words only when it fails."""
    total = sum("==" in line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines())
    said: list[str] = []
    done = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        errors="replace",
    ) as pip:  # fmt: skip
        for line in pip.stdout or ():
            said.append(line.rstrip())
            if line.startswith("Collecting "):
                done += 1
                say(f"2/3 Đang tải gói {done}/{total}: {line.split()[1].split('==')[0]}")
            elif line.startswith("Installing collected"):
                say("2/3 Đang cài các gói đã tải, khoảng nửa phút …")
    if pip.returncode:
        tail = "\n".join(said[-5:])
        text = "Không cài được các gói. Kiểm tra mạng, hoặc dùng: python start.py --wheels THƯ_MỤC"
        raise Failure(f"{tail}\n{text}")
