"""How a person lets a sheet of ours come out on paper: what differs from ours is kept."""

from __future__ import annotations

import re

from finsam_xl.graft.fragments import fragment
from finsam_xl.graft.frames import Frame
from finsam_xl.graft.person import TRUE, Person
from finsam_xl.package.elements import whole
from finsam_xl.package.markup import Element, escaped

_DEFAULTS = {
    "printOptions": {"gridLinesSet": "1"},
    "pageSetup": {"paperSize": "1", "scale": "100", "firstPageNumber": "1", "fitToWidth": "1",
                  "fitToHeight": "1", "pageOrder": "downThenOver", "orientation": "portrait",
                  "cellComments": "none", "errors": "displayed", "copies": "1"},
    "headerFooter": {"scaleWithDoc": "1", "alignWithMargins": "1"},
}
_OF_THE_PRINTER = ("horizontalDpi", "verticalDpi", "usePrinterDefaults", "id")
_NEAR = 0.006
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+ ?|[BIUESXY])')
_SECTION = re.compile(r"&([LCR])")
_CHANGING = re.compile(r"\d+(?:\.\w+)+|[0-9a-f]{4} [0-9a-f]{4}")


def keep_printing(person: Person, fresh: Frame) -> None:
    """Paper, margins, headers and breaks that are not as we set them."""
    for name in ("printOptions", "pageMargins"):
        theirs = person.old.child(name)
        if theirs is not None and not _alike(theirs, person.usual.child(name)):
            fresh.put(name, fragment(theirs))
    _page_setup(person, fresh)
    _header_and_footer(person, fresh)
    for name in ("rowBreaks", "colBreaks"):
        _breaks(person, name, fresh)


def fits_to_page(frame: Frame) -> bool:
    """Whether a sheet is made to fit on its pages."""
    properties = frame.child("sheetPr")
    fit = properties.child("pageSetUpPr") if properties else None
    return fit is not None and fit.get("fitToPage", "0") in TRUE


def _said(element: Element | None, *, fits: bool = True) -> dict[str, str | float]:
    """What an element says that is not said anyway."""
    if element is None:
        return {}
    skipped = set(_OF_THE_PRINTER) | ({"scale"} if fits else {"fitToWidth", "fitToHeight"})
    if element.get("useFirstPageNumber", "0") not in TRUE:
        skipped.add("firstPageNumber")
    usual = _DEFAULTS.get(element.name, {})
    return {name: _plain(value) for name, value in element.attributes.items()
            if name.rpartition(" ")[2] not in skipped
            and _plain(value) != _plain(usual.get(name, "0")) and value != "default"}


def _plain(value: str) -> str | float:
    value = {"true": "1", "false": "0"}.get(value, value)
    try:
        return round(float(value), 6)
    except ValueError:
        return value


def _alike(one: Element, other: Element | None, *, fits: bool = True) -> bool:
    """Whether two elements say the same, small differences of numbers aside."""
    first, second = _said(one, fits=fits), _said(other, fits=fits)
    return first.keys() == second.keys() and all(
        _near(value, second[name]) for name, value in first.items())


def _near(one: str | float, other: str | float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= _NEAR
    return one == other


def _page_setup(person: Person, fresh: Frame) -> None:
    """Paper and orientation are ours while they are as we set them; the printer's part is kept."""
    theirs, ours = person.old.child("pageSetup"), fresh.child("pageSetup")
    if theirs is None or ours is None:
        return
    fits = fits_to_page(person.old)
    settings = next((value for name, value in theirs.attributes.items()
                     if name.endswith(" id")), None)
    if fits != fits_to_page(person.usual) or not _alike(
            theirs, person.usual.child("pageSetup"), fits=fits):
        fresh.put("pageSetup", fragment(theirs))
    elif settings:
        fresh.put("pageSetup", fragment(ours).replace(
            "<pageSetup", f'<pageSetup r:id="{settings}"', 1))


def _header_and_footer(person: Person, fresh: Frame) -> None:
    """Each of the texts is ours while it says what ours did, whatever its date and version."""
    theirs, ours = person.old.child("headerFooter"), fresh.child("headerFooter")
    usual = person.usual.child("headerFooter")
    if ours is None or usual is None:
        return
    if theirs is None:
        fresh.around.remove(ours)
        return
    own: dict[str, str] = {each.name: each.text for each in theirs.children if each.text}
    kept = {name: text for name, text in own.items() if not (
        name in ("oddHeader", "oddFooter") and _is_ours(person, text, _text(usual, name)))}
    missing = {each.name for each in usual.children} - own.keys()
    facts = _said(theirs)
    if not kept and not missing and not facts:
        return
    texts = {each.name: each.text for each in ours.children if each.name not in missing} | kept
    order = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
    attributes = "".join(f' {name}="{escaped(theirs.get(name))}"' for name in facts)
    inner = "".join(f"<{name}>{escaped(texts[name])}</{name}>" for name in order if name in texts)
    fresh.put("headerFooter", f"<headerFooter{attributes}>{inner}</headerFooter>")


def _text(parent: Element, name: str) -> str:
    there = parent.child(name)
    return there.text if there is not None else ""


def _is_ours(person: Person, text: str, usual: str) -> bool:
    """Whether a header or footer says what ours said when the book was last written."""
    theirs, ours = _sections(text), _sections(usual)
    if theirs.keys() != ours.keys():
        return False
    return all(_same_words(person, theirs[side], ours[side]) for side in ours)


def _sections(text: str) -> dict[str, str]:
    """Left, middle and right of a header, without its looks, its version and fingerprint."""
    pieces = _SECTION.split(_CODE.sub("", text))
    return {side: _CHANGING.sub("#", words).strip()
            for side, words in zip(pieces[1::2], pieces[2::2], strict=True)}


def _same_words(person: Person, theirs: str, ours: str) -> bool:
    """The association's name, the plan's title and its status were perhaps others then."""
    one, other = (each.split(" · ") for each in (theirs, ours))
    return len(one) == len(other) and all(
        first == second or first.replace("&&", "&") in person.said
        for first, second in zip(one, other, strict=True))



def _breaks(person: Person, name: str, fresh: Frame) -> None:
    """Page breaks of the person's own go where their rows or columns went."""
    there = _numbers(person.old, name)
    if there == _numbers(person.usual, name):
        return
    way = person.moves.row if name == "rowBreaks" else person.moves.column
    numbers = sorted({number for each in there if (number := way(each)) is not None})
    ours = fresh.child(name)
    if not numbers:
        if ours is not None:
            fresh.around.remove(ours)
        return
    most = 16_383 if name == "rowBreaks" else 1_048_575
    written = "".join(f'<brk id="{number}" max="{most}" man="1"/>' for number in numbers)
    fresh.put(name, f'<{name} count="{len(numbers)}" manualBreakCount="{len(numbers)}">'
                    f"{written}</{name}>")


def _numbers(frame: Frame, name: str) -> set[int]:
    """The breaks that somebody set, each by the row or column it stands before."""
    listed = frame.child(name)
    return {whole(each.get("id", "0")) for each in listed.all("brk")
            if each.get("man", "0") in TRUE} if listed is not None else set()
