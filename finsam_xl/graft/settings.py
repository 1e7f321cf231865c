"""How a person has set up a sheet of ours: its view, its tab, its outline, its password."""

from __future__ import annotations

from finsam_xl.graft.fragments import fragment
from finsam_xl.graft.frames import Frame
from finsam_xl.graft.paper import fits_to_page
from finsam_xl.graft.person import TRUE, Person
from finsam_xl.package.elements import measure
from finsam_xl.package.markup import Element, escaped

_ALLOWED = ("sheet", "objects", "scenarios", "selectLockedCells", "selectUnlockedCells")
_FORBIDDEN = ("formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows",
              "insertHyperlinks", "deleteColumns", "deleteRows", "sort", "autoFilter",
              "pivotTables")
_USUAL_WIDTH, _WIDER = 8.43, 1.0


def keep_views(person: Person, fresh: Frame) -> None:
    """Zoom, selection and frozen rows, as long as the sheet has not got other rows to freeze."""
    theirs, ours = person.old.child("sheetViews"), fresh.child("sheetViews")
    usual = person.usual.child("sheetViews")
    if theirs is None or ours is None:
        return
    untouched = _pane(theirs) == _pane(usual)
    if not is_stripped(person) and (not untouched or _pane(theirs) == _pane(ours)):
        fresh.put("sheetViews", fragment(theirs))
        return
    view = next(theirs.all("sheetView"), theirs)
    names = () if is_stripped(person) else (
        "zoomScale", "zoomScaleNormal", "showGridLines", "showRowColHeaders",
        "view", "topLeftCell")
    for each in ours.all("sheetView"):
        fresh.around.set(each, **{name: _plain(view.get(name)) for name in names})
        selected = view.get("tabSelected", "0") in TRUE
        fresh.around.set(each, tabSelected="1" if selected else None)


def _plain(value: str) -> str | None:
    return {"": None, "true": "1", "false": "0"}.get(value, value)


def _pane(views: Element | None) -> tuple[str, ...]:
    pane = next((each for each in views.walk() if each.name == "pane"), None) if views else None
    return tuple(pane.get(name) for name in ("xSplit", "ySplit", "state")) if pane else ()


def is_stripped(person: Person) -> bool:
    """Whether a program has forgotten how the sheet was shown, its tab's colour included."""
    properties, views = person.old.child("sheetPr"), person.old.child("sheetViews")
    view = next(views.all("sheetView"), None) if views is not None else None
    has_tab = properties is not None and properties.child("tabColor") is not None
    return not has_tab and (view is None or view.get("showGridLines", "1") in TRUE)


def keep_properties(person: Person, fresh: Frame) -> None:
    """The sheet's name for macros, its tab's colour, its outline, whether it fits on its pages."""
    theirs, ours = person.old.child("sheetPr"), fresh.child("sheetPr")
    if ours is not None:
        tab = _tab(person, theirs, ours)
        outline = theirs.child("outlinePr") if theirs is not None else None
        code = theirs.get("codeName") if theirs is not None else ""
        fits = person.old.child("pageSetup") is None or fits_to_page(person.old)
        fresh.put("sheetPr", "".join((
            f'<sheetPr codeName="{escaped(code)}">' if code else "<sheetPr>", tab,
            fragment(outline) if outline is not None and _is_unusual(outline) else "",
            '<pageSetUpPr fitToPage="1"/>' if fits else "", "</sheetPr>")))
    _keep_format(person, fresh)


def _tab(person: Person, theirs: Element | None, ours: Element) -> str:
    tab = theirs.child("tabColor") if theirs is not None else None
    own = ours.child("tabColor")
    if tab is not None and tab.get("rgb")[-6:].upper() != person.before.tab:
        return fragment(tab)
    removed = tab is None and not is_stripped(person)
    return fragment(own) if own is not None and not removed else ""


def _is_unusual(outline: Element) -> bool:
    return any((outline.get(name, usual) in TRUE) != (usual == "1")
               for name, usual in (("summaryBelow", "1"), ("summaryRight", "1"),
                                   ("applyStyles", "0"), ("showOutlineSymbols", "1")))


def _keep_format(person: Person, fresh: Frame) -> None:
    """Rows hidden altogether, levels of an outline, and widths of all other columns."""
    theirs, ours = person.old.child("sheetFormatPr"), fresh.child("sheetFormatPr")
    if theirs is None or ours is None:
        return
    own = {name: theirs.get(name) for name in ("outlineLevelRow", "outlineLevelCol")
           if theirs.get(name, "0") != "0"}
    own |= {name: "1" for name in ("zeroHeight", "customHeight")
            if theirs.get(name, "0") in TRUE}
    if "customHeight" in own:
        own["defaultRowHeight"] = theirs.get("defaultRowHeight")
    width = measure(theirs.get("defaultColWidth", "0"))
    if width and abs(width - _USUAL_WIDTH) > _WIDER and not is_stripped(person):
        own["defaultColWidth"] = theirs.get("defaultColWidth")
    if own:
        fresh.around.set(ours, **own)


def keep_protection(person: Person, fresh: Frame) -> None:
    """A password of the person's own stays, and what else is allowed or not.

    A sheet that has been unprotected is protected again, as ours are.
    """
    theirs, usual = person.old.child("sheetProtection"), person.usual.child("sheetProtection")
    if theirs is None or theirs.get("sheet", "0") not in TRUE:
        return
    locked = theirs.get("password") or theirs.get("hashValue")
    if locked or usual is None or _allows(theirs) != _allows(usual):
        fresh.put("sheetProtection", fragment(theirs))


def _allows(protection: Element) -> tuple[bool, ...]:
    return (*(protection.get(name, "0") in TRUE for name in _ALLOWED),
            *(protection.get(name, "1") in TRUE for name in _FORBIDDEN))
