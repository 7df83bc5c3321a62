"""What holds for every test: no network, no screen, no settings of the person running it, known requirements only."""

import os
import socket
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

from tests.requirements import numbers_of, table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No key of a test ever gets into the keyring of the person running it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=25,
    database=None,
    # Both judge how fast inputs are made, which on a busy machine says nothing of the product.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("full", settings.get_profile("suite"), derandomize=False, max_examples=1000, print_blob=True)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the whole counts that the requirements name")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--full"):
        settings.load_profile("full")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = {row.number for row in table()}
    for item in items:
        if unknown := [number for number in numbers_of(item) if number not in known]:
            raise pytest.UsageError(f"{item.nodeid} names a requirement that docs/requirements.md has not: {unknown}")


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether the whole count was asked for: `n = 1000 if full else 50`."""
    return bool(pytestconfig.getoption("--full"))


_HOMES: Final = count()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test has settings, state and cache folders of its own, made only when something writes there."""
    home = tmp_path_factory.getbasetemp() / f"person-{next(_HOMES)}"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))


class NetworkForbiddenError(BaseException):
    """Something tried to reach the network. No handler of ordinary exceptions may hide it."""


attempts: list[str] = []
"""What reached for the network in the running test."""
_forbidden = False
_EVENTS: Final = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
     "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request"}
)  # fmt: skip


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if not _forbidden or event not in _EVENTS:
        return
    if args and isinstance(args[0], socket.socket) and args[0].family == getattr(socket, "AF_UNIX", None):
        return
    attempts.append(event)
    raise NetworkForbiddenError(event)


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test reaches the network (R53); one that exports to a server of its own says so with `network`."""
    global _forbidden  # noqa: PLW0603 - an audit hook lives as long as the process and can only read a module's state
    _forbidden = request.node.get_closest_marker("network") is None
    attempts.clear()
    yield
    _forbidden = False
    assert not attempts, f"the network was reached for: {attempts}"


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder the repository is checked out in."""
    return Path(__file__).resolve().parent.parent
