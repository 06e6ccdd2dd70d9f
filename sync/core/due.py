"""When each follow-up is due, by which rule, and why: the dates of the protocol, one method for each kind.

Ids such as TY-2 are the rules' names in the protocol, in the tests, in the `Why` column and here. What the
user's marks and the end of an application make of a date is left to `sync.core.rules`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from sync.core.model import Interview
from sync.core.settings import Settings
from sync.core.values import short
from sync.core.workdays import Workdays


class When(NamedTuple):
    """When something is due, by which rule, and why. The hint is for as long as it is still to be done."""

    due: datetime
    rule: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates that the protocol gives one user on one day."""

    settings: Settings
    workdays: Workdays
    today: date  # on the user's clock

    def ask(self, interview: Interview) -> When | None:
        """AS-1: what to ask before leaving. Once the interview is over there is nothing left of it."""
        rules = self.settings.rules.ask
        if interview.day is None:
            return None
        if interview.start:
            due = interview.start - timedelta(minutes=rules.before)
            clocks = self.both_clocks(interview.start, interview.zone)
            when = When(due, "AS-1", f"{_span(rules.before)} before the interview{clocks}")
        else:
            due = self.at(interview.day, rules.without_time, interview.zone)
            when = When(due, "AS-1", "on the interview's day; no time is known")
        return when if self.today <= due.astimezone(self.settings.timezone).date() else None

    def thank_you(self, interview: Interview) -> When | None:
        """TY-2: the same evening; later after a late interview, the next morning after a very late one."""
        if interview.end is None:
            return None
        when = self._after(interview.end)
        if not interview.interviewers:
            when = when._replace(hint="; add the interviewers' names for a note to each")
        if interview.by_letter:
            when = when._replace(hint=f"; TY-3: by letter or card{when.hint}")
        return when

    def _after(self, end: datetime) -> When:
        rules = self.settings.rules.thank_you
        local = end.astimezone(self.settings.timezone)
        later = end + timedelta(minutes=rules.after_end)
        evening = self.at(local.date(), rules.at)
        if later <= evening:
            return When(evening, "TY-2", "same evening")
        if local.time() <= rules.latest:
            return When(later, "TY-2", f"{_span(rules.after_end)} after a late end")
        morning = self.at(local.date() + timedelta(days=1), rules.morning)
        return When(morning, "TY-2", "it ends too late for that evening; next morning")

    def references(self, interview: Interview) -> When | None:
        """RF-2: an hour after the interview, within the hours at which one rings people up."""
        if interview.end is None:
            return None
        when = self._calling_hours(interview.end)
        if phone_for_references(interview):
            return when
        return when._replace(hint="; RF-3: add a Contact phone, so that they know who is calling")

    def _calling_hours(self, end: datetime) -> When:
        rules = self.settings.rules.references
        due = end + timedelta(minutes=rules.after_end)
        local = due.astimezone(self.settings.timezone)
        if local.time() < rules.opens:
            return When(self.at(local.date(), rules.opens), "RF-2", f"not before {rules.opens:%H:%M}")
        if local.time() > rules.closes:
            opening = self.at(local.date() + timedelta(days=1), rules.opens)
            return When(opening, "RF-2", f"next morning, not after {rules.closes:%H:%M}")
        return When(due, "RF-2", f"{_span(rules.after_end)} after the interview")

    def check_ins(self, interview: Interview) -> Iterator[When]:
        """CI-0 to CI-5: on the day asked for, else after the decision, else after the interview."""
        rules, workdays = self.settings.rules.check_in, self.workdays
        day, decision = interview.day, interview.decision

        def on(date_: date, rule: str, reason: str, hint: str = "") -> When:
            return When(self.at(date_, rules.at, interview.zone), rule, reason, hint)  # CI-3

        if interview.follow_up_day:
            yield on(interview.follow_up_day, "CI-0", "the day in Follow up on")
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

    def reply(self, interview: Interview, since: date) -> When:
        """CL-2: the working day after the one on which it was first seen that they said no."""
        due = self.at(self.workdays.next_after(since), self.settings.rules.reply.at, interview.zone)
        return When(due, "CL-2", "they said no; next working day")

    def offer_call(self, interview: Interview, since: date) -> When:
        """OF-1: the working day after the one on which the offer was first seen."""
        due = self.at(self.workdays.next_after(since), self.settings.rules.offer_call.at, interview.zone)
        return When(due, "OF-1", "they made an offer; next working day")

    def feedback(self, interview: Interview, asked: date) -> When:
        """FB-2: within a day of being asked."""
        due = self.at(asked + timedelta(days=1), self.settings.rules.feedback.at, interview.zone)
        return When(due, "FB-2", f"they asked for feedback on {short(asked)}; within a day")

    def both_clocks(self, moment: datetime, zone: tzinfo) -> str:
        """Show a time on the company's clock and on the user's, where they differ; "" where not."""
        if zone == self.settings.timezone:
            return ""
        there, here = moment.astimezone(zone), moment.astimezone(self.settings.timezone)
        if there.replace(tzinfo=None) == here.replace(tzinfo=None):
            return ""
        days = [f" on {each:%a}" if there.date() != here.date() else "" for each in (there, here)]
        return f"; {there:%H:%M} {_place(zone)}{days[0]} = {here:%H:%M} here{days[1]}"

    def at(self, day: date, clock: time, zone: tzinfo | None = None) -> datetime:
        """Give the instant of a wall-clock time; one that a DST night leaves out comes an hour later.

        `zone` is the user's where none is given.
        """
        return datetime.combine(day, clock, zone or self.settings.timezone).astimezone(UTC)


def phone_for_references(interview: Interview) -> str:
    """RF-1: the number that a reference will be called from: the office's, else an interviewer's."""
    numbers = (interview.contact_phone, *(person.phone for person in interview.interviewers))
    return next(filter(None, numbers), "")


def _place(zone: tzinfo) -> str:
    """Name a clock by its place: New York; by its distance from UTC where it has none."""
    key = getattr(zone, "key", "") or str(zone)
    return key.rpartition("/")[2].replace("_", " ")


def _span(minutes: int) -> str:
    words = {30: "half an hour", 60: "an hour"}
    return words.get(minutes, f"{minutes} minutes")
