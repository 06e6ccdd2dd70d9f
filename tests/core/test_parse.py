"""From raw cells to interviews: what is read, what stays silent, and what is told as a Problem."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sync.core.model import Cell, Formula, Interview, Kind, Person, Problem
from sync.core.occasions import ENDS_WHEN
from tests.core.tables import (
    ALL_KINDS,
    AUCKLAND,
    LONDON,
    LOS_ANGELES,
    NEW_YORK,
    SETTINGS,
    cases,
    layout_of,
    local,
    protocol,
    read,
    read_one,
    row,
    table,
)

DAY = date(2026, 11, 18)
AT_TWO = datetime.combine(DAY, time(14))
NAN = float("nan")


def problems(**cells: Cell) -> list[tuple[str, str, str]]:
    """Give what is told of a sheet with one interview: column, value and message."""
    _, found = read(row(**{"interview_date": DAY} | cells))
    return [(problem.column, problem.value, problem.message) for problem in found]


# Rows


@pytest.mark.parametrize("company", [None, "", "  ", "\n", "\u200b", "-", "n/a", "TBD", NAN])
def test_a_row_without_a_company_is_passed_over_in_silence(company: Cell) -> None:
    sheet = row(company=company, interview_date="no date", style="no style", duration="x", time_zone=7)
    assert read(sheet) == ((), ())


@pytest.mark.parametrize("rows", [[], [[]], [[None, None, None]], [[], [None], [], [None, DAY]]])
def test_a_sheet_of_blank_rows_has_no_interviews(rows: list[list[Cell]]) -> None:
    assert read(table([["Company", "Interview date"], *rows])) == ((), ())


def test_a_date_without_a_company_right_under_one_with_a_company_is_told() -> None:
    found, told = read(
        table("""
            Company | Round | Interview date
            Acme    | 1     | 2026-11-10
                    | 2     | 2026-11-17
                    | 3     | 2026-11-18
                    | 4     |
                    | 5     | 2026-11-18
            Globex  |       | 2026-11-19
                    |       | soon
        """)
    )
    assert [interview.row for interview in found] == [2, 7]
    message = (
        "there is an interview date and no company, so it is passed over; write the company into each row"
    )
    assert told == tuple(Problem(row, "Company", "", message) for row in (3, 4))


def test_a_company_without_an_interview_date_is_no_error() -> None:
    [interview], told = read(row(company="Acme"))
    assert (interview.company, interview.day, interview.end) == ("Acme", None, None)
    assert told == ()


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    found, _ = read(
        table("""
            My search |
            Company   | Interview date
            Acme      | 2026-11-18
                      |
            Globex    | 2026-11-19
            Initech
        """)
    )
    assert [(interview.row, interview.company, interview.day) for interview in found] == [
        (3, "Acme", date(2026, 11, 18)),
        (5, "Globex", date(2026, 11, 19)),
        (6, "Initech", None),
    ]


def test_one_column_may_mix_cells_of_every_sort() -> None:
    cells: list[Cell] = [
        DAY,
        datetime.combine(DAY, time(14)),
        "18 Nov 2026",
        "18/11/2026 2pm",
        46344,
        46344.5,
        None,
    ]
    found, told = read(table([["Company", "Interview date"], *(["Acme", cell] for cell in cells)]))
    assert [interview.day for interview in found] == [DAY] * 6 + [None]
    assert [interview.end and local(interview.end)[-5:] for interview in found] == [
        "17:00", "15:00", "17:00", "15:00", "17:00", "13:00", None,
    ]  # fmt: skip
    assert told == ()


def test_false_and_zero_are_not_the_same_cell() -> None:
    rows: list[list[Cell]] = [["Company", "Interview date", "Interview time"]]
    found, told = read(table([*rows, ["A", DAY, 0], ["B", DAY, False]]))
    assert [interview.unreadable for interview in found] == [frozenset(), frozenset({"interview_time"})]
    assert [problem.row for problem in told] == [3]


@pytest.mark.parametrize(
    ("cell", "company"),
    [
        ("  Acme \n Ltd ", "Acme Ltd"),
        ("Ac\x00me\x1b\ud800", "Acme"),
        ("=1+2", "=1+2"),
        ("#1 Bakery!", "#1 Bakery!"),
        (3, "3"),
        (3.0, "3"),
        (2.5, "2.5"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (date(9999, 12, 31), "9999-12-31"),
        (timedelta(hours=1), "1:00:00"),
    ],
)
def test_a_company_may_be_called_anything(cell: Cell, company: str) -> None:
    assert read_one(row(company=cell, interview_date=DAY)).company == company


# Cells that cannot be read


@cases("""
    field               | cell         | says
    interview_date      | 13/45/2026   | is not a date; write it like 2026-11-18 or 18 Nov 2026
    interview_date      | Thu 18.11.26 | does not fit: 2026-11-18 is a Wednesday; correct one of the two
    interview_date      | 9999-12-31   | is outside the years 1990 to 2100; write the date like 2026-11-18
    decision_expected   | in a while   | is not a date; write it like 2026-11-18 or 18 Nov 2026
    follow_up_on        | in a while   | is not a date; write it like 2026-11-18 or 18 Nov 2026
    interview_time      | 25:00        | is not a time; write it like 14:00, 2:30 pm or 14:00-15:00
    duration            | long         | is not a duration of up to a day; write it like 45 min, 1h30 or 1:30
    time_zone           | Mars         | is not a time zone; write it like Europe/London, New York, CET or
    style               | pushy        | is not a style; write standard, assertive, gentle or call
    thank_you_by        | pigeon       | is no way to send a thank-you; write e-mail, letter or card
    thank_you_sent      | perhaps      | is not understood here; write yes, x, done, sent or the date for done
    references_notified | perhaps      | is not understood here; write yes, x, done, sent or the date for done
    checked_in          | done 2026-11-19 | is still to come; the date here is the day on which it was done
