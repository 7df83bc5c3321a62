"""The sheet that gives a person's key back: the secret key as text in groups and as a code, and how it is used."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from hcplanner.documents.about import About, PaperWords
from hcplanner.documents.engine import make_pdf
from hcplanner.documents.templating import render_template
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.shipped import templates

_TEMPLATE: Final = "recovery-sheet.xml.j2"
_START: Final = "AGE-SECRET-KEY-1"
_GROUP, _IN_ROW = 4, 5


def recovery_sheet(
    secret: str, public: str, name: str, words: Words, *, page: Literal["a4", "letter"], printed: datetime
) -> bytes:
    """The sheet as PDF. It shows the secret key: it is for paper, and no copy of it is kept."""
    rest = secret.removeprefix(_START)
    groups = [rest[k : k + _GROUP] for k in range(0, len(rest), _GROUP)]
    rows = ["   ".join(groups[k : k + _IN_ROW]) for k in range(0, len(groups), _IN_ROW)]
    day = words.date(PartialDate(printed.year, printed.month, printed.day))
    key = {
        "name": name, "printed": day, "public": [public[:31], public[31:]], "whole": secret, "start": _START,
        "rows": rows,
    }  # fmt: skip
    markup = render_template((templates() / "shared",), _TEMPLATE, {"_": words, "key": key})
    title = words("Recovery sheet")
    about = About(
        title=title, created=printed, language=words.language, page=page, header_left=title,
        header_right=words("Keep locked away"), words=PaperWords(page_of=words("Page {page} of {pages}")),
        template=_TEMPLATE,
    )  # fmt: skip
    return make_pdf(markup, about)
