"""JSON that somebody else made: what cannot be a case is refused with a reason, and nothing of it can hurt later."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.storage.strict_json import BadJson, loads

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
)


@given(_JSON)
def test_ordinary_json_is_read_as_it_is(value: object):
    assert loads(json.dumps(value).encode()) == value
    assert loads(b"\xef\xbb\xbf" + json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"), ("{", "line 1, column 2"), ('{"a":1,"a":2}', "twice"), ("NaN", "not a number"),
        ("[-Infinity]", "not a number"), ("1e999", "too large"), ("9" * 5000, "too large"),
        ("9007199254740993", "too large"),
        ("[" * 100_000, "nested too deeply"), ("[" * 40 + "]" * 40, "nested too deeply"),
        ("[" + "1," * 70_000 + "1]", "more than a case"), ("[" + "[]," * 700_000 + "1]", "more than a case"),
    ],
)  # fmt: skip
def test_what_no_case_can_hold_is_refused(text: str, said: str):
    with pytest.raises(BadJson, match=said):
        loads(text.encode())


def test_text_that_is_not_utf_8_is_refused():
    with pytest.raises(BadJson, match="UTF-8"):
        loads('{"a":"\xe9"}'.encode("latin-1"))


def test_half_a_character_is_replaced_so_that_it_can_be_written_again():
    assert loads(b'{"a\\ud800":["\\udc00b"]}') == {"a\ufffd": ["\ufffdb"]}
