"""The functions of the add-in, called as Excel calls them; xlwings registers them on Windows."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl import functions
from finsam_xl.books.cells import book_cells
from finsam_xl.functions import (
    FINSAM_ANDEL,
    FINSAM_BEFOLKNING,
    FINSAM_CHECK,
    FINSAM_EXPLAIN,
    FINSAM_FORKLARA,
    FINSAM_KONTROLL,
    FINSAM_POPULATION,
    FINSAM_SHARE,
    shares,
)
from finsam_xl.functions.binding import ARGUMENTS
from finsam_xl.package.archive import open_package
from finsam_xl.plans import EXAMPLES
from finsam_xl.texts import LANGUAGES, texts_in

if TYPE_CHECKING:
    from tests.conftest import Table

ROOT = Path(__file__).parent.parent
QUARTER_2026 = 4_386_500.0
SJUHARAD = [9_790.0, 114_895.0, 9_507.0, 35_223.0, 10_675.0, 11_893.0, 24_974.0, 12_485.0]
ALL = [getattr(functions, name) for name in functions.__all__]
IN_TWO_LANGUAGES = ((FINSAM_ANDEL, FINSAM_SHARE), (FINSAM_KONTROLL, FINSAM_CHECK),
                    (FINSAM_FORKLARA, FINSAM_EXPLAIN), (FINSAM_BEFOLKNING, FINSAM_POPULATION))
BEFOLKNING: list[list[object]] = [
    ["Mätdatum", None, datetime(2025, 6, 30), datetime(2024, 12, 31), None],  # noqa: DTZ001
    ["Publicerad", None, datetime(2025, 8, 21), None, None],  # noqa: DTZ001 - as Excel gives it
    ["Kod", "Kommun", "Invånare", "Invånare", "Kommentar"],
    ["1443", "Bollebygd", 9_790.0, 9_802.0, None],
    [180.0, "Stockholm", 1_000.0, None, None],
    ["9901", "Alm", 3.0, 4.0, "påhittad"],
]


def column(*cells: object) -> list[list[object]]:
    """Cells below one another, as Excel gives them."""
    return [[cell] for cell in cells]


def words(answer: object) -> str:
    """An answer's text with plain spaces."""
    assert isinstance(answer, str)
    return answer.replace("\u00a0", " ")


# -- FINSAM_ANDEL -----------------------------------------------------------------------------


def test_the_quarter_of_2026_in_steps_of_ten_and_of_one(table: Table) -> None:
    """
    =FINSAM_ANDEL(4386500; C2:C9; 10) and the same without a step.

    Kommun      Invånare  Steg 10, kr    Steg 1, kr
    Bollebygd      9 790      187 170       187 166
    Borås        114 895    2 196 580     2 196 576
    Herrljunga     9 507      181 760       181 756
    Mark          35 223      673 400       673 398
    Svenljunga    10 675      204 080       204 086
    Tranemo       11 893      227 370       227 372
    Ulricehamn    24 974      477 450       477 456
    Vårgårda      12 485      238 690       238 690
    """
    people = column(*map(float, table.numbers("Invånare")))
    tens, ones = table.numbers("Steg 10, kr"), table.numbers("Steg 1, kr")
    assert FINSAM_ANDEL(QUARTER_2026, people, 10.0) == column(*tens)
    assert FINSAM_ANDEL(QUARTER_2026, people) == column(*ones)
    assert sum(tens) == sum(ones) == QUARTER_2026


def test_shares_lie_as_the_people_do() -> None:
    assert FINSAM_ANDEL(10.0, [[1.0, 1.0]]) == [[5.0, 5.0]]
    assert FINSAM_ANDEL(10.0, [[1.0], [1.0]]) == [[5.0], [5.0]]
    assert FINSAM_ANDEL([[10.0]], [[3.0]]) == FINSAM_ANDEL(10.0, 3.0) == [[10.0]]


def test_a_blank_row_of_people_is_blank_in_the_answer() -> None:
    assert FINSAM_ANDEL(10.0, column(1.0, None, 1.0)) == column(5.0, None, 5.0)


