"""What the rows of one application have to do with each other: rounds, and people met or told before.

An application is one role at one company, from its first interview to the answer that ends it. The rules for
one interview are in `sync.core.rules`; what they gave is corrected here, never added to.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol

from sync.core.model import FollowUp, Interview, Kind, State
from sync.core.occasions import ENDS_WHEN
from sync.core.people import person_key
from sync.core.values import fold, short

FINAL = frozenset({"rejected", "withdrawn", "accepted", "no response"})
"""The endings after which another interview for the same role is another application."""

_LAST = datetime.max.replace(tzinfo=UTC)

Given = Sequence[FollowUp]  # what the rules gave for one interview


@dataclass(frozen=True, slots=True)
class Round:
    """An interview among the others.

    `company` and `role` tell which belong together. `blocked` has the kinds that a cell which cannot be read
    holds back, with their state where it is known all the same.
    """

    interview: Interview
    follow_up_id: str
    company: str
    role: str
    blocked: Mapping[Kind, State | None]


class Calendar(Protocol):
    """What the last run left of a follow-up."""

    def withdrawn(self, item: FollowUp) -> bool:
        """Tell whether it is known not to be open."""

    def standing(self, item: FollowUp) -> FollowUp | None:
        """Give it as it is open there, or done; None where it is neither."""


def together(rounds: Sequence[Round], given: Sequence[Given], calendar: Calendar) -> list[Given]:
    """Correct what each interview was given by what the others say.

    An answer or a next interview in a later round ends the check-in of an earlier one (CI-7). A person is
    thanked once per company and day (TY-1), a reference told once per application (RF-1). What a row has in
    the calendar counts while a cell of it cannot be read, and what was withdrawn so far stays so while the
    date of another interview that may be the cause cannot be read.
    """
    corrected = list(given)
    order = sorted(range(len(rounds)), key=lambda at: _order(rounds[at]))
    by_company: Mapping[str, list[int]] = defaultdict(list)
    by_role: Mapping[tuple[str, str], list[int]] = defaultdict(list)
    for at in order:
        by_company[rounds[at].company].append(at)
        by_role[rounds[at].company, rounds[at].role].append(at)

    def once(rows: Sequence[int], kind: Kind, key_of: Callable[[FollowUp], Hashable], why: str) -> None:
        held = [rounds[at] for at in rows if kind in rounds[at].blocked]
        _once(rows, corrected, kind, key_of, why, lambda item: _stand_ins(item, held, calendar))

    for alike in filter(_several, by_role.values()):
        rows = _in_doubt(rounds, alike, corrected, calendar)
        _leave(rounds, rows, corrected, {Kind.CHECK_IN, Kind.REFERENCES}, calendar)
        for application in _applications(rounds, rows):
            _end_check_ins(rounds, application, corrected)
            once(
                application[::-1], Kind.CHECK_IN, _own_day, "CI-4: once on that day, for all interviews here"
            )
            once(application, Kind.REFERENCES, _who, "RF-1: told once, of another interview here")
            once(application, Kind.THANK_YOU, _nobody_and_end, "TY-1: thanked once for that interview")
            once(application, Kind.ASK, _when, "AS-1: asked once, at that interview")
        _answer_once(rounds, rows, corrected)
        once(rows, Kind.FEEDBACK, _when, "FB-2: answered once, for all of its interviews")
    for rows in filter(_several, by_company.values()):  # the last meeting of a day is the one to thank for
        _leave(rounds, rows, corrected, {Kind.THANK_YOU}, calendar)
        once(rows[::-1], Kind.THANK_YOU, _who_and_day, "TY-1: thanked once for that day")
    return [_not_owed(items) if any(item.owed_thanks for item in items) else items for items in corrected]


def _several(rows: Sequence[int]) -> bool:
    """Whether there is another interview to be corrected by."""
    return len(rows) > 1


def _order(of: Round) -> tuple[datetime, str, str]:
    """Sort by time. The ID decides between equals, and not the row: rows move."""
    return of.interview.end or _LAST, of.follow_up_id, of.interview.part


def _in_doubt(
    rounds: Sequence[Round], rows: Sequence[int], given: Sequence[Given], calendar: Calendar
) -> Sequence[int]:
    """Put last, on a day of which a time cannot be read, the one whose check-in is in the calendar."""
    days = {rounds[at].interview.day for at in rows if rounds[at].interview.unreadable & ENDS_WHEN} - {None}
    check_in = next((item for at in rows for item in given[at] if item.kind is Kind.CHECK_IN), None)
    if check_in is None or not days:
        return rows

    def place(at: int) -> tuple[date, bool]:
        day = rounds[at].interview.day
        stood = day in days and calendar.standing(_of_another(check_in, rounds[at])) is not None
        return day or date.max, stood

    return sorted(rows, key=place)


def _applications(rounds: Sequence[Round], rows: Sequence[int]) -> Iterable[Sequence[int]]:
    """Part the interviews for one role, in order, where an answer ended an application."""
    application: list[int] = []
    for at in rows:
        application.append(at)
        if rounds[at].interview.ended in FINAL:
            yield application
            application = []
    yield application


def _end_check_ins(rounds: Sequence[Round], rows: Sequence[int], corrected: list[Given]) -> None:
    answer = coming = ""
    for at in reversed(rows):
        interview = rounds[at].interview
        if (answer or coming) and not interview.ended:
            corrected[at] = [_after(item, answer, coming) for item in corrected[at]]
        # A round without a date may as well be an earlier one, and a cancelled one answers nothing.
        if interview.day and interview.ended != "cancelled":
            coming = f"the next interview is on {short(interview.day)}"
            if interview.ended:
                answer = f"it ended in a later round: {interview.ended}"


def _after(item: FollowUp, answer: str, coming: str) -> FollowUp:
    """Give a follow-up as it is after a later round, and perhaps its answer, have come.

    A day of the user's own outlives another interview, but no answer. After one, references need no call.
    """
    if item.kind is Kind.CHECK_IN and item.state is State.DONE:
        return replace(item, answered=True)
    theirs = item.interview.follow_up_day is not None
    ends = answer or (coming if item.kind is Kind.CHECK_IN and not theirs else "")
    if item.kind in {Kind.CHECK_IN, Kind.REFERENCES} and item.state in _WAITING and ends:
        return _not_needed(item, "CI-7", ends)
    return item


def _answer_once(rounds: Sequence[Round], rows: Sequence[int], corrected: list[Given]) -> None:
    """Answer a rejection or an offer of the last round alone, where several rows have been told of it."""
    later: str | None = None
    for at in reversed(rows):
        ended = rounds[at].interview.ended
        over = {Kind.REPLY} if later == "rejected" else set()
        over |= {Kind.OFFER_CALL} if later else set()
        corrected[at] = [
            _not_needed(item, item.rule, "a later round has the answer")
            if item.kind in over and item.state.open
            else item
            for item in corrected[at]
        ]
        if rounds[at].interview.day and ended != "cancelled":
            later = ended or later


_OPEN = frozenset(state for state in State if state.open)
_WAITING = _OPEN | {State.MISSED}


def _once(
    rows: Iterable[int],
    corrected: list[Given],
    kind: Kind,
    key_of: Callable[[FollowUp], Hashable],
    why: str,
    elsewhere: Callable[[FollowUp], Iterable[FollowUp]],
) -> None:
    """Keep one of several follow-ups that are the same to the person they are for.

    It is the first that still is to be done, or has been; that it was done for another one counts for it. So
    does that it was skipped, where it comes first; but who was not to be thanked for a day is not at all, and
    a reference who was not to be told yet may be another time.
    `elsewhere` gives it as rows have it of which a cell cannot be read.
    """
    settled = {State.DONE, State.SKIPPED} if kind is Kind.THANK_YOU else {State.DONE}
    stands = _OPEN if kind is Kind.REFERENCES else _OPEN | {State.SKIPPED}
    same: Mapping[Hashable, list[tuple[int, FollowUp]]] = defaultdict(list)
    for at in rows:
        for item in corrected[at]:
            if item.kind is kind and (key := key_of(item)) is not None:
                same[key].append((at, item))
    rule, _, reason = why.partition(": ")
    for key, several in same.items():
        counting = [each for each in elsewhere(several[0][1]) if key_of(each) == key]
        counting += [item for _, item in several]
        if len(counting) == 1:
            continue
        done = [item for item in counting if item.state in settled]
        kept = next(iter(done), None) or next((item for item in counting if item.state in stands), None)
        if kept is None:
            continue
        for at, item in several:
            if item is not kept and item.state in _WAITING:
                corrected[at] = [
                    _not_needed(item, rule, reason) if each is item else each for each in corrected[at]
                ]


def _stand_ins(item: FollowUp, held: Iterable[Round], calendar: Calendar) -> Iterable[FollowUp]:
    """Give the same follow-up as rows have it whose cells cannot be read: as marked, else as published."""
    for round_ in held:
        theirs = _of_another(item, round_)
        standing = calendar.standing(theirs)
        if state := round_.blocked[item.kind]:
            if standing or _who(item) in _people(theirs):
                yield replace(theirs, state=state)
        elif standing and _lacks_its_day(round_.interview) and standing.due.date() == item.due.date():
            yield replace(standing, interview=item.interview)
        elif standing:
            yield standing


def _lacks_its_day(interview: Interview) -> bool:
    return interview.day is None or "follow_up_on" in interview.unreadable


def _people(item: FollowUp) -> Collection[str]:
    interview = item.interview
    people = {Kind.REFERENCES: interview.references, Kind.THANK_YOU: interview.interviewers}
    return {person_key(person.name) for person in people.get(item.kind, ())}


def _of_another(item: FollowUp, round_: Round) -> FollowUp:
    return replace(item, id=round_.follow_up_id, interview=round_.interview)


def _leave(
    rounds: Sequence[Round],
    rows: Sequence[int],
    corrected: list[Given],
    kinds: Collection[Kind],
    calendar: Calendar,
) -> None:
    unknown = [rounds[at].interview for at in rows if "interview_date" in rounds[at].interview.unreadable]

    if not unknown:
        return

    def waits(item: FollowUp) -> bool:
        if item.kind not in kinds or not item.state.open or not calendar.withdrawn(item):
            return False
        return any(_may_close(interview, item) for interview in unknown)

    for at in rows:
        corrected[at] = [
            _not_needed(item, item.rule, "as before, until the date of another interview here can be read")
            if waits(item)
            else item
            for item in corrected[at]
        ]


def _may_close(interview: Interview, item: FollowUp) -> bool:
    """Tell whether another interview may be the cause: a reference heard of it, or it had an answer."""
    if item.kind is not Kind.REFERENCES or interview.ended:
        return True
    return _who(item) in _people(replace(item, interview=interview))


def _not_owed(items: Given) -> Given:
    """TY-6: thanks that another row has are not owed by this one's check-in."""
    missed = any(item.kind is Kind.THANK_YOU and item.state is State.MISSED for item in items)
    return [replace(item, owed_thanks=item.owed_thanks and missed) for item in items]


def _who(item: FollowUp) -> Hashable:
    return item.person and person_key(item.person.name)


def _who_and_day(item: FollowUp) -> Hashable:
    return item.person and (person_key(item.person.name), item.interview.day)


def _nobody_and_end(item: FollowUp) -> Hashable:
    """Tell one interview by its end where nobody is named; of a day, without a time, several may be so."""
    return None if item.person else (item.interview.end, fold(item.interview.round))


def _own_day(item: FollowUp) -> Hashable:
    return item.interview.follow_up_day


def _when(item: FollowUp) -> Hashable:
    return item.due


def _not_needed(item: FollowUp, rule: str, reason: str) -> FollowUp:
    return replace(item, state=State.NOT_NEEDED, rule=rule, reason=reason, told="")
