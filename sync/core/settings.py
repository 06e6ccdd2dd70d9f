"""What the rules and the feed can be told: every number of the follow-up protocol, with its default.

Finding the settings, and what stands in for the missing ones, is `sync.config`'s part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from sync.core.model import Kind

Detail: TypeAlias = Literal["full", "private"]
Overdue: TypeAlias = Literal["roll-up", "keep"]


@dataclass(frozen=True, slots=True)
class ThankYou:
    """When to thank the people met, on the user's clock."""

    at: time = time(18, 0)  # TY-2: the same evening
    after_end: int = 30  # TY-2: minutes; an end later than `at` less these moves it to these after the end
    latest: time = time(21, 0)  # TY-2: an end after this moves it to the next morning
    morning: time = time(8, 30)  # TY-2: when on that morning
    missed_after: int = 5  # TY-6: working days


@dataclass(frozen=True, slots=True)
class References:
    """When to tell the references, on the user's clock."""

    after_end: int = 60  # RF-2: minutes after the interview ends
    opens: time = time(9, 0)  # RF-2: not before this
    closes: time = time(20, 0)  # RF-2: nor after this; then the next opening
    missed_after: int = 5  # RF-4: working days


@dataclass(frozen=True, slots=True)
class CheckIn:
    """When to ask for news, on the company's clock."""

    at: time = time(10, 0)  # CI-3
    without_decision: int = 5  # CI-2: working days after the interview when they named no date
    assertive_again: int = 5  # CI-5: working days from the first check-in to the second
    gentle_later: int = 2  # CI-5: working days later than usual
    missed_after: int = 10  # CI-8: working days
    give_up_after: int = 10  # CL-1: working days after the last check-in, without an answer


@dataclass(frozen=True, slots=True)
class Ask:
    """When to be reminded of what to ask at the interview."""

    enabled: bool = True
    before: int = 30  # AS-1: minutes before it starts
    without_time: time = time(9, 0)  # ... or when on its day, on the company's clock, where no time is known


@dataclass(frozen=True, slots=True)
class Answer:
    """When to answer what the company said: an offer, a rejection, a wish for feedback; on its clock."""

    enabled: bool = True
    at: time = time(10, 0)
    missed_after: int = 5  # working days


@dataclass(frozen=True, slots=True)
class Rules:
    """The protocol's numbers, one record for each kind of follow-up."""

    thank_you: ThankYou = field(default_factory=ThankYou)
    references: References = field(default_factory=References)
    check_in: CheckIn = field(default_factory=CheckIn)
    ask: Ask = field(default_factory=Ask)
    reply: Answer = field(default_factory=Answer)  # CL-2: to a rejection, on the next working day
    offer_call: Answer = field(default_factory=Answer)  # OF-1: on the next working day
    feedback: Answer = field(default_factory=Answer)  # FB-2: on the day after they asked

    def missed_after(self, kind: Kind) -> int:
        """Give the working days after which it is too late. What to ask goes by itself before."""
        return {
            Kind.THANK_YOU: self.thank_you.missed_after,
            Kind.REFERENCES: self.references.missed_after,
            Kind.CHECK_IN: self.check_in.missed_after,
            Kind.ASK: self.check_in.missed_after,
            Kind.REPLY: self.reply.missed_after,
            Kind.OFFER_CALL: self.offer_call.missed_after,
            Kind.FEEDBACK: self.feedback.missed_after,
        }[kind]


@dataclass(frozen=True, slots=True)
class Me:
    """Who signs the drafts. What is not known is empty."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The calendar feed: where it is written, as the settings spell it, and what its events show."""

    path: str = "feed/followups.ics"
    name: str = "Interview follow-ups"
    detail: Detail = "full"
    alarm: int | None = 0  # minutes before; None for no alarm
    heartbeat: int | None = None  # days after which a machine that stopped is noticed; None for no such event
    overdue: Overdue = "roll-up"  # one event a day says what is overdue; "keep" leaves it at the old ones
    public_url: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the core is told besides the sheet and the clock: resolved, no default left open."""

    timezone: ZoneInfo  # the user's clock
    country: str | None  # whose public holidays count; None for weekends only
    subdivision: str | None
    day_first: bool | None  # 03/04/2026 as text is 3 April; None where nothing decides it
    me: Me
    columns: Mapping[str, str]  # the user's field -> the heading it is mapped to; mapped ones only
    rules: Rules
    sheet_columns: frozenset[str]  # the tool's fields that are written
    feed: Feed
