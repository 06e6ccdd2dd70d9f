"""The follow-up protocol as a specification: each rule by its id, with the cases in sight.

Where a table names no zone, the user and the company are both in London. Durations are minutes.
"""

from dataclasses import replace
from datetime import UTC, date, time
from zoneinfo import ZoneInfo

import pytest

from sync.core.model import FollowUp, Kind, Person, Seen, State
from sync.core.settings import CheckIn, References, Settings, ThankYou
from tests.core.tables import ID, LONDON, MINUTE, SETTINGS, cases, follow_ups, local, protocol, read_one, row

ENGLAND = replace(SETTINGS, country="GB", subdivision="ENG")


def with_rules(
    *,
    thank_you: ThankYou | None = None,
    references: References | None = None,
    check_in: CheckIn | None = None,
) -> Settings:
    rules = replace(
        SETTINGS.rules,
        thank_you=thank_you or ThankYou(),
        references=references or References(),
        check_in=check_in or CheckIn(),
    )
    return replace(SETTINGS, rules=rules)


def at_home_in(zone: str) -> Settings:
    return replace(SETTINGS, timezone=ZoneInfo(zone))


def told(items: list[FollowUp], zone: ZoneInfo = LONDON) -> list[tuple[str, str]]:
    return [(local(item.due, zone), item.why) for item in items]


def states(items: list[FollowUp]) -> list[str]:
    return [item.state.value for item in items]


# Thank-you


@cases("""
    interviewers                     | thanked
    Jane Doe                         | Jane Doe
    Jane Doe; Bob Roe                | Jane Doe, Bob Roe
    Bob Roe and Jane Doe and Ann Lee | Bob Roe, Jane Doe, Ann Lee
    Jane Doe; JANE DOE               | Jane Doe
                                     | the interviewer
""")
def test_ty_1_each_person_met_is_thanked_and_never_the_row(interviewers: str, thanked: str) -> None:
    items = follow_ups(row(interview_date="2026-11-18", interviewers=interviewers), kind=Kind.THANK_YOU)
    assert ", ".join(item.who for item in items) == thanked


def test_ty_1_the_title_says_whom_to_thank_and_where() -> None:
    sheet = row(interview_date="2026-11-18", interviewers="Jane Doe; Bob Roe")
    titles = [item.title for item in follow_ups(sheet, kind=Kind.THANK_YOU)]
    assert titles == ["Thank Jane Doe (Acme)", "Thank Bob Roe (Acme)"]


@cases("""
    start            | lasts | due                  | why
    2026-11-18 09:00 | 60    | Wed 2026-11-18 18:00 | TY-2: same evening
    2026-11-18 16:30 | 60    | Wed 2026-11-18 18:00 | TY-2: same evening
    2026-11-18 16:30 | 61    | Wed 2026-11-18 18:01 | TY-2: half an hour after a late end
    2026-11-18 20:00 | 60    | Wed 2026-11-18 21:30 | TY-2: half an hour after a late end
    2026-11-18 20:00 | 61    | Thu 2026-11-19 08:30 | TY-2: it ends too late for that evening; next morning
    2026-11-18 22:59 | 60    | Thu 2026-11-19 08:30 | TY-2: it ends too late for that evening; next morning
    2026-11-18 23:00 | 60    | Thu 2026-11-19 18:00 | TY-2: same evening
    2026-11-18 23:30 | 60    | Thu 2026-11-19 18:00 | TY-2: same evening
    2026-11-21 10:00 | 60    | Sat 2026-11-21 18:00 | TY-2: same evening
    2026-12-25 10:00 | 60    | Fri 2026-12-25 18:00 | TY-2: same evening
    2026-12-31 20:30 | 60    | Fri 2027-01-01 08:30 | TY-2: it ends too late for that evening; next morning
    2028-02-28 20:30 | 60    | Tue 2028-02-29 08:30 | TY-2: it ends too late for that evening; next morning
    2028-02-29 20:30 | 60    | Wed 2028-03-01 08:30 | TY-2: it ends too late for that evening; next morning
""")
def test_ty_2_the_same_evening_or_soon_after_a_late_end(start: str, lasts: str, due: str, why: str) -> None:
    sheet = row(interview_date=start, duration=lasts, interviewers="Jane Doe")
    assert told(follow_ups(sheet, kind=Kind.THANK_YOU, settings=ENGLAND)) == [(due, why)]


