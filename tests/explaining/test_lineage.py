"""The derivation as a page and as a picture: well formed, escaped, and every line is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from finsam_xl.explaining.derivation import Explanation, explained
from finsam_xl.explaining.lineage import grown, safe, wrapped
from finsam_xl.explaining.page import page
from finsam_xl.explaining.picture import picture
from finsam_xl.plans import compute_plan, draft_plan, example

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
Draw = Callable[[Explanation], str]

HOSTILE = "<script>alert(1)</script>\"'&]]>\x0b\ud800<!--"
DRAWINGS = pytest.mark.parametrize("draw", [page, picture])


@cache
def equity(language: str = "sv") -> Explanation:
    proven = draft_plan(compute_plan(example("ovning", language)))
    return explained(proven, "fs_equity_closing_2028", language)


def hostile() -> Explanation:
    """Every text that a person may have typed is an attack."""
    lines = tuple(replace(
        line, label=HOSTILE, shown=HOSTILE, how=HOSTILE, because=(HOSTILE,), above=(HOSTILE,),
        noted=replace(line.noted, source=HOSTILE, status=HOSTILE, comment=HOSTILE),
    ) for line in equity().lines)
    return replace(equity(), scenario=HOSTILE, sentence=HOSTILE, lines=lines)


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - it is our own


def words(text: str) -> str:
    return " ".join(" ".join(parsed(text).itertext()).split())


class Elements(HTMLParser):
    """The elements of a page as a browser reads them, and whether each is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@DRAWINGS
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_s_label_value_and_place_are_there(draw: Draw, language: str) -> None:
    said = words(draw(equity(language))).replace(" ", "")
    for line in equity(language).lines:
        for part in (line.label, line.shown, line.place, line.home):
            assert "".join(part.split()) in said


@DRAWINGS
def test_hostile_texts_stay_texts(draw: Draw) -> None:
    """They add no element and no attribute, and what XML cannot hold is replaced."""
    attacked, tags = draw(hostile()), {"script"}
    found = {each.tag.rpartition("}")[2] for each in parsed(attacked).iter()}
    assert not found & tags
    assert found <= {each.tag.rpartition("}")[2] for each in parsed(draw(equity())).iter()}
    assert "<script" not in attacked
    attacked.encode()


@DRAWINGS
def test_nothing_is_fetched_or_run(draw: Draw) -> None:
    drawn = draw(equity()).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<script|\son\w+=|src=", drawn)


def test_the_page_reads_as_html_and_its_links_lead_somewhere() -> None:
    elements = Elements(page(equity()))
    assert elements.open == []
    assert ("html", {"lang": "sv"}) in elements.found
    ids = [facts["id"] for _, facts in elements.found if "id" in facts]
    assert len(ids) == len(set(ids)) == len(equity().lines)
    links = {facts["href"] for tag, facts in elements.found if tag == "a"}
    assert links
    assert links <= {f"#{each}" for each in ids}


def test_the_page_nests_as_deep_as_the_derivation_goes() -> None:
    deepest = max(line.depth for line in equity().lines)
    assert page(equity()).count("<details") == sum(
        bool(step.below) for step in steps_of(equity()))
    assert deepest > 1


def steps_of(explanation: Explanation) -> list[object]:
    found, ahead = [], [grown(explanation.lines)]
    while ahead:
        found.append(ahead.pop())
        ahead += found[-1].below
    return found


def test_boxes_stand_inside_the_picture_and_not_on_each_other() -> None:
    """However deep the derivation is."""
    deep = replace(equity(), lines=tuple(
        replace(line, depth=number) for number, line in enumerate(equity().lines)))
    for explanation in (equity(), deep, hostile()):
        drawn = parsed(picture(explanation))
        boxes = [tuple(int(each.get(key, "0")) for key in ("x", "y", "width", "height"))
                 for each in drawn.iter("{http://www.w3.org/2000/svg}rect") if each.get("stroke")]
        assert len(boxes) == len(explanation.lines)
        assert all(width > 300 and x + width < int(drawn.get("width", "0"))
                   for x, _, width, _ in boxes)
        for (_, above, _, high), (_, below, _, _) in zip(boxes, boxes[1:], strict=False):
            assert above + high < below


def test_texts_are_wrapped_without_losing_a_sign() -> None:
    assert list(wrapped("ett tvåtretyra fem", 5)) == ["ett", "tvåtr", "etyra", "fem"]
    assert list(wrapped("ett två", 7)) == ["ett två"]
    assert safe("\x00\ufffe") == "\ufffd\ufffd"


def test_page_and_picture_are_written_and_the_book_is_not(
    finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    before, plain = book.read_bytes(), finsam_xl("explain", book, "fs_total_2026").out
    files = (tmp_path / "total.html", tmp_path / "total.svg")
    words = ("explain", book, "fs_total_2026", "--html", files[0], "--svg", files[1])
    answer = finsam_xl(*words)
    assert (answer.code, answer.out, book.read_bytes()) == (0, plain, before)
    assert [parsed(file.read_text("utf-8")).tag.rpartition("}")[2] for file in files] == [
        "html", "svg"]
    assert finsam_xl(*words).code == 2
    assert finsam_xl(*words, "--force").code == 0


@pytest.mark.parametrize(("option", "name"), [("--html", "book.xlsx"), ("--svg", "a.html")])
def test_another_suffix_is_refused(
    option: str, name: str, finsam_xl: Run, book: Path, tmp_path: Path
) -> None:
    answer = finsam_xl("explain", book, "fs_total_2026", option, tmp_path / name, "--force")
    assert (answer.code, answer.out) == (2, "")
    assert option.replace("--", ".") in answer.err
