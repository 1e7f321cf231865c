"""Makers of bad files: cut, disguised, hostile, or put together as no program should."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

import xlsxwriter

from finsam_xl.package.markup import escaped
from tests.badness.case import Maker, sheet_parts, with_parts
from tests.hosts.base import CREATED
from tests.hosts.loose import TYPES, LoosePackage
from tests.hosts.names import MAIN, OFFICE, STRICT, STRICT_OFFICE
from tests.hosts.small import WORKBOOK
from tests.hosts.zips import packed, parts_of

RELATIONS = "xl/_rels/workbook.xml.rels"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BOMB = ('<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>')
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def as_it_is(content: bytes) -> bytes:
    """Nothing is the matter with the file itself."""
    return content


def whole(content: bytes) -> Maker:
    """Another file altogether."""
    return lambda _: content


def text(written: str, encoding: str = "utf-8") -> Maker:
    """A text that was given a workbook's name."""
    return whole(written.encode(encoding))


def old_container(*streams: str) -> Maker:
    """The container of older formats, which also holds what has a password."""
    return whole(OLE + bytes(504) + b"".join(each.encode("utf-16-le") for each in streams))


def cut(part: float) -> Maker:
    """A file of which only the first part has come."""
    return lambda content: content[:int(len(content) * part)]


def flipped(content: bytes) -> bytes:
    """One bit of a packed sheet is another."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    at = sheet.header_offset + 30 + len(sheet.filename) + sheet.compress_size // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1:]


def part(name: str, *changes: tuple[str, str]) -> Maker:
    """Texts of a part replaced, each the first time it stands there."""

    def make(content: bytes) -> bytes:
        book = LoosePackage(content)
        book.splice(name, *changes)
        return book.content

    return make


def sheet_part(title: str, *changes: tuple[str, str]) -> Maker:
    """The same for a sheet, by its title."""

    def make(content: bytes) -> bytes:
        return part(sheet_parts(content)[title], *changes)(content)

    return make


def with_part(name: str, content: bytes | None) -> Maker:
    """A part put in the place of what was there, or (None) taken away."""
    return lambda book: with_parts(book, {name: content})


def declaring(name: str, declaration: str, encoding: str = "utf-8") -> Maker:
    """A document type declared in a part."""

    def make(content: bytes) -> bytes:
        there = parts_of(content)[name].decode()
        body = there.rpartition("?>")[2]
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{body}'
        return with_parts(content, {name: declared.encode(encoding)})

    return make


def twice(name: str, other: str = "") -> Maker:
    """A member of the zip that is there a second time, perhaps under another spelling."""

    def make(content: bytes) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # zipfile is right to wonder
            return packed([*parts_of(content).items(), (other or name, parts_of(content)[name])])

    return make


def member(name: str, content: bytes = b"x") -> Maker:
    """One member more."""
    return lambda book: packed([*parts_of(book).items(), (name, content)])


def rows(count: int) -> Maker:
    """A host's sheet of so many empty rows."""
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (
        MAIN.encode(), b"<row/>" * count)
    return with_part("xl/worksheets/sheet1.xml", sheet)


def strict(content: bytes) -> bytes:
    """Our own book in the strict form of the standard."""
    return packed((name, each.replace(MAIN.encode(), STRICT.encode())
                   .replace(OFFICE.encode(), STRICT_OFFICE.encode()))
                  for name, each in parts_of(content).items())


def retitled(old: str, new: str) -> Maker:
    """A sheet renamed as a spreadsheet program does it: everything that names it follows."""
    quoted = "'{}'!".format(new.replace("'", "''"))

    def make(content: bytes) -> bytes:
        parts = parts_of(content)
        changed: dict[str, bytes | None] = {
            name: each.decode().replace(f"{old}!", escaped(quoted)).encode()
            for name, each in parts.items() if f"{old}!".encode() in each}
        workbook = changed[WORKBOOK]
        assert workbook is not None
        changed[WORKBOOK] = workbook.decode().replace(
            f'<sheet name="{old}"', f'<sheet name="{escaped(new)}"').encode()
        return with_parts(content, changed)

    return make


def pointing(name: str, target: str) -> Maker:
    """A defined name that points somewhere else; nowhere at all if there is no target."""
    there = re.compile(rf'<definedName name="{name}">[^<]*</definedName>')
    new = f'<definedName name="{name}">{target}</definedName>' if target else ""

    def make(content: bytes) -> bytes:
        written, count = there.subn(lambda _: new, parts_of(content)[WORKBOOK].decode())
        assert count == 1
        return with_parts(content, {WORKBOOK: written.encode()})

    return make


