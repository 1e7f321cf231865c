"""The bench on which a book is changed as a person would, planned again and looked at.

Everything is done in this process and without another engine: what stands beside our figures is
asked about here, not the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from unittest import mock

from finsam_xl.books.cells import book_cells
from finsam_xl.books.new_file import package
from finsam_xl.graft.frames import ORDER
from finsam_xl.graft.workbook import SheetPlace
from finsam_xl.hosting import Hosted, attached, planned, verified
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import open_package
from finsam_xl.package.markup import Markup
from finsam_xl.package.structure import Structure, structure
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    as_it_was,
    compute_plan,
    draft_plan,
    example,
    read_book,
)
from finsam_xl.sheets.draft import BookDraft
from tests.hosts.loose import LoosePackage, relations_of
from tests.hosts.schema import faults
from tests.hosts.small import small_book
from tests.hosts.sound import sound
from tests.hosts.typing import Typed, typed_into
from tests.hosts.zips import packed, parts_of

OTHER_GRANT: Typed = {"fs_grant_2026": 4300}
"""Another grant: every sheet of ours is written anew, and no cell moves."""

NEW_MUNICIPALITY: Typed = {
    "fs_municipality_code_05": "9905", "fs_municipality_name_05": "Asp",
    "fs_population_row_05_2025_06_30": 1000, "fs_population_row_05_2024_06_30": 1000,
}
"""A fifth municipality: on Finansieringsplan everything from row 17 on moves down."""

LAST_ACTIVITY: Typed = {
    "fs_activity_name_16": "Ny insats", "fs_activity_kind_16": "Individ",
    "fs_activity_host_16": "Alm", "fs_activity_beneficiary_16": "Alm",
    "fs_activity_amount_16_2026": 100,
}
"""The last spare row is filled in: the book gets more of them, in the middle of Kostnader."""

THIRD_DATE: Typed = {"fs_population_date_03": 45107}
"""The last spare date is filled in: Befolkning gets another column before its comments."""


@cache
def first_plan() -> Proven:
    """The plan of the made-up association without its alternatives, which fill half the book."""
    inputs = example("ovning")
    return draft_plan(compute_plan(inputs.changed({
        name: None for name in inputs.values
        if name.quantity.startswith("scenario") and name.quantity != "scenario_chosen"})))


@cache
def alone() -> bytes:
    """A book that holds our sheets and nothing else, as `finsam-xl new` makes it."""
    return first_plan().package


@cache
def hosted() -> bytes:
    """A small book of somebody's own with our sheets in it."""
    host = open_package(small_book(), "bok.xlsx")
    return attached(host, first_plan(), alone(), SheetPlace()).grafted.content


BOOKS: dict[str, Callable[[], bytes]] = {"alone": alone, "hosted": hosted}


