"""Every error tells what happened, what is safe and what to do, in any language and from any process."""

import gettext
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner import errors
from hcplanner.i18n import ENGLISH, Words

SAMPLES = [
    errors.UsageError("There is no command “prnt”."),
    errors.FileMissing("/cases/a.hcplan"),
    errors.FileExists("/cases/a.hcplan"),
    errors.NotACase("/cases/a.hcplan", "it is a picture"),
    errors.NewerVersion("/cases/a.hcplan", found=3, known=1),
    errors.CaseInvalid("data.json", [("imaging.cord.mscc", "Compression", "300 is above 100")]),
    errors.CannotWrite("/cases/a.hcplan", "the disk is full"),
    errors.UnknownDocument("letter", ["operative-plan", "consent"]),
    errors.NotFinal("Consent form", [("consent.benefits", "Benefits", "not recorded"), ("", "", "no level is chosen")]),
    errors.TemplateFault("consent/body.xml.j2", "“levle” is not in the context"),
    errors.BadValue("patient.weight", "Weight", "thirty", "it is not a number"),
    errors.ChangedOnDisk("/cases/a.hcplan"),
    errors.BadProfile("/etc/profile.json", [("checks.k_line", "checks.k_line", "there is no check of this name")]),
    errors.TakenOver("Dr B. Example has taken this file over on ward-3 since 02-Mar-2026 14:30."),
    errors.PictureRefused("it is no picture"),
    errors.NotWhole("/cases/a.pdf", "Not whole, or not what it says.", "it was changed"),
    errors.MovedOn("/cases/a.pdf", "Whole, but the case file is at another state now.", "it is at revision 3"),
    errors.CannotUnseal("/cases/a.hcplan", "none of your keys opens it"),
    errors.KeyClosed("the passphrase is another"),
    errors.NoSuchKey("age1nobody"),
    errors.CannotMerge("/cases/a.hcplan", "it is another case"),
    errors.MergeConflicts("/cases/a.hcplan", [("patient.surname", "Surname", "ONE / TWO")]),
]


def test_the_samples_are_the_whole_family():
    assert [type(sample) for sample in SAMPLES] == list(errors.FAMILY)


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_one_paragraph_of_three_parts_without_holes(error: errors.HcplannerError):
    parts = error.what_happened, error.what_is_safe, error.what_to_do
    assert all(part and part.endswith((".", "?")) for part in parts)
    assert str(error) == " ".join(parts) == error.told(ENGLISH)
    assert "{" not in str(error)
    assert "\n" not in str(error)
    assert all(value in str(error) for value in error.values.values() if value != error.values.get("path"))


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_crosses_to_another_process_whole(error: errors.HcplannerError):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_the_exit_codes_differ_and_each_is_explained():
    codes = dict(errors.exit_codes())
    assert len(codes) == len(errors.FAMILY) + 2
    assert all(codes[kind.exit_code] for kind in errors.FAMILY)
    # 1 is Python's own for a fault, 2 what every command line uses for misuse; a shell takes codes above 125 itself.
    assert errors.UsageError.exit_code == 2
    assert 1 not in codes
    assert max(codes) < 126


def test_a_long_list_of_reasons_names_the_first_and_counts_the_rest():
    error = errors.CaseInvalid("data.json", [(f"a.{n}", f"Field {n}", "wrong") for n in range(40)])
    assert "Field 11: wrong" in str(error)
    assert "Field 12" not in str(error)
    assert "(40)" in str(error)
    assert "(+28)" in str(error)
    assert len(error.reasons) == 40


@given(st.text(), st.text())
def test_what_was_typed_is_shown_as_it_was_typed(label: str, text: str):
    error = errors.BadValue("a.b", label, text, "it is not a number")
    assert f"“{text}” cannot be read as {label}:" in error.what_happened


def test_reasons_are_told_in_the_language_of_the_reader():
    class Spanish(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"the disk is full": "el disco está lleno", "Born": "Nacimiento"}.get(message, message)

    words = Words("es", Spanish())
    assert "el disco está lleno" in errors.CannotWrite("/cases/a.hcplan", "the disk is full").told(words)
    invalid = errors.CaseInvalid("data.json", [("patient.born", "Born", "this month has no such day")])
    assert "Nacimiento: this month has no such day" in invalid.told(words)
    assert "Born: " in str(invalid)
