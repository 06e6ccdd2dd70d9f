"""`followups check`: tests every part of the set-up, and says of each that it is ok or how to mend it.

Each check stands on those before it, and is left out where one of them has failed. Nothing is changed, but
for a refreshed token, which is kept as a run keeps it. The feed and its ways to a calendar are left to
`sync.check.feed`.
"""

import json
import logging
import shlex
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.text import Text

from sync import drafts
from sync.addresses import GOOGLE_CALENDAR
from sync.check import feed, headings
from sync.check.line import Hint, Line
from sync.config import NAME, Config
from sync.config_values import zone
from sync.core import worksheets
from sync.core.columns import OWN_HEADINGS, Layout, locate
from sync.core.drafts import Drafts
from sync.core.model import Table, at
from sync.core.parse import interviews
from sync.core.settings import Settings
from sync.core.values import counted, hashed, is_blank
from sync.errors import ConfigError, FollowupsError, GoogleRefusedError, SheetUnusableError
from sync.opening import google_session, open_sheet
from sync.publish.file import FeedFile

if TYPE_CHECKING:
    from sync.google.session import Session
    from sync.sheets import Sheet

WIDEST = len(f"publish: {GOOGLE_CALENDAR}")  # an address sets the other lines no margin
SHOWN = 10  # cells that need a look
CLOCK_MAY_DIFFER = timedelta(minutes=2)
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Findings:
    """All the checks that were done, in order; `columns` is field -> the heading taken for it."""

    lines: tuple[Line, ...]
    columns: Mapping[str, str]

    @property
    def exit_code(self) -> int:
        """That of the first failure, 0 where there is none."""
        return next((line.exit_code for line in self.lines if not line.ok), 0)

    def as_json(self) -> str:
        """Give one JSON object: {"checks": [{"name", "ok", "message"}], "columns": {field: heading}}."""
        checks = [{"name": line.name, "ok": line.ok, "message": line.message} for line in self.lines]
        return json.dumps({"checks": checks, "columns": dict(self.columns)}, ensure_ascii=False, indent=1)

    def show(self, console: Console, *, failures_only: bool) -> None:
        """Show a line for each check."""
        width = max(len(line.name) for line in self.lines if len(line.name) <= WIDEST)
        below = "\n" + " " * (width + 4)
        for line in self.lines:
            if line.ok and failures_only:
                continue
            message = below.join(line.message.splitlines())
            console.print(Text.assemble(line.sign, f" {line.name:<{width}}  {message}"), soft_wrap=True)


def check(load: Callable[[], Config], clock: Callable[[], datetime], machine_timezone: str) -> Findings:
    """Do every check that can be done. `load` reads the settings; `clock` gives an aware time."""
    return _Check(clock, machine_timezone).run(load)


