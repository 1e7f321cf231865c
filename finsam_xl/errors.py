"""The faults finsam_xl can meet, each with a place, a fault and a cure.

    FinsamError
    ├── InputError       somebody gave something wrong                       exit 2
    ├── BookError        the host or the file said no                        exit 2
    ├── LayoutError      the book is not shaped as the sheets say            exit 2
    └── AgreementError   our own fault: value and formula disagree           exit 3

The sentences stand in `texts/`, under the key that the error is raised with.
"""

from __future__ import annotations

from finsam_xl.texts import Texts, spelled, texts_in


class Thing(str):
    """A fact that is a thing with a name in each language, such as merged cells."""

    __slots__ = ()


class FinsamError(Exception):
    """A fault said in one sentence: where it stands, what is wrong, what to do about it.

    `key` finds the sentence, `place` is the file, sheet or cell, `facts` fill the sentence in.
    """

    exit_code = 2
    kind = "error"

    def __init__(self, key: str, *, place: str = "", **facts: object) -> None:
        super().__init__(key, place, facts)
        self.key = key
        self.place = place
        self.facts = facts

    def fault(self, language: str = "sv") -> str:
        """What is wrong."""
        return self._said("fault", language)

    def cure(self, language: str = "sv") -> str:
        """What to do about it."""
        return self._said("cure", language)

    def _said(self, part: str, language: str) -> str:
        texts = texts_in(language)
        facts = {name: _quoted(name, fact, texts) for name, fact in self.facts.items()}
        return texts.error(self.key, part, facts)

    def sentence(self, language: str = "sv") -> str:
        """Place, fault and cure together."""
        start = f"{self.place}: " if self.place else ""
        return f"{start}{self.fault(language)} {self.cure(language)}".strip()

    def __str__(self) -> str:
        return self.sentence()


def _quoted(name: str, fact: object, texts: Texts) -> object:
    """A fact as it is said: a thing by its word, what somebody typed with every sign to be seen."""
    if isinstance(fact, Thing):
        return texts.thing(fact)
    return spelled(fact) if name == "value" and isinstance(fact, str) else fact


class InputError(FinsamError):
    """Somebody gave a value that cannot be used."""

    kind = "input"


class BookError(FinsamError):
    """The file or its host refused: locked, protected, decided, or not a workbook."""

    kind = "book"


class LayoutError(FinsamError):
    """The book is not shaped as the sheets say."""

    kind = "layout"


class AgreementError(FinsamError):
    """Our own fault: a stored value and its recalculated formula disagree."""

    kind = "agreement"
    exit_code = 3
