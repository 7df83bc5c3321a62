"""Runs a command of the product cut off from the world: `python tests/cut_off.py MODULE ARGUMENTS...`.

The process ends with exit code 99 when anything reaches for the network, starts another program or opens one of the
system's fonts. It is run as a script, in a process of its own, since what it forbids cannot be allowed again.
"""

import os
import runpy
import sys
from typing import Any

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.send", "socket.get", "urllib.", "http.", "smtplib.", "ftplib.")
_PROGRAMS = ("subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "os.startfile")
_ALLOWED = ("socket.gethostname",)
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "\\Windows\\Fonts")


def _guard(event: str, args: tuple[Any, ...]) -> None:
    reached = event.startswith((*_FORBIDDEN, *_PROGRAMS)) and event not in _ALLOWED
    if event == "open" and isinstance(args[0], str | bytes):
        reached = any(folder in os.fsdecode(args[0]) for folder in _FONTS)
    if reached:
        # No handler may hide it, so the process ends here.
        os.write(2, f"cut off, and yet: {event} {args!r}\n".encode())
        os._exit(99)


if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    sys.addaudithook(_guard)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
