"""What is refused before anything is computed: missing, contradictory or unfit inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.errors import InputError
from finsam_xl.inputs.total_rows import refuse_total_row
from finsam_xl.texts import LANGUAGES, texts_in

Places = Mapping[Name, str]
MOST_PEOPLE = 100_000_000
_COSTS = frozenset({"activity_amount", "administration_amount", "scenario_activity_amount",
                    "scenario_administration_amount"})


def refuse_unfit(inputs: PlanInputs, places: Places) -> None:
    """Refuse inputs that no plan can be computed from, by cell, fault and cure."""
    desk = _Desk(inputs, places)
    missing = list(desk.missing())
    if missing:
        raise InputError("missing_list", place=desk.place(missing[0]),
                         what=", ".join(map(desk.spoken, missing)))
    for year in inputs.years:
        desk.grant(year)
        if inputs.value("basis", year=year) != "stated":
            desk.population(year)
    desk.sizes()
    desk.members()
    desk.activities()
    desk.rows("administration", inputs.room.administration)
    desk.scenarios()


def lacks_something(inputs: PlanInputs) -> bool:
    """Whether a plan is yet to be filled in: it lacks what no plan can do without."""
    return any(_Desk(inputs, {}).missing())


@dataclass(frozen=True, slots=True)
class _Desk:
    """The inputs, and where each of them stands."""

    inputs: PlanInputs
    places: Places

    def place(self, name: Name) -> str:
        """The cell of a name, or the name itself where no cell is known."""
        return self.places.get(name, str(name))

    def spoken(self, name: Name) -> str:
        """What an input is called in its sheet, and its own name."""
        texts = texts_in(self.inputs.language)
        if name.quantity == "stated":
            label = f"{texts.label('group_stated')} {name.member} {name.year}"
        else:
            label = texts.label(name.quantity, year=name.year)
        return f"{label} ({name})"

    def missing(self) -> Iterator[Name]:
        """The inputs a plan cannot do without: names, budget year's grant and population."""
        inputs, year = self.inputs, self.inputs.budget_year
        for quantity in ("association_name", "region_name"):
            if not inputs.text(quantity):
                yield Name(quantity)
        if not inputs.municipalities:
            yield Name("municipality_code", "01")
        if inputs.value("basis", year=year) == "stated":
            yield from (Name("stated", member, year) for member in inputs.members
                        if inputs.value("stated", member, year) is None)
            return
        if inputs.value("grant", year=year) is None:
            yield Name("grant", year=year)
        if inputs.reference_date(year) is None:
            yield Name("reference_date", year=year)

    def grant(self, year: int) -> None:
        """A part without its stated amount, or a grant that cannot be divided exactly."""
        inputs = self.inputs
        stated = inputs.value("basis", year=year) == "stated"
        for rule, amount in (("region_follows", "region_stated"),
                             ("municipalities_follow", "municipalities_stated")):
            at_least = inputs.value(rule, year=year) == "at_least"
            if at_least and inputs.value(amount, year=year) is None and not stated:
                raise InputError("stated_missing", place=self.place(Name(amount, year=year)),
                                 year=year)
        if stated:
            return
        self.division(Name("grant", year=year))
        for scenario in inputs.scenarios:
            self.division(Name("scenario_grant", slot(scenario), year))

    def division(self, grant: Name) -> None:
        """A grant, the plan's own or an alternative's, that cannot be divided exactly."""
        inputs, year = self.inputs, grant.year
        amount = inputs.amount_named(grant)
        if amount is not None and amount % 2:
            raise InputError("odd_grant", place=self.place(grant), value=amount)
        part = amount // 2 if amount is not None else None
        if inputs.value("municipalities_follow", year=year) == "at_least":
            part = inputs.amount("municipalities_stated", year=year)
        step = inputs.amount("step", year=year) or 1
        if part is not None and part % step:
            follows = inputs.value("municipalities_follow", year=year) == "at_least"
            culprit = Name("municipalities_stated", year=year) if follows else grant
            raise InputError("not_whole_steps", place=self.place(culprit), value=part, step=step)

    def population(self, year: int) -> None:
        """Every municipality counted at the year's date, and somebody living there."""
        inputs = self.inputs
        when = inputs.reference_date(year)
        if when is None:
            return
        slots = [number for number, day in inputs.date_slots() if day == when]
        if len(slots) != 1:
            key = "date_missing" if not slots else "date_twice"
            raise InputError(key, place=self.place(Name("reference_date", year=year)), date=when,
                             year=year)
        names = {each.name: inputs.population_name(each.row, slots[0])
                 for each in inputs.municipalities}
        people = {each: inputs.amount_named(name) for each, name in names.items()}
        uncounted = [each for each, count in people.items() if count is None]
        if uncounted:
            raise InputError("population_missing", place=self.place(names[uncounted[0]]),
                             municipality=", ".join(uncounted), date=when)
        if not any(people.values()):
            raise InputError("nobody", place=self.place(Name("population_date", slot(slots[0]))))

    def sizes(self) -> None:
        """A number that a spreadsheet would no longer compute exactly, or a negative cost."""
        limit = self.inputs.amount("exact_limit") or 0
        for name, value in self.inputs.values.items():
            if not isinstance(value, int):
                continue
            kind = QUANTITIES[name.quantity].kind
            if kind in (Kind.TKR, Kind.PEOPLE, Kind.COUNT):
                most = limit if kind is Kind.TKR else MOST_PEOPLE
                if name.quantity != "exact_limit" and abs(value) > most:
                    raise InputError("beyond_exact", place=self.place(name), value=value,
                                     limit=most)
                self.override(name)
                if name.quantity in _COSTS and value < 0:
                    raise InputError("negative_cost", place=self.place(name), value=value)

    def override(self, name: Name) -> None:
        """A change of a row that is no longer there."""
        if not name.quantity.startswith("scenario_") or "_" not in name.member:
            return
        key = name.quantity.split("_")[1]
        row = name.member.split("_")[1]
        if self.inputs.value(f"{key}_name", row) is None:
            raise InputError("row_unnamed", place=self.place(name), row=int(row))

    def members(self) -> None:
        """Amounts for members that the plan does not have."""
        for name in self.inputs.values:
            if name.quantity in ("stated", "printed", "printed_share") and (
                name.member not in self.inputs.members
            ):
                raise InputError("member_unknown", place=self.place(name), member=name.member)

    def rows(self, key: str, room: int) -> None:
        """Amounts that stand in rows without a name."""
        inputs = self.inputs
        named = set(inputs.used_rows(f"{key}_name", room))
        for row in range(1, room + 1):
            refuse_total_row(inputs.text(f"{key}_name", slot(row)),
                             self.place(Name(f"{key}_name", slot(row))))
            for year in inputs.cost_years:
                name = Name(f"{key}_amount", slot(row), year)
                amount = inputs.amount_named(name)
                if amount is not None and row not in named:
                    raise InputError("row_unnamed", place=self.place(name), row=row)

    def activities(self) -> None:
        """Activities without kind, host or beneficiary, or with one nobody knows."""
        inputs = self.inputs
        self.rows("activity", inputs.room.activities)
        known = {each.name.casefold() for each in inputs.municipalities}
        known.add(inputs.text("joint_name").casefold())
        for row in inputs.used_rows("activity_name", inputs.room.activities):
            for quantity in ("activity_kind", "activity_host", "activity_beneficiary"):
                name = Name(quantity, slot(row))
                written = inputs.text(quantity, slot(row))
                if not written:
                    raise InputError("activity_incomplete", place=self.place(name), row=row)
                if quantity != "activity_kind" and written.casefold() not in known:
                    raise InputError("host_unknown", place=self.place(name), value=written)

    def scenarios(self) -> None:
        """Two alternatives of one name, and a choice that no alternative answers to."""
        inputs = self.inputs
        base = {texts_in(language).words["base_plan"].casefold() for language in LANGUAGES}
        names: dict[str, int] = {}
        for number in inputs.scenarios:
            written = inputs.text("scenario_name", slot(number))
            if written.casefold() in names or written.casefold() in base:
                raise InputError("scenario_twice", value=written,
                                 place=self.place(Name("scenario_name", slot(number))))
            names[written.casefold()] = number
        chosen = inputs.text("scenario_chosen").casefold()
        if chosen not in names and chosen not in base:
            raise InputError("scenario_unknown", place=self.place(Name("scenario_chosen")),
                             value=inputs.text("scenario_chosen"))
