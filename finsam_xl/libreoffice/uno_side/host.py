"""The LibreOffice that is talked to: its connection, its documents and what UNO wants made."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Callable, Dict, Iterator, Tuple

from finsam_xl.libreoffice.uno_side.refusal import Refusal

Steps = Dict[str, Callable[..., Any]]
"""Functions by what is asked for; each is given the host and the facts of the step."""

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


class Host:
    """A connection to a LibreOffice, made by `connect`, and what is remembered of its documents."""

    def __init__(self) -> None:
        self.desktop: Any = None
        self.remote: Any = None
        self.active = ""
        self.listeners: Dict[str, Any] = {}
        self.translators: Dict[str, Any] = {}
        self.paused: Dict[str, Any] = {}
        self._found: Dict[str, Any] = {}
        self._sheets: Dict[Tuple[str, str], Any] = {}

    def connect(self, pipe: str) -> bool:
        """Whether somebody answers at the pipe."""
        uno = import_module("uno")
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        try:
            self.remote = resolver.resolve(
                f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            self.desktop = self.made("com.sun.star.frame.Desktop")
        except Exception:
            return False
        return self.desktop is not None

    def answers(self) -> bool:
        """Whether the host is still there."""
        try:
            return self.desktop is not None and self.desktop.ImplementationName != ""
        except Exception:
            return False

    def made(self, service: str) -> Any:
        """A service of the host."""
        return self.remote.ServiceManager.createInstanceWithContext(service, self.remote)

    def documents(self) -> Iterator[Any]:
        """Every open workbook, in the order that LibreOffice tells of them."""
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if hasattr(component, "supportsService") and component.supportsService(_SPREADSHEET):
                self._found[component.RuntimeUID] = component
                yield component

    def document(self, book: str) -> Any:
        """An open workbook by its mark; refuses `book_closed`."""
        found = self._found.get(book)
        if found is not None and _alive(found):
            return found
        for each in self.documents():
            if each.RuntimeUID == book:
                return each
        self.forget(book)
        if not self.answers():
            raise Refusal("host_gone")
        raise Refusal("book_closed")

    def sheet(self, book: str, title: str) -> Any:
        """A sheet by its title; refuses `sheet_absent`."""
        known = self._sheets.get((book, title))
        if known is not None and _bears(known, title):
            return known
        collection = self.document(book).Sheets
        if not collection.hasByName(title):
            raise Refusal("sheet_absent", sheet=title)
        self._sheets[book, title] = found = collection.getByName(title)
        return found

    def forget(self, book: str) -> None:
        """Remember nothing of a workbook that is closed."""
        for memory in (self._found, self.listeners, self.translators, self.paused):
            memory.pop(book, None)
        self._sheets = {key: sheet for key, sheet in self._sheets.items() if key[0] != book}


def _alive(document: Any) -> bool:
    try:
        return bool(document.RuntimeUID)
    except Exception:
        return False


def _bears(sheet: Any, title: str) -> bool:
    try:
        return bool(sheet.getName() == title)
    except Exception:
        return False


def block(host: Host, book: str, sheet: str, area: Any) -> Any:
    """The cells of an area: top, left, bottom and right, each counted from 0."""
    top, left, bottom, right = area
    return host.sheet(book, sheet).getCellRangeByPosition(left, top, right, bottom)


def properties(**facts: Any) -> Tuple[Any, ...]:
    """Facts as UNO wants them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=fact)
                 for name, fact in facts.items())


def struct(name: str, **members: Any) -> Any:
    """A struct of UNO's."""
    made = import_module("uno").createUnoStruct(f"com.sun.star.{name}")
    for member, value in members.items():
        setattr(made, member, value)
    return made


def _connect(host: Host, pipe: str) -> bool:
    return host.connect(pipe)


def _version(host: Host) -> str:
    """The version of the host, such as 7.4.7.2."""
    settings = host.made("com.sun.star.configuration.ConfigurationProvider")
    about = settings.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        properties(nodepath="/org.openoffice.Setup/Product"))
    return str(about.getByName("ooSetupVersionAboutBox"))


def _end(host: Host) -> bool:
    """Close every workbook without saving and end LibreOffice."""
    for document in tuple(host.documents()):
        document.setModified(False)
        document.close(True)
    try:
        return bool(host.desktop.terminate())
    except Exception:
        return not host.answers()


STEPS: Steps = {"connect": _connect, "version": _version, "end": _end}
"""What can be asked of the host itself."""
