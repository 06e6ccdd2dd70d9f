"""What the user's word in a mark column means for one follow-up today, and how `Why` acknowledges it.

A mark column is a place for commands, too: `+3d` and a day to come put it off, a name closes one of several.
How a cell is read is left to `sync.core.values`.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from sync.core.model import Interview, Kind, Mark, Person, Said, Seen
from sync.core.people import person_key
from sync.core.values import short

MARK_COLUMN_OF = {
    Kind.THANK_YOU: "thank_you_sent",
    Kind.REFERENCES: "references_notified",
    Kind.CHECK_IN: "checked_in",
    Kind.REPLY: "replied",
    Kind.OFFER_CALL: "replied",
    Kind.FEEDBACK: "replied",
}
"""The column in which the user marks each kind. `ask` has none: the interview itself ends it."""

_OF_THE_INTERVIEW = frozenset({Kind.THANK_YOU, Kind.REFERENCES, Kind.CHECK_IN})


class Word(NamedTuple):
    """The mark as it counts for one follow-up, and the day on which it was first seen."""

    mark: Mark
    seen: date
    on: date | None = None
    until: date | None = None
    told: str = ""

    @property
    def by(self) -> date:
        """The day on which it was done, at the latest."""
        return self.on or self.seen


def word(
    interview: Interview,
    kind: Kind,
    seen: Seen | None,
    today: date,
    clock: tzinfo,
    person: Person | None = None,
    due: date | None = None,
) -> Word:
    """Give what the user says of a follow-up. `today` is the day on their `clock`.

    `seen` is when they were first seen to say so, None for today, and `due` is
    the day that `3d` counts from where that is still to come.
    """
    said = interview.marks.get(MARK_COLUMN_OF.get(kind, ""))
    if said is None:
        return Word(Mark.NOT_YET, seen.on if seen else today)
    first = seen or Seen(today, interview.day, "")
    nothing = Word(Mark.NOT_YET, first.on)
    if said.undo:
        return nothing._replace(told="undone")
    if said.people:
        keys = {person_key(each.name) for each in said.people}
        if person is None or person_key(person.name) not in keys:
            return nothing
        said = Said(Mark.DONE)
    if kind in _OF_THE_INTERVIEW and (stale := _stale(interview, kind, said, first, clock)):
        return nothing._replace(told=stale)
    until = _until(said, first.on, due)
    if until:
        return nothing._replace(until=until, told=f"put off to {short(until)}")
    if said.mark is Mark.SKIPPED:
        return nothing._replace(mark=Mark.SKIPPED, told="skipped")
    told = f"done on {short(said.on)}" if said.on else "done"
    return Word(Mark.DONE, first.on, said.on, told=told)


def _stale(interview: Interview, kind: Kind, said: Said, first: Seen, clock: tzinfo) -> str:
    """Say why a mark does not count for an interview: it is from before. "" where it does."""
    day, then = interview.day, first.day
    if day is None:
        return ""
    written = said.on or said.until
    # A date that is none too early for the new day is no mark from before.
    if interview.parts == 1 and then and then < day > (written or then):
        return f"marked before the interview moved from {short(then)}; {_done_later(interview, kind)}"
    if _earliest(interview, day, clock) <= (written or first.on):
        return ""
    if interview.parts == 1 and then is None:
        return "marked before there was an interview"
    if _counts_beforehand(interview, kind, said, first):
        return ""
    return f"marked before the interview on {short(day)}; {_done_later(interview, kind)}"


def _done_later(interview: Interview, kind: Kind) -> str:
    """Say how to tell that it is done: a tick that stays where it is says nothing new."""
    ticked = interview.texts.get(MARK_COLUMN_OF[kind], "").casefold() == "true"
    return f"{'untick it, or ' if ticked else ''}write the date when it is done"


def _earliest(interview: Interview, day: date, clock: tzinfo) -> date:
    """Give the first day of the user's that may be the interview's: where clocks differ, the one before."""
    return min(day, datetime.combine(day, time(), interview.zone).astimezone(clock).date())


def _counts_beforehand(interview: Interview, kind: Kind, said: Said, first: Seen) -> bool:
    """Tell whether a mark is for an interview that was still to come when it was written.

    Nobody can have been thanked or asked for news by then, but references may have been told. Of several
    interviews in a row one that is over is meant, but where nothing is to be done, or all were to come.
    """
    if interview.parts > 1:
        one_was_over = first.day is not None and first.day <= first.on
        return said.mark is Mark.SKIPPED or (said.days is not None and not one_was_over)
    return said.mark is not Mark.DONE or kind is Kind.REFERENCES or _until(said, first.on) is not None


def _until(said: Said, first_seen: date, due: date | None = None) -> date | None:
    """Give the day it is put off to. A day that was to come when it was written stays such a command."""
    if said.days is not None:
        return max(first_seen, due or first_seen) + timedelta(days=said.days)
    return said.until if said.until and said.until > first_seen else None
