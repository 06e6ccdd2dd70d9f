"""A week's story: whatever happens in the sheet, each calendar that follows holds just the right events.

All of them are held to the same lines, those of `story`, so that they agree with one another too.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.google import serving as google_serving
from tests.helpers import published, sync
from tests.subscribers.followers import Event, Khal, google_calendar
from tests.subscribers.sheets import Browser, UserSheet, Workbook
from tests.subscribers.story import WEEK, WITHDRAWN, ZONE, Day, lines
from tests.test_serve import serving

SETTINGS = f'timezone = "{ZONE}"\ncountry = "DE"\n'
GOOGLE = '[google]\napi_root = "{root}"\n[[publish]]\nto = "google-calendar"\n'
NIGHT = "22:00"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lived(sheet: UserSheet) -> Iterator[Day]:
    """Live through the week: edit, sync, and sync once more at night, which must write nothing."""
    for day in WEEK:
        steps = day.steps()
        for now, edits in steps:
            for method, *arguments in edits:
                getattr(sheet, method)(*arguments)
            report(now)
        assert wrote(report(f"{steps[-1].now[:10]} {NIGHT}")) == []
        yield day


def report(now: str) -> dict[str, Any]:
    """Sync as of a time in Berlin."""
    said = sync("--json", now=f"{now.replace(' ', 'T')}+01:00")
    assert (said.code, said.err) == (0, "")
    told: dict[str, Any] = json.loads(said.out)
    return told


def wrote(told: dict[str, Any]) -> list[str]:
    """Give where a sync wrote something."""
    cells = ["the sheet"] if told["sheet"]["cells_written"] else []
    return cells + [each["to"] for each in told["published"] if each["changed"]]


def test_khal_and_vdirsyncer_follow_a_workbook_through_the_week(folder: Path) -> None:
    (folder / "followups.toml").write_text(f'sheet = "interviews.xlsx"\n{SETTINGS}')
    with serving(folder) as server:
        khal = Khal(folder / "khal", f"http://127.0.0.1:{server.port}{server.feed}")
        for day in lived(Workbook(folder / "interviews.xlsx")):
            khal.follow()
            stand, withdrawn = khal.look()
            assert stand == lines(day.holds)
            assert len(stand) + len(withdrawn) == khal.events() == len(published().events)
        assert khal.look()[1] == lines(WITHDRAWN)


def test_a_google_calendar_follows_a_google_sheet_through_the_week(folder: Path) -> None:
    with google_serving() as google:
        sheet = Browser(google)
        (folder / "credentials.json").write_text(json.dumps(google.authorized_user()))
        address = f'sheet = "https://docs.google.com/spreadsheets/d/{sheet.id}/edit"\n'
        (folder / "followups.toml").write_text(address + SETTINGS + GOOGLE.format(root=google.root))
        before: dict[str, set[str]] = {}
        for day in lived(sheet):
            events = google_calendar(google)
            # What gathers the overdue ones rings at nine, for which Google needs a time of day.
            right = sorted(line.replace("all day", "09:00") for line in lines(day.holds))
            assert [event.line for event in events] == right
            now = ids_by_title(events)
            anew = [title for title in before.keys() & now.keys() if not before[title] <= now[title]]
            assert sorted(anew) == lines(day.anew)
            before = now


def ids_by_title(events: list[Event]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = defaultdict(set)
    for event in events:
        ids[event.title].add(event.id)
    return ids
