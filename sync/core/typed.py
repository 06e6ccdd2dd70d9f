"""The columns of a table, typed: what each cell says, read beside those of its row that it depends on.

What one cell may hold is said in `values` and `people`; what a row says as a whole, in `parse`.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from sync.core import values
from sync.core.headings import unit_of
from sync.core.model import Cell, Mark, Person, Said, Table
from sync.core.occasions import NOBODY, Occasion, last, occasions, several
from sync.core.people import read_people
from sync.core.reader import Reader, line, lines, of_part, unless_blank
from sync.core.said import Taken, read_said
from sync.core.settings import Settings
from sync.core.values import Moment
from sync.core.values.dates import FOUR_MONTHS
from sync.core.workdays import Workdays

STANDARD = ("standard", False)
NOT_YET = Said(Mark.NOT_YET)
BY_MAIL = False  # TY-3

SEEN_FROM_INTERVIEW = ("decision_expected", "follow_up_on", "feedback_wanted")
MARKS = ("thank_you_sent", "references_notified", "checked_in", "replied")

A_YEAR, NINE_MONTHS = timedelta(days=366), timedelta(days=275)

FirstSeen: TypeAlias = Mapping[tuple[int, str], date]
TODAY: FirstSeen = MappingProxyType({})


class Beside(NamedTuple):
    """What the meaning of a date without a year depends on in its row."""

    interview_on: date | None
    first_seen: date | None  # where that is not today


@dataclass(frozen=True, slots=True)
class _Dates:
    """How the cells for a date are read in this sheet, on this day."""

    locale: str | None
    settings: Settings
    today: date
    workdays: Workdays

    def read(self, near: date, cell: Cell, ahead: timedelta = FOUR_MONTHS) -> Moment | None:
        """Read a date; `near` is when it was first seen, and so which year is meant where none is written."""
        if values.is_open(cell):
            return None
        day_first, locale = self.settings.day_first, self.locale
        return values.read_moment(cell, day_first=day_first, locale=locale, near=near, ahead=ahead)

    def to_do(self, beside: Beside, cell: Cell) -> Moment | None:
        """Read a day on which to do something: it lies ahead, and not before the interview."""
        near = beside.interview_on or beside.first_seen or self.today
        return self.read(near, cell, A_YEAR if beside.interview_on else NINE_MONTHS)

    def decision(self, beside: Beside, cell: Cell) -> Taken | None:
        if values.is_open(cell) or values.sole_ending(cell):
            return None
        return read_said(
            cell,
            beside.interview_on,
            self.workdays,
            near=beside.first_seen or self.today,
            day_first=self.settings.day_first,
            locale=self.locale,
        )

    def mark(self, beside: Beside, cell: Cell) -> Said | str:
        """Give what is said, or why it cannot be read: it may be the name of somebody in the row.

        A day without a year is one after the interview, and about when it was written: the earlier of both.
        """
        first_seen = beside.first_seen or self.today
        try:
            return values.read_mark(
                cell,
                day_first=self.settings.day_first,
                today=self.today,
                locale=self.locale,
                near=min(beside.interview_on or first_seen, first_seen),
            )
        except ValueError as refusal:
            return str(refusal)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the cells of each field say, row by row in the reader's order; a blank cell says None or "".

    `parts` are the interviews that a row has columns for, `present` those which each row has, and `last` the
    last of these. `written` has the cells of some fields as they are written, and `endings_in` how a row
    ended where that stands in the column of another field.
    """

    zone: list[tzinfo]
    parts: dict[str, Occasion]
    present: list[list[str]]
    last: list[str]
    length: list[timedelta | None]
    company: list[str]
    role: list[str]
    round: list[str]
    references: list[tuple[Person, ...]]
    contact_email: list[str]
    contact_phone: list[str]
    discussed: list[str]
    decision: list[Taken | None]
    follow_up_on: list[Moment | None]
    feedback_wanted: list[Moment | None]
    style: list[tuple[str, bool]]
    by_letter: list[bool]
    marks: dict[str, list[Said | str]]
    ended: list[str | None]
    endings_in: dict[str, list[str | None]]
    own_id: list[str]
    written: dict[str, list[str]]


