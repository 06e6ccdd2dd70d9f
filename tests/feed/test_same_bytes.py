"""What did not change keeps its bytes: in every process, after every run, and beside every edit."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from sync.core.compose import OVERDUE_UID
from sync.core.identity import ID_LENGTH
from sync.core.model import Cell, Kind
from sync.core.settings import Feed as FeedSettings
from sync.example import rows as example_rows
from sync.sheets.excel_layout import create
from tests.core.tables import ALL_KINDS, TODAY, cases
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
BESIDE = "Engineer", "First"
ALIKE = (
    None, None, "Jane Doe <jane@acme.com>; Bob Roe", None, "Jane: ledgers", "Ann Lee <ann@example.org>",
    *(None,) * 8,
)  # fmt: skip


def a_sheet() -> Desk:
    """Three rows that are as alike as rows of different companies can be."""
    rows: list[list[Cell]] = [
        [*HEADINGS],
        ["Acme", *BESIDE, "2026-11-17 10:00", *ALIKE],
        ["Globex", *BESIDE, "2026-11-18 10:00", *ALIKE],
        ["Initech", *BESIDE, "2026-11-19 10:00", *ALIKE],
    ]
    return desk_of(rows)


def desk_of(rows: str | list[list[Cell]]) -> Desk:
    return Desk(rows, replace(ALL_KINDS, feed=FeedSettings()))


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Company", "Globex Holdings"),
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
        ("Interviewers", "Jane Doe <jane@example.com>; Bob Roe"),
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
def test_an_edit_changes_events_of_its_row_and_of_no_row_of_another_company(
    heading: str, value: Cell
) -> None:
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


# The edit of a row that belongs together with others

TOGETHER = """
    Company | Role     | Interview date   | Interviewers      | References | Thank-you sent | References notified | Outcome
    Acme    | Engineer | 2026-11-17 10:00 | Jane Doe          | Ann Lee    |                |                     |
    Acme    | Engineer | 2026-11-18 10:00 | Jane Doe; Bob Roe | Ann Lee    |                |                     |
    Acme    | Baker    | 2026-11-18 14:00 | Jane Doe          | Ann Lee    |                |                     |
    Acme    | Cook     | 2026-11-19 10:00 | Jane Doe          | Ann Lee    |                |                     |
    Globex  | Engineer | 2026-11-18 11:00 | Jane Doe          | Ann Lee    |                |                     |
"""  # noqa: E501 a sheet as it looks
EDITED = 3  # the second round with the engineers of Acme


@cases("""
    heading             | value            | also changed
    Interview date      | 2026-11-18 13:00 |
    Interview date      | 2026-11-18 16:00 | Acme Baker thank-you
    Interview date      | 2026-11-19 09:00 |
    Interview date      | 2026-11-19 11:00 | Acme Cook thank-you
    Interview date      | 2026-11-25 10:00 |
    Interview date      | 2026-11-16 10:00 | Acme Engineer check-in, Acme Engineer references
    Interview date      |                  | Acme Engineer check-in
    Role                | Senior Engineer  | Acme Engineer check-in
    Role                | Baker            | Acme Baker references, Acme Engineer check-in
    Company             | Initech          | Acme Engineer check-in
    Company             | Globex           | Acme Engineer check-in, Globex Engineer references
    Interviewers        | Bob Roe          |
    Interviewers        |                  |
    References          | Tom Park         |
    Thank-you sent      | yes              | Acme Baker thank-you
    Thank-you sent      | Bob Roe          |
    References notified | yes              | Acme Engineer references
    Outcome             | Cancelled        | Acme Engineer check-in
    Outcome             | Rejected         | Acme Engineer references
    Outcome             | Offer            | Acme Engineer references
""")
def test_beyond_its_row_an_edit_changes_its_application_and_the_thanks_of_its_company_and_day_alone(
    heading: str, value: str, also_changed: str
) -> None:
    desk = desk_of(TOGETHER)
    desk.sync("2026-11-18")
    ids = [str(id_) for id_ in desk.column("Follow-up ID")]
    names = [" ".join(map(str, row[:2])) for row in desk.sheet.rows[1:]]
    row_of = dict(zip(ids, names, strict=True))
    edited = ids[EDITED - 2]
    desk.type(EDITED, heading, value or None)
    kinds = {(uid[:ID_LENGTH], kind_of(uid)) for uid in uids_changed(desk)}
    beyond = sorted(f"{row_of[id_]} {kind}" for id_, kind in kinds if id_ != edited)
    assert beyond == [each.strip() for each in also_changed.split(",") if each.strip()]


def kind_of(uid: str) -> Kind:
    return next(kind for kind in Kind if uid[ID_LENGTH + 1 :].startswith(kind))


def rows_changed(desk: Desk) -> set[str]:
    """Sync, and give the Follow-up IDs of the rows of which an event changed a byte, came or went."""
    return {uid[:ID_LENGTH] for uid in uids_changed(desk)}


def uids_changed(desk: Desk) -> set[str]:
    before = {uid: bytes(event) for uid, event in desk.feed.events.items()}
    after = {uid: bytes(event) for uid, event in desk.sync("2026-11-18T13:00").feed.events.items()}
    return {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)} - {OVERDUE_UID}
