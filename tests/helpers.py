"""A desk to test at: a sheet in memory, the feed published from it, and the runs of the core between.

And a folder to test in: a CSV with its settings, and the command as cron runs it.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sync import drafts
from sync.cli import main
from sync.core.drafts import Drafts
from sync.core.feed import Feed
from sync.core.model import Cell
from sync.core.plan import Plan, make
from sync.core.settings import Feed as FeedSettings
from sync.core.settings import Settings
from sync.core.vevent import Published
from sync.sheets.memory import MemorySheet
from tests.core.tables import SETTINGS, grid

DRAFTS = Drafts(drafts.load(None), SETTINGS.me)


def at(text: str) -> datetime:
    """Read a time in UTC; a day alone is its noon."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=UTC)


class Desk:
    """A sheet drawn as a text, or given cell by cell, and all that happens to it."""

    def __init__(self, rows: str | list[list[Cell]], settings: Settings = SETTINGS) -> None:
        self.sheet = MemorySheet(grid(rows) if isinstance(rows, str) else rows, source="mine.xlsx")
        self.settings = settings
        self.published = b""

    def plan(self, now: str) -> Plan:
        return make(self.sheet.read(), self.feed, self.settings, DRAFTS, at(now))

    def sync(self, now: str) -> Plan:
        """Plan, write the cells, publish the feed."""
        plan = self.plan(now)
        self.sheet.write(plan.table, plan.change)
        self.publish(plan.feed)
        return plan

    def publish(self, feed: Feed) -> None:
        self.published = feed.render(self.settings.feed.name)

    @property
    def feed(self) -> Feed:
        feed = Feed.read(self.published)
        assert feed is not None
        return feed

    def set_feed(self, feed: FeedSettings) -> None:
        """Change the [feed] section of the settings."""
        self.settings = replace(self.settings, feed=feed)

    def type(self, row: int, heading: str, value: Cell) -> None:
        """Do as the user does: put a value into a cell, found by its row (from 1) and its heading."""
        cells, column = self.sheet.rows[row - 1], self.sheet.rows[0].index(heading)
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value

    def column(self, heading: str) -> list[Cell]:
        """Give what stands below a heading, row by row."""
        column = self.sheet.rows[0].index(heading)
        return [row[column] if column < len(row) else None for row in self.sheet.rows[1:]]

    def event(self, part: str) -> Published:
        """Give the one event whose title or UID has this in it."""
        [event] = [event for event in self.feed.events.values() if part in f"{event.title} {event.uid}"]
        return event


SETTINGS_FILE = 'sheet = "interviews.csv"\ntimezone = "Europe/London"\n'
CSV = """\
Company;Role;Interview date;Interviewers;Thank-you sent;Outcome
Acme;Engineer;2026-11-18 10:00;Jane Doe;;
Globex;Analyst;2026-11-18 11:00;Maria Silva;;
Initech;Team lead;2026-11-18 12:00;Peter Gibb;;
"""
NOW = "2026-11-18T21:00+00:00"
SHEET, FEED = Path("interviews.csv"), Path("feed/followups.ics")


class Said(NamedTuple):
    """What a command said, and its exit code."""

    code: int | str | None
    out: str
    err: str


SILENCE = Said(0, "", "")


def followups(*arguments: str) -> Said:
    """Run the command in this process and the working folder, without a terminal."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        try:
            code: int | str | None = main(arguments)
        except SystemExit as leaving:  # argparse ends --help and wrong usage so
            code = leaving.code
        finally:
            log = logging.getLogger("sync")
            for handler in list(log.handlers):
                log.removeHandler(handler)
                handler.close()
    return Said(code, out.getvalue(), err.getvalue())


def sync(*arguments: str, now: str = NOW) -> Said:
    """Sync the working folder as of a time."""
    return followups("sync", "--now", now, *arguments)


def lay_out(sheet: str = CSV, settings: str = SETTINGS_FILE) -> None:
    """Put a sheet and its settings into the working folder."""
    SHEET.write_text(sheet, "utf-8", newline="")
    Path("followups.toml").write_text(settings, "utf-8")


def edit(was: str, becomes: str) -> None:
    """Edit the sheet as its user does: one text in it becomes another."""
    text = SHEET.read_bytes().decode()
    assert was in text
    SHEET.write_bytes(text.replace(was, becomes, 1).encode())


def published() -> Feed:
    """Read the feed in the working folder."""
    feed = Feed.read(FEED.read_bytes())
    assert feed is not None
    return feed


def without_stamps(feed: bytes) -> list[bytes]:
    """Give a feed's lines but those that say when a run changed an event."""
    stamps = (b"DTSTAMP:", b"LAST-MODIFIED:")
    return [line for line in feed.split(b"\r\n") if not line.startswith(stamps)]


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file in a folder but those of the test's own machine, with its bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".home" not in path.parts:
            yield str(path.relative_to(folder)), path.read_bytes()