def read_columns(
    reader: Reader, table: Table, settings: Settings, today: date, first_seen: FirstSeen
) -> Columns:
    """Read every column of a table; what cannot be read is reported to the reader.

    `first_seen` has, by row and field, the day on which a date without a year was first seen, where it was
    seen before.
    """
    column = reader.column
    dates = _Dates(table.locale, settings, today, Workdays(settings.country, settings.subdivision))

    def moments_of(field: str, part: str = "") -> list[Moment | None]:
        near = [first_seen.get((row, of_part(field, part)), today) for row in reader.rows]
        return reader.column_beside(near, of_part(field, part), dates.read, None)

    own_zone = column("time_zone", unless_blank(values.read_zone, None), None)
    clock = _sheets_clock(table, settings)
    zone = [own or clock for own in own_zone]
    parts = occasions(reader, moments_of, own_zone)
    present = [several(reader, parts, at, row) for at, row in enumerate(reader.rows)]
    lasts = [last(parts, present[at], at, zone[at]) for at in range(len(zone))]
    days = [parts[lasts[at]].day(at, zone[at]) for at in range(len(zone))]

    def beside(field: str) -> list[Beside]:
        rows = zip(reader.rows, days, strict=True)
        return [Beside(day, first_seen.get((row, field))) for row, day in rows]

    def to_do(field: str) -> list[Moment | None]:
        return reader.column_beside(beside(field), field, dates.to_do, None)

    no_mark: Said | str = NOT_YET
    ended, endings_in = _endings(reader)
    return Columns(
        zone=zone,
        parts=parts,
        present=present,
        last=lasts,
        length=_lengths(reader),
        company=column("company", line, ""),
        role=column("role", line, ""),
        round=column("round", line, ""),
        references=column("references", unless_blank(read_people, NOBODY), NOBODY),
        contact_email=column("contact_email", line, ""),
        contact_phone=column("contact_phone", line, ""),
        discussed=column("discussed", lines, ""),
        decision=reader.column_beside(beside("decision_expected"), "decision_expected", dates.decision, None),
        follow_up_on=to_do("follow_up_on"),
        style=column("style", unless_blank(values.read_style, STANDARD), STANDARD),
        by_letter=column("thank_you_by", unless_blank(values.read_letter, BY_MAIL), BY_MAIL),
        feedback_wanted=to_do("feedback_wanted"),
        marks={field: reader.column_beside(beside(field), field, dates.mark, no_mark) for field in MARKS},
        ended=ended,
        endings_in=endings_in,
        own_id=column("follow_up_id", line, ""),
        written={field: column(field, line, "") for field in (*SEEN_FROM_INTERVIEW, *MARKS)},
    )


def _lengths(reader: Reader) -> list[timedelta | None]:
    in_unit = partial(values.read_duration, unit=unit_of(reader.heading("duration")))
    return reader.column("duration", unless_blank(in_unit, None), None)


def _endings(reader: Reader) -> tuple[list[str | None], dict[str, list[str | None]]]:
    """Give how each row ended, and by field where that stands elsewhere than in a column of its own.

    Some write it, and nothing else, where others write the round, or the day of the decision.
    """
    own = [reader.column(field, values.ending, None) for field in ("outcome", "status")]
    elsewhere = {
        field: reader.column(field, values.sole_ending, None) for field in ("round", "decision_expected")
    }
    rows = zip(*own, *elsewhere.values(), strict=True)
    return [next(filter(None, row), None) for row in rows], elsewhere


def _sheets_clock(table: Table, settings: Settings) -> tzinfo:
    with suppress(ValueError):  # of none, or of one that nobody knows
        return values.read_zone(table.timezone)
    return settings.timezone
