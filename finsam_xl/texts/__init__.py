"""Every word a person reads, by language: labels, words of choices, checks and error sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import combining

LANGUAGES = ("sv", "en")
_MOST_SHOWN = 120


class Texts:
    """The texts of one language, as they stand in its TOML file."""

    __slots__ = ("language", "tables")

    def __init__(self, language: str, tables: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self.tables = tables

    @property
    def words(self) -> Mapping[str, str]:
        """The words that stand in cells: choices and verdicts."""
        return self.tables["words"]

    def label(self, key: str, **facts: object) -> str:
        """A label of the workbook."""
        return self.tables["labels"][key].format(**facts)

    def sheet(self, key: str) -> str:
        """The title of a sheet."""
        return self.tables["sheets"][key]

    def say(self, key: str, **facts: object) -> str:
        """A line on the screen."""
        return self.tables["screen"][key].format(**facts)

    def rule(self, key: str) -> str:
        """What a step of calculation does; its operands fill it in, counted from nothing."""
        return self.tables["rules"][key]

    def explain(self, key: str, **facts: object) -> str:
        """What is said in the explanation of a figure."""
        return self.tables["explain"][key].format(**facts)

    def web(self, key: str, **facts: object) -> str:
        """What is said on the page by the engine behind it."""
        return self.tables["web"][key].format(**facts)

    def thing(self, key: str) -> str:
        """What a thing in a workbook is called; its own word where it has no other."""
        return self.tables["things"].get(key, key)

    def error(self, key: str, part: str, facts: Mapping[str, object]) -> str:
        """The fault or the cure of an error."""
        return self.tables["errors"][f"{key}_{part}"].format(**facts)

    def check(self, key: str, part: str, **facts: object) -> str:
        """The title, sentence or source of a check."""
        return self.tables["checks"][f"{key}_{part}"].format(**facts)


class Lint:
    """What the rules of a workbook are called, why they are kept, and how a breach is cured."""

    __slots__ = ("tables",)

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self.tables = tables

    def rule(self, key: str, part: str) -> str:
        """What a rule says, what a breach is, why it matters, or the cure; always a sentence."""
        text = self.tables[key][part]
        return text if part == "found" or text.endswith(".") else f"{text}."

    def say(self, key: str, **facts: object) -> str:
        """A word or a sentence of the verb's own."""
        return self.tables["words"][key].format(**facts)

    def severity(self, severity: str) -> str:
        """How grave a breach is, in a sentence."""
        return self.tables["words"][severity]

    def reason(self, key: str) -> str:
        """Why a rule could not be judged: a sentence of ours, or what the fault says."""
        return self.tables["words"].get(key, key)


def spelled(text: str) -> str:
    """A text that somebody typed as it is quoted: short, and with every sign to be seen.

    >>> spelled("Mark\u200b"), spelled("Bora\u030as")
    ('Mark<U+200B>', 'Bora<U+030A>s')
    """
    if len(text) > _MOST_SHOWN:
        text = f"{text[:_MOST_SHOWN]}…"
    return "".join(letter if letter.isprintable() and not combining(letter)
                   else f"<U+{ord(letter):04X}>" for letter in text)


@lru_cache(maxsize=len(LANGUAGES))
def texts_in(language: str) -> Texts:
    """The texts of a language, read once."""
    return Texts(language, {**_read(f"{language}.toml"), **screen_in(language).tables})


@lru_cache(maxsize=len(LANGUAGES))
def screen_in(language: str) -> Texts:
    """What the command line says in a language: all that its help needs."""
    return Texts(language, _read(f"{language}.screen.toml"))


@lru_cache(maxsize=len(LANGUAGES))
def lint_in(language: str) -> Lint:
    """The rules of a workbook in a language, read only where they are judged."""
    return Lint(_read(f"{language}.lint.toml"))


def _read(name: str) -> Mapping[str, Mapping[str, str]]:
    with open(f"{__path__[0]}/{name}", "rb") as file:  # noqa: PTH123 - pathlib loads longer
        return tomllib.load(file)
