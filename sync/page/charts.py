"""The numbers behind the two charts: what the weeks ahead hold, and how much was done in time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sync.core.model import State
from sync.core.plan import Plan

WEEKS = 8
HEIGHT = 72  # of the tallest bar, in the chart's own units


@dataclass(frozen=True, slots=True)
class Week:
    """A week that begins on `monday`, with `count` follow-ups still to do, drawn `height` high."""

    monday: date
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class InTime:
    """How many were done by the day they were due, and how many later."""

    in_time: int
    late: int

    @property
    def total(self) -> int:
        """All of which the day is known."""
        return self.in_time + self.late


def monday_of(day: date) -> date:
    """Give the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_ahead(plan: Plan) -> tuple[Week, ...]:
    """Give this week and the seven after it: what is due from today on."""
    days = Counter(
        item.due.astimezone(plan.settings.timezone).date()
        for item in plan.follow_ups
        if item.state in (State.DUE, State.SCHEDULED)
    )
    counts: Counter[date] = Counter()
    for day, count in days.items():
        counts[monday_of(day)] += count
    mondays = [monday_of(plan.today) + timedelta(weeks=week) for week in range(WEEKS)]
    most = max((counts[monday] for monday in mondays), default=0) or 1
    return tuple(Week(monday, counts[monday], round(HEIGHT * counts[monday] / most)) for monday in mondays)


def in_time(plan: Plan) -> InTime:
    """Count what is done, where the user gave the day."""
    zone = plan.settings.timezone
    known = [
        item.done_on <= item.due.astimezone(zone).date()
        for item in plan.follow_ups
        if item.state is State.DONE and item.done_on
    ]
    return InTime(sum(known), len(known) - sum(known))