""")
def test_a_bad_cell_is_told_with_its_column_its_value_and_what_would_be_accepted(
    field: str, cell: str, says: str
) -> None:
    [(column, value, message)] = problems(**{field: cell})
    assert column.lower().replace(" ", "_").replace("-", "_") == field
    assert value == cell
    assert message.startswith(f'"{cell}" {says}')


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (True, "TRUE"),
        (5.0, "5"),
        (0.25, "0.25"),
        (10**30, "1" + "0" * 30),
        (float("-inf"), "-inf"),
        (time(14, 0), "14:00:00"),
        (timedelta(days=400), "400 days, 0:00:00"),
        (datetime.combine(date.max, time.max), "9999-12-31 23:59:59.999999"),
        (date(1, 1, 1), "0001-01-01"),
        ("so\x00\ud800on\n\nor later", "soon or later"),
        ("x" * 90, "x" * 79 + "\N{HORIZONTAL ELLIPSIS}"),
    ],
)
def test_the_value_is_told_as_the_sheet_shows_it_short_and_on_one_line(cell: Cell, value: str) -> None:
    assert [told for _, told, _ in problems(interview_date=cell)] == [value]


def test_a_number_of_thousands_of_digits_stops_nothing() -> None:
    huge = 10**4000
    found, told = read(row(company=huge, interview_date=huge, role=huge, duration=huge, discussed=huge))
    assert len(found) == 1
    assert {problem.column for problem in told} >= {"Interview date", "Duration"}


def test_one_bad_cell_costs_nothing_else_of_its_row() -> None:
    cells: dict[str, Cell] = {"interview_date": DAY, "role": "Cook", "references": "Ann Lee"}
    good, bad = read_one(row(**cells)), read_one(row(**cells, style="pushy"))
    assert bad == replace(good, unreadable=frozenset({"style"}))


def test_a_bad_mark_counts_as_not_yet() -> None:
    good, bad = (read_one(row(interview_date=DAY, thank_you_sent=cell)) for cell in (None, "perhaps"))
    assert bad.marks == good.marks == {}


def test_problems_come_in_the_order_of_the_rows_those_of_the_headings_first() -> None:
    sheet = table("""
        Company | Style | Duration | Interview date | Role | Role
        Acme    | pushy | long     | soon           |      |
        Globex  |       | long     | 2026-11-18     |      |
    """)
    _, told = read(sheet)
    assert [(problem.row, problem.column) for problem in told] == [
        (1, "Role"),
        (2, "Interview date"),
        (2, "Duration"),
        (2, "Style"),
        (3, "Duration"),
    ]


def test_a_problem_names_the_column_as_the_sheet_heads_it() -> None:
    settings = replace(SETTINGS, columns={"interview_date": "Termin"})
    _, told = read(table([["COMPANY", " Termin: "], ["Acme", "soon"]]), settings=settings)
    assert [problem.column for problem in told] == ["Termin:"]


@cases("""
    day first | day        | told
    yes       | 2026-04-03 |
    no        | 2026-03-04 |
              | None       | "03/04/2026" could be 3 April or March 4; write it like 2026-04-03
