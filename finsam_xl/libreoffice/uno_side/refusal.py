"""What LibreOffice will not do, as a word for it and its facts: said as a sentence elsewhere."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is no error of ours
    """A step that was refused; `key` is a word that the other side knows."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
