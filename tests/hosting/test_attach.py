"""Our sheets come into a workbook of somebody's own, and everything else stays as it was."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from finsam_xl.books.cells import book_cells
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.quantities import FIGURES
from finsam_xl.hosting import sheets_of_ours
from finsam_xl.package.archive import open_package
from finsam_xl.package.structure import Structure, structure
from finsam_xl.plans import compute_plan, draft_plan, example, read_plan
from finsam_xl.texts import texts_in
from tests.hosting.quick import plan_anew, put_in
from tests.hosts.kinds import KINDS
from tests.hosts.rich import rich_book
from tests.hosts.schema import faults_of_book
from tests.hosts.sound import sound
from tests.hosts.typing import typed_into
from tests.hosts.zips import packed_of, parts_of, with_parts

if TYPE_CHECKING:
    from tests.conftest import Answer

pytestmark = pytest.mark.thorough

Run = Callable[..., "Answer"]

DECLARED = {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "xl/styles.xml",
            "xl/calcChain.xml"}
FIRST_LAYOUT = Path(__file__).parent.parent / "layouts" / "layout-1.xlsx"
"""A book as version 0.1.0 wrote it."""
SECOND_LAYOUT = FIRST_LAYOUT.with_name("layout-2.xlsx")
"""A book whose alternatives can change grant, cost change and amounts, and no participants."""

REFUSED = {"displayed precision": "displayed_precision", "locked": "structure_locked",
           "shared": "shared_book", "signed": "signed", "strict": "strict"}


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """The finance service's rich workbook."""
    path = tmp_path / "budget.xlsx"
    path.write_bytes(rich_book())
    return path


def declared(content: bytes) -> set[str]:
    """The parts that a graft may touch: the declared few and the main part with its relations."""
    main = structure(open_package(content, "b")).main
    folder, _, name = main.rpartition("/")
    return {*DECLARED, main, f"{folder}/_rels/{name}.rels"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in REFUSED])
def test_every_other_part_is_the_same_to_the_byte(kind: str) -> None:
    """After attach, after plan, after plan with another grant, and after plan once more."""
    content = KINDS[kind]()
    theirs = {name: part for name, part in packed_of(content).items()
              if name not in declared(content)}
    faults, unlike = sound(content), faults_of_book(content)
    first = put_in(content)
    assert plan_anew(first) == first
    packed = packed_of(first)
    assert {name: packed[name] for name in theirs} == theirs
    second = plan_anew(typed_into(first, {"fs_grant_2026": 4300}))
    assert plan_anew(second) == second
    for after in (first, second):
        parts, before = parts_of(after), parts_of(content)
        assert {name: parts[name] for name in theirs} == {name: before[name] for name in theirs}
        assert [fault for fault in sound(after) if fault not in faults] == []
    assert [fault for fault in faults_of_book(second) if fault not in unlike] == []


