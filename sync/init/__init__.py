"""`followups init`: makes a sheet or adopts one, and writes followups.toml. Asks what no flag has answered.

The file is written last, so that whoever leaves early can start again.
"""

import json
import locale
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from dataclasses import replace as changed
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from sync import files
from sync.addresses import is_url
from sync.config import EMBEDDED_SHEET, NAME, Config, load
from sync.config_values import zone
from sync.core.model import Table
from sync.core.template import TEMPLATE, Template
from sync.errors import ConfigError
from sync.init import calendar, google, paths, who
from sync.init.adopt import Adoption, is_blank
from sync.init.ask import Questions
from sync.init.settings_file import Answers, checked, render
from sync.opening import open_sheet
from sync.sheets import Sheet
from sync.sheets.excel_layout import create_from, is_title
from sync.spelled import by_cron

CREDENTIALS = "credentials.json"
TITLE = "Interviews"
_NOT_YET = "https://docs.google.com/spreadsheets/d/the-new-one/edit"  # until it has a link of its own
_PLACES = (
    "in a new Google Sheet",
    "in a Google Sheet that I have",
    "in a workbook on this computer (.xlsx or .csv)",
)


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says; None where it says nothing. Paths count from the working folder."""

    config: Path | None = None
    sheet: str | None = None
    new: str | None = None  # the title of a Google Sheet to make
    worksheet: str | None = None
    auth: str | None = None
    credentials: str | None = None
    timezone: str | None = None
    country: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    feed: str | None = None
    calendar: str | None = None  # one of calendar.KINDS
    calendar_id: str | None = None  # of a Google calendar that is there already
    publish: str | None = None
    public_url: str | None = None
    heartbeat: str | None = None  # days, 0 for never
    add_columns: bool = False  # those that a sheet has not
    force: bool = False
    open_browser: bool = True
    port: int = 0  # where the browser answers a sign-in; 0 for any


@dataclass(frozen=True, slots=True)
class Init:
    """One `followups init`. `machine_timezone` is an IANA name; without `questions` nothing is asked.

    `clock` gives an aware time; without it no test event is offered.
    """

    flags: Flags
    cwd: Path
    environ: Mapping[str, str]
    machine_timezone: str
    today: date
    console: Console
    questions: Questions | None = None
    clock: Callable[[], datetime] | None = None

    def run(self) -> None:
        """Do it. Raises FollowupsError."""
        _refuse_unusable(self.flags)
        target = self.cwd / (self.flags.config or NAME)
        if paths.exists(target) and not self.flags.force:
            if self.flags.add_columns and not (self.flags.sheet or self.flags.new):
                self._extend(load(target, cwd=self.cwd, user_config_dir=self.cwd, environ=self.environ))
                return
            raise ConfigError(
                f"{target.name} is here already; `followups init --force` replaces it "
                f"and keeps the old one as {target.name}.bak"
            )
        if not os.path.isdir(target.parent):  # noqa: PTH112 as in paths.exists
            raise ConfigError(f"{target.parent} is no folder; --config takes a path in one that exists")
        paths.refuse_unwritable(target)
        answers = self._with_calendar(self._answers(target.parent), target.parent)
        config = checked(answers, target.parent, self.environ)
        if config.sheet_path is None:
            answers = self._google(answers, config)
        else:
            answers = self._file(answers, config, config.sheet_path)
        answers = calendar.signed_in(answers, config, self._consent, self._say)
        self._write(target, answers)
        self._say_what_next(target, answers)
        self._try_out(answers, checked(answers, target.parent, self.environ))

    def _answers(self, folder: Path) -> Answers:
        """Gather what the flags say, and where the interviews live."""
        flags, spelled = self.flags, self._spelled
        sheet = flags.sheet or (_NOT_YET if flags.new else self._place())
        on_the_web = is_url(sheet)
        credentials = spelled(flags.credentials or CREDENTIALS, folder) if on_the_web else None
        return Answers(
            sheet=sheet if on_the_web else spelled(sheet, folder),
            worksheet=flags.worksheet,
            timezone=flags.timezone,
            country=flags.country,
            name=flags.name,
            email=flags.email,
            phone=flags.phone,
            columns=flags.columns,
            feed=flags.feed and spelled(flags.feed, folder),
            auth=flags.auth if on_the_web else None,
            credentials=credentials,
        )

    def _with_calendar(self, answers: Answers, folder: Path) -> Answers:
        """Add the calendar before anybody signs in, so that they are asked for all of it at once."""

        def whole(answers: Answers) -> Answers:
            if answers.credentials or not calendar.needs_google(answers.publish):
                return answers
            name = self._spelled(self.flags.credentials or CREDENTIALS, folder)
            return changed(answers, credentials=name, auth=self.flags.auth)

        def check(answers: Answers) -> None:
            checked(whole(answers), folder, self.environ)

        answers = calendar.asked(self.flags, answers, self.questions, check)
        return whole(calendar.watched(self.flags, answers, self.questions, check))

    def _place(self) -> str:
        """Give the sheet's link or path, where no flag does."""
        signs_in = paths.exists(self.cwd / paths.expanded(self.flags.credentials or CREDENTIALS))
        if self.questions is None:
            return _NOT_YET if signs_in else EMBEDDED_SHEET
        match self.questions.choice("Where do your interviews live?", _PLACES, 0 if signs_in else 2):
            case 0:
                return _NOT_YET
            case 1:
                return self.questions.text("Its link", "")
            case _:
                return self.questions.text("Its path; what is not there is made", EMBEDDED_SHEET)

    def _spelled(self, path: str, folder: Path) -> str:
        """Spell a path as the settings in `folder` should: relative, unless the user would not."""
        whole = self.cwd / paths.expanded(path)
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
        return path if paths.expanded(path).is_absolute() else Path(os.path.relpath(whole, folder)).as_posix()

    def _file(self, answers: Answers, config: Config, path: Path) -> Answers:
        """Adopt a file that is there, or make a workbook."""
        if paths.exists(path):
            sheet = open_sheet(config)
            answers = self._adopted(answers, sheet, sheet.read())
            return who.with_country(answers, self.questions, self.machine_timezone)
        if path.suffix.lower() != ".xlsx":
            raise ConfigError(f"there is no file {answers.sheet}; one that is made here must end in .xlsx")
        template = _template(answers)
        if not is_title(template.title):
            shown = json.dumps(template.title, ensure_ascii=False)
            raise ConfigError(
                f"--worksheet: {shown} is no name for a worksheet of a workbook; it has "
                "31 characters at most, none of : \\ / ? * [ ], no ' at its ends, and is not History"
            )
        answers = who.with_country(answers, self.questions, self.machine_timezone)
        try:
            create_from(path, template, self.today)
        except OSError as error:
            raise ConfigError(f"{answers.sheet} cannot be made here: {error.strerror}") from error
        self._say(f"Made {answers.sheet}.")
        return answers

    def _google(self, answers: Answers, config: Config) -> Answers:
        """Adopt a Google Sheet, laid out if it is empty; or make one."""
        with google.signed_in(config, self._consent) as session:
            if answers.sheet == _NOT_YET:
                google.refuse_without_a_drive(session)
                template = _template(answers)
                answers = who.asked(answers, self.questions, self.machine_timezone)
                timezone = answers.timezone or self.machine_timezone
                link = google.create(session, self.flags.new or TITLE, template, _locale(), timezone)
                self._say(f"Made {link}")  # said at once: if what follows fails, it is not lost
                answers = changed(answers, sheet=link)
            sheet = google.opened(session, answers)
            table = sheet.read()
            if is_blank(table):
                google.lay_out(session, table, _template(answers), self.today)
                self._say(f"Laid out the worksheet {table.worksheet}, with a row that shows how.")
            else:
                answers = self._adopted(answers, sheet, table)
            known = table.timezone if zone(table.timezone) else None
            return who.asked(answers, self.questions, known or self.machine_timezone)

    @property
    def _consent(self) -> google.Consent | None:
        """How to sign in, where there is somebody who can."""
        if self.questions is None:
            return None
        return google.Consent(self.flags.open_browser, self.flags.port, self._say)

    def _adopted(self, answers: Answers, sheet: Sheet, table: Table) -> Answers:
        if is_blank(table):
            raise ConfigError(
                f"{table.source} is empty; fill in headings, or name a file that is not there, which is made"
            )
        adoption = Adoption(sheet, table, self.console, self.questions, self.flags.add_columns)
        return changed(answers, columns=adoption.headings(answers.columns))

    def _extend(self, config: Config) -> None:
        """Add the columns that are missing to the sheet that settings name, and leave the settings alone."""
        if config.sheet_path is not None:
            self._extend_sheet(config, open_sheet(config))
            return
        with google.signed_in(config, self._consent) as session:
            self._extend_sheet(config, open_sheet(config, session))

    def _extend_sheet(self, config: Config, sheet: Sheet) -> None:
        Adoption(sheet, sheet.read(), self.console, self.questions, add=True).extend(config.columns)

    def _write(self, target: Path, answers: Answers) -> None:
        try:
            if target.exists():
                files.replace(paths.backup(target), target.read_bytes())
            files.replace(target, render(answers).encode())
        except OSError as error:
            raise ConfigError(f"{target} cannot be written: {error.strerror}") from error

    def _say_what_next(self, target: Path, answers: Answers) -> None:
        flags = "" if target == self.cwd / NAME else f"--config {shlex.quote(str(target))}"
        self._say(f"\nWrote {target.name}. What comes next:")
        after = list(calendar.after_sync(answers))
        steps = [
            f"Keep your interviews in {answers.sheet}.",
            *calendar.before_sync(answers),
            f"Run `{f'followups sync {flags}'.strip()}`"
            + ("." if after else ", and subscribe to the feed that it names."),
            *after,
        ]
        for number, step in enumerate([*steps, "Let cron do it from then on:"], 1):
            self._say(f"  {number}. {step}")
        self._say(f"       */15 * * * *  cd {shlex.quote(str(self.cwd))} && {by_cron(flags)}")

    def _try_out(self, answers: Answers, config: Config) -> None:
        """Offer a test event, where there is somebody to see it and a calendar that can."""
        reached = config.publish or config.feed.public_url
        if self.questions is None or self.clock is None or answers.calendar in {None, calendar.NONE}:
            return
        if answers.calendar and reached:
            from sync.init.trial import Trial  # noqa: PLC0415 heavy, and only for who asks for it

            self._say("")
            Trial(config, answers.calendar, self.machine_timezone, self.clock, self._say).run(self.questions)

    def _say(self, line: str) -> None:
        self.console.print(Text(line), soft_wrap=True)


def _refuse_unusable(flags: Flags) -> None:
    """Raise ConfigError for what no settings could hold, whatever the sheet is."""
    for flag, text in _texts(flags):
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ConfigError(f"--{flag}: {text!a} is not UTF-8 text; type it anew") from None
    if flags.worksheet is not None and not flags.worksheet.strip():
        raise ConfigError(
            f'--worksheet: "{flags.worksheet}" is no name for a worksheet; write one, or leave the flag out'
        )


def _texts(flags: Flags) -> Iterator[tuple[str, str]]:
    for each in fields(flags):
        value = getattr(flags, each.name)
        if isinstance(value, str | Path):
            yield each.name, str(value)
    for name, heading in flags.columns.items():
        yield "column", f"{name}={heading}"


def _template(answers: Answers) -> Template:
    """Give what a new sheet looks like, with the name and the headings that were asked for."""
    return changed(TEMPLATE.headed(answers.columns), title=answers.worksheet or TEMPLATE.title)


def _locale() -> str:
    """Give the user's locale as Google spells it: en_GB."""
    language, _ = locale.getlocale()
    return language if re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", language or "") and language else "en_US"
