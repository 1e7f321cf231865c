"""Workbooks: listed, opened, made, saved, closed, calculated and brought forward."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Dict, List

from finsam_xl.libreoffice.uno_side.host import Host, Steps, properties
from finsam_xl.libreoffice.uno_side.refusal import Refusal

_NO_MACROS, _NO_LINKS = 0, 0
_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template", ".xls": "MS Excel 97", ".ods": "calc8",
}


def _told(document: Any) -> Dict[str, Any]:
    """A workbook as it is told of: its mark, its path (none if it was never saved), its title."""
    path = import_module("uno").fileUrlToSystemPath(document.URL) if document.URL else ""
    return {"book": document.RuntimeUID, "path": path, "title": document.Title}


def _books(host: Host) -> List[Dict[str, Any]]:
    return [_told(document) for document in host.documents()]


def _book(host: Host, book: str) -> Dict[str, Any]:
    return _told(host.document(book))


def _active_book(host: Host) -> Any:
    """The workbook in front; where there are no windows the one last made active."""
    in_front = host.desktop.CurrentComponent
    open_books = {document.RuntimeUID: document for document in host.documents()}
    mark = getattr(in_front, "RuntimeUID", "") if in_front is not None else ""
    for wanted in (mark, host.active, *reversed(list(open_books))):
        if wanted in open_books:
            return _told(open_books[wanted])
    return None


def _open(host: Host, path: str, *, hidden: bool, read_only: bool, password: str) -> Any:
    for document in host.documents():
        known = _told(document)
        if known["path"] and _same(Path(known["path"]), Path(path)):
            return known
    facts: Dict[str, Any] = {
        "Hidden": hidden, "MacroExecutionMode": _NO_MACROS, "UpdateDocMode": _NO_LINKS}
    facts.update({"ReadOnly": True} if read_only else {}, **_password(password))
    return _held(host, _loaded(host, path, facts), path, read_only=read_only)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _loaded(host: Host, path: str, facts: Dict[str, Any]) -> Any:
    try:
        return host.desktop.loadComponentFromURL(
            Path(path).absolute().as_uri(), "_blank", 0, properties(**facts))
    except Exception:
        if not host.answers():
            raise
        return None


def _held(host: Host, document: Any, path: str, *, read_only: bool) -> Any:
    """A workbook just opened; refuses what was not opened, or only to be read as others have it."""
    lock = Path(path).with_name(f".~lock.{Path(path).name}#")
    if document is not None and (read_only or not document.isReadonly() or not lock.exists()):
        if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            document.close(True)
            raise Refusal("book_unopenable", path=path)
        host.active = document.RuntimeUID
        return _told(document)
    if document is not None:
        document.close(True)
    if lock.exists():
        owner = lock.read_text(encoding="utf-8", errors="replace").split(",")[0].strip()
        raise Refusal("file_open", path=path, owner=owner or "?", lock=lock.name)
    raise Refusal("book_unopenable", path=path)


def _new(host: Host, *, hidden: bool) -> Dict[str, Any]:
    document = host.desktop.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, properties(Hidden=hidden))
    host.active = document.RuntimeUID
    return _told(document)


def _save(host: Host, book: str, path: str, password: str) -> Dict[str, Any]:
    """Save where the workbook came from, or as another file if a path is given."""
    document = host.document(book)
    suffix = Path(path).suffix.lower()
    if path and suffix not in _FILTERS:
        raise Refusal("save_suffix", path=path, suffix=suffix, known=", ".join(_FILTERS))
    if path and not Path(path).parent.is_dir():
        raise Refusal("file_locked", path=path)  # LibreOffice would make the folder
    try:
        if path:
            document.storeAsURL(Path(path).absolute().as_uri(), properties(
                FilterName=_FILTERS[suffix], Overwrite=True, **_password(password)))
        else:
            document.store()
    except Exception as error:
        if not host.answers():
            raise
        raise Refusal("file_locked", path=path or _told(document)["path"]) from error
    return _told(document)


def _password(password: str) -> Dict[str, str]:
    return {"Password": password} if password else {}


def _close(host: Host, book: str) -> bool:
    """Close without saving."""
    document = host.document(book)
    document.setModified(False)
    document.close(True)
    host.forget(book)
    return True


def _activate(host: Host, book: str) -> bool:
    controller = host.document(book).CurrentController
    host.active = book
    if controller is not None and controller.Frame is not None:
        controller.Frame.activate()
        if controller.Frame.ContainerWindow.isVisible():
            controller.Frame.ContainerWindow.toFront()
    return True


def _calculate(host: Host) -> bool:
    """Calculate every formula of every open workbook."""
    for document in host.documents():
        document.calculateAll()
    return True


def _automatic(host: Host, to: Any = None) -> bool:
    """Whether workbooks calculate by themselves; given a truth, they do from now on, or not."""
    documents = tuple(host.documents())
    if to is not None:
        for document in documents:
            document.enableAutomaticCalculation(to)
    return all(document.isAutomaticCalculationEnabled() for document in documents)


def _paint(host: Host, *, on: bool) -> bool:
    """Let windows follow what is done, or let them wait."""
    for document in host.documents():
        mark = document.RuntimeUID
        if not on and mark not in host.paused:
            document.lockControllers()
            document.addActionLock()
            host.paused[mark] = True
        elif on and host.paused.pop(mark, None):
            document.removeActionLock()
            document.unlockControllers()
    return on


def _show(host: Host, *, on: bool) -> bool:
    """Show or hide every workbook's window."""
    for document in host.documents():
        if document.CurrentController is not None:
            document.CurrentController.Frame.ContainerWindow.setVisible(on)
    return on


def _say(host: Host, text: str) -> bool:
    """Show a text in the status bar of the workbook in front, or take it away."""
    in_front = host.desktop.CurrentComponent
    if in_front is None or in_front.CurrentController is None:
        return False
    bar = in_front.CurrentController.StatusIndicator
    bar.start(text, 0) if text else bar.end()
    return True


STEPS: Steps = {
    "books": _books, "book": _book, "active book": _active_book, "open": _open, "new": _new,
    "save": _save, "close": _close, "activate book": _activate, "calculate": _calculate,
    "automatic": _automatic, "paint": _paint, "show": _show, "say": _say,
}
"""What can be asked of workbooks."""
