"""What the meanings of a heading make together: the fields it may be, and how surely.

Which heading gets which field is left to `matching`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from sync.core.headings.reading import LONGEST_HEADING, Reading, parts, read


class Holds(Enum):
    """What most cells of a column are."""

    NOTHING = auto()
    DATES = auto()
    TIMES = auto()
    EMAILS = auto()
    PHONES = auto()
    MARKS = auto()  # yes, no, a tick
    SAID = auto()  # days as people put them: next week, by Friday
    STATUSES = auto()
    ENDINGS = auto()  # such words, and one of them ends an application
    CODES = auto()  # numbers, and what is made of them: A123-B
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """A field that a heading may be, the surer the higher its weight; only where the column `holds` this."""

    field: str
    weight: int
    holds: frozenset[Holds] | None = None  # None: whatever it holds


@dataclass(frozen=True, slots=True)
class _Rule:
    field: str
    weight: int
    needs: frozenset[str]
    may: frozenset[str]
    holds: frozenset[Holds] | None


SURE, CLEAR, LIKELY, WEAK = 90, 80, 60, 40
_MARKED = frozenset(("thank_you_sent", "references_notified", "checked_in"))
REACH = ("contact_email", "contact_phone")

_DATES = frozenset({Holds.DATES})
_STATUSES = frozenset({Holds.STATUSES, Holds.ENDINGS})
_PERSONS = frozenset(Holds) - {Holds.DATES, Holds.TIMES, Holds.MARKS}
_NO_REACH = _PERSONS - {Holds.EMAILS, Holds.PHONES}
_PEOPLE = "CONTACT PERSON RECRUITER INTERVIEWER HR COMPANY NAME"
_WHICH = "ORDINAL KIND PHONE ROUND ONSITE HR RECRUITER FINAL"
"""Meanings that say which of several interviews it is."""
_ITS = f"{_WHICH} CALL CLIENT PANEL PARTY"
"""The same, and those that do so only of what is called an interview: with the team one has lunch, too."""
NUMBERED = frozenset(_ITS.split())


def _rule(
    name: str, weight: int, needs: str, may: str = "", holds: frozenset[Holds] | set[Holds] | None = None
) -> _Rule:
    wanted = frozenset(needs.split())
    return _Rule(name, weight, wanted, wanted.union(may.split()), None if holds is None else frozenset(holds))


_RULES = (
    _rule("company", CLEAR, "COMPANY", "NAME SOUGHT"),
    _rule("company", LIKELY, "COMPANY NOTIFIED", "NAME", {Holds.TEXT, Holds.NOTHING}),
    _rule("company", WEAK, "INSTITUTION", "NAME SOUGHT"),
    _rule("role", CLEAR, "ROLE", "NAME TITLE JOB APPLIED SOUGHT"),
    _rule("role", CLEAR, "JOB TITLE", "NAME APPLIED SOUGHT"),
    _rule("role", LIKELY, "TITLE"),
    _rule("role", LIKELY, "JOB", "NAME APPLIED"),
    # Interviews
    _rule("interview_date", SURE, "INTERVIEW DATE", "TIME NEXT PLANNED MEETING JOB"),
    _rule("interview_date", CLEAR, "INTERVIEW DATE", f"TIME NEXT PLANNED MEETING NUMBER EXTRA {_ITS}"),
    _rule("interview_date", LIKELY, "INTERVIEW DATE LOCATION", "TIME", _DATES),
    _rule("interview_date", LIKELY, "ROUND DATE ORDINAL", f"TIME {_WHICH}"),
    _rule("interview_date", LIKELY, "ROUND DATE KIND", f"TIME {_WHICH}"),
    _rule("interview_date", LIKELY, "ROUND DATE FINAL", f"TIME {_WHICH}"),
    _rule("interview_date", LIKELY, "ONSITE DATE", f"TIME {_WHICH}"),
    _rule("interview_date", LIKELY, "MEETING DATE", f"TIME NEXT {_WHICH}"),
    _rule("interview_date", WEAK, "CALL DATE", f"TIME {_WHICH}"),
    _rule("interview_date", WEAK, "INTERVIEW", f"NEXT PLANNED NUMBER EXTRA WITH {_ITS}", _DATES),
    *(
        _rule("interview_date", WEAK, needs, f"NEXT PLANNED {_WHICH} CALL", _DATES)
        for needs in ("MEETING", "ONSITE", "PANEL", "CALL RECRUITER")
    ),
    _rule("interview_time", CLEAR, "INTERVIEW TIME", f"PLANNED {_WHICH}"),
    _rule("interview_time", LIKELY, "MEETING TIME", "PLANNED"),
    _rule("interview_time", CLEAR, "INTERVIEW START TIME", "PLANNED"),
    _rule("interview_time", CLEAR, "INTERVIEW START", "PLANNED", {Holds.TIMES}),
    _rule("interview_date", CLEAR, "INTERVIEW START", "PLANNED", _DATES),
    _rule("interview_date", CLEAR, "INTERVIEW START DATE", "PLANNED TIME"),
    _rule("interview_end", CLEAR, "INTERVIEW END", "PLANNED TIME"),
    _rule("duration", LIKELY, "DURATION", "INTERVIEW MINUTES TIME PLANNED EXPECTED"),
    _rule("time_zone", CLEAR, "TIMEZONE", "INTERVIEW"),
    _rule("round", CLEAR, "ROUND", "INTERVIEW APPLICATION CURRENT NAME PROCESS NUMBER TYPE"),
    _rule("round", LIKELY, "INTERVIEW TYPE"),
    _rule("round", LIKELY, "INTERVIEW ACTION"),
    _rule("round", LIKELY, "INTERVIEW NUMBER"),
    _rule("round", LIKELY, "PROCESS ACTION", "CURRENT"),
    _rule("location", SURE, "INTERVIEW LOCATION", "OFFICE"),
    _rule("location", SURE, "INTERVIEW ADDRESS", "OFFICE"),
    _rule("location", CLEAR, "LOCATION", "JOB OFFICE COMPANY WORK"),
    _rule("location", LIKELY, "ADDRESS", "COMPANY OFFICE"),
    _rule("location", WEAK, "CITY", "JOB COMPANY OFFICE WORK LOCATION"),
    _rule("discussed", CLEAR, "DISCUSSED", "INTERVIEW"),
    _rule("discussed", WEAK, "INTERVIEW NOTES", "EXTRA"),
    # People
    _rule("interviewers", SURE, "INTERVIEWER", f"NAME TITLE ROLE PERSON INTERVIEW {_WHICH}"),
    _rule("interviewers", CLEAR, "INTERVIEW WITH", f"PERSON {_WHICH}", _PERSONS),
    _rule("interviewers", CLEAR, "INTERVIEW BY", "PERSON ORDINAL"),
    _rule("interviewers", CLEAR, "INTERVIEW PANEL", "PERSON NAME", _PERSONS),
    _rule("interviewers", LIKELY, "PANEL", "PERSON NAME", _PERSONS),
    _rule("interviewers", CLEAR, "INTERVIEW PERSON", "NAME"),
    _rule("interviewers", CLEAR, "CONTACT", "PERSON NAME ROLE TITLE COMPANY HR JOB ORDINAL", _NO_REACH),
    _rule("interviewers", LIKELY, "CONTACT RECRUITER", "NAME HR COMPANY", _NO_REACH),
    _rule("interviewers", LIKELY, "RECRUITER", "NAME COMPANY HR TITLE", _NO_REACH),
    _rule("interviewers", WEAK, "PERSON", "COMPANY HR NAME NOTIFIED WITH", _NO_REACH),
    _rule("contact_email", LIKELY, "CONTACT", "PERSON COMPANY HR RECRUITER INTERVIEWER INFO", {Holds.EMAILS}),
    _rule("contact_email", LIKELY, "CONTACT INFO", _PEOPLE, frozenset(Holds) - {Holds.PHONES}),
    _rule("contact_email", LIKELY, "EMAIL", f"{_PEOPLE} PARTY ADDRESS INFO"),
    _rule("contact_email", CLEAR, "CONTACT EMAIL", f"{_PEOPLE} ADDRESS"),
    _rule("contact_email", LIKELY, "EMAIL PHONE", f"{_PEOPLE} ADDRESS NUMBER"),
    _rule("contact_phone", LIKELY, "CONTACT", "PERSON COMPANY HR RECRUITER INTERVIEWER INFO", {Holds.PHONES}),
    _rule("contact_phone", LIKELY, "PHONE", f"{_PEOPLE} PARTY NUMBER"),
    _rule("contact_phone", CLEAR, "CONTACT PHONE", f"{_PEOPLE} NUMBER"),
    _rule("contact_phone", LIKELY, "CONTACT NUMBER", _PEOPLE),
    _rule("contact_phone", WEAK, "NUMBER", f"{_PEOPLE} PARTY", {Holds.PHONES}),
    _rule("references", CLEAR, "REFERENCES", "NAME CONTACT PERSON", _PERSONS - {Holds.CODES}),
    # One alone may be the advertisement's: "Job reference".
    _rule("references", CLEAR, "REFERENCES JOB", "NAME CONTACT PERSON", {Holds.TEXT}),
    _rule("references", LIKELY, "REFERENCE", "NAME CONTACT PERSON JOB", {Holds.TEXT}),
    _rule("references_notified", CLEAR, "REFERENCES NOTIFIED"),
    _rule("references_notified", CLEAR, "REFERENCE NOTIFIED"),
    # Where it stands
    _rule("status", CLEAR, "STATUS", "APPLICATION CURRENT JOB PROCESS LAST"),
    _rule("status", WEAK, "STATUS INTERVIEW"),
    _rule("status", WEAK, "PROGRESS", "APPLICATION CURRENT PROCESS STATUS"),
    _rule("round", WEAK - 1, "PROGRESS", "APPLICATION CURRENT PROCESS"),
    _rule("outcome", CLEAR, "OUTCOME", "INTERVIEW APPLICATION FINAL PROCESS"),
    _rule("outcome", CLEAR, "DECISION", "FINAL COMPANY"),
    *(
        _rule("outcome", WEAK, needs, "INTERVIEW APPLICATION COMPANY FINAL", _STATUSES)
        for needs in ("ANSWER", "FEEDBACK")
    ),
    *(
        _rule(
            "decision_expected", CLEAR + 3, f"{news} {when}", "DATE FINAL COMPANY HR EXPECTED PLANNED BY DUE"
        )
        for news in ("DECISION", "ANSWER", "OUTCOME", "FEEDBACK")
        for when in ("EXPECTED", "PLANNED", "BY", "DUE")
    ),
    _rule("decision_expected", CLEAR + 2, "DECISION DATE", "FINAL"),
    _rule("decision_expected", CLEAR + 1, "DECISION", "FINAL COMPANY", {Holds.DATES, Holds.SAID}),
    *(
        _rule("decision_expected", WEAK, news, "COMPANY FINAL", {Holds.SAID})
        for news in ("ANSWER", "FEEDBACK")
    ),
    # Follow-ups
    _rule("follow_up_on", CLEAR, "FOLLOWUP DATE", "NEXT DUE BY PLANNED ACTION"),
    _rule("follow_up_on", CLEAR, "FOLLOWUP DUE", "NEXT DATE"),
    _rule("follow_up_on", LIKELY, "FOLLOWUP INTERVIEW DATE"),
    _rule("follow_up_on", CLEAR, "FOLLOWUP NEXT", "DUE DATE", {Holds.DATES, Holds.NOTHING}),
    _rule("follow_up_on", LIKELY, "FOLLOWUP", "PLANNED BY", {Holds.DATES, Holds.NOTHING}),
    _rule("follow_up_on", LIKELY - 1, "FOLLOWUP ORDINAL", "DATE"),
    _rule("follow_up_on", LIKELY, "NEXT ACTION DATE", "DUE BY PLANNED"),
    _rule("follow_up_on", LIKELY, "NEXT ACTION DUE", "BY"),
    _rule("follow_up_on", LIKELY, "NEXT ACTION BY"),
    _rule("follow_up_on", LIKELY, "NEXT CONTACT DATE", "PLANNED"),
    _rule("follow_up_on", WEAK, "NEXT ACTION", "", _DATES),
    _rule("follow_up_on", WEAK, "NEXT CONTACT", "", _DATES),
    _rule("follow_up_on", WEAK, "NEXT ROUND", "", _DATES),
    _rule("checked_in", LIKELY, "FOLLOWUP", "", {Holds.MARKS}),
    _rule("checked_in", CLEAR, "FOLLOWUP SENT", "DATE EMAIL MESSAGE"),
    _rule("checked_in", CLEAR, "FOLLOWED", "DATE EMAIL PHONE SENT"),
    _rule("checked_in", CLEAR, "FOLLOWUP LAST", "DATE SENT"),
    _rule("thank_you_sent", CLEAR, "THANKS", "SENT NOTES EMAIL MESSAGE DATE INTERVIEW"),
    _rule("thank_you_by", CLEAR, "THANKS BY", "EMAIL MESSAGE"),
    _rule("feedback_wanted", CLEAR, "FEEDBACK WANTED"),
    _rule("notes", CLEAR, "NOTES", "EXTRA JOB APPLICATION"),
    _rule("notes", WEAK + 1, "INTERVIEW NOTES", "EXTRA"),
)
_TURNS = frozenset(("SENT", "DATE", "TIME", "APPLIED", "DUE", "BY", "LAST", "NUMBER"))
"""Parts of a heading that make something else of the part before: "E-mail (sent)"."""
_LISTS = re.compile(r"[/|&+,]")
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_ASKED = (Claim("follow_up_on", LIKELY, _DATES),)
"""A yes to "Follow up?" may say that it has been done, or is to be; a date is one all the same."""


def claims(reading: Reading) -> tuple[Claim, ...]:
    """Give the fields that a heading may be by itself, the surest first."""
    if not reading:
        return ()
    said = reading.meanings
    if said == {"FOLLOWUP"} and reading.asked:
        return _ASKED
    found = (Claim(rule.field, rule.weight, rule.holds) for rule in _RULES if rule.needs <= said <= rule.may)
    return tuple(sorted(dict.fromkeys(found), key=lambda claim: -claim.weight))


def is_mark_of_one(reading: Reading) -> bool:
    """Whether a heading is a mark but for the interview that it counts: "Thank you 2 sent"."""
    if "ORDINAL" not in reading.meanings:
        return False
    found = claims(replace(reading, meanings=reading.meanings - {"ORDINAL"}))
    return bool(found) and found[0].field in _MARKED


@lru_cache(maxsize=8192)
def claims_of(heading: str, spoken: frozenset[str], *, mistyped: bool = False) -> tuple[Claim, ...]:
    """Give the fields that a heading may be: as a whole, else by the first of its parts that says something.

    `spoken` are the languages of its row. A part that comes later says less surely what the column is.
    """
    if len(heading) > LONGEST_HEADING:
        return ()
    return next(_readings(heading, spoken, mistyped=mistyped), ())


def _readings(heading: str, spoken: frozenset[str], *, mistyped: bool) -> Iterator[tuple[Claim, ...]]:
    whole = claims(read(heading, spoken, mistyped=mistyped))
    first, *others = (read(part, spoken, mistyped=mistyped) for part in parts(heading, spoken) or [""])
    by_first = () if any(map(_turns, others)) or not others else claims(first)
    # "Company / Location" are two things, and "Company location" is one.
    if whole and not (_LISTS.search(heading) and by_first and _apart(by_first, *map(claims, others))):
        yield whole
    asides = [read(each, spoken) for each in _ASIDE.findall(heading)]
    if asides and not any(map(_turns, asides)):
        yield _less_sure(claims(read(_ASIDE.sub(" ", heading), spoken, mistyped=mistyped)))
    yield _less_sure(by_first)


def _turns(part: Reading) -> bool:
    return bool(part) and part.meanings <= _TURNS


def _less_sure(found: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(replace(claim, weight=claim.weight - 1) for claim in found)


def _apart(*several: tuple[Claim, ...]) -> bool:
    """Whether each of several parts is a field, no two the same; how to reach someone counts as one."""
    if not all(several):
        return False
    first = ["reach" if found[0].field in REACH else found[0].field for found in several]
    return len(set(first)) == len(first)


def fields_of_parts(heading: str, spoken: frozenset[str]) -> frozenset[str]:
    """Give the fields of the parts of a heading that is several in one."""
    several = parts(heading, spoken) if len(heading) <= LONGEST_HEADING else []
    each = (claims(read(part, spoken)) for part in several)
    plain = (next((claim.field for claim in found if claim.holds is None), None) for found in each)
    return frozenset(filter(None, plain))
