"""Where parts point and of what type they are, as told by whatever program wrote the package."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import pytest

from finsam_xl.errors import BookError
from finsam_xl.package.archive import open_package
from finsam_xl.package.markup import MarkupError
from finsam_xl.package.opc import (
    CONTENT_TYPES,
    ContentTypesEdit,
    Relation,
    RelationsEdit,
    content_type,
    main_part,
    relations,
    relations_part,
)
from tests.hosts.names import OFFICE, RELATIONS, STRICT_OFFICE, TYPES, sheet_type
from tests.package.books import LEADING, TYPED, WORKBOOK

Built = Callable[..., bytes]

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN_PART = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/_rels/workbook.xml.rels"
WORKSHEET = f"{OFFICE}/worksheet"


def pointing(target: str, number: str = "rId1", *, kind: str = WORKSHEET, mode: str = "",
             prefix: str = "") -> str:
    """A relation as it is written."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return (f'<{prefix}Relationship Id="{number}" Type="{kind}" '
            f"Target={quoteattr(target)}{outside}/>")


def related(*pointers: str, prefix: str = "") -> bytes:
    """A part of relations."""
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return (f'{HEAD}<{prefix}Relationships {space}="{RELATIONS}">{"".join(pointers)}'
            f"</{prefix}Relationships>").encode()


def typed(*entries: str, prefix: str = "") -> bytes:
    """The table of content types."""
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f'{HEAD}<{prefix}Types {space}="{TYPES}">{"".join(entries)}</{prefix}Types>'.encode()


# -- relations read ---------------------------------------------------------------------------

TARGETS: dict[str, tuple[str, str]] = {
    "beside it": ("worksheets/sheet1.xml", SHEET),
    "from the root": ("/xl/worksheets/sheet1.xml", SHEET),
    "by a way round": ("./worksheets/../../xl/worksheets/sheet1.xml", SHEET),
    "above the root": ("../../../xl/worksheets/sheet1.xml", SHEET),
    "in another case": ("Worksheets/Sheet1.XML", SHEET),
    "with a percent sign": ("worksheets/%73heet1.xml", SHEET),
    "with backslashes": (r"worksheets\sheet1.xml", SHEET),
    "with a place in it": ("worksheets/sheet1.xml#A1", SHEET),
    "with a question": ("worksheets/sheet1.xml?a=b", SHEET),
    "to itself": ("#Blad1!A1", MAIN_PART),
    "with a space that the package spells out": ("media/en%20bild.png", "xl/media/en bild.png"),
    "with a space that the package does not": ("media/två bilder.png",
                                               "xl/media/tv%C3%A5%20bilder.png"),
    "to nothing": ("calcChain.xml", "xl/calcChain.xml"),
}


@pytest.mark.parametrize("case", TARGETS)
def test_a_target_is_the_part_that_the_package_has(case: str) -> None:
    target, expected = TARGETS[case]
    parts = {MAIN_PART: b"", RELS: related(pointing(target)), SHEET: b"",
             "xl/media/en bild.png": b"", "xl/media/tv%C3%A5%20bilder.png": b""}
    assert relations(parts, MAIN_PART) == {"rId1": Relation("rId1", "worksheet", expected)}


def test_a_target_outside_of_the_package_is_left_as_it_is_written() -> None:
    link = "https://example.se/å%20b?c=d#e"
    parts = {RELS: related(pointing(link, kind=f"{OFFICE}/hyperlink", mode="External"))}
    assert relations(parts, MAIN_PART)["rId1"] == Relation(
        "rId1", "hyperlink", link, external=True)


@pytest.mark.parametrize("kind", [WORKSHEET, f"{STRICT_OFFICE}/worksheet", f"{WORKSHEET}/"])
def test_a_kind_is_the_last_word_of_its_type(kind: str) -> None:
    parts = {RELS: related(pointing("a.xml", kind=kind))}
    assert relations(parts, MAIN_PART)["rId1"].kind == "worksheet"


def test_a_part_without_relations_points_nowhere() -> None:
    assert relations({SHEET: b""}, SHEET) == {}


@pytest.mark.parametrize("part", [
    b"<Relationships>", related(pointing("a.xml"), pointing("b.xml"))])
def test_relations_that_cannot_be_read_in_one_way_are_refused(part: bytes) -> None:
    with pytest.raises(BookError) as fault:
        relations({RELS: part}, MAIN_PART, "plan.xlsx")
    assert (fault.value.key, fault.value.place) == ("part_broken", "plan.xlsx")
    assert RELS in fault.value.fault()


# -- the main part and the types --------------------------------------------------------------

PREFIXED = related(pointing("xl/workbook.xml", kind=f"{OFFICE}/officeDocument", prefix="p:"),
                   prefix="p:")
OWN_TYPE = f'<Override PartName="/xl/workbook.xml" ContentType="{sheet_type("sheet.main")}"/>'

