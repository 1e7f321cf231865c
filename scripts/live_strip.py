"""Makes the handbook's pictures of a director's loop, from a session of `live` in LibreOffice.

The grant is lowered in the open book, kept as an alternative, and a figure of it is explained.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from finsam_xl.domain.names import Name  # noqa: E402 - after the path
from finsam_xl.live.commands import Asked, carried_out  # noqa: E402
from finsam_xl.live.hosts import host_for  # noqa: E402
from finsam_xl.live.session import Session  # noqa: E402
from scripts.pictures import (  # noqa: E402
    PICTURES,
    Pixels,
    footer,
    pages,
    pixels,
    png,
    printed,
    swedish_profile,
    tool,
)

BOOK = ROOT / "workbooks" / "ovning.xlsx"
DAY = date(2025, 9, 24)
GRANT, LOWERED = Name("grant", year=2026), 4_000_000
KEPT = Asked("keep", "Lägre anslag", "Om staten sänker", "Förbundschef")
EXPLAINED = Asked("explain", "fs_result_2026")
_DOTS_PER_INCH, _POINTS_PER_INCH, _MARGIN, _PAPER = 96, 72, 12, 250
_HEADER, _FOOTER = 0.06, 0.93
"""How far down a page its header ends and its footer begins."""

_WORD = re.compile(r'<word [^>]*yMin="([\d.]+)"[^>]*>([^<]+)</word>')


class Band(NamedTuple):
    """A part of a page of a sheet, from the line where one word stands to another's."""

    page: int = 1
    first: str = ""
    last: str = ""


WHOLE = (Band(),)
COMPARED = (Band(), Band(2, "Kontroller", "Förklaring"))
TOLD = (Band(2, "Förklaring"),)


def main() -> None:
    """Go through the loop, and draw the sheet that tells of each step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        swedish_profile(folder)
        for number, (book, title, bands) in enumerate(_steps(folder), start=1):
            _draw(printed(book, folder), title, bands, PICTURES / f"live-{number}.png")


def _steps(folder: Path) -> Iterator[tuple[Path, str, tuple[Band, ...]]]:
    """A copy of the book after each step, the sheet to see, and which parts of it."""
    path = folder / "plan.xlsx"
    shutil.copyfile(BOOK, path)
    host = host_for(path, hidden=True)
    try:
        session = Session(path, host, "sv", today=lambda: DAY)
        overview, support = (session.titles[key] for key in ("overview", "decision_support"))
        yield _copied(session, 1), overview, WHOLE
        session.type({GRANT: LOWERED})
        session.look()
        yield _copied(session, 2), support, COMPARED
        carried_out(session, KEPT)
        session.look()
        yield _copied(session, 3), overview, WHOLE
        carried_out(session, EXPLAINED)
        yield _copied(session, 4), support, TOLD
    finally:
        host.end()


def _copied(session: Session, number: int) -> Path:
    """The open book as it stands, saved and copied."""
    session.book.host.save()
    return Path(shutil.copyfile(session.path, session.path.with_stem(f"step-{number}")))


def _draw(pdf: Path, title: str, bands: tuple[Band, ...], target: Path) -> None:
    """Draw parts of a sheet's pages below each other, without headers and footers."""
    found = [page for page in range(1, pages(pdf) + 1) if footer(pdf, page) == title]
    drawn = [_cut(pdf, found[band.page - 1], band) for band in bands]
    target.write_bytes(png(_with_margins(np.vstack(drawn))))
    print(target.relative_to(ROOT), f"{target.stat().st_size / 1000:.0f} kB")


def _cut(pdf: Path, page: int, band: Band) -> Pixels:
    """The rows of a page that a band tells of, and a little paper after them."""
    target = pdf.with_name("page")
    command = [tool("pdftoppm"), "-r", str(_DOTS_PER_INCH), "-singlefile", "-f", str(page), "-l",
               str(page), str(pdf), str(target)]
    subprocess.run(command, check=True)  # noqa: S603
    drawn = pixels(target.with_suffix(".ppm").read_bytes())
    height, lines = len(drawn), _lines(pdf, page)
    first = lines[band.first] if band.first else int(height * _HEADER)
    last = lines[band.last] if band.last else int(height * _FOOTER)
    rows = np.flatnonzero((drawn[first:last] < _PAPER).any(axis=(1, 2)))
    return np.pad(drawn[first + rows[0]:first + rows[-1] + 1], ((0, 2 * _MARGIN), (0, 0), (0, 0)),
                  constant_values=255)


def _lines(pdf: Path, page: int) -> dict[str, int]:
    """How far down each word first stands on a page, a little above its letters."""
    command = [tool("pdftotext"), "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    return {word: int(float(top) * scale) - _MARGIN // 2
            for top, word in reversed(_WORD.findall(told))}


def _with_margins(drawn: Pixels) -> Pixels:
    """What is drawn, with a little paper around it."""
    rows, columns = (np.flatnonzero((drawn < _PAPER).any(axis=axes)) for axes in ((1, 2), (0, 2)))
    kept = drawn[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    around = ((_MARGIN, _MARGIN), (_MARGIN, _MARGIN), (0, 0))
    return np.pad(kept, around, constant_values=255)


if __name__ == "__main__":
    main()