def with_sheet(title: str, cells: str = "", state: str = "", names: Sequence[str] = ()) -> Maker:
    """One sheet more, and perhaps names of its own."""

    def make(content: bytes) -> bytes:
        book = LoosePackage(content)
        book.add("xl/worksheets/sheet99.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{cells}'
                 "</sheetData></worksheet>", "application/vnd.openxmlformats-officedocument."
                 "spreadsheetml.worksheet+xml")
        number = book.relate(WORKBOOK, "worksheet", "xl/worksheets/sheet99.xml")
        shown = f' state="{state}"' if state else ""
        place = book.text(WORKBOOK).count("<sheet ")
        listed = f'<sheet name="{escaped(title)}" sheetId="99"{shown} r:id="{number}"/>'
        book.splice(WORKBOOK, ("</sheets>", f"{listed}</sheets>"))
        scoped = "".join(f'<definedName name="{name}" localSheetId="{place}">{quoted(title)}!$A$1'
                         "</definedName>" for name in names)
        book.splice(WORKBOOK, ("</definedNames>", f"{scoped}</definedNames>"))
        return book.content

    return make


def quoted(title: str) -> str:
    """A title as a reference writes it."""
    return escaped("'" + title.replace("'", "''") + "'")


def unseen(*titles: str, state: str = "hidden") -> Maker:
    """Some sheets hidden; all of them if none is named."""

    def make(content: bytes) -> bytes:
        book = LoosePackage(content)
        listed = re.findall(r'<sheet name="([^"]*)"', book.text(WORKBOOK))
        book.splice(WORKBOOK, *((f'<sheet name="{title}"', f'<sheet name="{title}" state="{state}"')
                                for title in titles or listed))
        return book.content

    return make


def both(*makers: Maker) -> Maker:
    """Several things the matter at once."""

    def make(content: bytes) -> bytes:
        for each in makers:
            content = each(content)
        return content

    return make


def loosely(change: Callable[[LoosePackage], object]) -> Maker:
    """A package changed by hand."""

    def make(content: bytes) -> bytes:
        book = LoosePackage(content)
        change(book)
        return book.content

    return make


def add_macros(book: LoosePackage) -> None:
    """Macros, as bytes that only look like them."""
    book.splice(TYPES, ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                        "application/vnd.ms-excel.sheet.macroEnabled.main"))
    book.add("xl/vbaProject.bin", OLE + bytes(504), "application/vnd.ms-office.vbaProject")
    book.relate(WORKBOOK, "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "xl/vbaProject.bin")


def add_broken_chain(book: LoosePackage) -> None:
    """A calculation chain that names formulas and sheets which are not there."""
    book.add("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="XFD9" i="77"/></calcChain>',
             "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")
    book.relate(WORKBOOK, "calcChain", "xl/calcChain.xml")


def add_note_and_custom_xml(book: LoosePackage) -> None:
    """A note on an input, and a part of somebody's own."""
    book.add("customXml/item1.xml", "<egen>KS 2026/117</egen>")
    book.relate(WORKBOOK, "customXml", "customXml/item1.xml")
    book.add("xl/comments1.xml", f'<comments xmlns="{MAIN}"><authors><author>Åsa</author></authors>'
             '<commentList><comment ref="C7" authorId="0"><text><t>Stämmer?</t></text></comment>'
             "</commentList></comments>",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
    book.relate("xl/worksheets/sheet2.xml", "comments", "xl/comments1.xml")


def chart_book() -> bytes:
    """A workbook that is one chart sheet, with its figures in the chart itself."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED})
        chart = workbook.add_chart({"type": "line"})
        assert chart is not None
        chart.add_series({"values": "={1,2,3}"})
        workbook.add_chartsheet("Diagram").set_chart(chart)
    return target.getvalue()


def behind(more: bytes) -> Maker:
    """Bytes behind the file's end."""
    return lambda content: content + more


def secret(content: bytes) -> bytes:
    """A zip whose first member says that it is encrypted."""
    at = content.index(b"PK\x01\x02") + 8
    flags = bytes([content[at] | 1])
    return content[:6] + bytes([content[6] | 1]) + content[7:at] + flags + content[at + 1:]
