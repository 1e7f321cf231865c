"""What cannot come along with a sheet is refused by the sheet, the cells and its own name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.frames import framed
from finsam_xl.graft.looks import LookBook
from finsam_xl.graft.moves import Ways
from finsam_xl.graft.person import Person
from finsam_xl.graft.personal import keep
from finsam_xl.package.markup import as_utf8, parsed
from finsam_xl.package.opc import relations
from finsam_xl.texts import LANGUAGES, texts_in
from tests.graft.bench import Bench, alone, first_plan, plan
from tests.hosts.names import MAIN, MC, MICROSOFT, OFFICE, X14, XM, sheet_type
from tests.hosts.typing import typed_into

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TITLE = "Översikt"
CF, SPARKLINES, VALIDATIONS, SLICERS = (f"{{{each}}}" for each in (
    "78C0D931-6437-407d-A8EE-F0AAD7539E65", "05C60535-1F16-4fd2-B633-F4F36F0B64E0",
    "CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF", "A8765BA9-456A-4dab-B4F3-ACF838C121DE"))


def extension(uri: str, inner: str) -> str:
    """What the sheet says to programs that know more than the standard."""
    return (f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}" uri="{uri}">{inner}</ext></extLst>')


def rule(kind: str, inner: str) -> str:
    """A conditional format of Excel 2010."""
    return extension(CF, (
        f'<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="{kind}" '
        f'priority="1" id="{{00000000-0003-0000-0000-000000000001}}">{inner}</x14:cfRule>'
        "<xm:sqref>B10:L10</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"))


SAID: dict[str, tuple[str, str, str]] = {
    "merged cells": (
        '<mergeCells count="1"><mergeCell ref="N3:P3"/></mergeCells>', "mergeCells", "N3:P3"),
    "a filter": ('<autoFilter ref="B19:L24"/>', "autoFilter", "B19:L24"),
    "a sort order": (
        '<sortState ref="B20:L24"><sortCondition ref="B20:B24"/></sortState>', "sortState",
        "B20:L24"),
    "a table": (f'<tableParts count="1"><tablePart xmlns:r="{OFFICE}" r:id="rId9"/></tableParts>',
                "tableParts", ""),
    "scenarios": ((
        '<scenarios><scenario name="Lägre"><inputCells r="B6" val="1"/></scenario>'
        "</scenarios>"), "scenarios", ""),
    "a custom view": ((
        '<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}"/>'
        "</customSheetViews>"), "customSheetViews", ""),
    "an embedded object": ((
        f'<oleObjects><oleObject progId="Word.Document.12" shapeId="1" xmlns:r="{OFFICE}" '
        'r:id="rId9"/></oleObjects>'), "oleObjects", ""),
    "a control as Excel writes it": ((
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><controls><control '
        f'shapeId="1" xmlns:r="{OFFICE}" r:id="rId9" name="K"/></controls></mc:Choice>'
        "</mc:AlternateContent>"), "controls", ""),
    "data bars": (rule("dataBar", '<x14:dataBar minLength="0"/>'), "dataBar", "B10:L10"),
    "icons": (rule("iconSet", '<x14:iconSet iconSet="3Stars"/>'), "iconSet", "B10:L10"),
    "a rule that reads another sheet": (
        rule("expression", "<xm:f>Andelar!$L$50&gt;0</xm:f>"), "conditionalFormatting",
        "B10:L10"),
    "sparklines": (extension(SPARKLINES, (
        "<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline>"
        "<xm:f>Andelar!L46:L49</xm:f><xm:sqref>N10</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups>")), "sparklineGroup", "N10"),
    "a list on another sheet": (extension(VALIDATIONS, (
        '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1>'
        "<xm:f>Andelar!$B$46:$B$49</xm:f></x14:formula1><xm:sqref>N5</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations>")), "dataValidations", "N5"),
    "a slicer": (extension(SLICERS, "<x14:slicerList><x14:slicer/></x14:slicerList>"),
                 "slicer", ""),
    "what nobody knows": (extension("{0}", "<x14:thing/>"), "extension", ""),
}
PIVOT = (f'<pivotTableDefinition xmlns="{MAIN}" name="P" cacheId="1" dataCaption="V">'
         '<location ref="N3:O9" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
         "</pivotTableDefinition>")
LINKED = {
    "a pivot table": ("pivotTable", "xl/pivotTables/pivotTable1.xml", PIVOT, "pivotTable"),
    "a table": ("table", "xl/tables/table1.xml", f'<table xmlns="{MAIN}"/>', "tableParts"),
    "a slicer": (f"{MICROSOFT}/2007/relationships/slicer", "xl/slicers/slicer1.xml",
                 f'<slicers xmlns="{X14}"/>', "slicer"),
    "a timeline": (f"{MICROSOFT}/2011/relationships/timeline", "xl/timelines/timeline1.xml",
                   f'<timelines xmlns="{X14}"/>', "timelineRef"),
    "a control": ("ctrlProp", "xl/ctrlProps/ctrlProp1.xml", f'<formControlPr xmlns="{X14}"/>',
                  "controls"),
    "an embedded object": ("oleObject", "xl/embeddings/oleObject1.bin", "<x/>", "oleObjects"),
}


def person(book: Bench) -> Person:
    """Översikt as somebody left it, ready to be made anew."""
    draft, usual = first_plan().draft, Bench(alone())
    ways, part = Ways(draft, draft), book.sheet(TITLE)
    sheet = next(each for each in draft.sheets if each.title == TITLE)
    kinds = {each.kind for each in relations(book.parts, part).values()}
    return Person(TITLE, framed(book.parts[part]), framed(usual.parts[part]), sheet, sheet,
                  ways[TITLE], LookBook(parsed(as_utf8(book.parts["xl/styles.xml"]))), ways,
                  links=kinds)


def refused(book: Bench) -> BookError:
    """How a sheet is refused."""
    with pytest.raises(BookError) as fault:
        keep(person(book), framed(book.parts[book.sheet(TITLE)]))
    assert (fault.value.key, fault.value.exit_code) == ("sheet_holds", 2)
    return fault.value


def with_said(fragment: str) -> Bench:
    """A book in which Översikt says something more."""
    book = Bench(alone())
    if fragment.startswith("<mc:"):
        book.change(TITLE, ("</worksheet>", f"{fragment}</worksheet>"))
    else:
        book.put(TITLE, fragment)
    return book


@pytest.mark.parametrize("case", SAID)
def test_what_a_sheet_holds_is_refused_by_its_name_and_cells(case: str) -> None:
    fragment, thing, cells = SAID[case]
    fault = refused(with_said(fragment))
    assert fault.place == "!".join(filter(None, (TITLE, cells)))
    assert fault.facts["what"] == Thing(thing)
    for language in LANGUAGES:
        assert texts_in(language).tables["things"][thing] in fault.fault(language)


@pytest.mark.parametrize("case", LINKED)
def test_what_only_a_relation_tells_of_is_refused_too(case: str) -> None:
    """The sheet's own part shows nothing of a pivot table."""
    kind, part, content, thing = LINKED[case]
    book = Bench(alone())
    book.add(part, content, sheet_type("pivotTable"))
    book.relate(book.sheet(TITLE), kind, part)
    fault = refused(book)
    assert (fault.place, fault.facts["what"]) == (TITLE, thing)