@cases("""
    company             | start            | user                | ends there | due
    America/Los_Angeles | 2026-11-18 16:00 | Pacific/Auckland    | Thu 14:00  | Thu 2026-11-19 18:00
    America/Los_Angeles | 2026-11-18 20:00 | Pacific/Auckland    | Thu 18:00  | Thu 2026-11-19 18:30
    America/Los_Angeles | 2026-11-18 23:00 | Pacific/Auckland    | Thu 21:00  | Thu 2026-11-19 21:30
    America/Los_Angeles | 2026-11-18 23:01 | Pacific/Auckland    | Thu 21:01  | Fri 2026-11-20 08:30
    America/Los_Angeles | 2026-11-18       | Pacific/Auckland    | Thu 14:00  | Thu 2026-11-19 18:00
    Pacific/Auckland    | 2026-11-18 09:00 | America/Los_Angeles | Tue 13:00  | Tue 2026-11-17 18:00
    Pacific/Auckland    | 2026-11-18 13:30 | America/Los_Angeles | Tue 17:30  | Tue 2026-11-17 18:00
    Asia/Kolkata        | 2026-11-18 23:00 | Europe/London       | Wed 18:30  | Wed 2026-11-18 19:00
    America/Los_Angeles | 2026-11-18       | Europe/London       | Thu 01:00  | Thu 2026-11-19 18:00
    UTC+5:45            | 2026-11-18 22:00 | Europe/London       | Wed 17:15  | Wed 2026-11-18 18:00
""")
def test_ty_2_the_day_is_the_one_on_which_it_ends_on_the_users_clock(
    company: str, start: str, user: str, ends_there: str, due: str
) -> None:
    sheet = row(interview_date=start, time_zone=company)
    settings = at_home_in(user)
    end = read_one(sheet).end
    [thanks] = follow_ups(sheet, kind=Kind.THANK_YOU, settings=settings)
    assert end is not None
    assert f"{end.astimezone(settings.timezone):%a %H:%M}" == ends_there
    assert local(thanks.due, settings.timezone) == due


@cases("""
    place            | start            | due                  | in UTC
    Europe/London    | 2026-03-28 21:00 | Sun 2026-03-29 08:30 | Sun 2026-03-29 07:30
    Europe/London    | 2026-10-24 21:00 | Sun 2026-10-25 08:30 | Sun 2026-10-25 08:30
    America/New_York | 2026-03-07 21:00 | Sun 2026-03-08 08:30 | Sun 2026-03-08 12:30
    America/New_York | 2026-10-31 21:00 | Sun 2026-11-01 08:30 | Sun 2026-11-01 13:30
    Australia/Sydney | 2026-10-03 21:00 | Sun 2026-10-04 08:30 | Sat 2026-10-03 21:30
    Australia/Sydney | 2026-04-04 21:00 | Sun 2026-04-05 08:30 | Sat 2026-04-04 22:30
    Pacific/Auckland | 2026-09-26 21:00 | Sun 2026-09-27 08:30 | Sat 2026-09-26 19:30
""")
def test_ty_2_keeps_to_the_wall_clock_over_a_night_that_changes_it(
    place: str, start: str, due: str, in_utc: str
) -> None:
    settings = at_home_in(place)
    [thanks] = follow_ups(row(interview_date=start, time_zone=place), kind=Kind.THANK_YOU, settings=settings)
    assert local(thanks.due, settings.timezone) == due
    assert thanks.due.astimezone(UTC).strftime(MINUTE) == in_utc


@cases("""
    place            | start            | wanted | due                  | in UTC
    Europe/London    | 2026-03-28 21:00 | 01:30  | Sun 2026-03-29 02:30 | Sun 2026-03-29 01:30
    Europe/London    | 2026-10-24 21:00 | 01:30  | Sun 2026-10-25 01:30 | Sun 2026-10-25 00:30
    America/New_York | 2026-03-07 21:00 | 02:30  | Sun 2026-03-08 03:30 | Sun 2026-03-08 07:30
    America/New_York | 2026-10-31 21:00 | 01:30  | Sun 2026-11-01 01:30 | Sun 2026-11-01 05:30
    Australia/Sydney | 2026-10-03 21:00 | 02:30  | Sun 2026-10-04 03:30 | Sat 2026-10-03 16:30
    Africa/Cairo     | 2026-04-23 21:00 | 00:30  | Fri 2026-04-24 01:30 | Thu 2026-04-23 22:30
""")
def test_ty_2_a_time_that_the_night_leaves_out_is_an_hour_later_and_one_it_has_twice_is_the_first(
    place: str, start: str, wanted: str, due: str, in_utc: str
) -> None:
    rules = with_rules(thank_you=ThankYou(morning=time.fromisoformat(wanted)))
    settings = replace(rules, timezone=ZoneInfo(place))
    [thanks] = follow_ups(row(interview_date=start, time_zone=place), kind=Kind.THANK_YOU, settings=settings)
    assert local(thanks.due, settings.timezone) == due
    assert thanks.due.astimezone(UTC).strftime(MINUTE) == in_utc


@cases("""
    place            | start            | lasts | ends
    Europe/London    | 2026-03-29 00:30 | 60    | Sun 2026-03-29 02:30
    Europe/London    | 2026-03-29 01:30 | 60    | Sun 2026-03-29 03:30
    Europe/London    | 2026-10-25 00:30 | 60    | Sun 2026-10-25 01:30
    Europe/London    | 2026-10-25 00:30 | 120   | Sun 2026-10-25 01:30
    America/New_York | 2026-11-01 00:30 | 180   | Sun 2026-11-01 02:30
""")
def test_an_interview_lasts_as_long_as_it_lasts_on_a_night_that_changes_the_clock(
    place: str, start: str, lasts: str, ends: str
) -> None:
    end = read_one(row(interview_date=start, duration=lasts, time_zone=place)).end
    assert end is not None
    assert local(end, ZoneInfo(place)) == ends


