"""The process is killed at each step of its writing. The next run ends as if nothing had happened."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.sheets.csv import CsvSheet
from sync.sheets.excel import ExcelSheet
from tests.helpers import FEED, NOW, SHEET, edit, lay_out, sync, without_stamps

EARLIER, LATER = "2026-11-18T20:00+00:00", "2026-11-18T22:00+00:00"
RUNS = """
import os, signal, sys, tempfile
from sync.cli import main
import openpyxl, tzlocal, sync.run, sync.show  # once, for all the runs that are killed

def run(folder, killed_before):
    os.chdir(folder)
    steps = 0
    def stepping(write):
        def step(*arguments, **named):
            nonlocal steps
            steps += 1
            if steps == killed_before:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(*arguments, **named)
        return step
    tempfile.mkstemp, os.fsync, os.replace = map(stepping, (tempfile.mkstemp, os.fsync, os.replace))
    os._exit(main(["sync", "-q", "--now", sys.argv[1]]))

for number, folder in enumerate(sys.argv[2:], start=1):
    child = os.fork()
    if child == 0:
        run(folder, number)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""A run for each folder: the first is killed before its first step of writing, the second before its second.

A step begins or ends something that a crash could leave half done: a temporary file is made, its content
is put on the disk, it takes the place of the file.
"""

MOST_STEPS = 14


def nothing() -> None:
    """No settings and no sheet: the example is made."""


def a_sheet() -> None:
    lay_out()


def edits_after_a_run() -> None:
    lay_out()
    sync(now=EARLIER)
    edit("Jane Doe;;", "Jane Doe;yes;")
    SHEET.write_text(SHEET.read_text() + "Hooli;SRE;2026-11-20;Gavin;;\n")


@pytest.mark.parametrize("prepare", [nothing, a_sheet, edits_after_a_run])
def test_a_killed_run_leaves_nothing_that_the_next_one_does_not_mend(
    prepare: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, *folders = [tmp_path / f"killed before step {number}" for number in range(MOST_STEPS + 1)]
    for folder in (undisturbed, *folders):
        folder.mkdir()
        monkeypatch.chdir(folder)
        prepare()
    command = [sys.executable, "-c", RUNS, NOW, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    codes = [int(code) for code in done.stdout.split()]
    killed = codes.count(-signal.SIGKILL)
    assert killed >= 8
    assert codes == [-signal.SIGKILL] * killed + [0] * (MOST_STEPS - killed)

    monkeypatch.chdir(undisturbed)
    sync()
    sync(now=LATER)
    expected = end_state()
    for folder in folders[: killed + 1]:
        monkeypatch.chdir(folder)
        assert sync(now=LATER).code == 0
        assert end_state() == expected, folder.name


def end_state() -> tuple[object, object]:
    """Give the cells of the sheet, and the feed apart from the times of the runs that wrote it."""
    table = CsvSheet(SHEET).read() if SHEET.exists() else ExcelSheet(Path("interviews.xlsx")).read()
    return table.rows, without_stamps(FEED.read_bytes())
