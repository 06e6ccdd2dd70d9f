"""Four programs that read a calendar, each written without sight of the others: what each makes of a feed.

None of them is icalendar, which writes it. libical and ical.js run beside the tests and answer feed by feed.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import vobject  # type: ignore[import-untyped]  # it ships no types
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as IcalEvent

from tests.browser.npm import fetch

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's bindings are for it alone
BINDINGS = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
ICAL_JS = "ical.js@2.2.1"


@dataclass(frozen=True, slots=True)
class Event:
    """An event as a program reads it. `start` and `end` are in UTC, or dates; `alarms` in minutes before."""

    uid: str
    start: datetime | date
    end: datetime | date
    title: str
    description: str
    url: str | None
    status: str
    categories: tuple[str, ...]
    alarms: tuple[int, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A feed as a program reads it: its events by UID, and how many errors the program counts in it."""

    name: str
    events: tuple[Event, ...]
    errors: int = 0


Reader: TypeAlias = Callable[[bytes], Calendar]


def minutes_before(trigger: timedelta) -> int:
    return -trigger // timedelta(minutes=1)


def by_uid(events: Iterator[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.uid))


def read_with_vobject(data: bytes) -> Calendar:
    calendar = vobject.readOne(data.decode())
    events = calendar.contents.get("vevent", ())
    return Calendar(calendar.x_wr_calname.value, by_uid(map(_from_vobject, events)))


def _from_vobject(event: Any) -> Event:  # noqa: ANN401 vobject's have no types
    def value(name: str) -> str | None:
        return event.contents[name][0].value if name in event.contents else None

    return Event(
        uid=event.uid.value,
        start=event.dtstart.value,
        end=event.dtend.value,
        title=event.summary.value,
        description=value("description") or "",
        url=value("url"),
        status=event.status.value,
        categories=tuple(each for line in event.contents.get("categories", ()) for each in line.value),
        alarms=tuple(minutes_before(each.trigger.value) for each in event.contents.get("valarm", ())),
        sequence=int(event.sequence.value),
    )


def read_with_ical(data: bytes) -> Calendar:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    [name] = calendar.name
    return Calendar(name, by_uid(map(_from_ical, calendar.events)))


def _from_ical(event: IcalEvent) -> Event:
    assert isinstance(event.dtstart, date)
    assert isinstance(event.dtend, date)
    assert event.status is not None
    return Event(
        uid=event.uid,
        start=event.dtstart,
        end=event.dtend,
        title=event.summary or "",
        description=event.description or "",
        url=str(event.url) if event.url else None,
        status=event.status.value,
        categories=tuple(event.categories),
        alarms=tuple(
            minutes_before(alarm.trigger) for alarm in event.alarm if isinstance(alarm.trigger, timedelta)
        ),
        sequence=event.sequence or 0,
    )


@contextmanager
def libical() -> Iterator[Reader]:
    """Give libical, running. Skips where the system's Python has no bindings for it."""
    there = (
        Path(SYSTEM_PYTHON).exists()
        and not subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False).returncode
    )
    if not there:
        pytest.skip("libical is not installed: Debian has it in python3-gi and gir1.2-ical-3.0")
    with _running([SYSTEM_PYTHON, str(HERE / "read_with_libical.py")]) as reader:
        yield reader


@contextmanager
def ical_js(folder: Path) -> Iterator[Reader]:
    """Give ical.js, running, and fetched into the folder. Skips where there is no Node.js or npm."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed, so there is no ical.js: Debian has it in nodejs and npm")
    library = fetch(ICAL_JS, "dist/ical.es5.cjs", folder)
    with _running([node, str(HERE / "read_with_icaljs.mjs"), str(library)]) as reader:
        yield reader


@contextmanager
def _running(command: list[str]) -> Iterator[Reader]:
    """Start a program once for all the feeds that it is to read: starting takes longer than reading."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:

        def read(data: bytes) -> Calendar:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(data.decode()) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, f"{command[1]} ended, with {process.wait()}"
            found = json.loads(answer)
            return Calendar(found["name"], by_uid(map(_from_json, found["events"])), found["errors"])

        yield read


def _from_json(event: dict[str, Any]) -> Event:
    return Event(
        **event
        | {
            "start": _moment(event["start"]),
            "end": _moment(event["end"]),
            "categories": tuple(event["categories"]),
            "alarms": tuple(event["alarms"]),
        }
    )


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
