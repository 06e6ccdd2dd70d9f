"""Dates as people write them, in the rows of a sheet: what they are taken for, and what `Why` may say."""

from dataclasses import replace
from datetime import date

import pytest

from sync.core.model import Interview
from tests.core.tables import AUCKLAND, LONDON, LOS_ANGELES, SETTINGS, cases, read, read_one, row

DAY = "2026-11-18"  # the Wednesday at which the clock stands, too


def instant(interview: Interview) -> str:
    assert interview.end
    return f"{interview.end:%Y-%m-%d %H:%M}"


@cases("""
    interview date        | interview time | clock               | ends utc
    2026-11-18 2pm PT     |                | America/Los_Angeles | 2026-11-18 23:00
    2026-11-18            | 2pm PT         | America/Los_Angeles | 2026-11-18 23:00
    2026-11-18            | 8pm PT         | America/Los_Angeles | 2026-11-19 05:00
    2026-11-18            | 2-2:30pm PT    | America/Los_Angeles | 2026-11-18 22:30
    18 Nov 14:00-14:45    |                | Pacific/Auckland    | 2026-11-18 01:45
    2026-11-18 14:00 GMT  |                | Pacific/Auckland    | 2026-11-18 15:00
""")
def test_a_zone_that_is_written_with_the_time_goes_before_the_rows(
    interview_date: str, interview_time: str, clock: str, ends_utc: str
) -> None:
    interview = read_one(
        row(interview_date=interview_date, interview_time=interview_time, time_zone=AUCKLAND.key)
    )
    assert (str(interview.zone), instant(interview)) == (clock, ends_utc)


def test_the_day_is_the_one_that_is_written_in_that_zone() -> None:
    interview = read_one(row(interview_date="18 Nov 2026, 8pm PT"))
    assert (interview.day, interview.zone) == (date(2026, 11, 18), LOS_ANGELES)


def test_what_a_date_was_taken_for_is_kept_for_why() -> None:
    sheet = row(interview_date="18 Nov", decision_expected="by 27 Nov", follow_up_on="1-2 Dec 2026")
    interview = read_one(sheet)
    assert interview.notes == (
        '"18 Nov" has no year, taken for Wed 18 Nov 2026',
        '"by 27 Nov" has no year, taken for Fri 27 Nov 2026',
        '"1-2 Dec 2026" counts by its end, Wed 2 Dec 2026',
    )


def test_the_sheets_locale_says_what_names_mean() -> None:
    sheet = replace(row(interview_date="giovedì 19 novembre 2026"), locale="it_IT")
    assert read_one(sheet).day == date(2026, 11, 19)


def test_a_decision_in_words_is_seen_from_the_interview_of_its_row() -> None:
    interview = read_one(row(interview_date=DAY, decision_expected="end of next week"))
    assert (interview.decision, interview.decision_words) == (date(2026, 11, 27), "end of next week")
    interview = read_one(row(interview_date="2026-11-25", decision_expected="end of next week"))
    assert interview.decision == date(2026, 12, 4)


def test_a_decision_with_a_date_has_no_words() -> None:
    interview = read_one(row(interview_date=DAY, decision_expected="2026-11-27"))
    assert (interview.decision, interview.decision_words, interview.notes) == (date(2026, 11, 27), "", ())


def test_the_holidays_of_the_users_country_are_no_working_days() -> None:
    sheet = row(interview_date="2026-12-24", decision_expected="2 working days")
    assert read_one(sheet).decision == date(2026, 12, 28)
    british = replace(SETTINGS, country="GB", subdivision="ENG")
    assert read_one(sheet, settings=british).decision == date(2026, 12, 30)


def test_words_without_an_interview_date_are_told() -> None:
    [interview], [problem] = read(row(interview_date=None, decision_expected="by Friday"))
    assert (interview.decision, problem.column) == (None, "Decision expected")
    assert problem.message.startswith('"by Friday" is relative to the day of the interview')


@pytest.mark.parametrize("cell", ["TBD", "to be scheduled", "noch offen", "N/A", "?"])
def test_a_date_that_is_not_known_yet_is_no_problem(cell: str) -> None:
    [interview], problems = read(row(interview_date=cell, decision_expected=cell, follow_up_on=cell))
    assert (interview.day, interview.decision, interview.follow_up_on, problems) == (None, None, None, ())
    assert interview.zone == LONDON
