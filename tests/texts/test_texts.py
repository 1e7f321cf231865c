"""The texts of both languages: the same keys, the same facts, and words that mean one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.inputs.build import known_words
from finsam_xl.texts import LANGUAGES, texts_in

SYMBOLS = "✓▲✕○◂▸"
AUTHORITIES = {"Försäkringskassan", "Arbetsförmedlingen"}
SAME_IN_BOTH = {
    "", "%", "kr", "tkr", "Kr", "Tkr", "1 234", "Administration", "Budget", "Plan", "Status",
    "SCB", "Finsam", "KL 11:5", "Plan § 6, SCB", "finsam_xl {version}", "{what}", *AUTHORITIES,
}
SECTION_OF_PLAN = re.compile(r"^Plan § [\d.]+$")
CHOICES = {choice for quantity in QUANTITIES.values() for choice in quantity.choices}
Key = tuple[str, str]


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    """The files can be read side by side, line by line."""
    assert list(sentences("en")) == list(sentences("sv"))


def test_each_text_is_filled_in_with_the_same_facts_in_both_languages() -> None:
    """A year or an amount that stands in one language stands in the other."""
    differing = {key for key, swedish, english in in_both()
                 if facts_of(swedish) != facts_of(english)}
    assert differing == set()


def test_each_text_bears_the_same_symbols_and_page_codes_in_both_languages() -> None:
    """Conditional formats look for a symbol at the beginning; the footer counts its pages."""
    marks, leading = re.compile(f"[{SYMBOLS}]|&[A-Z]"), tuple(SYMBOLS)
    differing = {key for key, swedish, english in in_both()
                 if marks.findall(swedish) != marks.findall(english)
                 or swedish.startswith(leading) != english.startswith(leading)}
    assert differing == set()


def test_no_text_is_left_untranslated() -> None:
    """What reads the same in both languages does so on purpose."""
    same = {swedish for _, swedish, english in in_both() if swedish == english}
    assert {text for text in same if not SECTION_OF_PLAN.match(text)} <= SAME_IN_BOTH


def test_the_only_swedish_letters_in_english_are_in_names_of_authorities() -> None:
    """A Swedish word that was forgotten shows by its letters."""
    words = set(re.findall(r"\w+", " ".join(sentences("en").values())))
    assert {word for word in words if re.search("[åäöÅÄÖ]", word)} == AUTHORITIES


def test_each_choice_has_its_word_in_both_languages() -> None:
    """
    Choice           Svenska          English
    computed         Beräknat         Computed
    stated           Angivet          Stated
    equal            Lika             Equal
    at_least         Minst            At least
    exact            Exakt summa      Exact sum
    by_row           Rad för rad      Row by row
    individual       Individ          Individual
    structural       Struktur         Structural
    own_funds        Förbundsmedel    Own funds
    external_funds   Projektmedel     External funds
    yes              Ja               Yes
    no               Nej              No
    decided          Fastställd       Decided
    preliminary      Preliminär       Preliminary
    assumption       Antagande        Assumption
    example          Exempelvärde     Example value
    """
    table = test_each_choice_has_its_word_in_both_languages.__doc__ or ""
    rows = [re.split(r"\s{2,}", line.strip()) for line in table.strip().splitlines()[1:]]
    assert {choice for choice, _, _ in rows} == CHOICES
    words = [[choice, *(texts_in(language).words[choice] for language in LANGUAGES)]
             for choice, _, _ in rows]
    assert words == rows


def test_no_word_of_a_choice_means_two_things_in_any_language() -> None:
    """A book in one language is read by a program that speaks the other."""
    known = known_words()
    for choice in CHOICES:
        assert known[choice] == choice
        for language in LANGUAGES:
            assert known[texts_in(language).words[choice].casefold()] == choice


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_choice_differ_and_fit_a_drop_down_list(language: str) -> None:
    """Excel parts the words of a list by commas and takes 255 characters of them."""
    for quantity in QUANTITIES.values():
        words = [texts_in(language).words[choice] for choice in quantity.choices]
        assert len({word.casefold() for word in words}) == len(words)
        assert not any("," in word for word in words)
        assert len(",".join(words)) <= 255


def test_the_base_plan_has_a_name_of_its_own_in_each_language() -> None:
    """It stands in the chooser among the names that people give their alternatives."""
    assert [texts_in(language).words["base_plan"] for language in LANGUAGES] == [
        "Grundplan", "Base plan"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_verdicts_differ_and_begin_with_their_symbols(language: str) -> None:
    """The symbol carries the meaning where colours are not seen."""
    words = texts_in(language).words
    verdicts = [words[f"status_{key}"] for key in ("pass", "warn", "fail", "none")]
    assert [verdict[:2] for verdict in verdicts] == ["✓ ", "▲ ", "✕ ", "○ "]
    assert len({verdict[2:] for verdict in verdicts}) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_colour_key_shows_the_words_that_the_sheets_use(language: str) -> None:
    """A reader finds the sample of a verdict spelled as the verdict is."""
    texts = texts_in(language)
    for sample, word in (("ok", "status_pass"), ("warn", "status_warn"), ("bad", "status_fail"),
                         ("preliminary", "preliminary")):
        assert texts.label(f"key_{sample}_sample") == texts.words[word]


def sentences(language: str) -> dict[Key, str]:
    """Every text of a language by its table and key."""
    return {(table, key): text for table, texts in texts_in(language).tables.items()
            for key, text in texts.items()}


def facts_of(text: str) -> set[str]:
    """The facts that a text is filled in with.

    >>> sorted(facts_of("{year} is not the year after {budget}."))
    ['budget', 'year']
    """
    return {fact for _, fact, _, _ in Formatter().parse(text) if fact is not None}


def in_both() -> Iterator[tuple[Key, str, str]]:
    """Every key with its Swedish and its English text."""
    english = sentences("en")
    return ((key, text, english[key]) for key, text in sentences("sv").items())
