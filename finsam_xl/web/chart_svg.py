"""A native chart of the workbook drawn as SVG, from the same description and the same cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from finsam_xl.addresses import bare_title, position_of
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import BookDraft, CellValue, Chart
from finsam_xl.web.looks import COLOURS
from finsam_xl.web.markup import safe
from finsam_xl.web.shown import shown

WIDTH, HEIGHT = 380, 230
_TOP, _FOOT, _LEGEND = 18, 22, 22
_LEFT, _RIGHT = 8, 8
_RANGE = re.compile(r"^=(.+)!(\$[A-Z]+\$\d+)(?::(\$[A-Z]+\$\d+))?$")


def chart_svg(draft: BookDraft, chart: Chart) -> str:
    """The chart as an image with a name that a screen reader reads."""
    drawing = _Drawing(tuple(_series(draft, chart)), legend=bool(chart.axes.get("legend")))
    return (f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'aria-label="{safe(chart.description)}"><title>{safe(chart.description)}</title>'
            f'{"".join(drawing.marks())}</svg>')


@dataclass(frozen=True, slots=True)
class _Series:
    """A series: how it is drawn, what it is called, and its values by category."""

    kind: str
    name: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]
    looks: dict[str, Any]

    @property
    def labels(self) -> str | None:
        """The number format of its labels, None where it has none."""
        found = self.looks.get("data_labels")
        return found.get("num_format", s.WHOLE) if found else None


def _series(draft: BookDraft, chart: Chart) -> Iterator[_Series]:
    for group in chart.groups:
        kind = "stacked" if group.get("subtype") == "stacked" else str(group["type"])
        for each in group["series"]:
            yield _Series(
                kind, str(_cells(draft, each["name"])[0] or ""),
                tuple(shown(value, s.PLAIN) for value in _cells(draft, each["categories"])),
                tuple(float(value) if isinstance(value, (int, float)) else None
                      for value in _cells(draft, each["values"])), each)


def _cells(draft: BookDraft, reference: str) -> list[CellValue]:
    """The values of a row of cells, as a chart refers to it."""
    found = _RANGE.match(reference)
    if found is None:
        return [None]
    sheet = next(each for each in draft.sheets if each.title == bare_title(found[1]))
    (row, first), (_, last) = position_of(found[2]), position_of(found[3] or found[2])
    cells = (sheet.cells.get((row, column)) for column in range(first, last + 1))
    return [cell.value if cell else None for cell in cells]


@dataclass(frozen=True)
class _Drawing:
    """The marks of a chart, from the back to the front."""

    series: tuple[_Series, ...]
    legend: bool

    @property
    def floor(self) -> float:
        """Where the plot ends: above the years, and above the legend where there is one."""
        return HEIGHT - _FOOT - (_LEGEND if self.legend else 0)

    @property
    def extent(self) -> tuple[float, float]:
        """The lowest and the highest value to be drawn; nothing is always in sight."""
        known = [value for each in self.series if each.kind != "stacked"
                 for value in each.values if value is not None]
        known += [sum(value or 0 for value in column) for column in self._stacks()]
        lowest, highest = min([0.0, *known]), max([0.0, *known])
        return lowest, highest if highest > lowest else lowest + 1

    def _stacks(self) -> Iterator[tuple[float | None, ...]]:
        stacked = [each.values for each in self.series if each.kind == "stacked"]
        return iter(zip(*stacked, strict=True)) if stacked else iter(())

    def y(self, value: float) -> float:
        """A value as a height from the top."""
        lowest, highest = self.extent
        low = self.floor - (16 if lowest < 0 else 0)
        return low - (value - lowest) / (highest - lowest) * (low - _TOP)

    def marks(self) -> Iterator[str]:
        """All marks."""
        if not self.series:
            return
        yield from self._columns()
        yield _line(_LEFT, self.y(0), WIDTH - _RIGHT, self.y(0), "axis", s.RULE2)
        for each in self.series:
            if each.kind == "line":
                yield from self._curve(each)
        for place, year in enumerate(self.series[0].categories):
            yield _text(self._centre(place), self.floor + 16, year, "axis-label")
        if self.legend:
            yield from self._legend()

    @property
    def _slot(self) -> float:
        return (WIDTH - _LEFT - _RIGHT) / max(1, len(self.series[0].categories))

    def _centre(self, place: int) -> float:
        return _LEFT + (place + 0.5) * self._slot

    def _columns(self) -> Iterator[str]:
        stacked = [each for each in self.series if each.kind == "stacked"]
        beside = [each for each in self.series if each.kind == "column"]
        gap = next((each.looks["gap"] for each in (*stacked, *beside) if "gap" in each.looks), 100)
        number = max(1, len(beside))
        wide = self._slot / (number + gap / 100)
        for place in range(len(self.series[0].categories)):
            base = 0.0
            for each in stacked:
                value = each.values[place] or 0
                yield self._column(each, self._centre(place) - wide / 2, wide, base, value)
                base += value
            start = self._centre(place) - wide * number / 2
            for offset, each in enumerate(beside):
                yield from self._one(each, place, start + offset * wide, wide)

    def _one(self, each: _Series, place: int, x: float, wide: float) -> Iterator[str]:
        value = each.values[place]
        if value is None:
            return
        yield self._column(each, x, wide, 0, value)
        if each.labels is not None:
            yield self._label(x + wide / 2, value, each)

    def _column(self, each: _Series, x: float, wide: float, base: float, value: float) -> str:
        top, bottom = sorted((self.y(base), self.y(base + value)))
        fill, border = _colour(each.looks, "fill"), _colour(each.looks, "border")
        named = f"{each.name} {shown(value, s.WHOLE)}"
        edge = f' stroke="#{border}" stroke-width="1"' if border else ""
        names = _mark_class("fill", fill) + (f" {_mark_class('edge', border)}" if border else "")
        return (f'<rect class="{names}" fill="#{fill}"{edge} x="{x:.1f}" y="{top:.1f}" '
                f'width="{wide:.1f}" height="{bottom - top:.1f}"><title>{safe(named)}</title>'
                "</rect>")

    def _curve(self, each: _Series) -> Iterator[str]:
        colour = _colour(each.looks, "line")
        points = [(self._centre(place), self.y(value)) for place, value in enumerate(each.values)
                  if value is not None]
        if colour and points:
            half = self._slot / 2
            first, last = points[0], points[-1]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (
                (first[0] - half * 0.8, first[1]), *points, (last[0] + half * 0.8, last[1])))
            yield (f'<polyline class="{_mark_class("line", colour)}" points="{path}" fill="none" '
                   f'stroke="#{colour}" stroke-width="2" stroke-dasharray="6 4">'
                   f"<title>{safe(each.name)}</title></polyline>")
        if each.labels is not None:
            for place, value in enumerate(each.values):
                if value is not None:
                    yield self._label(self._centre(place), value, each)

    def _label(self, x: float, value: float, each: _Series) -> str:
        below = value < 0
        number = int(value) if value.is_integer() else value
        return _text(x, self.y(value) + (13 if below else -5), shown(number, each.labels or ""),
                     "value-label")

    def _legend(self) -> Iterator[str]:
        """The stacked series from the top of the stack down, each with its colour."""
        stacked = [each for each in reversed(self.series) if each.kind == "stacked"]
        x = float(_LEFT)
        for each in stacked:
            fill = _colour(each.looks, "fill")
            yield (f'<rect class="{_mark_class("fill", fill)}" fill="#{fill}" x="{x:.1f}" '
                   f'y="{HEIGHT - 15}" width="9" height="9"></rect>')
            yield _text(x + 13, HEIGHT - 6, each.name, "legend-label", anchor="start")
            x += 22 + 5.6 * len(each.name)


def _colour(looks: dict[str, Any], part: str) -> str:
    """A colour of a series; empty where it has none."""
    return str(looks.get(part, {}).get("color", "")).removeprefix("#")


def _mark_class(part: str, colour: str) -> str:
    return f"{part}-{COLOURS.get(colour, 'ink')}"


def _line(x1: float, y1: float, x2: float, y2: float, name: str, colour: str) -> str:
    return (f'<line class="{name}" stroke="#{colour}" x1="{x1:.1f}" y1="{y1:.1f}" '
            f'x2="{x2:.1f}" y2="{y2:.1f}"></line>')


def _text(x: float, y: float, words: str, name: str, *, anchor: str = "middle") -> str:
    return (f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" font-size="11" '
            f'text-anchor="{anchor}">{safe(words)}</text>')


