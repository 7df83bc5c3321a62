"""A character the typeface lacks is named with its field, on paper and among the checks."""

import re
import subprocess

import msgspec
import pytest

from hcplanner.actions import checking, printing
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.documents.fonts import REGULAR, coverage
from hcplanner.documents.unprintable import SURE, odd_fields, with_note
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH

HEBREW = "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}"


def text_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_the_characters_taken_for_sure_are_in_the_typeface():
    known = coverage(REGULAR)
    sure = {chr(code) for code in range(0x3000) if SURE.fullmatch(chr(code))} - set("\n\r\t")
    assert not [f"{ord(one):04X}" for one in sure if ord(one) not in known]


@pytest.mark.requirement("R55")
@pytest.mark.parametrize("name", [one.name for one in printing.documents()])
def test_every_document_names_the_field_and_the_code(name):
    case = set_at(load_example("index-case"), "patient.surname", f"EXAMPLE {HEBREW}")
    told = text_of(printing.make(case, name))
    assert "Characters that cannot be printed" in told
    assert "Surname (U+05E9, U+05DC)" in told


@pytest.mark.parametrize("surname", ["Łódź-Nguyễn", "Παπαδόπουλος", "Иванова", "Ó Briain"])
def test_names_in_latin_greek_and_cyrillic_letters_print_as_they_are(surname):
    case = set_at(load_example("index-case"), "patient.surname", surname)
    assert odd_fields(case, ENGLISH) == ()
    told = text_of(printing.make(case, "consent"))
    assert "cannot be printed" not in told
    assert surname.upper() in told


def test_only_what_a_document_prints_is_named_on_it():
    case = set_at(load_example("index-case"), "plan.operation.title", HEBREW)
    assert "Operation in the surgeon's own words (U+05E9, U+05DC)" in text_of(printing.make(case, "operative-plan"))
    assert with_note("<doc><h1>Plan</h1><p>C1\u2013C3</p></doc>", case, ENGLISH).count("callout") == 0


def test_the_note_is_text_whatever_the_field_holds():
    case = set_at(load_example("index-case"), "patient.surname", "</p>\U0001f600<script>")
    markup = with_note("<doc><h1>\U0001f600</h1></doc>", case, ENGLISH)
    assert re.search("Surname \\(U\\+1F600\\)", markup)
    assert "<script>" not in markup


def test_the_checks_name_each_field_the_identity_as_a_caution():
    case = set_at(load_example("index-case"), "patient.forename", HEBREW)
    found = {one.id: one for one in checking.findings(case)}
    one = found["unprintable:patient.forename"]
    assert (one.severity.value, one.paths) == ("caution", ("patient.forename",))
    assert "U+05E9" in one.message
    assert not [ident for ident in map(str, found) if ident.startswith("unprintable:") and ident != one.id]


def test_a_text_kept_unread_is_named_too():
    case = msgspec.structs.replace(Case(), unread={"patient.born": HEBREW})
    assert [one.path for one in odd_fields(case, ENGLISH)] == ["patient.born"]


def test_many_fields_and_characters_are_cut_short():
    case = load_example("index-case")
    letters = "".join(map(chr, range(0x5D0, 0x5EB)))
    for path in ("patient.surname", "patient.forename"):
        case = set_at(case, path, letters)
    assert odd_fields(case, ENGLISH)[0].words().count("U+") == 6
    assert odd_fields(case, ENGLISH)[0].words().endswith("\u2026)")
