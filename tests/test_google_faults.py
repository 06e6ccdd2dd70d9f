"""Each fault at each request of a sync: nothing is lost, it is told what to do, and the next run mends."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.core.columns import OWN_HEADINGS
from sync.core.compose import OVERDUE_UID
from sync.google.session import Session
from tests.google import Google, faults, serving
from tests.google.faults import Fault
from tests.helpers import Said, followups, published

ROWS: list[list[object]] = [
    ["Company", "Role", "Interview date", "Interviewers"],
    ["Acme", "Engineer", "2026-11-18 10:00", "Jane Doe"],
    ["Globex", "Analyst", "2026-11-17", "Maria Silva"],
]
NEW_ROW: list[list[object]] = [["Initech", "Lead", "2026-11-18 12:00", "Peter Gibb"]]
NOW = "2026-11-18T21:00+00:00"
REQUESTS = {1: "read", 2: "add columns", 3: "write", 4: "read again"}

PASSING = {
    "quota": faults.quota(),
    "quota for 5 seconds": faults.quota(5),
    "500": faults.unavailable(500),
    "502 in HTML": faults.unavailable_html(502),
    "503": faults.unavailable(),
    "503 in HTML": faults.unavailable_html(),
    "504": faults.unavailable(504),
    "reset": faults.reset(),
    "reset, done all the same": faults.reset(applied=True),
    "half an answer": faults.half(),
    "no answer": faults.stall(5),
    "no answer, done all the same": faults.stall(5, applied=True),
}
LIKE_ALL_OTHERS = ("quota", "503 in HTML", "reset, done all the same")


class Desk:
    def __init__(self, google: Google) -> None:
        self.google = google
        self.id = google.state.create("Interviews", rows=9).id
        google.type(self.id, "A1", ROWS)
        Path("credentials.json").write_text(json.dumps(google.authorized_user()))
        Path("followups.toml").write_text(
            f'sheet = "https://docs.google.com/spreadsheets/d/{self.id}/edit"\ntimezone = "Europe/London"\n'
            f'[google]\napi_root = "{google.root}"\n'
        )

    def sync(self, *arguments: str) -> Said:
        return followups("sync", "--now", NOW, *arguments)

    def fault_from(self, number: int, fault: Fault) -> None:
        self.google.faults.when(lambda request: request.path != "/token" and request.number >= number, fault)

    def fault_for_good(self, number: int, fault: Fault) -> Said:
        """Meet a fault at a request and at every one after it, then be left in peace."""
        self.fault_from(number, fault)
        said = self.sync("--json")
        self.google.faults.clear()
        return said

    def all_is_well(self) -> None:
        """The sheet and the feed say what they should, once, and a further run has nothing to do."""
        [headings, *rows] = self.google.values(self.id, "Sheet1")
        assert headings == [*ROWS[0], *OWN_HEADINGS.values()]
        typed = [*ROWS[1:], *NEW_ROW]
        assert [row[:4] for row in rows] == typed[: len(rows)]
        assert [row[headings.index("Thank-you status")] for row in rows] == ["Due", "Overdue", "Due"][
            : len(rows)
        ]
        ids = [row[-1] for row in rows]
        assert len(set(ids)) == len(ids)
        assert {uid[:8] for uid in published().events if uid != OVERDUE_UID} == set(ids)
        requests = len(self.google.log)
        before = self.google.values(self.id, "Sheet1"), Path("feed/followups.ics").read_bytes()
        assert self.sync().code == 0
        assert len(self.google.log) == requests + 1
        assert (self.google.values(self.id, "Sheet1"), Path("feed/followups.ics").read_bytes()) == before


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    assert Session.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(Session.__init__.__kwdefaults__, "sleep", lambda _: None)
    monkeypatch.setattr("sync.google.session.TIMEOUT", (5.0, 0.2))
    with serving() as google:
        yield Desk(google)


@pytest.mark.parametrize("number", REQUESTS, ids=REQUESTS.values())
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_passes_is_not_even_noticed(desk: Desk, fault: Fault, number: int) -> None:
    desk.google.faults.at(number, fault)
    assert desk.sync("--json").code == 0
    desk.all_is_well()


@pytest.mark.parametrize("number", REQUESTS, ids=REQUESTS.values())
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_stays_ends_the_run_with_75_and_the_next_one_mends(
    desk: Desk, fault: Fault, number: int
) -> None:
    said = desk.fault_for_good(number, fault)
    assert said.code == 75
    assert "Google" in said.err
    assert said.err.count("\n") == 1
    assert desk.sync().code == 0
    desk.all_is_well()


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [(faults.denied(), 77, "share it with the Google account that you signed in with as Editor"),
     (faults.missing(), 65, "there is no spreadsheet")],
)  # fmt: skip
def test_a_sheet_that_is_taken_away_in_the_middle_is_told_and_the_next_run_mends(
    desk: Desk, number: int, fault: Fault, code: int, words: str
) -> None:
    said = desk.fault_for_good(number, fault)
    assert said.code == code
    assert words in said.err
    assert desk.sync().code == 0
    desk.all_is_well()


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("fault", [PASSING[name] for name in LIKE_ALL_OTHERS], ids=LIKE_ALL_OTHERS)
def test_no_reminder_of_an_old_row_waits_for_a_new_one_that_cannot_be_stored(
    desk: Desk, fault: Fault, number: int
) -> None:
    desk.sync()
    desk.google.type(desk.id, "A4", NEW_ROW)
    before = len(published().events)
    said = desk.fault_for_good(len(desk.google.log) + number, fault)
    assert said.code == 75
    assert len(published().events) == before
    assert desk.sync().code == 0
    assert len(published().events) > before
    desk.all_is_well()
