"""A book as other programs save it when nobody has changed anything, and what must come of it."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from itertools import count

import openpyxl

from finsam_xl.addresses import cell_name
from finsam_xl.graft.cells import styled
from finsam_xl.graft.frames import framed
from finsam_xl.graft.looks import LookBook, changed, look_of
from finsam_xl.package.markup import as_utf8, parsed
from finsam_xl.sheets.draft import BookDraft
from tests.graft.bench import Bench, opened
from tests.hosts.names import MAIN, MC, X14AC, XR, XR2, XR3, sheet_type

_TEXT = re.compile(r't="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
_SPACES = (f'xmlns:mc="{MC}" mc:Ignorable="x14ac xr xr2 xr3" xmlns:x14ac="{X14AC}" '
           f'xmlns:xr="{XR}" xmlns:xr2="{XR2}" xmlns:xr3="{XR3}"')
_UID = "{%08X-0001-4D5E-8F90-A1B2C3D4E5F6}"


def as_openpyxl_saves(content: bytes) -> bytes:
    """The book loaded and saved by openpyxl: no values, other numbers of looks, no descriptions."""
    target = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it does not know every extension
        openpyxl.load_workbook(BytesIO(content)).save(target)
    return target.getvalue()


def as_excel_saves(content: bytes) -> bytes:
    """The book with what Excel is known to write in it; never opened in Excel itself."""
    book = Bench(content)
    texts: dict[str, int] = {}
    uids = count(1)
    book.extension("bin", sheet_type("printerSettings").removesuffix("+xml"))
    for number, sheet in enumerate(opened(content).sheets, 1):
        _resave(book, sheet.part, texts, uids, number)
    book.add("xl/sharedStrings.xml", (
        f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">'
        + "".join(f"<si>{text}</si>" for text in texts) + "</sst>"), sheet_type("sharedStrings"))
    book.relate("xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml")
    drawing = next(name for name in book.parts if "/drawings/drawing" in name)
    book.parts[drawing] = re.sub(
        r"(<xdr:cNvPr [^>]*?)/>", (
            r'\1><a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><a16:creationId '
            r'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" '
            r'id="{00000000-0008-0000-0000-000002000000}"/></a:ext></a:extLst></xdr:cNvPr>'),
        book.text(drawing)).encode()
    return book.content


def _resave(
    book: Bench, part: str, texts: dict[str, int], uids: count[int], number: int
) -> None:
    settings = f"xl/printerSettings/printerSettings{number}.bin"
    book.add(settings, bytes(64))
    relation = book.relate(part, "printerSettings", settings)
    text = book.text(part)
    text = _TEXT.sub(lambda found: (
        f't="s"><v>{texts.setdefault(found[1], len(texts))}</v></c>'), text)
    text = text.replace("<worksheet ", f'<worksheet {_SPACES} xr:uid="{_UID % next(uids)}" ')
    text = text.replace("<v></v>", "<v/>")
    text = re.sub(r"<row (.*?)(/?)>", r'<row \1 x14ac:dyDescent="0.25"\2>', text)
    text = text.replace('<sheetFormatPr defaultRowHeight="15"/>',
                        '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>')
    text = re.sub(r"<(dataValidation|hyperlink) ",
                  lambda found: f'<{found[1]} xr:uid="{_UID % next(uids)}" ', text)
    text = re.sub(r"(<sheetView [^>]*?)/></sheetViews>", (
        r'\1><selection activeCell="B10" sqref="B10"/></sheetView></sheetViews>'), text)
    text = re.sub(r"<pageSetup (.*?)/>", (
        rf'<pageSetup \1 horizontalDpi="4294967293" verticalDpi="0" r:id="{relation}"/>'), text)
    before = text.index("<conditionalFormatting") if "<conditionalFormatting" in text else (
        min(text.index(each) for each in ("<dataValidations", "<hyperlinks", "<pageMargins")
            if each in text))
    text = f'{text[:before]}<phoneticPr fontId="0" type="noConversion"/>{text[before:]}'
    book.parts[part] = text.encode()


def unlike(book: Bench, fresh: Bench, draft: BookDraft) -> list[str]:
    """How our sheets in a book differ from fresh ones, views apart; looks are compared as seen."""
    found = []
    for sheet in draft.sheets:
        text, ours = (each.text(each.sheet(sheet.title)) for each in (book, fresh))
        if _plain(text) != _plain(ours):
            found.append(sheet.title)
        looks = LookBook(parsed(as_utf8(book.parts["xl/styles.xml"])))
        found += [f"{sheet.title}!{cell_name(at)}: {changed(looks.cell(number), look)}"
                  for at, number in styled(framed(text.encode()).rows)
                  for look in [look_of(sheet.cells[at].style)]
                  if changed(looks.cell(number), look)
                  or looks.cell(number).locked != look.locked]
    return found


def _plain(text: str) -> str:
    """A sheet without its view, its printer, and the numbers of its looks."""
    text = re.sub(r"<sheetViews>.*?</sheetViews>", "", text)
    text = re.sub(r' (?:s|style|dxfId|r:id)="\w+"', "", text)
    return text.replace("<pageSetup  ", "<pageSetup ")