class Bench(LoosePackage):
    """A book under change: its sheets are found by their titles."""

    def sheet(self, title: str) -> str:
        """The part of a sheet."""
        main = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels",
                "[Content_Types].xml")
        return _sheets(packed((name, self.parts[name]) for name in main))[title]

    def change(self, title: str, *changes: tuple[str, str]) -> None:
        """Replace texts in a sheet, each of which must be there."""
        self.splice(self.sheet(title), *changes)

    def put(self, title: str, fragment: str) -> None:
        """Put an element where the format wants it in a sheet, in the place of one like it."""
        part = self.sheet(title)
        name = re.findall(r"<(\w+)", fragment)[0]
        markup = Markup(self.parts[part])
        there = markup.root.child(name)
        if there is not None:
            markup.replace(there, fragment)
        else:
            markup.put_child(markup.root, name, fragment, ORDER)
        self.parts[part] = markup.edited()

    def add_to(self, title: str, name: str, fragment: str) -> None:
        """Add a child to a list of a sheet, such as its hyperlinks; made if it is not there."""
        part = self.sheet(title)
        markup = Markup(self.parts[part])
        there = markup.root.child(name)
        if there is None:
            markup.put_child(markup.root, name, f"<{name}>{fragment}</{name}>", ORDER)
        else:
            markup.append(there, fragment)
            if there.get("count"):
                markup.set(there, count=str(len(there.children) + 1))
        self.parts[part] = markup.edited()

    def write(self, title: str, *cells: str) -> None:
        """Write cells, each as the sheet holds it, where there are none or in their place."""
        part = self.sheet(title)
        for cell in cells:
            letters, number = re.findall(r'r="([A-Z]+)(\d+)"', cell)[0]
            self.parts[part] = _with_cell(self.text(part), letters, number, cell).encode()

    def look(
        self, *, font: str = "", fill: str = "", unlocked: bool = False, like: int = 0
    ) -> int:
        """A cell format like another but for its font or fill; returns its number."""
        styles = opened(self.content).parts_of_kind("styles")[0]
        markup = Markup(self.parts[styles])
        formats = markup.root.child("cellXfs")
        assert formats is not None
        xf = markup.raw(formats.children[like])
        for name, key, fragment in (("fonts", "fontId", font), ("fills", "fillId", fill)):
            table = markup.root.child(name)
            if fragment and table is not None:
                markup.append(table, fragment)
                markup.set(table, count=str(len(table.children) + 1))
                xf = re.sub(rf'{key}="\d+"', f'{key}="{len(table.children)}"', xf)
        if unlocked:
            xf = xf.replace("/>", '><protection locked="0"/></xf>')
        markup.append(formats, xf)
        markup.set(formats, count=str(len(formats.children) + 1))
        self.parts[styles] = markup.edited()
        return len(formats.children)

    def looks_at(self, title: str, cell: str) -> int:
        """The number of a cell's looks."""
        found = re.search(rf'<c r="{cell}"[^>]*?s="(\d+)"', self.text(self.sheet(title)))
        return int(found[1]) if found else 0

    def paint(self, title: str, cell: str, *, font: str = "", fill: str = "") -> None:
        """Give a cell another font or fill and leave what it holds."""
        number = self.look(font=font, fill=fill, like=self.looks_at(title, cell))
        part = self.sheet(title)
        self.parts[part] = re.sub(rf'(<c r="{cell}"[^>]*?s=")\d+'.encode(),
                                  rb"\g<1>%d" % number, self.parts[part])


@cache
def _sheets(main: bytes) -> dict[str, str]:
    """The parts of sheets by their titles, as a book's main part tells."""
    return {each.title: each.part for each in opened(main).sheets}


def _with_cell(text: str, letters: str, number: str, cell: str) -> str:
    """The sheet with a cell, in order; a row is made if it is not there."""
    there = re.search(rf'<c r="{letters}{number}"[^>]*?(?:/>|>.*?</c>)', text, re.DOTALL)
    if there:
        return text[:there.start()] + cell + text[there.end():]
    row = re.search(rf'<row r="{number}"[^>]*?(?:/>|>(.*?)</row>)', text, re.DOTALL)
    if row is None:
        after = [found.start() for found in re.finditer(r'<row r="(\d+)"', text)
                 if int(found[1]) > int(number)]
        at = after[0] if after else text.index("</sheetData>")
        return f'{text[:at]}<row r="{number}">{cell}</row>{text[at:]}'
    opening = re.sub(r' spans="[^"]*"', "", row[0][:row[0].index(">") + 1]).replace("/>", ">")
    cells = re.findall(r"<c r=\"[A-Z]+\d+\"[^>]*?(?:/>|>.*?</c>)", row[1] or "", re.DOTALL)
    cells = sorted([*cells, cell], key=_column)
    return text[:row.start()] + opening + "".join(cells) + "</row>" + text[row.end():]


def _column(cell: str) -> tuple[int, str]:
    letters = re.findall(r'r="([A-Z]+)', cell)[0]
    return len(letters), letters


# -- planning -----------------------------------------------------------------------------------


