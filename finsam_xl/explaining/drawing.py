"""A picture while it is being drawn from the top down: texts and rules, each below the last."""

from __future__ import annotations

from dataclasses import dataclass, field

from finsam_xl.explaining.lettering import wrapped
from finsam_xl.explaining.lineage import safe

WIDTH, MARGIN = 984, 28
TEAL = "#0B4F5C"


@dataclass
class Column:
    """The elements drawn so far, and the height they have come to."""

    parts: list[str] = field(default_factory=list)
    y: int = 20

    def rule(self, colour: str, high: int = 1) -> None:
        """A line from margin to margin."""
        self.parts.append(f'<rect x="{MARGIN}" y="{self.y}" width="{WIDTH - 2 * MARGIN}" '
                          f'height="{high}" fill="{colour}"/>')
        self.y += high

    def write(
        self, text: str, kind: str = "", *, size: int, row: int, bold: bool = False,
        indent: int = 0, room: float = WIDTH - 2 * MARGIN,
    ) -> None:
        """A text on as many rows as it needs."""
        for part in wrapped(text, room - indent, size, bold=bold):
            self.y += row
            self.parts.append(drawn_text(MARGIN + indent, self.y, part, kind))


def drawn_text(x: int, y: int, text: str, kind: str = "", *, end: bool = False) -> str:
    """A text as an element, from its left end or to its right."""
    anchored = ' text-anchor="end"' if end else ""
    styled = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{styled}{anchored}>{safe(text)}</text>'