@cases("""
    start            | lasts | due
    2026-11-18 17:30 | 60    | Wed 2026-11-18 19:15
    2026-11-18 17:30 | 61    | Wed 2026-11-18 19:16
    2026-11-18 21:00 | 60    | Wed 2026-11-18 22:45
    2026-11-18 21:00 | 61    | Thu 2026-11-19 07:00
""")
def test_ty_2_has_its_settings(start: str, lasts: str, due: str) -> None:
    settings = with_rules(thank_you=ThankYou(at=time(19, 15), after_end=45, latest=time(22), morning=time(7)))
    [thanks] = follow_ups(row(interview_date=start, duration=lasts), kind=Kind.THANK_YOU, settings=settings)
    assert local(thanks.due) == due


@cases("""
    thank-you by | sent | why
                 |      | TY-2: same evening
    e-mail       |      | TY-2: same evening
    letter       |      | TY-2: same evening; TY-3: by letter or card
    a card       |      | TY-2: same evening; TY-3: by letter or card
    card         | yes  | TY-2: same evening; done
    pigeon       |      | TY-2: same evening
""")
def test_ty_3_by_email_unless_the_row_says_letter_or_card(thank_you_by: str, sent: str, why: str) -> None:
    sheet = row(
        interview_date="2026-11-18", interviewers="Jane Doe", thank_you_by=thank_you_by, thank_you_sent=sent
    )
    assert [item.why for item in follow_ups(sheet, kind=Kind.THANK_YOU)] == [why]


@cases("""
    interview  | today      | country | state     | why
    2026-11-18 | 2026-11-17 |         | scheduled | TY-2: same evening
    2026-11-18 | 2026-11-18 |         | due       | TY-2: same evening
    2026-11-18 | 2026-11-19 |         | overdue   | TY-2: same evening
    2026-11-18 | 2026-11-25 |         | overdue   | TY-2: same evening
    2026-11-18 | 2026-11-26 |         | missed    | TY-6: not done within 5 working days of Wed 18 Nov
    2026-11-20 | 2026-11-27 |         | overdue   | TY-2: same evening
    2026-11-20 | 2026-11-28 |         | missed    | TY-6: not done within 5 working days of Fri 20 Nov
    2026-12-22 | 2026-12-30 |         | missed    | TY-6: not done within 5 working days of Tue 22 Dec
    2026-12-22 | 2026-12-31 | GB      | overdue   | TY-2: same evening
    2026-12-22 | 2027-01-01 | GB      | missed    | TY-6: not done within 5 working days of Tue 22 Dec
    2028-02-24 | 2028-03-02 |         | overdue   | TY-2: same evening
    2028-02-24 | 2028-03-03 |         | missed    | TY-6: not done within 5 working days of Thu 24 Feb
""")
def test_ty_6_thanks_are_missed_after_five_working_days(
    interview: str, today: str, country: str, state: str, why: str
) -> None:
    sheet = row(interview_date=interview, interviewers="Jane Doe")
    settings = ENGLAND if country else SETTINGS
    [thanks] = follow_ups(sheet, today=today, kind=Kind.THANK_YOU, settings=settings)
    assert (thanks.state.value, thanks.why) == (state, why)


@cases("""
    sent       | today      | owed
               | 2026-11-25 | no
               | 2026-11-26 | yes
    2026-11-20 | 2026-11-26 | no
    skip       | 2026-11-26 | no
""")
def test_ty_6_thanks_that_were_missed_are_owed_by_the_check_in(sent: str, today: str, owed: str) -> None:
    sheet = row(interview_date="2026-11-18", interviewers="Jane Doe", thank_you_sent=sent, style="assertive")
    items = follow_ups(sheet, today=today, kind=Kind.CHECK_IN)
    assert [item.owed_thanks for item in items] == [owed == "yes"] * 2


def test_ty_6_has_its_setting() -> None:
    settings = with_rules(thank_you=ThankYou(missed_after=1))
    sheet = row(interview_date="2026-11-20")
    by_day = {
        day: follow_ups(sheet, today=day, kind=Kind.THANK_YOU, settings=settings)
        for day in ("2026-11-23", "2026-11-24")
    }
    assert {day: states(items) for day, items in by_day.items()} == {
        "2026-11-23": ["overdue"],
        "2026-11-24": ["missed"],
    }


# References


def test_rf_1_each_reference_is_told_with_a_title_that_says_what_for() -> None:
    sheet = row(interview_date="2026-11-18", references="Ann Lee <ann@example.org>; Tom Park")
    items = follow_ups(sheet, kind=Kind.REFERENCES)
    assert [item.person for item in items] == [Person("Ann Lee", "ann@example.org"), Person("Tom Park")]
    assert items[0].title == "Tell Ann Lee to expect a call (Acme)"


def test_rf_1_nobody_is_told_where_the_row_lists_no_reference() -> None:
    assert follow_ups(row(interview_date="2026-11-18"), kind=Kind.REFERENCES) == []