""")
def test_a_date_in_doubt_is_read_as_the_settings_say_or_told(day_first: str, day: str, told: str) -> None:
    settings = replace(SETTINGS, day_first={"yes": True, "no": False}.get(day_first))
    [interview], found = read(row(interview_date="03/04/2026"), settings=settings)
    assert str(interview.day) == day
    mend = ", or set day_first in followups.toml"
    assert [problem.message.removesuffix(mend) for problem in found] == ([told] if told else [])


# How it ended


@cases("""
    stage heading   | stage                | status   | ended
    Stage           | Rejected             |          | rejected
    Interview stage | Offer                |          | offer
    Phase           | Absage               |          | rejected
    Etapa           | Reprovado            |          | rejected
    Stage           | Rejected             | Closed   | rejected
    Stage           | Rejected             | Onsite   | rejected
    Stage           | Onsite               | Rejected | rejected
    Stage           | Onsite               | Offer    | offer
    Stage           | 5 - Offer            |          | offer
    Stage           | Offer accepted       |          | accepted
    Stage           | Position closed      |          | rejected
    Stage           | Offer 20/11          |          |
    Round           | Offer discussion     |          |
    Round           | Final / offer        |          |
    Round           | 2nd - offered dates  |          |
    Round           | Round 2 (declined first slot) | |
    Round           | Rejected?            |          |
    Round           | Final round          |          |
    Round           | Phone screen         |          |
    Round           | 2nd, with the panel  |          |
""")
def test_an_ending_where_others_write_the_round_ends_the_row(
    stage_heading: str, stage: str, status: str, ended: str
) -> None:
    headings: list[Cell] = ["Company", "Interview date", stage_heading, *(["Status"] if status else [])]
    interview = read_one(table([headings, ["Acme", DAY, stage, *filter(None, [status])]]))
    assert (interview.round, interview.ended) == (stage, ended or None)


def test_what_they_decided_may_stand_where_they_were_to_decide() -> None:
    found, told = read(
        table("""
            Company | Interview date | Decision
            Acme    | 2026-11-16     | by Friday
            Globex  | 2026-11-16     | Rejected
            Initech | 2026-11-16     | next week
            Hooli   | 2026-11-16     | in two weeks
            Umbrella | 2026-11-16    | no answer before Friday
        """)
    )
    assert [(str(each.decision), each.ended) for each in found] == [
        ("2026-11-20", None),
        ("None", "rejected"),
        ("2026-11-27", None),
        ("2026-11-30", None),
        ("None", None),
    ]
    assert [(problem.row, problem.column) for problem in told] == [(6, "Decision")]


# When it is


@cases("""
    interview date            | interview time | duration | ends
    2026-11-18                |                |          | Wed 2026-11-18 17:00
    2026-11-18                |                | 90       | Wed 2026-11-18 17:00
    2026-11-18 14:00          |                |          | Wed 2026-11-18 15:00
    2026-11-18 14:00          |                | 90       | Wed 2026-11-18 15:30
    2026-11-18                | 14:00          |          | Wed 2026-11-18 15:00
    2026-11-18                | 2pm            | 1h30     | Wed 2026-11-18 15:30
    2026-11-18                | 14:00-14:45    |          | Wed 2026-11-18 14:45
    2026-11-18                | 14:00-14:45    | 90       | Wed 2026-11-18 15:30
    2026-11-18 09:00          | 14:00          |          | Wed 2026-11-18 15:00
    2026-11-18                | 23:30-00:30    |          | Thu 2026-11-19 00:30
    2026-11-18 00:00          |                |          | Wed 2026-11-18 17:00
    2026-11-18T14:00:00-05:00 |                |          | Wed 2026-11-18 20:00
