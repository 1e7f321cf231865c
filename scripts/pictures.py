"""Makes the README's pictures from the real 2026 workbook: LibreOffice to PDF, PDF to PNG."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "workbooks" / "sjuharad-2026.xlsx"
PICTURES = ROOT / "docs" / "pictures"
PAGES = {"Översikt": "oversikt", "Finansieringsplan": "finansieringsplan",
         "Kontroller": "kontroller"}
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


def main() -> None:
    """Print the book and keep the first page of each sheet that is shown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = _printed(folder)
        wanted = dict(PAGES)
        for page in range(1, _pages(pdf) + 1):
            footer = _footer(pdf, page)
            picture = wanted.pop(footer, None)
            if picture:
                _picture(pdf, page, PICTURES / picture)
    if wanted:
        message = f"no page found for {', '.join(wanted)}"
        raise SystemExit(message)


def _printed(folder: Path) -> Path:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SWEDISH, encoding="utf-8")
    command = [_tool("soffice"), f"-env:UserInstallation={profile.parent.as_uri()}", "--headless",
               "--convert-to", "pdf", "--outdir", str(folder), str(BOOK)]
    target = folder / f"{BOOK.stem}.pdf"
    for _ in range(2):  # a fresh profile ends once before it has done anything
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603
        if target.exists():
            return target
    message = "LibreOffice made no PDF"
    raise SystemExit(message)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{name} is missing"
        raise SystemExit(message)
    return found


def _text(pdf: Path, page: int) -> list[str]:
    command = [_tool("pdftotext"), "-f", str(page), "-l", str(page), "-layout", str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return [line for line in done.stdout.splitlines() if line.strip()]


def _footer(pdf: Path, page: int) -> str:
    return _text(pdf, page)[-1].split("  ")[0].strip()


def _pages(pdf: Path) -> int:
    done = subprocess.run([_tool("pdfinfo"), str(pdf)], check=True,  # noqa: S603
                          capture_output=True, text=True)
    found = next(line for line in done.stdout.splitlines() if line.startswith("Pages:"))
    return int(found.split()[1])


def _picture(pdf: Path, page: int, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [_tool("pdftoppm"), "-r", "96", "-png", "-singlefile", "-f", str(page), "-l",
               str(page), str(pdf), str(target)]
    subprocess.run(command, check=True)  # noqa: S603
    print(target.with_suffix(".png").relative_to(ROOT))


if __name__ == "__main__":
    main()