@cases("""
    start            | lasts | due                  | why
    2026-11-18 12:00 | 60    | Wed 2026-11-18 14:00 | RF-2: an hour after the interview
    2026-11-18 07:00 | 60    | Wed 2026-11-18 09:00 | RF-2: an hour after the interview
    2026-11-18 06:59 | 60    | Wed 2026-11-18 09:00 | RF-2: not before 09:00
    2026-11-18 18:00 | 60    | Wed 2026-11-18 20:00 | RF-2: an hour after the interview
    2026-11-18 18:00 | 61    | Thu 2026-11-19 09:00 | RF-2: next morning, not after 20:00
    2026-11-18 21:59 | 60    | Thu 2026-11-19 09:00 | RF-2: next morning, not after 20:00
    2026-11-18 22:00 | 60    | Thu 2026-11-19 09:00 | RF-2: not before 09:00
    2026-11-18       |       | Wed 2026-11-18 18:00 | RF-2: an hour after the interview
    2026-11-20 19:00 | 60    | Sat 2026-11-21 09:00 | RF-2: next morning, not after 20:00
    2026-12-31 19:00 | 60    | Fri 2027-01-01 09:00 | RF-2: next morning, not after 20:00
    2028-02-28 19:00 | 60    | Tue 2028-02-29 09:00 | RF-2: next morning, not after 20:00
    2027-03-27 20:00 | 60    | Sun 2027-03-28 09:00 | RF-2: next morning, not after 20:00
    2027-10-30 20:00 | 60    | Sun 2027-10-31 09:00 | RF-2: next morning, not after 20:00
""")
def test_rf_2_an_hour_after_it_ends_within_the_hours_at_which_one_rings(
    start: str, lasts: str, due: str, why: str
) -> None:
    sheet = row(interview_date=start, duration=lasts, references="Ann Lee", contact_phone="020 7946 0010")
    assert told(follow_ups(sheet, kind=Kind.REFERENCES)) == [(due, why)]


@cases("""
    company             | start            | user                | due
    America/Los_Angeles | 2026-11-18 16:00 | Pacific/Auckland    | Thu 2026-11-19 15:00
    America/Los_Angeles | 2026-11-18 21:00 | Pacific/Auckland    | Thu 2026-11-19 20:00
    America/Los_Angeles | 2026-11-18 21:01 | Pacific/Auckland    | Fri 2026-11-20 09:00
    Pacific/Auckland    | 2026-11-18 09:00 | America/Los_Angeles | Tue 2026-11-17 14:00
    Asia/Tokyo          | 2026-11-18 10:00 | Europe/London       | Wed 2026-11-18 09:00
""")
def test_rf_2_the_hours_are_those_of_the_users_clock(company: str, start: str, user: str, due: str) -> None:
    settings = at_home_in(user)
    sheet = row(interview_date=start, time_zone=company, references="Ann Lee")
    [heads_up] = follow_ups(sheet, kind=Kind.REFERENCES, settings=settings)
    assert local(heads_up.due, settings.timezone) == due


@cases("""
    start            | due
    2026-11-18 06:30 | Wed 2026-11-18 08:00
    2026-11-18 07:00 | Wed 2026-11-18 08:00
    2026-11-18 17:00 | Wed 2026-11-18 18:00
    2026-11-18 17:01 | Thu 2026-11-19 08:00
""")
def test_rf_2_has_its_settings(start: str, due: str) -> None:
    settings = with_rules(references=References(after_end=0, opens=time(8), closes=time(18)))
    sheet = row(interview_date=start, references="Ann Lee")
    [heads_up] = follow_ups(sheet, kind=Kind.REFERENCES, settings=settings)
    assert local(heads_up.due) == due


@cases("""
    contact phone | interviewers           | notified | hint
                  | Jane Doe               |          | yes
                  | Jane Doe               | yes      |
    020 7946 0010 | Jane Doe               |          |
                  | Jane Doe 020 7946 0018 |          |
""")
def test_rf_3_where_no_number_is_known_why_hints_at_it_while_it_can_help(
    contact_phone: str, interviewers: str, notified: str, hint: str
) -> None:
    sheet = row(
        interview_date="2026-11-18",
        contact_phone=contact_phone,
        interviewers=interviewers,
        references="Ann Lee",
        references_notified=notified,
    )
    [heads_up] = follow_ups(sheet, kind=Kind.REFERENCES)
    rf_3 = "; RF-3: add a Contact phone, so that they know who is calling" if hint else ""
    assert heads_up.why == f"RF-2: an hour after the interview{rf_3}{'; done' if notified else ''}"


@cases("""
    today      | state     | rule
    2026-11-17 | scheduled | RF-2
    2026-11-18 | due       | RF-2
    2026-11-25 | overdue   | RF-2
    2026-11-26 | missed    | RF-4
""")
def test_rf_4_missed_after_five_working_days(today: str, state: str, rule: str) -> None:
    sheet = row(interview_date="2026-11-18", references="Ann Lee")
    [heads_up] = follow_ups(sheet, today=today, kind=Kind.REFERENCES)
    assert (heads_up.state.value, heads_up.rule) == (state, rule)


def test_rf_4_has_its_setting() -> None:
    settings = with_rules(references=References(missed_after=4))
    sheet = row(interview_date="2026-11-18", references="Ann Lee")
    items = [
        follow_ups(sheet, today=day, kind=Kind.REFERENCES, settings=settings)
        for day in ("2026-11-24", "2026-11-25")
    ]
    assert list(map(states, items)) == [["overdue"], ["missed"]]


