"""The straight line from a book or a plan file to a plan, and back into a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from finsam_xl.books.cells import book_cells
from finsam_xl.domain.checks import STATUSES, Check
from finsam_xl.domain.form import read_form
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.parameters import with_parameters
from finsam_xl.domain.plan import FinancingPlan, calculate, financing_plan, plain
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import InputError
from finsam_xl.inputs.build import build_inputs, known_words
from finsam_xl.inputs.from_book import input_cells, language_of, our_titles
from finsam_xl.inputs.links import Link, linked_content
from finsam_xl.inputs.plan_file import read_plan_file
from finsam_xl.inputs.raw import BookCells, RawCell, Rewritten
from finsam_xl.inputs.reading import Reader
from finsam_xl.inputs.refusals import refuse_unfit
from finsam_xl.package.archive import Package, read_package
from finsam_xl.proof.fingerprint import changed_inputs, fingerprint, recorded
from finsam_xl.sheets.draft import BookDraft, NamedCell
from finsam_xl.sheets.earlier import LIVE_SINCE, without_live
from finsam_xl.sheets.registry import draft_book
from finsam_xl.sheets.setting import ALONE, LOCKED, OPTIONAL, Setting, chain_in, settled
from finsam_xl.texts import texts_in
from finsam_xl.version import VERSION

EXAMPLES = ("sjuharad-2026", "sjuharad-2022", "ovning")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check came out; amounts in the check's own unit, None where not known."""

    id: str
    status: str
    expected: int | None
    actual: int | None
    difference: int | None
    unit: str
    place: str
    message: str


