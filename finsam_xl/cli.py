"""The command line: a few lines per verb over the same straight line as the API.

Results go to standard output, messages to standard error. Exit codes: 0 checks passed or
warned, 1 a check failed, 2 refused, 3 our own fault.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn, Protocol

from finsam_xl.texts import LANGUAGES, Texts, screen_in
from finsam_xl.version import VERSION

if TYPE_CHECKING:
    from finsam_xl.errors import FinsamError

OK, CHECK_FAILED, REFUSED, OUR_FAULT = 0, 1, 2, 3
ADDIN_ACTIONS = ("install", "status", "remove")
WEB_ACTIONS = ("build", "serve")
EXAMPLES = ("sjuharad-2026", "sjuharad-2022", "ovning")


class _Help(argparse.HelpFormatter):
    """Help whose own words are in the user's language."""

    texts: Texts = screen_in("sv")

    def _format_usage(self, usage, actions, groups, prefix):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        return super()._format_usage(usage, actions, groups,
            self.texts.say("usage") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence, in the user's language."""

    texts: Texts = screen_in("sv")

    def error(self, message: str) -> NoReturn:
        from finsam_xl.errors import InputError  # noqa: PLC0415

        raise InputError("usage", place=self.prog, what=message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(given)
    as_json = "--json" in given
    try:
        chosen = _parser(language).parse_args(given)
        run: Callable[[argparse.Namespace], int] = chosen.run
        return run(chosen)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except BrokenPipeError:  # somebody reads only the first lines, as `head` does
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return OK
    except Exception as fault:  # noqa: BLE001 - the last resort, which must be loud
        return _refused(fault, language, as_json=as_json)


def _language(given: Sequence[str]) -> str:
    """The language asked for; it is needed before anything else is parsed."""
    for place, word in enumerate(given):
        if word == "--lang" and given[place + 1:place + 2] and given[place + 1] in LANGUAGES:
            return given[place + 1]
        if word.startswith("--lang=") and word.partition("=")[2] in LANGUAGES:
            return word.partition("=")[2]
    return LANGUAGES[0]


def _refused(fault: Exception, language: str, *, as_json: bool) -> int:
    import json  # noqa: PLC0415

    from finsam_xl.errors import AgreementError, FinsamError  # noqa: PLC0415
    from finsam_xl.report import refusal  # noqa: PLC0415

    error: FinsamError
    if isinstance(fault, FinsamError):
        error = fault
    else:
        import traceback  # noqa: PLC0415

        traceback.print_exception(fault)
        error = AgreementError("internal", what=f"{type(fault).__name__}: {fault}")
    print(f"finsam-xl: {error.sentence(language)}", file=sys.stderr)
    if as_json:
        print(json.dumps(refusal(error, language), ensure_ascii=False, indent=2))
    return error.exit_code


def _parser(language: str) -> argparse.ArgumentParser:
    texts = screen_in(language)
    _Help.texts = _Parser.texts = texts
    parser = _Parser(prog="finsam-xl", description=texts.say("about"), add_help=False,
                     formatter_class=_Help, epilog=texts.say("codes"))
    _common(parser, texts, top=True)
    parser.add_argument("--version", action="version", version=VERSION,
                        help=texts.say("help_version"))
    verbs = parser.add_subparsers(title=texts.say("verbs"), metavar="VERB", required=True,
                                  parser_class=_Parser)

    def verb(
        name: str, run: Callable[[argparse.Namespace], int], *, book: bool = True
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=texts.say(f"verb_{name}"), add_help=False,
                                 description=texts.say(f"verb_{name}_long"),
                                 formatter_class=_Help)
        if book:
            added.add_argument("book", metavar="BOOK.xlsx", help=texts.say("help_book"))
        _common(added, texts)
        added.add_argument("--json", action="store_true", help=texts.say("help_json"))
        added.set_defaults(run=run)
        return added

    _writing_verbs(verb, texts)
    _reading_verbs(verb, texts)
    _judging_verbs(verb, texts)
    rolled = verb("roll", _roll)
    rolled.add_argument("--to", type=int, required=True, metavar="YYYY", help=texts.say("help_to"))
    rolled.add_argument("--out", required=True, metavar="NEXT.xlsx", help=texts.say("help_next"))
    rolled.add_argument("--force", action="store_true", help=texts.say("help_force"))
    added = verb("addin", _addin, book=False)
    added.add_argument("action", choices=ADDIN_ACTIONS, help=texts.say("help_action"))
    page = verb("web", _web, book=False)
    page.add_argument("action", choices=WEB_ACTIONS, help=texts.say("help_web_action"))
    page.add_argument("folder", metavar="DIR", help=texts.say("help_web_folder"))
    page.add_argument("--origin", metavar="URL", help=texts.say("help_origin"))
    page.add_argument("--port", type=int, default=8000, metavar="N", help=texts.say("help_port"))
    page.add_argument("--force", action="store_true", help=texts.say("help_force_web"))
    return parser


class Verb(Protocol):
    """Adds a verb to the parser; `book` says whether it takes one and must."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace], int], *, book: bool = True
    ) -> argparse.ArgumentParser:
        """Its parser, with what all verbs have in common."""
        ...


def _writing_verbs(verb: Verb, texts: Texts) -> None:
    """The verbs that make a book or write in one."""
    new = verb("new", _new)
    kind = new.add_mutually_exclusive_group(required=True)
    kind.add_argument("--example", choices=EXAMPLES, help=texts.say("help_example"))
    kind.add_argument("--blank", action="store_true", help=texts.say("help_blank"))
    new.add_argument("--year", type=int, metavar="YYYY", help=texts.say("help_year"))
    new.add_argument("--force", action="store_true", help=texts.say("help_force"))
    plan = verb("plan", _plan)
    plan.add_argument("--out", metavar="OUT.xlsx", help=texts.say("help_out"))
    plan.add_argument("--force", action="store_true", help=texts.say("help_force_plan"))
    plan.add_argument("--scenario", metavar="NAME", help=texts.say("help_scenario"))
    _writing(plan, texts)
    attach = verb("attach", _attach)
    attach.add_argument("--example", choices=EXAMPLES, help=texts.say("help_example"))
    attach.add_argument("--from", dest="source", metavar="PLAN", help=texts.say("help_from"))
    attach.add_argument("--blank", action="store_true", help=texts.say("help_blank"))
    attach.add_argument("--year", type=int, metavar="YYYY", help=texts.say("help_year"))
    where = attach.add_mutually_exclusive_group()
    where.add_argument("--before", metavar="SHEET", help=texts.say("help_before"))
    where.add_argument("--after", metavar="SHEET", help=texts.say("help_after"))
    attach.add_argument("--without", metavar="SHEET", action="append", default=[],
                        help=texts.say("help_without"))
    _writing(attach, texts)
    _writing(verb("detach", _detach), texts, links=False)
    decided = verb("decide", _decide)
    decided.add_argument("--paragraph", required=True, metavar="§",
                         help=texts.say("help_paragraph"))
    decided.add_argument("--date", required=True, metavar="YYYY-MM-DD",
                         help=texts.say("help_decision_date"))
    decided.add_argument("--by", metavar="NAME", help=texts.say("help_by"))
    decided.add_argument("--force", action="store_true", help=texts.say("help_force_decide"))
    _writing(decided, texts, links=False)
    counted = verb("population", _population)
    counted.add_argument("file", metavar="FILE", help=texts.say("help_population_file"))
    counted.add_argument("--date", metavar="YYYY-MM-DD", help=texts.say("help_date"))
    counted.add_argument("--force", action="store_true", help=texts.say("help_force_moves"))
    _writing(counted, texts, links=False)


def _reading_verbs(verb: Verb, texts: Texts) -> None:
    """The verbs that read a book of ours: its checks, names and what is made of it."""
    check = verb("check", _check)
    check.add_argument("--scenario", metavar="NAME", help=texts.say("help_scenario"))
    verb("names", _names)
    examined = verb("verify", _verify)
    examined.add_argument("--engines", choices=("one", "all"), default="one",
                          help=texts.say("help_engines"))
    examined.add_argument("--report", metavar="FILE", help=texts.say("help_report"))
    examined.add_argument("--certificate", metavar="CERT.pem",
                          help=texts.say("help_certificate"))
    examined.add_argument("--signature", metavar="FILE", help=texts.say("help_signature"))
    _replacing(examined, texts)
    _sarif(examined, texts)
    signed = verb("sign", _sign)
    signed.add_argument("--certificate", metavar="CERT", required=True,
                        help=texts.say("help_own_certificate"))
    signed.add_argument("--key", metavar="KEY.pem", help=texts.say("help_key"))
    signed.add_argument("--out", metavar="FILE", help=texts.say("help_sign_out"))
    _replacing(signed, texts)
    _sarif(signed, texts)
    archived = verb("archive", _archive)
    archived.add_argument("--out", metavar="PACK.zip", help=texts.say("help_pack"))
    _replacing(archived, texts)
    explain = verb("explain", _explain)
    explain.add_argument("cell", metavar="CELL", help=texts.say("help_cell"))
    explain.add_argument("--scenario", metavar="NAME", help=texts.say("help_scenario"))
    explain.add_argument("--deepest", type=int, metavar="N", help=texts.say("help_deepest"))
    explain.add_argument("--touches", action="store_true", help=texts.say("help_touches"))
    explain.add_argument("--html", metavar="FILE", help=texts.say("help_html"))
    explain.add_argument("--svg", metavar="FILE", help=texts.say("help_svg"))
    _replacing(explain, texts)
    followed = verb("live", _live)
    followed.add_argument("--hidden", action="store_true", help=texts.say("help_hidden"))


def _judging_verbs(verb: Verb, texts: Texts) -> None:
    """The verbs that read two books, a book of anybody's, or a table."""
    compared = verb("compare", _compare, book=False)
    compared.add_argument("old", metavar="OLD.xlsx", help=texts.say("help_old"))
    compared.add_argument("new", metavar="NEW.xlsx", help=texts.say("help_new"))
    compared.add_argument("--scenario", metavar="NAME", help=texts.say("help_scenario"))
    reviewed = verb("review", _review, book=False)
    reviewed.add_argument("table", metavar="TABLE", help=texts.say("help_table"))
    reviewed.add_argument("--population", metavar="KEYS.csv", help=texts.say("help_keys"))
    _sarif(reviewed, texts)
    linted = verb("lint", _lint, book=False)
    linted.add_argument("book", nargs="?", metavar="BOOK.xlsx", help=texts.say("help_lint_book"))
    linted.add_argument("--rule", action="append", default=[], metavar="RULE",
                        help=texts.say("help_rule"))
    linted.add_argument("--explain", metavar="RULE", help=texts.say("help_explain"))
    _sarif(linted, texts)


def _replacing(parser: argparse.ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--force", action="store_true", help=texts.say("help_force"))


def _sarif(parser: argparse.ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--sarif", metavar="FILE", help=texts.say("help_sarif"))


def _writing(parser: argparse.ArgumentParser, texts: Texts, *, links: bool = True) -> None:
    """What the verbs that write in somebody's workbook have in common."""
    if links:
        parser.add_argument("--link", metavar="NAME=CELL[:UNIT]", action="append", default=[],
                            help=texts.say("help_link"))
    parser.add_argument("--no-backup", action="store_true", help=texts.say("help_no_backup"))
    parser.add_argument("--dry-run", action="store_true", help=texts.say("help_dry_run"))


def _common(parser: argparse.ArgumentParser, texts: Texts, *, top: bool = False) -> None:
    titles = parser._optionals, parser._positionals  # noqa: SLF001 - argparse offers no other way
    titles[0].title, titles[1].title = texts.say("options"), texts.say("arguments")
    parser.add_argument("-h", "--help", action="help", help=texts.say("help_help"))
    default = LANGUAGES[0] if top else argparse.SUPPRESS
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=texts.say("help_lang"))


def _new(asked: argparse.Namespace) -> int:
    from finsam_xl import desk  # noqa: PLC0415

    return desk.new(asked)


def _plan(asked: argparse.Namespace) -> int:
    from finsam_xl import guests  # noqa: PLC0415

    return guests.plan(asked)


def _attach(asked: argparse.Namespace) -> int:
    from finsam_xl import guests  # noqa: PLC0415

    return guests.attach(asked)


def _detach(asked: argparse.Namespace) -> int:
    from finsam_xl import guests  # noqa: PLC0415

    return guests.detach(asked)


def _population(asked: argparse.Namespace) -> int:
    from finsam_xl import populating  # noqa: PLC0415

    return populating.population(asked)


def _decide(asked: argparse.Namespace) -> int:
    from finsam_xl import deciding  # noqa: PLC0415

    return deciding.decide(asked)


def _check(asked: argparse.Namespace) -> int:
    from finsam_xl import desk  # noqa: PLC0415

    return desk.check(asked)


def _names(asked: argparse.Namespace) -> int:
    from finsam_xl import desk  # noqa: PLC0415

    return desk.names(asked)


def _sign(asked: argparse.Namespace) -> int:
    from finsam_xl.verifying import verb  # noqa: PLC0415

    return verb.sign(asked)


def _verify(asked: argparse.Namespace) -> int:
    from finsam_xl.verifying import verb  # noqa: PLC0415

    return verb.verify(asked)


def _compare(asked: argparse.Namespace) -> int:
    from finsam_xl.comparing import verb  # noqa: PLC0415

    return verb.compare(asked)


def _review(asked: argparse.Namespace) -> int:
    from finsam_xl.reviewing import verb  # noqa: PLC0415

    return verb.review(asked)


def _archive(asked: argparse.Namespace) -> int:
    from finsam_xl.archiving import verb  # noqa: PLC0415

    return verb.archive(asked)


def _explain(asked: argparse.Namespace) -> int:
    from finsam_xl import desk  # noqa: PLC0415

    return desk.explain(asked)


def _lint(asked: argparse.Namespace) -> int:
    from finsam_xl.linting import verb  # noqa: PLC0415

    return verb.lint(asked)


def _live(asked: argparse.Namespace) -> int:
    from finsam_xl.live import watching  # noqa: PLC0415

    return watching.live(asked)


def _roll(asked: argparse.Namespace) -> int:
    from finsam_xl import desk  # noqa: PLC0415

    return desk.roll(asked)


def _addin(asked: argparse.Namespace) -> int:
    from finsam_xl.addin import verb  # noqa: PLC0415

    return verb.addin(asked)


def _web(asked: argparse.Namespace) -> int:
    from finsam_xl.web import verb  # noqa: PLC0415

    return verb.web(asked)


def run() -> NoReturn:
    """The console script: one short run, in which looking for garbage only costs time."""
    import gc  # noqa: PLC0415

    gc.disable()
    sys.exit(main())


if __name__ == "__main__":
    run()
