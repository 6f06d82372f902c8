"""Whole builds: what a build publishes, what it finds, what it refuses, and what stays when it does."""
