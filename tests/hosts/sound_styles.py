"""Rules of the styles: order, counts, and every number within what it counts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hosts.opened import Opened, doubles
from tests.hosts.sound_workbook import miscounted, misplaced
from tests.hosts.trees import Element, children, whole

STYLES_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)
DIFFERENTIAL_ORDER = "font numFmt fill alignment border protection extLst"
_FIRST_OWN_FORMAT = 164
_COUNTED = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}


def held(styles: Element | None, name: str) -> int:
    """How many things of a kind the styles hold."""
    return 0 if styles is None else sum(len(group) for group in children(styles, name))


def styles_of(book: Opened) -> Element | None:
    """The styles' root element, if the book has styles."""
    part = book.beside("styles")
    return None if part is None else book.root(part)


def style_faults(book: Opened) -> Iterator[str]:
    """Everything that styles number."""
    styles, part = styles_of(book), book.beside("styles") or ""
    if styles is None:
        return
    yield from misplaced(styles, STYLES_ORDER, part)
    for group in styles:
        yield from miscounted(group, part)
    for name in ("cellStyleXfs", "cellXfs"):
        for number, form in enumerate(children(styles, name, "xf")):
            yield from _form_faults(styles, form, f"{part}: {name} {number}")
    yield from _named_faults(styles, part)
    yield from _differential_faults(styles, part)


def _form_faults(styles: Element, form: Element, place: str) -> Iterator[str]:
    for attribute, group in _COUNTED.items():
        if attribute in form.attrib and not 0 <= whole(form, attribute) < held(styles, group):
            yield f"{place}: {attribute} {form.get(attribute)} is not among {group}"
    number = whole(form, "numFmtId")
    own = {whole(entry, "numFmtId") for entry in children(styles, "numFmts", "numFmt")}
    if number >= _FIRST_OWN_FORMAT and number not in own:
        yield f"{place}: the number format {number} is not given"


def _named_faults(styles: Element, part: str) -> Iterator[str]:
    formats = children(styles, "numFmts", "numFmt")
    for double in doubles(entry.get("numFmtId", "") for entry in formats):
        yield f"{part}: two number formats {double}"
    named = children(styles, "cellStyles", "cellStyle")
    for double in doubles(entry.get("name", "") for entry in named):
        yield f"{part}: two styles {double}"
    for entry in named:
        if not 0 <= whole(entry, "xfId") < held(styles, "cellStyleXfs"):
            yield f"{part}: the style {entry.get('name')} has no format"


def _differential_faults(styles: Element, part: str) -> Iterator[str]:
    for number, form in enumerate(children(styles, "dxfs", "dxf")):
        yield from misplaced(form, DIFFERENTIAL_ORDER, f"{part}: dxf {number}")
    tables = children(styles, "tableStyles", "tableStyle")
    for double in doubles(table.get("name", "") for table in tables):
        yield f"{part}: two table styles {double}"
    for table in tables:
        yield from miscounted(table, part)
    for entry in children(styles, "tableStyles", "tableStyle", "tableStyleElement"):
        if not 0 <= whole(entry, "dxfId") < held(styles, "dxfs"):
            yield f"{part}: a table style has no differential format {entry.get('dxfId')}"


def missing_differentials(book: Opened, part: str) -> Iterator[str]:
    """Numbers of differential formats in a part that the styles do not hold."""
    most = held(styles_of(book), "dxfs")
    for element in book.root(part).iter():
        for attribute, value in element.attrib.items():
            if attribute.lower().endswith("dxfid") and not 0 <= int(value) < most:
                yield f"{part}: no differential format {value}"

