"""What followups.toml may say: its sections and their keys.

What each value accepts is left to `sync.config_values`; finding the file, and telling what is wrong in it,
to `sync.config`.
"""

from datetime import time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, create_model, field_validator

from sync import config_values as values
from sync.addresses import GOOGLE_CALENDAR, is_url
from sync.core.columns import OWN_HEADINGS, USER_HEADINGS, normalise
from sync.core.settings import Answer, Ask, CheckIn, Feed, Me, References, ThankYou
from sync.core.workdays import subdivisions


def _tables(value: object) -> object:
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list of places; write each under a [[publish]] of its own")  # noqa: TRY004 - pydantic takes this one
    return tuple(value)


class _Section(BaseModel):
    """A table of the file. Defaults are validated too: one may clash with what the user wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)


class _Me(_Section):
    name: values.Text = Me().name
    email: values.Text = Me().email
    phone: values.Text = Me().phone


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
    at: values.Time = ThankYou().at
    after_end: values.Minutes = ThankYou().after_end
    latest: values.Time = ThankYou().latest
    morning: values.Time = ThankYou().morning
    missed_after: values.Days = ThankYou().missed_after

    @field_validator("latest")
    @classmethod
    def _not_before_at(cls, latest: time, info: ValidationInfo) -> time:
        return _not_before(latest, "at", info)


class _References(_Section):
    after_end: values.Minutes = References().after_end
    opens: values.Time = References().opens
    closes: values.Time = References().closes
    missed_after: values.Days = References().missed_after

    @field_validator("closes")
    @classmethod
    def _not_before_opens(cls, closes: time, info: ValidationInfo) -> time:
        return _not_before(closes, "opens", info)


class _CheckIn(_Section):
    at: values.Time = CheckIn().at
    without_decision: values.Days = CheckIn().without_decision
    assertive_again: values.Days = CheckIn().assertive_again
    gentle_later: values.DaysOrNone = CheckIn().gentle_later
    missed_after: values.Days = CheckIn().missed_after
    give_up_after: values.Days = CheckIn().give_up_after


class _Ask(_Section):
    enabled: values.Flag = Ask().enabled
    before: values.Minutes = Ask().before
    without_time: values.Time = Ask().without_time


class _Answer(_Section):
    enabled: values.Flag = Answer().enabled
    at: values.Time = Answer().at
    missed_after: values.Days = Answer().missed_after


class _Rules(_Section):
    thank_you: _ThankYou = _ThankYou()
    references: _References = _References()
    check_in: _CheckIn = _CheckIn()
    ask: _Ask = _Ask()
    reply: _Answer = _Answer()
    offer_call: _Answer = _Answer()
    feedback: _Answer = _Answer()


class _Feed(_Section):
    path: values.Ics = Feed().path
    name: values.Text = Feed().name
    detail: values.FeedDetail = Feed().detail
    alarm: values.Alarm = Feed().alarm
    overdue: values.FeedOverdue = Feed().overdue
    heartbeat: values.Heartbeat = Feed().heartbeat
    public_url: values.Url | None = Feed().public_url


class _Drafts(_Section):
    folder: values.Folder | None = None


class _Publish(_Section):
    to: values.Target
    user: values.Text | None = None
    calendar: values.CalendarId | None = None

    @field_validator("user")
    @classmethod
    def _of_a_web_server(cls, user: str | None, info: ValidationInfo) -> str | None:
        if user is not None and "to" in info.data and not is_url(info.data["to"]):
            raise ValueError("is for an https:// address only; leave it out")
        return user

    @field_validator("calendar")
    @classmethod
    def _of_google(cls, calendar: str | None, info: ValidationInfo) -> str | None:
        if calendar is not None and info.data.get("to", GOOGLE_CALENDAR) != GOOGLE_CALENDAR:
            raise ValueError(f'is for to = "{GOOGLE_CALENDAR}" only; leave it out')
        return calendar


class _Google(_Section):
    auth: values.SignIn | None = None
    credentials: values.FilePath = "credentials.json"
    api_root: values.Root | None = None


class File(_Section):
    """The whole file, as `FILE` completes it: [columns] and [sheet_columns] take their keys from the core."""

    sheet: values.Sheet
    worksheet: values.Text | None = None
    timezone: values.Zone | None = None
    country: values.Country | None = None
    subdivision: values.Text | None = None
    day_first: values.Flag | None = None
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


_HEADING_OF_EACH: Any = dict.fromkeys(USER_HEADINGS, (values.Heading | None, None))
_WRITTEN_OR_NOT: Any = dict.fromkeys(OWN_HEADINGS, (values.Flag, True)) | {
    "follow_up_id": (values.Always, True)
}
_Columns = create_model("_Columns", __base__=_Headings, **_HEADING_OF_EACH)
_SheetColumns = create_model("_SheetColumns", __base__=_Section, **_WRITTEN_OR_NOT)

FILE = create_model(
    "FILE",
    __base__=File,
    columns=(_Columns, _Columns()),
    sheet_columns=(_SheetColumns, _SheetColumns()),
)
"""The whole file, with a key for each column of the sheet."""