PRODUCERS: dict[str, dict[str, bytes]] = {
    "Excel": {CONTENT_TYPES: TYPED[1], "_rels/.rels": LEADING[1], MAIN_PART: b""},
    "prefixes": {CONTENT_TYPES: typed(OWN_TYPE.replace("<", "<t:"), prefix="t:"),
                 "_rels/.rels": PREFIXED, MAIN_PART: b""},
    "no type of relations": {CONTENT_TYPES: typed(OWN_TYPE), "_rels/.rels": LEADING[1],
                             MAIN_PART: b""},
    "targets from the root": {
        CONTENT_TYPES: typed(OWN_TYPE), MAIN_PART: b"",
        "_rels/.rels": LEADING[1].replace(b'"xl/', b'"/xl/')},
    "UTF-16": {CONTENT_TYPES: typed(OWN_TYPE).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
               "_rels/.rels": LEADING[1].decode().encode("utf-16"), MAIN_PART: b""},
    "the type of an extension": {
        CONTENT_TYPES: typed(OWN_TYPE.replace('Override PartName="/xl/workbook.xml"',
                                              'Default Extension="XML"')),
        "_rels/.rels": LEADING[1], MAIN_PART: b""},
    "names in other cases": {
        "[content_types].xml": typed(OWN_TYPE), "_Rels/.RELS": LEADING[1], MAIN_PART: b""},
    "strict": {CONTENT_TYPES: typed(OWN_TYPE), MAIN_PART: b"",
               "_rels/.rels": LEADING[1].replace(OFFICE.encode(), STRICT_OFFICE.encode())},
}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_the_main_part_is_found_whoever_wrote_the_package(producer: str) -> None:
    parts = PRODUCERS[producer]
    assert main_part(parts, "plan.xlsx") == MAIN_PART
    assert content_type(parts, MAIN_PART) == sheet_type("sheet.main")


def test_the_main_part_may_have_any_name_and_hold_macros() -> None:
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts = {"_rels/.rels": LEADING[1].replace(b"xl/workbook.xml", b"bok.xml"), "bok.xml": b"",
             CONTENT_TYPES: typed(f'<Override PartName="/bok.xml" ContentType="{macros}"/>')}
    assert main_part(parts, "plan.xlsm") == "bok.xml"


def test_an_xlsb_is_known_by_its_type_too() -> None:
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    parts = {"_rels/.rels": LEADING[1], MAIN_PART: b"", CONTENT_TYPES: typed(
        f'<Override PartName="/{MAIN_PART}" ContentType="{binary}"/>')}
    with pytest.raises(BookError) as fault:
        main_part(parts, "plan.xlsx")
    assert fault.value.key == "kind_xlsb"


@pytest.mark.parametrize(("name", "expected"), [
    ("xl/workbook.xml", "own"), ("XL/Workbook.xml", "own"), ("xl/styles.xml", "text"),
    ("xl/en bild.png", "picture"), ("xl/a.b/c.XML", "text"), ("_rels/.rels", "pointers"),
    ("xl/media/image1.jpeg", ""), ("xl/a.xml/b", ""), ("docProps", ""),
])
def test_a_type_is_the_parts_own_or_its_extensions(name: str, expected: str) -> None:
    parts = {CONTENT_TYPES: typed(
        '<Default Extension="xml" ContentType="text"/>',
        '<Default Extension="rels" ContentType="pointers"/>',
        '<Override PartName="/xl/workbook.xml" ContentType="own"/>',
        '<Override PartName="/xl/en%20bild.png" ContentType="picture"/>')}
    assert content_type(parts, name) == expected
    assert content_type({}, name) == ""


# -- relations edited -------------------------------------------------------------------------


def test_relations_are_added_and_taken_away_and_the_rest_is_left() -> None:
    part = related(pointing("a.xml", "rId1"), "<!-- hej -->", pointing("b.xml", "rId7"),
                   pointing("https://a.se", "x", mode="External"), prefix="")
    edit = RelationsEdit(part, MAIN_PART)
    assert edit.edited() == part
    assert [edit.target(each) for each in ("rId1", "rId7", "x")] == [
        "xl/a.xml", "xl/b.xml", "https://a.se"]
    assert (edit.id_of("XL/b.xml"), edit.id_of("xl/c.xml"), edit.id_of("https://a.se")) == (
        "rId7", None, None)

    edit.remove("rId1")
    edit.remove("rId1")
    edit.remove("nothing")
    assert edit.add(WORKSHEET, SHEET) == "rId8"
    assert edit.add(WORKSHEET, "docProps/å.xml", wanted_id="rId1") == "rId9"
    assert edit.add(WORKSHEET, "xl/d.xml", wanted_id="ours") == "ours"
    assert edit.add(WORKSHEET, "xl/e.xml") == "rId10"
    edit.remove("rId10")
    assert edit.add(WORKSHEET, "xl/f.xml") == "rId11"
    assert (edit.target("rId8"), edit.id_of(SHEET)) == (SHEET, "rId8")
    with pytest.raises(KeyError):
        edit.target("rId10")

    assert edit.edited() == related(
        "<!-- hej -->", pointing("b.xml", "rId7"), pointing("https://a.se", "x", mode="External"),
        pointing("worksheets/sheet1.xml", "rId8"), pointing("../docProps/%C3%A5.xml", "rId9"),
        pointing("d.xml", "ours"), pointing("f.xml", "rId11"))
    assert edit.edited() == edit.edited()