# Check-in


@cases("""
    follow up on | interview  | decision   | style     | zone                | due
    2026-11-25   | 2026-11-18 |            |           | Europe/London       | Wed 2026-11-25 10:00
    2026-11-25   |            |            |           | Europe/London       | Wed 2026-11-25 10:00
    2026-11-25   | 2026-11-18 | 2026-12-04 |           | Europe/London       | Wed 2026-11-25 10:00
    2026-11-25   | 2026-11-18 |            | assertive | Europe/London       | Wed 2026-11-25 10:00
    2026-11-25   | 2026-11-18 |            | gentle    | Europe/London       | Wed 2026-11-25 10:00
    2026-11-28   | 2026-11-18 |            |           | Europe/London       | Sat 2026-11-28 10:00
    2026-12-25   |            |            |           | Europe/London       | Fri 2026-12-25 10:00
    2026-11-18   | 2026-11-18 |            |           | Europe/London       | Wed 2026-11-18 10:00
    2026-11-25   |            |            |           | America/Los_Angeles | Wed 2026-11-25 18:00
    2028-02-29   |            |            |           | Europe/London       | Tue 2028-02-29 10:00
""")
def test_ci_0_a_date_of_the_users_own_goes_before_every_other(
    follow_up_on: str, interview: str, decision: str, style: str, zone: str, due: str
) -> None:
    sheet = row(
        interview_date=interview,
        follow_up_on=follow_up_on,
        decision_expected=decision,
        style=style,
        time_zone=zone,
    )
    items = follow_ups(sheet, kind=Kind.CHECK_IN, settings=ENGLAND)
    clocks = "; 10:00 Los Angeles = 18:00 here" if "Los_Angeles" in zone else ""
    assert told(items) == [(due, f"CI-0: the day in Follow up on{clocks}")]


@cases("""
    decision   | due                  | why
               | Wed 2026-11-25 10:00 | CI-2: no decision date; 5 working days after the interview
    2026-11-20 | Mon 2026-11-23 10:00 | CI-1: they decide by Fri 20 Nov; next working day
""")
def test_ci_0_a_day_from_before_the_interview_was_not_meant_for_it(decision: str, due: str, why: str) -> None:
    sheet = row(interview_date="2026-11-18", follow_up_on="2026-11-10", decision_expected=decision)
    assert told(follow_ups(sheet, kind=Kind.CHECK_IN)) == [(due, why)]


@pytest.mark.parametrize("interview_date", ["2026-11-18", None])
def test_ci_0_an_answer_still_ends_it(interview_date: str | None) -> None:
    sheet = row(interview_date=interview_date, follow_up_on="2026-11-25", outcome="Rejected")
    [check_in] = follow_ups(sheet, kind=Kind.CHECK_IN)
    assert (check_in.state.value, check_in.why) == ("not-needed", "CI-7: it ended: rejected")


@cases("""
    interview  | decision   | country | due                  | decides
    2026-11-18 | 2026-11-23 |         | Tue 2026-11-24 10:00 | Mon 23 Nov
    2026-11-18 | 2026-11-20 |         | Mon 2026-11-23 10:00 | Fri 20 Nov
    2026-11-18 | 2026-11-25 |         | Thu 2026-11-26 10:00 | Wed 25 Nov
    2026-11-18 | 2026-11-21 |         | Mon 2026-11-23 10:00 | Sat 21 Nov
    2026-11-18 | 2026-11-18 |         | Thu 2026-11-19 10:00 | Wed 18 Nov
    2026-12-16 | 2026-12-24 |         | Fri 2026-12-25 10:00 | Thu 24 Dec
    2026-12-16 | 2026-12-24 | GB      | Tue 2026-12-29 10:00 | Thu 24 Dec
    2026-12-16 | 2026-12-31 | GB      | Mon 2027-01-04 10:00 | Thu 31 Dec
    2028-02-21 | 2028-02-28 |         | Tue 2028-02-29 10:00 | Mon 28 Feb
    2027-02-22 | 2027-02-26 |         | Mon 2027-03-01 10:00 | Fri 26 Feb
""")
def test_ci_1_they_named_a_date_and_the_next_working_day_is_ours(
    interview: str, decision: str, country: str, due: str, decides: str
) -> None:
    sheet = row(interview_date=interview, decision_expected=decision)
    settings = ENGLAND if country else SETTINGS
    assert told(follow_ups(sheet, kind=Kind.CHECK_IN, settings=settings)) == [
        (due, f"CI-1: they decide by {decides}; next working day")
    ]


@cases("""
    interview        | decision   | country | due
    2026-11-18       |            |         | Wed 2026-11-25 10:00
    2026-11-20       |            |         | Fri 2026-11-27 10:00
    2026-11-21       |            |         | Fri 2026-11-27 10:00
    2026-11-18 23:30 |            |         | Wed 2026-11-25 10:00
    2026-11-18       | 2026-11-17 |         | Wed 2026-11-25 10:00
    2026-12-22       |            |         | Tue 2026-12-29 10:00
    2026-12-22       |            | GB      | Thu 2026-12-31 10:00
    2028-02-24       |            |         | Thu 2028-03-02 10:00
""")
def test_ci_2_they_named_none_and_a_few_days_are_five_working_days(
    interview: str, decision: str, country: str, due: str
) -> None:
    sheet = row(interview_date=interview, decision_expected=decision)
    settings = ENGLAND if country else SETTINGS
    assert told(follow_ups(sheet, kind=Kind.CHECK_IN, settings=settings)) == [
        (due, "CI-2: no decision date; 5 working days after the interview")
    ]


