"""The derivation as a page and as a picture: well formed, escaped, and every line is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from finsam_xl.explaining.derivation import Explanation, explained
from finsam_xl.explaining.lettering import width, wrapped
from finsam_xl.explaining.lineage import Step, grown, safe
from finsam_xl.explaining.page import page
from finsam_xl.explaining.picture import picture
from finsam_xl.explaining.telling import context, rule_told, told
from finsam_xl.explaining.touching import Touched, by_sheet, counted, told_touched, touched
from finsam_xl.plans import Proven, chosen, compute_plan, draft_plan, example
from finsam_xl.texts import texts_in
from tests.everyday import first

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
Draw = Callable[[Explanation, tuple[Touched, ...] | None], str]

HOSTILE = "<script>alert(1)</script>\"'&]]>\x0b\ud800<!--"
SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = pytest.mark.parametrize("draw", [page, picture])
ROOT = Path(__file__).parents[2]

CELLS = {
    "ovning": (
        "fs_contribution_9901_2026", "fs_result_2026", "fs_equity_closing_2028", "Kontroller!B63",
        "fs_grant_2026", "Alternativ!F12", "Finansieringsplan!F14", "Diagramdata!C10"),
    "sjuharad-2026": ("fs_contribution_1443_2026", "fs_equity_closing_2026", "Kontroller!B9"),
    "sjuharad-2022": ("fs_total_2022", "fs_equity_closing_2022", "fs_activity_name_01"),
}


@cache
def proven(name: str = "ovning", language: str = "sv") -> Proven:
    return draft_plan(compute_plan(example(name, language)))


@cache
def of(name: str, cell: str, language: str) -> Explanation:
    return explained(proven(name), cell, language)


@cache
def equity(language: str = "sv") -> Explanation:
    return explained(proven("ovning", language), "fs_equity_closing_2028", language)


@cache
def reached(language: str = "sv") -> tuple[Touched, ...]:
    return touched(proven("ovning", language), "fs_grant_2026", language)


def hostile() -> tuple[Explanation, tuple[Touched, ...]]:
    """Every text that a person may have typed is an attack."""
    lines = tuple(replace(
        line, label=HOSTILE, shown=HOSTILE, how=HOSTILE, because=(HOSTILE,), above=(HOSTILE,),
        place=HOSTILE, name=HOSTILE, home=HOSTILE,
        noted=replace(line.noted, source=HOSTILE, status=HOSTILE, comment=HOSTILE),
    ) for line in equity().lines)
    return (replace(equity(), place=HOSTILE, scenario=HOSTILE, sentence=HOSTILE, lines=lines),
            tuple(replace(each, label=HOSTILE, shown=HOSTILE) for each in reached()))


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - it is our own


def words(text: str) -> str:
    """What a person reads, rows joined and without spaces."""
    return bare(" ".join(part for each in parsed(text).iter() if not each.tag.endswith("style")
                         for part in (each.text, each.tail) if part))


def bare(text: str) -> str:
    return "".join(text.split())


class Elements(HTMLParser):
    """The elements of a page as a browser reads them, and whether each is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.in_summary: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if "summary" in self.open:
            self.in_summary.append(tag)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@DRAWINGS
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", first(1, ("ovning", "sjuharad-2026", "sjuharad-2022")))
def test_a_drawing_says_what_the_text_says_and_no_other_number(
    draw: Draw, name: str, language: str
) -> None:
    """A member's share, a result, equity, a check, an input, an alternative, a shown figure."""
    texts = texts_in(language)
    for cell in CELLS[name]:
        explanation = of(name, cell, language)
        drawn = draw(explanation, None)
        read = words(drawn)
        for line in explanation.lines:
            said = (line.label, line.shown, line.place, rule_told(line, texts),
                    line.noted.said(texts), *line.above)
            assert all(bare(part) in read for part in said), (cell, line)
        assert all(bare(part) in read for part in context(explanation))
        steps = str(len(explanation.lines))
        assert numbers(drawn) <= numbers_in(told(explanation)) | {steps}, cell


def numbers(drawn: str) -> set[str]:
    """The numbers that a drawing shows, one text at a time."""
    return {number for each in parsed(drawn).iter() if not each.tag.endswith("style")
            for part in (each.text, each.tail) if part for number in numbers_in(part)}


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d[\d\u00a0.,:-]*\d|\d", text))


@DRAWINGS
def test_a_drawing_says_what_is_reached(draw: Draw) -> None:
    drawn = words(draw(explained(proven(), "fs_grant_2026"), reached()))
    assert bare(counted(reached(), "sv")) in drawn
    for sheet in by_sheet(reached()):
        assert bare(sheet.others_said(texts_in("sv"))) in drawn
        for each in sheet.told:
            assert all(bare(part) in drawn
                       for part in (each.label, each.shown, each.place))


