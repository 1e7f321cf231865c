"""What LibreOffice forgets comes back, and what a person did in it stays."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from finsam_xl.books.cells import cells_in
from finsam_xl.graft.looks import LookBook
from finsam_xl.package.markup import as_utf8, parsed
from tests.graft.bench import (
    BOOKS,
    OTHER_GRANT,
    alone,
    bench_of,
    draft_of,
    opened,
    planned_again,
)
from tests.graft.saved import unlike
from tests.hosts.typing import typed_into
from tests.office.soffice import office_host, recalculated_files, uno_or_skip

pytestmark = pytest.mark.office
_SCRIPT = Path(__file__).parent / "uno_person.py"


@pytest.mark.parametrize("kind", BOOKS)
def test_a_book_that_libreoffice_saved_has_our_looks_and_no_others(
    kind: str, tmp_path: Path
) -> None:
    """It forgets our tabs' colours, frozen rows and descriptions; all of them come back."""
    path = tmp_path / "bok.xlsx"
    path.write_bytes(typed_into(BOOKS[kind](), OTHER_GRANT))
    saved = recalculated_files([path], tmp_path)[path].read_bytes()
    now = planned_again(saved, {})
    fresh = bench_of(BOOKS[kind](), OTHER_GRANT)
    assert unlike(now, fresh, draft_of(fresh.content)) == []
    for title in (sheet.title for sheet in draft_of(fresh.content).sheets):
        for told in ("<tabColor", 'showGridLines="0"', "<pane "):
            assert (told in now.text(now.sheet(title))) == (
                told in fresh.text(fresh.sheet(title))), title


def test_what_a_person_did_in_libreoffice_stays(tmp_path: Path) -> None:
    """A text, a formula, a colour, a note, a width and a hidden row on Finansieringsplan."""
    source, target = tmp_path / "bok.xlsx", tmp_path / "kopia.xlsx"
    source.write_bytes(alone())
    with office_host(tmp_path) as pipe:
        subprocess.run(  # noqa: S603
            [str(uno_or_skip()), str(_SCRIPT), pipe, str(source), str(target)], check=True,
            timeout=120)
    now = planned_again(target.read_bytes(), {})
    sheet = now.sheet("Finansieringsplan")
    found = cells_in(opened(now.content)).sheets["Finansieringsplan"]
    assert found[8, 10].content == "=Ring FK"
    assert (found[9, 10].formula, found[9, 10].content) == ("fs_total_2026/2", 4_300_000)
    look = LookBook(parsed(as_utf8(now.parts["xl/styles.xml"]))).cell(
        now.looks_at("Finansieringsplan", "F21"))
    assert look.fill == "FFFF00"
    width = re.findall(r'<col min="2" max="2" width="([\d.]+)"', now.text(sheet))[0]
    assert float(width) > 40
    assert re.search(r'<row r="44"[^>]* hidden="1"', now.text(sheet))
    assert any(b'ref="G9"' in part for name, part in now.parts.items() if "comments" in name)
    assert "<legacyDrawing " in now.text(sheet)