""")
def test_when_an_interview_ends(interview_date: str, interview_time: str, duration: str, ends: str) -> None:
    interview = read_one(row(interview_date=interview_date, interview_time=interview_time, duration=duration))
    assert interview.end is not None
    assert local(interview.end) == ends


@cases("""
    date heading        | time heading        | date             | time   | zone in the row  | starts
    Date                | Time (ET)           | 2026-11-18       | 2pm    |                  | 11-18 19:00
    Date                | Interview time - PT | 2026-11-18       | 14:00  |                  | 11-18 22:00
    Interview date (PT) | Time                | 2026-11-18       | 2pm    |                  | 11-18 22:00
    Interview date (ET) | Time                | 2026-11-18 14:00 |        |                  | 11-18 19:00
    Date                | Time (EST)          | 2026-11-18       | 2pm PT |                  | 11-18 22:00
    Date                | Time (ET)           | 2026-11-18       | 2pm    | Pacific/Auckland | 11-18 01:00
    Date                | Time (UTC)          | 2026-07-20       | 2pm    |                  | 07-20 15:00
    Date                | Time (local)        | 2026-11-18       | 14:00  |                  | 11-18 14:00
""")
def test_a_zone_in_a_heading_is_that_of_the_times_under_it(
    date_heading: str, time_heading: str, date: str, time: str, zone_in_the_row: str, starts: str
) -> None:
    headings: list[Cell] = ["Company", date_heading, time_heading, "Time zone", "Interviewer"]
    cells: list[Cell] = ["Acme", date, time or None, zone_in_the_row or None, "Jane Doe"]
    interview = read_one(table([headings, cells]))
    assert interview.start is not None
    assert local(interview.start).endswith(starts)


@pytest.mark.parametrize("said", ["est.", "EST.", "Act"])
def test_a_date_that_is_estimated_is_in_no_zone(said: str) -> None:
    interview = read_one(table([["Company", f"Interview date ({said})"], ["Acme", "2026-11-18 14:00"]]))
    assert interview.start == AT_TWO.replace(tzinfo=UTC)


def test_the_zone_in_a_heading_is_the_company_s_clock_and_each_interview_of_a_row_has_its_own() -> None:
    found, _ = read(
        table("""
            Company | Interview 1 date | Interview 1 time (ET) | Interview 2 date | Interview 2 time (PT)
            Acme    | 2026-11-18       | 2pm                   | 2026-11-20       | 2pm
        """)
    )
    assert [(each.zone, each.start and local(each.start)) for each in found] == [
        (NEW_YORK, "Wed 2026-11-18 19:00"),
        (LOS_ANGELES, "Fri 2026-11-20 22:00"),
    ]


@cases("""
    heading              | duration | ends
    Duration             | 90       | 15:30
    Duration (min)       | 90       | 15:30
    Duration (hrs)       | 2        | 16:00
    Duration (hours)     | 1.5      | 15:30
    Length in hours      | 1,5      | 15:30
    Duration (h)         | 45 min   | 14:45
    Duration (h)         | 1:30     | 15:30
    Dauer (Std.)         | 1,5      | 15:30
    Durée (heures)       | 2        | 16:00
    Duración (horas)     | 2        | 16:00
    Duração (h)          | 2        | 16:00
    Duur (uren)          | 2        | 16:00
""")
def test_a_number_counts_in_the_unit_of_its_heading(heading: str, duration: str, ends: str) -> None:
    for cell in (duration, float(duration) if duration.replace(".", "").isdigit() else duration):
        interview = read_one(
            table([["Company", "Interview date", heading], ["Acme", "2026-11-18 14:00", cell]])
        )
        assert interview.end is not None
        assert local(interview.end) == f"Wed 2026-11-18 {ends}"


@cases("""
    date heading       | start heading   | end heading   | date             | start   | end    | lasts
    Interview date     | Start time      | End time      | 2026-11-18       | 18:30   | 20:00  | 18:30-20:00
    Interview date     | Start           | End           | 2026-11-18       | 7pm     | 8:30pm | 19:00-20:30
    Interview date     | Start           | End           | 2026-11-18       | 2:00 PM | 3:30   | 14:00-15:30
    Datum Gespräch     | Beginn          | Ende          | 2026-11-18       | 18:30   | 20:00  | 18:30-20:00
    Date entretien     | Début           | Fin           | 2026-11-18       | 14h     | 15h30  | 14:00-15:30
    Fecha entrevista   | Hora inicio     | Hora fin      | 2026-11-18       | 14:00   | 15:30  | 14:00-15:30
    Data da entrevista | Início          | Fim           | 2026-11-18       | 14h     | 15h30  | 14:00-15:30
    Datum gesprek      | Begintijd       | Eindtijd      | 2026-11-18       | 14:00   | 15:30  | 14:00-15:30
    Interview date     | Interview start | Interview end | 2026-11-18       | 14:00   | 15:30  | 14:00-15:30
    Interview date     | Start           | End           | 2026-11-18 14:00 |         | 15:30  | 14:00-15:30
    Interview date     | Start           | End           | 2026-11-18       | 14:00   |        | 14:00-15:00
    Interview date     | Start           | End           | 2026-11-18       | 23:30   | 00:30  | 23:30-00:30