def test_equal_rests_go_to_the_larger_and_then_to_the_topmost_row() -> None:
    """A column of numbers has no municipality codes."""
    assert FINSAM_ANDEL(100.0, column(1.0, 1.0, 1.0)) == column(34.0, 33.0, 33.0)
    assert FINSAM_ANDEL(2.0, column(1.0, 3.0)) == column(0.0, 2.0)


def test_texts_that_are_plainly_numbers_are_read_as_such() -> None:
    assert FINSAM_ANDEL("4 386 500", column("9 790", Decimal("9790.0000"))) == column(
        2_193_250.0, 2_193_250.0)


def test_shares_are_excel_s_own_numbers() -> None:
    """A whole number beyond 32 bits is none that Excel takes from xlwings."""
    answer = FINSAM_ANDEL(90_000_000_000.0, column(1.0, 2.0))
    assert answer == column(30_000_000_000.0, 60_000_000_000.0)
    assert isinstance(answer, list)
    assert {type(cell) for row in answer for cell in row} == {float}


@given(amount=st.integers(0, 10**9), people=st.lists(
    st.one_of(st.none(), st.integers(0, 2_000_000)), min_size=1, max_size=30))
def test_any_amount_among_any_people_sums_exactly(
    amount: int, people: list[int | None]
) -> None:
    """And the check that goes with it holds."""
    answer = FINSAM_ANDEL(float(amount), column(*people))
    if not sum(filter(None, people)):
        assert words(answer).startswith("#FINSAM: befolkning: ")
        return
    assert isinstance(answer, list)
    cells = [row[0] for row in answer]
    assert sum(cell for cell in cells if cell is not None) == amount
    assert [cell is None for cell in cells] == [many is None for many in people]
    assert words(FINSAM_KONTROLL(float(amount), answer, column(*people))).startswith("✓")


# -- FINSAM_KONTROLL --------------------------------------------------------------------------


def test_parts_that_are_the_shares_hold() -> None:
    people = column(*SJUHARAD)
    parts = FINSAM_ANDEL(QUARTER_2026, people, 10.0)
    assert words(FINSAM_KONTROLL(QUARTER_2026, parts)) == "✓ 8 delar ger exakt 4 386 500 kr."
    assert words(FINSAM_KONTROLL(QUARTER_2026, parts, people, 10.0)) == (
        "✓ 8 delar ger exakt 4 386 500 kr, och varje del är den exakta andelen.")
    assert words(FINSAM_KONTROLL(QUARTER_2026, parts, people)).startswith("✕ Rad 1: 187 170 kr, ")


def test_the_printed_parts_of_2026_are_twenty_kronor_too_many() -> None:
    """The plan rounds row by row and prints 204,09 and 477,46."""
    printed = column(187_170, 2_196_580, 181_760, 673_400, 204_090, 227_370, 477_460, 238_690)
    assert words(FINSAM_KONTROLL(QUARTER_2026, printed, column(*SJUHARAD), 10.0)) == (
        "✕ Delarna ger 4 386 520 kr, beloppet är 4 386 500 kr: +20 kr. "
        "Rad 5: 204 090 kr, exakt andel 204 080 kr: +10 kr. "
        "Rad 7: 477 460 kr, exakt andel 477 450 kr: +10 kr.")
    assert words(FINSAM_CHECK(QUARTER_2026, printed)) == (
        "✕ The parts give 4 386 520 kr, the amount is 4 386 500 kr: +20 kr.")


def test_parts_and_people_of_different_length_are_refused() -> None:
    assert words(FINSAM_KONTROLL(10.0, column(5, 5), column(1, 1, 1))) == (
        "#FINSAM: delar: delarna är 2 celler och befolkningen 3. "
        "Peka på lika många celler i båda.")


@pytest.mark.parametrize(("arguments", "name"), [
    ((column(None, None),), "befolkning"), ((column(None),), "befolkning"),
    ((column(1, 1), [[None]]), "steg"),
])
def test_a_blank_cell_that_is_pointed_at_is_no_argument_left_out(
    arguments: tuple[object, ...], name: str
) -> None:
    assert words(FINSAM_KONTROLL(10.0, column(5, 5), *arguments)) == (
        f"#FINSAM: {name}: värdet saknas. Fyll i cellen, eller peka på en annan.")


