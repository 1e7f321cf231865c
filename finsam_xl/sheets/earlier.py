"""Drafts as earlier layouts had them, so that what a person put where ours now stands is seen."""

from __future__ import annotations

from dataclasses import replace

from finsam_xl.domain.quantities import INPUTS, QUANTITIES
from finsam_xl.sheets.draft import BookDraft, DraftSheet

LIVE_SINCE = "fs_command"
"""The name that books lack from before there were commands and the sheet Beslutsstöd."""

_ABOVE_COMMAND = 2


def without_live(draft: BookDraft) -> BookDraft:
    """The draft without the sheet Beslutsstöd and without the commands on Översikt."""
    overview = next(sheet for sheet in draft.sheets if sheet.key == "overview")
    row = next(named.position[0] for named in draft.names if named.name == LIVE_SINCE)
    sheets = [_above(sheet, row - _ABOVE_COMMAND) if sheet is overview else sheet
              for sheet in draft.sheets if sheet.key != "decision_support"]
    live = QUANTITIES.keys() - INPUTS
    return replace(draft, sheets=sheets,
                   names=[named for named in draft.names
                          if named.quantity not in live and named.quantity != "live_now"])


def _above(sheet: DraftSheet, row: int) -> DraftSheet:
    """The part of a sheet above a row."""
    return replace(
        sheet, cells={at: cell for at, cell in sheet.cells.items() if at[0] < row},
        heights={at: points for at, points in sheet.heights.items() if at < row},
        validations=[each for each in sheet.validations if each.last[0] < row])