@DRAWINGS
def test_a_drawing_says_that_nothing_is_reached(draw: Draw) -> None:
    drawn = draw(explained(proven(), "fs_grant_comment_2026"), ())
    assert bare(told_touched((), "sv")) in words(drawn)


@DRAWINGS
def test_an_alternative_is_named(draw: Draw) -> None:
    plan = draft_plan(compute_plan(chosen(example("ovning"), "mindre kansli")))
    assert "Alternativsomvisas:Mindrekansli." in words(draw(explained(plan, "fs_costs_2026"), None))


@DRAWINGS
def test_hostile_texts_stay_texts(draw: Draw) -> None:
    """They add no element and no attribute, and what XML cannot hold is replaced."""
    attacked = draw(*hostile())
    calm = draw(equity(), reached())
    known = {(each.tag, *sorted(each.keys())) for each in parsed(calm).iter()}
    known.add(("span", "class"))
    assert {(each.tag, *sorted(each.keys())) for each in parsed(attacked).iter()} <= known
    assert "<script" not in attacked
    attacked.encode()


@DRAWINGS
def test_nothing_is_fetched_or_run(draw: Draw) -> None:
    drawn = draw(equity(), reached()).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<script|\son\w+=|src=", drawn)


def test_the_page_reads_as_html_and_its_links_lead_somewhere() -> None:
    elements = Elements(page(equity(), reached()))
    assert elements.open == []
    ids = [facts["id"] for _, facts in elements.found if "id" in facts]
    assert len(ids) == len(set(ids)) == len(equity().lines)
    links = {facts["href"] for tag, facts in elements.found if tag == "a"}
    assert links
    assert links <= {f"#{each}" for each in ids}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_can_be_read_without_sight_or_mouse(language: str) -> None:
    """It has a language, a title and headings in order, and no link within what folds."""
    elements = Elements(page(equity(language), reached(language)))
    assert ("html", {"lang": language}) in elements.found
    headings = [tag for tag, _ in elements.found if re.fullmatch(r"h\d", tag)]
    assert headings == ["h1", "h2", "h2", *["h3"] * len(by_sheet(reached()))]
    assert not {"a", "p", "details"} & set(elements.in_summary)
    assert [tag for tag, _ in elements.found].count("main") == 1


def test_the_page_nests_as_deep_as_the_derivation_goes() -> None:
    assert max(line.depth for line in equity().lines) > 1
    assert page(equity()).count("<details") == sum(
        bool(step.below) for step in steps_of(equity()))


def steps_of(explanation: Explanation) -> list[Step]:
    found, ahead = list[Step](), [grown(explanation.lines)]
    while ahead:
        found.append(ahead.pop())
        ahead += found[-1].below
    return found


def test_a_picture_has_title_and_description() -> None:
    drawn = parsed(picture(equity()))
    said = {each.get("id"): each.text or "" for each in drawn if each.get("id")}
    assert [drawn.get("aria-labelledby"), drawn.get("aria-describedby")] == list(said)
    assert said["t"].endswith("Utgående eget kapital 2028")
    assert equity().lines[0].shown in said["d"]


def test_boxes_stand_inside_the_picture_and_not_on_each_other() -> None:
    """However deep the derivation is."""
    deep = replace(equity(), lines=tuple(
        replace(line, depth=number) for number, line in enumerate(equity().lines)))
    for explanation in (equity(), deep, hostile()[0]):
        drawn = parsed(picture(explanation))
        boxes = [tuple(int(each.get(key, "0")) for key in ("x", "y", "width", "height"))
                 for each in drawn.iter(f"{SVG}rect") if each.get("stroke")]
        assert len(boxes) == len(explanation.lines)
        assert all(across > 300 and x + across < int(drawn.get("width", "0"))
                   for x, _, across, _ in boxes)
        for (_, above, _, high), (_, below, _, _) in pairwise(boxes):
            assert above + high < below


LONG = ("W" * 90, "Ö" * 120, "i" * 300, "Samordningsförbundet för rehabilitering " * 6, "财务" * 60)


@pytest.mark.parametrize("shift", range(len(LONG)))
def test_no_text_of_a_picture_stands_on_another(shift: int) -> None:
    """Long labels, values and rules, of wide signs and of one word."""
    def long(number: int) -> str:
        return LONG[(number + shift) % len(LONG)]

    lines = tuple(replace(line, label=long(n), how=long(n + 1),
                          shown=long(n + 2)[:60] if n % 2 else line.shown)
                  for n, line in enumerate(equity().lines))
    drawn = parsed(picture(replace(equity(), lines=lines), tuple(
        replace(each, label=long(n)) for n, each in enumerate(reached()))))
    rows: dict[int, list[tuple[float, float]]] = {}
    for each in drawn.iter(f"{SVG}text"):
        size, bold = {"b": (15, True), "t": (22, True), "s": (15, True)}.get(
            each.get("class", ""), (13, False))
        across, x = width(each.text or "", size, bold=bold), float(each.get("x", "0"))
        first = x - across if each.get("text-anchor") else x
        rows.setdefault(int(each.get("y", "0")), []).append((first, first + across))
    assert len(rows) > len(lines)
    for spans in rows.values():
        assert max(end for _, end in spans) <= int(drawn.get("width", "0")) - 28
        for (_, end), (start, _) in pairwise(sorted(spans)):
            assert end <= start
    for upper, lower in pairwise(sorted(rows)):
        assert lower - upper >= 15


