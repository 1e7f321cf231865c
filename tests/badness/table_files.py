"""Cases 1 to 15, 50 and 52 to 55: the file, whatever stands in its cells."""

from __future__ import annotations

from tests.badness import around
from tests.badness.case import Case, Maker, Situation, our_book
from tests.badness.cells import formula, typed
from tests.badness.files import (
    BOMB,
    OUTSIDE,
    add_macros,
    add_note_and_custom_xml,
    as_it_is,
    both,
    chart_book,
    cut,
    declaring,
    flipped,
    loosely,
    member,
    old_container,
    part,
    rows,
    sheet_part,
    strict,
    text,
    twice,
    unseen,
    whole,
    with_part,
)
from tests.badness.proofs import as_delivered, others_kept, part_kept
from tests.hosts.producers import strict_book
from tests.hosts.rich import rich_book
from tests.hosts.small import bare_book, macro_book
from tests.hosts.zips import zipped

SHEET, MAIN_PART, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
ANY = ("plan", "attach")


def bad(number: int, what: str, made: Maker, key: str, says: str = "", file: str = "bok.xlsx",
        verbs: tuple[str, ...] = ANY) -> Case:
    """A file that is refused, whether it is a plan's or is to become one."""
    return Case(number, what, made, key, says=says, file=file, verbs=verbs)


def host(number: int, what: str, content: bytes, key: str = "", says: str = "",
         words: tuple[str, ...] = (), file: str = "bok.xlsx") -> Case:
    """A workbook of somebody's that the plan is attached to; all that is not ours stays."""
    return Case(number, what, whole(content), key, says=says, verbs=("attach",), code=0,
                words=words, proof=others_kept, file=file)


def while_(number: int, what: str, happens: Situation, key: str, says: str = "",
           verbs: tuple[str, ...] = ANY) -> Case:
    """A good book, and something the matter around it."""
    return Case(number, what, to_be_written, key, says=says, verbs=verbs, around=happens)


def to_be_written(content: bytes) -> bytes:
    """A book that a plan would write: of ours one input is another."""
    return typed({"fs_equity_floor": 801})(content) if content == our_book() else content


