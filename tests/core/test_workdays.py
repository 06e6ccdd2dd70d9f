"""Working days around weekends, public holidays, leap days and the turn of the year."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.workdays import WEEKEND, Workdays, subdivisions

NOWHERE = Workdays()
ENGLAND = Workdays("GB", "ENG")
SCOTLAND = Workdays("GB", "SCT")
UNITED_STATES = Workdays("US")
ISRAEL = Workdays("IL")
IRAN = Workdays("IR")
CHINA = Workdays("CN")

ANY_CALENDAR = st.sampled_from([NOWHERE, ENGLAND, UNITED_STATES, ISRAEL, CHINA])
ANY_DAY = st.dates(date(1999, 1, 1), date(2060, 12, 31))
A_FEW = st.integers(1, 15)


@pytest.mark.parametrize(
    ("workdays", "day", "following"),
    [
        (NOWHERE, date(2026, 11, 16), date(2026, 11, 17)),  # Monday gives Tuesday
        (NOWHERE, date(2026, 11, 20), date(2026, 11, 23)),  # Friday gives Monday
        (NOWHERE, date(2026, 11, 21), date(2026, 11, 23)),  # so does Saturday
        (NOWHERE, date(2026, 12, 24), date(2026, 12, 25)),  # no country, no Christmas
        (NOWHERE, date(2028, 2, 28), date(2028, 2, 29)),  # a leap day is a day
        (NOWHERE, date(2026, 2, 27), date(2026, 3, 2)),
        (ENGLAND, date(2026, 12, 24), date(2026, 12, 29)),  # Boxing Day is a Saturday: Monday stands in
        (ENGLAND, date(2026, 12, 31), date(2027, 1, 4)),  # New Year's Day is a Friday
        (ENGLAND, date(2026, 5, 22), date(2026, 5, 26)),  # Spring Bank Holiday
        (ENGLAND, date(2027, 1, 1), date(2027, 1, 4)),
        (SCOTLAND, date(2026, 12, 31), date(2027, 1, 5)),  # 2 January is one too, observed on the 4th
        (UNITED_STATES, date(2027, 12, 30), date(2028, 1, 3)),  # Saturday's New Year observed the year before
        (ISRAEL, date(2026, 11, 19), date(2026, 11, 22)),  # Thursday gives Sunday
        (IRAN, date(2026, 11, 19), date(2026, 11, 21)),  # only Friday is free
        (CHINA, date(2026, 2, 13), date(2026, 2, 14)),  # a Saturday worked in exchange for the New Year week
    ],
)
def test_the_next_working_day_passes_over_weekends_and_holidays(
    workdays: Workdays, day: date, following: date
) -> None:
    assert workdays.next_after(day) == following


@pytest.mark.parametrize(
    ("workdays", "day", "days", "sum_"),
    [
        (NOWHERE, date(2026, 11, 18), 5, date(2026, 11, 25)),
        (NOWHERE, date(2026, 11, 18), 10, date(2026, 12, 2)),
        (NOWHERE, date(2026, 11, 21), 0, date(2026, 11, 21)),  # none added: the day itself, though a Saturday
        (ENGLAND, date(2026, 12, 22), 5, date(2026, 12, 31)),
        (ENGLAND, date(2028, 2, 28), 2, date(2028, 3, 1)),
    ],
)
def test_working_days_are_added(workdays: Workdays, day: date, days: int, sum_: date) -> None:
    assert workdays.add(day, days) == sum_


@pytest.mark.parametrize(
    ("workdays", "day", "reason"),
    [
        (NOWHERE, date(2026, 11, 20), None),
        (NOWHERE, date(2026, 11, 21), WEEKEND),
        (NOWHERE, date(2026, 12, 25), None),
        (ENGLAND, date(2026, 5, 25), "Spring Bank Holiday"),
        (ENGLAND, date(2026, 12, 28), "Boxing Day (observed)"),
        (ENGLAND, date(2026, 12, 27), WEEKEND),
        (Workdays("DE", "BY"), date(2027, 1, 6), "Epiphany"),  # English, wherever the package has it
        (ISRAEL, date(2026, 11, 20), WEEKEND),
    ],
)
def test_a_day_off_has_its_reason(workdays: Workdays, day: date, reason: str | None) -> None:
    assert workdays.why_not(day) == reason
    assert workdays.is_working(day) is (reason is None)


@settings(deadline=None)
@given(ANY_CALENDAR, ANY_DAY, A_FEW)
def test_a_sum_is_a_working_day_with_that_many_working_days_up_to_it(
    workdays: Workdays, day: date, days: int
) -> None:
    end = workdays.add(day, days)
    between = (day + timedelta(days=number) for number in range(1, (end - day).days + 1))
    assert workdays.is_working(end)
    assert sum(map(workdays.is_working, between)) == days


@settings(deadline=None)
@given(ANY_CALENDAR, ANY_DAY, A_FEW, st.integers(0, 15))
def test_two_additions_are_one(workdays: Workdays, day: date, first: int, second: int) -> None:
    assert workdays.add(workdays.add(day, first), second) == workdays.add(day, first + second)


@settings(deadline=None)
@given(ANY_CALENDAR, ANY_DAY)
def test_the_next_working_day_is_one_added(workdays: Workdays, day: date) -> None:
    assert workdays.next_after(day) == workdays.add(day, 1)


@settings(deadline=None, max_examples=25)  # each makes its calendars anew
@given(st.sampled_from(["GB", "US", "CN", "SA"]), st.lists(ANY_DAY, max_size=4))
def test_an_answer_does_not_depend_on_what_was_asked_before(country: str, days: list[date]) -> None:
    asked = Workdays(country)
    forward = [asked.why_not(day) for day in days]
    assert forward == [Workdays(country).why_not(day) for day in days]


@pytest.mark.parametrize("workdays", [NOWHERE, ENGLAND, CHINA])
def test_time_has_two_ends(workdays: Workdays) -> None:
    assert workdays.next_after(date.min) > date.min
    with pytest.raises(OverflowError):
        workdays.next_after(date.max)


@pytest.mark.parametrize(
    ("country", "codes"),
    [
        ("GB", ("ENG", "NIR", "SCT", "WLS")),
        ("JP", ()),
        ("XX", None),
        ("gb", None),
        ("England", None),
        ("", None),
        ("ECB", None),  # a bank's calendar, not a country's
    ],
)
def test_a_country_is_known_by_its_two_letters(country: str, codes: tuple[str, ...] | None) -> None:
    assert subdivisions(country) == codes


def test_the_holidays_package_is_not_imported_without_a_country() -> None:
    code = (
        "import sys; from datetime import date; from sync.core.workdays import Workdays; "
        "Workdays().next_after(date(2026, 11, 20)); assert 'holidays' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
