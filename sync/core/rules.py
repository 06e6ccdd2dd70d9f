"""The follow-up protocol, rule by rule: from one interview to the follow-ups it asks for.

Ids such as TY-2 are the rules' names in the protocol, in the tests, in the `Why` column and here. All that
is decided here depends on the user's day and never on the time of day, so that two runs on one day agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from sync.core.model import FollowUp, Interview, Kind, Mark, Person, Said, State
from sync.core.settings import Settings
from sync.core.workdays import Workdays

ENDS_WHEN = frozenset({"interview_date", "interview_time", "duration", "time_zone"})


@dataclass(frozen=True, slots=True)
class _Date:
    """When something is due, by which rule, and why. The hint is for as long as it is still to be done."""

    due: datetime
    rule: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """The rules as they apply to one user on one day."""

    settings: Settings
    workdays: Workdays
    today: date  # on the user's clock

    def follow_ups(
        self, interview: Interview, follow_up_id: str, ticked_on: date | None = None
    ) -> tuple[FollowUp, ...]:
        """Give all follow-ups of one interview, whatever their state, less those that are blocked.

        `ticked_on` is the day on which a `Checked in` mark without a date was first seen.
        """
        blocked = self.blocked(interview)
        found: list[FollowUp] = []
        if Kind.THANK_YOU not in blocked:
            found += self._thank_yous(interview, follow_up_id)
        if Kind.REFERENCES not in blocked:
            found += self._references(interview, follow_up_id)
        if Kind.CHECK_IN not in blocked:
            owed = any(item.kind is Kind.THANK_YOU and item.state is State.MISSED for item in found)
            check_ins = self._check_ins(interview, follow_up_id, ticked_on)
            found += (replace(item, owed_thanks=owed) for item in check_ins)
        return tuple(found)

    def blocked(self, interview: Interview) -> frozenset[Kind]:
        """Give the kinds that must wait, because a cell that their date is made from could not be read."""
        if not interview.unreadable:
            return frozenset()
        if "company" in interview.unreadable:
            return frozenset(Kind)
        check_in = {"time_zone", "follow_up_on"}
        if not interview.follow_up_on:
            check_in |= {"decision_expected", "style"}
            if not interview.decision:
                check_in |= {"interview_date"}
        depends_on = {
            Kind.THANK_YOU: ENDS_WHEN | {"interviewers"},
            Kind.REFERENCES: ENDS_WHEN | {"references"},
            Kind.CHECK_IN: check_in,
        }
        return frozenset(kind for kind, fields in depends_on.items() if interview.unreadable & fields)

    def settled(self, interview: Interview) -> Mapping[Kind, State]:
        """Give the blocked kinds whose state needs no date: the user's word is there, or an end of it all."""
        said = {
            Kind.THANK_YOU: interview.thanked.mark,
            Kind.REFERENCES: interview.notified.mark,
            Kind.CHECK_IN: interview.checked_in.mark,
        }
        by_word = {Mark.DONE: State.DONE, Mark.SKIPPED: State.SKIPPED}
        ended = State.NOT_NEEDED if interview.ended else None
        if interview.style == "assertive" or "style" in interview.unreadable:
            said.pop(Kind.CHECK_IN)  # there may be a second one, which the mark does not close
        states = {kind: by_word.get(said.get(kind, Mark.NOT_YET), ended) for kind in self.blocked(interview)}
        return {kind: state for kind, state in states.items() if state}

    def _thank_yous(self, interview: Interview, follow_up_id: str) -> Iterator[FollowUp]:
        if interview.end is None:
            return
        when = self._thank_you_due(interview.end)
        people: tuple[Person | None, ...] = interview.interviewers
        if not people:
            people = (None,)
            when = replace(when, hint="; add the interviewers' names for a note to each")
        if interview.by_letter:
            when = replace(when, hint=f"; TY-3: by letter or card{when.hint}")
        for person in people:  # TY-1: one to each person met
            yield self._follow_up(interview, follow_up_id, Kind.THANK_YOU, person, when, interview.thanked)

    def _thank_you_due(self, end: datetime) -> _Date:
        """TY-2: the same evening; later after a late interview, the next morning after a very late one."""
        rules = self.settings.rules.thank_you
        local = end.astimezone(self.settings.timezone)
        later = end + timedelta(minutes=rules.after_end)
        evening = self._at(local.date(), rules.at)
        if later <= evening:
            return _Date(evening, "TY-2", "same evening")
        if local.time() <= rules.latest:
            return _Date(later, "TY-2", f"{_span(rules.after_end)} after a late end")
        morning = self._at(local.date() + timedelta(days=1), rules.morning)
        return _Date(morning, "TY-2", "it ends too late for that evening; next morning")

    def _references(self, interview: Interview, follow_up_id: str) -> Iterator[FollowUp]:
        if interview.end is None:
            return
        when = self._references_due(interview.end)
        if not phone_for_references(interview):
            when = replace(when, hint="; RF-3: add a Contact phone, so that they know who is calling")
        for person in interview.references:
            yield self._follow_up(interview, follow_up_id, Kind.REFERENCES, person, when, interview.notified)

    def _references_due(self, end: datetime) -> _Date:
        """RF-2: an hour after the interview, within the hours at which one rings people up."""
        rules = self.settings.rules.references
        due = end + timedelta(minutes=rules.after_end)
        local = due.astimezone(self.settings.timezone)
        if local.time() < rules.opens:
            return _Date(self._at(local.date(), rules.opens), "RF-2", f"not before {rules.opens:%H:%M}")
        if local.time() > rules.closes:
            opening = self._at(local.date() + timedelta(days=1), rules.opens)
            return _Date(opening, "RF-2", f"next morning, not after {rules.closes:%H:%M}")
        return _Date(due, "RF-2", f"{_span(rules.after_end)} after the interview")

    def _check_ins(
        self, interview: Interview, follow_up_id: str, ticked_on: date | None
    ) -> Iterator[FollowUp]:
        person = next(iter(interview.interviewers), None)
        for number, date_ in enumerate(self._check_in_dates(interview), start=1):
            said, when = self._checked_in(interview.checked_in, date_.due, number, ticked_on), date_
            if said.mark is Mark.NOT_YET and said.on:
                when = replace(date_, hint=f"; Checked in is {short(said.on)}, before this was due")
                said = Said(Mark.NOT_YET)
            yield self._follow_up(interview, follow_up_id, Kind.CHECK_IN, person, when, said, number)

    def _check_in_dates(self, interview: Interview) -> Iterator[_Date]:
        rules, workdays = self.settings.rules.check_in, self.workdays
        day, decision = interview.day, interview.decision

        def on(date_: date, rule: str, reason: str) -> _Date:
            return _Date(self._at(date_, rules.at, interview.zone), rule, reason)  # CI-3

        if interview.follow_up_on:
            yield on(interview.follow_up_on, "CI-0", "the day in Follow up on")
            return
        if decision and (decision >= day if day else "interview_date" in interview.unreadable):
            first, rule = workdays.next_after(decision), "CI-1"
            reason = f"they decide by {short(decision)}; next working day"
        elif day:
            first, rule = workdays.add(day, rules.without_decision), "CI-2"
            reason = f"no decision date; {rules.without_decision} working days after the interview"
        else:
            return
        if interview.style == "gentle":
            first = workdays.add(first, rules.gentle_later)
            reason = f"{reason}; CI-5: gentle, {rules.gentle_later} working days later"
        yield on(first, rule, reason)
        if interview.style == "assertive":
            again = workdays.add(first, rules.assertive_again)
            yield on(again, "CI-5", f"assertive; {rules.assertive_again} working days after the first")

    def _checked_in(self, said: Said, due: datetime, number: int, ticked_on: date | None) -> Said:
        """Close the check-ins that were due by the day on which the user checked in.

        A tick gives no day. It closes the first one, and a second one only when that was due when the tick
        was first seen: else the second would close itself, unseen, on the day it comes up.
        """
        if said.mark is not Mark.DONE or (said.on is None and number == 1):
            return said
        by = said.on or ticked_on or self.today
        if due.astimezone(self.settings.timezone).date() <= by:
            return Said(Mark.DONE, by)
        return Said(Mark.NOT_YET, by)

    def _follow_up(
        self,
        interview: Interview,
        follow_up_id: str,
        kind: Kind,
        person: Person | None,
        when: _Date,
        said: Said,
        number: int = 1,
    ) -> FollowUp:
        day = when.due.astimezone(self.settings.timezone).date()
        rules = self.settings.rules
        missed_rule, missed_after = {
            Kind.THANK_YOU: ("TY-6", rules.thank_you.missed_after),
            Kind.REFERENCES: ("RF-4", rules.references.missed_after),
            Kind.CHECK_IN: ("CI-8", rules.check_in.missed_after),
        }[kind]
        state = self._state(said.mark, interview.ended, day, missed_after)
        rule, reason = when.rule, when.reason + (when.hint if state.open else "")
        if state is State.MISSED:
            rule, reason = missed_rule, f"not done within {missed_after} working days of {short(day)}"
        elif state is State.NOT_NEEDED:
            rule, reason = "CI-7", f"it ended: {interview.ended}"
        return FollowUp(
            follow_up_id, kind, interview, person, when.due, state, rule, reason, number, said.on
        )  # fmt: skip

    def _state(self, said: Mark, ended: str | None, day: date, missed_after: int) -> State:
        """Let the user's word stand, then an answer that ends it (CI-7), then the calendar."""
        if said is Mark.DONE:
            return State.DONE
        if said is Mark.SKIPPED:
            return State.SKIPPED
        if ended:
            return State.NOT_NEEDED
        if self.today < day:
            return State.SCHEDULED
        if self.today == day:
            return State.DUE
        if self.today > self.workdays.add(day, missed_after):
            return State.MISSED
        return State.OVERDUE

    def _at(self, day: date, clock: time, zone: tzinfo | None = None) -> datetime:
        """Give the instant of a wall-clock time; one that a DST night leaves out comes an hour later."""
        return datetime.combine(day, clock, zone or self.settings.timezone).astimezone(UTC)


def phone_for_references(interview: Interview) -> str:
    """RF-1: the number that a reference will be called from: the office's, else an interviewer's."""
    numbers = (interview.contact_phone, *(person.phone for person in interview.interviewers))
    return next(filter(None, numbers), "")


@lru_cache
def short(day: date) -> str:
    """Write a day as the `Why` column does: Fri 20 Nov."""
    return f"{day:%a} {day.day} {day:%b}"


def _span(minutes: int) -> str:
    words = {30: "half an hour", 60: "an hour"}
    return words.get(minutes, f"{minutes} minutes")
