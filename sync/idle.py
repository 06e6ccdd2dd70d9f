"""Leaving at once when nothing has changed: no pandas, no calendar, a few file reads.

Whatever a run depends on goes into one fingerprint: the sheet, the feed, the settings, the templates, the
user's day, and this program. It is taken of the sheet as the run read or wrote it, never of the file as it
stands afterwards: an edit made meanwhile gives another one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sync import __version__
from sync.config import Config
from sync.core.model import Kind, State
from sync.state import Idle, StateFile

if TYPE_CHECKING:
    from sync.run import Report


def last(config: Config, now: datetime, machine_timezone: str) -> str | None:
    """Give what there is to say when nothing has changed since the last run, None when something may have.

    A sheet that is as it was can be read as it could: that is noted too.
    """
    file = StateFile(str(config.feed_path))
    idle = file.load().idle
    if idle and idle.fingerprint == _fingerprint(config, now, machine_timezone):
        file.good_read(now)
        return idle.message
    return None


def remember(report: "Report", config: Config, now: datetime, machine_timezone: str) -> None:
    """Keep the fingerprint of what a run left behind. One with something to try again is not done yet."""
    if report.failures:
        return
    mark = _fingerprint(config, now, machine_timezone, report.sheet_version, report.feed_version)
    if mark is None:
        return
    file = StateFile(str(config.feed_path))
    state = file.load()
    # What to ask at an interview is over with it: it is not counted among what is to be done today.
    states = Counter(item.state for item in report.plan.follow_ups if item.kind is not Kind.ASK)
    message = f"Nothing changed: {states[State.OVERDUE]} overdue, {states[State.DUE]} due today. "
    state.idle = Idle(mark, f"{message}`followups agenda` lists them.")
    file.save(state)


def _fingerprint(
    config: Config, now: datetime, machine_timezone: str, sheet: str | None = None, feed: str | None = None
) -> str | None:
    """Give the fingerprint of all that a run looks at, None where it cannot be had from files.

    `sheet` and `feed` are the SHA-256 of what a run left behind; without them the files are read now.
    """
    if config.sheet_path is None:
        return None
    try:
        sheet = sheet or hashlib.sha256(config.sheet_path.read_bytes()).hexdigest()
        feed = feed or hashlib.sha256(config.feed_path.read_bytes()).hexdigest()
        config.page_path.stat()  # deleted, it is made again
        files = [*_stamps(Path(__file__).parent, "**/*")]
        if config.drafts_folder:
            files += _stamps(config.drafts_folder, "*")
    except OSError:
        return None
    today = now.astimezone(ZoneInfo(config.timezone or machine_timezone)).date().isoformat()
    where = str(config.sheet_path), str(config.feed_path), str(config.path), machine_timezone
    parts = (__version__, *where, config.digest, today, sheet, feed, *files)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _stamps(folder: Path, pattern: str) -> Iterator[str]:
    """Give names, sizes and times: enough to see that a file was replaced."""
    for path in sorted(folder.glob(pattern)):
        if path.parent.name != "__pycache__" and path.is_file():
            at = path.stat()
            yield f"{path.name} {at.st_size} {at.st_mtime_ns}"