# -- FINSAM_FORKLARA --------------------------------------------------------------------------


def test_a_share_without_and_with_an_extra_step_is_explained() -> None:
    people = column(*SJUHARAD)
    assert words(FINSAM_FORKLARA(QUARTER_2026, people, 5.0, 10.0)).splitlines() == [
        "Rad 5: 10 675 av 229 442 invånare delar på 438 650 steg om 10 kr.",
        "Det ger 20 408 hela steg och resten 136 414 av 229 442.",
        "Plats 7 efter största rest; 5 steg blev över: inget extra steg.",
        "Andel: 204 080 kr.",
    ]
    assert 438_650 * 10_675 == 20_408 * 229_442 + 136_414
    assert words(FINSAM_EXPLAIN(QUARTER_2026, people, 1.0, 10.0)).splitlines() == [
        "Row 1: 9 790 of 229 442 inhabitants share 438 650 steps of 10 kr.",
        "That gives 18 716 whole steps and the remainder 147 028 of 229 442.",
        "Place 4 by largest remainder; 5 steps were left over: one extra step.",
        "Share: 187 170 kr.",
    ]


def test_blank_rows_count_among_the_rows_but_not_among_the_shares() -> None:
    assert "Andel: 5 kr." in words(FINSAM_FORKLARA(10.0, column(1.0, None, 1.0), 3.0))
    assert words(FINSAM_FORKLARA(10.0, column(1.0, None, 1.0), 2.0)) == (
        "#FINSAM: befolkning, rad 2: värdet saknas. Fyll i cellen, eller peka på en annan.")


@pytest.mark.parametrize("row", [0.0, 9.0])
def test_a_row_that_is_not_there_is_refused(row: float) -> None:
    assert words(FINSAM_FORKLARA(10.0, column(*SJUHARAD), row)) == (
        f"#FINSAM: rad: rad {row:.0f} finns inte; befolkningen har 8 rader. "
        "Ange en rad mellan 1 och 8.")


# -- FINSAM_BEFOLKNING ------------------------------------------------------------------------


@pytest.mark.parametrize(("municipality", "people"), [
    ("1443", 9_790), (1443.0, 9_790), ("bollebygd", 9_790), ("BOLLEBYGD KOMMUN", 9_790),
    (180.0, 1_000), ("0180", 1_000), ("Alm", 3), ("9901", 3),
])
def test_a_municipality_is_found_by_code_or_by_name(municipality: object, people: int) -> None:
    assert FINSAM_BEFOLKNING(municipality, BEFOLKNING, "2025-06-30") == people


def test_the_day_chooses_the_column_and_may_be_left_out_where_there_is_one() -> None:
    day = datetime(2024, 12, 31)  # noqa: DTZ001 - as Excel gives it
    assert FINSAM_BEFOLKNING("1443", BEFOLKNING, day) == 9_802
    assert FINSAM_BEFOLKNING("1443", BEFOLKNING, 45_657.0) == 9_802
    assert FINSAM_BEFOLKNING("1443", [row[:3] for row in BEFOLKNING]) == 9_790
    assert words(FINSAM_BEFOLKNING("1443", BEFOLKNING)) == (
        "#FINSAM: datum: tabellen har flera mätdatum: 2025-06-30, 2024-12-31. Ange ett av dem.")


@pytest.mark.parametrize(("municipality", "day", "fault"), [
    ("Blåberga", "2025-06-30", 'kommun: "Blåberga" är ingen svensk kommun.'),
    ("0001", "2025-06-30", 'kommun: "0001" är ingen svensk kommun.'),
    ("Borås", "2025-06-30", 'kommun: "Borås" finns inte i tabellen.'),
    ("9999", "2025-06-30", 'kommun: "9999" finns inte i tabellen.'),
    (None, "2025-06-30", "kommun: värdet saknas."),
    ("1443", "2023-06-30", "datum: tabellen har inte mätdatumet 2023-06-30 en gång"),
    ("1443", "i somras", 'datum: "i somras" är inget datum.'),
    ("0180", "2024-12-31", "tabell, rad 5: värdet saknas."),
])
def test_people_who_are_not_in_the_table_are_refused(
    municipality: object, day: str, fault: str
) -> None:
    answer = words(FINSAM_BEFOLKNING(municipality, BEFOLKNING, day))
    assert answer.startswith(f"#FINSAM: {fault}")


