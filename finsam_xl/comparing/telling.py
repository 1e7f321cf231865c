"""A comparison told on the screen: what was typed, what moved, the shares, and what is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from finsam_xl.comparing.comparison import Comparison
from finsam_xl.comparing.moved import Judged, Moved
from finsam_xl.comparing.numbers import amount, columns, runs, signed, signed_percent
from finsam_xl.comparing.sides import Side
from finsam_xl.comparing.splits_told import splits_told
from finsam_xl.comparing.typed import Input
from finsam_xl.texts import Texts, texts_in

MOST = 20
"""How many rows of a list are shown, save those that something else refers to."""


class Teller:
    """Tells a comparison in the language of the screen."""

    def __init__(self, comparison: Comparison) -> None:
        self.found = comparison
        self.texts: Texts = texts_in(comparison.language)
        self.moved = {each.name: each for each in (
            *comparison.figures, *comparison.figures_added, *comparison.figures_removed)}
        moving = {name for each in self.moved.values() for name in each.inputs}
        self.moving = [each for each in comparison.inputs if each.name in moving]
        self.numbers: Mapping[str, int] = {
            each.name: number for number, each in enumerate(self.moving, start=1)}

    def say(self, key: str, **facts: object) -> str:
        """A text of the comparison's own."""
        return self.texts.tables["compare"][key].format(**facts)

    def lines(self) -> Iterator[str]:
        """Everything, section by section."""
        yield from self._heading()
        if not self.found.differs:
            yield self.say("nothing")
            return
        for section in (self._moving(), self._other(), self._log(), self._figures(),
                        splits_told(self.found, self.say, self.causes, self.texts),
                        self._formulas(), self._shape(), self._checks()):
            yield from section
        yield from self._same()

    def _heading(self) -> Iterator[str]:
        yield self.found.new.inputs.text("association_name")
        yield from columns([self._side("old", self.found.old), self._side("new", self.found.new)],
                           left=(0, 1, 2, 3))
        if self.found.renamed:
            yield self.say("renamed", name=self.found.old.inputs.text("association_name"))
        yield ""

    def _side(self, key: str, side: Side) -> Sequence[str]:
        plan, years = side.proven.plan, side.inputs.cost_years
        return (self.say(key), str(side.path), f"{plan.scenario} {years[0]}–{years[-1]}",
                self.say("print", print=side.proven.draft.properties["fingerprint"]))

    def _moving(self) -> Iterator[str]:
        if self.moving:
            yield self.say("moving", number=len(self.moving))
            yield from self._inputs(self.moving, numbered=True)
            yield ""

    def _other(self) -> Iterator[str]:
        years = [set(side.inputs.years) for side in (self.found.old, self.found.new)]
        left = [each for each in self.found.inputs if each.name not in self.numbers]
        others = [each for each in left if not each.year or all(each.year in some
                                                                for some in years)]
        if others:
            yield self.say("other" if self.moving else "only_other", number=len(others))
            yield from self._inputs(others[:MOST], numbered=False)
            yield from self._rest(others)
            yield ""
        if len(left) > len(others):
            yield self.say("other_years", number=len(left) - len(others))
            yield ""

    def _inputs(self, inputs: Sequence[Input], *, numbered: bool) -> Iterator[str]:
        empty = self.say("empty")
        rows = [(f"{self.numbers[each.name]}" if numbered else "", each.place,
                 f"{each.label}: {each.old_shown or empty} → {each.new_shown or empty}")
                for each in inputs]
        yield from (f"  {line}" if numbered else line for line in columns(rows, left=(1, 2)))

    def _rest(self, rows: Sequence[object]) -> Iterator[str]:
        if len(rows) > MOST:
            yield f"  {self.say('more', number=len(rows) - MOST)}"

    def _log(self) -> Iterator[str]:
        if self.found.log:
            yield self.say("log")
            yield from columns([
                ("", line.day.isoformat() if line.day else "", line.author,
                 ": ".join(part for part in (line.what, line.why) if part))
                for line in self.found.log], left=(1, 2, 3))
            yield ""

    def _figures(self) -> Iterator[str]:
        apart = {f"fs_contribution_{row.code}_{each.now.year}" for each in self.found.splits
                 if each.kind == "versions" for row in each.rows}
        rows = [each for each in self.found.figures if each.name not in apart]
        if rows:
            heads = [self.say(f"head_{key}") for key in ("before", "now", "change")]
            yield from columns(
                [(self.say("figures"), *heads, "%", self.say("head_by")),
                 *(self._figure(each) for each in rows)], left=(0, 5))
            yield ""
        for key, only in (("only_new", self.found.figures_added),
                          ("only_old", self.found.figures_removed)):
            if only:
                yield self.say(key, number=len(only), years=runs(sorted(
                    {each.year for each in only if each.year})))
                yield ""

    def _figure(self, each: Moved) -> Sequence[str]:
        unit = f", {self.texts.explain('unit_people')}" if each.unit == "people" else ""
        return (f"  {each.label}{unit}", amount(each.old), amount(each.new), signed(each.change),
                signed_percent(each.per_cent, self.texts), self.causes(each.name))

    def causes(self, name: str) -> str:
        """The numbers of the inputs that moved a figure."""
        moved = self.moved.get(name)
        return runs(self.numbers[each] for each in moved.inputs) if moved else ""

    def _formulas(self) -> Iterator[str]:
        changed = self.found.formulas
        if changed:
            yield self.say("formulas", number=len(changed))
            for each in changed[:MOST]:
                named = f" ({each.name})" if each.name else ""
                yield f"  {each.place}{named}: {self._stands(each.old)} → {self._stands(each.new)}"
            yield from self._rest(changed)
            yield self.say("computed_without")
            yield ""

    def _stands(self, what: str | None) -> str:
        """A formula on one line; of a value, that it is none."""
        if what is None:
            return self.say("empty")
        line = " ".join(what.split())
        return line if what.startswith("=") else self.say("no_formula", value=line)

    def _shape(self) -> Iterator[str]:
        shape = self.found.shape
        new, old = ({each.code: each.name for each in side.inputs.municipalities}
                    for side in (self.found.new, self.found.old))
        told = [(key, ", ".join(names)) for key, names in (
            ("members_added", [new[code] for code in shape.members_added]),
            ("members_removed", [old[code] for code in shape.members_removed]),
            ("sheets_added", shape.sheets_added), ("sheets_removed", shape.sheets_removed),
            ("sheets_renamed", [f"{was} → {now}" for was, now in shape.sheets_renamed]),
        ) if names]
        for key, names in told:
            yield self.say(key, names=names)
        if told:
            yield ""

    def _checks(self) -> Iterator[str]:
        checks = self.found.checks
        if checks:
            yield self.say("checks", number=len(checks))
            yield from columns([self._check(each) for each in checks[:MOST]], left=(1, 2, 3, 4))
            yield from self._rest(checks)
            yield ""

    def _check(self, each: Judged) -> Sequence[str]:
        was, now = (self.texts.words[f"status_{status}"] if status else self.say("not_made")
                    for status in (each.old, each.new))
        place = f"  [{each.place}]" if each.place else ""
        return ("", was, f"→ {now}", f"{each.message}{place}")

    def _same(self) -> Iterator[str]:
        """What nothing was said of because it is the same in both books."""
        found = self.found
        same = [self.say(f"same_{key}") for key, differs in (
            ("inputs", found.inputs), ("figures", found.figures), ("formulas", found.formulas),
            ("sheets", found.shape.sheets_added or found.shape.sheets_removed
             or found.shape.sheets_renamed),
            ("members", found.shape.members_added or found.shape.members_removed),
            ("checks", found.checks)) if not differs]
        if not found.laid_out_alike:
            yield self.say("laid_out_otherwise")
        if same:
            yield self.say("same", what=", ".join(same))
