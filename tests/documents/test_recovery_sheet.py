"""The recovery sheet is a document like every other: tagged, archivable, on one page."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest

from hcplanner.documents.recovery_sheet import recovery_sheet
from hcplanner.i18n import Words
from hcplanner.storage import vault
from tests.documents.paper import reading_faults, syntax_faults, validator_faults

KEY = vault.new_key()
PRINTED = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


@pytest.mark.requirement("R50", "R59")
@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_passes_every_judge_on_one_page(language: str, page: Literal["a4", "letter"], tmp_path: Path):
    def made() -> bytes:
        words = Words.load(language)
        return recovery_sheet(KEY.secret, KEY.public, "Dr A. Example", words, page=page, printed=PRINTED)

    data = made()
    assert validator_faults(data) == []
    assert reading_faults(data, tmp_path) == []
    assert syntax_faults(data, tmp_path) == []
    assert len(pypdfium2.PdfDocument(data)) == 1
    assert data == made()
