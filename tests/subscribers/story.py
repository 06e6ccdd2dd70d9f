"""The week: what the user does in the sheet, and what a calendar on their wall must then hold.

Times are those of Berlin, where the user is. All of it is in November 2026, whose 16th is a Monday.
"""

from typing import NamedTuple

ZONE = "Europe/Berlin"
HEADINGS = (
    "Company", "Role", "Round", "Interview date", "Interviewers", "References", "Decision expected",
    "Thank-you sent", "References notified", "Replied", "Outcome", "Notes",
)  # fmt: skip


class Step(NamedTuple):
    """What the user does before a sync, and when that sync is."""

    now: str
    edits: list[list[str]]


class Day(NamedTuple):
    """What the user does on a day, and what a calendar holds at its end.

    A line that starts with a time is what is done before the sync at that time, and so are those below it.
    Each is a method of `UserSheet` and its arguments. `anew` are the titles that stood there the day before
    already, of events that are gone now: these are other ones.
    """

    does: str
    holds: str
    anew: str = ""

    def steps(self) -> list[Step]:
        found: list[Step] = []
        for line in lines(self.does):
            now, *edit = (cell.strip() for cell in line.split("|"))
            if now:
                found.append(Step(now, []))
            if edit:
                found[-1].edits.append(edit)
        return found


def lines(drawn: str) -> list[str]:
    """Give the lines of what is drawn here."""
    return [line.strip() for line in drawn.strip().splitlines()]


