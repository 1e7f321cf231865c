"""What a session is asked to do: each command a few lines over what the command line does too.

A command comes from the cells on Översikt or from the terminal, and answers in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from finsam_xl.addresses import cell_name
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.errors import AgreementError, FinsamError, InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.population import day_wanted, with_population
from finsam_xl.live.session import Session
from finsam_xl.plans import chosen, grouped, member_name, recorded_plan
from finsam_xl.population_scb.reading import read_population
from finsam_xl.sheets.overview import COMMANDS
from finsam_xl.texts import LANGUAGES, Texts, texts_in
from finsam_xl.trying import (
    Difference,
    Signed,
    adopted,
    differences,
    kept_as_alternative,
    logged,
    restored,
)

_SUMS = {"total": "members_total", "costs": "costs_total", "result": "result",
         "equity_closing": "closing"}


@dataclass(frozen=True)
class Asked:
    """A command as somebody asked for it: its key and its three fields."""

    key: str
    target: str = ""
    reason: str = ""
    signature: str = ""


def understood(word: str, *fields: str, place: str = "") -> Asked:
    """A command by its word in any language, its key, or a beginning that only one has.

    Refuses with InputError what is no command.
    """
    known = {texts_in(language).words[f"command_{key}"].casefold(): key
             for language in LANGUAGES for key in COMMANDS} | {key: key for key in COMMANDS}
    wanted = word.strip().casefold()
    found = {key for said, key in known.items() if said == wanted} or {
        key for said, key in known.items() if wanted and said.startswith(wanted)}
    if len(found) != 1:
        words = texts_in(LANGUAGES[0]).words
        raise InputError("command_unknown", place=place or word.strip(),
                         known=", ".join(words[f"command_{key}"] for key in COMMANDS))
    return Asked(found.pop(), *(field.strip() for field in fields[:3]))


def carried_out(session: Session, asked: Asked) -> str:
    """Do what is asked and say what came of it; refuses as the verbs of the command line do."""
    for field in (asked.target, asked.reason, asked.signature):
        refuse_personal_number(field, texts_in(session.language).label("commands"))
    return _DOES[asked.key](session, asked)


def _compute(session: Session, asked: Asked) -> str:
    del asked
    for each in session.compare_every_cell():
        raise AgreementError("live_differs", place=each.place, found=each.found,
                             expected=each.expected)
    return _texts(session).say("counts", **session.counts())


def _write(session: Session, asked: Asked) -> str:
    texts = _texts(session)
    what = texts.label("log_written")
    signed = _signed(session, asked) if asked.signature or asked.reason else None

    def change(inputs: PlanInputs) -> PlanInputs:
        return inputs if signed is None else logged(inputs, signed, what)

    session.through_file(change)
    return f"{texts.say('written', path=session.path.name)} " + texts.say(
        "counts", **session.counts())


def _population(session: Session, asked: Asked) -> str:
    _lacking(session, asked, "target")
    inputs = session.read.inputs
    file = session.path.parent / asked.target
    found = read_population(file, inputs.municipalities, expected=day_wanted(inputs))
    session.through_file(lambda now: with_population(now, found))
    return _texts(session).label("population_fetched", date=found.when, number=len(found.people))


def _explain(session: Session, asked: Asked) -> str:
    return session.explain(asked.target or session.front.selected())


def _compare(session: Session, asked: Asked) -> str:
    texts, inputs, start = _texts(session), session.read.inputs, _start(session)
    base = chosen(start, texts_in(start.language).words["base_plan"])
    other = chosen(inputs, asked.target) if asked.target else inputs
    found = differences(recorded_plan(base), recorded_plan(other))
    return "\n".join(_compared(found, other, texts))


def _keep(session: Session, asked: Asked) -> str:
    _lacking(session, asked, "target")
    start, signed = _start(session), _signed(session, asked)

    def change(now: PlanInputs) -> PlanInputs:
        return kept_as_alternative(start, now, asked.target, signed)

    change(session.read.inputs)
    session.through_file(change)
    return _texts(session).label("log_kept", name=asked.target)


def _adopt(session: Session, asked: Asked) -> str:
    signed, name = _signed(session, asked), session.read.inputs.text("scenario_chosen")
    adopted(session.read.inputs, signed)
    session.through_file(lambda now: adopted(now, signed))
    return _texts(session).label("log_adopted", name=name)


def _discard(session: Session, asked: Asked) -> str:
    del asked
    values = restored(_start(session), session.read.inputs)
    if values:
        session.type(values)
    return _texts(session).label("discarded", number=len(values))


def _undo(session: Session, asked: Asked) -> str:
    del asked
    session.undo()
    return _texts(session).label("undone")


_DOES: dict[str, Callable[[Session, Asked], str]] = {
    "compute": _compute, "write": _write, "population": _population, "explain": _explain,
    "compare": _compare, "keep": _keep, "adopt": _adopt, "discard": _discard, "undo": _undo,
}


def _texts(session: Session) -> Texts:
    return texts_in(session.language)


def _start(session: Session) -> PlanInputs:
    """What a change is measured from."""
    return session.start or session.read.inputs


def _signed(session: Session, asked: Asked) -> Signed:
    for field in ("reason", "signature"):
        _lacking(session, asked, field)
    return Signed(asked.signature, asked.reason, session.today())


def _lacking(session: Session, asked: Asked, field: str) -> None:
    """Refuse a command that needs a field which was left blank."""
    if not getattr(asked, field):
        label = _texts(session).label(f"command_{field}")
        raise InputError("command_lacks", place=_where(session, field), what=label)


def _where(session: Session, field: str) -> str:
    title, at = session.book.names.get(f"fs_command_{field}", ("", (0, 0)))
    return f"{title}!{cell_name(at)}"


def _compared(
    found: tuple[Difference, ...], inputs: PlanInputs, texts: Texts
) -> list[str]:
    """The differences as lines: the sums of the budget year first, then every line that moved."""
    moved = [each for each in found if each.kronor]
    if not moved:
        return [texts.label("compared_same")]
    rows = [f"{texts.label('compared', scenario=inputs.text('scenario_chosen'))}"]
    for each in moved:
        label = texts.label(_SUMS[each.key]) if each.key in _SUMS else member_name(
            inputs, each.key, texts.language)
        rows.append(f"{each.year} {label}: {signed_amount(each.kronor)} kr"
                    f" ({signed_percent(each.per_cent)})")
    return rows


def signed_amount(amount: int | None) -> str:
    """A difference in kronor with its sign.

    >>> signed_amount(-1500).split(), signed_amount(20)
    (['−1', '500'], '+20')
    """
    if amount is None:
        return ""
    return f"+{grouped(amount)}" if amount > 0 else grouped(amount)


def signed_percent(share: Fraction | None) -> str:
    """A difference in per cent with one decimal, half up.

    >>> signed_percent(Fraction(-127, 20)), signed_percent(None)
    ('−6,4 %', '–')
    """
    if share is None:
        return "–"
    tenths = (abs(share) * 20 + 1) // 2
    sign = "−" if share < 0 else "+"
    return f"{sign}{tenths // 10},{tenths % 10} %"


def answer_of(session: Session, asked: Asked) -> tuple[str, FinsamError | None]:
    """What a command comes to: its answer, or the sentence in which it was refused."""
    try:
        return carried_out(session, asked), None
    except FinsamError as fault:
        return f"✕ {fault.sentence(session.language)}", fault
