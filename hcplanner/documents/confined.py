"""Renders and sets an institution's own templates in a child process, with bounds on time and memory.

One that is endless or greedy is stopped, and harms nothing but itself. The child is kept warm between documents, so
that the preview follows one's typing.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import pickle
import struct
import subprocess
import sys
import threading
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hcplanner.errors import TemplateFault
from hcplanner.i18n import N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from hcplanner.case import Case
    from hcplanner.documents.about import About
    from hcplanner.documents.declarations import Document
    from hcplanner.documents.issue import Issue
    from hcplanner.knowledge.risks import Catalogue

SECONDS: Final = 10.0
"""The longest that one template may take."""
MEMORY: Final = 1 << 30
"""The bytes of memory the child may have, where the system can bound them (Linux, macOS)."""
LARGEST_MARKUP: Final = 8 << 20
"""The characters of the longest markup of a document."""
_LARGEST_MESSAGE: Final = 512 << 20

_TOO_LONG: Final = N_("it took longer than {seconds} s and was stopped")
_DIED: Final = N_("it needed more memory than it may have, or brought its process down")
_TOO_LARGE: Final = N_("it makes more text than a document can have")
_GIVEN, _FAULT = b"+", b"-"  # how an answer begins
_LENGTH: Final = struct.Struct("<I")
_START: Final = "import sys; sys.path[:] = {path!r}; from hcplanner.documents.confined import serve; serve()"
_KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR", "LANG", "LC_ALL")  # without the first, Windows starts no Python


class Rendered(NamedTuple):
    """The markup of a document, and the drawings that it names."""

    markup: str
    drawings: Mapping[str, str]


class _Child:
    """The process that renders; started when first needed, and anew after it had to be stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: object, template: str, seconds: float) -> bytes:
        """The child's answer. Raises TemplateFault when it refuses, takes too long, dies, or answers with too much."""
        with self._lock:
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            late = threading.Event()

            def give_up() -> None:
                late.set()
                process.kill()

            watch = threading.Timer(seconds, give_up)
            watch.start()
            try:
                _send(process.stdin, pickle.dumps(request))
                answer = _message(process.stdout)
            except (OSError, EOFError) as error:
                self.stop()
                reason = _TOO_LONG.format(seconds=f"{seconds:g}") if late.is_set() else _DIED
                raise TemplateFault(template, reason) from error
            except ValueError as error:
                self.stop()
                raise TemplateFault(template, _TOO_LARGE) from error
            finally:
                watch.cancel()
        if answer.startswith(_FAULT):
            reason, near = json.loads(answer.removeprefix(_FAULT))
            raise TemplateFault(template, str(reason), str(near))
        return answer.removeprefix(_GIVEN)

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            # Nothing of the parent's surroundings reaches a template; the path is where Python finds the product.
            surroundings = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
            command = [sys.executable, "-I", "-c", _START.format(path=sys.path)]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=surroundings
            )
        return self._process


@cache
def _child() -> _Child:
    child = _Child()
    atexit.register(child.stop)
    return child


def render_confined(
    case: Case, document: Document, issue: Issue, catalogue: Catalogue, *, seconds: float = SECONDS
) -> Rendered:
    """What the document's own template makes of the case, rendered apart.

    Raises TemplateFault as `render_template` does, and when the template takes too long or too much.
    """
    answer = json.loads(_child().ask(("render", case, document, issue, catalogue), document.name, seconds))
    return Rendered(answer["markup"], answer["drawings"])


def make_confined(markup: str, about: About, *, seconds: float = SECONDS) -> bytes:
    """The PDF of that markup, set apart: markup that would keep the typesetter busy for ever is stopped too.

    Raises TemplateFault as `make_pdf` does, and when it takes too long or too much.
    """
    return _child().ask(("set", markup, about), about.template, seconds)


def serve() -> None:
    """Answer the parent's requests until it closes the pipe; runs in the child."""
    _bound_ourselves()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError):
        while True:
            _send(answers, _answer(*pickle.loads(_message(requests))))  # noqa: S301 - the parent wrote it


def _answer(what: str, *given: Any) -> bytes:
    try:
        return _GIVEN + (_rendered(*given) if what == "render" else _set(*given))
    except TemplateFault as fault:
        return _FAULT + json.dumps([fault.reason, fault.near]).encode()
    except (MemoryError, RecursionError):
        return _FAULT + json.dumps([_DIED, ""]).encode()


def _rendered(case: Case, document: Document, issue: Issue, catalogue: Catalogue) -> bytes:
    from hcplanner.documents.context import Context
    from hcplanner.documents.declarations import TEMPLATE
    from hcplanner.documents.templating import names_used, render_template

    told = Context(case, document, issue, Words.load(issue.language), catalogue)
    markup = render_template(document.search, TEMPLATE, told.only(names_used(document.search, TEMPLATE)))
    if len(markup) > LARGEST_MARKUP:
        raise TemplateFault(document.name, _TOO_LARGE)
    return json.dumps({"markup": markup, "drawings": dict(told.drawings)}).encode()


def _set(markup: str, about: About) -> bytes:
    from hcplanner.documents.engine import make_pdf
    from hcplanner.documents.markup.parse import MarkupError

    try:
        return make_pdf(markup, about)
    except MarkupError as fault:
        lines = markup.splitlines()
        near = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
        raise TemplateFault(about.template, fault.reason, near) from fault


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def _bound_ourselves() -> None:
    """No more memory than allowed, and no file written, where the system can bound that."""
    try:
        import resource
    except ImportError:  # Windows knows no such bounds; the parent's watch on the time holds there too
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # a bound that is already tighter stays
            resource.setrlimit(what, (most, most))


def _message(stream: IO[bytes]) -> bytes:
    """One message of a pipe. EOFError: the other side is gone. ValueError: it is larger than any may be."""
    length = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    if length > _LARGEST_MESSAGE:
        raise ValueError("the message is too large")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
