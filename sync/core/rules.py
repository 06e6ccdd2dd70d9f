"""The follow-up protocol, rule by rule: from one interview to the follow-ups it asks for.

Ids such as TY-2 are the rules' names in the protocol, in the tests, in the `Why` column and here. All that
is decided here depends on the user's day and never on the time of day, so that two runs on one day agree.
What the user's marks mean is said in `sync.core.marks`, what the rows of one application have to do with
each other in `sync.core.rounds`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from sync.core.marks import COLUMN_OF, Word, word
from sync.core.memory import ENDED, ENDS_IN
from sync.core.model import Advice, FollowUp, Interview, Kind, Mark, Person, Seen, State
from sync.core.settings import Answer, Settings
from sync.core.values import short
from sync.core.workdays import Workdays

NOTHING_SEEN: Mapping[str, Seen] = MappingProxyType({})
ENDS_WHEN = frozenset({"interview_date", "interview_time", "duration", "time_zone"})
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


@dataclass(frozen=True, slots=True)
class _Date:
    """When something is due, by which rule, and why. The hint is for as long as it is still to be done."""

    due: datetime
    rule: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """An interview, with what the rules need beside it."""

    interview: Interview
    follow_up_id: str
    seen: Mapping[str, Seen]


@dataclass(frozen=True, slots=True)
class Protocol:
    """The rules as they apply to one user on one day."""

    settings: Settings
    workdays: Workdays
    today: date  # on the user's clock

    def follow_ups(
        self, interview: Interview, follow_up_id: str, seen: Mapping[str, Seen] = NOTHING_SEEN
    ) -> tuple[FollowUp, ...]:
        """Give all follow-ups of one interview, whatever their state, less those that are blocked.

        `seen` is when the cells of its row were first seen to say what they say, by field.
        """
        blocked = self.blocked(interview)
        found: list[FollowUp] = []
        for kind, follow_ups in self._rules.items():
            if kind not in blocked:
                found += follow_ups(_Case(interview, follow_up_id, seen))
        if any(item.kind is Kind.THANK_YOU and item.state is State.MISSED for item in found):
            found = [replace(item, owed_thanks=item.kind is Kind.CHECK_IN) for item in found]
        return tuple(found)

    @property
    def _rules(self) -> Mapping[Kind, Callable[["_Case"], Iterator[FollowUp]]]:
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

    def blocked(self, interview: Interview) -> frozenset[Kind]:
        """Give the kinds that must wait, because a cell that their date is made from could not be read."""
        if not interview.unreadable:
            return frozenset()
        if "company" in interview.unreadable:
            return frozenset(self._rules)
        check_in = {"time_zone", "follow_up_on"}
        if not interview.follow_up_on:
            check_in |= {"decision_expected", "style"}
            if not interview.decision:
                check_in |= {"interview_date"}
        depends_on = {
            Kind.ASK: ENDS_WHEN - {"duration"},
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

    def settled(self, interview: Interview, seen: Mapping[str, Seen] = NOTHING_SEEN) -> Mapping[Kind, State]:
        """Give the blocked kinds whose state needs no date: the user's word is there, or an end of it all."""
        by_word = {Mark.DONE: State.DONE, Mark.SKIPPED: State.SKIPPED}
        states = {}
        for kind in self.blocked(interview):
            said = word(interview, kind, seen.get(COLUMN_OF.get(kind, "")), self.today)
            # There may be a second check-in, which the mark does not close, or something to reply to since.
            unsure = kind is Kind.CHECK_IN and (
                interview.style == "assertive" or "style" in interview.unreadable
            )
            unsure |= kind in ON_THEIR_CLOCK - {Kind.CHECK_IN}
            state = None if unsure and said.mark is Mark.DONE else by_word.get(said.mark)
            if state is None and interview.ended and kind in ENDED_BY_AN_ANSWER:
                state = State.NOT_NEEDED
            if state:
                states[kind] = state
        return states

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

    def _asks(self, case: "_Case") -> Iterator[FollowUp]:
        """AS-1: what to ask before leaving. Once the interview is over there is nothing left of it."""
        interview, rules = case.interview, self.settings.rules.ask
        if interview.day is None:
            return
        if interview.start:
            due = interview.start - timedelta(minutes=rules.before)
            clocks = self._both(interview.start, interview.zone)
            reason = f"{_span(rules.before)} before the interview{clocks}"
        else:
            due = self._at(interview.day, rules.without_time, interview.zone)
            reason = "on the interview's day; no time is known"
        if self.today <= due.astimezone(self.settings.timezone).date():
            yield self._follow_up(case, Kind.ASK, None, _Date(due, "AS-1", reason))

    def _thank_yous(self, case: "_Case") -> Iterator[FollowUp]:
        interview = case.interview
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
            yield self._follow_up(case, Kind.THANK_YOU, person, when)

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

    def _references(self, case: "_Case") -> Iterator[FollowUp]:
        interview = case.interview
        if interview.end is None:
            return
        when = self._references_due(interview.end)
        if not phone_for_references(interview):
            when = replace(when, hint="; RF-3: add a Contact phone, so that they know who is calling")
        for person in interview.references:
            yield self._follow_up(case, Kind.REFERENCES, person, when)

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

    def _check_ins(self, case: "_Case") -> Iterator[FollowUp]:
        interview = case.interview
        dates = tuple(self._check_in_dates(interview))
        if not dates:
            return
        said = self._word(case, Kind.CHECK_IN, interview.contact, dates[0].due)
        for number, when in enumerate(dates, start=1):
            counts, hint = said, ""
            if said.mark is Mark.DONE and not self._closes(said, when.due, number):
                counts = said._replace(mark=Mark.NOT_YET, told="")
                hint = f"; Checked in is {short(said.by)}, before this was due"
            elif number > 1 and said.until:
                counts = self._after_one_put_off(said, when.due, interview.zone)
            when_ = replace(when, hint=f"{when.hint}{hint}")
            yield self._state_of(case, Kind.CHECK_IN, interview.contact, when_, counts, number)

    def _after_one_put_off(self, said: Word, due: datetime, zone: tzinfo) -> Word:
        """CI-5: a second check-in keeps its day, unless the first was put off so far that it comes first."""
        if said.until is None or said.until < due.astimezone(zone).date():
            return said._replace(until=None, told="")
        return said._replace(
            until=self.workdays.add(said.until, self.settings.rules.check_in.assertive_again)
        )

    def _check_in_dates(self, interview: Interview) -> Iterator[_Date]:
        rules, workdays = self.settings.rules.check_in, self.workdays
        day, decision = interview.day, interview.decision

        def on(date_: date, rule: str, reason: str, hint: str = "") -> _Date:
            return _Date(self._at(date_, rules.at, interview.zone), rule, reason, hint)  # CI-3

        if interview.follow_up_on and interview.last:
            yield on(interview.follow_up_on, "CI-0", "the day in Follow up on")
            return
        hint = ""
        if decision and (decision >= day if day else "interview_date" in interview.unreadable):
            first, rule = workdays.next_after(decision), "CI-1"
            reason = f"they decide by {short(decision)}; next working day"
            if words := interview.decision_words:
                reason = f'they said "{words}", taken for {short(decision)}; next working day'
        elif day:
            first, rule = workdays.add(day, rules.without_decision), "CI-2"
            reason = f"no decision date; {rules.without_decision} working days after the interview"
            if self.today > day:
                hint = "; AS-1: Ask when they will decide (their office can tell)"
        else:
            return
        if interview.style == "gentle":
            first = workdays.add(first, rules.gentle_later)
            reason = f"{reason}; CI-5: gentle, {rules.gentle_later} working days later"
        yield on(first, rule, reason, hint)
        if interview.style == "assertive":
            again = workdays.add(first, rules.assertive_again)
            yield on(again, "CI-5", f"assertive; {rules.assertive_again} working days after the first")

    def _closes(self, said: Word, due: datetime, number: int) -> bool:
        """Tell whether having checked in closes a check-in: those that were due by then.

        A tick gives no day. It closes the first one, and a second one only when that was due when the tick
        was first seen: else the second would close itself, unseen, on the day it comes up.
        """
        if said.on is None and number == 1:
            return True
        return due.astimezone(self.settings.timezone).date() <= said.by

    def _replies(self, case: "_Case") -> Iterator[FollowUp]:
        """CL-2: a gracious word to those who met the candidate and took somebody else."""
        if case.interview.ended == "rejected" and case.interview.day and case.interview.last:
            yield from self._answer(case, Kind.REPLY, "CL-2", "they said no", self.settings.rules.reply)

    def _offer_calls(self, case: "_Case") -> Iterator[FollowUp]:
        """OF-1: thank them, and ask what comes next. Accepting is the user's own step."""
        if case.interview.ended == "offer" and case.interview.last:
            rules = self.settings.rules.offer_call
            yield from self._answer(case, Kind.OFFER_CALL, "OF-1", "they made an offer", rules)

    def _answer(self, case: "_Case", kind: Kind, rule: str, reason: str, rules: Answer) -> Iterator[FollowUp]:
        """Answer what ended it, on the working day after the one on which that was first seen."""
        ended = case.seen.get(ENDED) or Seen(self.today, None, "")
        if ended.on == date.min:  # before we knew
            return
        day = self.workdays.next_after(ended.on)
        yield from self._answered(case, kind, ended.on, day, rules, (rule, f"{reason}; next working day"))

    def _feedback(self, case: "_Case") -> Iterator[FollowUp]:
        """FB-2: they asked the candidate for feedback."""
        asked = case.interview.feedback_wanted
        if asked and case.interview.last:
            why = "FB-2", f"they asked for feedback on {short(asked)}; within a day"
            rules = self.settings.rules.feedback
            yield from self._answered(case, Kind.FEEDBACK, asked, asked + timedelta(days=1), rules, why)

    def _answered(
        self, case: "_Case", kind: Kind, since: date, day: date, rules: Answer, why: tuple[str, str]
    ) -> Iterator[FollowUp]:
        """Give an answer that is due on a day. Having replied closes what there was to reply to by then."""
        interview = case.interview
        when = _Date(self._at(day, rules.at, interview.zone), *why)
        said = self._word(case, kind, interview.contact, when.due)
        # When an answer came is known by when it was seen, and so must be when it was replied to.
        replied = said.by if kind is Kind.FEEDBACK else said.seen
        if said.mark is not Mark.SKIPPED and replied < since:
            said = Word(Mark.NOT_YET, said.seen)
        yield self._state_of(case, kind, interview.contact, when, said)

    def _word(self, case: "_Case", kind: Kind, person: Person | None, due: datetime) -> Word:
        seen = case.seen.get(COLUMN_OF.get(kind, ""))
        due_on = due.astimezone(self._clock_of(kind, case.interview)).date()
        return word(case.interview, kind, seen, self.today, person, due_on)

    def _clock_of(self, kind: Kind, interview: Interview) -> tzinfo:
        return interview.zone if kind in ON_THEIR_CLOCK else self.settings.timezone

    def _follow_up(self, case: "_Case", kind: Kind, person: Person | None, when: _Date) -> FollowUp:
        return self._state_of(case, kind, person, when, self._word(case, kind, person, when.due))

    def _state_of(
        self, case: "_Case", kind: Kind, person: Person | None, when: _Date, said: Word, number: int = 1
    ) -> FollowUp:
        interview = case.interview
        if said.until:
            zone = self._clock_of(kind, interview)
            when = replace(when, due=self._at(said.until, when.due.astimezone(zone).time(), zone))
        day = when.due.astimezone(self.settings.timezone).date()
        missed_after = self._missed_after(kind)
        ended = interview.ended if kind in ENDED_BY_AN_ANSWER else None
        state = self._state(said.mark, ended, day, missed_after)
        rule, reason, told = when.rule, when.reason, said.told
        if kind in ON_THEIR_CLOCK:
            reason = f"{reason}{self._both(when.due, interview.zone)}"
        if state.open:
            reason = "; ".join((f"{reason}{when.hint}", *interview.notes))
        elif state is State.MISSED:
            not_done = f"not done within {missed_after} working days of {short(day)}"
            rule, reason = MISSED[kind], "; ".join((not_done, *interview.notes))
        elif state is State.NOT_NEEDED:
            rule, reason, told = "CI-7", f"it ended: {interview.ended}", ""
        return FollowUp(
            case.follow_up_id, kind, interview, person, when.due, state, rule, reason, number, said.on, told
        )  # fmt: skip

    def _missed_after(self, kind: Kind) -> int:
        """Give the working days after which it is too late. What to ask goes by itself before."""
        rules = self.settings.rules
        section = rules.check_in if kind is Kind.ASK else getattr(rules, kind.name.lower())
        return int(section.missed_after)

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

    def _both(self, moment: datetime, zone: tzinfo) -> str:
        """Show a time on the company's clock and on the user's, where they differ."""
        there, here = moment.astimezone(zone), moment.astimezone(self.settings.timezone)
        if there.replace(tzinfo=None) == here.replace(tzinfo=None):
            return ""
        days = [f" on {each:%a}" if there.date() != here.date() else "" for each in (there, here)]
        return f"; {there:%H:%M} {place(zone)}{days[0]} = {here:%H:%M} here{days[1]}"

    def _at(self, day: date, clock: time, zone: tzinfo | None = None) -> datetime:
        """Give the instant of a wall-clock time; one that a DST night leaves out comes an hour later."""
        return datetime.combine(day, clock, zone or self.settings.timezone).astimezone(UTC)


def _answer_depends_on(interview: Interview, ending: str, fields: AbstractSet[str]) -> AbstractSet[str]:
    """Give what an answer to one ending depends on: on nothing where it is known to be another one."""
    if interview.ended is None:
        return ENDS_IN
    return fields if interview.ended == ending else frozenset()


def phone_for_references(interview: Interview) -> str:
    """RF-1: the number that a reference will be called from: the office's, else an interviewer's."""
    numbers = (interview.contact_phone, *(person.phone for person in interview.interviewers))
    return next(filter(None, numbers), "")


def place(zone: tzinfo) -> str:
    """Name a clock by its place: New York; by its distance from UTC where it has none."""
    key = getattr(zone, "key", "") or str(zone)
    return key.rpartition("/")[2].replace("_", " ")


def _span(minutes: int) -> str:
    words = {30: "half an hour", 60: "an hour"}
    return words.get(minutes, f"{minutes} minutes")
