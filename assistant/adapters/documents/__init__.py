"""A programme's files: what they are, and what is written in them, read by a process that may be ended."""