""")
def test_a_column_of_its_own_may_say_when_an_interview_ends(
    date_heading: str, start_heading: str, end_heading: str, date: str, start: str, end: str, lasts: str
) -> None:
    headings: list[Cell] = ["Company", "Interviewer", date_heading, start_heading, end_heading]
    filler: list[Cell] = ["Globex", "Bob Roe", date, start or "9:00", end or "10:00"]
    interviews_, told = read(
        table([headings, ["Acme", "Jane Doe", date, start or None, end or None], filler])
    )
    interview = interviews_[0]
    assert not told
    assert interview.start is not None
    assert interview.end is not None
    assert f"{interview.start:%H:%M}-{interview.end:%H:%M}" == lasts  # London in winter


@pytest.mark.parametrize(
    ("headings", "start", "end"),
    [
        (("Start", "End"), AT_TWO, AT_TWO + timedelta(minutes=90)),
        (("Start", "End"), "2026-11-18 14:00", "2026-11-18 15:30"),
        (("Start date", "End time"), "2026-11-18 14:00", "15:30"),
    ],
)
def test_a_start_that_is_a_date_is_the_interview_s_where_no_other_is(
    headings: tuple[str, str], start: Cell, end: Cell
) -> None:
    interview = read_one(
        table([["Company", "Interviewer", "Role", *headings], ["Acme", "Jane Doe", "QA", start, end]])
    )
    assert interview.start == AT_TWO.replace(tzinfo=UTC)
    assert interview.end == interview.start + timedelta(minutes=90)


@cases("""
    start | end   | told
    14:00 | later | "later" is no end of an interview that starts at 14:00
    2:00  | 15:30 | "15:30" is no end of an interview that starts at 02:00
    10:00 | 10:00 | "10:00" is no end of an interview that starts at 10:00
    10:00 | 09:30 | "09:30" is no end of an interview that starts at 10:00
          | later |
""")
def test_an_end_that_cannot_be_read_holds_back_what_follows_the_interview(
    start: str, end: str, told: str
) -> None:
    [interview], problems = read(row(interview_date=DAY, interview_time=start or None, interview_end=end))
    mend = "; write it like 15:30 or 3:30 pm, at most 10 hours later"
    assert [problem.message.removesuffix(mend) for problem in problems] == ([told] if told else [])
    assert bool(interview.unreadable & ENDS_WHEN) == bool(told)


def test_the_end_beside_a_start_is_taken_before_it_is_filled_in() -> None:
    layout = layout_of(
        table("""
            Company | Interview date | Start | End
            Acme    | 2026-11-18     | 14:00 |
        """)
    )
    assert layout.user["interview_end"] == 3


def test_start_and_end_of_a_job_are_no_times_of_an_interview() -> None:
    layout = layout_of(
        table("""
            Company | Interview date | Start      | End
            Acme    | 2026-11-18     | 2027-01-01 | 2027-12-31
        """)
    )
    assert set(layout.user) == {"company", "interview_date"}


@cases("""
    in the row       | of the sheet        | zone
    Pacific/Auckland | America/Los_Angeles | Pacific/Auckland
                     | America/Los_Angeles | America/Los_Angeles
                     |                     | Europe/London
    Mars             | America/Los_Angeles | America/Los_Angeles
