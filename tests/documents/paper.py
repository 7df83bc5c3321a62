"""A document that uses the whole vocabulary, and the judges every document must satisfy."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import outloud
import page

from hcplanner.documents.engine import About, Attachment, make_pdf
from tests.documents import oracle

FIGURE = """<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120" viewBox="0 0 320 120">
<rect x="4" y="4" width="312" height="112" rx="8" fill="#f6fafb" stroke="#9fb6bb"/>
<ellipse cx="150" cy="60" rx="20" ry="40" fill="#b03a2e"/>
<text x="20" y="40" font-family="Helvetica" font-size="13">C3 😀</text>
<text x="200" y="64" font-weight="bold" font-family="Times">Mass</text></svg>"""

WHOLE = (Path(__file__).parent / "whole.xml").read_text("utf-8")

ABOUT = About(
    title="Operative plan",
    created=datetime(2025, 3, 14, 9, 15, tzinfo=UTC),
    author="Dr A. Example",
    subject="Plan of an operation",
    keywords="operative plan",
    header_left="EXAMPLE, Ana · Born 03-Apr-2015 (11y) · Hospital no. 000-000",
    header_right="Operative plan",
    footer=(("Example Hospital", "Revision 3"), ("Not approved for clinical use here", "")),
    figures={"scheme": FIGURE},
    attachments=(
        Attachment(
            name="case.json",
            mime="application/json",
            description="The case",
            data=b'{"format":1}\r',
            relationship="Source",
        ),
    ),
)

# What outloud says of paper that is right, with the reason.
ALLOWED = {
    "TBL-010": "two columns with a head and a header in each row hold more header cells than data cells",
    "TAG-002": "a table's head is read once and an artifact where it is repeated; the oracle finds prose that is lost",
}


def made(markup: str, **about: Any) -> bytes:
    """The document of the markup with the sample's header, footer and figure."""
    return make_pdf(markup, replace(ABOUT, **about))


@cache
def whole() -> bytes:
    """The sample document."""
    return made(WHOLE)


def doc(body: str, size: str = "clinical") -> str:
    """Markup of a document with a title and this body."""
    return f'<doc size="{size}"><h1>Title</h1>{body}</doc>'


def papers(number: int, full: bool) -> tuple[str, ...]:
    """The page sizes to judge a document on: by turns one or the other, and both when the whole count is asked for."""
    both = ("a4", "letter")
    return both if full else (both[number % 2],)


def validator_faults(data: bytes) -> list[str]:
    """What the independent validator says about PDF/UA-1 and PDF/A-3a."""
    limits = page.SafetyLimits.unlimited()
    reports = ((name, page.validate_pdf_bytes(data, profile=name, limits=limits)) for name in ("ua1", "3a"))
    return [f"{name} {fault.rule_id}: {fault.message}" for name, report in reports for fault in report.failures]


def reading_faults(data: bytes, folder: Path) -> list[str]:
    """What the semantic checker says: errors and warnings that are not allowed with a reason."""
    path = folder / "document.pdf"
    path.write_bytes(data)
    result = outloud.check(str(path), skip=set(ALLOWED))
    found = [] if result.error is None else [f"outloud: {result.error}"]
    return found + [str(each) for each in result.findings if each.severity in ("error", "warning")]


def syntax_faults(data: bytes, folder: Path) -> list[str]:
    """What qpdf says about the syntax."""
    path = folder / "syntax.pdf"
    path.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [f"qpdf: {done.stdout} {done.stderr}"]


def faults(data: bytes, markup: str, folder: Path | None = None, **about: Any) -> list[str]:
    """Every fault any judge finds; qpdf's only with a folder. `about` is what the document was made with."""
    found = validator_faults(data) + oracle.examine(data, markup, replace(ABOUT, **about))
    if folder is not None:
        found += syntax_faults(data, folder)
    return found


def all_faults(data: bytes, markup: str, folder: Path, **about: Any) -> list[str]:
    """The same and what the semantic checker says, which also judges whether the words make sense."""
    return faults(data, markup, folder, **about) + reading_faults(data, folder)
