"""This process -> bounds of memory and of processor time, where the system can."""

from __future__ import annotations

from pathlib import Path

MEMORY_BYTES = 2 * 2**30
CPU_SECONDS = 120


def limit_memory() -> None:
    """Bound memory where the system can; on Windows the parent's clock is the only limit."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        return


def limit_time() -> None:
    """Bound the processor time of the next file."""
    try:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        end = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
    except (ImportError, ValueError, OSError):
        return


def is_out_of_memory() -> bool:
    """Whether this process has been close to its bound of memory; False where nothing says (not Linux)."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return False
    peak = next(
        (line.split()[1] for line in status.splitlines() if line.startswith("VmPeak:")), "0"
    )
    return int(peak) * 1024 > MEMORY_BYTES * 0.9
