"""A request -> who is asking, and what they may see: accounts, sessions, the gate, the access log."""
