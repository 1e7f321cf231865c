"""Running LibreOffices, each an app of xlwings."""

from __future__ import annotations

import atexit
import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlwings import base_classes

from finsam_xl.errors import BookError
from finsam_xl.libreoffice.books import Books
from finsam_xl.libreoffice.bridge import Bridge
from finsam_xl.libreoffice.ranges import Range
from finsam_xl.libreoffice.starting import Office, Settings, attach, start

if TYPE_CHECKING:
    from finsam_xl.libreoffice.engine import Engine

_AUTOMATIC, _MANUAL = "automatic", "manual"


class Apps(base_classes.Apps):
    """The apps of this program, the latest first; keys are process numbers."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self._apps: list[App] = []
        atexit.register(self.cleanup)

    def add(self, spec: None = None, add_book: bool | None = None,
            xl: None = None, visible: bool | None = None) -> App:
        """Start LibreOffice; raises BookError if it is missing or does not start."""
        shown = visible is not False
        office, bridge = start(self.settings, visible=shown)
        app = self._took(App(self, bridge, office, visible=shown))
        if add_book:
            self._begin(app)
        return app

    @staticmethod
    def _begin(app: App) -> None:
        try:
            app.books.add()
        except BookError:
            app.kill()
            raise

    def attach(self, pipe: str, *, visible: bool = True) -> App:
        """Talk to a LibreOffice that somebody else started and that stays when we leave."""
        bridge = attach(pipe, self.settings)
        return self._took(App(self, bridge, None, visible=visible))

    def _took(self, app: App) -> App:
        self._apps.insert(0, app)
        return app

    def let_go(self, app: App) -> None:
        """Know an app no more."""
        if app in self._apps:
            self._apps.remove(app)

    def keys(self) -> list[int]:
        """The process numbers."""
        return [app.pid for app in self._apps]

    def cleanup(self) -> None:  # type: ignore[override]
        """End every LibreOffice without windows, and leave the others to their users."""
        for app in tuple(self._apps):
            with contextlib.suppress(BookError):
                app.quit()

    def __iter__(self) -> Iterator[App]:
        return iter(tuple(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class App(base_classes.App):
    """A LibreOffice that is talked to.

    One with windows, or that others started, is left running by `quit`: it is its user's.
    """

    def __init__(self, apps: Apps, bridge: Bridge, office: Office | None, *,
                 visible: bool) -> None:
        self.apps = apps
        self.engine = apps.engine
        self.bridge = bridge
        self.office = office
        self.hidden = not visible
        self._visible = visible
        self._pid = (office.pid if office else None) or bridge.pid
        self._painting = self._alerts = self._events = True
        self._status: str | bool = False
        self.manual = False

    @property
    def trips(self) -> int:
        """How many round trips to LibreOffice have been made."""
        return self.bridge.trips

    @property
    def api(self) -> App:
        """The app itself: what is native lives in another process."""
        return self

    @property
    def pid(self) -> int:
        """LibreOffice's process where we started it, otherwise the one that talks to it."""
        return self._pid

    @property
    def version(self) -> str:
        """LibreOffice's version."""
        return str(self.bridge.ask("version"))

    @property
    def books(self) -> Books:
        """The open workbooks."""
        return Books(self)

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active workbook."""
        if not len(self.books):
            return None
        return self.books.active.selection

    @property
    def visible(self) -> bool:
        """Whether there are windows; those of a LibreOffice without any cannot be shown."""
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if value and self.hidden:
            raise BookError("host_without_windows")
        if value != self._visible:
            self.bridge.ask("show", on=value)
        self._visible = value

    @property
    def screen_updating(self) -> bool:
        """Whether windows follow what is done."""
        return self._painting

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.bridge.ask("paint", on=value)
        self._painting = value

    @property
    def display_alerts(self) -> bool:
        """Remembered only: nothing that is done from here asks anybody anything."""
        return self._alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._alerts = value

    @property
    def enable_events(self) -> bool:
        """Remembered only: macros of workbooks opened from here never run."""
        return self._events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._events = value

    @property
    def calculation(self) -> str:
        """Whether workbooks calculate by themselves: "automatic" or "manual"."""
        manual = self.manual if not len(self.books) else not self.bridge.ask("automatic")
        return _MANUAL if manual else _AUTOMATIC

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in (_AUTOMATIC, _MANUAL):
            raise ValueError(value)
        self.manual = value == _MANUAL
        self.bridge.ask("automatic", to=not self.manual)

    def calculate(self) -> None:
        """Calculate every formula of every open workbook."""
        self.bridge.ask("calculate")

    @property
    def status_bar(self) -> str | bool:
        """The text last put in the status bar; False if none."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.bridge.ask("say", text=value if isinstance(value, str) else "")
        self._status = value or False

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing: a workbook's own `activate` brings its window forward."""

    def quit(self) -> None:
        """Close every workbook unsaved and end LibreOffice, unless it is its user's."""
        if self.hidden and self.office is not None and not self.office.lent:
            self.end()
        self._leave()

    def end(self) -> None:
        """Close every workbook unsaved and end LibreOffice, with or without windows."""
        with contextlib.suppress(BookError):
            self.bridge.ask("end")
        if self.office is not None and not self.office.wait():
            self.office.kill()
        self._leave()

    def kill(self) -> None:
        """End LibreOffice at once, if we started it."""
        if self.office is not None:
            self.office.kill()
        self._leave()

    def _leave(self) -> None:
        self.bridge.close()
        self.apps.let_go(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, App) and other.bridge is self.bridge

    def __hash__(self) -> int:
        return hash((os.getpid(), self._pid))
