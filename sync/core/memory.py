"""What one run remembers of a row for the next: its content, and since when its cells say what they say.

It is kept in the feed; how it stands there is left to `sync.core.feed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sync.core.identity import Print
from sync.core.model import Interview, Seen
from sync.core.values import hashed
from sync.core.values.stages import ENDINGS

ENDED = "ended"
ENDS_IN = frozenset({"outcome", "status"})
CHECK_IN_FOR = "check_in_for"
_TEXT_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Remembered:
    """A row's fingerprint, and by field when what it says was first seen: its marks, and how it ended.

    Beside the mark in `Checked in` stand the days that were named for the check-in when that was first seen.
    """

    print: Print
    seen: Mapping[str, Seen] = field(default_factory=dict)


def recall(interview: Interview, before: Remembered | None) -> Interview:
    """Give an interview as it is known to have ended while the cells that say so cannot be read."""
    known = before.seen.get(ENDED) if before else None
    if known is None or interview.ended or not interview.unreadable & ENDS_IN:
        return interview
    endings = {fingerprint(ending): ending for ending in ENDINGS.values()}
    return replace(interview, ended=endings.get(known.text))


def remember(
    interview: Interview, before: Remembered | None, today: date, latest: date | None = None
) -> Remembered:
    """Remember a row. What is said as it was before, or cannot be read now, keeps its day.

    A company or a role that cannot be read is remembered as it was.

    A row that is new to us and has ended already may have done so long ago: it is taken to have ended on the
    day of its `latest` interview, and without one before we knew (`date.min`).
    """
    said = {name: text for name, text in interview.texts.items() if text}
    said |= {ENDED: interview.ended} if interview.ended else {}
    seen = {name: before.seen[name] for name in interview.unreadable & before.seen.keys()} if before else {}
    for name, text in said.items():
        text_ = fingerprint(text)
        known = before.seen.get(name) if before else None
        if known and known.text == text_:
            seen[name] = known
        else:
            new = name == ENDED and before is None
            on = min(latest or interview.day or date.min, today) if new else today
            seen[name] = Seen(on, interview.day, text_)
    if mark := seen.get("checked_in"):
        known = before.seen.get(CHECK_IN_FOR) if before and before.seen.get("checked_in") == mark else None
        if known or not interview.unreadable & {"follow_up_on", "decision_expected"}:
            seen[CHECK_IN_FOR] = known or Seen(mark.on, interview.day, "".join(_named(interview).values()))
    print_ = Print.of(interview.content)
    if before and "company" in interview.unreadable:
        print_ = print_._replace(company=before.print.company)
    if before and "role" in interview.unreadable:
        print_ = print_._replace(role=before.print.role)
    return Remembered(print_, seen)


def is_named_since(interview: Interview, seen: Mapping[str, Seen], rule: str) -> bool:
    """Tell whether the day that gives the check-in by this rule was named after the mark was first seen."""
    then, now = seen.get(CHECK_IN_FOR), _named(interview).get(rule)
    if then is None or now is None:
        return False
    return now not in {then.text[:_TEXT_LENGTH], then.text[_TEXT_LENGTH:]}


def _named(interview: Interview) -> Mapping[str, str]:
    """Give the days that the row names for its check-in, hashed, by the rule that uses each."""
    named = {"CI-0": interview.follow_up_on, "CI-1": interview.decision_words or interview.decision}
    return {rule: fingerprint(str(day)) for rule, day in named.items()}


def fingerprint(text: str) -> str:
    """Give what is kept of a text: enough to see that it is another one."""
    return hashed(text.casefold(), _TEXT_LENGTH)
