"""What did not change keeps its bytes: in every process, after every run, and beside every edit."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from sync.core.feed import OVERDUE_UID
from sync.core.identity import ID_LENGTH
from sync.core.model import Cell
from sync.core.settings import Feed as FeedSettings
from sync.example import rows as example_rows
from sync.sheets.excel_layout import create
from tests.core.tables import SETTINGS, TODAY
from tests.helpers import Desk

SETTINGS_FILE = """
sheet = "interviews.xlsx"
timezone = "Europe/London"
[feed]
public_url = "https://cal.example.org/3f9c1e7ab2d84c06a1b5d3c7/followups.ics"
"""
SEEDS = range(5)
Left: TypeAlias = dict[str, tuple[bytes, int]]


def run_all(folders: list[Path], now: str, *, first_seed: int) -> list[Left]:
    """Sync in each folder with a hash seed of its own, and give what the runs leave: bytes and times.

    The program's own state stays behind, so that it cannot know that there is nothing to do.
    """
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "sync", "sync", "--now", now, "-q"],
            cwd=folder,
            env=os.environ
            | {
                "PYTHONHASHSEED": str((first_seed + at) % len(SEEDS)),
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "XDG_STATE_HOME": str(folder / f"state of {now[:16]}"),
            },
        )
        for at, folder in enumerate(folders)
    ]
    assert [run.wait() for run in running] == [0] * len(folders)
    return [
        {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns)
            for path in (
                folder / "feed/followups.ics",
                folder / "feed/index.html",
                folder / "interviews.xlsx",
            )
        }
        for folder in folders
    ]


def test_feed_and_page_depend_on_no_hash_seed_and_a_run_that_changed_nothing_writes_neither(
    tmp_path: Path,
) -> None:
    folders = [tmp_path / str(seed) for seed in SEEDS]
    for folder in folders:
        folder.mkdir()
        create(folder / "interviews.xlsx", example_rows(TODAY))
        (folder / "followups.toml").write_text(SETTINGS_FILE)
    first = run_all(folders, "2026-11-18T09:00Z", first_seed=0)
    for file, shows in (("followups.ics", OVERDUE_UID.encode()), ("index.html", b"Thank Jane Doe (Acme)")):
        [content] = {left[file][0] for left in first}
        assert shows in content
    assert run_all(folders[:2], "2026-11-18T10:00Z", first_seed=3) == first[:2]


# The edit of a row

HEADINGS = [
    "Company", "Role", "Round", "Interview date", "Time zone", "Duration", "Interviewers", "Contact email",
    "Discussed", "References", "Decision expected", "Follow up on", "Style", "Thank-you sent",
    "References notified", "Checked in", "Outcome", "Notes",
]  # fmt: skip
BESIDE = "Acme", "Engineer", "First", "2026-11-17 10:00", None, None, "Jane Doe <jane@acme.com>; Bob Roe"


def a_sheet() -> Desk:
    """Three rows that are as alike as rows can be: the same company, the same people."""
    references = "Ann Lee <ann@example.org>"
    rest = None, "Jane: ledgers", references, None, None, None, None, None, None, None, None
    rows: list[list[Cell]] = [
        [*HEADINGS],
        [*BESIDE, *rest],
        ["Acme", "Engineer", "Second", "2026-11-18 10:00", None, None, "Jane Doe; Bob Roe", *rest],
        ["Globex", "Analyst", "First", "2026-11-19 10:00", None, None, "Jane Doe", *rest],
    ]
    return Desk(rows, replace(SETTINGS, feed=FeedSettings()))


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Company", "Acme Holdings"),
        ("Company", None),
        ("Role", "Senior Engineer"),
        ("Interview date", "2026-11-16 15:00"),
        ("Interview date", "2026-11-17 10:00"),
        ("Interview date", date(2026, 12, 1)),
        ("Interview date", None),
        ("Time zone", "America/New_York"),
        ("Duration", "3h"),
        ("Interviewers", "Jane Doe; Bob Roe; Maria Silva"),
        ("Interviewers", "Jane Doe"),
        ("Interviewers", "Jane Doe <jane@acme.com>; Bob Roe"),
        ("Interviewers", None),
        ("Contact email", "hiring@acme.example"),
        ("Discussed", "Jane: trains; Bob: boats"),
        ("References", "Ann Lee; Tom Park"),
        ("Decision expected", "2026-11-27"),
        ("Follow up on", "2026-12-02"),
        ("Style", "assertive"),
        ("Thank-you sent", "yes"),
        ("Thank-you sent", "skip"),
        ("References notified", True),
        ("Checked in", "yes"),
        ("Outcome", "Rejected"),
        ("Outcome", "Offer"),
    ],
)
def test_an_edit_of_one_row_changes_events_of_that_row_and_of_no_other(heading: str, value: Cell) -> None:
    desk = a_sheet()
    desk.sync("2026-11-18")
    edited = str(desk.column("Follow-up ID")[1])
    desk.type(3, heading, value)
    assert rows_changed(desk) == {edited}


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Notes", "they have a dog"),
        ("Round", "Third"),
        ("Round", "First"),  # now it looks like the row above it
        ("Interview date", "13/45/2026"),
    ],
)
def test_an_edit_that_no_event_shows_changes_none(heading: str, value: Cell) -> None:
    desk = a_sheet()
    desk.sync("2026-11-18")
    desk.type(3, heading, value)
    assert rows_changed(desk) == set()


def test_a_deleted_a_moved_and_an_added_row_change_no_event_of_another() -> None:
    desk = a_sheet()
    desk.sync("2026-11-18")
    deleted = str(desk.column("Follow-up ID")[1])
    del desk.sheet.rows[2]
    desk.sheet.rows[1:] = [["Hooli", "Cook", "First", "2026-11-20 10:00"], *reversed(desk.sheet.rows[1:])]
    changed = rows_changed(desk)
    added = str(desk.column("Follow-up ID")[0])
    assert changed == {deleted, added}


def rows_changed(desk: Desk) -> set[str]:
    """Sync, and give the Follow-up IDs of the rows of which an event changed a byte, came or went."""
    before = {uid: bytes(event) for uid, event in desk.feed.events.items()}
    after = {uid: bytes(event) for uid, event in desk.sync("2026-11-18T13:00").feed.events.items()}
    changed = {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
    return {uid[:ID_LENGTH] for uid in changed - {OVERDUE_UID}}