def test_ids_beyond_counting_are_stepped_over() -> None:
    edit = RelationsEdit(related(pointing("a.xml", "rId999999999"),
                                 pointing("b.xml", "rId" + "9" * 5_000)), MAIN_PART)
    assert [edit.add(WORKSHEET, SHEET) for _ in range(2)] == ["rId1000000000", "rId1000000001"]


def test_what_is_added_and_taken_away_again_leaves_the_part_as_it_was() -> None:
    part = related(pointing("a.xml")).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    edit = RelationsEdit(part, MAIN_PART)
    edit.remove(edit.add(WORKSHEET, SHEET))
    assert edit.edited() == part


@pytest.mark.parametrize(("source", "target", "written"), [
    ("", MAIN_PART, "xl/workbook.xml"),
    ("xl/workbook.xml", SHEET, "worksheets/sheet1.xml"),
    (SHEET, "xl/drawings/drawing1.xml", "../drawings/drawing1.xml"),
    (SHEET, "xl/worksheets/a%20b.xml", "a%20b.xml"),
    (SHEET, "[trash]/a b.xml", "../../%5Btrash%5D/a%20b.xml"),
])
def test_relations_of_a_part_without_any_are_written_from_its_folder(
    source: str, target: str, written: str
) -> None:
    edit = RelationsEdit(None, source)
    assert edit.add(WORKSHEET, target) == "rId1"
    assert edit.edited() == related(pointing(written))
    parts = {relations_part(source): edit.edited(), target: b""}
    assert relations(parts, source)["rId1"].target == target


def test_no_relations_are_a_part_that_says_so() -> None:
    assert RelationsEdit(None, SHEET).edited() == (
        f'{HEAD}<Relationships xmlns="{RELATIONS}"/>'.encode())


def test_a_relation_in_a_prefixed_part_has_the_prefix() -> None:
    edit = RelationsEdit(PREFIXED, "")
    edit.add(WORKSHEET, SHEET)
    assert relations({"_rels/.rels": edit.edited()}, "")["rId2"].target == SHEET
    assert b"<p:Relationship Id=" in edit.edited()


def test_relations_that_are_no_xml_cannot_be_edited() -> None:
    with pytest.raises(MarkupError):
        RelationsEdit(b"<Relationships>", SHEET)


# -- types edited -----------------------------------------------------------------------------

TABLE = typed('<Default Extension="xml" ContentType="text"/>',
              '<Override PartName="/xl/a.xml" ContentType="a"/>', "<!-- hej -->",
              '<Override PartName="/xl/%C3%A5.xml" ContentType="b"/>')


def test_what_is_told_already_changes_nothing() -> None:
    edit = ContentTypesEdit(TABLE)
    edit.add_override("XL/A.xml", "a")
    edit.add_override("xl/å.xml", "b")
    edit.remove_override("xl/c.xml")
    edit.ensure_default("XML", "other")
    edit.add_override("xl/new.xml", "new")
    edit.remove_override("xl/new.xml")
    assert edit.edited() == TABLE


def test_types_are_told_changed_and_taken_away_and_the_rest_is_left() -> None:
    edit = ContentTypesEdit(TABLE)
    edit.remove_override("xl/A.xml")
    edit.add_override("xl/å.xml", "B & b")
    edit.add_override("xl/c.xml", "c")
    edit.ensure_default("png", "picture")
    edit.ensure_default("png", "picture")
    assert edit.edited() == typed(
        '<Default Extension="png" ContentType="picture"/>',
        '<Default Extension="xml" ContentType="text"/>', "<!-- hej -->",
        '<Override PartName="/xl/%C3%A5.xml" ContentType="B &amp; b"/>',
        '<Override PartName="/xl/c.xml" ContentType="c"/>')
    assert edit.edited() == edit.edited()


@pytest.mark.parametrize("part", [None, typed(prefix="t:")])
def test_types_are_told_where_none_were(part: bytes | None) -> None:
    edit = ContentTypesEdit(part)
    edit.ensure_default("rels", "pointers")
    edit.add_override(MAIN_PART, "book")
    parts = {CONTENT_TYPES: edit.edited()}
    assert (content_type(parts, MAIN_PART), content_type(parts, RELS)) == ("book", "pointers")


# -- in books ---------------------------------------------------------------------------------


def test_our_own_books_point_to_what_they_hold(built: Built) -> None:
    package = open_package(built("ovning"), "plan.xlsx")
    main = main_part(package.parts, "plan.xlsx")
    assert main == WORKBOOK[0]
    pointed = {each.target for part in ("", *package.parts)
               for each in relations(package.parts, part).values() if not each.external}
    own = {CONTENT_TYPES, *(relations_part(part) for part in ("", *package.parts))}
    assert pointed == set(package.parts) - own
    assert all(content_type(package.parts, part) for part in package.parts)