WEEK = (
    Day(
        """
        2026-11-16 08:30 | add | Acme | Coder | | 2026-11-16 10:00 | Jane Doe; Bob Roe | Ann Lee | 2026-11-20
                         | add | Globex | Analyst | 1st | 2026-11-17 14:00 | Maria Silva
                         | add | Hooli | Tester | | 2026-11-18 15:00 | Gavin Poole
                         | add | Initech | Team lead | | 2026-11-19 09:30 | Peter Gibb
                         | add | Umbrella | Chemist | | 31/31/2026 | Alice Wong
        """,
        """
        16 Mon 09:30 Ask what comes next (Acme)
        16 Mon 12:00 Tell Ann Lee to expect a call (Acme)
        16 Mon 18:00 Thank Bob Roe (Acme)
        16 Mon 18:00 Thank Jane Doe (Acme)
        17 Tue 13:30 Ask what comes next (Globex)
        17 Tue 18:00 Thank Maria Silva (Globex)
        18 Wed 14:30 Ask what comes next (Hooli)
        18 Wed 18:00 Thank Gavin Poole (Hooli)
        19 Thu 09:00 Ask what comes next (Initech)
        19 Thu 18:00 Thank Peter Gibb (Initech)
        23 Mon 10:00 Check in with Acme
        24 Tue 10:00 Check in with Globex
        25 Wed 10:00 Check in with Hooli
        26 Thu 10:00 Check in with Initech
        """,
    ),
    Day(
        """
        2026-11-17 09:00 | type         | Globex | Interviewers | Maria Santos
                         | sort_down_by | Company
        2026-11-17 20:00 | type | Acme | Thank-you sent | yes
                         | type | Globex | Thank-you sent | x
        """,
        """
        16 Mon 12:00 Tell Ann Lee to expect a call (Acme)
        16 Mon 18:00 ✓ Thank Bob Roe (Acme)
        16 Mon 18:00 ✓ Thank Jane Doe (Acme)
        17 Tue 13:30 Ask what comes next (Globex)
        17 Tue 18:00 ✓ Thank Maria Santos (Globex)
        17 Tue all day 1 follow-up overdue
        18 Wed 14:30 Ask what comes next (Hooli)
        18 Wed 18:00 Thank Gavin Poole (Hooli)
        19 Thu 09:00 Ask what comes next (Initech)
        19 Thu 18:00 Thank Peter Gibb (Initech)
        23 Mon 10:00 Check in with Acme
        24 Tue 10:00 Check in with Globex
        25 Wed 10:00 Check in with Hooli
        26 Thu 10:00 Check in with Initech
        """,
    ),
    Day(
        """
        2026-11-18 09:00 | type   | Acme | References notified | 2026-11-18
                         | type   | Initech | Interview date | 2026-11-20 11:00
                         | delete | Hooli
        2026-11-18 13:00 | copy_below | Globex | Round | 2nd
                         | type       | Globex, 2nd | Interview date | 2026-11-23 14:00
                         | type       | Globex, 2nd | Interviewers | Nina Berg
                         | type       | Globex, 2nd | Thank-you sent |
        """,
        """
        16 Mon 12:00 ✓ Tell Ann Lee to expect a call (Acme)
        16 Mon 18:00 ✓ Thank Bob Roe (Acme)
        16 Mon 18:00 ✓ Thank Jane Doe (Acme)
        17 Tue 18:00 ✓ Thank Maria Santos (Globex)
        20 Fri 10:30 Ask what comes next (Initech)
        20 Fri 18:00 Thank Peter Gibb (Initech)
        23 Mon 10:00 Check in with Acme
        23 Mon 13:30 Ask what comes next (Globex)
        23 Mon 18:00 Thank Nina Berg (Globex)
        27 Fri 10:00 Check in with Initech
        30 Mon 10:00 Check in with Globex
        """,
        """
        Ask what comes next (Globex)
        Check in with Globex
        """,
    ),
    Day(
        """
        2026-11-19 09:00 | clear | Follow-up ID
        2026-11-19 14:00 | type | Acme | Outcome | rejected
                         | add  | Soylent | Analyst | | 2026-11-19 16:00 | Kim Poe
                         | add  | Stark | Team lead | | 2026-11-24 09:00 | Tony Vale | | 2026-11-25
        """,
        """
        16 Mon 12:00 ✓ Tell Ann Lee to expect a call (Acme)
        16 Mon 18:00 ✓ Thank Bob Roe (Acme)
        16 Mon 18:00 ✓ Thank Jane Doe (Acme)
        17 Tue 18:00 ✓ Thank Maria Santos (Globex)
        19 Thu 15:30 Ask what comes next (Soylent)
        19 Thu 18:00 Thank Kim Poe (Soylent)
        20 Fri 10:00 Reply to Acme's rejection
        20 Fri 10:30 Ask what comes next (Initech)
        20 Fri 18:00 Thank Peter Gibb (Initech)
        23 Mon 13:30 Ask what comes next (Globex)
        23 Mon 18:00 Thank Nina Berg (Globex)
        24 Tue 08:30 Ask what comes next (Stark)
        24 Tue 18:00 Thank Tony Vale (Stark)
        26 Thu 10:00 Check in with Soylent
        26 Thu 10:00 Check in with Stark
        27 Fri 10:00 Check in with Initech
        30 Mon 10:00 Check in with Globex
        """,
    ),
    Day(
        """
        2026-11-20 09:00 | delete | Soylent
                         | type   | Umbrella | Interview date | 2026-11-20 09:00
        2026-11-20 13:00 | add_worksheet_in_front | Contacts
                         | insert_empty_row_above | Initech
                         | type | Acme | Replied | yes
        """,
        """
        16 Mon 12:00 ✓ Tell Ann Lee to expect a call (Acme)
        16 Mon 18:00 ✓ Thank Bob Roe (Acme)
        16 Mon 18:00 ✓ Thank Jane Doe (Acme)
        17 Tue 18:00 ✓ Thank Maria Santos (Globex)
        20 Fri 08:30 Ask what comes next (Umbrella)
        20 Fri 10:00 ✓ Reply to Acme's rejection
        20 Fri 10:30 Ask what comes next (Initech)
        20 Fri 18:00 Thank Alice Wong (Umbrella)
        20 Fri 18:00 Thank Peter Gibb (Initech)
        23 Mon 13:30 Ask what comes next (Globex)
        23 Mon 18:00 Thank Nina Berg (Globex)
        24 Tue 08:30 Ask what comes next (Stark)
        24 Tue 18:00 Thank Tony Vale (Stark)
        26 Thu 10:00 Check in with Stark
        27 Fri 10:00 Check in with Initech
        27 Fri 10:00 Check in with Umbrella
        30 Mon 10:00 Check in with Globex
        """,
    ),
    Day(
        """
        2026-11-21 10:00 | delete | Acme
        """,
        """
        17 Tue 18:00 ✓ Thank Maria Santos (Globex)
        20 Fri 18:00 Thank Alice Wong (Umbrella)
        20 Fri 18:00 Thank Peter Gibb (Initech)
        21 Sat all day 2 follow-ups overdue
        23 Mon 13:30 Ask what comes next (Globex)
        23 Mon 18:00 Thank Nina Berg (Globex)
        24 Tue 08:30 Ask what comes next (Stark)
        24 Tue 18:00 Thank Tony Vale (Stark)
        26 Thu 10:00 Check in with Stark
        27 Fri 10:00 Check in with Initech
        27 Fri 10:00 Check in with Umbrella
        30 Mon 10:00 Check in with Globex
        """,
    ),
    Day(
        """
        2026-11-22 10:00 | sort_only_their_own_down_by | Role
        2026-11-22 19:00 | type | Umbrella | Thank-you sent | 2026-11-22
        """,
        """
        17 Tue 18:00 ✓ Thank Maria Santos (Globex)
        20 Fri 18:00 Thank Peter Gibb (Initech)
        20 Fri 18:00 ✓ Thank Alice Wong (Umbrella)
        22 Sun all day 1 follow-up overdue
        23 Mon 13:30 Ask what comes next (Globex)
        23 Mon 18:00 Thank Nina Berg (Globex)
        24 Tue 08:30 Ask what comes next (Stark)
        24 Tue 18:00 Thank Tony Vale (Stark)
        26 Thu 10:00 Check in with Stark
        27 Fri 10:00 Check in with Initech
        27 Fri 10:00 Check in with Umbrella
        30 Mon 10:00 Check in with Globex
        """,
    ),
)

WITHDRAWN = """
    16 Mon 09:30 Ask what comes next (Acme)
    16 Mon 12:00 ✓ Tell Ann Lee to expect a call (Acme)
    16 Mon 18:00 ✓ Thank Bob Roe (Acme)
    16 Mon 18:00 ✓ Thank Jane Doe (Acme)
    17 Tue 13:30 Ask what comes next (Globex)
    17 Tue 18:00 Thank Maria Silva (Globex)
    18 Wed 14:30 Ask what comes next (Hooli)
    18 Wed 18:00 Thank Gavin Poole (Hooli)
    19 Thu 15:30 Ask what comes next (Soylent)
    19 Thu 18:00 Thank Kim Poe (Soylent)
    20 Fri 08:30 Ask what comes next (Umbrella)
    20 Fri 10:00 ✓ Reply to Acme's rejection
    20 Fri 10:30 Ask what comes next (Initech)
    23 Mon 10:00 Check in with Acme
    24 Tue 10:00 Check in with Globex
    25 Wed 10:00 Check in with Hooli
    26 Thu 10:00 Check in with Soylent
"""
"""What was called off in that week, which a feed says and a Google calendar no longer has."""