@pytest.mark.parametrize("fragment", [
    '<tableParts count="0"/>', '<mergeCells count="0"/>', "<customSheetViews/>",
    '<extLst><ext uri="{0}"/></extLst>', '<phoneticPr fontId="1" type="noConversion"/>',
])
def test_what_holds_nothing_is_no_reason_to_refuse(fragment: str) -> None:
    book = with_said(fragment)
    fresh = framed(book.parts[book.sheet(TITLE)])
    keep(person(book), fresh)
    assert fresh.child("sheetProtection") is not None


def test_the_command_line_says_it_and_leaves_the_book_alone(
    tmp_path: Path, finsam_xl: Run
) -> None:
    path = tmp_path / "plan.xlsx"
    content = typed_into(with_said(SAID["merged cells"][0]).content, {"fs_grant_2026": 4300})
    path.write_bytes(content)
    answer = finsam_xl("plan", path)
    assert (answer.code, "Översikt!N3:P3" in answer.err) == (2, True)
    assert "sammanfogade celler" in answer.err
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_refused_while_the_plan_is_as_it_was() -> None:
    """What only a relation tells of is left where it is: the sheet is not written anew."""
    book = Bench(alone())
    book.add("xl/pivotTables/pivotTable1.xml", PIVOT, sheet_type("pivotTable"))
    book.relate(book.sheet(TITLE), "pivotTable", "xl/pivotTables/pivotTable1.xml")
    assert plan(book.content, {}).grafted.content == book.content
