"""What decides where a heading leaves a doubt: what the column holds, and what stands around it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.columns import Layout, locate
from sync.core.headings import RoundColumns
from sync.core.model import Cell
from tests.core.headings.test_headings import row_of, taken
from tests.core.tables import table

DAY = date(2026, 12, 3)


def find(sheet: str | list[list[Cell]]) -> Layout:
    return locate(table(sheet), {}, (), None)


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Interview", [DAY, None, DAY], "interview_date"),
        ("Interview", ["3 Dec 2026", "TBD"], "interview_date"),
        ("Interview", ["yes", "no"], None),
        ("Interview", ["with Jane", "cancelled"], None),
        ("Interview", [], None),
        ("Entretien", ["03/12/2026"], "interview_date"),
        ("Interviews", [2, 3], None),
        ("Phone screen", [DAY], "interview_date"),
        ("Phone screen", [True, False], None),
        ("Onsite", ["2026-12-03 14:00"], "interview_date"),
        ("Contact", ["Jane Doe", "Bob"], "interviewers"),
        ("Contact", ["jane@acme.com", "bob@foo.org"], "contact_email"),
        ("Contact", ["+44 20 7946 0000"], "contact_phone"),
        ("Contact", [], "interviewers"),
        ("Contact", [DAY], None),
        ("Recruiter", ["jane@acme.com"], None),
        ("Recruiter", ["yes", "no"], None),
        ("Panel", ["Jane Doe", "Bob Roe"], "interviewers"),
        ("Panel", [DAY], "interview_date"),
        ("Interview with manager", [DAY], "interview_date"),
        ("Interview with recruiter", [DAY], "interview_date"),
        ("Interview with", ["Jane Doe <jane@acme.com>"], "interviewers"),
        ("Interview (Y/N)", ["yes", "no"], None),
        ("Number", ["+44 20 7946 0000"], "contact_phone"),
        ("Follow up", [DAY], "follow_up_on"),
        ("Follow up", ["yes", "no", "yes"], "checked_in"),
        ("Follow up", [True], "checked_in"),
        ("Follow up", ["sent", "sent", "rejected"], "checked_in"),
        ("Nachfassen", ["ja", "nein"], "checked_in"),
        ("Nachfassen", ["erledigt", "noch nicht", "gesendet"], "checked_in"),
        ("Relance", ["fait", "pas encore", "fait"], "checked_in"),
        ("Seguimiento", ["hecho", "no"], "checked_in"),
        ("Follow up", ["1", "0", "1"], None),  # done, or how often?
        ("Follow up", ["call Jane again", "send portfolio"], None),
        ("Follow up", ["next Friday", "1 Dec"], "follow_up_on"),
        ("Follow up", ["in 2 weeks", "next Friday", "1 Dec"], None),  # most of them would be refused
        ("Follow up", ["in 2 weeks", "next Friday"], None),
        ("Follow up", ["call Jane again", "ask HR", "1 Dec"], None),
        ("Follow up?", [], None),
        ("Follow up?", ["yes", "no"], None),  # has it been done, or is it to be?
        ("Follow up?", [DAY], "follow_up_on"),
        ("Did I follow up?", [DAY], "checked_in"),
        ("Relance", [DAY], "follow_up_on"),
        ("Relanc\u00e9", [DAY], "checked_in"),
        ("Next contact", [DAY], "follow_up_on"),
        ("Next action", [DAY], "follow_up_on"),
        ("Next action", ["call"], None),
        ("Next step", [DAY], None),  # a heading of ours
        ("Response", ["Rejected", "no answer", "Phone interview"], "outcome"),
        ("Response", ["they wrote that Bob is ill"], None),
        ("Feedback", ["Absage", "Zusage"], "outcome"),
        ("Respuesta", ["Enviado", "Rechazado", "Enviado", "Oferta"], "outcome"),  # of the application
        ("Decision", ["Rejected", "Offer"], "outcome"),
        ("Decision", [], "outcome"),
        ("Reference", ["Ann Lee", "Bob Roe"], "references"),
        ("Job reference", ["A123-B", "REQ/4711"], None),
        ("Referenz", ["A123-B"], None),
        ("Referenz", [4711, 4712], None),
        ("Référence", [], None),
        ("Job references", ["Ann Lee"], "references"),
        ("Referees", [], "references"),
        ("Referees", ["yes", "no"], None),
    ],
)
def test_what_the_column_holds_decides_where_the_heading_does_not(
    heading: str, cells: list[Cell], field: str | None
) -> None:
    layout = find([["Company", "Decision expected", heading], *(["Acme", None, cell] for cell in cells)])
    assert [name for name, index in layout.user.items() if index == 2] == ([field] if field else [])


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Decision", ["next week", "in two weeks", "by Dec 4"], "decision_expected"),
        ("Decision", [DAY, "2026-12-04"], "decision_expected"),
        ("Entscheidung", ["n\u00e4chste Woche", "bis Freitag"], "decision_expected"),
        ("Decision", ["next week", "in two weeks", "4 Dec"], "decision_expected"),
        ("Decision", ["Rejected", "next week", "Offer"], "outcome"),
        ("Response", ["by Friday", "end of next week"], "decision_expected"),
        ("Response", [DAY], None),  # the day on which it came?
    ],
)
def test_when_they_will_decide_is_told_from_what_they_decided(
    heading: str, cells: list[Cell], field: str | None
) -> None:
    layout = find([["Company", "Interview date", heading], *(["Acme", DAY, cell] for cell in cells)])
    assert [name for name, index in layout.user.items() if index == 2] == ([field] if field else [])


@pytest.mark.parametrize(
    "headings",
    [
        "Decision by | Decided",
        "Decision due | Decision",
        "Decision deadline | Company decision",
        "Decision date | Decision",
        "Response expected | Decision",
        "Entscheidung bis | Entschieden",
    ],
)
def test_a_heading_that_says_when_they_will_decide_comes_before_a_mere_decision(headings: str) -> None:
    first, second = headings.split(" | ")
    for order in ([first, second], [second, first]):
        layout = find([["Company", "Interview date", *order], ["Acme", DAY, DAY, DAY]])
        assert taken(layout)["decision_expected"] == first


@pytest.mark.parametrize(
    ("headings", "rows", "status"),
    [
        ("Absage/Zusage", ["Absage am 17.11.", "Absage", "Zusage!"], "Absage/Zusage"),
        ("O\u00f9 \u00e7a en est", ["refus", "refus", "en cours"], "O\u00f9 \u00e7a en est"),
        ("O\u00f9 j'en suis", ["Entretien pass\u00e9", "Refus\u00e9", None], "O\u00f9 j'en suis"),
        ("Where I am", ["Applied", "Phone screen"], None),  # nothing has ended, so it may be the round
        ("Whatever", ["nice people", "Rejected"], None),
        ("Whatever", ["Offered", "Accepted", "Signed"], None),  # what else is offered and accepted?
        ("Whatever", ["Accepted", "Declined", "Pending"], None),
        ("Test task", ["Accepted", "Rejected"], None),
        ("LinkedIn", ["Accepted", "No response"], None),
        ("Follow up", ["No response", "Replied"], None),
        ("Status | Whatever", ["Applied | Rejected"], "Status"),
        ("First | Second", ["Rejected | Offer", "Rejected | Rejected"], None),
    ],
)
def test_the_one_column_of_status_words_is_the_status_whatever_its_heading(
    headings: str, rows: list[str | None], status: str | None
) -> None:
    cells: list[list[Cell]] = [["Acme", DAY, *(row.split(" | ") if row else [])] for row in rows]
    layout = find([["Company", "Interview date", *headings.split(" | ")], *cells])
    assert taken(layout).get("status") == status
    assert "outcome" not in layout.user


@pytest.mark.parametrize(
    "row",
    [
        "Firma > company | Uhrzeit",
        "Firma > company | Interview am > interview_date | Uhrzeit > interview_time",
        "Company > company | Interviewer > interviewers | Date > interview_date",
        "Company > company | Interviewer > interviewers | Date | Date applied",
        "Company > company | Contact > interviewers | Date",
        "Company > company | Action | Due > follow_up_on",
        "Company > company | Due",
        "Company > company | Issue",
        "Entreprise > company | Issue > outcome",
        "Company > company | Stage > round",
        "Entreprise > company | Stage",
        "Company > company | Progress > status",
        "Company > company | Status > status | Progress > round",
        "Company > company | Interview notes > notes",
        "Company > company | Interview notes > discussed | Notes > notes",
        "Company > company | Email",
        "Company > company | Email > contact_email | Follow-up date > follow_up_on",
        "Company / Location > company",
        "Company location > location",
        "Company > company | Notes / outcome > notes,outcome",
        "Company > company | Notes / outcome > notes | Outcome > outcome",
        "Client > company | Interview date & time (GMT) > interview_date",
        "Company > company | Thank you sent (Y/N) > thank_you_sent",
        "Company > company | Position (%) > role | Position-%",
        "Client | Meeting date > interview_date",
        "Company > company | Team meeting date | Date decided | Commission | Refus ?",
        "Company > company | Recruiting company | Recruitment agency",
        "Company > company | Duration of contract | Length of contract",
        "Company > company | Interview date > interview_date | Duration of interview > duration",
        "Bedrijf > company | Notities of uitslag > notes,outcome",
        "Entreprise > company | Entretien le > interview_date | Relancé le > checked_in",
        "Entreprise > company | Entretien le > interview_date | Relancer le > follow_up_on",
        "Company > company | Meeting date | Contact > interviewers | Due date | Amount",
        "Company > company | Meeting date > interview_date | Contact > interviewers | Due date",
        "Company > company | Interview date > interview_date | Amount",
        "Firma > company | Termin | Rechnung",
        "Company > company | Satus > status | Intervew date > interview_date",
        "Company > company | Replies | Contract | Posted | Relocation | Preferences",
    ],
)
def test_what_stands_around_a_heading_decides_where_it_says_too_little(row: str) -> None:
    made = row_of("row", row)
    assert taken(locate(made.sheet, {}, (), None)) == made.expected


def test_with_is_whom_the_interview_beside_it_is_with() -> None:
    rows: list[list[Cell]] = [["Firma", "Gespr\u00e4ch am", "mit"], ["Acme", DAY, "Jana Roth"]]
    assert taken(find(rows))["interviewers"] == "mit"


def test_a_column_of_dates_is_an_interview_and_not_who_held_it() -> None:
    rows: list[list[Cell]] = [
        ["Empresa", "Entrevista inicial", "Entrevista con gerente", "Panel"],
        ["Acme", DAY, DAY, DAY],
    ]
    assert [(each.date, each.interviewers) for each in find(rows).rounds] == [(1, None), (2, None), (3, None)]


@pytest.mark.parametrize(
    ("sheet", "header_row", "found"),
    [
        (
            """
            Company |     | Interview |      |      | Notes
            Name    | Job | Date      | Time | With |
            Acme    | QA  | 3 Dec     | 2pm  | Jane | nice
            """,
            2,
            {
                "company": 0,
                "role": 1,
                "interview_date": 2,
                "interview_time": 3,
                "interviewers": 4,
                "notes": 5,
            },
        ),
        (
            """
            Application |        |      | Interview |       |
            Company     | Role   | Date | Date      | Place | Result
            Acme        | Office | x    | y         | HR    |
            """,
            2,
            {"company": 0, "role": 1, "interview_date": 3, "location": 4, "outcome": 5},
        ),
        (
            """
            My job hunt in 2026
            Company | Role | Date
            Acme    | QA   | 3 Dec
            """,
            2,
            {"company": 0, "role": 1},
        ),
    ],
)
def test_headings_on_two_lines_and_under_groups_are_read_together(
    sheet: str, header_row: int, found: dict[str, int]
) -> None:
    layout = find(sheet)
    assert (layout.header_row, layout.user) == (header_row, found)


@pytest.mark.parametrize(
    ("headings", "rounds"),
    [
        ("Company | Interview date | Interview time", ()),
        ("Company | Interview 1 date | Notes", ()),
        (
            "Firm | Interview 1 date | Interview 1 time | Interviewer 1 | Interview 2 date | Interviewer 2",
            (RoundColumns("Interview 1", 1, 2, 3), RoundColumns("Interview 2", 4, None, 5)),
        ),
        (
            "Firma | Kontakt | Erstes Gespr\u00e4ch am | Zweites Gespr\u00e4ch am",
            (
                RoundColumns("Erstes Gespr\u00e4ch", 2, None, 1),
                RoundColumns("Zweites Gespr\u00e4ch", 3, None, 1),
            ),
        ),
        (
            "Company | Interview date | Interview time | Second interview date | Date Onsite",
            (
                RoundColumns("Interview", 1, 2),
                RoundColumns("Second interview", 3),
                RoundColumns("Onsite", 4),
            ),
        ),
    ],
)
def test_each_of_several_interviews_in_a_row_has_its_columns(
    headings: str, rounds: tuple[RoundColumns, ...]
) -> None:
    layout = find(headings)
    assert layout.rounds == rounds
    assert not rounds or layout.user["interview_date"] == rounds[0].date


@pytest.mark.parametrize(
    ("sheet", "rounds"),
    [
        (
            """
                    |      | Round 1 |             | Round 2 |             |
            Company | Role | Date    | Interviewer | Date    | Interviewer | Outcome
            Acme    | QA   | 10 Nov  | Jane Doe    | 17 Nov  | Bob Roe     |
            """,
            [("Round 1", "Round 1 Date", 3), ("Round 2", "Round 2 Date", 5)],
        ),
        (
            """
            Company | Phone screen   |                | Onsite         |
                    | Interview date | Interviewers   | Interview date | Interviewers
            Acme    | 10 Nov         | Jane Doe       | 17 Nov         | Bob Roe
            """,
            [
                ("Phone screen Interview", "Phone screen Interview date", 2),
                ("Onsite Interview", "Onsite Interview date", 4),
            ],
        ),
        (
            """
            Search A |                |          | Search B |                |
            Company  | Interview date | Role     | Company  | Interview date | Role
            Acme     | 10 Nov         | QA       | Globex   | 17 Nov         | QA
            """,
            [],
        ),
    ],
)
def test_groups_over_headings_that_recur_make_several_interviews_of_a_row(
    sheet: str, rounds: list[tuple[str, str, int | None]]
) -> None:
    layout = find(sheet)
    found = [(each.label, layout.headings[each.date], each.interviewers) for each in layout.rounds]
    assert found == rounds
    assert {"company", "interview_date"} <= layout.user.keys()


def test_two_headings_of_one_field_are_told_apart_and_the_other_is_remembered() -> None:
    layout = find("Employer | Organisation | Interview date | ROLE | Role")
    assert layout.user == {"company": 0, "interview_date": 2, "role": 3}
    assert layout.over == {1: "company", 4: "role"}
    assert [problem.column for problem in layout.problems] == ["ROLE"]


def test_a_field_that_the_settings_give_a_heading_is_never_guessed() -> None:
    sheet = table("Firma | Unternehmen | Interview am")
    assert locate(sheet, {"company": "Unternehmen"}, (), None).user == {"company": 1, "interview_date": 2}
    assert "company" not in locate(sheet, {"company": "Acme"}, (), None).user


def test_rows_that_are_no_interviews_are_told_by_number() -> None:
    sheet = table(
        """
        Company    | Interview date | Role
        Acme       | 2026-12-03     | QA
        Total      | 2026-12-04     | QA
        Company    | Interview date | Role
        Foo        |                |
        TOTAL: 7 interviews |       | 3
                   |                |
        Bar        |                |
                   |                |
        Notes:     |                |
        call Jane  |                |
        """
    )
    assert locate(sheet, {}, (), None).aside(sheet) == {4, 6, 10, 11}


CELLS = st.one_of(st.none(), st.text(), st.dates(), st.booleans(), st.floats())


@given(st.lists(st.lists(CELLS, max_size=6), max_size=5))
def test_whatever_stands_in_a_sheet_no_column_is_two_and_nothing_breaks(rows: list[list[Cell]]) -> None:
    sheet = table([["Company", "Interview", "Contact", *["x"] * 3], *rows])
    layout = locate(sheet, {}, (), None)
    assert layout.aside(sheet) <= set(range(layout.header_row + 1, len(sheet.rows) + 1))
    assert len(set(layout.user.values())) == len(layout.user)
