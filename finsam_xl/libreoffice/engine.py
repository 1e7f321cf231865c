"""The engine as xlwings knows it: its name, and how values are readied and cleaned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlwings

from finsam_xl.libreoffice.apps import Apps
from finsam_xl.libreoffice.starting import Settings
from finsam_xl.libreoffice.values import cleaned

NAME = "libreoffice"


class Engine:
    """LibreOffice Calc as an engine of xlwings."""

    name = NAME
    type = "desktop"

    def __init__(self, settings: Settings) -> None:
        self.apps = Apps(self, settings)

    @staticmethod
    def prepare_xl_data_element(value: object, options: Mapping[str, Any]) -> object:
        """A value on its way to a cell, which readies it itself."""
        return value

    @staticmethod
    def clean_value_data(
        rows: Sequence[Sequence[Any]], datetime_builder: Callable[..., Any], empty_as: object,
        number_builder: Callable[[float], Any] | None, err_to_str: bool,
    ) -> list[list[Any]]:
        """Values on their way from cells, as the options of the range say."""
        return cleaned(rows, moment=datetime_builder, blank=empty_as, number=number_builder,
                       error_texts=err_to_str)


def engine(settings: Settings | None = None) -> xlwings.Engine:
    """The engine, added to xlwings the first time; new settings hold for apps yet to start."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=Engine(settings or Settings())))
    found: xlwings.Engine = xlwings.engines.engines_by_name[NAME]
    if settings is not None:
        found.impl.apps.settings = settings
    return found
