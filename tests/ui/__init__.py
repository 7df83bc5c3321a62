"""The screen, tested with its real window."""
