"""How far a build is, on standard error: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys


class Progress:
    """Says each step once; never writes a value of a cell."""

    def __init__(self, quiet: bool = False) -> None:
        self.terminal = sys.stderr.isatty() and not quiet
        self.quiet = quiet

    def step(self, done: int, of: int, what: str) -> None:
        """One step of `of` is done."""
        if self.terminal:
            filled = 24 * done // max(of, 1)
            bar = "█" * filled + "░" * (24 - filled)
            self._write(f"\r{bar} {done}/{of} {what[:60]:<60}" + ("\n" if done == of else ""))
        else:
            self._write(f"[{done}/{of}] {what}\n")

    def say(self, text: str) -> None:
        """A line of its own."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        if self.quiet:
            return
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody listens any more: the build goes on
            self.quiet = True
