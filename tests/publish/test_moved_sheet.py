"""A workbook that is moved or renamed, and the Google calendar that its reminders stay in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.state import folder as state_folder
from sync.state import hashed
from tests.accounts import save
from tests.google import USER, Google, serving
from tests.google.calendar import Calendar
from tests.helpers import sync

ROWS = """\
Company,Interview date,Interviewers,Outcome
Acme,2026-11-18 10:00,Jane Doe,
Globex,2026-11-18 11:00,Bob Roe,
"""
ACME, GLOBEX = "Thank Jane Doe (Acme)", "Thank Bob Roe (Globex)"
BOTH = {ACME, GLOBEX}
MINE = "mine@group.calendar.google.com"
FEED = "feed/followups.ics"


class Jobs:
    """A folder with workbooks in it, one configuration for each, and the calendars at Google."""

    def __init__(self, google: Google) -> None:
        self.google = google
        self.hour = 12

    def sync(self, sheet: str, *, feed: str = FEED, calendar: str = "", name: str = "one.toml") -> None:
        Path(name).write_text(
            f'sheet = "{sheet}"\ntimezone = "UTC"\n[feed]\npath = "{feed}"\n'
            f'[[publish]]\nto = "google-calendar"\n{calendar}\n[google]\napi_root = "{self.google.root}"\n'
        )
        self.hour += 1
        said = sync("--config", name, "-q", now=f"2026-11-18T{self.hour}:00+00:00")
        assert (said.code, said.err) == (0, "")

    def look(self) -> list[set[str]]:
        """Give whom the user is told to thank, calendar by calendar."""
        return [
            {
                event["summary"]
                for event in calendar.events.values()
                if event["status"] != "cancelled" and event["summary"].startswith("Thank")
            }
            for calendar in self.google.state.calendars.values()
        ]


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    Path("a.csv").write_text(ROWS)
    with serving() as google:
        save(Path("credentials.json"), google.authorized_user())
        yield Jobs(google)


def test_a_workbook_that_is_moved_keeps_its_calendar(jobs: Jobs) -> None:
    jobs.sync("a.csv")
    for before, after in (("a.csv", "docs/a.csv"), ("docs/a.csv", "docs/b.csv")):
        Path(before).rename(after)
        jobs.sync(after)
        assert jobs.look() == [BOTH]


def test_a_feed_that_goes_elsewhere_leaves_the_calendar_as_it_is(jobs: Jobs) -> None:
    jobs.sync("a.csv")
    jobs.sync("a.csv", feed="docs/followups.ics")
    assert jobs.look() == [BOTH]


def test_what_an_earlier_version_kept_by_the_sheet_alone_is_found_and_moves_along(jobs: Jobs) -> None:
    jobs.sync("a.csv")
    [kept] = state_folder().glob("calendar-*")
    kept.rename(kept.with_name(f"calendar-{hashed(str(Path('a.csv').absolute()))}"))
    Path("a.csv").write_text(Path("a.csv").read_text().replace("Bob", "Rob"))
    jobs.sync("a.csv")
    Path("a.csv").rename("docs/a.csv")
    jobs.sync("docs/a.csv")
    assert jobs.look() == [{ACME, "Thank Rob Roe (Globex)"}]


def test_another_workbook_with_another_feed_gets_a_calendar_of_its_own_even_in_the_old_place(
    jobs: Jobs,
) -> None:
    jobs.sync("a.csv")
    Path("a.csv").rename("docs/a.csv")
    jobs.sync("docs/a.csv")
    Path("a.csv").write_text(ROWS.replace("Acme", "Initech").replace("Globex", "Umbrella"))
    jobs.sync("a.csv", feed="other/followups.ics", name="two.toml")
    jobs.sync("docs/a.csv")
    assert jobs.look() == [BOTH, {"Thank Jane Doe (Initech)", "Thank Bob Roe (Umbrella)"}]


def test_in_a_calendar_of_the_users_what_ends_after_a_move_goes(jobs: Jobs) -> None:
    message = {"kind": "calendar#calendar", "id": MINE, "summary": "Paul", "timeZone": "UTC"}
    jobs.google.state.calendars[MINE] = Calendar(message, {USER: "owner"})
    shared = f'calendar = "{MINE}"'
    jobs.sync("a.csv", calendar=shared)
    Path("a.csv").rename("docs/a.csv")
    jobs.sync("docs/a.csv", calendar=shared)
    assert jobs.look() == [BOTH]
    sheet = Path("docs/a.csv")
    sheet.write_text(sheet.read_text().replace("Bob Roe,", "Bob Roe,cancelled", 1))
    jobs.sync("docs/a.csv", calendar=shared)
    assert jobs.look() == [{ACME}]
