"""Writes the sample cases and the index case's documents into a folder, replacing only what it made itself before."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from hcplanner.actions.examples import example_names, example_pictures, load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.past import past_of
from hcplanner.actions.pictures import contents
from hcplanner.actions.printing import Issue, documents, make
from hcplanner.actions.saving import save
from hcplanner.errors import CannotWrite
from hcplanner.storage import atomic, container

FOLDER: Final = "hcplanner-demo"
INDEX_CASE: Final = "index-case"
_LIST: Final = ".hcplanner-demo.json"


class Demo(NamedTuple):
    """What the demonstration wrote, and what it left alone because somebody had changed it or put it there."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_demo(folder: Path) -> Demo:
    """Write every sample case and, as drafts, every document of the index case into `folder`, made if need be.

    A list of what was made, with hashes, lies in the folder, so that a file is replaced only while it is still as it
    was made.

    Raises:
        CannotWrite: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = _made_before(folder)
    except OSError as error:
        raise CannotWrite(folder, atomic.reason_of(error)) from error
    cases = [folder / (name + container.SUFFIX) for name in example_names()]
    papers = [folder / f"{INDEX_CASE}-{document.name}.pdf" for document in documents()]
    kept = tuple(path for path in (*cases, *papers) if atomic.digest_on_disk(path) not in (None, made.get(path.name)))
    written = tuple(path for path in (*cases, *papers) if path not in kept)
    for path in cases:
        if path in written:
            case, pictures = load_example(path.stem), example_pictures(path.stem)
            # Always the same id, so that the same demonstration gives the same paper.
            case = msgspec.structs.replace(case, id=hashlib.sha256(path.stem.encode()).hexdigest()[:32])
            save(case, None, path, "hcplanner", overwrite=True, attach=pictures, backup=False)
    # The papers are those of the file beside them, also when somebody has changed it.
    opened = open_file(index_case(folder))
    issue = Issue(pictures=contents(opened.case, opened.source.attachments), past=past_of(opened.source))
    for path in papers:
        if path in written:
            atomic.write(path, make(opened.case, path.stem.removeprefix(f"{INDEX_CASE}-"), issue))
    made |= {path.name: atomic.digest(path.read_bytes()) for path in written}
    atomic.write(folder / _LIST, json.dumps(made, indent=2).encode())
    return Demo(written, kept)


def index_case(folder: Path) -> Path:
    """Where the demonstration keeps the index case."""
    return folder / (INDEX_CASE + container.SUFFIX)


def _made_before(folder: Path) -> dict[str, str]:
    try:
        held = json.loads((folder / _LIST).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in held.items()} if isinstance(held, dict) else {}
