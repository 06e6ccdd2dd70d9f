"""What followups.toml may say: its sections, their keys, and what each accepts.

Finding the file, and telling what is wrong in it, is left to `sync.config`.
"""

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    create_model,
    field_validator,
)

from sync.core.columns import OWN_HEADINGS, USER_HEADINGS, normalise
from sync.core.settings import Answer, Ask, CheckIn, Detail, Feed, Me, Overdue, References, ThankYou
from sync.core.workdays import subdivisions

SHEET_SUFFIXES = (".xlsx", ".xlsm", ".csv")
_BUCKET = r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]"
_OBJECT = r"(?!/)[!-~]*[^/]\.ics"  # beyond ASCII, clients spell it differently
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NOT_SAFE = (
    "is not a safe address; write an https:// link, or one on this machine such as http://127.0.0.1:8085"
)


def _wanted(sentence: str, test: Callable[[Any], bool] = lambda _: True) -> WrapValidator:
    """Take what the type takes and `test` agrees to; of anything else, say the sentence."""

    def validate(value: object, handler: ValidatorFunctionWrapHandler) -> object:
        try:
            taken = handler(value)
        except ValidationError:
            raise ValueError(sentence) from None
        if not test(taken):
            raise ValueError(sentence)
        return taken

    return WrapValidator(validate)