@dataclass(frozen=True, slots=True)
class _Check:
    """The checks, and what has come of them so far. A step gives its sentence and what the next ones need."""

    clock: Callable[[], datetime]
    machine_timezone: str
    lines: list[Line] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def run(self, load: Callable[[], Config]) -> Findings:
        config = self._tried("configuration", lambda: _configuration(load()))
        if config is not None:
            if config.drafts is not None:
                self._tried("drafts", lambda: _drafts(config))
            if config.sheet_path is None:
                self._google(config)
            else:
                self._time(config, self._file(config, config.sheet_path), None)
            self._feed(config)
        return Findings(tuple(self.lines), self.columns)

    def _tried(self, name: str, step: Callable[[], tuple[str, T]]) -> T | None:
        """Do a check and note what comes of it; None where it fails."""
        try:
            message, found = step()
        except FollowupsError as error:
            self._note(Line(name, str(error), error.exit_code))
            return None
        self._note(Line(name, message))
        return found

    def _note(self, line: Line) -> None:
        log.info("%s: %s: %s", line.name, "ok" if line.ok else "failed", line.message)
        self.lines.append(line)

    def _google(self, config: Config) -> None:
        found = self._tried("credentials", lambda: _credentials(config))
        if isinstance(found, GoogleRefusedError):
            self._note(Line("sign-in", str(found), found.exit_code))
        elif found is not None:
            with found as session:
                signed_in = self._tried("sign-in", lambda: _sign_in(session))
                self._time(config, self._sheet(config, session) if signed_in else None, session)

    def _feed(self, config: Config) -> None:
        """Check all that is about the feed and how it gets to calendars."""
        self._tried("feed", lambda: feed.file(config))
        for target in config.publish:
            self._tried(f"publish: {target.to}", partial(feed.target, config, target, self.machine_timezone))
        if config.feed.public_url:
            self._tried("public_url", lambda: feed.public_url(config))
        self._tried("calendar", lambda: feed.calendar(config))

    def _file(self, config: Config, path: Path) -> Table | None:
        if config.embedded and not path.exists():
            self._note(Line("sheet", f"{config.sheet} is not there yet; `followups sync` makes it"))
            self._tried("writable", lambda: feed.can_be_made(path, config.sheet, SheetUnusableError))
            return None
        return self._sheet(config, None)

    def _sheet(self, config: Config, session: "Session | None") -> Table | None:
        """Check all that is about the sheet; gives what was read."""
        found = self._tried("sheet", lambda: _read(config, session))
        if found is None:
            return None
        sheet, table = found
        if others := worksheets.told(table):
            self._note(Line("worksheets", Hint(others)))
        self._tried("writable", lambda: _writable(sheet))
        if layout := self._tried("headings", lambda: self._headings(config, table)):
            if unread := layout.unread_marks():
                self._note(Line("marks", Hint(unread)))
            if unknown := headings.statuses(table, layout):
                self._note(Line("statuses", Hint(unknown)))
            self._tried("problems", lambda: self._problems(config, table, layout))
        return table

    def _headings(self, config: Config, table: Table) -> tuple[str, Layout]:
        layout = _layout(config, table)
        self.columns.update({name: layout.heading(name) for name in layout.user})
        layout.require(table)
        return headings.taken(layout), layout

    def _problems(self, config: Config, table: Table, layout: Layout) -> tuple[str, None]:
        """Tell what cannot be read. It stands in the sheet too, and is no fault of the set-up."""
        settings = self._settings(config, table)
        today = self.clock().astimezone(settings.timezone).date()
        _, problems = interviews(table, layout, settings, today)
        if not problems:
            return "every cell can be read", None
        cells = "1 cell needs a look:" if len(problems) == 1 else f"{len(problems)} cells need a look:"
        lines = [cells, *map(str, problems[:SHOWN])]
        if more := problems[SHOWN:]:
            lines.append(f"and {len(more)} more: see {OWN_HEADINGS['problem']} in the sheet")
        return Hint("\n".join(lines)), None

    def _time(self, config: Config, table: Table | None, session: "Session | None") -> None:
        """Compare the clock, where there is one to compare it with, and say which time zone counts."""
        said = session.server_time if session else None
        known = table is not None or session is None  # a sheet of Google's has a time zone of its own

        def step() -> tuple[str, None]:
            parts = [self._agrees(said)] if said else []
            return "; ".join(parts + ([self._zone(config, table)] if known else [])), None

        if said or known:
            self._tried("clock", step)

    def _agrees(self, google: datetime) -> str:
        ahead = self.clock() - google
        if abs(ahead) <= CLOCK_MAY_DIFFER:
            return "right, by Google's clock"
        minutes = round(abs(ahead) / timedelta(minutes=1))
        way = "ahead of" if ahead > timedelta() else "behind"
        raise ConfigError(
            f"the clock of this machine is {minutes} minutes {way} Google's; set it right, "
            "or let the network set it"
        )

    def _zone(self, config: Config, table: Table | None) -> str:
        key = self._settings(config, table).timezone.key
        if config.timezone:
            return f"{key}, from {NAME}"
        return f"{key}, from {'the sheet' if table and zone(table.timezone) else 'this machine'}"

    def _settings(self, config: Config, table: Table | None) -> Settings:
        return config.settings(
            sheet_timezone=table.timezone if table else None,
            sheet_locale=table.locale if table else None,
            machine_timezone=self.machine_timezone,
        )


def _configuration(config: Config) -> tuple[str, Config]:
    if config.path is None:
        return f"there is no {NAME} yet, so a made-up example is used; `followups init` makes one", config
    return str(config.path), config


def _drafts(config: Config) -> tuple[str, None]:
    Drafts(drafts.load(config.drafts_folder), config.me)
    return f"the templates in {config.drafts} can be used", None


def _credentials(config: Config) -> "tuple[str, Session | GoogleRefusedError]":
    """Give a session; or, where the file is right and yet nobody is signed in, the refusal."""
    message = _closed(config)
    try:
        return message, google_session(config)
    except GoogleRefusedError as refusal:
        return message, refusal


def _closed(config: Config) -> str:
    """Say which the credentials file is, and how to close it where others can read it."""
    name, path = config.google.credentials, config.resolve(config.google.credentials)
    with suppress(OSError):  # signing in says better what is wrong with it
        if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            close = f"chmod 600 {shlex.quote(str(path))}"
            return Hint(f"others on this machine can read {name}; close it with: {close}")
    return name


def _sign_in(session: "Session") -> tuple[str, bool]:
    session.account.credentials.token = None  # one that was kept may outlive a sign-in that was revoked
    session.refresh()
    return session.account.signed_in, True


def _read(config: Config, session: "Session | None") -> "tuple[str, tuple[Sheet, Table]]":
    sheet = open_sheet(config, session)
    table = sheet.read()
    return f"{config.sheet}, worksheet {table.worksheet}{_interviews(config, table)}", (sheet, table)


def _writable(sheet: "Sheet") -> tuple[str, None]:
    sheet.check_writable()
    return "the tool's columns can be written", None


def _interviews(config: Config, table: Table) -> str:
    """Say how many interviews there are, if the headings tell."""
    try:
        layout = _layout(config, table)
        company = layout.user["company"]
    except (SheetUnusableError, KeyError):
        return ""
    aside = layout.aside(table)
    body = enumerate(table.rows[layout.header_row :], layout.header_row + 1)
    number = sum(1 for row, cells in body if not is_blank(at(cells, company)) and row not in aside)
    return f", {counted(number, 'interview')}"


def _layout(config: Config, table: Table) -> Layout:
    known: Mapping[str, str] = {}
    with suppress(FollowupsError):  # a feed that cannot be read has a line of its own
        last = FeedFile(config.feed_path, config.feed.path).read()
        known = last.fields if last.source == hashed(table.source, 16) else {}
    return locate(table, config.columns, config.sheet_columns, None, known)
