"""Specification of dates with their year: every form that is read, and every doubt that is refused."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from sync.core.model import Cell
from sync.core.values import read_moment

DAY = date(2026, 11, 18)
AT_TWO = datetime.combine(DAY, time(14))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-18", "2026/11/18", "2026.11.18", "2026-11-18 00:00:00",
        "18.11.2026", "18.11.26", "18. 11. 2026", "18/11/2026", "18-11-2026", "18/11/26", "11/18/2026",
        "18 Nov 2026", "18-Nov-26", "18 Nov '26", "18. November 2026", "18th of November, 2026", "18NOV2026",
        "Nov 18, 2026", "Nov. 18 2026", "November 18th 2026", "nov-18-2026",
        "Wed 18 Nov 2026", "Wed, 18/11/2026", "Wednesday, November 18, 2026", "  18\xa0Nov\n2026 ",
    ],
)  # fmt: skip
def test_a_date_is_read_in_the_usual_forms(text: str) -> None:
    assert read_moment(text, day_first=None).on == DAY
    assert type(read_moment(text, day_first=None).on) is date


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-18 14:00", "2026-11-18T14:00:00", "2026-11-18T14:00", "18.11.2026 14.00", "18/11/2026, 2pm",
        "18 Nov 2026 at 14:00", "Nov 18, 2026, 2:00 PM", "18 Nov 2026 14h", "18 Nov 2026 14h00",
        "Wed 18 Nov 2026 @ 2 p.m.", "18 November 2026 - 14:00", "18 Nov 26 2pm",
    ],
)  # fmt: skip
def test_a_time_may_follow_the_date(text: str) -> None:
    assert read_moment(text, day_first=None).on == AT_TWO


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-18T14:00:00Z", AT_TWO.replace(tzinfo=UTC)),
        ("2026-11-18T14:00:00.000z", AT_TWO.replace(tzinfo=UTC)),
        ("2026-11-18 14:00+01:00", AT_TWO.replace(tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-18 14:00:00 -0500", AT_TWO.replace(tzinfo=timezone(timedelta(hours=-5)))),
        ("2026-11-18T00:00Z", datetime(2026, 11, 18, tzinfo=UTC)),
    ],
)
def test_an_offset_gives_an_aware_time(text: str, moment: datetime) -> None:
    found = read_moment(text, day_first=None).on
    assert isinstance(found, datetime)
    assert (found, found.utcoffset()) == (moment, moment.utcoffset())


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (DAY, DAY),
        (AT_TWO, AT_TWO),
        (datetime.combine(DAY, time()), DAY),
        (AT_TWO - timedelta(microseconds=3), AT_TWO),
        (46344, DAY),
        (46344.0, DAY),
        (46344.583333333, AT_TWO),
    ],
)
def test_real_dates_and_serial_numbers_are_dates_and_midnight_is_no_time(cell: Cell, found: date) -> None:
    assert read_moment(cell, day_first=None).on == found


@pytest.mark.parametrize(
    ("text", "day_first", "found"),
    [
        ("03/04/2026", True, date(2026, 4, 3)),
        ("03/04/2026", False, date(2026, 3, 4)),
        ("03-04-26", False, date(2026, 3, 4)),
        ("03.04.2026", False, date(2026, 4, 3)),
        ("03.04.2026", None, date(2026, 4, 3)),
        ("2026/04/03", False, date(2026, 4, 3)),
        ("05/05/2026", None, date(2026, 5, 5)),
        ("13/04/2026", False, date(2026, 4, 13)),
        ("04/13/2026", True, date(2026, 4, 13)),
    ],
)
def test_day_first_decides_only_where_both_readings_are_dates(
    text: str, *, day_first: bool | None, found: date
) -> None:
    assert read_moment(text, day_first=day_first).on == found


NOT_A_DATE = "is not a date; write it like 2026-11-18 or 18 Nov 2026"
NO_YEAR = "has no year; write it like 18 Nov 2026"
TOO_MUCH = "has more than a date and a time; write it like 2026-11-18 14:00"
YEARS = "outside the years 1990 to 2100"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (
            "03/04/2026",
            '"03/04/2026" could be 3 April or March 4; write it like 2026-04-03, or set day_first',
        ),
        ("Tue 18 Nov 2026", "2026-11-18 is a Wednesday"),
        ("13/45/2026", f'"13/45/2026" {NOT_A_DATE}'),
        ("31/02/2026", NOT_A_DATE),
        ("29 Feb 2027", NOT_A_DATE),
        ("18 Nox 2026", NOT_A_DATE),
        ("18 Nov", NO_YEAR),
        ("18 Nov 14:00", NO_YEAR),
        ("Nov 18 11am", NO_YEAR),
        ("Wed", NOT_A_DATE),
        ("next week", NOT_A_DATE),
        ("18/11/20261", NOT_A_DATE),
        ("2026-11-18" + " or so" * 20, NOT_A_DATE),
        (True, f'"TRUE" {NOT_A_DATE}'),
        (46, NOT_A_DATE),
        (1e12, NOT_A_DATE),
        (float("nan"), NOT_A_DATE),
        (time(14), NOT_A_DATE),
        (timedelta(hours=1), NOT_A_DATE),
        ("18 Nov 1926", YEARS),
        (date(2150, 1, 1), YEARS),
        (80_000, YEARS),
        ("2026-11-18 14:00 Mars", TOO_MUCH),
        ("2026-11-18 14:00-15:00-16:00", TOO_MUCH),
        ("2026-11-18T14:00+99:00", TOO_MUCH),
        ("2026-11-18 25:00", TOO_MUCH),
        ("18 Nov 2026, maybe", TOO_MUCH),
        ("18 Nov 2026?", TOO_MUCH),
    ],
)
def test_what_is_no_date_or_in_doubt_is_refused_with_what_would_be_accepted(
    cell: Cell, sentence: str
) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the sentence is compared below
        read_moment(cell, day_first=None)
    assert sentence in str(refusal.value)
