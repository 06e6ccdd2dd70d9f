"""What the rows of one application have to do with each other: rounds, and people met or told before.

An application is one role at one company, from its first interview to the answer that ends it. The rules for
one interview are in `sync.core.rules`; what they gave is corrected here, never added to.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sync.core.model import FollowUp, Interview, Kind, State
from sync.core.people import person_key
from sync.core.values import fold, short

FINAL = frozenset({"rejected", "withdrawn", "accepted", "no response"})
"""The endings after which another interview for the same role is another application."""

_LAST = datetime.max.replace(tzinfo=UTC)

Given = Sequence[FollowUp]  # what the rules gave for one interview


def together(
    interviews: Sequence[tuple[Interview, str]],
    given: Sequence[Given],
    withdrawn: Callable[[FollowUp], bool] = lambda _: False,
) -> list[Given]:
    """Correct what each interview, with its Follow-up ID, was given by what the others say.

    An answer or a next interview in a later round ends the check-in of an earlier one (CI-7). A person is
    thanked once per company and day (TY-1), a reference told once per application (RF-1). What is `withdrawn`
    so far stays so while the date of another interview that may be the cause cannot be read.
    """
    corrected = list(given)
    order = sorted(range(len(interviews)), key=lambda at: _order(*interviews[at]))
    by_company: Mapping[str, list[int]] = defaultdict(list)
    by_role: Mapping[tuple[str, str], list[int]] = defaultdict(list)
    for at in order:
        company, role = (fold(text) for text in (interviews[at][0].company, interviews[at][0].role))
        by_company[company].append(at)
        by_role[company, role].append(at)
    for rows in filter(_several, by_role.values()):
        for rounds in _applications(interviews, rows):
            _end_check_ins(interviews, rounds, corrected)
            _once(rounds, corrected, Kind.REFERENCES, _who, "RF-1: told once, of another interview here")
        _answer_once(interviews, rows, corrected)
        _once(rows, corrected, Kind.FEEDBACK, _when, "FB-2: answered once, for all of its interviews")
        _leave(interviews, rows, corrected, {Kind.CHECK_IN, Kind.REFERENCES}, withdrawn)
    for rows in filter(_several, by_company.values()):  # the last meeting of a day is the one to thank for
        _once(rows[::-1], corrected, Kind.THANK_YOU, _who_and_day, "TY-1: thanked once for that day")
        _leave(interviews, rows, corrected, {Kind.THANK_YOU}, withdrawn)
    return [_not_owed(items) if any(item.owed_thanks for item in items) else items for items in corrected]


def _several(rows: Sequence[int]) -> bool:
    """Whether there is another interview to be corrected by."""
    return len(rows) > 1


def _order(interview: Interview, follow_up_id: str) -> tuple[datetime, str, str]:
    """Sort by time. The ID decides between equals, and not the row: rows move."""
    return interview.end or _LAST, follow_up_id, interview.part


def _applications(
    interviews: Sequence[tuple[Interview, str]], rows: Sequence[int]
) -> Iterable[Sequence[int]]:
    """Part the interviews for one role, in order, where an answer ended an application."""
    rounds: list[int] = []
    for at in rows:
        rounds.append(at)
        if interviews[at][0].ended in FINAL:
            yield rounds
            rounds = []
    yield rounds


def _end_check_ins(
    interviews: Sequence[tuple[Interview, str]], rounds: Sequence[int], corrected: list[Given]
) -> None:
    answer = coming = ""
    for at in reversed(rounds):
        interview = interviews[at][0]
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
    theirs = item.interview.follow_up_on is not None and item.interview.last
    ends = answer or (coming if item.kind is Kind.CHECK_IN and not theirs else "")
    if item.kind in {Kind.CHECK_IN, Kind.REFERENCES} and item.state in _WAITING and ends:
        return _not_needed(item, "CI-7", ends)
    return item


def _answer_once(
    interviews: Sequence[tuple[Interview, str]], rows: Sequence[int], corrected: list[Given]
) -> None:
    """Answer a rejection or an offer of the last round alone, where several rows have been told of it."""
    later: str | None = None
    for at in reversed(rows):
        ended = interviews[at][0].ended
        over = {Kind.REPLY} if later == "rejected" else set()
        over |= {Kind.OFFER_CALL} if later else set()
        corrected[at] = [
            _not_needed(item, item.rule, "a later round has the answer")
            if item.kind in over and item.state.open
            else item
            for item in corrected[at]
        ]
        if interviews[at][0].day and ended != "cancelled":
            later = ended or later


_WAITING = frozenset({State.SCHEDULED, State.DUE, State.OVERDUE, State.MISSED})


def _once(
    rows: Iterable[int],
    corrected: list[Given],
    kind: Kind,
    key_of: Callable[[FollowUp], Hashable],
    why: str,
) -> None:
    """Keep one of several follow-ups that are the same to the person they are for.

    It is the first that still is to be done, or has been; that it was done for another one counts for it. Who
    was not to be thanked for a day is not; but a reference who was not to be told yet may be another time.
    """
    settled = {State.DONE} if kind is Kind.REFERENCES else {State.DONE, State.SKIPPED}
    same: Mapping[Hashable, list[tuple[int, FollowUp]]] = defaultdict(list)
    for at in rows:
        for item in corrected[at]:
            if item.kind is kind and (key := key_of(item)) is not None:
                same[key].append((at, item))
    rule, _, reason = why.partition(": ")
    for several in same.values():
        if len(several) == 1:
            continue
        done = [item for _, item in several if item.state in settled]
        kept = next(iter(done), None) or next((item for _, item in several if item.state.open), None)
        if kept is None:
            continue
        for at, item in several:
            if item is not kept and item.state in _WAITING:
                corrected[at] = [
                    _not_needed(item, rule, reason) if each is item else each for each in corrected[at]
                ]


def _leave(
    interviews: Sequence[tuple[Interview, str]],
    rows: Sequence[int],
    corrected: list[Given],
    kinds: Collection[Kind],
    withdrawn: Callable[[FollowUp], bool],
) -> None:
    if not any("interview_date" in interviews[at][0].unreadable for at in rows):
        return
    for at in rows:
        corrected[at] = [
            _not_needed(item, item.rule, "as before, until the date of another interview here can be read")
            if item.kind in kinds and item.state.open and withdrawn(item)
            else item
            for item in corrected[at]
        ]


def _not_owed(items: Given) -> Given:
    """TY-6: thanks that another row has are not owed by this one's check-in."""
    missed = any(item.kind is Kind.THANK_YOU and item.state is State.MISSED for item in items)
    return [replace(item, owed_thanks=item.owed_thanks and missed) for item in items]


def _who(item: FollowUp) -> Hashable:
    return item.person and person_key(item.person.name)


def _who_and_day(item: FollowUp) -> Hashable:
    return item.person and (person_key(item.person.name), item.interview.day)


def _when(item: FollowUp) -> Hashable:
    return item.due


def _not_needed(item: FollowUp, rule: str, reason: str) -> FollowUp:
    return replace(item, state=State.NOT_NEEDED, rule=rule, reason=reason, told="")
