"""The start: `python FOLDER-OF-THIS-FILE`, which needs nothing of finsam_xl but this folder."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

_HERE = Path(__file__).resolve().parent


def _stand_in(name: str, folder: Path) -> None:
    """A package with modules but without what its own `__init__` asks of newer Pythons."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


def main() -> None:
    """Answer requests until nobody asks any more."""
    _stand_in("finsam_xl", _HERE.parent.parent)
    _stand_in("finsam_xl.libreoffice", _HERE.parent)
    answering = import_module("finsam_xl.libreoffice.uno_side.answering")
    answering.answer_requests(sys.stdin, sys.stdout)


if __name__ == "__main__":
    main()