def _clock(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    return value


def _none_for_false(value: object) -> object:
    return None if value is False else value


def _https(value: object) -> object:
    """Read the webcal:// that calendar apps show as the https:// that it stands for."""
    return re.sub(r"^webcals?:", "https:", value, flags=re.IGNORECASE) if isinstance(value, str) else value


def is_url(text: str) -> bool:
    """Tell a link (http or https) from a path."""
    return text.isprintable() and re.fullmatch(r"https?://[^\s/]\S*", text) is not None


def is_loopback(url: str) -> bool:
    """Tell a link to this machine itself."""
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:  # [ without ]
        return False


def is_safe(url: str) -> bool:
    """Tell a link that a secret may be sent to: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        plain = parts.username is None and not (parts.query or parts.fragment) and parts.port != 0
    except ValueError:  # a port that is none
        return False
    return is_url(url) and plain and bool(parts.hostname) and (parts.scheme == "https" or is_loopback(url))


def _is_path(text: str) -> bool:
    try:
        Path(text).expanduser()
    except RuntimeError:  # ~somebody who is not there
        return False
    return bool(text.strip()) and "\0" not in text


def _is_sheet(text: str) -> bool:
    if is_url(text):
        return text.startswith("https:")
    return _is_path(text) and text.lower().endswith(SHEET_SUFFIXES)


def _is_target(text: str) -> bool:
    if is_url(text):
        return is_safe(text) and urlsplit(text).path.rpartition("/")[2] != ""
    return (
        re.fullmatch(rf"google-calendar|gs://{_BUCKET}(/{_OBJECT})?|s3://{_BUCKET}/{_OBJECT}", text)
        is not None
    )


def _tables(value: object) -> object:
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list of places; write each under a [[publish]] of its own")  # noqa: TRY004 - pydantic takes this one
    return tuple(value)


def zone(name: str | None) -> ZoneInfo | None:
    """Find a time zone by its IANA name; None where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (LookupError, ValueError, OSError):  # unknown, not a name at all, or the folder of a continent
        return None


_Text = Annotated[str, _wanted("is not text; write it in quotes")]
_Flag = Annotated[bool, _wanted("is not a yes or no; write true or false")]
_Always = Annotated[
    Literal[True], _wanted("is not possible: this column is always written; leave the line out")
]
_Time = Annotated[time, BeforeValidator(_clock), _wanted('is not a time of day; write it like "18:00"')]
_Minutes = Annotated[
    int, Field(ge=0, le=1440), _wanted("is not a number of minutes; write a whole number from 0 to 1440")
]
_Days = Annotated[
    int, Field(ge=1, le=250), _wanted("is not a number of working days; write a whole number from 1 to 250")
]
_DaysOrNone = Annotated[
    int, Field(ge=0, le=250), _wanted("is not a number of working days; write a whole number from 0 to 250")
]
_Alarm = Annotated[
    int | None,
    Field(ge=0, le=40320),
    BeforeValidator(_none_for_false),
    _wanted("is not an alarm; write the minutes before, a whole number from 0 to 40320, or false for none"),
]
_Heartbeat = Annotated[
    int | None,
    Field(ge=1, le=60),
    BeforeValidator(_none_for_false),
    _wanted("is not a number of days; write a whole number from 1 to 60, or false for none"),
]
_Sheet = Annotated[
    str,
    _wanted("is not a sheet; write a path to an .xlsx, .xlsm or .csv file, or an https:// link", _is_sheet),
]
_Zone = Annotated[
    str,
    _wanted(
        'is not a time zone; write its IANA name, such as "Europe/London"', lambda name: bool(zone(name))
    ),
]
_Country = Annotated[
    str,
    _wanted(
        'is not a country with known holidays; write its two letters, such as "GB"',
        lambda code: subdivisions(code) is not None,
    ),
]
_Detail = Annotated[Detail, _wanted('is not a kind of detail; write "full" or "private"')]
_Overdue = Annotated[Overdue, _wanted('is not what becomes of the overdue ones; write "roll-up" or "keep"')]
_Ics = Annotated[
    str,
    _wanted(
        "is not a path for a feed; write one that ends in .ics",
        lambda text: _is_path(text) and text.lower().endswith(".ics"),
    ),
]
_Url = Annotated[
    str,
    BeforeValidator(_https),
    _wanted("is not a link; write one that starts with https:// or http://", is_url),
]
_Folder = Annotated[str, _wanted("is not a path of a folder; write it in quotes", _is_path)]
_Path = Annotated[str, _wanted("is not a path of a file; write it in quotes", _is_path)]
_SignIn = Annotated[
    Literal["oauth", "service-account"],
    _wanted('is not a way of signing in; write "oauth" or "service-account"'),
]
_Target = Annotated[
    str,
    _wanted(
        'is not a place to publish to; write "google-calendar", an https:// address of a file without '
        "a password in it, gs://bucket, gs://bucket/name.ics or s3://bucket/name.ics",
        _is_target,
    ),
]
_CalendarId = Annotated[
    str,
    _wanted(
        "is not the id of a calendar; write it as Google Calendar's settings have it under \"Integrate "
        'calendar", such as "…@group.calendar.google.com"',
        lambda text: re.fullmatch(r"[!-?A-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+", text) is not None,
    ),
]
_Root = Annotated[str, _wanted(NOT_SAFE, is_safe)]
_Heading = Annotated[
    str,
    _wanted(
        "is not a heading; write yours as the sheet has it, in quotes", lambda text: bool(normalise(text))
    ),
]


class _Section(BaseModel):
    """A table of the file. Defaults are validated too: one may clash with what the user wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)


class _Me(_Section):
    name: _Text = Me().name
    email: _Text = Me().email
    phone: _Text = Me().phone


class _Headings(_Section):
    @field_validator("*")
    @classmethod
    def _no_heading_twice(cls, heading: str | None, info: ValidationInfo) -> str | None:
        for field, other in info.data.items():
            if heading and other and normalise(heading) == normalise(other):
                raise ValueError(f"is the heading of {field} already; give each field one of its own")
        return heading


def _not_before(later: time, earlier: str, info: ValidationInfo) -> time:
    if earlier in info.data and later < info.data[earlier]:
        raise ValueError(f'is before {earlier}, "{info.data[earlier]:%H:%M}"; write a later time')
    return later


class _ThankYou(_Section):
    at: _Time = ThankYou().at
    after_end: _Minutes = ThankYou().after_end
    latest: _Time = ThankYou().latest
    morning: _Time = ThankYou().morning
    missed_after: _Days = ThankYou().missed_after

    @field_validator("latest")
    @classmethod
    def _not_before_at(cls, latest: time, info: ValidationInfo) -> time:
        return _not_before(latest, "at", info)


class _References(_Section):
    after_end: _Minutes = References().after_end
    opens: _Time = References().opens
    closes: _Time = References().closes
    missed_after: _Days = References().missed_after

    @field_validator("closes")
    @classmethod
    def _not_before_opens(cls, closes: time, info: ValidationInfo) -> time:
        return _not_before(closes, "opens", info)


class _CheckIn(_Section):
    at: _Time = CheckIn().at
    without_decision: _Days = CheckIn().without_decision
    assertive_again: _Days = CheckIn().assertive_again
    gentle_later: _DaysOrNone = CheckIn().gentle_later
    missed_after: _Days = CheckIn().missed_after
    give_up_after: _Days = CheckIn().give_up_after


class _Ask(_Section):
    enabled: _Flag = Ask().enabled
    before: _Minutes = Ask().before
    without_time: _Time = Ask().without_time


class _Answer(_Section):
    enabled: _Flag = Answer().enabled
    at: _Time = Answer().at
    missed_after: _Days = Answer().missed_after


class _Rules(_Section):
    thank_you: _ThankYou = _ThankYou()
    references: _References = _References()
    check_in: _CheckIn = _CheckIn()
    ask: _Ask = _Ask()
    reply: _Answer = _Answer()
    offer_call: _Answer = _Answer()
    feedback: _Answer = _Answer()


class _Feed(_Section):
    path: _Ics = Feed().path
    name: _Text = Feed().name
    detail: _Detail = Feed().detail
    alarm: _Alarm = Feed().alarm
    overdue: _Overdue = Feed().overdue
    heartbeat: _Heartbeat = Feed().heartbeat
    public_url: _Url | None = Feed().public_url


class _Drafts(_Section):
    folder: _Folder | None = None


class _Publish(_Section):
    to: _Target
    user: _Text | None = None
    calendar: _CalendarId | None = None

    @field_validator("user")
    @classmethod
    def _of_a_web_server(cls, user: str | None, info: ValidationInfo) -> str | None:
        if user is not None and "to" in info.data and not is_url(info.data["to"]):
            raise ValueError("is for an https:// address only; leave it out")
        return user

    @field_validator("calendar")
    @classmethod
    def _of_google(cls, calendar: str | None, info: ValidationInfo) -> str | None:
        if calendar is not None and info.data.get("to", "google-calendar") != "google-calendar":
            raise ValueError('is for to = "google-calendar" only; leave it out')
        return calendar


class _Google(_Section):
    auth: _SignIn | None = None
    credentials: _Path = "credentials.json"
    api_root: _Root | None = None


class File(_Section):
    """The whole file, as `FILE` completes it: [columns] and [sheet_columns] take their keys from the core."""

    sheet: _Sheet
    worksheet: _Text | None = None
    timezone: _Zone | None = None
    country: _Country | None = None
    subdivision: _Text | None = None
    day_first: _Flag | None = None
    me: _Me = _Me()
    columns: _Headings
    rules: _Rules = _Rules()
    sheet_columns: _Section
    feed: _Feed = _Feed()
    drafts: _Drafts = _Drafts()
    publish: Annotated[tuple[_Publish, ...], BeforeValidator(_tables)] = ()
    google: _Google = _Google()

    @field_validator("publish")
    @classmethod
    def _no_target_twice(cls, publish: tuple[_Publish, ...]) -> tuple[_Publish, ...]:
        targets = [each.to for each in publish]
        for target in targets:
            if targets.count(target) > 1:
                raise ValueError(f"names {target} twice; leave one of them out")
        return publish

    @field_validator("subdivision")
    @classmethod
    def _part_of_country(cls, subdivision: str | None, info: ValidationInfo) -> str | None:
        if subdivision is None or "country" not in info.data:
            return subdivision
        country = info.data["country"]
        if country is None:
            raise ValueError('needs its country beside it; write a line such as country = "GB"')
        known = subdivisions(country) or ()
        if subdivision not in known:
            accepted = f"write one of {', '.join(known)}" if known else "leave it out"
            raise ValueError(f"is not a part of {country} with holidays of its own; {accepted}")
        return subdivision


_HEADING_OF_EACH: Any = dict.fromkeys(USER_HEADINGS, (_Heading | None, None))
_WRITTEN_OR_NOT: Any = dict.fromkeys(OWN_HEADINGS, (_Flag, True)) | {"follow_up_id": (_Always, True)}
_Columns = create_model("_Columns", __base__=_Headings, **_HEADING_OF_EACH)
_SheetColumns = create_model("_SheetColumns", __base__=_Section, **_WRITTEN_OR_NOT)

FILE = create_model(
    "FILE",
    __base__=File,
    columns=(_Columns, _Columns()),
    sheet_columns=(_SheetColumns, _SheetColumns()),
)
"""The whole file, with a key for each column of the sheet."""
