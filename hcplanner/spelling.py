"""American spelling of the program's own words, from one table; what a person typed or cited is never touched."""

import gettext
import re
from functools import cache, lru_cache
from typing import Any, Final

# Each beginning of a word as it is spelt in Britain, and in America. Longer ones stand before those they begin with.
_WORDS: Final = (
    ("anaesthetists", "anesthesiologists"), ("anaesthetist", "anesthesiologist"), ("anaesthe", "anesthe"),
    ("back to theatre", "back to the operating room"), ("in theatre", "in the operating room"),
    ("theatre", "operating room"),
    ("haem", "hem"), ("ischaem", "ischem"), ("oedema", "edema"), ("paediatric", "pediatric"),
    ("orthopaedic", "orthopedic"), ("tumour", "tumor"), ("colour", "color"), ("centred", "centered"),
    ("centre", "center"), ("millimetre", "millimeter"), ("leucocyte", "leukocyte"), ("fibreoptic", "fiberoptic"),
    ("stabilis", "stabiliz"), ("localis", "localiz"), ("organis", "organiz"), ("catalogue", "catalog"),
    ("cancelled", "canceled"), ("afterwards", "afterward"),
)  # fmt: skip
# Content that is an identity or a citation and not prose.
_UNTOUCHED: Final = frozenset(
    {"id", "unit", "units", "source", "sources", "url", "doi", "pmid", "applies_to", "only_if", "technique", "levels"}
)


@lru_cache(8192)
def american(text: str) -> str:
    """The text as it is spelt in the United States, capitals kept."""
    return _pattern().sub(_as_written, text)


def american_content(value: Any, key: str = "") -> Any:
    """The prose of a content file in American spelling; identities, sources and addresses stay as they are."""
    if key in _UNTOUCHED:
        return value
    if isinstance(value, str):
        return american(value)
    if isinstance(value, list):
        return [american_content(item, key) for item in value]
    if isinstance(value, dict):
        return {name: american_content(item, name) for name, item in value.items()}
    return value


class American(gettext.NullTranslations):
    """The catalogue of American English: every message respelt, none written twice."""

    def gettext(self, message: str) -> str:
        """The message in American spelling."""
        return american(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form that goes with the number, in American spelling."""
        return american(super().ngettext(msgid1, msgid2, n))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(british) for british, _ in _WORDS)})", re.IGNORECASE)


def _as_written(found: re.Match[str]) -> str:
    british = found.group()
    spelt = _table()[british.lower()]
    if british.isupper():
        return spelt.upper()
    return spelt[0].upper() + spelt[1:] if british[0].isupper() else spelt


@cache
def _table() -> dict[str, str]:
    return dict(_WORDS)
