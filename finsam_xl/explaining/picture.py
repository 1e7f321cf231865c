"""A derivation as a picture: an indented tree of boxes and lines, drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.explaining.derivation import Explanation, Line
from finsam_xl.explaining.lineage import Step, grown, safe, wrapped
from finsam_xl.explaining.telling import made
from finsam_xl.texts import texts_in

_WIDTH, _MARGIN, _TOP = 984, 28, 84
_STEP, _MOST_INDENTED = 26, 416
_GAP, _PAD, _ROW = 10, 12, 17
_BOLD, _SMALL = 8.1, 6.6
"""How wide a sign is at most as a rule, in the larger bold type and in the smaller one."""

_FILLS = {"input": ("#FFF8DC", "#A8923C"), "constant": ("#FFFFFF", "#9FB0B4")}
_STYLE = (
    "text{font-family:Calibri,Carlito,sans-serif;fill:#1D2B30;font-size:13px}"
    ".b{font-weight:bold;font-size:15px}.t{font-weight:bold;font-size:22px;fill:#0B4F5C}"
    ".m{fill:#56676C}"
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
        """As high as the rows need; the first is higher than the others."""
        return 2 * _PAD + _ROW * (len(self.heads) + len(self.rows) + bool(self.line.place)) - 4


def picture(explanation: Explanation) -> str:
    """A derivation as a whole SVG file; it grows downward, never wider than a page."""
    texts, first = texts_in(explanation.language), explanation.lines[0]
    boxes = _laid_out(explanation)
    titles = list(wrapped(first.label, 78))
    shift = 26 * (len(titles) - 1)
    height = boxes[-1].y + boxes[-1].height + _MARGIN + shift
    title = safe(texts.explain("page_title", label=first.label))
    said = safe(f"{first.label}: {first.shown}. {texts.explain('page_steps')}.")
    return "\n".join([
        (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="t d" '
        f'xml:lang="{safe(explanation.language)}">'),
        f'<title id="t">{title}</title>', f'<desc id="d">{said}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
        f'<rect x="{_MARGIN}" y="20" width="{_WIDTH - 2 * _MARGIN}" height="2" fill="#0B4F5C"/>',
        *(_text(_MARGIN, 48 + 26 * row, text, "t") for row, text in enumerate(titles)),
        _text(_MARGIN, 68 + shift, texts.explain("page_steps"), "m"),
        f'<g transform="translate(0 {shift})">',
        *(_branch(box) for box in boxes), *(_drawn(box) for box in boxes), "</g>", "</svg>", ""])


def _laid_out(explanation: Explanation) -> list[_Box]:
    """The boxes from the top down, each a step to the right of what it is a part of."""
    deepest = max(line.depth for line in explanation.lines)
    step = min(_STEP, _MOST_INDENTED // max(deepest, 1))
    boxes: list[_Box] = []

    def lay(of: Step, parent: _Box | None) -> None:
        y = boxes[-1].y + boxes[-1].height + _GAP if boxes else _TOP
        box = _box(of.line, _MARGIN + step * of.line.depth, y, parent, explanation.language)
        boxes.append(box)
        for each in of.below:
            lay(each, box)

    lay(grown(explanation.lines), None)
    return boxes


def _box(line: Line, x: int, y: int, parent: _Box | None, language: str) -> _Box:
    room = _WIDTH - _MARGIN - x - 2 * _PAD
    beside = len(line.shown) if len(line.shown) * _BOLD < room / 2 else 0
    heads = list(wrapped(line.label or line.place, int(room / _BOLD) - beside - 2)) or [""]
    rows = list(wrapped(f"= {made(line, language)}", int(room / _SMALL)))
    if not beside:
        rows = [*wrapped(line.shown, int(room / _SMALL)), *rows]
    return _Box(line, x, y, tuple(heads), tuple(rows), line.shown if beside else "", parent)


def _branch(box: _Box) -> str:
    """The line from a box to the one that it is a part of."""
    if box.parent is None:
        return ""
    x, top, y = box.parent.x + 8, box.parent.y + box.parent.height, box.y + 18
    return (f'<path d="M{x} {top}V{y}H{box.x}" fill="none" stroke="#9FB0B4" '
            'stroke-width="1"/>')


def _drawn(box: _Box) -> str:
    line, width = box.line, _WIDTH - _MARGIN - box.x
    fill, edge = _FILLS.get(line.kind, ("#FFFFFF", "#0B4F5C"))
    dashed = ' stroke-dasharray="4 3"' if line.kind == "cut" else ""
    x, y = box.x + _PAD, box.y + _PAD + 9
    parts = [
        (f'<rect x="{box.x}" y="{box.y}" width="{width}" height="{box.height}" fill="{fill}" '
        f'stroke="#DDE4E6"{dashed}/>'),
        f'<rect x="{box.x}" y="{box.y}" width="3" height="{box.height}" fill="{edge}"/>',
        *(_text(x, y + _ROW * row, text, "b") for row, text in enumerate(box.heads)),
    ]
    if box.beside:
        parts.append(_text(box.x + width - _PAD, y, box.beside, "b", end=True))
    y += _ROW * len(box.heads)
    parts += [_text(x, y + _ROW * row, text) for row, text in enumerate(box.rows)]
    if line.place:
        parts.append(_text(x, y + _ROW * len(box.rows), line.place, "m"))
    return "\n".join(parts)


def _text(x: int, y: int, text: str, kind: str = "", *, end: bool = False) -> str:
    anchored = ' text-anchor="end"' if end else ""
    styled = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{styled}{anchored}>{safe(text)}</text>'
