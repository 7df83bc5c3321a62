"""The core of hcplanner: it keeps a case and turns it into paper, without a screen.

The rooms, from the ground up. `fields`, `errors`, `i18n` and `shipped` stand on the standard library alone. `case` says
what a case is; `knowledge` says what may be said about one: both are pure, so names, times, ids and the translator come
in as arguments. `storage` keeps cases, `documents` turns them into paper, `exchange` speaks other people's formats, and
none of the three knows another. `content`, `settings` and `profile` are read at the top and handed down. `opencase` is
one open case. `actions` brings all of it together, and `cli` and the screen (the package `ui`) reach the rest through
it. The screen is never imported from here. `tests/test_walls.py` holds these rules.
"""

__version__ = "0.1.0"
