"""A running Calc for tests: one for a module, with a profile of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwings

from finsam_xl.errors import BookError
from finsam_xl.libreoffice.engine import engine
from finsam_xl.libreoffice.starting import Settings
from tests.office.soffice import soffice_or_skip, uno_or_skip


@contextmanager
def running(folder: Path | None) -> Iterator[xlwings.App]:
    """An app without windows, its profile in a folder or thrown away; ended, if it still runs."""
    office, python = Path(soffice_or_skip()), uno_or_skip()
    engine(Settings(office=office, python=python, profile=folder and folder / "profile")).activate()
    app = xlwings.App(visible=False, add_book=False)
    try:
        yield app
    finally:
        if app.impl.bridge.is_open:
            app.quit()


def refused(act: Callable[..., object], *facts: object) -> str:
    """The key of the error with which something is refused."""
    with pytest.raises(BookError) as refusal:
        act(*facts)
    assert refusal.value.sentence("sv") != refusal.value.sentence("en")
    return refusal.value.key