@dataclass(frozen=True)
class ReadInputs:
    """Inputs as read, where each stands, and what was rewritten on the way."""

    inputs: PlanInputs
    places: Mapping[Name, str]
    rewritten: tuple[Rewritten, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    book: BookCells | None = None
    package: Package | None = None

    @cached_property
    def setting(self) -> Setting:
        """How our sheets stand in the book that was read."""
        if self.book is None:
            return ALONE
        titles = our_titles(self.book)
        recorded_there = self.book.recorded
        return Setting(titles, self.links, frozenset(OPTIONAL) - frozenset(titles),
                       self.book.from_1904, chain_in(recorded_there), LOCKED in recorded_there)

    def setting_of(self, inputs: PlanInputs) -> Setting:
        """The same for other inputs: a link stays while its input is what it leads to."""
        if not self.links:
            return self.setting
        changed = {str(name) for name in self.inputs.values.keys() | inputs.values.keys()
                   if self.inputs.values.get(name) != inputs.values.get(name)}
        links = {name: link for name, link in self.links.items() if name not in changed}
        return replace(self.setting, links=links)


def read_plan(path: Path | str) -> PlanInputs:
    """Read a plan's inputs from a workbook (.xlsx) or a plan file (.toml).

    Refuses with InputError, BookError or LayoutError, naming the place, the fault and the cure.
    """
    return read_inputs(Path(path)).inputs


def read_inputs(path: Path) -> ReadInputs:
    """Read inputs together with their places; nothing is computed or refused as unfit yet."""
    if path.suffix.lower() == ".toml":
        return from_cells(read_plan_file(path), "sv")
    return read_packed(read_package(path))


def read_packed(package: Package) -> ReadInputs:
    """Read inputs from a workbook that is already in memory."""
    return replace(read_book(book_cells(package)), package=package)


def read_book(book: BookCells) -> ReadInputs:
    """Read inputs from a book's own cells."""
    return replace(from_cells(input_cells(book), language_of(book)), book=book)


def from_cells(cells: Mapping[Name, RawCell], language: str) -> ReadInputs:
    """Understand cells that have been found; each keeps its place and its link."""
    built, rewritten = build_inputs(cells, language)
    inputs = with_parameters(built, texts_in(language).words["base_plan"])
    named = {_as_named(name, inputs): cell for name, cell in cells.items()}
    places = {name: cell.place for name, cell in (*cells.items(), *named.items())}
    links = {str(name): cell.link for name, cell in named.items() if cell.link}
    return ReadInputs(inputs, places, rewritten, links)


def _as_named(name: Name, inputs: PlanInputs) -> Name:
    """The name that a cell has in the book: population by its code and its date."""
    if name.quantity != "population":
        return name
    return inputs.population_name(name.slot, int(name.day.removeprefix("date_")))


def with_links(
    inputs: PlanInputs, links: Mapping[Name, Link], book: BookCells
) -> PlanInputs:
    """The inputs with what some links lead to in a host; refuses what is no number there."""
    reader = Reader(known_words())
    return inputs.changed({
        name: reader.read(RawCell(link.source, linked_content(book, link, str(name))),
                          QUANTITIES[name.quantity])
        for name, link in links.items()
    })


def example(name: str, language: str = "sv") -> PlanInputs:
    """The inputs of one of the examples that come with the package."""
    here = Path(__file__).parent
    folder = here / "workbooks" if (here / "workbooks").is_dir() else here.parent / "workbooks"
    inputs = read_inputs(folder / f"{name}.toml").inputs
    return in_language(inputs, language)


def in_language(inputs: PlanInputs, language: str) -> PlanInputs:
    """The same inputs for a book in another language."""
    base = texts_in(inputs.language).words["base_plan"]
    chosen = inputs.text("scenario_chosen")
    renamed = texts_in(language).words["base_plan"] if chosen == base else chosen
    return replace(inputs.changed({Name("scenario_chosen"): renamed}), language=language)


def blank(year: int, language: str = "sv") -> PlanInputs:
    """Inputs without amounts, for a plan yet to be made."""
    inputs = PlanInputs(budget_year=year, reference=True, language=language,
                        values={Name("budget_year"): year})
    return with_parameters(inputs, texts_in(language).words["base_plan"])


def compute_plan(inputs: PlanInputs, places: Mapping[Name, str] | None = None) -> FinancingPlan:
    """Compute a plan; refuses with InputError what no plan can be computed from."""
    refuse_unfit(inputs, places or {})
    return recorded_plan(inputs)


def recorded_plan(inputs: PlanInputs) -> FinancingPlan:
    """Compute a plan of whatever is there; what is missing gives unknown figures."""
    return financing_plan(calculate(inputs, texts_in(inputs.language).words))


@dataclass(frozen=True, slots=True)
class Proven:
    """A plan with its checks and the workbook that says both, ready to be written."""

    plan: FinancingPlan
    checks: tuple[Check, ...]
    draft: BookDraft
    setting: Setting = ALONE

    @property
    def package(self) -> bytes:
        """The workbook's bytes."""
        from finsam_xl.books.new_file import package  # noqa: PLC0415 - who only looks writes none

        return package(self.draft)

    @property
    def check_places(self) -> dict[str, str]:
        """The cell of each check, by its id."""
        return {check.id: self.draft.places.get(check.subject, "") for check in self.checks}


def draft_plan(plan: FinancingPlan, setting: Setting = ALONE) -> Proven:
    """Lay a plan out as a workbook, or as the sheets that go into somebody's own."""
    made = check_calculation(plan.calculation)
    draft = draft_book(plan.calculation, made, fingerprint=fingerprint(plan.inputs),
                       version=VERSION, titles=setting.titles)
    draft = settled(draft, setting)
    properties = {**draft.properties, **recorded(draft, plan.inputs), **setting.decisions}
    return Proven(plan, made, replace(draft, properties=properties), setting)


def check_plan(plan: FinancingPlan) -> tuple[CheckResult, ...]:
    """Every check of a plan, with its sentence and the cell where it stands."""
    proven = draft_plan(plan)
    return check_results(proven, plan.inputs.language)


def check_results(proven: Proven, language: str) -> tuple[CheckResult, ...]:
    """The checks as plain values."""
    return results_at(proven.plan, proven.checks, proven.check_places, language)


def results_at(
    plan: FinancingPlan, checks: Iterable[Check], places: Mapping[str, str], language: str
) -> tuple[CheckResult, ...]:
    """The checks of a plan as plain values, each at its place, which is told by its id."""
    return tuple(_result(plan, check, places.get(check.id, ""), language) for check in checks)


def _result(plan: FinancingPlan, check: Check, place: str, language: str) -> CheckResult:
    code = check.code.value
    status = STATUSES[code if isinstance(code, int) else 2]
    return CheckResult(
        id=check.id, status=status, expected=plain(check.expected), actual=plain(check.actual),
        difference=plain(check.difference), unit=check.unit, place=place,
        message=message_of(plan, check, status, language),
    )


def message_of(plan: FinancingPlan, check: Check, status: str, language: str) -> str:
    """A check's sentence: its title when it holds, else what is the matter."""
    texts = texts_in(language)
    member = member_name(plan.inputs, check.member, language)
    facts = {"year": check.year or "", "member": member}
    if status == "pass":
        return texts.check(check.key, "title", **facts)
    if check.actual.value is None or check.expected.value is None:
        return _unknown_sentence(plan, check, language)
    amounts = {key: grouped(plain(figure)) for key, figure in (
        ("expected", check.expected), ("actual", check.actual), ("difference", check.difference))}
    return texts.check(check.key, "fault", **facts, **amounts)


def _unknown_sentence(plan: FinancingPlan, check: Check, language: str) -> str:
    texts = texts_in(language)
    if check.key == "equity_floor" and check.year == plan.inputs.budget_year:
        needed = plain(plan.calculation.shown.equity[0].needed_opening)
        if needed is not None:
            return texts.check("unknown_opening", "fault", year=check.year,
                               needed=grouped(-(-needed // 1000)))
    title = texts.check(check.key, "title", year=check.year or "",
                        member=member_name(plan.inputs, check.member, language))
    return f"{title}: {texts.check('unknown', 'fault')}"


def member_name(inputs: PlanInputs, member: str, language: str) -> str:
    """A party's or municipality's name; empty where there is no member."""
    if not member:
        return ""
    found = next((each.name for each in inputs.municipalities if each.code == member), None)
    return found or (inputs.text("region_name") if member == "region" else "") or texts_in(
        language).label(f"party_{member}")


def grouped(amount: int | None) -> str:
    """A whole number as Swedish readers write it.

    >>> grouped(-1234567).split()
    ['−1', '234', '567']
    """
    if amount is None:
        return ""
    digits = f"{abs(amount):,}".replace(",", "\u00a0")
    return f"\u2212{digits}" if amount < 0 else digits


def as_it_was(proven: Proven, book: BookCells) -> Proven:
    """The layout a book was made with, by the form it tells; today's where nothing differs."""
    place = book.names.get("fs_about_form")
    found = book.sheets.get(place[0], {}).get(place[1]) if place else None
    form = read_form(str(found.content)) if found else None
    inputs = proven.plan.inputs
    was = proven
    if form is not None and form != inputs.form:
        was = draft_plan(recorded_plan(inputs.formed_as(form)), proven.setting)
    if LIVE_SINCE not in book.names:
        return replace(was, draft=without_live(was.draft))
    return was


def changed_since(read: ReadInputs, proven: Proven) -> tuple[NamedCell, ...] | None:
    """The input cells changed since the book was last written; None if it does not say."""
    if read.book is None:
        return None
    was = as_it_was(proven, read.book)
    return changed_inputs(read.book.recorded, was.draft, read.inputs)


def chosen(inputs: PlanInputs, scenario: str) -> PlanInputs:
    """The inputs with another alternative shown; refuses a name that is not there."""
    base = texts_in(inputs.language).words["base_plan"]
    names = [base, *(inputs.text("scenario_name", f"{n:02d}") for n in inputs.scenarios)]
    for name in names:
        if name.casefold() == scenario.casefold():
            return inputs.changed({Name("scenario_chosen"): name})
    raise InputError("scenario_unknown", place="--scenario", value=scenario)
