"""The derivation of a figure, line by line: what it is, its value, how it was made, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from finsam_xl.domain.names import parse_name
from finsam_xl.explaining.finding import Atlas, atlas_of
from finsam_xl.explaining.folding import Fold, folded
from finsam_xl.explaining.labels import label_of
from finsam_xl.explaining.noted import Noted, noted
from finsam_xl.explaining.values import PlainValue, plain_value, said
from finsam_xl.explaining.wording import Expression, unit_of_figure
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import Proven
from finsam_xl.texts import Texts, texts_in

DEEPEST = 12
"""How many steps down an explanation goes, unless somebody asks for fewer or more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what it is, its value in its unit, how it was made, and where it stands.

    `kind` is `figure`, `input`, `constant`, or `cut` where the depth asked for ends.
    `home` is the cell of the formula or of the input where that is another than `place`;
    `because` are the typed choices that decided the way, each in words with its cell;
    `above` are cells told on an earlier line, `ranges` cells and blocks that the rule reads.
    """

    depth: int
    kind: str
    label: str
    place: str
    name: str
    value: PlainValue
    unit: str
    shown: str
    how: str
    home: str
    noted: Noted
    because: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure's derivation: the cell asked for, what it rests on, and the lines down to inputs.

    `home` is the cell of the figure shown, where it is another than `place`. `sentence` says how
    such a figure comes about, `source` by which paragraph; both are empty where nothing is said.
    `scenario` is the alternative shown, empty for the base plan. The first line is the figure's.
    """

    place: str
    home: str
    sentence: str
    source: str
    scenario: str
    language: str
    lines: tuple[Line, ...]


def explained(
    proven: Proven, cell: str, language: str = "sv", *, deepest: int = DEEPEST
) -> Explanation:
    """How the figure of a cell or a defined name came about, down to what somebody typed.

    `cell` is a place such as `Andelar!L49` or `'Ekonomisk sammanställning'!$C$5`, or a name;
    letters may be small. Refuses with InputError what is no figure of the book.
    """
    atlas, texts = atlas_of(proven), texts_in(language)
    place, figure = atlas.find(cell)
    fold = folded(figure)
    homes = [home for each in fold.chain if (home := atlas.home(each))]
    key = _key(atlas, fold)
    return Explanation(
        place=place, home=_home(atlas, fold, homes, place),
        sentence=texts.explain(f"{key}_how") if key else "",
        source=texts.explain(f"{key}_source") if key else _source_of_check(atlas, fold, texts),
        scenario=_scenario(proven), language=language,
        lines=tuple(_Teller(atlas, texts, deepest).lines(figure, place)),
    )


def _home(atlas: Atlas, fold: Fold, homes: list[str], place: str) -> str:
    """Where a figure that is only shown has its home; a plan's tkr have theirs in kronor."""
    if atlas.home(fold.chain[0]) != place:
        return homes[0] if homes else ""
    changed = fold.chain[0].rule is not None and fold.chain[0].rule.name == "thousands"
    return homes[1] if changed and len(homes) > 1 else ""


def _key(atlas: Atlas, fold: Fold) -> str:
    """The key of what is said about such a figure, by the first that something is said about."""
    said_about = texts_in("sv").tables["explain"]
    keys = (role.key for figure in fold.chain if (role := atlas.roles.get(figure)))
    return next((key for key in keys if f"{key}_how" in said_about), "")


def _source_of_check(atlas: Atlas, fold: Fold, texts: Texts) -> str:
    found = atlas.checks.get(fold.chain[0])
    return texts.check(found[0].key, "source") if found else ""


def _scenario(proven: Proven) -> str:
    chosen = proven.plan.calculation.chosen
    return proven.plan.scenario if chosen is not None and chosen.value != 1 else ""