""")
def test_the_companys_clock_is_the_rows_else_the_sheets_else_the_users(
    in_the_row: str, of_the_sheet: str, zone: str
) -> None:
    sheet = replace(row(interview_date=DAY, time_zone=in_the_row), timezone=of_the_sheet or None)
    assert read_one(sheet).zone == ZoneInfo(zone)


@pytest.mark.parametrize(
    ("written", "zone", "day"),
    [
        ("2026-11-18T23:30:00Z", LONDON, "2026-11-18"),
        ("2026-11-18T23:30:00Z", AUCKLAND, "2026-11-19"),
        ("2026-11-18T05:00:00Z", LOS_ANGELES, "2026-11-17"),
        ("2026-11-18 23:30", AUCKLAND, "2026-11-18"),
    ],
)
def test_a_day_is_a_day_on_the_companys_clock(written: str, zone: ZoneInfo, day: str) -> None:
    sheet = row(interview_date=written, decision_expected=written, follow_up_on=written, time_zone=zone.key)
    interview = read_one(sheet)
    assert [str(each) for each in (interview.day, interview.decision, interview.follow_up_on)] == [day] * 3


# The other cells


def test_people_texts_and_style_are_read() -> None:
    interview = read_one(
        row(
            interview_date=DAY,
            role=" Staff\nEngineer ",
            round=2.0,
            interviewers="Jane Doe <jane@acme.com> +44 20 7946 0018; Bob Roe",
            references="Ann Lee",
            contact_email="hr@acme.com",
            contact_phone=2079460010,
            discussed="  the ledger\n\n on-call ",
            style="gentle, call",
        )
    )
    assert (interview.role, interview.round) == ("Staff Engineer", "2")
    assert interview.interviewers == (
        Person("Jane Doe", "jane@acme.com", "+44 20 7946 0018"),
        Person("Bob Roe"),
    )
    assert interview.references == (Person("Ann Lee"),)
    assert (interview.contact_email, interview.contact_phone) == ("hr@acme.com", "2079460010")
    assert interview.discussed == "the ledger\n\non-call"
    assert (interview.style, interview.by_call) == ("gentle", True)


def test_what_is_missing_is_empty() -> None:
    interview = read_one(row(company="Acme", style="-", interviewers="n/a", discussed="tbd", role=None))
    assert interview == Interview(
        row=2, company="Acme", role="", round="", zone=LONDON, day=None, start=None, end=None,
        interviewers=(), references=(),
        contact_email="", contact_phone="", discussed="", decision=None, follow_up_on=None,
        style="standard", by_call=False, feedback_wanted=None, marks={}, texts=interview.texts, ended=None,
        content=("acme", "", "", ""), own_id="", unreadable=frozenset(),
    )  # fmt: skip
    assert not any(interview.texts.values())


@cases("""
    outcome  | status    | ended
    Offer    |           | offer
             | Rejected  | rejected
    Offer    | Rejected  | offer
    pending  | Withdrawn | withdrawn
    pending  | open      | None
""")
def test_an_ending_word_is_looked_for_in_outcome_and_in_status(outcome: str, status: str, ended: str) -> None:
    assert str(read_one(row(outcome=outcome, status=status)).ended) == ended


@cases("""
    interview date   | content
    2026-11-18       | 2026-11-18
    18 Nov 2026      | 2026-11-18
    2026-11-18 14:00 | 2026-11-18
    Soon             | soon
                     |
""")
def test_the_content_that_tells_a_row_from_others_does_not_depend_on_how_it_is_written(
    interview_date: str, content: str
) -> None:
    interview = read_one(row(company="ACME", role="Straße", round=1, interview_date=interview_date))
    assert interview.content == ("acme", "strasse", "1", content)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Yes", "Yes"),
        (True, "TRUE"),
        (DAY, "2026-11-18"),
        ("+3d", "+3d"),
        ("undo", "undo"),
        (None, ""),
        ("no", ""),
    ],
)
def test_a_mark_is_kept_as_it_is_written(cell: Cell, text: str) -> None:
    assert read_one(row(checked_in=cell)).texts.get("checked_in", "") == text


def test_the_follow_up_id_is_read_where_the_column_is_ours() -> None:
    rows: list[list[Cell]] = [["Company", "Interview date", "Follow-up ID"], ["Acme", DAY, " k3f9x2qa "]]
    ours, theirs = table(rows, mark={"follow_up_id": "Follow-up ID"}), table(rows)
    assert [read_one(sheet).own_id for sheet in (ours, theirs)] == ["k3f9x2qa", ""]


def test_a_column_may_be_read_for_one_field_and_found_to_be_new_for_another() -> None:
    sheet = row(interview_date=DAY)
    assert layout_of(sheet).own[-1].new
    assert read_one(sheet).own_id == ""


# What is readable and yet can hardly be meant


@cases("""
    decision   | told
    2026-11-17 | the decision is before the interview on 2026-11-18; it is not used
    2026-11-18 |
    2026-11-19 |
