"""What one would write in an afternoon: the yardstick of `make bench`, with the same libraries."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
from icalendar import Alarm, Calendar, Event

STAMP = datetime(2026, 11, 18, 21, tzinfo=UTC)
FRIDAY = 4


def main(source: str, sheet: str, feed: str) -> None:
    """Read the sheet row by row, write a status column and an event with an alarm for each follow-up."""
    frame = pd.read_csv(source)
    calendar = Calendar()
    calendar.add("prodid", "-//naive//EN")
    calendar.add("version", "2.0")
    statuses = []
    for number, row in frame.iterrows():
        company = row["Company"]
        day = datetime.strptime(row["Interview date"], "%Y-%m-%d").replace(tzinfo=UTC)
        hour, minute = map(int, row["Interview time"].split(":"))
        end = day + timedelta(hours=hour + 1, minutes=minute)
        for person in row["Interviewers"].split("; "):
            name = person.split(" <")[0]
            add(calendar, f"{number}-thank-{name}", f"Thank {name} ({company})", day.replace(hour=18))
        for person in row["References"].split("; "):
            name = person.split(" <")[0]
            add(calendar, f"{number}-tell-{name}", f"Tell {name} ({company})", end + timedelta(hours=1))
        check_in = datetime.strptime(row["Decision expected"], "%Y-%m-%d").replace(tzinfo=UTC)
        check_in += timedelta(days=1)
        while check_in.weekday() > FRIDAY:
            check_in += timedelta(days=1)
        add(calendar, f"{number}-check-in", f"Check in with {company}", check_in.replace(hour=10))
        statuses.append("Scheduled" if day > STAMP else "Due")
    frame["Thank-you status"] = statuses
    frame.to_csv(sheet, index=False)
    Path(feed).write_bytes(calendar.to_ical())


def add(calendar: Calendar, uid: str, title: str, start: datetime) -> None:
    """Add one event with an alarm."""
    event = Event()
    event.add("uid", f"{uid}@naive")
    event.add("dtstamp", STAMP)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=15))
    event.add("summary", title)
    event.add("description", title)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar.add_component(event)


if __name__ == "__main__":
    main(*sys.argv[1:])
