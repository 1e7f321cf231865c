"""What a figure reaches, as the last part of its page: sheet by sheet, in tables."""

from __future__ import annotations

from finsam_xl.explaining.lineage import safe
from finsam_xl.explaining.touching import SheetTouched, Touched, by_sheet, counted
from finsam_xl.texts import Texts, texts_in


def reach(reached: tuple[Touched, ...], language: str) -> str:
    """What is reached, with as many sheets to fold as there are."""
    texts = texts_in(language)
    return "\n".join([
        "<section>", f"<h2>{safe(texts.explain('page_touches'))}</h2>",
        f"<p>{safe(counted(reached, language))}</p>",
        *(_sheet(sheet, texts) for sheet in by_sheet(reached)), "</section>", ""])


def _sheet(sheet: SheetTouched, texts: Texts) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{safe(each.label)}</th><td>{safe(each.place)}</td>'
        f'<td class="said">{safe(each.shown)}</td></tr>' for each in sheet.told)
    table = f"<table><tbody>\n{rows}\n</tbody></table>" if rows else ""
    others = sheet.others_said(texts)
    told = f'<p class="others">{safe(others)}</p>' if others else ""
    return (f'<details open="open"><summary><h3>{safe(sheet.title)}</h3></summary>\n'
            f"{table}{told}</details>")
