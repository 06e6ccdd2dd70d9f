"""Which heading of a row is which field: each field at most one column, each column at most one field.

The surest claim comes first, and of equally sure ones the left. What a heading may be is left to `grammar`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sync.core.headings.grammar import (
    NUMBERED,
    REACH,
    Claim,
    Holds,
    claims_of,
    fields_of_parts,
    is_mark_of_one,
)
from sync.core.headings.reading import Reading, label, languages, parts, read

SHARED = ("status", "outcome", "notes")
"""Fields that one column may be together, where its heading names both: "Notes / outcome"."""
_MET = frozenset(("interviewers", "interview_date", "decision_expected", "follow_up_on", "checked_in"))
_SOLD = frozenset(("MEETING", "CALL"))
_BY_MEETING = ("interview_date", "interview_time")
_CLOCK = frozenset(("TIME", "START", "END"))
_DAYS = ({"DATE"}, {"DATE", "TIME"}, {"START"}, {"START", "DATE"}, {"START", "DATE", "TIME"})
_ELSE = frozenset(("ACTION", "OTHER"))  # of a column whose status words are not those of the application
_BESIDE_ACTION = ({"PLANNED"}, {"DUE"}, {"BY"}, {"PLANNED", "DATE"}, {"DUE", "DATE"})


@dataclass(frozen=True, slots=True)
class RoundColumns:
    """The columns of one of several interviews that a row has: "Interview 2 date", "Interview 2 time".

    Interviewers that no column names for this one are those named for the row; a time is never shared.
    """

    label: str  # what the user calls it, such as "Interview 2" or "Phone Screen"; it may be empty
    date: int
    time: int | None = None
    interviewers: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a row of headings was taken for; `over` are headings that would have done as well, by column.

    `unread` are columns of marks for one of several interviews each, which no field is for.
    """

    user: Mapping[str, int]
    rounds: tuple[RoundColumns, ...] = ()
    over: Mapping[int, str] = field(default_factory=dict)
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of headings, and the group headings over each column ("" where there is none)."""

    headings: Sequence[str]
    above: Sequence[str]
    spoken: frozenset[str]

    def reading(self, index: int, *, mistyped: bool = False) -> Reading:
        return read(self.headings[index], self.spoken, mistyped=mistyped)

    def said(self, index: int) -> frozenset[str]:
        """Give the meanings of a heading, or of what stands before its bracket: "Time (PT)"."""
        whole = self.reading(index)
        if whole.unknown:
            whole = read(next(iter(parts(self.headings[index], self.spoken)), ""), self.spoken)
        return frozenset() if whole.unknown else whole.meanings

    def claims(self, index: int, *, mistyped: bool = False) -> tuple[Claim, ...]:
        """Give what a column may be, by its heading or, where that is not enough, with what stands above."""
        heading, above = self.headings[index], self.above[index]
        found = claims_of(heading, self.spoken, mistyped=mistyped)
        if any(claim.holds is None for claim in found) or (found and not above):
            return found
        together = claims_of(f"{above} {heading}", self.spoken) if above and heading else ()
        return tuple(Claim(each.field, each.weight - 2, each.holds) for each in together) or found


def match(
    headings: Sequence[str],
    above: Sequence[str],
    exact: Mapping[str, int],
    free: Sequence[int],
    holds: Callable[[int], Holds],
    *,
    kept: Collection[str] = (),
    remembered: Mapping[str, int] = MappingProxyType({}),
    mistyped: bool = True,
) -> Match:
    """Match the `free` columns of a row to the fields that are not among `exact`, which stand already.

    `above` are the group headings over each column, "" where there is none. `holds` is asked of a column
    only where its heading leaves a doubt. `kept` are the fields that the settings give a heading.
    `remembered` are the free columns that the last run took for a field: they stay it, whatever they hold.
    Further interviews of a row are "interview_date 2" and so on.
    """
    row = _Row(headings, above, languages(headings))
    claimed = {index: row.claims(index) for index in free}
    if mistyped:
        claimed |= {
            index: row.claims(index, mistyped=True)
            for index, found in claimed.items()
            if not found and row.reading(index).unknown
        }
    claimed = _without_business(row, claimed)
    user, numbered = _recalled(row, exact, remembered, kept)
    over: dict[int, str] = {}
    used = {*user.values(), *numbered}
    for index, claim in _in_order(claimed):
        if (
            index in used
            or claim.field in kept
            or (claim.holds is not None and holds(index) not in claim.holds)
        ):
            continue
        if claim.field == "interview_date" and _is_numbered(row.reading(index)):
            numbered.append(index)
        if claim.field not in user:
            user[claim.field] = index
            used.add(index)
            over.pop(index, None)
        else:
            over.setdefault(index, claim.field)
    _by_neighbours(row, user, used, free, holds, kept)
    silent = [index for index in free if not claimed[index] and _ELSE.isdisjoint(row.reading(index).meanings)]
    _by_endings(user, used, silent, holds, kept)
    _shared(row, user, used - set(exact.values()), kept)
    _without_owner(row, user, kept)
    rounds = _rounds(row, user, numbered, claimed)
    part_of_rounds = {index for each in rounds for index in (each.date, each.time, each.interviewers)}
    told = {index: name for index, name in over.items() if index not in used | part_of_rounds}
    unread = (index for index in free if index not in used and is_mark_of_one(row.reading(index)))
    return Match(user, rounds, told, tuple(unread))


def _recalled(
    row: _Row, exact: Mapping[str, int], remembered: Mapping[str, int], kept: Collection[str]
) -> tuple[dict[str, int], list[int]]:
    """Give the columns that stand already, and those of them that are one of several interviews in a row."""
    user, numbered = dict(exact), []
    for name, index in sorted(remembered.items(), key=lambda each: (" " in each[0], each[1])):
        field, _, further = name.partition(" ")
        if field in kept or user.setdefault(field, index) == index:
            continue
        if further or (field == "interview_date" and _is_numbered(row.reading(index))):
            numbered.append(index)
    return user, numbered


def _without_business(row: _Row, claimed: dict[int, tuple[Claim, ...]]) -> dict[int, tuple[Claim, ...]]:
    """Leave meetings and calls out of a sheet that bills them: whom one is paid by, one sells to."""
    readings = [row.reading(index) for index in range(len(row.headings))]
    if not any(reading and "MONEY" in reading.meanings for reading in readings):
        return claimed
    return {
        index: found
        if _SOLD.isdisjoint(readings[index].meanings) or "INTERVIEW" in readings[index].meanings
        else tuple(claim for claim in found if claim.field not in _BY_MEETING)
        for index, found in claimed.items()
    }


def _in_order(claimed: Mapping[int, tuple[Claim, ...]]) -> list[tuple[int, Claim]]:
    every = [(index, claim) for index, found in claimed.items() for claim in found]
    return sorted(every, key=lambda each: (-each[1].weight, each[0]))


def _is_numbered(reading: Reading) -> bool:
    return not NUMBERED.isdisjoint(reading.meanings)


def _by_neighbours(
    row: _Row,
    user: dict[str, int],
    used: set[int],
    free: Sequence[int],
    holds: Callable[[int], Holds],
    kept: Collection[str],
) -> None:
    """Take a heading that says too little by itself for what the headings around it make of it."""
    for index in free:
        if index in used:
            continue
        said = row.said(index)
        name = ""
        if "interview_date" in user and said <= _CLOCK:
            name = _start_or_end(row, user, said, holds(index))
        elif said == {"WITH"} and "interview_date" in user:
            name = "interviewers" if holds(index) is Holds.TEXT else ""
        elif said == {"CLIENT"} and _is_interview(row, user):
            name = "company"
        elif said in _BESIDE_ACTION and index and "ACTION" in row.reading(index - 1).meanings:
            name = "follow_up_on"
        elif said in _DAYS and _all_about_interviews(row, user, index):
            may = (Holds.DATES,) if "START" in said else (Holds.DATES, Holds.NOTHING)
            name = "interview_date" if holds(index) in may else ""
        if name and name not in user and name not in kept:
            user[name] = index
            used.add(index)


def _is_interview(row: _Row, user: Mapping[str, int]) -> bool:
    """Whether the sheet says interview where it says when: with a client one meets, as well."""
    return "interview_date" in user and "INTERVIEW" in row.reading(user["interview_date"]).meanings


def _by_endings(
    user: dict[str, int],
    used: set[int],
    silent: Sequence[int],
    holds: Callable[[int], Holds],
    kept: Collection[str],
) -> None:
    """Take the one column of ends for the status, where its heading says nothing and no other says status."""
    if {"status", "outcome"}.isdisjoint({*user, *kept}):
        found = [index for index in silent if index not in used and holds(index) is Holds.ENDINGS]
        if len(found) == 1:
            user["status"] = found[0]
            used.update(found)


def _start_or_end(row: _Row, user: Mapping[str, int], said: frozenset[str], holds: Holds) -> str:
    """Tell which of the two a heading of times is. A mere "Start" may be that of the job: its cells tell."""
    if said == {"TIME"}:
        return "interview_time"
    if len(said & {"START", "END"}) != 1:
        return ""
    begins = {
        name
        for name in ("interview_date", "interview_time")
        if name in user and "START" in row.said(user[name])
    }
    may = {Holds.TIMES} | ({Holds.DATES} if "interview_date" in begins else set())
    by_start = "END" in said and "interview_time" in begins and holds is not Holds.DATES
    if "TIME" not in said and not by_start and holds not in may:
        return ""
    return "interview_time" if "START" in said else "interview_end"


def _all_about_interviews(row: _Row, user: Mapping[str, int], index: int) -> bool:
    """Whether a mere "Date" is the interview's: one is named who interviews, and nobody applies."""
    if "interviewers" not in user or "interview_date" in user:
        return False
    by = row.reading(user["interviewers"]).meanings
    others = [row.reading(other).meanings for other in range(len(row.headings)) if other != index]
    return not by.isdisjoint({"INTERVIEWER", "INTERVIEW"}) and not any(
        "DATE" in said or not said.isdisjoint({"APPLIED", "APPLICATION"}) for said in others
    )


