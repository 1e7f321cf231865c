"""A derivation as a picture: an indented tree of boxes and lines, drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.explaining.derivation import Explanation, Line
from finsam_xl.explaining.drawing import MARGIN, TEAL, WIDTH, Column, drawn_text
from finsam_xl.explaining.lettering import width, wrapped
from finsam_xl.explaining.lineage import Step, grown, safe
from finsam_xl.explaining.picture_reach import draw_reach
from finsam_xl.explaining.telling import context, made
from finsam_xl.explaining.touching import Touched
from finsam_xl.texts import texts_in

_STEP, _MOST_INDENTED = 26, 416
_GAP, _PAD, _ROW = 8, 12, 17
_HEAD, _BODY = 15, 13
_FILLS = {"input": ("#FFF8DC", "#A8923C"), "constant": ("#FFFFFF", "#9FB0B4")}
_STYLE = (
    "text{font-family:Calibri,Carlito,sans-serif;fill:#1D2B30;font-size:13px;"
    "font-variant-numeric:tabular-nums}"
    ".b{font-weight:bold;font-size:15px}.t{font-weight:bold;font-size:22px;fill:#0B4F5C}"
    ".s{font-weight:bold;font-size:15px;fill:#0B4F5C}.m{fill:#56676C}"
)


@dataclass(frozen=True, slots=True)
class _Box:
    """A line's box: where it stands, its text, and the box it is a part of.

    `beside` is the value where there is room for it to the right; else it is the first of `rows`.
    """

    line: Line
    x: int
    y: int
    heads: tuple[str, ...]
    rows: tuple[str, ...]
    beside: str
    parent: _Box | None

    @property
    def height(self) -> int:
        """As high as the rows need."""
        return 2 * _PAD - 8 + _ROW * (
            len(self.heads) + len(self.rows) + bool(self.line.place))


def picture(explanation: Explanation, reached: tuple[Touched, ...] | None = None) -> str:
    """A derivation as a whole SVG file; it grows downward, never wider than a page.

    What the figure reaches is drawn below it, where that is given.
    """
    texts, first = texts_in(explanation.language), explanation.lines[0]
    column = Column()
    _draw_title(explanation, column)
    boxes = _laid_out(explanation, column.y)
    column.parts += [*(_branch(box) for box in boxes if box.parent), *map(_drawn, boxes)]
    column.y = boxes[-1].y + boxes[-1].height
    if reached is not None:
        draw_reach(reached, explanation.language, column)
    height = column.y + MARGIN
    title = texts.explain("page_title", label=first.label)
    said = f"{first.label}: {first.shown}. {texts.explain('page_steps')}."
    language = safe(explanation.language)
    return "\n".join([
        (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
         f'viewBox="0 0 {WIDTH} {height}" role="graphics-document document" '
         f'aria-labelledby="t" aria-describedby="d" lang="{language}" xml:lang="{language}">'),
        f'<title id="t">{safe(title)}</title>', f'<desc id="d">{safe(said)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>',
        *column.parts, "</svg>", ""])


def _draw_title(explanation: Explanation, column: Column) -> None:
    """The figure's name, where it stands, and what law or plan it rests on."""
    first, texts = explanation.lines[0], texts_in(explanation.language)
    where = " · ".join(part for part in (explanation.place, first.name) if part)
    column.rule(TEAL, 2)
    column.write(first.label or explanation.place, "t", size=22, bold=True, row=28)
    column.y += 3
    for said in (where, *context(explanation), texts.explain("page_steps")):
        column.write(said, "m", size=_BODY, row=18)
    column.y += 16


def _laid_out(explanation: Explanation, top: int) -> list[_Box]:
    """The boxes from the top down, each a step to the right of what it is a part of."""
    deepest = max(line.depth for line in explanation.lines)
    step = min(_STEP, _MOST_INDENTED // max(deepest, 1))
    boxes: list[_Box] = []

    def lay(of: Step, parent: _Box | None) -> None:
        y = boxes[-1].y + boxes[-1].height + _GAP if boxes else top
        box = _box(of.line, MARGIN + step * of.line.depth, y, parent, explanation.language)
        boxes.append(box)
        for each in of.below:
            lay(each, box)

    lay(grown(explanation.lines), None)
    return boxes


def _box(line: Line, x: int, y: int, parent: _Box | None, language: str) -> _Box:
    room = WIDTH - MARGIN - x - 2 * _PAD
    value = width(line.shown, _HEAD, bold=True)
    beside = value < room / 2
    left = room - value - 2 * _PAD if beside else room
    heads = tuple(wrapped(line.label or line.place, left, _HEAD, bold=True)) or ("",)
    rows = tuple(wrapped(f"=\u00a0{made(line, language)}", room, _BODY))
    if not beside:
        rows = (*wrapped(line.shown, room, _BODY), *rows)
    return _Box(line, x, y, heads, rows, line.shown if beside else "", parent)


def _branch(box: _Box) -> str:
    """The line from a box to the one that it is a part of."""
    parent = box.parent or box
    x, top, y = parent.x + 8, parent.y + parent.height, box.y + 18
    return (f'<path d="M{x} {top}V{y}H{box.x}" fill="none" stroke="#9FB0B4" '
            'stroke-width="1"/>')


def _drawn(box: _Box) -> str:
    line, across = box.line, WIDTH - MARGIN - box.x
    fill, edge = _FILLS.get(line.kind, ("#FFFFFF", TEAL))
    dashed = ' stroke-dasharray="4 3"' if line.kind == "cut" else ""
    x, y = box.x + _PAD, box.y + _PAD + 9
    parts = [
        (f'<rect x="{box.x}" y="{box.y}" width="{across}" height="{box.height}" fill="{fill}" '
         f'stroke="#DDE4E6"{dashed}/>'),
        f'<rect x="{box.x}" y="{box.y}" width="3" height="{box.height}" fill="{edge}"/>',
        *(drawn_text(x, y + _ROW * row, text, "b") for row, text in enumerate(box.heads)),
    ]
    if box.beside:
        parts.append(drawn_text(box.x + across - _PAD, y, box.beside, "b", end=True))
    y += _ROW * len(box.heads)
    parts += [drawn_text(x, y + _ROW * row, text) for row, text in enumerate(box.rows)]
    if line.place:
        parts.append(drawn_text(x, y + _ROW * len(box.rows), line.place, "m"))
    return "\n".join(parts)
