"""`make bench`: the tool beside a naive script with the same libraries, in one run, as ratios.

Each figure is a whole process, measured from outside. Absolute times belong to this machine and this moment;
only the ratios, taken in turn, mean something elsewhere.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from sync import config, drafts
from sync.core import columns, parse, status
from sync.core.drafts import Drafts
from sync.core.feed import Feed
from sync.core.plan import make
from sync.core.rules import Protocol
from sync.core.workdays import Workdays
from sync.sheets.csv import CsvSheet
from tests.bench import serve

NOW = datetime(2026, 11, 18, 21, tzinfo=UTC)
FIRST = date(2026, 11, 16)
DAYS = 40  # interviews from two days ago to five weeks ahead: nearly all follow-ups are open
TARGETS = {"first run": 1.5, "idle run": 1 / 3, "one row edited": 1 / 3}
PEAK_MB = 600
HEADINGS = (
    "Company", "Role", "Round", "Interview date", "Interview time", "Interviewers", "Contact phone",
    "Discussed", "References", "Decision expected", "Style", "Thank-you sent", "Status", "Notes",
)  # fmt: skip

NAIVE = Path(__file__).with_name("naive.py")

T = TypeVar("T")


class Figure(NamedTuple):
    """One whole process: seconds and megabytes."""

    seconds: float
    peak_mb: float


def main() -> int:
    """Measure, print, and tell by the exit code whether the targets are met."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=30, help="of asking the feed's server")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        code = _bench(Path(folder), options.rows, options.rounds)
    print()
    return code if serve.bench(connections=8, seconds=options.seconds) else 1


def _bench(folder: Path, rows: int, rounds: int) -> int:
    naive: list[Figure] = []
    ours: dict[str, list[Figure]] = {name: [] for name in TARGETS}
    places = [folder / str(number) for number in range(rounds)]
    for place in places:
        place.mkdir()
        sheet = place / "interviews.csv"
        _write_sheet(sheet, rows)
        (place / "followups.toml").write_text('sheet = "interviews.csv"\ntimezone = "UTC"\n')
        naive.append(_measure(place, str(NAIVE), sheet.name, "naive.csv", "naive.ics"))
        ours["first run"].append(_sync(place))
        ours["idle run"].append(_sync(place))
        _edit_one_row(sheet)
        ours["one row edited"].append(_sync(place))
    events = (places[0] / "feed" / "followups.ics").read_bytes().count(b"BEGIN:VEVENT")
    print(f"{rows:,} rows, {events:,} events, {rounds} rounds; ratio to the naive script of the same round")
    print(f"{'':16}{'median':>8}{'min':>8}{'max':>8}{'target':>8}{'seconds':>10}{'peak MB':>9}")
    print(f"{'naive':16}{'1.00':>8}{'':24}{median(f.seconds for f in naive):>10.1f}{_peak(naive):>9.0f}")
    met = True
    for name, figures in ours.items():
        ratios = [mine.seconds / other.seconds for mine, other in zip(figures, naive, strict=True)]
        met &= median(ratios) <= TARGETS[name] and _peak(figures) < PEAK_MB
        print(
            f"{name:16}{median(ratios):>8.2f}{min(ratios):>8.2f}{max(ratios):>8.2f}{TARGETS[name]:>8.2f}"
            f"{median(f.seconds for f in figures):>10.1f}{_peak(figures):>9.0f}"
        )
    print("\nStages of a first run, in one process:")
    for stage, seconds in _stages(places[0]):
        print(f"  {stage:16}{rows / seconds:>12,.0f} rows/s")
    print("\nAll targets are met." if met else "\nA target is missed.")
    return 0 if met else 1


def _peak(figures: list[Figure]) -> float:
    return max(figure.peak_mb for figure in figures)


def _write_sheet(path: Path, rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(rows):
            day = FIRST + timedelta(days=number % DAYS)
            panel = [f"Jane Doe {number} <jane{number}@acme.example>", f"Bob Roe {number}"][: 1 + number % 2]
            writer.writerow((
                f"Company {number}", f"Engineer {number % 50}", "Onsite", day.isoformat(),
                f"{9 + number % 8:02}:{number % 4 * 15:02}", "; ".join(panel), "+44 20 7946 0018",
                "moving the ledger to events", f"Ann Lee {number % 9} <ann@example.org>",
                (day + timedelta(days=7)).isoformat(), "standard", "", "pending", f"Note {number}",
            ))  # fmt: skip


def _edit_one_row(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    middle = len(lines) // 2
    lines[middle] = lines[middle].replace("moving the ledger to events", "how the on-call rota works")
    path.write_text("".join(lines), "utf-8")


def _sync(place: Path) -> Figure:
    return _measure(place, "-m", "sync", "sync", "-q", "--now", NOW.isoformat())


def _measure(place: Path, *arguments: str) -> Figure:
    environment = {**os.environ, "XDG_STATE_HOME": str(place / "state"), "PYTHONPATH": str(Path.cwd())}
    # As a user has it: where this is set, only ours would be compiled anew each time, and no library.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=place, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed with {process.returncode}")
    return Figure(seconds, usage.ru_maxrss / 1024)


def _stages(place: Path) -> Iterator[tuple[str, float]]:
    """Time what a first run consists of, each part on its own."""
    settings_file = config.load(None, cwd=place, user_config_dir=place)
    settings = settings_file.settings(sheet_timezone=None, sheet_locale=None, machine_timezone="UTC")
    sheet = CsvSheet(place / "interviews.csv", name="interviews.csv")
    messages = Drafts(drafts.load(None), settings.me)

    table, seconds = _timed(sheet.read)
    layout = columns.locate(table, {}, settings.sheet_columns, {})
    (found, _), parsing = _timed(lambda: parse.interviews(table, layout, settings, NOW.date()))
    yield "reading", seconds + parsing
    protocol = Protocol(settings, Workdays(), NOW.date())
    _, ruling = _timed(lambda: [protocol.follow_ups(interview, "k3f9x2qa") for interview in found])
    yield "rules", ruling
    plan, planning = _timed(lambda: make(table, Feed(), settings, messages, NOW))
    _, comparing = _timed(lambda: list(status.edits(table, plan.layout, plan.rows, settings.timezone)))
    _, rendering = _timed(lambda: plan.feed.render("bench"))
    yield "feed", planning - parsing - ruling - comparing + rendering
    again = make(table, Feed(), settings, messages, NOW)
    _, writing = _timed(lambda: sheet.write(again.table, again.change) if again.change else None)
    yield "writing", writing + comparing


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main())
