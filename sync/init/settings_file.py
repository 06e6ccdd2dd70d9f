"""The text of a new followups.toml: what was answered, and beside it what else can be said, commented out."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import tomlkit

from sync import config
from sync.addresses import GOOGLE_CALENDAR
from sync.config import Publish
from sync.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Answers:
    """What goes into the file; None where the default will do. Paths are as the file spells them."""

    sheet: str
    worksheet: str | None = None
    timezone: str | None = None
    country: str | None = None
    day_first: bool | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    feed: str | None = None
    auth: str | None = None
    credentials: str | None = None
    calendar: str | None = None  # what the phone shows; not a setting
    publish: tuple[Publish, ...] = ()
    public_url: str | None = None
    heartbeat: int | None = None  # days


def checked(answers: Answers, folder: Path, environ: Mapping[str, str]) -> config.Config:
    """Give the settings that the file will stand for, in `folder`. Raises ConfigError as reading it would."""
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside, config.NAME)
        path.write_text(render(answers), "utf-8")
        try:
            found = config.load(
                Path(config.NAME), cwd=Path(aside), user_config_dir=Path(aside), environ=environ
            )
        except ConfigError as error:
            raise ConfigError(str(error).replace(f"{config.NAME}: ", "")) from None
    return replace(found, path=folder / config.NAME, folder=folder)


def render(answers: Answers) -> str:
    """Give the file."""
    return "\n".join([*_top(answers), *_sections(answers)]) + "\n"


def _top(answers: Answers) -> Iterator[str]:
    yield "# Interview follow-ups: the settings of `make sync`. The README explains all of them."
    yield "# A line that begins with # is not in force: it shows the default or an example."
    yield ""
    yield "# where your interviews are: the link of a Google Sheet, or a path to an .xlsx or .csv file"
    yield _line("sheet", answers.sheet)
    yield "# the worksheet; by default the one that looks like interviews"
    yield _setting("worksheet", answers.worksheet, "Interviews")
    yield "# your time zone; by default the sheet's, else this machine's"
    yield _setting("timezone", answers.timezone, "Europe/London")
    yield "# whose public holidays are not working days; by default the region of the sheet's locale"
    yield _setting("country", answers.country, "GB")
    yield "# whether 03/04/2026, typed as text, is the 3rd of April; by default by the sheet's locale"
    yield _setting("day_first", answers.day_first, example=True)


def _sections(answers: Answers) -> Iterator[str]:
    me = {"name": answers.name, "email": answers.email, "phone": answers.phone}
    yield from _section(
        "me", "signs the drafts", me, {"name": "Pauline Hayes", "email": "", "phone": "+44 20 7946 0000"}
    )
    yield from _section(
        "columns", "your own headings, where they differ", answers.columns, {"company": "Employer"}
    )
    yield from _section("rules.thank_you", "when to send a thank-you, on the day", {}, {"at": "18:00"})
    yield from _section(
        "rules.check_in", "working days before asking, where they named no date", {}, {"without_decision": 5}
    )
    yield from _feed(answers)
    yield from _publish(answers.publish)
    google = {"auth": answers.auth, "credentials": answers.credentials}
    if any(google.values()):
        yield from _section("google", "how to sign in", google, {})


def _feed(answers: Answers) -> Iterator[str]:
    note = (
        "the calendar; private leaves out names and drafts, and after the days of heartbeat "
        "it tells that this machine has stopped syncing"
    )
    feed = {"path": answers.feed, "public_url": answers.public_url, "heartbeat": answers.heartbeat}
    example: dict[str, str | int] = {"path": "feed/followups.ics", "detail": "private", "alarm": 15}
    yield from _section("feed", note, feed, example | {"heartbeat": 3})


def _publish(places: tuple[Publish, ...]) -> Iterator[str]:
    yield ""
    yield "# where the feed goes beside its file, any number: google-calendar, https://, gs:// or s3://"
    for place in places:
        yield "[[publish]]"
        for key, value in asdict(place).items():
            if value:
                yield _line(key, value)
    if not places:
        yield "# [[publish]]"
        yield f"# {_line('to', GOOGLE_CALENDAR)}"


def _section(
    title: str,
    note: str,
    settings: Mapping[str, str | int | None],
    examples: Mapping[str, str | int],
) -> Iterator[str]:
    """Give a section; where nothing in it is in force, neither is its head."""
    given = {key: value for key, value in settings.items() if value}
    yield ""
    yield f"# {note}"
    yield f"[{title}]" if given else f"# [{title}]"
    for key, value in given.items():
        yield _line(key, value)
    if not (title == "columns" and given):
        for key, example in examples.items():
            if key not in given:
                yield f"# {_line(key, example)}"


def _setting(key: str, value: str | bool | None, example: str | bool) -> str:  # noqa: FBT001 an example of a yes
    return f"# {_line(key, example)}" if value is None else _line(key, value)


def _line(key: str, value: str | int) -> str:
    return f"{tomlkit.key(key).as_string()} = {tomlkit.item(value).as_string()}"
