"""What one machine keeps between runs, in the user's state folder: only what may be lost without harm.

What must not be lost stands in the feed. This is for saying a failure once and not every quarter of an
hour, for believing a shrunk sheet on the second day, for leaving at once when nothing has changed, and for
knowing how long the sheet could not be read.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from sync.errors import ConfigError
from sync.files import replace

APP = "interview-followups"
HOUR = 3600  # seconds


def place() -> Path:
    """Give the path of the state folder, whether it is there or not."""
    return platformdirs.user_state_path(APP)


def folder() -> Path:
    """Give the state folder, made if need be; only the user may look into it. Raises ConfigError."""
    path = place()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"the state folder {path} cannot be made ({error.strerror}); "
            "name another place in the environment variable XDG_STATE_HOME"
        ) from error
    return path


def hashed(text: str) -> str:
    """Shorten what is kept only to be compared: a path, a message."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Idle:
    """A run that found nothing to do: what it looked at, and what there is to say of it."""

    fingerprint: str
    message: str


@dataclass(slots=True)
class State:
    """What is kept for one configuration. Dates are ISO dates of the user's day."""

    failures: dict[str, str] = field(default_factory=dict)  # message, hashed -> the day it was last told
    problems: dict[str, str] = field(default_factory=dict)  # the same for cells that could not be read
    shrunk: tuple[str, str] = ("", "")  # the events lost, hashed, and the day on which the guard stopped
    idle: Idle | None = None
    read: int = 0  # when the sheet was last read well, in seconds since 1970; 0 where that is not known


class StateFile:
    """One configuration's state, in a file of its own. A damaged or unwritable file is an empty state."""

    def __init__(self, key: str) -> None:
        self.name = hashed(key)

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return folder() / f"{self.name}.json"

    def load(self) -> State:
        """Read it."""
        try:
            raw = json.loads(self.path.read_bytes())
            idle = Idle(**raw["idle"]) if raw["idle"] else None
            lost, day = raw["shrunk"]
            read = int(raw.get("read", 0))
            return State(dict(raw["failures"]), dict(raw["problems"]), (lost, day), idle, read)
        except (ConfigError, OSError, ValueError, KeyError, TypeError, OverflowError):
            return State()

    def save(self, state: State) -> None:
        """Write it."""
        with suppress(ConfigError, OSError):
            replace(self.path, json.dumps(asdict(state), sort_keys=True).encode(), mode=0o600)

    def good_read(self, now: datetime) -> None:
        """Note that the sheet was read well. It is written once an hour: what counts is days."""
        state, moment = self.load(), int(now.timestamp())
        if not 0 <= moment - state.read < HOUR:
            state.read = moment
            self.save(state)

    def last_read(self, now: datetime) -> datetime:
        """Give when the sheet was last read well, in UTC; where that is not known, `now` counts."""
        state, moment = self.load(), int(now.timestamp())
        if not 0 < state.read <= moment:
            state.read = moment
            self.save(state)
        return datetime.fromtimestamp(state.read, UTC)
