"""A derivation as one page: cards from the result down to what was typed, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping

from finsam_xl.explaining.derivation import Explanation, Line
from finsam_xl.explaining.lineage import Step, grown, numbers, safe
from finsam_xl.explaining.telling import rests_on
from finsam_xl.texts import Texts, texts_in

_STYLE = """
:root{--ink:#1D2B30;--muted:#56676C;--teal:#0B4F5C;--teal2:#2F7683;--accent:#8A3B6B;
--rule:#DDE4E6;--rule2:#9FB0B4;--input:#FFF8DC;--line:#A8923C}
*{box-sizing:border-box}
body{margin:0 auto;padding:40px 28px;max-width:984px;background:#fff;color:var(--ink);
font:15px/1.45 Calibri,Carlito,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums;
overflow-wrap:anywhere}
header{border-top:3px solid var(--teal);padding-top:14px;margin-bottom:32px}
header p{margin:4px 0;color:var(--muted)}
header .key{margin:6px 0;font-size:36px;line-height:1.2;font-weight:700;color:var(--ink)}
h1{margin:2px 0 0;font-size:24px;line-height:1.25;color:var(--teal)}
h2{margin:0 0 12px;padding-bottom:4px;font-size:17px;color:var(--teal);
border-bottom:1px solid var(--teal)}
ol{list-style:none;margin:0;padding:0}
ol ol{margin-left:10px;padding-left:18px;border-left:1px solid var(--rule2)}
li{margin:6px 0}
summary{cursor:pointer;list-style-position:outside}
summary:focus-visible,a:focus-visible{outline:2px solid var(--teal2);outline-offset:2px}
summary>.card{display:inline-block;width:calc(100% - 20px);vertical-align:top}
.card{padding:6px 12px 8px;border-bottom:1px solid var(--rule);break-inside:avoid}
.card:target{outline:2px solid var(--teal2)}
.input{background:var(--input);border-bottom-color:var(--line)}
.cut{border-bottom-style:dashed}
.head{display:flex;gap:4px 16px;justify-content:space-between;flex-wrap:wrap}
.head b:last-child{white-space:nowrap;margin-left:auto}
.made,.noted{display:block}
.noted,.tag{color:var(--muted);font-size:13px}
.tag{display:block}
.open{color:var(--accent);font-weight:700}
a{color:var(--teal2)}
footer{margin-top:32px;padding-top:8px;border-top:1px solid var(--rule2);
color:var(--muted);font-size:13px}
@page{size:A4;margin:18mm}
@media print{body{padding:0;max-width:none;font-size:10.5pt}.input{print-color-adjust:exact;
-webkit-print-color-adjust:exact}details::details-content{content-visibility:visible;height:auto}}
"""
_NOTHING_FETCHED = "default-src 'none'; style-src 'unsafe-inline'"


def page(explanation: Explanation) -> str:
    """A derivation as a whole HTML page, in its language; it is well-formed XML too."""
    texts, first = texts_in(explanation.language), explanation.lines[0]
    teller = _Cards(texts, numbers(explanation.lines))
    return f"""<!DOCTYPE html>
<html lang="{safe(explanation.language)}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FETCHED}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{safe(texts.explain("page_title", label=first.label))}</title>
<style>{_STYLE}</style>
</head>
<body>
{_header(explanation, texts)}
<main>
<h2>{safe(texts.explain("page_steps"))}</h2>
<ol>
{teller.item(grown(explanation.lines))}
</ol>
</main>
<footer>{safe(texts.explain("page_foot", number=len(explanation.lines)))}</footer>
</body>
</html>
"""


def _header(explanation: Explanation, texts: Texts) -> str:
    first = explanation.lines[0]
    where = " · ".join(part for part in (explanation.place, first.name) if part)
    said = (
        where,
        explanation.home and texts.explain("shown_from", place=explanation.home),
        explanation.scenario and texts.explain("in_scenario", name=explanation.scenario),
        rests_on(explanation),
    )
    return "\n".join([
        "<header>", f"<p>{safe(texts.explain('page_kind'))}</p>",
        f"<h1>{safe(first.label)}</h1>", f'<p class="key">{safe(first.shown)}</p>',
        *(f"<p>{safe(part)}</p>" for part in said if part), "</header>"])


class _Cards:
    """Tells steps as cards; a cell told on another card is a link to it."""

    def __init__(self, texts: Texts, places: Mapping[str, int]) -> None:
        self.texts, self.places = texts, places

    def item(self, step: Step) -> str:
        """A step as a list item that can be folded together over what it was made of."""
        card = self._card(step)
        if not step.below:
            return f"<li>{card}</li>"
        below = "\n".join(self.item(each) for each in step.below)
        return (f'<li><details open="open"><summary>{card}</summary>\n'
                f"<ol>\n{below}\n</ol></details></li>")

    def _card(self, step: Step) -> str:
        line, texts = step.line, self.texts
        where = f" · {safe(line.place)}" if line.place else ""
        made = f"{line.how} ({line.home})" if line.home else line.how
        if line.because:
            made += ", " + texts.explain("as_decided", what=", ".join(line.because))
        parts = [
            f'<span class="head"><b>{safe(line.label)}</b><b>{safe(line.shown)}</b></span>',
            f'<span class="made">= {safe(made)}</span>', *self._noted(line),
            f'<span class="tag">{safe(texts.explain(f"page_{line.kind}"))}{where}</span>',
        ]
        return f'<span class="card {line.kind}" id="n{step.number}">{"".join(parts)}</span>'

    def _noted(self, line: Line) -> list[str]:
        said, texts = safe(line.noted.said(self.texts)), self.texts
        if line.noted.status:
            status = safe(texts.explain("noted_status", what=line.noted.status))
            if line.noted.status != texts.words["decided"].lower():
                said = said.replace(status, f'<span class="open">{status}</span>')
        links = ", ".join(self._link(place) for place in line.above)
        above = texts.explain("told_before", place=links) if line.above else ""
        return [f'<span class="noted">{part}</span>' for part in (said, above) if part]

    def _link(self, place: str) -> str:
        number = self.places.get(place)
        return safe(place) if number is None else f'<a href="#n{number}">{safe(place)}</a>'
