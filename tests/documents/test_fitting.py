"""A document that fits one page: smaller type first, then texts cut at a word, and that said on the paper."""

from io import BytesIO

import pikepdf
import pytest

from hcplanner.documents.markup.parse import MarkupError
from tests.documents import oracle
from tests.documents.paper import faults, made

NOTE = '<callout kind="danger" when="shortened" title="Read in the plan:"></callout>'


def page(rows: str, note: str = NOTE) -> str:
    return f'<doc size="wall" fit="page"><h1>Title</h1>{note}<fields>{rows}</fields></doc>'


def row(label: str, text: str, shorten: str = "{n} words more") -> str:
    mark = f' shorten="{shorten}"' if shorten else ""
    return f'<f label="{label}"{mark}>{text}</f>'


def shown(data: bytes) -> tuple[int, str, set[float]]:
    """Pages, words, and the sizes of type."""
    with pikepdf.open(BytesIO(data)) as pdf:
        sizes = {
            round(float(step.operands[1]), 2)
            for each in pdf.pages
            for step in pikepdf.parse_content_stream(each)
            if str(step.operator) == "Tf"
        }
        return len(pdf.pages), oracle.inspect(pdf).text, sizes


def test_what_fits_keeps_the_size_of_the_wall_and_says_nothing_of_cuts():
    markup = page(row("Airway", "Video laryngoscope"))
    pages, told, sizes = shown(made(markup))
    assert pages == 1
    assert "Readintheplan" not in told
    assert max(sizes) == pytest.approx(13.5 * 2.15, abs=0.05)
    assert faults(made(markup), markup) == []


def test_more_text_is_set_smaller_and_stays_whole():
    pages, told, sizes = shown(made(page(row("Airway", "laryngoscope " * 450))))
    assert pages == 1
    assert told.count("laryngoscope") == 450
    assert "Readintheplan" not in told
    assert 13.5 * 2.15 * 0.55 < max(sizes) < 13.5 * 2.15 - 0.5


def test_what_does_not_fit_at_all_is_cut_at_a_word_counted_and_named():
    markup = page(row("Airway", "laryngoscope " * 4000) + row("Bed", "Ward") + row("Blood", "two units " * 2000))
    pages, told, _ = shown(made(markup))
    kept = told.count("laryngoscope")
    assert pages == 1
    assert 0 < kept < 4000
    assert f"\N{HORIZONTAL ELLIPSIS}{4000 - kept}wordsmore" in told
    assert "Readintheplan:Airway,Blood" in told
    assert "BedWard" in told


def test_a_text_without_a_space_is_cut_within():
    pages, told, _ = shown(made(page(row("Airway", "W" * 30_000))))
    assert pages == 1
    assert "1wordsmore" in told


def test_a_text_that_may_not_be_cut_stays_whole_whatever_it_takes():
    pages, told, _ = shown(made(page(row("Levels", "C1 " * 12_000, "") + row("Airway", "tube " * 3000))))
    assert told.count("C1") == 12_000
    assert pages > 1


def test_other_values_than_page_are_refused():
    with pytest.raises(MarkupError, match="fit"):
        made('<doc fit="wall"><h1>Title</h1></doc>')
    with pytest.raises(MarkupError, match="boxes"):
        made('<doc><h1>Title</h1><checklist boxes="huge"><li>x</li></checklist></doc>')
