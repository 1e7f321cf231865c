"""A derivation as one page: cards from the result down to what was typed, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping

from finsam_xl.explaining.derivation import Explanation, Line
from finsam_xl.explaining.lineage import Step, grown, numbers, safe
from finsam_xl.explaining.page_reach import reach
from finsam_xl.explaining.page_style import STYLE
from finsam_xl.explaining.telling import context, rule_told
from finsam_xl.explaining.touching import Touched
from finsam_xl.texts import Texts, texts_in

_NOTHING_FETCHED = "default-src 'none'; style-src 'unsafe-inline'"


def page(explanation: Explanation, reached: tuple[Touched, ...] | None = None) -> str:
    """A derivation as a whole HTML page, in its language; it is well-formed XML too.

    What the figure reaches is told after it, where that is given.
    """
    texts, first = texts_in(explanation.language), explanation.lines[0]
    teller = _Cards(texts, numbers(explanation.lines))
    return f"""<!DOCTYPE html>
<html lang="{safe(explanation.language)}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FETCHED}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{safe(texts.explain("page_title", label=first.label))}</title>
<style>{STYLE}</style>
</head>
<body>
{_header(explanation, texts)}
<main>
<h2>{safe(texts.explain("page_steps"))}</h2>
<ol>
{teller.item(grown(explanation.lines))}
</ol>
{"" if reached is None else reach(reached, explanation.language)}</main>
<footer>{safe(texts.explain("page_foot", number=len(explanation.lines)))}</footer>
</body>
</html>
"""


def _header(explanation: Explanation, texts: Texts) -> str:
    first = explanation.lines[0]
    where = " · ".join(part for part in (explanation.place, first.name) if part)
    said = (where, *context(explanation))
    return "\n".join([
        "<header>", f"<p>{safe(texts.explain('page_kind'))}</p>",
        f"<h1>{safe(first.label)}</h1>", f'<p class="key">{safe(first.shown)}</p>',
        *(f"<p>{safe(part)}</p>" for part in said), "</header>"])


class _Cards:
    """Tells steps as cards; a cell told on another card is a link to it."""

    def __init__(self, texts: Texts, places: Mapping[str, int]) -> None:
        self.texts, self.places = texts, places

    def item(self, step: Step) -> str:
        """A step as a list item that can be folded together over what it was made of."""
        above = self._above(step.line)
        if not step.below:
            return f"<li>{self._card(step, above)}</li>"
        below = "\n".join(self.item(each) for each in step.below)
        return (f'<li><details open="open"><summary>{self._card(step)}</summary>{above}\n'
                f"<ol>\n{below}\n</ol></details></li>")

    def _card(self, step: Step, above: str = "") -> str:
        line, texts = step.line, self.texts
        where = f" · {safe(line.place)}" if line.place else ""
        kind = texts.explain("cut" if line.kind == "cut" else f"page_{line.kind}")
        parts = [
            (f'<span class="head"><span>{safe(line.label or line.place)}</span> '
             f"<span>{safe(line.shown)}</span></span>"),
            f' <span class="made">= {safe(rule_told(line, texts))}</span>', self._noted(line),
            above, f' <span class="tag">{safe(kind)}{where}</span>',
        ]
        return f'<span class="card {line.kind}" id="n{step.number}">{"".join(parts)}</span>'

    def _noted(self, line: Line) -> str:
        """What stands beside an input; a status that is not decided yet is marked."""
        decided = ("", self.texts.words["decided"].lower())
        said = "; ".join(
            f'<span class="open">{safe(part)}</span>'
            if name == "status" and line.noted.status not in decided else safe(part)
            for name, part in line.noted.parts(self.texts))
        return f' <span class="noted">{said}</span>' if said else ""

    def _above(self, line: Line) -> str:
        """What is told on another card, as links to it; never within what is folded by a click."""
        links = ", ".join(self._link(place) for place in line.above)
        told = self.texts.explain("told_before", place=links)
        return f' <span class="above">{told}</span>' if line.above else ""

    def _link(self, place: str) -> str:
        number = self.places.get(place)
        return safe(place) if number is None else f'<a href="#n{number}">{safe(place)}</a>'
