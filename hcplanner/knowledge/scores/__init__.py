"""Instruments that score what was examined: one each, with its source, its rights and its limits."""