def test_ci_2_has_its_setting() -> None:
    settings = with_rules(check_in=CheckIn(without_decision=7))
    assert told(follow_ups(row(interview_date="2026-11-18"), kind=Kind.CHECK_IN, settings=settings)) == [
        ("Fri 2026-11-27 10:00", "CI-2: no decision date; 7 working days after the interview")
    ]


@cases("""
    decision   | company             | there                | user             | here
    2026-11-20 | America/Los_Angeles | Mon 2026-11-23 10:00 | Europe/London    | Mon 2026-11-23 18:00
    2026-11-20 | America/Los_Angeles | Mon 2026-11-23 10:00 | Pacific/Auckland | Tue 2026-11-24 07:00
    2026-11-20 | Pacific/Auckland    | Mon 2026-11-23 10:00 | Europe/London    | Sun 2026-11-22 21:00
    2026-03-06 | America/New_York    | Mon 2026-03-09 10:00 | Europe/London    | Mon 2026-03-09 14:00
    2026-03-05 | America/New_York    | Fri 2026-03-06 10:00 | Europe/London    | Fri 2026-03-06 15:00
    2026-10-23 | Europe/London       | Mon 2026-10-26 10:00 | America/New_York | Mon 2026-10-26 06:00
    2026-10-22 | Europe/London       | Fri 2026-10-23 10:00 | America/New_York | Fri 2026-10-23 05:00
    2026-10-02 | Australia/Sydney    | Mon 2026-10-05 10:00 | Europe/London    | Mon 2026-10-05 00:00
    2026-10-01 | Australia/Sydney    | Fri 2026-10-02 10:00 | Europe/London    | Fri 2026-10-02 01:00
    2026-04-03 | Australia/Sydney    | Mon 2026-04-06 10:00 | Europe/London    | Mon 2026-04-06 01:00
""")
def test_ci_3_never_before_that_day_and_at_ten_on_the_companys_clock(
    decision: str, company: str, there: str, user: str, here: str
) -> None:
    settings = at_home_in(user)
    sheet = row(decision_expected=decision, interview_date="2026-01-05", time_zone=company)
    [check_in] = follow_ups(sheet, kind=Kind.CHECK_IN, settings=settings)
    assert local(check_in.due, ZoneInfo(company)) == there
    assert local(check_in.due, settings.timezone) == here


@cases("""
    today      | state
    2026-11-21 | scheduled
    2026-11-22 | due
    2026-11-23 | overdue
""")
def test_ci_3_it_is_due_on_its_day_on_the_users_clock(today: str, state: str) -> None:
    sheet = row(interview_date="2026-11-18", decision_expected="2026-11-20", time_zone="Pacific/Auckland")
    assert states(follow_ups(sheet, today=today, kind=Kind.CHECK_IN)) == [state]


def test_ci_3_has_its_setting() -> None:
    settings = with_rules(check_in=CheckIn(at=time(9, 15)))
    [check_in] = follow_ups(row(interview_date="2026-11-18"), kind=Kind.CHECK_IN, settings=settings)
    assert local(check_in.due) == "Wed 2026-11-25 09:15"


@pytest.mark.parametrize("style", [None, "standard", "call", "gentle"])
def test_ci_4_once_whoever_was_met(style: str | None) -> None:
    sheet = row(interview_date="2026-11-18", interviewers="Jane Doe; Bob Roe", style=style)
    items = follow_ups(sheet, kind=Kind.CHECK_IN)
    assert [(item.title, item.number, item.who) for item in items] == [("Check in with Acme", 1, "Jane Doe")]


@cases("""
    style     | decision   | first                | again
    standard  | 2026-11-20 | Mon 2026-11-23 10:00 |
    assertive | 2026-11-20 | Mon 2026-11-23 10:00 | Mon 2026-11-30 10:00
    assertive |            | Wed 2026-11-25 10:00 | Wed 2026-12-02 10:00
    assertive | 2026-12-17 | Fri 2026-12-18 10:00 | Tue 2026-12-29 10:00
    gentle    | 2026-11-20 | Wed 2026-11-25 10:00 |
    gentle    |            | Fri 2026-11-27 10:00 |
    gentle    | 2026-12-23 | Wed 2026-12-30 10:00 |
""")
def test_ci_5_the_style_bends_it(style: str, decision: str, first: str, again: str) -> None:
    sheet = row(interview_date="2026-11-18", decision_expected=decision, style=style)
    items = follow_ups(sheet, kind=Kind.CHECK_IN, settings=ENGLAND)
    assert [local(item.due) for item in items] == list(filter(None, (first, again)))