class _Teller:
    """Tells figures, each once."""

    def __init__(self, atlas: Atlas, texts: Texts, deepest: int) -> None:
        self.atlas, self.texts, self.deepest = atlas, texts, deepest
        self.told: set[Figure] = set()

    def lines(self, figure: Figure, place: str = "", depth: int = 0) -> Iterator[Line]:
        """A figure's line and those below it."""
        fold = folded(figure) if place else self._at_home(folded(figure))
        self.told.update(fold.chain)
        expression = Expression(self.atlas, self.texts, self.told)
        how = self._how(fold, expression)
        below = list(dict.fromkeys(folded(each).chain[0] for each in expression.told))
        before = [each for each in below if each in self.told]
        fresh = [each for each in below if each not in self.told]
        cut = bool(fresh) and depth >= self.deepest
        yield self._line(fold, place, depth, how, expression, before, cut=cut)
        for each in () if cut else fresh:
            if each not in self.told:
                yield from self.lines(each, "", depth + 1)

    def _at_home(self, fold: Fold) -> Fold:
        """The fold from the first of its figures that has a cell, whose unit is then told."""
        first = next((n for n, each in enumerate(fold.chain) if self.atlas.home(each)), 0)
        return replace(fold, chain=fold.chain[first:])

    def _line(
        self, fold: Fold, place: str, depth: int, how: str, expression: Expression,
        before: list[Figure], *, cut: bool,
    ) -> Line:
        atlas, first, core = self.atlas, fold.chain[0], fold.core
        homes = [home for each in fold.chain if (home := atlas.home(each))]
        where = place or (homes[0] if homes else "")
        unit = unit_of_figure(atlas, first)
        named = atlas.names.get(where)
        name = parse_name(core.typed_as) if core.is_typed else None
        inputs = atlas.proven.plan.inputs
        return Line(
            depth=depth, kind="cut" if cut else self._kind(fold),
            label=label_of(atlas, fold.chain, where), place=where,
            name=named.name if named else "", value=plain_value(first.value, unit), unit=unit,
            shown=said(first.value, unit, self.texts), how=how,
            home=homes[-1] if homes and homes[-1] != where else "",
            noted=noted(inputs, name, self.texts) if name else Noted(),
            because=tuple(self._decided(cell) for cell in fold.because),
            above=tuple(dict.fromkeys(self._home_of(each) for each in before)),
            ranges=tuple(dict.fromkeys(expression.ranges)),
        )

    def _home_of(self, figure: Figure) -> str:
        return next((home for each in folded(figure).chain if (home := self.atlas.home(each))), "")

    @staticmethod
    def _kind(fold: Fold) -> str:
        if fold.core.is_typed:
            return "input" if parse_name(fold.core.typed_as) else "constant"
        return "figure" if fold.constant is None else "constant"

    def _how(self, fold: Fold, expression: Expression) -> str:
        """The rule in words with its operands, after the amount where it is told in tkr."""
        core, texts = fold.core, self.texts
        if fold.constant is not None:
            how = expression.constant(core, fold.constant) if not fold.because else str(
                fold.constant)
        elif core.is_typed:
            how = self._typed(fold)
        else:
            how = expression.of(core)
            units = (unit_of_figure(self.atlas, fold.chain[0]), unit_of_figure(self.atlas, core))
            if units == ("tkr", "kr"):
                how = f"{said(core.value, 'kr', texts)} = {how}"
        return how

    def _typed(self, fold: Fold) -> str:
        core, texts = fold.core, self.texts
        if parse_name(core.typed_as) is None:
            return texts.explain("own_text" if isinstance(core.value, str) else "own_number")
        if core.value in (None, ""):
            return texts.explain("not_typed")
        unit = unit_of_figure(self.atlas, core)
        if len(fold.chain) == 1 or unit == unit_of_figure(self.atlas, fold.chain[0]):
            return texts.explain("typed")
        return texts.explain("typed_as", what=said(core.value, unit, texts))

    def _decided(self, cell: Figure) -> str:
        home = self.atlas.home(cell)
        shown = cell.value if isinstance(cell.value, str) and cell.value else said(
            cell.value, unit_of_figure(self.atlas, cell), self.texts)
        return f"{label_of(self.atlas, (cell,), home)} = {shown} ({home})"
