"""Sets everything up, then runs hcplanner, its tests or its benchmark: `python3 dev.py run | test | bench`.

Standard library only, so that a fresh clone and Python 3.11 are enough. The libraries go into `.venv` beside this file,
exactly as `uv.lock` states them. System packages are installed where that is allowed; otherwise the line to type is
printed. Exit codes: 0 done, 1 a check failed, 2 not a command, 3 something must be installed by hand first,
4 the libraries could not be fetched, 5 this Python is too old; a program that was started keeps its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OWN_UV = ROOT / ".uv"
STAMP = VENV / ".hcplanner-ready"
OLDEST = (3, 11)
OLDEST_UV = (0, 8)
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")

# What Qt needs from the system, as it names it and as Debian and Ubuntu package it.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1", "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6", "libxkbcommon.so.0": "libxkbcommon0", "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1", "libX11.so.6": "libx11-6", "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1", "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-shm.so.0": "libxcb-shm0", "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1", "libxcb-xfixes.so.0": "libxcb-xfixes0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}  # fmt: skip
# Of use on some screens and for printers, but a window opens without them.
OPTIONAL = {"libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "libcups2"}
# Programs that the tests use as independent witnesses.
TOOLS = {"Xvfb": "xvfb", "qpdf": "qpdf", "pdftotext": "poppler-utils", "unzip": "unzip"}

USAGE = """python3 dev.py COMMAND [OPTIONS]

  run    set everything up and start hcplanner on the sample cases  [DIR to write them to]
  test   set everything up, then check style and types and run the tests  [options of pytest]
  bench  measure speed  [--json]
  lint   check style and types only
  words  collect the words to translate into build/hcplanner.pot, and compile the translations
"""


class Stop(Exception):
    """Ends the program with a message that says what to do, and an exit code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def say(text: str) -> None:
    """One line of progress; it comes out before what a child process prints."""
    print(text, flush=True)


def prefer_new_enough_python() -> None:
    """Goes on with the newest suitable Python of this machine when the one that runs this is too old."""
    if sys.version_info[:2] >= OLDEST:
        return
    this, oldest = (".".join(map(str, version)) for version in (sys.version_info[:2], OLDEST))
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and works([newer, "-c", ""]):
            say(f"This Python is {this}; going on with {newer}.")
            raise SystemExit(subprocess.call([newer, *sys.argv]))
    raise Stop(
        5,
        f"hcplanner needs Python {oldest} or newer, and this is {this}. Install one (on Debian or Ubuntu: "
        f"sudo apt-get install python{oldest} python{oldest}-venv), then type: python{oldest} dev.py {sys.argv[1]}",
    )


