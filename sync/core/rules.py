"""The follow-up protocol: from one interview to the follow-ups it asks for, and the state of each today.

All that is decided here depends on the user's day and never on the time of day, so that two runs on one day
agree. When each is due is said in `sync.core.due`, what the user's marks mean in `sync.core.marks`, what the
rows of one application have to do with each other in `sync.core.rounds`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from sync.core.due import Dates, When
from sync.core.marks import MARK_COLUMN_OF, Word, word
from sync.core.memory import ENDED, ENDS_IN, is_named_since
from sync.core.model import Advice, FollowUp, Interview, Kind, Mark, Person, Seen, State
from sync.core.occasions import ENDS_WHEN, LASTS
from sync.core.settings import Settings
from sync.core.values import short
from sync.core.workdays import Workdays

NOTHING_SEEN: Mapping[str, Seen] = MappingProxyType({})
ENDED_BY_AN_ANSWER = frozenset({Kind.ASK, Kind.THANK_YOU, Kind.REFERENCES, Kind.CHECK_IN})
MISSED = {
    Kind.THANK_YOU: "TY-6",
    Kind.REFERENCES: "RF-4",
    Kind.CHECK_IN: "CI-8",
    Kind.REPLY: "CL-2",
    Kind.OFFER_CALL: "OF-1",
    Kind.FEEDBACK: "FB-2",
}
"""The rule by which each kind comes to be missed."""
ON_THEIR_CLOCK = frozenset({Kind.CHECK_IN, Kind.REPLY, Kind.OFFER_CALL, Kind.FEEDBACK})


class _Case(NamedTuple):
    """An interview, with what the rules need beside it."""

    interview: Interview
    follow_up_id: str
    seen: Mapping[str, Seen]


@dataclass(frozen=True)  # without slots, for what is worked out once
class Protocol:
    """The rules as they apply to one user on one day."""

    settings: Settings
    workdays: Workdays
    today: date  # on the user's clock

    @cached_property
    def dates(self) -> Dates:
        """When what is due, for this user on this day."""
        return Dates(self.settings, self.workdays, self.today)

    def follow_ups(
        self, interview: Interview, follow_up_id: str, seen: Mapping[str, Seen] = NOTHING_SEEN
    ) -> tuple[FollowUp, ...]:
        """Give all follow-ups of one interview, whatever their state, less those that are blocked.

        `seen` is when the cells of its row were first seen to say what they say, by field.
        """
        waiting = self._waiting(interview)
        case = _Case(interview, follow_up_id, seen)
        found: list[FollowUp] = []
        for kind, follow_ups in self._rules.items():
            if kind not in waiting:
                found += follow_ups(case)
        if any(item.kind is Kind.THANK_YOU and item.state is State.MISSED for item in found):
            found = [replace(item, owed_thanks=item.kind is Kind.CHECK_IN) for item in found]
        return tuple(found)

    @cached_property
    def _rules(self) -> Mapping[Kind, Callable[[_Case], Iterator[FollowUp]]]:
        rules = self.settings.rules
        kinds: dict[Kind, tuple[bool, Callable[[_Case], Iterator[FollowUp]]]] = {
            Kind.THANK_YOU: (True, self._thank_yous),
            Kind.REFERENCES: (True, self._references),
            Kind.CHECK_IN: (True, self._check_ins),
            Kind.ASK: (rules.ask.enabled, self._asks),
            Kind.REPLY: (rules.reply.enabled, self._replies),
            Kind.OFFER_CALL: (rules.offer_call.enabled, self._offer_calls),
            Kind.FEEDBACK: (rules.feedback.enabled, self._feedback),
        }
        return {kind: rule for kind, (enabled, rule) in kinds.items() if enabled}

    def blocked(
        self, interview: Interview, seen: Mapping[str, Seen] = NOTHING_SEEN
    ) -> Mapping[Kind, State | None]:
        """Give the kinds that must wait, because a cell that their date is made from could not be read.

        Each with its state where that needs no date: the user's word is there, or an end of it all.
        """
        return {kind: self._settled(interview, kind, seen) for kind in self._waiting(interview)}

    def _waiting(self, interview: Interview) -> frozenset[Kind]:
        if not interview.unreadable:
            return frozenset()
        if "company" in interview.unreadable:
            return frozenset(self._rules)
        check_in = {"time_zone", "follow_up_on"}
        if not interview.follow_up_day:
            check_in |= {"decision_expected", "style"}
            if not interview.decision:
                check_in |= {"interview_date"}
        depends_on = {
            Kind.ASK: ENDS_WHEN - LASTS,
            Kind.THANK_YOU: ENDS_WHEN | {"interviewers"},
            Kind.REFERENCES: ENDS_WHEN | {"references"},
            Kind.CHECK_IN: check_in,
            Kind.REPLY: _answer_depends_on(interview, "rejected", {"time_zone", "interview_date"}),
            Kind.OFFER_CALL: _answer_depends_on(interview, "offer", {"time_zone"}),
            Kind.FEEDBACK: {"time_zone", "feedback_wanted"}
            if interview.feedback_wanted
            else {"feedback_wanted"},
        }
        return frozenset(kind for kind in self._rules if interview.unreadable & depends_on[kind])

    def _settled(self, interview: Interview, kind: Kind, seen: Mapping[str, Seen]) -> State | None:
        first = seen.get(MARK_COLUMN_OF.get(kind, ""))
        said = word(interview, kind, first, self.today, self.settings.timezone).mark
        # There may be a second check-in, which the mark does not close, or something to reply to since.
        unsure = kind in ON_THEIR_CLOCK
        if kind is Kind.CHECK_IN:
            unsure = interview.style == "assertive" or "style" in interview.unreadable
        # Nor does a mark close what is for an interview that may still be to come.
        was_to_come = first is not None and first.day is not None and first.on < first.day
        unsure |= interview.day is None and (interview.parts > 1 or was_to_come)
        if said is Mark.SKIPPED:
            return State.SKIPPED
        if said is Mark.DONE and not unsure:
            return State.DONE
        return State.NOT_NEEDED if interview.ended and kind in ENDED_BY_AN_ANSWER else None

    def advice(self, follow_ups: Sequence[FollowUp]) -> Advice | None:
        """CL-1: wait for an answer to the last check-in, and move on where none comes."""
        check_ins = [item for item in follow_ups if item.kind is Kind.CHECK_IN]
        if not check_ins or any(item.state.open for item in follow_ups):
            return None
        last = max(check_ins, key=lambda item: item.due)
        if last.state not in {State.DONE, State.MISSED} or last.interview.ended or last.answered:
            return None
        days = self.settings.rules.check_in.give_up_after
        asked = last.done_on or last.due.astimezone(self.settings.timezone).date()
        until = self.workdays.add(asked, days)
        if self.today <= until:
            why = f"CL-1: they have until {short(until)}, {days} working days after the check-in"
            return Advice("Wait for an answer, and keep applying elsewhere", why)
        why = f"CL-1: no answer within {days} working days of {short(asked)}"
        return Advice("No answer: move on", why)

    def _asks(self, case: _Case) -> Iterator[FollowUp]:
        if when := self.dates.ask(case.interview):
            yield self._follow_up(case, Kind.ASK, None, when)

    def _thank_yous(self, case: _Case) -> Iterator[FollowUp]:
        """TY-1: one to each person met."""
        if when := self.dates.thank_you(case.interview):
            for person in case.interview.interviewers or (None,):
                yield self._follow_up(case, Kind.THANK_YOU, person, when)

    def _references(self, case: _Case) -> Iterator[FollowUp]:
        if when := self.dates.references(case.interview):
            for person in case.interview.references:
                yield self._follow_up(case, Kind.REFERENCES, person, when)

    def _check_ins(self, case: _Case) -> Iterator[FollowUp]:
        interview = case.interview
        dates = tuple(self.dates.check_ins(interview))
        if not dates:
            return
        said = self._word(case, Kind.CHECK_IN, interview.contact, dates[0].due)
        for number, when in enumerate(dates, start=1):
            counts, hint = said, ""
            of_then = number == 1 and not is_named_since(interview, case.seen, when.rule)
            if said.mark is Mark.DONE and not self._closes(said, when.due, of_then=of_then):
                counts = said._replace(mark=Mark.NOT_YET, told="")
                hint = f"; Checked in is {short(said.by)}, before this was due"
            elif number > 1 and said.until:
                counts = self._after_one_put_off(said, when.due, interview.zone)
            when_ = when._replace(hint=f"{when.hint}{hint}")
            yield self._state_of(case, Kind.CHECK_IN, interview.contact, when_, counts, number)

    def _after_one_put_off(self, said: Word, due: datetime, zone: tzinfo) -> Word:
        """CI-5: a second check-in keeps its day, unless the first was put off so far that it comes first."""
        if said.until is None or said.until < due.astimezone(zone).date():
            return said._replace(until=None, told="")
        return said._replace(
            until=self.workdays.add(said.until, self.settings.rules.check_in.assertive_again)
        )

    def _closes(self, said: Word, due: datetime, *, of_then: bool) -> bool:
        """Tell whether having checked in closes a check-in: those that were due by then.

        A tick gives no day. It closes the first one as it was then, and a second one, or one on a day that
        was named later, only when that was due when the tick was first seen: else that would close itself,
        unseen, on the day it comes up.
        """
        if said.on is None and of_then:
            return True
        return due.astimezone(self.settings.timezone).date() <= said.by

    def _replies(self, case: _Case) -> Iterator[FollowUp]:
        """CL-2: a gracious word to those who met the candidate and took somebody else."""
        interview = case.interview
        since = self._ended_on(case)
        if interview.ended == "rejected" and interview.day and interview.last and since:
            yield self._answer(case, Kind.REPLY, since, self.dates.reply(interview, since))

    def _offer_calls(self, case: _Case) -> Iterator[FollowUp]:
        """OF-1: thank them, and ask what comes next. Accepting is the user's own step."""
        interview = case.interview
        since = self._ended_on(case)
        if interview.ended == "offer" and interview.last and since:
            yield self._answer(case, Kind.OFFER_CALL, since, self.dates.offer_call(interview, since))

    def _ended_on(self, case: _Case) -> date | None:
        """Give the day on which its end was first seen, None for one from before we knew the row."""
        ended = case.seen.get(ENDED) or Seen(self.today, None, "")
        return None if ended.on == date.min else ended.on

    def _feedback(self, case: _Case) -> Iterator[FollowUp]:
        """FB-2: they asked the candidate for feedback."""
        interview = case.interview
        if (asked := interview.feedback_wanted) and interview.last:
            yield self._answer(case, Kind.FEEDBACK, asked, self.dates.feedback(interview, asked))

    def _answer(self, case: _Case, kind: Kind, since: date, when: When) -> FollowUp:
        """Give the answer to what they said on a day. Having replied closes what had come by then."""
        contact = case.interview.contact
        said = self._word(case, kind, contact, when.due)
        # When an answer came is known by when it was seen, and so must be when it was replied to.
        replied = said.by if kind is Kind.FEEDBACK else said.seen
        if said.mark is not Mark.SKIPPED and replied < since:
            said = Word(Mark.NOT_YET, said.seen)
        return self._state_of(case, kind, contact, when, said)

    def _word(self, case: _Case, kind: Kind, person: Person | None, due: datetime) -> Word:
        seen = case.seen.get(MARK_COLUMN_OF.get(kind, ""))
        due_on = due.astimezone(self._clock_of(kind, case.interview)).date()
        return word(case.interview, kind, seen, self.today, self.settings.timezone, person, due_on)

    def _clock_of(self, kind: Kind, interview: Interview) -> tzinfo:
        return interview.zone if kind in ON_THEIR_CLOCK else self.settings.timezone

    def _follow_up(self, case: _Case, kind: Kind, person: Person | None, when: When) -> FollowUp:
        return self._state_of(case, kind, person, when, self._word(case, kind, person, when.due))

    def _state_of(
        self, case: _Case, kind: Kind, person: Person | None, when: When, said: Word, number: int = 1
    ) -> FollowUp:
        interview = case.interview
        if said.until:
            zone = self._clock_of(kind, interview)
            when = when._replace(due=self.dates.at(said.until, when.due.astimezone(zone).time(), zone))
        day = when.due.astimezone(self.settings.timezone).date()
        ended = interview.ended if kind in ENDED_BY_AN_ANSWER else None
        state = self._state(kind, said.mark, ended, day)
        rule, reason, told = when.rule, when.reason, said.told
        if kind in ON_THEIR_CLOCK:
            reason = f"{reason}{self.dates.both_clocks(when.due, interview.zone)}"
        if state.open:
            reason = "; ".join((f"{reason}{when.hint}", *interview.notes))
        elif state is State.MISSED:
            working_days = self.settings.rules.missed_after(kind)
            not_done = f"not done within {working_days} working days of {short(day)}"
            rule, reason = MISSED[kind], "; ".join((not_done, *interview.notes))
        elif state is State.NOT_NEEDED:
            rule, reason, told = "CI-7", f"it ended: {interview.ended}", ""
        return FollowUp(
            id=case.follow_up_id,
            kind=kind,
            interview=interview,
            person=person,
            due=when.due,
            state=state,
            rule=rule,
            reason=reason,
            number=number,
            done_on=said.on,
            told=told,
        )

    def _state(self, kind: Kind, said: Mark, ended: str | None, day: date) -> State:
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
        if self.today > self.workdays.add(day, self.settings.rules.missed_after(kind)):
            return State.MISSED
        return State.OVERDUE


def _answer_depends_on(interview: Interview, ending: str, fields: AbstractSet[str]) -> AbstractSet[str]:
    """Give what an answer to one ending depends on: on nothing where it is known to be another one."""
    if interview.ended is None:
        return ENDS_IN
    return fields if interview.ended == ending else frozenset()
