"""What a spreadsheet program says is told by what it means, whichever program says it."""

from __future__ import annotations

import pytest

from finsam_xl.books.host_faults import told
from finsam_xl.errors import BookError, LayoutError


class ComFault(Exception):  # noqa: N818 - as COM's own is shaped
    """A fault as Windows' bridge raises it: a code, words, and the program's own code within."""


class ScriptFault(Exception):  # noqa: N818 - as macOS' bridge raises it
    def __init__(self, number: int) -> None:
        super().__init__("Apple event")
        self.errornumber = number


@pytest.mark.parametrize(("fault", "key"), [
    (ComFault(-2147418111, "Call was rejected by callee.", None, None), "host_busy"),
    (ComFault(-2147417846, "The application is busy.", None, None), "host_busy"),
    (ComFault(-2147352567, "Exception", (0, None, None, None, 0, -2146777998), None), "host_busy"),
    (ComFault(-2147023174, "The RPC server is unavailable.", None, None), "host_gone"),
    (ComFault(-2147417848, "Object disconnected.", None, None), "host_gone"),
    (ScriptFault(-600), "host_gone"),
    (BrokenPipeError("soffice"), "host_gone"),
    (ComFault(-2147352567, "Exception", (0, "Excel", "protected", None, 0, -2146827284), None),
     "host_protected"),
    (ValueError("something else"), "host_refused"),
])
def test_a_fault_of_the_host_is_a_sentence(fault: Exception, key: str) -> None:
    with pytest.raises(BookError) as raised, told("Budget.xlsx"):
        raise fault
    assert (raised.value.key, raised.value.place) == (key, "Budget.xlsx")
    assert raised.value.sentence("sv").startswith("Budget.xlsx: ")


def test_a_fault_of_ours_goes_through_as_it_is() -> None:
    with pytest.raises(LayoutError), told("Budget.xlsx"):
        raise LayoutError("name_missing", place="x", name="fs_step_2026")