def test_a_table_that_contradicts_itself_gives_no_people() -> None:
    twice = [*BEFOLKNING, ["1443", "Bollebygd", 1.0, 1.0, None]]
    assert words(FINSAM_POPULATION("1443", twice, "2025-06-30")).startswith(
        '#FINSAM: table, row 7: "1443" stands on more than one row.')
    misnamed = [*BEFOLKNING, ["1490", "Mark", 1.0, 1.0, None]]
    assert words(FINSAM_BEFOLKNING("1490", misnamed, "2025-06-30")).startswith(
        "#FINSAM: tabell, rad 7: kommunkod 1490 tillhör Borås, inte Mark.")
    assert words(FINSAM_BEFOLKNING("1443", BEFOLKNING[2:])).startswith(
        "#FINSAM: tabell: inget mätdatum står ovanför folkmängderna.")


def test_the_population_of_a_delivered_book_is_found(built: Callable[..., bytes]) -> None:
    """=FINSAM_BEFOLKNING("Svenljunga"; Befolkning!B5:E16; "2025-06-30"), as the book is read."""
    grid = book_cells(open_package(built("sjuharad-2026"), "book")).sheets["Befolkning"]
    block = [[as_excel_gives(grid.get((row, at))) for at in range(1, 5)] for row in range(4, 16)]
    assert FINSAM_BEFOLKNING("Svenljunga", block, "2025-06-30") == 10_675


def as_excel_gives(cell: object) -> object:
    """A cell's content as a float, a day or a text."""
    content, dated = getattr(cell, "content", None), getattr(cell, "dated", False)
    if isinstance(content, Decimal):
        return datetime.fromordinal(693_594 + int(content)) if dated else float(content)
    return content


# -- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "fault"), [
    (True, "cellen innehåller SANT eller FALSKT."),
    (-3.0, "-3 är ett negativt antal."),
    (2.5, "2,5 är inte ett heltal."),
    ("många", '"många" är inte ett tal som kan läsas på ett enda sätt.'),
    ("1,234", '"1,234" kan läsas på två sätt'),
    ("#VALUE!", "cellen innehåller felvärdet #VALUE!."),
    (-2_146_826_245, "cellen innehåller felvärdet #-2146826245."),
    (float("nan"), '"NaN" är inte ett tal'),
    (float("inf"), '"Infinity" är inte ett tal'),
    (datetime(2025, 6, 30), "talet 45838 är formaterat som ett datum"),  # noqa: DTZ001
    ("640823-3234", "texten ser ut som ett personnummer."),
    (196_408_233_234.0, "texten ser ut som ett personnummer."),
    (6_408_233_234.0, "texten ser ut som ett personnummer."),
    (object, '"<class'),
])
def test_a_cell_that_is_no_count_of_people_is_refused_by_its_row(
    cell: object, fault: str
) -> None:
    answer = words(FINSAM_ANDEL(10.0, column(1.0, cell)))
    assert answer.startswith(f"#FINSAM: befolkning, rad 2: {fault}")


