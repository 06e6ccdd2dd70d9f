"""What one run remembers of a row for the next: its content, and since when its cells say what they say.

It is kept in the feed; how it stands there is left to `sync.core.feed`.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from sync.core.identity import Print
from sync.core.model import Interview, Mark, Seen
from sync.core.values import hashed
from sync.core.values.stages import ENDINGS

ENDED = "ended"
ENDS_IN = frozenset({"outcome", "status"})
NAMED, CHECK_IN_FOR = "check_in_named", "check_in_for"
_TEXT_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Remembered:
    """A row's fingerprint, and by field when what it says was first seen: its marks, and how it ended.

    The days that are named for the check-in are among them, or those that `Checked in` was ticked for.
    """

    print: Print
    seen: Mapping[str, Seen] = field(default_factory=dict)


def recall(interview: Interview, before: Remembered | None) -> Interview:
    """Give an interview as it is known to have ended while the cells that say so cannot be read."""
    known = before.seen.get(ENDED) if before else None
    if before is None or known is None or interview.ended:
        return interview
    said_so = {name for name, seen in before.seen.items() if seen.text == known.text}
    if not interview.unreadable & (ENDS_IN | said_so):
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
    seen |= _days_named(interview, before, seen.get("checked_in"))
    print_ = Print.of(interview.content)
    if before and "company" in interview.unreadable:
        print_ = print_._replace(company=before.print.company)
    if before and "role" in interview.unreadable:
        print_ = print_._replace(role=before.print.role)
    return Remembered(print_, seen)


def is_named_since(interview: Interview, seen: Mapping[str, Seen], rule: str) -> bool:
    """Tell whether the day that gives the check-in by this rule was named after it was ticked, or with it."""
    then, now = seen.get(CHECK_IN_FOR), _named(interview).get(rule)
    if then is None or not now:
        return False
    return now.isdisjoint(then.text[at : at + _TEXT_LENGTH] for at in range(0, len(then.text), _TEXT_LENGTH))


def _days_named(interview: Interview, before: Remembered | None, mark: Seen | None) -> Mapping[str, Seen]:
    """Give the days that are named for the check-in, and where that is ticked those it is ticked for.

    A tick is for the days of the run before: one that is written along with it is for the next time.
    """
    then = before.seen if before else {}
    unknown = interview.unreadable & {"follow_up_on", "decision_expected"}
    now = then.get(NAMED) if unknown else _as_seen(_named(interview).values())
    named = {NAMED: now} if now and now != NOTHING else {}
    said = interview.marks.get("checked_in")
    ticked = said.mark is Mark.DONE and said.on is None if said else "checked_in" in interview.unreadable
    if mark is None or not ticked:
        return named
    if then.get("checked_in") == mark:
        ticked_for = then.get(CHECK_IN_FOR) or now
    else:
        ticked_for = then.get(NAMED, NOTHING) if before and not unknown else now
    return named | ({CHECK_IN_FOR: ticked_for} if ticked_for else {})


def _as_seen(days: Iterable[AbstractSet[str]]) -> Seen:
    return Seen(date.min, None, "".join(sorted({day for each in days for day in each})) or NOTHING.text)


def _named(interview: Interview) -> Mapping[str, frozenset[str]]:
    """Give the days that the row names for its check-in, hashed, by the rule that uses each.

    A decision may be told in words, too: its day moves with the interview's, and words may become their day.
    """
    named: Mapping[str, tuple[object, ...]] = {
        "CI-0": (interview.follow_up_on,),
        "CI-1": (interview.decision, interview.decision_words),
    }
    return {rule: frozenset(fingerprint(str(day)) for day in days if day) for rule, days in named.items()}


def fingerprint(text: str) -> str:
    """Give what is kept of a text: enough to see that it is another one."""
    return hashed(text.casefold(), _TEXT_LENGTH)


NOTHING = Seen(date.min, None, fingerprint(""))
