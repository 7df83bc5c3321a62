"""Keeps cases: the container and its members, strict reading, writing that is never torn, the history of revisions."""
