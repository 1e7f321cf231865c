"""Members by the names that people write: the two of the state, the region, municipalities."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from finsam_xl.domain.municipalities import municipality_names

FK, AF, STATE, REGION, ALL_MUNICIPALITIES = "FK", "AF", "state", "region", "municipalities"
PARTIES = (FK, AF, STATE, REGION)
_PARTY = (
    (FK, re.compile(r"\bförsäkringskass\w*$|^fk$|\bfk$")),
    (AF, re.compile(r"\barbetsförmedling\w*$|^af$")),
    (STATE, re.compile(r"^stat(en|ens andel|en, totalt)?$")),
    (REGION, re.compile(r"\bregion(en)?$|\bvgr$|^region \w[\w ]*$|\w+(region|regionen)$")),
    (ALL_MUNICIPALITIES, re.compile(r"^(kommun(er|erna|ernas andel)?)( totalt)?$")),
)
_NEAR = 0.85
_SUM = re.compile(r"\b(delsumma|summa|summering|totalt?|summerat)\b")


def member_of(label: str) -> str | None:
    """The member that a label names at its end: `FK`, `AF`, `region`, a code; None for no member.

    >>> member_of("Försäkringskassan"), member_of("VG-region"), member_of("Borås stad")
    ('FK', 'region', '1490')
    """
    plain = _plain(label)
    if not plain or is_sum(label):
        return None
    for member, pattern in _PARTY:
        if pattern.search(plain):
            return member
    words = plain.split()
    for start in range(len(words)):
        code = _by_name().get(" ".join(words[start:]))
        if code is not None:
            return code
    return None


def close_member(label: str) -> str | None:
    """The municipality that a misspelled name is nearest to; None where it is near none.

    >>> close_member("Ulricehamm"), close_member("Projektmedel")
    ('1491', None)
    """
    near = get_close_matches(_plain(label), _by_name(), n=1, cutoff=_NEAR)
    return _by_name()[near[0]] if near else None


def is_sum(label: str) -> bool:
    """Whether a label says that its row is a sum."""
    return bool(_SUM.search(label.casefold()))


def is_municipality(member: str) -> bool:
    """Whether a member is a municipality by its code."""
    return member.isdigit()


def _plain(label: str) -> str:
    """A label without remarks in parentheses and signs at its ends."""
    bare = re.sub(r"\([^)]*\)", " ", label.casefold())
    return " ".join(bare.split()).strip(" .,:;*")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """The codes by every way of writing a municipality's name."""
    found: dict[str, str] = {}
    for code, name in municipality_names().items():
        plain = name.casefold()
        genitive = plain if plain.endswith("s") else f"{plain}s"
        for way in (plain, f"{plain} kommun", f"{genitive} kommun", f"{genitive} stad"):
            found[way] = code
    return found
