"""Makes the documents' pictures from real workbooks: LibreOffice to PDF, PDF to PNG.

The README's are of the 2026 plan; the handbook's of a plan that stands in a budget workbook.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from finsam_xl.cli import main as finsam_xl  # noqa: E402 - after the path
from scripts.budget_book import budget_book  # noqa: E402

BOOK = ROOT / "workbooks" / "sjuharad-2026.xlsx"
PICTURES = ROOT / "docs" / "pictures"
PAGES = {"Översikt": "oversikt", "Finansieringsplan": "finansieringsplan",
         "Kontroller": "kontroller"}
HOST_PAGES = {"Budget": "budget", "Finansieringsplan": "budget-finansieringsplan"}
_LINKS = (
    "/org.openoffice.Office.UI/ColorScheme/ColorSchemes/"
    "org.openoffice.Office.UI:ColorScheme['LibreOffice']/Links"
)
SWEDISH = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"
 oor:op="fuse"><value>sv-SE</value></prop></item>
<item oor:path="{_LINKS}"><prop oor:name="Color" oor:op="fuse"><value>3110531</value></prop></item>
</oor:items>
"""
_COLOURS = 256
Pixels = npt.NDArray[np.uint8]


def main() -> None:
    """Print the books and keep the first page of each sheet that is shown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        swedish_profile(folder)
        for book, wanted in ((BOOK, PAGES), (_host(folder), HOST_PAGES)):
            _keep(printed(book, folder), wanted)


def _host(folder: Path) -> Path:
    """The budget workbook of the handbook, with our sheets in it."""
    path = folder / "budget.xlsx"
    path.write_bytes(budget_book())
    if finsam_xl(["attach", str(path), "--example", "ovning", "--after", "Budget", "--link",
                  "fs_grant_2026=Budget!D5:kr", "--no-backup"]):
        message = "the sheets could not be put in"
        raise SystemExit(message)
    return path


def _keep(pdf: Path, wanted: Mapping[str, str]) -> None:
    """The pages wanted, each told by the sheet's name in its footer."""
    left = dict(wanted)
    for page in range(1, pages(pdf) + 1):
        picture = left.pop(footer(pdf, page), None)
        if picture:
            _picture(pdf, page, PICTURES / f"{picture}.png")
    if left:
        message = f"no page found for {', '.join(left)}"
        raise SystemExit(message)


def swedish_profile(folder: Path) -> None:
    """A LibreOffice's settings in a folder, where `printed` looks for them."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SWEDISH, encoding="utf-8")


def printed(book: Path, folder: Path) -> Path:
    """A book as PDF in a folder that has a profile; ends the program where that fails."""
    command = [tool("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}",
               "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    target = folder / f"{book.stem}.pdf"
    for _ in range(2):  # a fresh profile ends once before it has done anything
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603
        if target.exists():
            return target
    message = "LibreOffice made no PDF"
    raise SystemExit(message)


def tool(name: str) -> str:
    """The path of a program; ends this one where it is missing."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is missing"
        raise SystemExit(message)
    return found


def _text(pdf: Path, page: int) -> list[str]:
    command = [tool("pdftotext"), "-f", str(page), "-l", str(page), "-layout", str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return [line for line in done.stdout.splitlines() if line.strip()]


def footer(pdf: Path, page: int) -> str:
    """The sheet's title as a page's footer says it."""
    return _text(pdf, page)[-1].split("  ")[0].strip()


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    done = subprocess.run([tool("pdfinfo"), str(pdf)], check=True,  # noqa: S603
                          capture_output=True, text=True)
    found = next(line for line in done.stdout.splitlines() if line.startswith("Pages:"))
    return int(found.split()[1])


def _picture(pdf: Path, page: int, target: Path) -> None:
    command = [tool("pdftoppm"), "-r", "128", "-singlefile", "-f", str(page), "-l", str(page),
               str(pdf), str(target.with_suffix(""))]
    subprocess.run(command, check=True)  # noqa: S603
    drawn = target.with_suffix(".ppm")
    target.write_bytes(png(pixels(drawn.read_bytes())))
    drawn.unlink()
    print(target.relative_to(ROOT), f"{target.stat().st_size / 1000:.0f} kB")


def pixels(ppm: bytes) -> Pixels:
    """The points of a drawn page, row by row, each red, green and blue."""
    _, size, _, points = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    return np.frombuffer(points, dtype=np.uint8).reshape(height, width, 3)


def png(drawn: Pixels) -> bytes:
    """A picture with its commonest colours only, which is a third of the bytes.

    Letters have soft edges in very many shades; nobody tells a shade from its neighbour.
    """
    height, width, _ = drawn.shape
    points = drawn.reshape(-1, 3).astype(np.int32)
    packed = points @ (65_536, 256, 1)
    shades, where, often = np.unique(packed, return_inverse=True, return_counts=True)
    palette = shades[np.argsort(often)[::-1][:_COLOURS]]
    rgb, chosen = (np.stack([each >> 16, each >> 8 & 255, each & 255], axis=1)
                   for each in (shades, palette))
    nearest = ((rgb[:, None] - chosen[None]) ** 2).sum(axis=2).argmin(axis=1)
    rows = nearest[where].astype(np.uint8).reshape(height, width)
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in (
        (b"IHDR", head), (b"PLTE", chosen.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content)))


if __name__ == "__main__":
    main()
