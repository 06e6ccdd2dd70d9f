"""The built-in example: a few interviews around today, so that something is overdue, due and to come."""

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from sync.core.columns import USER_HEADINGS
from sync.core.identity import Print
from sync.core.model import Cell
from sync.core.template import TEMPLATE

Rows: TypeAlias = list[list[Cell]]

SHOWN = (
    "company", "role", "round", "interview_date", "duration", "time_zone", "interviewers", "contact_email",
    "contact_phone", "discussed", "references", "decision_expected", "follow_up_on", "style",
    "thank_you_sent", "references_notified", "checked_in", "outcome", "notes",
)  # fmt: skip


def rows(today: date) -> Rows:
    """Give the headings and the example's interviews, with dates counted from `today`."""

    def on(days: int, clock: time | None = None) -> date:
        day = today + timedelta(days=days)
        return datetime.combine(day, clock) if clock else day

    interviews: list[dict[str, Cell]] = [
        {
            "company": "Acme",
            "role": "Staff Engineer",
            "round": "Onsite",
            "interview_date": on(0, time(10, 0)),
            "duration": 90,
            "interviewers": "Jane Doe <jane@acme.example> +44 20 7946 0018; Bob Roe <bob@acme.example>",
            "contact_phone": "+44 20 7946 0010",
            "discussed": "Jane: moving the ledger to events; Bob: how the on-call rota works",
            "references": "Ann Lee <ann.lee@example.org>; Tom Park +44 20 7946 0077",
            "decision_expected": on(7),
            "notes": "Everything here is made up: replace it with your own interviews.",
        },
        {
            "company": "Globex",
            "role": "Data Analyst",
            "round": "Phone screen",
            "interview_date": on(-3, time(15, 30)),
            "duration": "45 min",
            "interviewers": "Maria Silva <maria@globex.example>",
            "discussed": "weekly reports that nobody reads",
            "references": "Ann Lee <ann.lee@example.org>",
            "references_notified": on(-2),
        },
        {
            "company": "Initech",
            "role": "Team Lead",
            "round": "Second interview",
            "interview_date": on(-12, time(11, 0)),
            "interviewers": "Peter Gibbons",
            "contact_email": "hiring@initech.example",
            "decision_expected": on(-4),
            "style": "assertive",
            "thank_you_sent": on(-12),
        },
        {
            "company": "Hooli",
            "role": "Site Reliability Engineer",
            "round": "First interview",
            "interview_date": on(3, time(9, 0)),
            "time_zone": "America/New_York",
            "interviewers": "Gavin Hall and Lee Wong",
            "references": "Tom Park +44 20 7946 0077",
        },
        {
            "company": "Umbrella",
            "role": "Lab Manager",
            "round": "Panel",
            "interview_date": on(-30, time(14, 0)),
            "interviewers": "Alice Abernathy",
            "references": "Ann Lee <ann.lee@example.org>",
            "references_notified": "skip",
            "style": "gentle",
        },
        {
            "company": "Soylent",
            "role": "Chef",
            "interview_date": on(-20),
            "interviewers": "Sol Roth",
            "references": "Tom Park +44 20 7946 0077",
            "thank_you_sent": "yes",
            "outcome": "Rejected",
        },
        {
            "company": "Stark Industries",
            "role": "Buyer",
            "follow_up_on": on(1),
            "notes": "Applied; no interview yet. They said to ask again.",
        },
        {"company": "Wayne Enterprises", "role": "Archivist", "notes": "Applied, not heard back yet."},
    ]
    return [
        [USER_HEADINGS[name] for name in SHOWN],
        *([row.get(name) for name in SHOWN] for row in interviews),
    ]


def prints() -> frozenset[Print]:
    """Give what a feed remembers of made-up rows, the new sheet's own among them, but for their dates."""
    day = date.min + timedelta(days=366)
    return frozenset(
        _print(headings, row) for headings, *made_up in (rows(day), TEMPLATE.rows(day)) for row in made_up
    )


def _print(headings: list[Cell], row: list[Cell]) -> Print:
    cells = (row[headings.index(USER_HEADINGS[name])] for name in ("company", "role", "round"))
    return Print.of((*(str(cell or "").casefold() for cell in cells), ""))
