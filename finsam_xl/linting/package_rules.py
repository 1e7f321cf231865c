"""Rules of a workbook's package, settings and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from finsam_xl.domain.names import parse_name
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.places import box_of, shown
from finsam_xl.linting.rule import Found
from finsam_xl.proof.fingerprint import fingerprint

_OUTWARD = re.compile(r"\b(?:WEBSERVICE|HYPERLINK|RTD|CALL|REGISTER\.ID|DDE|FILTERXML)\(|\|")
_LINKED = re.compile(r"(?<![A-Za-z0-9_.\]])\[\d+\]|\[[^\]\[]*\.xl[a-z]+\]", re.IGNORECASE)
_FOREIGN_PARTS = re.compile(r"connections|embeddings|activeX|queryTables|ctrlProps")
_STRANGE = re.compile(rb"<f [^>]*t=\"(?:array|dataTable)\"|<c [^>]*\bcm=|_xlfn\.|_xlws\.")
_PROGRAMS_OWN = ("_xlnm.", "_xlcn.", "_xlpm.", "_xleta.")


def unquoted(formula: str) -> str:
    """A formula without its texts."""
    return re.sub(r'"[^"]*"', "", formula)


def members_are_given_once_and_stay_inside(book: Examined) -> Iterator[Found]:
    """S01."""
    members = [each.filename for each in book.package.members]
    for name, times in Counter(map(str.casefold, members)).items():
        if times > 1:
            yield Found("", name)
    for name in members:
        if name.startswith("/") or ".." in name.split("/"):
            yield Found("", name)


def there_are_no_macros(book: Examined) -> Iterator[Found]:
    """S02."""
    for name in book.parts:
        if "vbaProject" in name or "macrosheets" in name:
            yield Found("", name)
    if b"macroEnabled" in book.parts["[Content_Types].xml"]:
        yield Found("", "macroEnabled")


def nothing_refers_to_another_workbook(book: Examined) -> Iterator[Found]:
    """S03."""
    for name in book.parts:
        if "externalLinks/" in name and "/_rels/" not in name:
            yield Found("", name)
    for place, formula in book.formulas.items():
        if _LINKED.search(unquoted(formula)):
            yield Found(shown(place), formula)
    for each in book.structure.names:
        if _LINKED.search(unquoted(each.text)):
            yield Found("", each.name)


def there_are_no_connections_or_embedded_objects(book: Examined) -> Iterator[Found]:
    """S04."""
    for name in book.parts:
        if _FOREIGN_PARTS.search(name) and "/_rels/" not in name:
            yield Found("", name)


def no_part_declares_a_document_type(book: Examined) -> Iterator[Found]:
    """S05."""
    for name, content in book.parts.items():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content[:2048]:
            yield Found("", name)


def no_formula_reaches_out_of_the_workbook(book: Examined) -> Iterator[Found]:
    """S06."""
    for place, formula in book.formulas.items():
        if _OUTWARD.search(unquoted(formula).upper()):
            yield Found(shown(place), formula)


def everything_is_calculated_when_the_book_is_opened(book: Examined) -> Iterator[Found]:
    """C01: calculating by hand is an error; not asking for it on opening is not."""
    mode = book.structure.setting("calcPr", "calcMode") or "auto"
    if mode != "auto":
        yield Found("", f"calcMode={mode}", "error")
    if book.roles is not None and not book.structure.holds("calcPr", "fullCalcOnLoad"):
        yield Found("", "fullCalcOnLoad=0")


def nothing_is_calculated_by_iteration(book: Examined) -> Iterator[Found]:
    """C02."""
    if book.structure.holds("calcPr", "iterate"):
        yield Found("", "iterate=1")


def numbers_are_exact_and_dates_count_from_1900(book: Examined) -> Iterator[Found]:
    """C03: a book that counts from 1904 is only worth a word."""
    if book.structure.setting("calcPr", "fullPrecision").lower() in ("0", "false", "off"):
        yield Found("", "fullPrecision=0")
    if book.structure.from_1904:
        yield Found("", "date1904=1", "note")


def formulas_are_plain_ones_that_excel_2016_knows(book: Examined) -> Iterator[Found]:
    """F10."""
    for title, content in book.worksheets.items():
        many = len(_STRANGE.findall(content))
        if many:
            yield Found(title, str(many))


def every_name_is_visible_and_leads_into_the_book(book: Examined) -> Iterator[Found]:
    """N01: one of ours is one cell; a name need not be used by a formula."""
    titles = {each.title.casefold() for each in book.structure.sheets}
    for each in book.structure.names:
        if each.name.startswith(_PROGRAMS_OWN):
            continue
        box = box_of(each.text, "")
        ours = book.roles is not None and parse_name(each.name) is not None
        hidden = each.element.get("hidden").lower() in ("1", "true")
        astray = box is not None and box[0].casefold() not in titles
        many = ours and (box is None or box[1][:2] != box[1][2:])
        if hidden or astray or many or "#REF!" in each.text:
            yield Found("", f"{each.name} = {each.text}")


def the_manifest_tells_version_layout_and_fingerprint(book: Examined) -> Iterator[Found]:
    """M01: the properties in docProps/custom.xml, and the fingerprint of the inputs in them."""
    if book.roles is None:
        return
    proven = book.roles.proven
    found = book.properties
    wanted = {"finsam_xl_fingerprint": fingerprint(proven.plan.inputs)}
    wanted |= {key if key.startswith("finsam_xl_") else f"finsam_xl_{key}": value
               for key, value in proven.draft.properties.items() if key != "fingerprint"}
    for key, value in wanted.items():
        if found.get(key) != value:
            yield Found("", f"{key}={found.get(key, '')}")