@pytest.mark.parametrize(("answer", "told"), [
    (FINSAM_ANDEL(15.0, column(1.0), 10.0), "belopp: 15 kr går inte jämnt upp i steg om 10 kr."),
    (FINSAM_ANDEL(None, column(1.0)), "belopp: värdet saknas."),
    (FINSAM_ANDEL(-10.0, column(1.0)), "belopp: -10 är ett negativt antal."),
    (FINSAM_ANDEL(1e12, column(1.0)), "belopp: 1000000000000 kr är mer än vad som räknas exakt."),
    (FINSAM_ANDEL(column(1.0, 2.0), column(1.0)), "belopp: här ska det stå en enda cell."),
    (FINSAM_ANDEL(10.0, column(0.0)), "befolkning: Det finns inga invånare att fördela efter."),
    (FINSAM_ANDEL(10.0, [[1.0, 2.0], [3.0, 4.0]]), "befolkning: området är både bredare"),
    (FINSAM_ANDEL(10.0, column(1.0), 7.0), "steg: 7 är inget avrundningssteg."),
    (FINSAM_SHARE(15.0, column(1.0), 10.0), "amount: 15 kr is not a whole number of steps"),
    (FINSAM_SHARE(10.0, column(1.0), 7.0), "rounding_step: 7 is not a rounding step."),
    (FINSAM_CHECK(10.0, column(None)), "parts: the value is missing."),
    (FINSAM_BEFOLKNING("1443", BEFOLKNING, [[None]]), "datum: värdet saknas."),
])
def test_a_wrong_argument_is_told_by_its_name(answer: object, told: str) -> None:
    assert words(answer).startswith(f"#FINSAM: {told}")


