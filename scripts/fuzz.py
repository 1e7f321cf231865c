"""Spoil workbooks by chance and see what finsam-xl makes of them, until the time is up.

A worker does the trials, one seed after the other; if it dies or stands still, that is a finding,
and another goes on behind that seed. See tests/hosts/trials.py for what is a finding.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_MEMORY = 3 << 30
STANDSTILL = 90
"""Seconds after which a worker that hears no alarm is ended."""
KEPT = 5
"""Of the findings of one kind so many are written out."""


def main() -> int:
    """Supervise one worker after the other, then sum up."""
    asked = _asked()
    if asked.worker or asked.only is not None:
        return work(asked)
    findings: Path = asked.findings
    findings.mkdir(parents=True, exist_ok=True)
    if ROOT in (findings.resolve(), *findings.resolve().parents):
        print("--findings: a folder outside of the repository, please", file=sys.stderr)
        return 2
    log = findings / "trials.jsonl"
    log.write_text("", encoding="utf-8")
    end = time.monotonic() + asked.minutes * 60
    seed: int = asked.seed
    while (left := end - time.monotonic()) > 0:
        status = subprocess.run(  # noqa: S603 - this very script
            [sys.executable, __file__, f"{left / 60}", "--worker", "--findings", findings,
             "--seed", str(seed)], check=False).returncode
        if status == 0:
            break
        seed = _died(log, findings, status) + 1
    return summary(log)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=1.0)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "fuzz")
    parser.add_argument("--seed", type=int, default=0, help="the first; the others follow")
    parser.add_argument("--only", type=int, metavar="SEED", help="do one trial and tell of it")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def work(asked: argparse.Namespace) -> int:
    """Do the trials from a seed on, telling of each before and after."""
    sys.path.insert(0, str(ROOT))
    from tests.hosts import trials  # noqa: PLC0415 - the supervisor has no need of it

    _limit_memory()
    trials.books()
    if asked.only is not None:
        with tempfile.TemporaryDirectory() as folder:
            trial = trials.on_trial(asked.only, Path(folder))
        print(trial.words, _told(asked.only, trial), sep="\n")
        return bool(trial.fault)
    end = time.monotonic() + asked.minutes * 60
    seed, kinds = asked.seed, Counter[str]()
    with (asked.findings / "trials.jsonl").open("a", encoding="utf-8") as log:
        while time.monotonic() < end:
            print(json.dumps({"seed": seed}), file=log, flush=True)
            faulthandler.dump_traceback_later(STANDSTILL, exit=True)
            with tempfile.TemporaryDirectory() as folder:
                trial = trials.on_trial(seed, Path(folder))
            faulthandler.cancel_dump_traceback_later()
            told = _told(seed, trial)
            print(json.dumps(told), file=log, flush=True)
            if trial.fault:
                kinds[told["fault"]] += 1
                if kinds[told["fault"]] <= KEPT:
                    _keep(asked.findings, seed, trial)
            seed += 1
    return 0


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _told(seed: int, trial: Any) -> dict[str, Any]:  # noqa: ANN401 - tests.hosts.trials.Trial
    return {"seed": seed, "book": trial.book, "how": trial.how, "command": trial.command,
            "code": trial.code, "key": trial.key, "fault": trial.fault.partition("\n")[0]}


def _keep(findings: Path, seed: int, trial: Any) -> None:  # noqa: ANN401
    """The spoiled book, and what happened to it."""
    (findings / f"{seed}{trial.suffix}").write_bytes(trial.content)
    (findings / f"{seed}.txt").write_text(
        f"{json.dumps(_told(seed, trial), ensure_ascii=False, indent=1)}\n\n{trial.fault}\n\n"
        f"{trial.words}", encoding="utf-8", errors="replace")


def _died(log: Path, findings: Path, status: int) -> int:
    """The seed at which a worker died; that is a finding."""
    lines = log.read_text(encoding="utf-8").splitlines()
    seed: int = json.loads(lines[-1])["seed"] if lines else -1
    fault = f"the worker died with {status}"
    with log.open("a", encoding="utf-8") as file:
        print(json.dumps({"seed": seed, "book": "", "how": [], "command": ["?"], "code": status,
                          "key": "", "fault": fault}), file=file)
    (findings / f"{seed}.txt").write_text(f"{fault}\n", encoding="utf-8")
    return seed


def summary(log: Path) -> int:
    """Print what was done to the books, how it ended and what was found."""
    trials = [told for line in log.read_text(encoding="utf-8").splitlines()
              if "code" in (told := json.loads(line))]
    ends = Counter((told["command"][0], told["code"]) for told in trials)
    codes = sorted({code for _, code in ends})
    print(f"{len(trials)} trials\n\n{'command':<10}" + "".join(f"{code:>8}" for code in codes))
    for verb in sorted({verb for verb, _ in ends}):
        print(f"{verb:<10}" + "".join(f"{ends[verb, code]:>8}" for code in codes))
    print(f"\n{'what was done':<40}{'times':>8}")
    done = Counter(how.partition(" · ")[0] for told in trials for how in told["how"])
    for how, times in done.most_common():
        print(f"{how:<40}{times:>8}")
    print(f"\n{'refused with':<40}{'times':>8}")
    for key, times in Counter(told["key"] for told in trials if told["key"]).most_common():
        print(f"{key:<40}{times:>8}")
    found: dict[str, list[int]] = {}
    for told in trials:
        if told["fault"]:
            found.setdefault(told["fault"], []).append(told["seed"])
    print(f"\n{sum(map(len, found.values()))} findings of {len(found)} kinds")
    for fault, seeds in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{len(seeds):>6}  {fault}\n        seeds {', '.join(map(str, seeds[:KEPT]))}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
