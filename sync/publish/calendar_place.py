"""Which Google calendar a feed goes to: one of the user's, or one that the publisher makes and that is kept.

How it is written is left to `sync.publish.google_calendar`, and keeping it in a spreadsheet to `sync.sheets`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sync.errors import ConfigError
from sync.files import replace


class Keeper(Protocol):
    """Keeps which calendar it is. Raises FollowupsError."""

    def load(self) -> str | None:
        """Give the calendar's id, None where there is none yet."""

    def save(self, calendar_id: str) -> None:
        """Keep another id in its place."""


class FileKeeper:
    """Keeps the calendar's id in a file of `folder`, for a workbook on this machine.

    The file's name has the `feed` and the `sheet` in it, hashed: the one is found again when the other moves,
    and what was moved away from is free for another calendar.
    """

    def __init__(self, folder: Path, feed: str, sheet: str) -> None:
        self._path = folder / f"calendar-{feed}-{sheet}"
        self._moved = (f"calendar-{feed}-*", f"calendar-*{sheet}")  # an earlier version had the sheet alone

    def load(self) -> str | None:
        """Read it, and keep it under where feed and sheet are now."""
        try:
            if not self._path.exists():
                before = [path for names in self._moved for path in sorted(self._path.parent.glob(names))]
                if before:
                    before[0].rename(self._path)
            return self._path.read_text("utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise ConfigError(f"{self._path}: which calendar is ours cannot be read ({error})") from error

    def save(self, calendar_id: str) -> None:
        """Write it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace(self._path, f"{calendar_id}\n".encode(), mode=0o600)
        except OSError as error:
            raise ConfigError(f"{self._path}: cannot be written ({error.strerror})") from error


@dataclass(frozen=True, slots=True)
class Shared:
    """A calendar that the user made, with events of others in it; `sheet` tells ours from another sheet's.

    It should stay the same when the sheet moves.
    """

    id: str
    sheet: str
