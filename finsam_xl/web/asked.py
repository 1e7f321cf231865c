"""A call of the page with its arguments, and the one plan that is open there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from finsam_xl.errors import BookError, InputError
from finsam_xl.texts import Texts, texts_in
from finsam_xl.web.session import Session
from finsam_xl.web.views import view

Reply = tuple[dict[str, Any], list[bytes]]


@dataclass(frozen=True)
class Asked:
    """A call with its arguments and files, in the language of the person who asks."""

    arguments: dict[str, Any]
    files: tuple[bytes, ...]
    language: str

    @property
    def texts(self) -> Texts:
        """The texts of the language asked for."""
        return texts_in(self.language)

    def text(self, key: str) -> str:
        """An argument as a text; empty where it is not given."""
        return str(self.arguments.get(key) or "")

    @property
    def file(self) -> bytes:
        """The file that came along; refuses where none did."""
        if not self.files:
            raise InputError("web_no_file")
        return self.files[0]


@dataclass
class Page:
    """The one plan that is open on the page."""

    open: Session | None = None

    @property
    def session(self) -> Session:
        """The plan that is open; refuses where none is."""
        if self.open is None:
            raise BookError("web_nothing_open")
        return self.open

    def show(self, session: Session, asked: Asked) -> Reply:
        """Show a session, and keep it only if it could be shown."""
        shown = view(session, asked.language)
        self.open = session
        return shown, []