def test_ci_5_says_so() -> None:
    assertive = follow_ups(row(interview_date="2026-11-18", style="assertive"), kind=Kind.CHECK_IN)
    gentle = follow_ups(row(interview_date="2026-11-18", style="gentle"), kind=Kind.CHECK_IN)
    assert [(item.number, item.title, item.why) for item in [*assertive, *gentle]] == [
        (1, "Check in with Acme", "CI-2: no decision date; 5 working days after the interview"),
        (2, "Check in again with Acme", "CI-5: assertive; 5 working days after the first"),
        (
            1,
            "Check in with Acme",
            "CI-2: no decision date; 5 working days after the interview; CI-5: gentle, 2 working days later",
        ),
    ]


@cases("""
    style     | days
    assertive | Mon 2026-11-23 10:00, Tue 2026-12-01 10:00
    gentle    | Thu 2026-11-26 10:00
""")
def test_ci_5_has_its_settings(style: str, days: str) -> None:
    settings = with_rules(check_in=CheckIn(assertive_again=6, gentle_later=3))
    sheet = row(interview_date="2026-11-18", decision_expected="2026-11-20", style=style)
    items = follow_ups(sheet, kind=Kind.CHECK_IN, settings=settings)
    assert ", ".join(local(item.due) for item in items) == days


@cases("""
    outcome     | status       | state      | why
    Offer       |              | not-needed | it ended: offer
                | Accepted     | not-needed | it ended: accepted
                | Rejected     | not-needed | it ended: rejected
    Withdrawn   |              | not-needed | it ended: withdrawn
    cancelled   |              | not-needed | it ended: cancelled
    No response |              | not-needed | it ended: no response
    pending     | Rejected     | not-needed | it ended: rejected
    Offer       | Rejected     | not-needed | it ended: offer
    pending     | Interviewing | due        |
    Rejected?   |              | due        |
""")
def test_ci_7_an_answer_stops_everything(outcome: str, status: str, state: str, why: str) -> None:
    sheet = row(
        interview_date="2026-11-18 09:00",
        references="Ann Lee",
        follow_up_on="2026-11-18",
        outcome=outcome,
        status=status,
    )
    items = follow_ups(sheet)
    assert [(item.kind.value, item.state.value) for item in items] == [
        ("thank-you", state),
        ("references", state),
        ("check-in", state),
    ]
    assert {item.why for item in items if item.rule == "CI-7"} == ({f"CI-7: {why}"} if why else set())


@cases("""
    mark       | state
    2026-11-18 | done
    yes        | done
    skip       | skipped
    no         | not-needed
               | not-needed
""")
def test_ci_7_the_users_word_stays(mark: str, state: str) -> None:
    sheet = row(
        interview_date="2026-11-18 09:00",
        references="Ann Lee",
        follow_up_on="2026-11-18",
        thank_you_sent=mark,
        references_notified=mark,
        checked_in=mark,
        outcome="Offer",
    )
    assert states(follow_ups(sheet)) == [state] * 3


@cases("""
    today      | state     | why
    2026-11-24 | scheduled | open
    2026-11-25 | due       | open
    2026-11-26 | overdue   | open
    2026-12-09 | overdue   | open
    2026-12-10 | missed    | CI-8: not done within 10 working days of Wed 25 Nov
""")
def test_ci_8_missed_after_ten_working_days(today: str, state: str, why: str) -> None:
    [check_in] = follow_ups(row(interview_date="2026-11-18"), today=today, kind=Kind.CHECK_IN)
    whys = {
        "open": "CI-2: no decision date; 5 working days after the interview; AS-1: Ask when they will "
        "decide (their office can tell)"
    }
    assert (check_in.state.value, check_in.why) == (state, whys.get(why, why))


def test_ci_8_has_its_setting() -> None:
    settings = with_rules(check_in=CheckIn(missed_after=12))
    sheet = row(interview_date="2026-11-18")
    items = [
        follow_ups(sheet, today=day, kind=Kind.CHECK_IN, settings=settings)
        for day in ("2026-12-11", "2026-12-12")
    ]
    assert list(map(states, items)) == [["overdue"], ["missed"]]


# Gaps, marks, and cells that cannot be read


def test_a_company_without_an_interview_is_simply_not_yet() -> None:
    assert (
        follow_ups(row(interviewers="Jane Doe", references="Ann Lee", decision_expected="2026-11-20")) == []
    )


@cases("""
    sent | why
         | TY-2: same evening; add the interviewers' names for a note to each
    yes  | TY-2: same evening; done
""")
def test_without_a_name_why_hints_at_it_while_it_can_help(sent: str, why: str) -> None:
    [thanks] = follow_ups(row(interview_date="2026-11-18", thank_you_sent=sent), kind=Kind.THANK_YOU)
    assert (thanks.person, thanks.why) == (None, why)


@cases("""
    mark            | state   | done on
    2026-11-18      | done    | 2026-11-18
    sent 2026-11-18 | done    | 2026-11-18
    yes             | done    | None
    not yet         | overdue | None
    perhaps         | overdue | None
    2026-11-21      | scheduled | None
    n/a             | skipped | None
""")
def test_a_mark_says_what_was_done_and_when(mark: str, state: str, done_on: str) -> None:
    sheet = row(
        interview_date="2026-11-18", references="Ann Lee", thank_you_sent=mark, references_notified=mark
    )
    for kind in (Kind.THANK_YOU, Kind.REFERENCES):
        [item] = follow_ups(sheet, today="2026-11-20", kind=kind)
        assert (item.state.value, str(item.done_on)) == (state, done_on)


