"""The 43 rules: what each is called, how grave a breach is, here and in a foreign workbook.

Graver here than elsewhere are what concerns our own conventions: there they are not judged, or
are worth a word.
"""

from __future__ import annotations

from finsam_xl.linting import (
    block_rules,
    formula_rules,
    layout_rules,
    package_rules,
    value_rules,
)
from finsam_xl.linting.rule import Rule

_TWENTY = "ICAEW, Twenty principles for good spreadsheet practice"
_CODE = "ICAEW, Financial Modelling Code"
_FAST = "The FAST Standard"
_INQUIRE = "O'Beirne, Excel 2013 Spreadsheet Inquire, EuSpRIG 2013"
_NAO = "NAO, Framework to review models"
_TRIED = "finsam_xl, seen when tried"

_TABLE = (
    ("S01", "error", "error", _TRIED, package_rules.members_are_given_once_and_stay_inside),
    ("S02", "warning", "warning", _CODE, package_rules.there_are_no_macros),
    ("S03", "warning", "warning", f"{_FAST}, 1.03; {_INQUIRE}",
     package_rules.nothing_refers_to_another_workbook),
    ("S04", "warning", "warning", _INQUIRE,
     package_rules.there_are_no_connections_or_embedded_objects),
    ("S05", "error", "error", "defusedxml", package_rules.no_part_declares_a_document_type),
    ("S06", "error", "error", "CWE-1236; OWASP ASVS 1.2.10",
     package_rules.no_formula_reaches_out_of_the_workbook),
    ("C01", "warning", "error", _TRIED,
     package_rules.everything_is_calculated_when_the_book_is_opened),
    ("C02", "error", "error", _CODE, package_rules.nothing_is_calculated_by_iteration),
    ("C03", "error", "error", _CODE,
     package_rules.numbers_are_exact_and_dates_count_from_1900),
    ("T01", "warning", "warning", f"{_CODE}; {_INQUIRE}", layout_rules.no_sheet_is_hidden),
    ("T02", "warning", "note", f"{_TWENTY}, 10",
     layout_rules.inputs_stand_on_sheets_of_their_own),
    ("T03", "warning", "note", f"{_TWENTY}, 19", layout_rules.there_is_a_sheet_of_checks),
    ("T04", "warning", "note", f"{_TWENTY}, 7 and 17",
     layout_rules.the_book_says_what_it_is_by_whom_and_in_which_units),
    ("T05", "warning", "warning", f"{_CODE}; {_INQUIRE}",
     layout_rules.no_row_or_column_is_hidden),
    ("T06", "error", None, f"{_TWENTY}, 10", layout_rules.inputs_and_formulas_stand_apart),
    ("T07", "error", "error", _INQUIRE, layout_rules.no_value_is_invisible),
    ("F01", "warning", "warning", f"{_FAST}, 4.01-03",
     formula_rules.nothing_is_volatile_or_indirect),
    ("F02", "warning", "warning", f"{_FAST}, 3.04-01; {_TWENTY}, 14",
     formula_rules.formulas_hold_no_numbers_of_their_own),
    ("F03", "error", "error", _INQUIRE, formula_rules.iferror_hides_no_error_behind_a_number),
    ("F04", "warning", "warning", f"{_FAST}, 3.03-07",
     formula_rules.no_if_stands_deeper_than_in_another_if),
    ("F05", "warning", "note", f"{_FAST}, 3.03-01",
     formula_rules.every_formula_fits_on_one_line),
    ("F06", "error", "error", _INQUIRE, formula_rules.every_look_up_asks_for_an_exact_match),
    ("F07", "error", "error", f"{_TWENTY}, 12; {_CODE}",
     block_rules.a_block_of_formulas_is_one_formula_copied),
    ("F08", "error", "error", _INQUIRE,
     block_rules.no_typed_number_interrupts_a_block_of_formulas),
    ("F09", "error", "error", _TRIED,
     formula_rules.every_formula_is_understood_by_another_parser),
    ("F10", "warning", "note", _TRIED,
     package_rules.formulas_are_plain_ones_that_excel_2016_knows),
    ("F11", "error", "error", _CODE, block_rules.no_cell_is_made_from_itself),
    ("F12", "error", "error", _INQUIRE, block_rules.a_sum_covers_its_whole_block),
    ("F13", "error", "note", f"{_TWENTY}, 15; {_CODE}",
     block_rules.every_figure_traces_to_inputs_and_every_input_is_used),
    ("E01", "error", "error", _INQUIRE, value_rules.no_formula_or_name_holds_an_error),
    ("E02", "error", "error", _TRIED, value_rules.no_cell_shows_an_error),
    ("E03", "error", "warning", _NAO,
     value_rules.every_stored_value_is_what_the_formula_gives),
    ("K01", "error", None, _CODE,
     block_rules.every_check_feeds_the_master_check_on_the_first_sheet),
    ("K02", "error", None, f"{_TWENTY}, 18 and 19",
     value_rules.every_changed_figure_turns_a_check),
    ("P01", "warning", None, f"{_TWENTY}, 20",
     layout_rules.sheets_are_protected_and_only_inputs_are_unlocked),
    ("D01", "error", "error", _INQUIRE, value_rules.no_number_is_stored_as_text),
    ("D02", "warning", "warning", _TRIED, value_rules.no_text_is_garbled),
    ("D03", "error", None, f"{_TWENTY}, 7; {_NAO}",
     value_rules.every_input_has_label_unit_key_date_and_source),
    ("L01", "warning", "note", _TRIED, layout_rules.no_cells_are_merged_among_figures),
    ("L02", "warning", "note", _CODE,
     layout_rules.long_sheets_keep_their_headings_in_sight_and_in_print),
    ("N01", "warning", "note", _CODE, package_rules.every_name_is_visible_and_leads_into_the_book),
    ("U01", "warning", None, _CODE, layout_rules.inputs_look_like_inputs_and_nothing_else_does),
    ("M01", "warning", None, _TRIED,
     package_rules.the_manifest_tells_version_layout_and_fingerprint),
)

RULES: dict[str, Rule] = {
    key: Rule(id=key, severity=severity, foreign=foreign, source=source, find=find)
    for key, severity, foreign, source, find in _TABLE
}
"""Every rule by its number, in the order in which they are judged."""
