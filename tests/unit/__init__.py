"""One thing at a time: cells, spelling, words, findings, the launcher."""
