"""Every kind of finding is shown by the smallest inbox that has it."""
