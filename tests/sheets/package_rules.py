"""Rules of a workbook's package, properties and names, by their number in workbook-rules.md."""

from __future__ import annotations

import re
from collections import Counter

from finsam_xl.books.cells import book_cells
from finsam_xl.package.archive import read_package
from finsam_xl.proof.fingerprint import fingerprint
from tests.sheets.delivered import Delivered, box_of, shown

_MOJIBAKE = re.compile("[\u00c3\u00c2][\u0080-\u00bf\u2018-\u201e\u2026\u2013]|\ufffd")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


def _calculation(book: Delivered) -> str:
    found = re.search(rb"<calcPr[^>]*>", book.parts["xl/workbook.xml"])
    return found[0].decode() if found else ""


def s01_members_are_given_once_and_stay_inside(book: Delivered) -> list[str]:
    """S01."""
    twice = [name for name, times in Counter(map(str.casefold, book.members)).items() if times > 1]
    return twice + [name for name in book.members if name.startswith("/") or ".." in name]


def s02_there_are_no_macros(book: Delivered) -> list[str]:
    """S02."""
    parts = [name for name in book.parts if "vbaProject" in name or "macrosheets" in name]
    return parts + (["macroEnabled"] if b"macroEnabled" in book.parts["[Content_Types].xml"]
                    else [])


def s03_nothing_refers_to_another_workbook(book: Delivered) -> list[str]:
    """S03."""
    found = [name for name in book.parts if "externalLinks" in name]
    found += [shown(place) for place, formula in book.formulas.items()
              if "[" in re.sub(r'"[^"]*"', "", formula)]
    return found + [name for name, defined in book.workbook.defined_names.items()
                    if "[" in defined.attr_text]


def s04_there_are_no_connections_or_embedded_objects(book: Delivered) -> list[str]:
    """S04."""
    return [name for name in book.parts
            if re.search(r"connections|embeddings|activeX|queryTables|ctrlProps", name)]


def s05_no_part_declares_a_document_type(book: Delivered) -> list[str]:
    """S05."""
    return [name for name, content in book.parts.items() if b"<!DOCTYPE" in content[:2048]]


def s06_no_formula_reaches_out_of_the_workbook(book: Delivered) -> list[str]:
    """S06."""
    outward = re.compile(r"\b(?:WEBSERVICE|HYPERLINK|RTD|CALL|REGISTER\.ID|DDE|FILTERXML)\(|\|")
    return [shown(place) for place, formula in book.formulas.items()
            if outward.search(re.sub(r'"[^"]*"', "", formula).upper())]


def c01_everything_is_calculated_when_the_book_is_opened(book: Delivered) -> list[str]:
    """C01."""
    setting = _calculation(book)
    wrong = [setting] if re.search(r'calcMode="(?!auto")', setting) else []
    return wrong + ([] if 'fullCalcOnLoad="1"' in setting else ["fullCalcOnLoad"])


def c02_nothing_is_calculated_by_iteration(book: Delivered) -> list[str]:
    """C02."""
    return [setting for setting in [_calculation(book)] if 'iterate="1"' in setting]


def c03_numbers_are_exact_and_dates_count_from_1900(book: Delivered) -> list[str]:
    """C03."""
    found = [setting for setting in [_calculation(book)] if 'fullPrecision="0"' in setting]
    return found + (["date1904"] if b'date1904="1"' in book.parts["xl/workbook.xml"] else [])


def d02_no_text_is_garbled(book: Delivered) -> list[str]:
    """D02."""
    texts = [*((shown(place), value) for place, value in book.values.items()
               if isinstance(value, str)),
             *(("a sheet's title", sheet.title) for sheet in book.sheets)]
    return [f"{place}: {text}" for place, text in texts if _MOJIBAKE.search(text)]


def e01_no_formula_or_name_holds_an_error(book: Delivered) -> list[str]:
    """E01."""
    found = [shown(place) for place, formula in book.formulas.items()
             if any(error in formula for error in _ERRORS)]
    return found + [name for name, defined in book.workbook.defined_names.items()
                    if any(error in defined.attr_text for error in _ERRORS)]


def e02_no_cell_is_stored_as_an_error(book: Delivered) -> list[str]:
    """E02, stored values; recalculated ones are compared with them in tests/proof."""
    return [shown(place) for place, value in book.values.items()
            if isinstance(value, str) and value in _ERRORS]


def e03_every_formula_has_a_stored_value(book: Delivered) -> list[str]:
    """E03, presence; that it is right is proven in tests/proof."""
    found = re.compile(rb"<c [^>]*?r=\"([A-Z]+\d+)\"[^>]*><f[ >][^<]*</f></c>")
    return [f"{name} {cell.decode()}" for name, content in book.parts.items()
            if name.startswith("xl/worksheets/sheet") for cell in found.findall(content)]


def f10_formulas_are_plain_ones_that_excel_2016_knows(book: Delivered) -> list[str]:
    """F10."""
    strange = re.compile(rb"<f [^>]*t=\"(?:array|dataTable)\"|<c [^>]*\bcm=|_xlfn\.|_xlws\.")
    return [name for name, content in book.parts.items()
            if name.startswith("xl/worksheets/sheet") and strange.search(content)]


def m01_the_manifest_tells_version_layout_and_fingerprint(book: Delivered) -> list[str]:
    """M01: the properties in docProps/custom.xml, and the fingerprint of the inputs in them."""
    properties = book.proven.draft.properties
    found = {key.removeprefix("finsam_xl_"): value for key, value in _properties(book).items()}
    wanted = {**properties, "fingerprint": fingerprint(book.proven.plan.inputs)}
    return [key for key, value in wanted.items() if found.get(key) != value]


def _properties(book: Delivered) -> dict[str, str]:
    text = book.parts["docProps/custom.xml"].decode()
    return dict(re.findall(r'name="([^"]+)"><vt:lpwstr>([^<]*)<', text))


def n01_every_name_is_visible_and_points_to_one_cell_of_this_book(book: Delivered) -> list[str]:
    """N01; a name need not be used by a formula."""
    titles = {sheet.title for sheet in book.sheets}
    found = []
    for name, defined in book.workbook.defined_names.items():
        title, box = box_of(defined.attr_text, "")
        if defined.hidden or title not in titles or box[:2] != box[2:]:
            found.append(name)
    return found


def n01_the_package_is_read_back_by_our_own_reader(book: Delivered) -> list[str]:
    """What the book says is what our own reader finds: no cell is lost on the way."""
    import tempfile  # noqa: PLC0415 - the reader takes a file
    from pathlib import Path  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        file.write_bytes(book.package)
        read = book_cells(read_package(file))
    return [shown(place) for place in book.formulas
            if (place[1] - 1, place[2] - 1) not in read.sheets[place[0]]]
