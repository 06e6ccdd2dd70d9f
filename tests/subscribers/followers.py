"""Those who follow the week: vdirsyncer and khal, each as its own program, and the calendar at Google."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.google import Google
from tests.google.errors import JsonObject
from tests.subscribers.story import ZONE

PATIENCE = 60  # seconds for a program on a busy machine
LINE = "%d %a %H:%M"
VDIRSYNCER = """\
[general]
status_path = "{folder}/status"

[pair interviews]
a = "feed"
b = "folder"
collections = null

[storage feed]
type = "http"
url = "{url}"

[storage folder]
type = "filesystem"
path = "{folder}/events"
fileext = ".ics"
"""
KHAL = """\
[calendars]
[[interviews]]
path = {folder}/events

[sqlite]
path = {folder}/khal.db

[locale]
local_timezone = {zone}
default_timezone = {zone}
dateformat = %Y-%m-%d
longdateformat = %d %a all day
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = {line}
"""


class Khal:
    """A calendar in a terminal, which vdirsyncer keeps in step with a feed at an http address."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=folder, url=url))
        (folder / "khal.conf").write_text(KHAL.format(folder=folder, zone=ZONE, line=LINE))
        self._vdirsyncer("discover")

    def follow(self) -> None:
        self._vdirsyncer("sync")

    def events(self) -> int:
        """Count what vdirsyncer keeps: a file each, named by its content. It gives up our UIDs."""
        return len(list((self.folder / "events").glob("*.ics")))

    def look(self) -> tuple[list[str], list[str]]:
        """Give the month's events, and those that it shows as cancelled."""
        form = "{cancelled}|{start-long} {title}"
        shown = self._run(
            "khal", "-c", f"{self.folder}/khal.conf", "list", "--day-format", "", "--once", "--format", form,
            "2026-11-01", "2026-12-31",
        )  # fmt: skip
        pairs = [line.split("|") for line in shown.splitlines() if line]
        stand = sorted(line for cancelled, line in pairs if not cancelled)
        return stand, sorted(line for cancelled, line in pairs if cancelled)

    def _vdirsyncer(self, command: str) -> None:
        self._run("vdirsyncer", "-c", f"{self.folder}/vdirsyncer.conf", command)

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        """Give a home of its own, and no measuring of code that is not ours."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        homes = ("HOME", *(f"XDG_{kind}_HOME" for kind in ("CACHE", "CONFIG", "DATA", "STATE")))
        return kept | dict.fromkeys(homes, str(self.folder)) | {"PYTHONUTF8": "1", "NO_PROXY": "*"}


class Event(NamedTuple):
    """An event at Google: its line in the calendar, its title without the tick, its id."""

    line: str
    title: str
    id: str


def google_calendar(google: Google) -> list[Event]:
    """Give what the user sees in their one calendar at Google."""
    [calendar] = google.state.calendars.values()
    return sorted(_event(event) for event in calendar.events.values() if event["status"] != "cancelled")


def _event(event: JsonObject) -> Event:
    start = datetime.fromisoformat(event["start"]["dateTime"]).astimezone(ZoneInfo(ZONE))
    title = event["summary"]
    return Event(f"{start.strftime(LINE)} {title}", title.removeprefix("✓ "), event["id"])