def test_texts_are_wrapped_without_losing_a_sign() -> None:
    text = "ett tvåtretyrafemsexsju åtta"
    rows = list(wrapped(text, 40, 10))
    assert len(rows) > 3
    assert bare("".join(rows)) == bare(text)
    assert all(width(row, 10) <= 40 for row in rows)
    assert list(wrapped("enligt planens § 6", 95, 10)) == ["enligt planens", "§\u00a06"]
    assert list(wrapped("", 40, 10)) == []
    assert safe("\x00\ufffe") == "\ufffd\ufffd"


@pytest.mark.thorough
def test_page_and_picture_are_written_and_the_book_is_not(
    finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    before, plain = book.read_bytes(), finsam_xl("explain", book, "fs_total_2026").out
    files = (tmp_path / "total.html", tmp_path / "total.svg")
    asked = ("explain", book, "fs_total_2026", "--html", files[0], "--svg", files[1])
    answer = finsam_xl(*asked)
    assert (answer.code, answer.out, book.read_bytes()) == (0, plain, before)
    assert answer.err == f"Skriven: {files[0]}\nSkriven: {files[1]}\n"
    assert [parsed(file.read_text("utf-8")).tag.rpartition("}")[2] for file in files] == [
        "html", "svg"]
    first = [file.read_bytes() for file in files]
    again = finsam_xl(*asked, "--force", "--json")
    assert (again.code, [file.read_bytes() for file in files]) == (0, first)
    assert again.err == f"Oförändrad: {files[0]}\nOförändrad: {files[1]}\n"
    assert f'"written": ["{files[0]}", "{files[1]}"]' in " ".join(again.out.split()).replace(
        "[ ", "[").replace(" ]", "]")


def test_a_file_that_is_there_is_lost_only_with_force(
    finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    """And neither of two files is written where one is refused."""
    there, other = tmp_path / "there.svg", tmp_path / "other.html"
    there.write_text("mine", "utf-8")
    asked = ("explain", book, "fs_total_2026", "--html", other, "--svg", there)
    refused = finsam_xl(*asked)
    assert (refused.code, refused.out, there.read_text("utf-8")) == (2, "", "mine")
    assert str(there) in refused.err
    assert not other.exists()
    assert finsam_xl(*asked, "--force").code == 0
    assert there.read_text("utf-8").startswith("<svg")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        ["there.svg", "other.html", book.name])


@pytest.mark.parametrize("cell", ["fs_total_2026", "fs_nothing"])
def test_nothing_is_written_where_the_folder_or_the_figure_is_not(
    cell: str, finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    files = (tmp_path / "a.html", tmp_path / ("none" if cell == "fs_total_2026" else "") / "a.svg")
    answer = finsam_xl("explain", book, cell, "--html", files[0], "--svg", files[1])
    assert (answer.code, answer.out) == (2, "")
    assert not any(file.exists() for file in files)


def test_the_book_is_never_replaced_by_its_page(
    finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    link, before = tmp_path / "link.html", book.read_bytes()
    link.symlink_to(book)
    answer = finsam_xl("explain", book, "fs_total_2026", "--html", link, "--force")
    assert (answer.code, book.read_bytes()) == (2, before)


@pytest.mark.parametrize(("option", "name"), [("--html", "book.xlsx"), ("--svg", "a.html")])
def test_another_suffix_is_refused(
    option: str, name: str, finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    answer = finsam_xl("explain", book, "fs_total_2026", option, tmp_path / name, "--force")
    assert (answer.code, answer.out) == (2, "")
    assert option.replace("--", ".") in answer.err


@pytest.mark.thorough
def test_another_process_draws_the_same_bytes(book: Path, tmp_path: Path) -> None:
    """Nothing of the machine, the day or the order of a set comes into a drawing."""
    drawn = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        files = (folder / "a.html", folder / "a.svg")
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "finsam_xl.cli", "explain", str(book), "fs_grant_2026",
             "--touches", "--html", str(files[0]), "--svg", str(files[1])],
            check=True, capture_output=True, cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})
        drawn.append([file.read_bytes() for file in files])
        assert not any(str(tmp_path).encode() in each for each in drawn[-1])
    assert drawn[0] == drawn[1]