def _shared(row: _Row, user: dict[str, int], matched: set[int], kept: Collection[str]) -> None:
    """Let a column be a second field, where its heading names both and no other column is it."""
    for index in sorted(matched):
        if any(user.get(name) == index for name in SHARED):
            for name in (
                fields_of_parts(row.headings[index], row.spoken).intersection(SHARED).difference(kept)
            ):
                user.setdefault(name, index)


def _without_owner(row: _Row, user: dict[str, int], kept: Collection[str]) -> None:
    """Leave an address alone in a sheet with neither a person nor an interview: it may be the user's own."""
    if not _MET.isdisjoint(user):
        return
    for name in REACH:
        if name in user and name not in kept and "INFO" not in row.reading(user[name]).meanings:
            del user[name]


def _rounds(
    row: _Row, user: Mapping[str, int], numbered: list[int], claimed: Mapping[int, tuple[Claim, ...]]
) -> tuple[RoundColumns, ...]:
    """Give every interview that a row has: first the one of the plain fields, the others from left to right.

    None where it has one at most.
    """
    plain = {user["interview_date"]} if "interview_date" in user else set()
    dates = [*plain, *sorted(set(numbered) - plain)]
    if len(dates) < 2:  # noqa: PLR2004 - one interview is what the fields say already
        return ()
    others = {index: found for index, found in claimed.items() if index not in dates}
    return tuple(_round(row, index, user, others) for index in dates)


def _round(
    row: _Row, date: int, user: Mapping[str, int], claimed: Mapping[int, tuple[Claim, ...]]
) -> RoundColumns:
    key = _which(row.reading(date))

    def beside(name: str) -> int | None:
        same = (index for index in claimed if key is not None and _which(row.reading(index)) == key)
        found = (index for index in same if any(claim.field == name for claim in claimed[index]))
        plain = user.get(name)
        may = name == "interviewers" or user.get("interview_date") == date
        counted = plain is not None and row.reading(plain).ordinal is not None
        return next(found, plain if may and not counted else None)

    said = label(row.reading(date), ("DATE", "TIME", "PLANNED"))
    return RoundColumns(said, date, beside("interview_time"), beside("interviewers"))


def _which(reading: Reading) -> object:
    """Tell which of several interviews a heading counts; None where it counts none."""
    if reading.ordinal is not None:
        return reading.ordinal
    return reading.meanings & (NUMBERED - {"ORDINAL"}) or None