def quiet(command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    """Runs a command without showing what it prints; nothing is asked of the person."""
    return subprocess.run(
        command,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def works(command: list[str]) -> bool:
    """Whether a command can be run and ends well."""
    try:
        return quiet(command).returncode == 0
    except OSError:
        return False


def tail(done: subprocess.CompletedProcess[str]) -> str:
    """The last lines a failed command printed."""
    return "\n".join(done.stdout.strip().splitlines()[-15:])


# --- what the system must bring


def missing_libraries() -> list[str]:
    """The names in LIBRARIES that this system cannot load. Asked in a child, so that nothing stays loaded here."""
    probe = "import ctypes, sys\nfor name in sys.argv[1:]:\n try: ctypes.CDLL(name)\n except OSError: print(name)"
    return quiet([sys.executable, "-c", probe, *LIBRARIES]).stdout.split()


def missing_packages(level: str) -> list[str]:
    """The Debian packages that this machine lacks for the app, and at level "test" for its tests."""
    if not LINUX:
        return []
    lacking = {LIBRARIES[name] for name in missing_libraries()}
    if level == "test":
        lacking |= {package for tool, package in TOOLS.items() if shutil.which(tool) is None}
    if not can_make_environment():
        lacking.add(venv_package())
    return sorted(lacking)


def can_make_environment() -> bool:
    """Whether the libraries can be fetched, or are there already: Debian packages Python's own means apart."""
    means = [sys.executable, "-c", "import venv, ensurepip"]
    return ready("run") or find_uv() is not None or find_pip() is not None or works(means)


def venv_package() -> str:
    """The Debian package with `venv` for this Python."""
    return "python{}.{}-venv".format(*sys.version_info[:2])


def install_packages(packages: list[str], *, essential: bool) -> None:
    """Installs system packages, or says how: what is essential stops here, the rest is a note."""
    if not packages:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt_install(packages)
        return
    install = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    line = f"sudo apt-get update && sudo {install}" if shutil.which("sudo") else f"su -c 'apt-get update && {install}'"
    if not shutil.which("apt-get"):
        provided = {**LIBRARIES, **TOOLS, "Python's venv and pip": venv_package()}
        names = ", ".join(name for name, package in provided.items() if package in packages)
        line = f"your system's package manager, to install what provides: {names}"
    if essential:
        raise Stop(3, f"This machine lacks what follows. Type this, then run this again:\n\n  {line}")
    say(f"Going on without some system packages, which only a window on a screen may need. To have them:\n  {line}\n")


def apt_install(packages: list[str]) -> None:
    """Installs with apt-get; a machine that is new, or was long not updated, first learns what there is."""
    say(f"Installing {len(packages)} system packages: {' '.join(packages)}")
    settings = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_SUSPEND": "1", "LC_ALL": "C.UTF-8"}
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if quiet(install, **settings).returncode == 0:
        return
    quiet([*apt, "update"], **settings)
    done = quiet(install, **settings)
    if done.returncode != 0:
        raise Stop(3, f"{tail(done)}\n\napt-get could not install them. Mend that, then run this again.")


def has_screen() -> bool:
    """Whether a window could be shown."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the environment in .venv


def program(name: str, folder: Path | None = None) -> str:
    """The path of a program inside an environment, `.venv` unless another is named."""
    folder = folder or VENV
    return str(folder / "Scripts" / (name + ".exe") if WINDOWS else folder / "bin" / name)


def stamp(level: str) -> str:
    """What the environment is made from; a change of any of it makes it again."""
    made_from = bytes(VENV) + b"".join((ROOT / name).read_bytes() for name in ("uv.lock", "pyproject.toml"))
    version = "{}.{}".format(*sys.version_info[:2])
    return f"{level} {version} {hashlib.sha256(made_from).hexdigest()}"


def ready(level: str) -> bool:
    """Whether `.venv` holds what `level` ("run" or "test") needs; what serves the tests serves the app."""
    if not STAMP.is_file() or not Path(program("python")).exists():
        return False
    return STAMP.read_text("utf-8") in {stamp(level), stamp("test")}


def find_uv() -> str | None:
    """A uv that works and can read this lock file: the machine's, or one fetched here before."""
    own = os.pathsep.join(str(OWN_UV / folder) for folder in ("bin", "Scripts"))
    for candidate in (shutil.which("uv"), shutil.which("uv", path=own)):
        if candidate and works([candidate, "--version"]):
            version = quiet([candidate, "--version"]).stdout.split()[1]
            if tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_UV:
                return candidate
    return None


def find_pip() -> list[str] | None:
    """A pip that works: this Python's, or that of the environment in `.uv`."""
    for python in (sys.executable, program("python", OWN_UV)):
        if works([python, "-m", "pip", "--version"]):
            return [python, "-m", "pip"]
    return None


def pip() -> list[str]:
    """A pip that works; where this Python brings none, one in an environment of its own, `.uv`."""
    found = find_pip()
    if found is None:
        done = quiet([sys.executable, "-m", "venv", str(OWN_UV)])
        found = find_pip()
        if found is None:
            raise Stop(3, f"{tail(done)}\n\nPython's venv does not work here. On Debian, install {venv_package()}.")
    return found


# Where packages come from is for pip's own settings to say; these two would only keep it from a private folder.
PIP_HERE = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def fetch_uv() -> str:
    """uv, fetched by pip into `.uv`."""
    say("Fetching uv, which sets up the environment.")
    runner = pip()
    target = ["--target", str(OWN_UV)] if runner[0] == sys.executable else []
    oldest = ".".join(map(str, OLDEST_UV))
    done = quiet([*runner, "install", "--quiet", *target, f"uv>={oldest}"], **PIP_HERE)
    uv = find_uv()
    if uv is None:
        raise Stop(4, f"{tail(done)}\n\nuv could not be fetched. {NO_NETWORK}")
    return uv


NO_NETWORK = (
    "Check the network (behind a proxy: HTTPS_PROXY and SSL_CERT_FILE; with an index of your own: pip's settings), "
    "then run this again; what is there already is kept."
)


def set_up(level: str) -> None:
    """Makes `.venv` hold exactly what the lock file states; nothing is done when it already does."""
    if ready(level):
        return
    if not os.access(ROOT, os.W_OK):
        raise Stop(4, f"You may not write in {ROOT}, where the environment is made. Run this in a copy of your own.")
    uv = find_uv() or fetch_uv()
    say("Setting up the environment in .venv (the first time fetches about 150 MB).")
    groups = ["--no-default-groups"] if level == "run" else []
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    sync = [uv, "sync", "--frozen", "--inexact", "--compile-bytecode", "--python", sys.executable, *groups]
    sync += [] if sys.stderr.isatty() else ["--quiet"]
    if subprocess.call(sync, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL) != 0:
        set_up_with_pip(uv, groups)
    quiet([program("python"), "-m", "compileall", "-q", str(ROOT / "hcplanner"), str(ROOT / "ui")])
    STAMP.write_text(stamp(level), "utf-8")


def set_up_with_pip(uv: str, groups: list[str]) -> None:
    """The same packages, held by the same hashes, from where pip's settings say: an institution may have a mirror."""
    say("uv could not fetch the libraries; trying pip with its own settings.")
    OWN_UV.mkdir(exist_ok=True)
    wanted = str(OWN_UV / "requirements.txt")
    into = [*pip(), "--python", program("python"), "install", "--quiet"]
    for step in (
        [uv, "export", "--frozen", "--quiet", "--no-emit-project", "--project", str(ROOT), "-o", wanted, *groups],
        [uv, "venv", "--allow-existing", "--python", sys.executable, "--no-python-downloads", str(VENV)],
        [*into, "--require-hashes", "-r", wanted],
        [*into, "--no-deps", "--editable", str(ROOT)],
    ):
        done = quiet(step, **PIP_HERE)
        if done.returncode != 0:
            raise Stop(4, f"{tail(done)}\n\nThe libraries could not be fetched. {NO_NETWORK}")


def prepare(level: str) -> None:
    """Brings machine and environment to where `level` ("run" or "test") can start."""
    packages = missing_packages(level)
    window_needs = set(packages) - OPTIONAL
    essential = level == "test" or not can_make_environment() or (has_screen() and bool(window_needs))
    install_packages(packages, essential=essential)
    set_up(level)


# --- the commands


def call(*arguments: str, cwd: Path | None = None) -> int:
    """Runs the environment's Python in the foreground; its exit code."""
    return subprocess.call([program("python"), *arguments], cwd=cwd)


def run(arguments: list[str]) -> int:
    """Writes the sample cases and their documents, and opens the app where there is a screen."""
    prepare("run")
    return call("-P", "-m", "ui", "demo", *arguments)


def lint(_: list[str]) -> int:
    """Style and types; both are looked at even when the first complains."""
    prepare("test")
    return int(check_style_and_types() != [])


def check_style_and_types() -> list[str]:
    """The names of those of ruff and mypy that complain."""
    say("Style (ruff) and types (mypy):")
    return [name for name, *options in (["ruff", "check"], ["mypy"]) if call("-m", name, *options, cwd=ROOT) != 0]


def test(arguments: list[str]) -> int:
    """Style, types and the whole suite; all are run, and any that fails makes the exit code 1."""
    prepare("test")
    failed = check_style_and_types()
    say("Tests (pytest):")
    workers = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
    if call("-m", "pytest", *workers, *arguments, cwd=ROOT) != 0:
        failed.append("pytest")
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return int(bool(failed))


def bench(arguments: list[str]) -> int:
    """Measures speed against the bare floor, in one run."""
    prepare("test")
    return call("-m", "tests.benchmarks", *arguments, cwd=ROOT)


BABEL = ["-m", "babel.messages.frontend", "--quiet"]


def extraction(template: str) -> list[str]:
    """What Python is to run, in this folder, so that every word a person may see is written to `template`."""
    keywords = [part for keyword in ("N_", "w", "words", "n:1,2") for part in ("-k", keyword)]
    options = ["-F", "pyproject.toml", "--no-location", "--sort-output", "--omit-header", *keywords]
    return [*BABEL, "extract", *options, "-o", template, "hcplanner", "ui", "templates"]


def words(_: list[str]) -> int:
    """Collects the words to translate, brings every translation up to date and compiles it."""
    prepare("test")
    locale = ROOT / "resources" / "locale"
    template = str(ROOT / "build" / "hcplanner.pot")
    Path(template).parent.mkdir(exist_ok=True)
    code = call(*extraction(template), cwd=ROOT)
    if code == 0 and any(locale.glob("*/LC_MESSAGES/*.po")):
        both = ["-d", str(locale), "-D", "hcplanner"]
        code = call(*BABEL, "update", "-i", template, *both, cwd=ROOT)
        code = code or call(*BABEL, "compile", *both, cwd=ROOT)
    return int(code != 0)


COMMANDS = {"run": run, "test": test, "bench": bench, "lint": lint, "words": words}


def main(arguments: list[str]) -> int:
    """Runs one command; the exit codes stand at the top of this file."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(USAGE)
        return 0 if arguments else 2
    if arguments[0] not in COMMANDS:
        print(f"dev.py has no command {arguments[0]!r}.\n\n{USAGE}", file=sys.stderr)
        return 2
    try:
        prefer_new_enough_python()
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
