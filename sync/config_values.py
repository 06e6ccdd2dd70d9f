"""What each kind of value in followups.toml accepts, and the sentence for one that it does not.

Which key takes which is left to `sync.config_file`.
"""

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from sync.addresses import GOOGLE_CALENDAR, NOT_SAFE, is_safe, is_url
from sync.core.columns import normalise
from sync.core.settings import Detail, Overdue
from sync.core.workdays import subdivisions

SHEET_SUFFIXES = (".xlsx", ".xlsm", ".csv")
_BUCKET = r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]"
_OBJECT = r"(?!/)[!-~]*[^/]\.ics"  # beyond ASCII, clients spell it differently


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
        re.fullmatch(rf"{GOOGLE_CALENDAR}|gs://{_BUCKET}(/{_OBJECT})?|s3://{_BUCKET}/{_OBJECT}", text)
        is not None
    )


def zone(name: str | None) -> ZoneInfo | None:
    """Find a time zone by its IANA name; None where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (LookupError, ValueError, OSError):  # unknown, not a name at all, or the folder of a continent
        return None


Text = Annotated[str, _wanted("is not text; write it in quotes")]
Flag = Annotated[bool, _wanted("is not a yes or no; write true or false")]
Always = Annotated[
    Literal[True], _wanted("is not possible: this column is always written; leave the line out")
]
Time = Annotated[time, BeforeValidator(_clock), _wanted('is not a time of day; write it like "18:00"')]
Minutes = Annotated[
    int, Field(ge=0, le=1440), _wanted("is not a number of minutes; write a whole number from 0 to 1440")
]
Days = Annotated[
    int, Field(ge=1, le=250), _wanted("is not a number of working days; write a whole number from 1 to 250")
]
DaysOrNone = Annotated[
    int, Field(ge=0, le=250), _wanted("is not a number of working days; write a whole number from 0 to 250")
]
Alarm = Annotated[
    int | None,
    Field(ge=0, le=40320),
    BeforeValidator(_none_for_false),
    _wanted("is not an alarm; write the minutes before, a whole number from 0 to 40320, or false for none"),
]
Heartbeat = Annotated[
    int | None,
    Field(ge=1, le=60),
    BeforeValidator(_none_for_false),
    _wanted("is not a number of days; write a whole number from 1 to 60, or false for none"),
]
Sheet = Annotated[
    str,
    _wanted("is not a sheet; write a path to an .xlsx, .xlsm or .csv file, or an https:// link", _is_sheet),
]
Zone = Annotated[
    str,
    _wanted(
        'is not a time zone; write its IANA name, such as "Europe/London"', lambda name: bool(zone(name))
    ),
]
Country = Annotated[
    str,
    _wanted(
        'is not a country with known holidays; write its two letters, such as "GB"',
        lambda code: subdivisions(code) is not None,
    ),
]
FeedDetail = Annotated[Detail, _wanted('is not a kind of detail; write "full" or "private"')]
FeedOverdue = Annotated[
    Overdue, _wanted('is not what becomes of the overdue ones; write "roll-up" or "keep"')
]
Ics = Annotated[
    str,
    _wanted(
        "is not a path for a feed; write one that ends in .ics",
        lambda text: _is_path(text) and text.lower().endswith(".ics"),
    ),
]
Url = Annotated[
    str,
    BeforeValidator(_https),
    _wanted("is not a link; write one that starts with https:// or http://", is_url),
]
Folder = Annotated[str, _wanted("is not a path of a folder; write it in quotes", _is_path)]
FilePath = Annotated[str, _wanted("is not a path of a file; write it in quotes", _is_path)]
SignIn = Annotated[
    Literal["oauth", "service-account"],
    _wanted('is not a way of signing in; write "oauth" or "service-account"'),
]
Target = Annotated[
    str,
    _wanted(
        'is not a place to publish to; write "google-calendar", an https:// address of a file without '
        "a password in it (%20 for a space), gs://bucket, gs://bucket/name.ics or s3://bucket/name.ics",
        _is_target,
    ),
]
CalendarId = Annotated[
    str,
    _wanted(
        "is not the id of a calendar; write it as Google Calendar's settings have it under \"Integrate "
        'calendar", such as "…@group.calendar.google.com"',
        lambda text: re.fullmatch(r"[!-?A-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+", text) is not None,
    ),
]
Root = Annotated[str, _wanted(NOT_SAFE, is_safe)]
Heading = Annotated[
    str,
    _wanted(
        "is not a heading; write yours as the sheet has it, in quotes", lambda text: bool(normalise(text))
    ),
]
