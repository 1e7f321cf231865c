"""What Excel allows: titles, notes shown while typing and number formats, in both languages."""

from __future__ import annotations

import pytest

from finsam_xl.plans import EXAMPLES, compute_plan, draft_plan, example
from finsam_xl.texts import LANGUAGES, texts_in
from tests.everyday import first


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_titles_are_such_as_excel_allows(language: str) -> None:
    r"""At most 31 characters, none of []:*?/\, no apostrophe at either end, all different."""
    titles = texts_in(language).tables["sheets"].values()
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert title.strip("'") == title
    assert len({title.casefold() for title in titles}) == len(titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_shown_while_typing_are_as_short_as_excel_asks(language: str) -> None:
    """A title of at most 32 characters, a prompt of 255, a message about an error of 225."""
    labels = texts_in(language).tables["labels"]
    assert all(len(labels[key]) <= 32 for key in ("wrong_title", "shown_alternative"))
    assert len(labels["chooser_note"]) <= 255
    assert all(len(text) <= 225 for key, text in labels.items() if key.startswith("wrong_"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["card_costs_note", "card_room_note", "against_year"])
def test_words_inside_number_formats_hold_no_quotation_mark(key: str, language: str) -> None:
    """These captions are part of a number format, which a quotation mark would end."""
    assert '"' not in texts_in(language).tables["labels"][key]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", first(1, EXAMPLES))
def test_every_example_can_be_laid_out_in_both_languages(name: str, language: str) -> None:
    """The whole workbook, with its sheets in reading order under the language's titles."""
    titles = texts_in(language).tables["sheets"]
    sheets = draft_plan(compute_plan(example(name, language))).draft.sheets
    assert [sheet.title for sheet in sheets] == [titles[sheet.key] for sheet in sheets]
