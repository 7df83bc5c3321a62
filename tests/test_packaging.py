"""What is installed is whole: the wheel carries what it reads, and the source archive builds that wheel."""

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest


def _build(kind: str, source: Path, into: Path) -> Path:
    line = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)]
    done = subprocess.run(line, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return next(path for path in into.iterdir() if path.suffix == {"wheel": ".whl", "sdist": ".gz"}[kind])


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", checkout, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder holding what the wheel installs."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if "dist-info" not in name}


def _shipped(checkout: Path, folders: Iterable[str]) -> set[str]:
    def counts(path: Path) -> bool:
        return path.is_file() and "__pycache__" not in path.parts

    paths = (path for folder in folders for path in (checkout / folder).rglob("*"))
    return {str(path.relative_to(checkout)) for path in paths if counts(path)}


def test_the_wheel_holds_the_packages_and_all_they_read(checkout: Path, wheel: Path):
    inside = _members(wheel)
    expected = _shipped(checkout, ["hcplanner", "ui"])
    expected |= {f"hcplanner/_data/{name}" for name in _shipped(checkout, ["templates", "resources"])}
    assert inside == {name.replace(os.sep, "/") for name in expected}


def test_the_source_archive_builds_the_same_wheel(checkout: Path, wheel: Path, tmp_path: Path):
    archive = _build("sdist", checkout, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        # The first releases of Python 3.11 know no filter; later ones warn without one.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(tmp_path / "unpacked")
    (source,) = (tmp_path / "unpacked").iterdir()
    assert _members(_build("wheel", source, tmp_path / "again")) == _members(wheel)


def _installed_python(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-P", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(line, cwd=installed, env=environment, capture_output=True, text=True, check=False)


def test_an_installed_copy_finds_what_it_shipped_with(installed: Path):
    script = "from hcplanner import shipped; print(shipped.templates()); print(shipped.resources('fonts'))"
    done = _installed_python(installed, "-c", script)
    data = installed / "hcplanner" / "_data"
    assert done.stdout.split() == [str(data / "templates"), str(data / "resources" / "fonts")], done.stderr


@pytest.mark.requirement("R15")
def test_an_installed_copy_writes_the_sample_documents(installed: Path, tmp_path: Path):
    done = _installed_python(installed, "-m", "hcplanner", "demo", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "out" / "index-case-operative-plan.pdf").stat().st_size > 10_000


def test_the_licence_of_the_program_and_of_its_fonts_are_inside(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        texts = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if "/licenses/" in name}
    assert "Apache License" in texts["LICENSE"]
    assert "SIL OPEN FONT LICENSE" in texts["OFL.txt"].upper()


def test_the_version_is_said_once_and_alike(checkout: Path):
    import tomllib

    import hcplanner

    declared = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))
    assert declared["project"]["version"] == hcplanner.__version__
    assert f"## {hcplanner.__version__}" in (checkout / "CHANGELOG.md").read_text("utf-8")
