"""Cases 56 and on: what the table of 55 did not think of, and somebody may do all the same."""

from __future__ import annotations

from collections.abc import Mapping

from tests.badness.case import Case, Held, Maker, Proof
from tests.badness.cells import (
    TRUE,
    Raw,
    Typed,
    error,
    formula,
    link,
    number,
    phonetic,
    rich,
    typed,
)
from tests.badness.files import (
    add_broken_chain,
    as_it_is,
    behind,
    both,
    loosely,
    part,
    pointing,
    retitled,
    secret,
    whole,
    with_part,
    with_sheet,
)
from tests.badness.proofs import part_gone, sheets_kept
from tests.badness.sheets import (
    at_cell,
    dated_cell,
    other_book,
    our_own_book,
    with_budget,
)
from tests.hosts.small import (
    displayed_precision_book,
    locked_book,
    shared_book,
    signed_book,
)

GRANT, OPENING, NAME = "fs_grant_2026", "fs_equity_opening_2026", "fs_association_name"
PEOPLE, COMMENT = "fs_population_9902_2025_06_30", "fs_activity_comment_01"
MAIN_PART, PROPERTIES = "xl/workbook.xml", "docProps/custom.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
HARD_TITLE, LONG_TITLE = "Folk, O'Alm & \U0001f642", "Insatser som förbundet betalar."
LONGEST = 32_000
NOTHING: Mapping[str, Held] = {}


def bad(number: int, what: str, name: str, value: Typed, key: str, says: str = "") -> Case:
    """A cell that is refused."""
    return Case(number, what, typed({name: value}), key, name, says)


def broken(number: int, what: str, made: Maker, key: str, place: str = "", says: str = "",
           verbs: tuple[str, ...] = ("plan", "check")) -> Case:
    """A book that is refused."""
    return Case(number, what, made, key, place, says, verbs)


def sound(number: int, what: str, made: Maker, key: str = "", place: str = "", says: str = "", *,
          after: Mapping[str, Held] = NOTHING, proof: Proof | None = None) -> Case:
    """A book that is understood."""
    return Case(number, what, made, key, place, says, ("plan",), 0, after=after, proof=proof)


def linked(what: str, source: Typed, key: str, place: str = "Budget!$B$1", says: str = "",
           stored: str = "") -> Case:
    """An input linked to somebody's own cell, in which there is no number of tkr."""
    return broken(71, f"a link to {what}", both(
        with_budget(source), typed({GRANT: link("Budget!$B$1", stored)})), key, place, says)