def test_a_fault_of_our_own_is_told_loudly_and_gives_no_number(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nothing")

    monkeypatch.setattr(shares, "municipal_shares", broken)
    assert words(FINSAM_ANDEL(10.0, column(1.0))).startswith(
        "#FINSAM: internt fel: ZeroDivisionError: nothing.")
    assert words(FINSAM_SHARE(10.0, column(1.0))).startswith(
        "#FINSAM: internal fault: ZeroDivisionError: nothing.")


def test_the_handbook_s_answers_are_those_of_the_functions() -> None:
    handbook = (ROOT / "docs" / "handbok.md").read_text(encoding="utf-8")
    people = column(*SJUHARAD)
    parts = FINSAM_ANDEL(QUARTER_2026, people, 10.0)
    assert isinstance(parts, list)
    wrong = [row if place != 4 else [204_090.0] for place, row in enumerate(parts)]
    for answer in (
        FINSAM_KONTROLL(QUARTER_2026, parts, people, 10.0),
        FINSAM_KONTROLL(QUARTER_2026, wrong, people, 10.0),
        FINSAM_FORKLARA(QUARTER_2026, people, 5.0, 10.0),
        FINSAM_ANDEL(QUARTER_2026, column(1.0, 1.0, 12.5)),
        FINSAM_ANDEL(4_386_505.0, people, 10.0),
        FINSAM_BEFOLKNING("Blåberga", BEFOLKNING, "2025-06-30"),
        FINSAM_BEFOLKNING("Svenljunga", BEFOLKNING),
    ):
        assert words(answer) in handbook


# -- as Excel and xlwings see them ------------------------------------------------------------

VBA_WORDS = {"as", "byref", "byval", "call", "case", "date", "dim", "do", "each", "else", "end",
             "for", "function", "get", "if", "in", "is", "let", "like", "loop", "me", "mod", "new",
             "next", "not", "on", "optional", "or", "select", "set", "step", "string", "sub",
             "then", "to", "type", "until", "wend", "while", "with", "caller"}


@pytest.mark.parametrize("function", ALL, ids=lambda function: function.__name__)
def test_a_function_can_be_written_in_visual_basic(function: Callable[..., object]) -> None:
    """xlwings writes each as a Visual Basic function with the same arguments."""
    names = inspect.signature(function).parameters
    assert not set(names) & VBA_WORDS
    assert all(name.isascii() and name.isidentifier() for name in (function.__name__, *names))


@pytest.mark.parametrize("function", ALL, ids=lambda function: function.__name__)
def test_no_type_of_ours_is_taken_for_a_converter_by_xlwings(
    function: Callable[..., object]
) -> None:
    assert function.__annotations__ == {}


REGISTERED = """
import io, sys, types
from unittest.mock import MagicMock
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client", "win32api",
             "xlwings._xlwindows"):
    sys.modules[name] = MagicMock(__path__=[], __spec__=None)
sys.modules["pywintypes"].com_error = type("com_error", (Exception,), {})
import xlwings, xlwings.udfs
xlwings.func, xlwings.arg = xlwings.udfs.xlfunc, xlwings.udfs.xlarg
from finsam_xl import functions
written = io.StringIO()
xlwings.udfs.generate_vba_wrapper("finsam_xl.functions", functions, written,
                                  types.SimpleNamespace(Name="finsam.xlam"))
print(written.getvalue())
for name in functions.__all__:
    for given in getattr(functions, name).__xlfunc__["args"]:
        assert given["options"] == {"ndim": 2, "err_to_str": True}, given
"""


def test_xlwings_registers_all_eight_with_their_arguments_as_blocks() -> None:
    """Its own registration, with the packages of Windows played; no Excel is asked."""
    done = subprocess.run([sys.executable, "-c", REGISTERED], cwd=ROOT,  # noqa: S603 - our own
                          check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    written = re.findall(r"^Function (FINSAM_\w+)\((.*)\)$", done.stdout, re.MULTILINE)
    assert [name for name, _ in written] == functions.__all__
    assert dict(written)["FINSAM_ANDEL"] == "belopp, befolkning, Optional steg"


@pytest.mark.parametrize("function", ALL, ids=lambda function: function.__name__)
def test_excel_has_room_for_what_is_said_of_a_function(function: Callable[..., object]) -> None:
    assert function.__doc__
    assert len(function.__doc__) <= 255


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_argument_has_a_name_and_an_explanation(language: str) -> None:
    table = texts_in(language).tables["functions"]
    assert all(0 < len(table[f"{each}_is"]) <= 255 for each in ARGUMENTS)
    own = {name for pair in IN_TWO_LANGUAGES
           for name in inspect.signature(pair[LANGUAGES.index(language)]).parameters}
    assert own == {table[each] for each in ARGUMENTS}


def test_the_functions_of_both_languages_take_the_same_in_the_same_order() -> None:
    def as_keys(function: Callable[..., object], language: str) -> list[str]:
        table = texts_in(language).tables["functions"]
        return [each for name in inspect.signature(function).parameters
                for each in ARGUMENTS if table[each] == name]

    for swedish, english in IN_TWO_LANGUAGES:
        assert as_keys(swedish, "sv") == as_keys(english, "en")


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_book_that_is_delivered_holds_a_function_of_the_add_in(
    name: str, built: Callable[..., bytes]
) -> None:
    """Whoever has no add-in would see `#NAMN?`."""
    package = open_package(built(name), name)
    assert [part for part in package.parts if b"FINSAM_" in package.part(part)] == []


# -- the open core only -----------------------------------------------------------------------

LOADED = """
import os, sys
{before}
asked = []
get = os._Environ.get
os._Environ.get = lambda self, key, default=None: (asked.append(key), get(self, key, default))[1]
take = os._Environ.__getitem__
os._Environ.__getitem__ = lambda self, key: (asked.append(key), take(self, key))[1]
import xlwings
of_xlwings = {{name for name in sys.modules if name.startswith("xlwings.pro")}}
asked.clear()
from finsam_xl.functions import FINSAM_ANDEL
ours = {{name for name in sys.modules if name.startswith("xlwings.pro")}}
assert ours == of_xlwings, ours - of_xlwings
assert FINSAM_ANDEL(10.0, [[1.0], [1.0]]) == [[5.0], [5.0]]
assert not [key for key in asked if "LICENSE" in key.upper()], asked
"""


@pytest.mark.parametrize("before", ["", "sys.modules['xlwings.pro'] = None"],
                         ids=["as it is", "with xlwings.pro blocked"])
def test_the_functions_load_nothing_of_the_licensed_part_and_ask_for_no_key(before: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", LOADED.format(before=before)], cwd=ROOT, check=False,
        capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_module_of_ours_names_the_licensed_part() -> None:
    naming = [path.name for path in (ROOT / "finsam_xl").rglob("*.py")
              if re.search(r"xlwings\.pro|XLWINGS_LICENSE", path.read_text(encoding="utf-8"))]
    assert naming == []