CASES = (
    bad(1, "a file of no bytes", whole(b""), "kind_empty"),
    bad(2, "the first half of a download", cut(0.5), "package_broken"),
    bad(2, "all but the last bytes", cut(0.999), "package_broken"),
    bad(2, "a bit that has turned over", flipped, "package_broken"),
    bad(3, "CSV named .xlsx", text("Kommun;Antal\nAlm;41210\n"), "kind_text"),
    bad(3, "CSV in UTF-16", text("Kommun\tAntal\r\n", "utf-16"), "kind_text"),
    bad(3, "a web page", text("\ufeff<!DOCTYPE html><html>"), "kind_html"),
    bad(3, "a web page that begins with its table", text("<TABLE border=1><tr>"), "kind_html"),
    bad(3, "an XML spreadsheet of 2003", text('<?xml version="1.0"?><Workbook/>'), "kind_xml"),
    bad(3, "a PDF", text("%PDF-1.7\n"), "kind_pdf"),
    bad(3, "a picture", whole(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "kind_other"),
    bad(3, "a zip of something else", whole(zipped(("brev.txt", b"hej"))), "not_a_workbook"),
    bad(4, "a password", old_container("EncryptionInfo", "EncryptedPackage"), "kind_encrypted"),
    bad(5, "an old .xls inside", old_container("Workbook"), "kind_ole", ".xls"),
    bad(5, "an .xlsb inside", both(part("_rels/.rels", ("xl/workbook.xml", "xl/workbook.bin")),
                                   member("xl/workbook.bin")), "kind_xlsb", ".xlsb"),
    bad(5, "called .xls", as_it_is, "not_xlsx", ".xlsx", "bok.xls"),
    host(6, "a host with macros", macro_book(), "notice_macros", file="bok.xlsm"),
    Case(6, "macros in our own book", loosely(add_macros), "notice_macros", verbs=("plan",), code=0,
         file="bok.xlsm", proof=part_kept("vbaProject")),
    *(bad(7, f"a billion laughs in {name}", declaring(name, BOMB), "package_dtd", name)
      for name in (SHEET, MAIN_PART, STYLES)),
    *(bad(8, f"an entity from outside in {name}", declaring(name, OUTSIDE), "package_dtd", name)
      for name in ("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", SHEET)),
    *(bad(9, f"a document type in {name}, {encoding}", declaring(name, "<!DOCTYPE x>", encoding),
          "package_dtd", name)
      for name, encoding in (("xl/theme/theme1.xml", "utf-8"), ("docProps/app.xml", "utf-16"),
                             ("xl/_rels/workbook.xml.rels", "utf-8"))),
    bad(10, "eleven million letters in a few kilobytes", member("xl/media/x", b"A" * 11_000_000),
        "package_bomb", "xl/media/x"),
    bad(11, "more rows than a plan's host has", rows(600_001), "too_many_rows", SHEET),
    Case(12, "a cell in the last corner of the grid", typed({"Insatser!XFD1048576": 1}),
         "too_many_rows", says="200000"),
    Case(12, "a host's cell in the last corner", typed({"Budget!XFD1048576": 1}), "",
         verbs=("attach",), code=0, proof=others_kept),
    Case(12, "a lie about the range in use", sheet_part(
        "Befolkning", ('<dimension ref="A1:G21"', '<dimension ref="A1:XFD1048576"')), "",
         verbs=("plan",), code=0, proof=as_delivered),
    bad(13, "two first sheets", twice(SHEET), "package_twice", SHEET),
    bad(13, "two first sheets, one in capitals", twice(SHEET, SHEET.upper()), "package_twice"),
    *(bad(14, f"a member called {name}", member(name), "package_path", "etc")
      for name in ("../../etc/passwd", "/etc/passwd", "xl/../../etc", "..\\etc", "C:\\etc")),
    Case(15, "an input that asks another book", typed({
        "fs_grant_2026": formula("[1]Blad1!$A$1", "4250")}), "formula_in_input", "fs_grant_2026"),
    host(15, "a host that asks another book", rich_book(), "notice_external"),
    Case(15, "a link to another book", as_it_is, "link_broken", "fs_grant_2027",
         "'[1]Budget'!$A$1", ("attach",), words=("--link", "fs_grant_2027=[1]Budget!A1")),

    # There is no reader of CSV yet: a CSV given as a book is refused by what it is.
    *(bad(50, f"CSV with {what}", text(written, encoding), "kind_text")
      for what, written, encoding in (
          ("another delimiter", "kod,kommun,antal\n9901,Alm,41210\n", "utf-8"),
          ("a line break in quotes", 'kod;kommun\n9901;"Alm\nStad"\n', "utf-8"),
          ("ragged rows", "kod;kommun;antal\n9901;Alm\n9902\n", "utf-8-sig"),
          ("decimal commas between commas", "9901,Alm,41,5\n", "cp1252"))),
    bad(50, "CSV with a NUL", text("9901;Alm\0;41210\n"), "kind_other"),
    Case(50, "a plan that is to come from CSV", as_it_is, "kind_text", "{folder}/underlag.csv",
         verbs=("attach",), words=("--from", "{folder}/underlag.csv"),
         around=around.beside("underlag.csv", b"kod;kommun;antal\n")),

    bad(52, "Strict Open XML, ours", strict, "strict", verbs=("plan", "check")),
    bad(52, "Strict Open XML, a host", whole(strict_book()), "strict", verbs=("attach",)),
    host(52, "a host without looks, properties and addresses", bare_book()),
    bad(52, "no list of types", with_part("[Content_Types].xml", None), "part_missing",
        "[Content_Types].xml"),
    bad(52, "no main part", with_part(MAIN_PART, None), "not_a_workbook"),
    bad(52, "a main part that is cut", part(MAIN_PART, ("</workbook>", "")), "part_broken",
        MAIN_PART),
    bad(52, "a sheet that is not in the file", with_part("xl/worksheets/sheet3.xml", None),
        "part_missing", "sheet3.xml", verbs=("plan", "check")),
    bad(52, "a sheet that is no XML", with_part("xl/worksheets/sheet3.xml", b"<worksheet><row"),
        "part_broken", "sheet3.xml", verbs=("plan", "check")),
    Case(52, "our book without its looks", with_part(STYLES, None), "", verbs=("plan",), code=0,
         after={"fs_grant_2026": 4250}),

    while_(53, "open in Excel", around.locked_by("~${}", b"\x07Asa Ek " + bytes(47)), "file_open",
           "Asa Ek"),
    while_(53, "open in LibreOffice", around.locked_by(".~lock.{}#", b",Bo Alm,kontor,;"),
           "file_open", "Bo Alm"),
    while_(53, "a file that may only be read", around.read_only, "file_locked"),
    while_(53, "a file held by another program", around.unreadable, "file_locked"),
    while_(53, "a folder that may only be read", around.read_only_folder, "folder_unwritable"),
    while_(53, "a file taken at the last moment", around.held_at_the_last_moment, "file_locked"),
    while_(53, "no file", around.no_file, "file_missing"),
    while_(53, "a folder called as a book is", around.a_folder, "file_is_folder"),
    Case(53, "a symlink", typed({"fs_grant_2026": 4252}), "", verbs=("plan",), code=0,
         after={"fs_grant_2026": 4252}, around=around.behind_a_link),
    Case(53, "the same file in and out", typed({"fs_grant_2026": "4 252"}), "rewritten",
         "fs_grant_2026", "4252", ("plan",), 0, ("--out", "{file}"), {"fs_grant_2026": 4252}),

    bad(54, "no visible sheet", unseen(), "no_visible_sheet"),
    bad(54, "every sheet very hidden", unseen(state="veryHidden"), "no_visible_sheet",
        verbs=("attach", "detach")),
    host(54, "a host of one chart sheet and no other", chart_book()),

    host(55, "a host with drawings, threaded comments, custom XML and slicers", rich_book(),
         "notice_external", words=("--before", "Budget")),
    Case(55, "custom XML and a note in our own book", loosely(add_note_and_custom_xml), "",
         verbs=("plan",), code=0, proof=part_kept("customXml|comments")),
)