""")
def test_a_decision_before_the_interview_is_told(decision: str, told: str) -> None:
    assert problems(decision_expected=decision) == ([("Decision expected", decision, told)] if told else [])


@cases("""
    follow up on | told
    2026-11-17   | the day to follow up is before the interview on 2026-11-18; it is not used
    2026-11-18   |
""")
def test_a_day_to_follow_up_before_the_interview_is_told(follow_up_on: str, told: str) -> None:
    assert problems(follow_up_on=follow_up_on) == ([("Follow up on", follow_up_on, told)] if told else [])


@cases("""
    interview  | told
    2027-11-18 |
    2027-11-20 | the interview is more than a year away; check the year
    2062-11-18 | the interview is more than a year away; check the year
    2020-11-18 |
""")
def test_an_interview_more_than_a_year_away_is_told(interview: str, told: str) -> None:
    assert problems(interview_date=interview) == ([("Interview date", interview, told)] if told else [])


def test_a_doubt_holds_nothing_back() -> None:
    interview = read_one(row(interview_date="2028-11-18", decision_expected="2026-11-18"))
    assert interview.unreadable == frozenset()


def test_a_problem_says_which_row() -> None:
    _, told = read(table([["Company", "Interview date"], ["Acme", DAY], [], ["Globex", True]]))
    assert told == (
        Problem(4, "Interview date", "TRUE", '"TRUE" is not a date; write it like 2026-11-18 or 18 Nov 2026'),
    )


@pytest.mark.parametrize("field", ["company", "interview_date", "decision_expected", "thank_you_sent"])
def test_a_formula_without_a_result_is_a_problem_and_no_empty_cell(field: str) -> None:
    cells: dict[str, Cell] = {"company": "Acme", "interview_date": "2026-11-18", field: Formula("=B2+7")}
    [interview], [problem] = read(row(**cells))
    assert interview.unreadable == {field}
    assert problem.message.startswith("this formula has no result yet")


@pytest.mark.parametrize(
    "error",
    [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!", "#GETTING_DATA!",
        "#NV", "#BEZUG!", "#\xdcBERLAUF!", "#N/D", "#\xa1VALOR!", "#\xbfNOMBRE?", "#N\xdaM!", "#DEEL/0!",
        "Err:502",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "field",
    [
        "company",
        "role",
        "interview_date",
        "interviewers",
        "references",
        "thank_you_sent",
        "status",
        "outcome",
    ],
)
def test_an_error_in_place_of_a_value_is_a_problem_and_no_text(field: str, error: str) -> None:
    cells: dict[str, Cell] = {"company": "Acme", "interview_date": "2026-11-18", field: error}
    [interview], [problem] = read(row(**cells))
    assert interview.unreadable == {field}
    message = f"{error} is a formula's error; mend the formula, or write here what it should give"
    assert problem.message == message


@pytest.mark.parametrize("cell", ["#hired!", "#1!", "No #REF! here", "#NVIDIA", "Err: 502"])
def test_what_only_looks_like_an_error_is_a_text_like_any_other(cell: str) -> None:
    assert read_one(row(company=cell, interview_date=DAY)).company == cell


def test_a_company_that_cannot_be_read_holds_back_all_of_its_row() -> None:
    interview = read_one(row(company=Formula("=A9"), interview_date="2026-11-18"))
    assert protocol(settings=ALL_KINDS).blocked(interview).keys() == set(Kind)


@pytest.mark.parametrize(
    ("cells", "notes"),
    [
        ({"interview_time": "2:30"}, ['"2:30" is taken for 02:30, at night; write 14:30 if that is meant']),
        (
            {"interview_time": time(2, 30)},
            ['"02:30:00" is taken for 02:30, at night; write 14:30 if that is meant'],
        ),
        (
            {"interview_date": datetime.combine(DAY, time(2, 30))},
            ['"2026-11-18 02:30:00" is taken for 02:30, at night; write 14:30 if that is meant'],
        ),
        ({"interview_time": "02:30"}, []),
        ({"interview_time": time(14, 30)}, []),
        ({"interview_date": None, "interview_time": "2:30"}, []),
    ],
)
def test_an_interview_at_night_is_told_where_the_afternoon_may_be_meant(
    cells: dict[str, Cell], notes: list[str]
) -> None:
    [found], problems = read(row(**{"interview_date": DAY, **cells}))
    assert (list(found.notes), problems) == (notes, ())
