"""Publishing under fire: kills, crashes, full disks, damage. `python -m tests.fire` runs all of it."""