@cases("""
    checked in | ticked on  | today      | first     | again
               |            | 2026-11-30 | overdue   | due
    2026-11-23 |            | 2026-11-24 | done      | scheduled
    2026-11-23 |            | 2026-11-30 | done      | due
    2026-11-29 |            | 2026-12-01 | done      | overdue
    2026-11-30 |            | 2026-11-30 | done      | done
    2026-11-22 |            | 2026-11-24 | overdue   | scheduled
    yes        | 2026-11-20 | 2026-11-20 | done      | scheduled
    yes        | 2026-11-23 | 2026-11-24 | done      | scheduled
    yes        | 2026-11-23 | 2026-11-30 | done      | due
    yes        | 2026-11-23 | 2026-12-01 | done      | overdue
    yes        | 2026-11-30 | 2026-12-05 | done      | done
    yes        |            | 2026-11-29 | done      | scheduled
    yes        |            | 2026-11-30 | done      | done
    skip       |            | 2026-11-30 | skipped   | skipped
    no         |            | 2026-11-23 | due       | scheduled
""")
def test_checked_in_closes_the_check_ins_that_are_due_by_then(
    checked_in: str, ticked_on: str, today: str, first: str, again: str
) -> None:
    sheet = row(
        interview_date="2026-11-18", decision_expected="2026-11-20", style="assertive", checked_in=checked_in
    )
    seen = {"checked_in": Seen(date.fromisoformat(ticked_on), None, "")} if ticked_on else {}
    items = follow_ups(sheet, today=today, kind=Kind.CHECK_IN, seen=seen)
    assert states(items) == [first, again]


@cases("""
    field             | cell        | beside it                          | waits
    interview_date    | soon        |                                    | thank-you references check-in
    interview_date    | soon        | decision_expected = 2026-11-20     | thank-you references
    interview_date    | soon        | follow_up_on = 2026-11-20          | thank-you references
    interview_time    | after lunch | interview_date = 2026-11-18        | thank-you references
    duration          | long        | interview_date = 2026-11-18 14:00  | thank-you references
    duration          | long        | interview_date = 2026-11-18        |
    time_zone         | Mars        | interview_date = 2026-11-18        | thank-you references check-in
    decision_expected | soon        | interview_date = 2026-11-18        | check-in
    decision_expected | soon        | follow_up_on = 2026-11-20          |
    follow_up_on      | soon        | interview_date = 2026-11-18        | check-in
    style             | pushy       | interview_date = 2026-11-18        | check-in
    style             | pushy       | follow_up_on = 2026-11-20          |
    thank_you_by      | pigeon      | interview_date = 2026-11-18        |
    thank_you_sent    | perhaps     | interview_date = 2026-11-18        |
    checked_in        | perhaps     | interview_date = 2026-11-18        |
""")
def test_a_cell_that_cannot_be_read_holds_back_what_depends_on_it_and_only_that(
    field: str, cell: str, beside_it: str, waits: str
) -> None:
    other, _, value = beside_it.partition(" = ")
    sheet = row(references="Ann Lee", **({other: value} if other else {}), **{field: cell})
    interview = read_one(sheet)
    rules = protocol()
    asked = rules.follow_ups(interview, ID)
    assert [kind.value for kind in Kind if kind in rules.blocked(interview)] == waits.split()
    assert rules.blocked(interview).keys().isdisjoint(item.kind for item in asked)


@cases("""
    thank-you sent | outcome  | thank_you  | references | check_in
                   |          |            |            |
    yes            |          | done       |            |
    skip           |          | skipped    |            |
                   | Rejected | not-needed | not-needed | not-needed
    yes            | Rejected | done       | not-needed | not-needed
""")
def test_the_users_word_and_an_end_need_no_date_to_settle_a_row_whose_date_cannot_be_read(
    thank_you_sent: str, outcome: str, thank_you: str, references: str, check_in: str
) -> None:
    sheet = row(interview_date="soon", thank_you_sent=thank_you_sent, outcome=outcome, references="Ann Lee")
    blocked = protocol().blocked(read_one(sheet))
    assert [blocked[kind] or "" for kind in list(Kind)[:3]] == [thank_you, references, check_in]


def test_a_check_in_before_its_day_is_still_asked_for_and_says_why() -> None:
    sheet = row(interview_date="2026-11-10", decision_expected="2026-11-17", checked_in="2026-11-16")
    [check_in] = follow_ups(sheet, today="2026-11-18", kind=Kind.CHECK_IN)
    assert check_in.state is State.DUE
    assert check_in.reason.endswith("; Checked in is Mon 16 Nov, before this was due")


def test_a_tick_does_not_settle_the_second_check_in_of_a_row_that_cannot_be_read() -> None:
    sheet = row(interview_date="soon", style="assertive", checked_in="yes")
    assert set(protocol().blocked(read_one(sheet)).values()) == {None}