class Drafted(Proven):
    """A proven plan whose book is written once."""

    @cached_property
    def package(self) -> bytes:
        """The workbook's bytes."""
        return package(self.draft)


_DRAFTED: dict[object, Drafted] = {}


def drafted(key: object, make: Callable[[], Proven]) -> Drafted:
    """A plan and its book, drafted once for all tests."""
    if key not in _DRAFTED:
        proven = make()
        _DRAFTED[key] = Drafted(proven.plan, proven.checks, proven.draft, proven.setting)
    return _DRAFTED[key]


def proven_plan(read: ReadInputs) -> Proven:
    """The plan of inputs."""
    key = (repr(sorted(read.inputs.values.items(), key=str)), repr(read.setting))
    return drafted(key, lambda: draft_plan(compute_plan(read.inputs), read.setting))


def as_it_was_once(proven: Proven, book: BookCells) -> Proven:
    """The layout that a book was made with, drafted once."""
    title, at = book.names["fs_about_form"]
    return drafted((id(proven), book.sheets[title][at].content),
                   lambda: as_it_was(proven, book)) if not is_current(proven, book) else proven


def is_current(proven: Proven, book: BookCells) -> bool:
    """Whether a book has the form that its plan has."""
    title, at = book.names["fs_about_form"]
    return str(book.sheets[title][at].content) == proven.plan.inputs.form.text()


def plan(content: bytes, typed: Typed = OTHER_GRANT, *, force: bool = False) -> Hosted:
    """A book planned after something was typed into it."""
    source = open_package(typed_into(content, typed) if typed else content, "bok.xlsx")
    book = book_cells(source)
    proven = proven_plan(read_book(book))
    with mock.patch("finsam_xl.hosting.as_it_was", as_it_was_once):
        return planned(source, book, proven, proven.package, force=force)


def bench_of(content: bytes, typed: Typed = OTHER_GRANT, *, force: bool = False) -> Bench:
    """A planned book on the bench; that it is sound is said where more has been done to one."""
    return Bench(plan(content, typed, force=force).grafted.content)


def planned_again(content: bytes, typed: Typed = OTHER_GRANT) -> Bench:
    """The same as a bench: verified, sound, and as it was to the byte after another plan."""
    changed = typed_into(content, typed) if typed else content
    done = plan(changed, {})
    after = done.grafted.content
    verified(after, open_package(changed, "bok.xlsx"), done.grafted,
             proven_plan(read_book(book_cells(open_package(changed, "bok.xlsx")))))
    assert plan(after, {}).grafted.content == after
    assert new_faults(content, after) == []
    return Bench(after)


@cache
def unlike_the_schema(name: str, part: bytes) -> tuple[str, ...]:
    """The faults of a part, found once: many books have the same sheets."""
    return tuple(faults(name, part))


def new_faults(before: bytes, after: bytes) -> list[str]:
    """What was sound before and is not any more."""
    old, new = parts_of(before), parts_of(after)
    changed = [name for name, part in new.items() if old.get(name) != part
               and name.endswith((".xml", ".rels"))]
    found = [*sound(after), *(fault for name in changed
                              for fault in unlike_the_schema(name, new[name]))]
    if not found:
        return []
    known = [*sound(before), *(fault for name in changed if name in old
                               for fault in unlike_the_schema(name, old[name]))]
    return [fault for fault in found if fault not in known]


def draft_of(content: bytes) -> BookDraft:
    """The draft of a book's own plan."""
    read = read_book(book_cells(open_package(content, "bok.xlsx")))
    return proven_plan(read).draft


def opened(content: bytes) -> Structure:
    """A book's main part."""
    return structure(open_package(content, "bok.xlsx"))


def links_of(book: LoosePackage, part: str) -> Iterable[str]:
    """What a part's relations say, as they are written; nothing where it has none."""
    name = relations_of(part)
    return re.findall(r"<Relationship [^>]*>", book.text(name)) if name in book.parts else ()
