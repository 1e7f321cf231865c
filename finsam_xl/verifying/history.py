"""What the book records of itself: inputs changed since, hashes, and the chain of decisions."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.domain.names import slot
from finsam_xl.findings.finding import Finding
from finsam_xl.plans import check_results
from finsam_xl.proof.chain import Link, broken_at, links_of, state_of
from finsam_xl.proof.fingerprint import inputs_hash
from finsam_xl.report import place_of
from finsam_xl.verifying.examined import Examined
from finsam_xl.version import VERSION


def history_findings(book: Examined) -> Iterator[Finding]:
    """Whether the book is what it says that it was when it was last written and last decided on."""
    recorded, now = book.book.recorded, book.proven.draft.properties
    for named in book.changed:
        yield book.found("input_changed", "note", place_of(named), label=named.label)
    if "inputs" not in recorded:
        yield book.found("nothing_recorded", "note", book.book.path)
    elif recorded.get("version") != VERSION:
        yield book.found("other_version", "note", book.book.path, actual=recorded.get("version"))
    elif book.follows:
        for key in ("inputs", "formulas", "values"):
            if recorded.get(key) != now[key] and not (key == "values" and _other_shown(book)):
                yield book.found("record_differs", "error", f"finsam_xl_{key}",
                                 expected=now[key], actual=recorded.get(key))
    elif not book.changed:
        yield book.found("record_differs", "error", "finsam_xl_fingerprint",
                         expected=now["fingerprint"], actual=recorded.get("fingerprint"))
    else:
        yield book.found("stale_records", "note", book.proven.draft.sheets[0].title)
    yield from _decisions(book)


def _other_shown(book: Examined) -> bool:
    """Whether another alternative may be shown than when the book was written: it is no input."""
    return bool(book.read.inputs.scenarios)


def _decisions(book: Examined) -> Iterator[Finding]:
    chain, recorded = book.read.setting.chain, book.book.recorded
    broken = broken_at(chain)
    if broken is not None:
        yield book.found("chain_broken", "error", f"finsam_xl_decision_{broken:02d}")
    links = links_of(chain)
    if not links:
        return
    last = links[-1]
    same = recorded.get("inputs") == inputs_hash(book.read.inputs) and (
        state_of(recorded) == last.state)
    if not book.read.setting.locked:
        yield _about(book, last, "new_version", "note")
    elif not same:
        yield _about(book, last, "changed_since_decision", "error")
    else:
        yield _about(book, last, "decided", "note")
        if _shown(book) != last.scenario:
            yield _about(book, last, "other_shown", "note")


def _about(book: Examined, link: Link, key: str, severity: str) -> Finding:
    return book.found(key, severity, book.book.path, paragraph=link.paragraph, date=link.day,
                      seal=link.seal)


def _shown(book: Examined) -> int:
    """The number of the alternative shown, 0 for the base plan."""
    inputs = book.read.inputs
    name = inputs.text("scenario_chosen")
    return next((number for number in inputs.scenarios
                 if inputs.text("scenario_name", slot(number)) == name), 0)


def check_findings(book: Examined) -> Iterator[Finding]:
    """The plan's own checks: one that fails is an error, one that warns is only told."""
    for each in check_results(book.proven, book.texts.language):
        if each.status != "pass":
            yield Finding(id=each.id, severity="error" if each.status == "fail" else "note",
                          place=each.place, message=each.message, expected=each.expected,
                          actual=each.actual)


def typing_findings(book: Examined) -> Iterator[Finding]:
    """Inputs that were understood as numbers though they stand as text."""
    for each in book.read.rewritten:
        yield book.found("typed_as_text", "warning", each.place, actual=each.before,
                         expected=each.after or None)