@pytest.mark.parametrize("kind", REFUSED)
def test_a_book_that_must_not_be_written_is_refused(
    kind: str, tmp_path: Path, finsam_xl: Run
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(KINDS[kind]())
    before = path.read_bytes()
    answer = finsam_xl("attach", path, "--example", "ovning")
    assert answer.code == 2
    assert texts_in("sv").tables["errors"][f"{REFUSED[kind]}_fault"] in answer.err
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_our_cells_are_those_of_a_book_of_our_own(rich: Path, finsam_xl: Run) -> None:
    finsam_xl("attach", rich, "--example", "ovning")
    book = book_cells(open_package(rich.read_bytes(), "b"))
    for sheet in draft_plan(compute_plan(example("ovning"))).draft.sheets:
        for at, cell in sheet.cells.items():
            found = book.sheets[sheet.title].get(at)
            if cell.formula is not None:
                assert found is not None
                assert f"={found.formula}" == cell.formula


def opened(path: Path) -> Workbook:
    """The workbook as openpyxl reads it; it warns of what it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(path.read_bytes()), data_only=True)


def test_another_reader_finds_their_sheets_and_ours(rich: Path, finsam_xl: Run) -> None:
    titles = opened(rich).sheetnames
    finsam_xl("attach", rich, "--example", "ovning")
    after = opened(rich)
    assert after.sheetnames[:len(titles)] == titles
    assert len(after.sheetnames) == len(titles) + 16
    assert after["Översikt"]["B10"].value == 8500


# -- where they go, and which -------------------------------------------------------------------


@pytest.mark.parametrize(("words", "first"), [
    ((), 0), (("--before", "Utfall"), 1), (("--after", "Budget"), 1),
    (("--before", "budget"), 0),
])
def test_the_sheets_go_where_they_are_asked_to(
    words: tuple[str, ...], first: int, rich: Path, finsam_xl: Run
) -> None:
    """Names, print areas and the sheet that is shown first stay with their own sheets."""
    before = structure(open_package(rich.read_bytes(), "b"))
    answer = finsam_xl("attach", rich, "--example", "ovning", *words)
    assert answer.code == 0, answer.err
    after = structure(open_package(rich.read_bytes(), "b"))
    titles = [each.title for each in after.sheets]
    place = first if words else len(before.sheets)
    assert titles[place] == "Översikt"
    assert [each for each in titles if each in {old.title for old in before.sheets}] == [
        each.title for each in before.sheets]
    assert scoped(before) <= scoped(after)
    assert sound(rich.read_bytes()) == []


def scoped(book: Structure) -> set[tuple[str, str, str]]:
    """Every name that belongs to a sheet, by the sheet's title."""
    return {(each.name, each.text, book.sheets[each.scope].title)
            for each in book.names if each.scope is not None}


def test_a_sheet_that_is_not_there_is_no_place(rich: Path, finsam_xl: Run) -> None:
    answer = finsam_xl("attach", rich, "--example", "ovning", "--after", "Borta")
    assert (answer.code, "Borta" in answer.err) == (2, True)


def test_sheets_that_no_other_needs_may_be_left_out_and_stay_out(
    rich: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("attach", rich, "--example", "ovning", "--no-backup", "--without",
                       "Ändringslogg", "--without", "finansieringsplan")
    assert answer.code == 0, answer.err
    rich.write_bytes(typed_into(rich.read_bytes(), {"fs_grant_2026": 4300}))
    assert finsam_xl("plan", rich, "--no-backup").code == 0
    titles = opened(rich).sheetnames
    assert not {"Finansieringsplan", "Ändringslogg"} & set(titles)
    assert {"Översikt", "Andelar", "Kontroller"} <= set(titles)
    assert sound(rich.read_bytes()) == []


@pytest.mark.parametrize("title", ["Andelar", "Översikt", "Borta"])
def test_a_sheet_that_the_others_need_is_not_left_out(
    title: str, rich: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("attach", rich, "--example", "ovning", "--without", title)
    assert (answer.code, title in answer.err, "Ändringslogg" in answer.err) == (2, True, True)


# -- what they begin with -------------------------------------------------------------------------


def test_a_blank_plan_is_filled_in_where_it_stands(rich: Path, finsam_xl: Run) -> None:
    assert finsam_xl("attach", rich, "--year", "2027", "--no-backup").code == 0
    refused = finsam_xl("plan", rich)
    assert (refused.code, "saknas" in refused.err) == (2, True)
    assert read_plan(rich).budget_year == 2027


def test_the_sheets_may_begin_with_another_plan(
    rich: Path, book_2026: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("attach", rich, "--from", book_2026, "--json")
    assert json.loads(answer.out)["years"]["2026"]["total"] == 17_546_000
    assert read_plan(rich).values == read_plan(book_2026).values


@pytest.mark.parametrize("words", [
    ("--example", "ovning", "--blank"), ("--example", "ovning", "--year", "2027"),
    ("--before", "Budget", "--after", "Budget"),
])
def test_two_beginnings_or_places_are_one_too_many(
    words: tuple[str, ...], rich: Path, finsam_xl: Run
) -> None:
    assert finsam_xl("attach", rich, *words).code == 2


# -- whose is what --------------------------------------------------------------------------------


def host(*titles: str, name: str = "", table: str = "") -> bytes:
    """A workbook with some sheets, a name and a table."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for title in titles:
        book.add_worksheet(title).write("A1", "Vårt eget")
    if name:
        book.define_name(name, f"='{titles[0]}'!$A$1")
    if table:
        book.worksheets()[0].add_table("C1:D4", {"name": table})
    book.close()
    return target.getvalue()


TAKEN = {
    "a sheet of the same title": (host("Budget", "Andelar"), "Andelar"),
    "a sheet of the same title in other letters": (host("ANDELAR"), "ANDELAR"),
    "a name like one of ours": (host("Budget", name="fs_total_2026"), "fs_total_2026"),
    "a name like one of ours in other letters": (host("A", name="FS_Total_2026"), "FS_Total_2026"),
    "a name like a mark of ours": (host("Budget", name="fs_sheet_mine"), "fs_sheet_mine"),
    "a table called like one of ours": (host("Budget", table="fs_costs_2026"), "fs_costs_2026"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_is_called_like_ours_is_refused_by_name(
    case: str, tmp_path: Path, finsam_xl: Run
) -> None:
    content, name = TAKEN[case]
    path = tmp_path / "bok.xlsx"
    path.write_bytes(content)
    answer = finsam_xl("attach", path, "--example", "ovning")
    assert (answer.code, name in answer.err) == (2, True), answer.err
    assert path.read_bytes() == content


def test_a_name_of_their_own_that_begins_like_ours_stays(tmp_path: Path, finsam_xl: Run) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(host("Budget", name="fs_egen"))
    finsam_xl("attach", path, "--example", "ovning", "--no-backup")
    finsam_xl("detach", path, "--no-backup")
    names = structure(open_package(path.read_bytes(), "b")).names
    assert [each.name for each in names] == ["fs_egen"]


def test_a_book_that_has_our_sheets_is_not_given_them_again(book: Path, finsam_xl: Run) -> None:
    answer = finsam_xl("attach", book, "--example", "ovning")
    assert (answer.code, "finsam-xl plan" in answer.err) == (2, True)


def renamed(content: bytes, old: str, new: str) -> bytes:
    """The workbook after somebody has renamed a sheet; formulas and names follow, as in Excel."""
    quoted = "'" + new.replace("'", "''") + "'"

    def follow(part: bytes) -> bytes:
        text = part.decode()
        text = text.replace(f'<sheet name="{old}"', f'<sheet name="{new}"')
        return re.sub(rf"(?<![\w'])'?{old}'?!", lambda _: f"{quoted}!", text).encode()

    return with_parts(content, {name: follow(part) for name, part in parts_of(content).items()
                                if name.startswith(("xl/worksheets/sheet", "xl/workbook.xml",
                                                    "xl/charts/"))})


@pytest.mark.parametrize("title", ["Våra insatser", "Insatser 2026", "Hjort's blad", "AB12",
                                   "Bilaga (3)", "Å" * 31])
def test_a_sheet_of_ours_may_be_renamed(title: str, rich: Path, finsam_xl: Run) -> None:
    finsam_xl("attach", rich, "--example", "ovning", "--no-backup")
    content = renamed(rich.read_bytes(), "Insatser", title)
    rich.write_bytes(typed_into(content, {"fs_activity_amount_01_2026": 2000}))
    answer = finsam_xl("plan", rich, "--json")
    assert answer.code in (0, 1), answer.err
    assert json.loads(answer.out)["years"]["2026"]["costs"] == 8_665_000 - 950_000
    sheets = sheets_of_ours(structure(open_package(rich.read_bytes(), "b")),
                            book_cells(open_package(rich.read_bytes(), "b")))
    assert sheets["activities"].title == title
    assert sound(rich.read_bytes()) == []


def test_a_sheet_of_theirs_that_takes_a_freed_title_is_left_alone(
    rich: Path, finsam_xl: Run
) -> None:
    """Ours is renamed, theirs is called Insatser: identity is the mark, never the title."""
    finsam_xl("attach", rich, "--example", "ovning", "--no-backup")
    content = renamed(rich.read_bytes(), "Insatser", "Planens insatser")
    part = parts_of(content)["xl/workbook.xml"].replace(b'<sheet name="Utfall"',
                                                        b'<sheet name="Insatser"')
    content = with_parts(content, {"xl/workbook.xml": part})
    rich.write_bytes(typed_into(content, {"fs_grant_2026": 4300}))
    theirs = packed_of(rich.read_bytes())
    answer = finsam_xl("plan", rich)
    assert answer.code == 0, answer.err
    after = packed_of(rich.read_bytes())
    utfall = structure(open_package(content, "b")).sheet("Insatser")
    assert utfall is not None
    assert after[utfall.part] == theirs[utfall.part]


# -- sheets that come and go ----------------------------------------------------------------------


def without_alternatives(content: bytes) -> bytes:
    """The workbook after somebody has emptied everything on Alternativ."""
    names = book_cells(open_package(content, "b")).names
    emptied = {name: None for name in names
               if name.startswith("fs_scenario_") and name != "fs_scenario_chosen"}
    return typed_into(content, emptied)


def test_a_sheet_that_is_no_longer_needed_goes_and_comes_again_in_its_place(
    rich: Path, finsam_xl: Run
) -> None:
    """Alternativ, underlag stands there while there are alternatives."""
    finsam_xl("attach", rich, "--example", "ovning", "--no-backup", "--before", "Utfall")
    titles = [each.title for each in structure(open_package(rich.read_bytes(), "b")).sheets]
    rich.write_bytes(without_alternatives(rich.read_bytes()))
    answer = finsam_xl("plan", rich, "--json", "--no-backup")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["written"]["sheets"]["removed"] == ["Alternativ, underlag"]
    fewer = [each.title for each in structure(open_package(rich.read_bytes(), "b")).sheets]
    assert fewer == [title for title in titles if title != "Alternativ, underlag"]
    assert sound(rich.read_bytes()) == []
    rich.write_bytes(typed_into(rich.read_bytes(), {
        "fs_scenario_name_01": "Lägre", "fs_scenario_grant_01_2026": 4000}))
    assert finsam_xl("plan", rich, "--no-backup").code == 0
    again = [each.title for each in structure(open_package(rich.read_bytes(), "b")).sheets]
    assert again == titles
    assert sound(rich.read_bytes()) == []


# -- older layouts --------------------------------------------------------------------------------


def test_a_book_of_the_first_layout_is_brought_up_with_its_inputs(
    tmp_path: Path, finsam_xl: Run
) -> None:
    """Its sheets were told by their titles; from now on they bear marks."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(FIRST_LAYOUT.read_bytes())
    before = read_plan(path).values
    answer = finsam_xl("plan", path)
    assert answer.code == 0, answer.err
    book = book_cells(open_package(path.read_bytes(), "b"))
    assert book.properties["finsam_xl_layout"] == "3"
    assert book.names["fs_sheet_shares"] == ("Andelar", (0, 0))
    assert read_plan(path).values == before == example("ovning").values
    assert sound(path.read_bytes()) == []
    content = path.read_bytes()
    finsam_xl("plan", path)
    assert path.read_bytes() == content


def test_a_book_of_the_second_layout_is_brought_up_with_all_that_stands_in_it(
    tmp_path: Path, finsam_xl: Run
) -> None:
    """The alternatives' cells move down for the participants; what was typed in them goes along."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(typed_into(SECOND_LAYOUT.read_bytes(), {
        "fs_scenario_grant_02_2026": 4_300, "fs_scenario_activity_amount_02_07_2028": 77,
        "fs_scenario_reason_03": "Nytt skäl", "fs_scenario_chosen": "Mindre kansli"}))
    before = read_plan(path)
    named = book_cells(open_package(path.read_bytes(), "b")).names
    answer = finsam_xl("plan", path)
    assert answer.code == 0, answer.err
    book = book_cells(open_package(path.read_bytes(), "b"))
    assert read_plan(path).values == before.values
    assert before.text("scenario_reason", "03") == "Nytt skäl"
    assert named.keys() - book.names.keys() == set()
    assert {name for name in book.names if "scenario_activity_participants" in name} == {
        f"fs_scenario_activity_participants_{slot:02d}_{row:02d}"
        for slot in range(1, 6) for row in range(1, 8)}
    assert sound(path.read_bytes()) == []
    content = path.read_bytes()
    finsam_xl("plan", path)
    assert path.read_bytes() == content


def test_the_figures_of_a_book_of_the_second_layout_stay(tmp_path: Path, finsam_xl: Run) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(SECOND_LAYOUT.read_bytes())
    before = figures(path)
    answer = finsam_xl("plan", path)
    assert answer.code == 0, answer.err
    assert len(before) > len(example("ovning").years)
    assert {name: figures(path)[name] for name in before} == before


def figures(path: Path) -> dict[str, object]:
    """What stands under the names of a book's figures, but for what tells of the book itself."""
    book = book_cells(open_package(path.read_bytes(), "b"))
    return {name: book.sheets[title][at].content for name, (title, at) in book.names.items()
            if (parsed := parse_name(name)) is not None and parsed.quantity in FIGURES
            and not parsed.quantity.startswith("about_")}


def test_a_book_of_a_layout_yet_to_come_is_refused(book: Path, finsam_xl: Run) -> None:
    part = parts_of(book.read_bytes())["docProps/custom.xml"]
    book.write_bytes(with_parts(book.read_bytes(), {"docProps/custom.xml": re.sub(
        rb"(finsam_xl_layout.*?<vt:lpwstr>)3", rb"\g<1>99", part)}))
    answer = finsam_xl("plan", book)
    assert (answer.code, "99" in answer.err) == (2, True)


# -- what is told ---------------------------------------------------------------------------------


def test_a_dry_run_tells_and_writes_nothing(rich: Path, finsam_xl: Run) -> None:
    before = rich.read_bytes()
    answer = finsam_xl("attach", rich, "--example", "ovning", "--dry-run", "--json")
    told = json.loads(answer.out)["written"]
    assert (answer.code, told["dry_run"], told["changed"], told["backup"]) == (
        0, True, True, None)
    assert len(told["sheets"]["added"]) == 16
    assert "xl/styles.xml" in told["parts"]["changed"]
    assert told["parts"]["removed"] == ["xl/calcChain.xml"]
    assert "fs_total_2026" in told["names"]["added"]
    assert rich.read_bytes() == before
    assert list(rich.parent.iterdir()) == [rich]


def test_a_copy_of_the_original_is_kept_beside(rich: Path, finsam_xl: Run) -> None:
    before = rich.read_bytes()
    finsam_xl("attach", rich, "--example", "ovning")
    first = rich.with_name("budget.before-attach.xlsx")
    assert first.read_bytes() == before
    finsam_xl("plan", rich)
    assert not rich.with_name("budget.before-plan.xlsx").exists()
    rich.write_bytes(typed_into(rich.read_bytes(), {"fs_grant_2026": 4300}))
    typed = rich.read_bytes()
    finsam_xl("plan", rich)
    assert rich.with_name("budget.before-plan.xlsx").read_bytes() == typed
    assert first.read_bytes() == before


def test_what_is_kept_untouched_and_worth_a_word_is_said(
    tmp_path: Path, finsam_xl: Run
) -> None:
    path = tmp_path / "bok.xlsm"
    path.write_bytes(KINDS["macro"]())
    assert "makron" in finsam_xl("attach", path, "--example", "ovning").err
    other = tmp_path / "bok.xlsx"
    other.write_bytes(KINDS["manual"]())
    answer = finsam_xl("attach", other, "--example", "ovning", "--json")
    assert any("F9" in notice for notice in json.loads(answer.out)["written"]["notices"])


def test_days_are_counted_as_the_host_counts_them(tmp_path: Path, finsam_xl: Run) -> None:
    """30 June 2025 is day 45 838 from 1900 and 44 376 from 1904."""
    path = tmp_path / "bok.xlsx"
    path.write_bytes(KINDS["1904"]())
    finsam_xl("attach", path, "--example", "ovning", "--no-backup")
    book = book_cells(open_package(path.read_bytes(), "b"))
    sheet, at = book.names["fs_reference_date_2026"]
    assert book.sheets[sheet][at].content == Decimal(44_376)
    assert read_plan(path).values == example("ovning").values
