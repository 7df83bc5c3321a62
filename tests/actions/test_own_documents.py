"""An institution copies a shipped document, changes it, tries it, and puts the shipped one back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from hcplanner import profile, shipped
from hcplanner.actions import own_documents, printing
from hcplanner.actions.examples import load_example
from hcplanner.actions.printing import Issue
from hcplanner.case import Case
from hcplanner.documents.declarations import DECLARATION, TEMPLATE
from hcplanner.errors import CannotWrite, FileExists, UnknownDocument
from hcplanner.profile import Profile
from hcplanner.storage.atomic import digest


@pytest.fixture
def ours(tmp_path: Path) -> Profile:
    """A profile with a folder of documents that is not there yet."""
    return replace(profile.DEFAULT, templates=str(tmp_path / "ours"))


def words_of(data: bytes) -> str:
    """The words of a PDF."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def shipped_files() -> dict[str, str]:
    return {str(path): digest(path.read_bytes()) for path in shipped.templates().rglob("*") if path.is_file()}


@pytest.mark.requirement("R21")
def test_a_shipped_document_is_copied_changed_used_and_put_back(ours):
    before, case = shipped_files(), load_example("index-case")
    document = own_documents.copy_document("consent", ours)
    texts = own_documents.files_of(document)
    assert next(iter(texts)) == TEMPLATE
    changed = {TEMPLATE: texts[TEMPLATE].replace("</doc>", "<p>A sentence of this hospital.</p></doc>")}
    trial = own_documents.tried(document, texts | changed, case, ours)
    assert trial.data.startswith(b"%PDF")
    assert printing.make(case, "consent", ours=ours) != trial.data  # a trial keeps nothing
    own_documents.save_files(document, changed)
    assert printing.make(case, "consent", ours=ours) == trial.data
    kept = own_documents.put_back(document)
    assert (kept / TEMPLATE).read_text("utf-8") == changed[TEMPLATE]
    assert printing.make(case, "consent", ours=ours) == printing.make(case, "consent")
    assert shipped_files() == before


def test_a_document_is_copied_once_and_only_one_that_there_is(ours):
    own_documents.copy_document("consent", ours)
    with pytest.raises(FileExists):
        own_documents.copy_document("consent", ours)
    with pytest.raises(UnknownDocument):
        own_documents.copy_document("letter to nobody", ours)


def test_each_copy_that_was_put_back_is_kept(ours):
    kept = {own_documents.put_back(own_documents.copy_document("consent", ours)) for _ in range(3)}
    assert len(kept) == 3
    assert all((path / TEMPLATE).is_file() for path in kept)


def test_a_shipped_document_is_never_written(ours):
    with pytest.raises(CannotWrite):
        own_documents.save_files(own_documents.document_named("consent", ours), {TEMPLATE: "<doc/>"})


def test_without_a_folder_of_its_own_nothing_is_copied():
    with pytest.raises(CannotWrite):
        own_documents.copy_document("consent", profile.DEFAULT)


@pytest.mark.parametrize(
    ("old", "new", "line_has", "says"),
    [
        ("{{ issue.title }}", "{{ issue.titel }}", "issue.titel", "titel"),
        ("<h1>", "<h9>", "<h9>", ""),
        ("{% include", "{% inclde", "inclde", "inclde"),
        ('<p class="lead">', '<p class="lead" colour="red">', "colour", "colour"),
    ],
)
def test_a_fault_is_shown_at_its_line(ours, old, new, line_has, says):
    document = own_documents.copy_document("consent", ours)
    texts = own_documents.files_of(document)
    texts[TEMPLATE] = texts[TEMPLATE].replace(old, new, 1)
    trial = own_documents.tried(document, texts, Case(), ours)
    assert trial.data == b""
    assert says in trial.fault
    assert trial.place is not None
    assert line_has in texts[trial.place.file].splitlines()[trial.place.line - 1]


def test_a_fault_of_the_declaration_names_its_line(ours):
    document = own_documents.copy_document("consent", ours)
    texts = own_documents.files_of(document)
    texts[DECLARATION] = texts[DECLARATION].replace('audience = "patient"', "audience = patient")
    trial = own_documents.tried(document, texts, Case(), ours)
    assert trial.place is not None
    assert "audience" in texts[DECLARATION].splitlines()[trial.place.line - 1]


@pytest.mark.requirement("R25")
def test_the_institutions_own_text_is_printed_in_the_papers_language_and_is_a_wording_of_its_own(ours):
    shipped_version = own_documents.document_named("consent", ours).version
    own_documents.save_text(
        own_documents.document_named("consent", ours), "en", "Our ward: EXAMPLE 1.\n\nAsk us.", ours
    )
    document = own_documents.document_named("consent", ours)
    assert document.version != shipped_version
    assert "Our ward: EXAMPLE 1." in words_of(printing.make(Case(), "consent", ours=ours))
    assert "Our ward" not in words_of(printing.make(Case(), "operative-plan", ours=ours))
    own_documents.save_text(document, "es", "Nuestra sala: EXAMPLE 1.", ours)
    spanish = words_of(printing.make(Case(), "consent", Issue(language="es"), ours=ours))
    assert "Nuestra sala" in spanish
    assert "Our ward" not in spanish
    for language in ("en", "es"):
        own_documents.save_text(document, language, " ", ours)
    assert own_documents.document_named("consent", ours).version == shipped_version
    assert printing.make(Case(), "consent", ours=ours) == printing.make(Case(), "consent")
