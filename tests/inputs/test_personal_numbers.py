"""Personal identity numbers never come in, however they are written; organisations' do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finsam_xl.domain.quantities import Kind, Quantity
from finsam_xl.errors import InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.raw import Content, RawCell
from finsam_xl.inputs.reading import Reader

PERSONAL = [
    "19811218-9876",
    "198112189876",
    "811218-9876",
    "8112189876",
    "811218+9876",
    "20120101-1234",
    "Anna Ek 811218-9876",
    "(811218-9876)",
    "811218\u20119876",
    "811218\u20139876",
    "19811278-9876",
    "811278-9873",
    "dnr 2025/1, 811218-9876",
]

FREE = [
    "222000-0000",
    "556016-0680",
    "5560160680",
    "165560160680",
    "802002-4280",
    "8112189877",
    "2025-06-30",
    "20250630",
    "2025-06-30 – 2025-12-31",
    "2019/00418",
    "0331-22 30 60",
    "VP 2026–2028 § 6",
    "SCB per 30 juni 2025",
    "811399-9876",
    "811200-9876",
    "1234567890123456",
    "8773",
    "",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_a_personal_identity_number_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InputError) as refused:
        refuse_personal_number(text, "Insatser!L9")
    assert (refused.value.key, refused.value.place) == ("personal_number", "Insatser!L9")
    assert "9876" not in refused.value.sentence("sv")
    assert "9876" not in refused.value.sentence("en")


@pytest.mark.parametrize("text", FREE)
def test_organisation_numbers_dates_and_references_pass(text: str) -> None:
    refuse_personal_number(text, "Insatser!L9")


@pytest.mark.parametrize("content", [
    "811218\u200b-9876", "811218-\ufeff9876", "8112\u00ad18-9876", "811218\u22129876",
    Decimal(198112189876), Decimal(8112189876),
])
def test_no_disguise_helps(content: Content) -> None:
    """Unseen characters, a minus sign for a hyphen, or a number typed in a text cell."""
    with pytest.raises(InputError) as refused:
        Reader({}).read(RawCell("Insatser!L9", content), Quantity(Kind.TEXT))
    assert refused.value.key == "personal_number"


def test_an_organisation_number_is_kept_as_it_is_written() -> None:
    cell = RawCell("Förutsättningar!C8", "222000-0000")
    assert Reader({}).read(cell, Quantity(Kind.TEXT)) == "222000-0000"