CASES = (
    broken(56, "a name of two cells", pointing(GRANT, "Förutsättningar!$C$17:$C$18"),
           "name_missing", says=GRANT),
    broken(57, "two names of one cell", pointing("fs_grant_2027", at_cell(GRANT)),
           "names_share_cell", GRANT, "fs_grant_2027"),
    broken(58, "a name on a sheet of somebody's own", both(
        with_budget(9999), pointing(GRANT, "Budget!$B$1")), "name_astray", "Budget!B1", GRANT),
    sound(59, "a copy of our sheet, names and all", with_sheet("Befolkning (2)", names=(
        GRANT, "fs_sheet_population")), proof=sheets_kept("Befolkning (2)")),
    broken(60, "a sheet that lost its mark", pointing("fs_sheet_population", ""), "name_missing",
           says="fs_sheet_population"),
    sound(61, "sheets renamed with every sign, and as long as a title may be", both(
        retitled("Befolkning", HARD_TITLE), retitled("Insatser", LONG_TITLE)),
        proof=sheets_kept(HARD_TITLE, LONG_TITLE)),
    broken(61, "a sheet renamed to more than Excel can read",
           retitled("Befolkning", "Befolkning i alla kommunerna \U0001f642\U0001f642"),
           "title_unfit", says="Befolkning i"),
    sound(62, "letters of two kinds in a cell", typed({
        NAME: rich("Norra ", "Skogen"), GRANT: rich("4 ", "250")}), "rewritten", GRANT, "4250",
        after={NAME: "Norra Skogen", GRANT: 4250}),
    Case(63, "a reading above a name", typed({NAME: phonetic("Norra", "ノラ")}), "",
         says="\tNorra\t", verbs=("names",), code=0),
    sound(64, "texts as long as they may be", typed({
        COMMENT: "å" * LONGEST, "fs_activity_name_01": "\U0001f642" * (LONGEST // 2)}),
        after={COMMENT: "å" * LONGEST, "fs_activity_name_01": "\U0001f642" * (LONGEST // 2)}),
    bad(64, "a text as long as a cell can hold", COMMENT, "å" * 32_767, "text_too_long", "32767"),
    sound(65, "lines in a text, as Windows ends them", typed({COMMENT: "ett\r\ntvå\rtre\nfyra"}),
          "rewritten", COMMENT, "ett<U+000D><U+000A>två", after={COMMENT: "ett\ntvå\ntre\nfyra"}),
    sound(66, "nothing, and nothing below it", typed({
        "fs_cost_change_2027": number("-0"), "fs_equity_floor": number("-0.0"),
        PEOPLE: number("0.0")}), after={"fs_equity_floor": 0, PEOPLE: 0}),
    bad(67, "ten to the three hundredth", GRANT, number("1E+300"), "not_a_number", "1E+300"),
    bad(67, "the smallest number there is", OPENING, number("5E-324"), "not_a_number", "E-324"),
    Case(68, "a number stored as a text", typed({GRANT: "4250"}), "rewritten", GRANT, "4250",
         ("check",), 0),
    bad(68, "an apostrophe before a number", GRANT, "'4250", "not_a_number", "'4250"),
    bad(69, "a formula that is true", GRANT, formula("1=1", "1", "b"), "formula_in_input"),
    bad(70, "a formula of many cells", GRANT, formula(
        "C18:C19", "4300", how=' t="array" ref="C17"'), "formula_in_input"),
    bad(70, "a formula shared with another cell", GRANT, Raw("n", '<f t="shared" si="0"/><v>1</v>'),
        "formula_in_input"),
    linked("nothing", None, "link_empty", GRANT),
    linked("a text", "4 250", "link_text", GRANT, "4 250"),
    linked("a truth", TRUE, "truth_value"),
    linked("an error", error("#N/A"), "error_value", says="#N/A"),
    linked("a date", dated_cell("46054"), "date_as_number", says="46054"),
    linked("tkr with four decimals", number("4250.0005"), "too_many_decimals", GRANT, "4250,0005"),
    *(broken(71, f"a link to {what}", typed({GRANT: link(source, "4250")}), key, GRANT, source)
      for what, source, key in (
          ("a cell that was deleted", "Budget!#REF!", "link_broken"),
          ("a sheet that was deleted", "#REF!", "link_broken"),
          ("a sheet that never was", "Budget!$B$1", "link_broken"),
          ("a name that never was", "Statsanslag", "link_broken"),
          ("itself", "Förutsättningar!$C$17", "link_own"),
          ("what is computed of it", "fs_total_2026", "link_own"))),
    *(broken(72, what, whole(content), key, verbs=("attach",))
      for what, content, key in (
          ("a signed host", signed_book(), "signed"),
          ("a host whose structure is locked", locked_book(), "structure_locked"),
          ("a host shared as in old days", shared_book(), "shared_book"),
          ("a host that counts with what it shows", displayed_precision_book(),
           "displayed_precision"))),
    sound(73, "a chain of calculation that leads nowhere", loosely(add_broken_chain),
          proof=part_gone("xl/calcChain.xml")),
    Case(73, "a chain of calculation that is announced and not there", both(
        loosely(add_broken_chain), with_part("xl/calcChain.xml", None)), "", verbs=("check",),
        code=0),
    broken(74, "properties that are no XML", with_part(PROPERTIES, b"<Properties><prop"),
           "part_broken", says=PROPERTIES),
    *(broken(75, f"a sheet that lies at {target}", part(
        RELATIONS, ('Target="worksheets/sheet3.xml"', f'Target="{target}"{mode}')), "part_missing",
        says=says) for target, mode, says in (
            ("../../../../etc/passwd", "", "etc/passwd"),
            ("file:///etc/passwd", ' TargetMode="External"', "passwd"))),
    broken(76, "a sheet whose relation is not there", part(
        MAIN_PART, ('sheetId="3" r:id="rId3"', 'sheetId="3" r:id="rId999"')), "sheet_missing",
        says="Befolkning"),
    broken(76, "a relation that is there twice", part(RELATIONS, ('Id="rId3"', 'Id="rId2"')),
           "part_broken", says=RELATIONS),
    broken(77, "two sheets of one title", with_sheet("BEFOLKNING"), "title_taken",
           says="Befolkning", verbs=("plan",)),
    broken(78, "something before the file's beginning", lambda content: b"MZ" + content,
           "kind_other", verbs=("plan", "attach")),
    broken(78, "a member with a password", secret, "package_broken", verbs=("plan", "attach")),
    Case(78, "something behind the file's end", behind(b"\r\n"), "", verbs=("check",), code=0),
    bad(79, "a personal identity number", COMMENT, "Kontakt: 19811218-9876", "personal_number"),
    bad(79, "a text that the format reads as a sign", COMMENT, "a_x005F_x0041_b", "escape_in_text"),
    *(bad(80, f"{value} for a budget year", "fs_budget_year", value, key, str(value))
      for value, key in ((1899, "not_a_year"), (20266, "not_a_year"), ("2026/27", "not_a_number"),
                         ("tjugosex", "not_a_number"))),
    bad(80, "no budget year", "fs_budget_year", None, "missing", "fs_budget_year"),
    Case(81, "a host that has our sheets already", our_own_book, "attached_already",
         verbs=("attach",)),
    Case(81, "a host with a sheet called as one of ours, in either language", both(
        part(MAIN_PART, ('name="Utfall"', 'name="översikt"')), with_sheet("OVERVIEW")),
        "title_taken", verbs=("attach",)),
    Case(81, "a host that has a name called as one of ours", part(
        MAIN_PART, ('name="Summa"', 'name="FS_TOTAL_2027"')), "name_taken",
        says="FS_TOTAL_2027", verbs=("attach",)),
    broken(82, "a book of a layout yet to come", part(PROPERTIES, (
        'name="finsam_xl_layout"><vt:lpwstr>3<', 'name="finsam_xl_layout"><vt:lpwstr>99<')),
        "layout_newer", says="99"),
    broken(83, "a workbook of somebody's without our sheets", other_book, "not_our_book",
           verbs=("plan", "detach")),
    Case(84, "an alternative that nobody made", as_it_is, "scenario_unknown", "--scenario",
         "Guldkant", words=("--scenario", "Guldkant")),
    Case(85, "a name in capitals", as_it_is, "", verbs=("check",), code=0, file="BOK.XLSX"),
)
