"""The floor for making paper: the same content hand-written for ReportLab, untagged, in its built-in fonts."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime
from functools import cache
from statistics import median
from time import perf_counter
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from hcplanner.documents.engine import About, make_pdf

_WORDS = (
    "cord compression severe extradural calcified mass upper cervical spine focal kyphosis decompression laminoplasty "
    "resection neuromonitoring baseline motor evoked potentials hinge open door lamina"
).split()


COUNT, SPARED = 9, 8
"""Sections of the benchmark document, and of the one whose last page would hold little and is spared."""


class Section(NamedTuple):
    """A section of the benchmark document."""

    title: str
    rows: list[tuple[str, str]]
    paragraph: str
    bullets: list[str]


@cache
def sections(seed: int = 1, count: int = COUNT) -> list[Section]:
    """Sections with nine fields, a paragraph and five bullets each; the same for the same seed."""
    source = random.Random(seed)

    def sentence(words: int) -> str:
        return " ".join(source.choice(_WORDS) for _ in range(words)).capitalize() + "."

    return [
        Section(
            f"Section {number}",
            [(f"Field {row}", sentence(8)) for row in range(9)],
            " ".join(sentence(14) for _ in range(4)),
            [sentence(10) for _ in range(5)],
        )
        for number in range(count)
    ]


def floor_pdf(seed: int = 1, count: int = COUNT) -> bytes:
    """The document as one would write it by hand for ReportLab."""
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    ruled = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.3, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (0, -1), colors.whitesmoke),
        ]
    )
    story = [Paragraph("Operative plan", styles["Title"])]
    for section in sections(seed, count):
        rows = [[Paragraph(label, body), Paragraph(value, body)] for label, value in section.rows]
        story += [
            Paragraph(section.title, styles["Heading2"]),
            Table(rows, colWidths=[45 * mm, 125 * mm], style=ruled),
            Spacer(1, 6),
            Paragraph(section.paragraph, body),
            ListFlowable([ListItem(Paragraph(text, body)) for text in section.bullets], bulletType="bullet"),
        ]
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=A4, title="Operative plan", author="Example", leftMargin=18 * mm, rightMargin=18 * mm
    )
    template.build(story)
    return buffer.getvalue()


def our_markup(seed: int = 1, count: int = COUNT) -> str:
    """The markup of the same content."""
    parts = ["<doc><h1>Operative plan</h1>"]
    for section in sections(seed, count):
        rows = "".join(f"<f label={quoteattr(label)}>{escape(value)}</f>" for label, value in section.rows)
        bullets = "".join(f"<li>{escape(text)}</li>" for text in section.bullets)
        parts.append(
            f"<h2>{escape(section.title)}</h2><fields cols='45mm *'>{rows}</fields>"
            f"<p>{escape(section.paragraph)}</p><ul>{bullets}</ul>"
        )
    return "".join([*parts, "</doc>"])


def our_pdf(markup: str | None = None) -> bytes:
    """The same content as tagged, archivable paper with header, footer and page numbers."""
    about = About(
        title="Operative plan",
        author="Example",
        created=datetime(2025, 1, 1, tzinfo=UTC),
        header_left="EXAMPLE, Ana",
        header_right="Operative plan",
        footer=(("Example Hospital", ""),),
    )
    return make_pdf(markup or our_markup(), about)


def medians(count: int = COUNT, rounds: int = 25) -> tuple[float, float]:
    """Medians in milliseconds of our paper and of the floor, measured in turns.

    Each round has texts of its own: what is kept of earlier paper is of no help, as with a case never seen before.
    """
    ours, floor = [], []
    our_pdf()
    floor_pdf()
    for seed in range(2, rounds + 2):
        markup = our_markup(seed, count)
        start = perf_counter()
        our_pdf(markup)
        middle = perf_counter()
        floor_pdf(seed, count)
        ours.append(middle - start)
        floor.append(perf_counter() - middle)
    return median(ours) * 1000, median(floor) * 1000


if __name__ == "__main__":
    ours_ms, floor_ms = medians()
    print(f"ours {ours_ms:.1f} ms, floor {floor_ms:.1f} ms, ratio {ours_ms / floor_ms:.2f}")
