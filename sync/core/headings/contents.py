"""What a column holds, from a sample of its cells: dates, addresses, numbers to call, ticks, status words."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, time
from itertools import islice

from sync.core.headings.grammar import Holds
from sync.core.model import Cell
from sync.core.values import (
    DONE_WORDS,
    NOT_YET_WORDS,
    ending,
    find_moment,
    fold,
    is_open,
    known_status,
    read_times,
    shown,
)
from sync.core.values.phrases import tokens

SAMPLE = 100  # rows under the header: enough to tell, however long the sheet is
_MOST = 0.6
_SERIALS = range(36526, 73051)  # 2000 to 2099, as spreadsheets count days
_MARKS = (DONE_WORDS | NOT_YET_WORDS | {"j", "o"}) - {"0", "1"}  # a form's J/N and O/N; numbers may count
_OF_APPLICATIONS = frozenset(("rejected", "withdrawn"))
_OF_INVITATIONS = frozenset(("declined", "abgelehnt"))
_EMAIL = re.compile(r"\S{1,64}@\S{1,250}\.\w{2,63}")
_CODE = re.compile(r"(?=.*\d)[A-Za-z\d#]+(?:[-_/.#][A-Za-z\d]+)*")
_TOKEN = re.compile(r"[A-Z]+\d*|\d{1,2}|th|/")  # of what `phrases` makes of words that it knows
_A_WHILE = re.compile(r"\b(?:DAY|WEEK|MONTH|HOUR|QUARTER|YEAR|KW|EOD|XMAS|W\d|M\d|TODAY|TOMORROW|OVERMORROW)")
_PHONE = re.compile(r"[+(]?\d[\d\s()./-]{5,24}\d")


def holds(rows: Sequence[Sequence[Cell]], index: int) -> Holds:
    """Tell what most cells of a column are. `rows` are those under the header row."""
    cells = [row[index] for row in islice(rows, SAMPLE) if index < len(row)]
    kinds = [(_kind(cell), cell) for cell in cells if isinstance(cell, bool) or not is_open(cell)]
    seen = Counter(kind for kind, _ in kinds)
    if not seen:
        return Holds.NOTHING
    # "Sent" may be the application as well as the follow-up: the other words tell.
    if seen[Holds.STATUSES] and seen[Holds.STATUSES] >= seen[Holds.MARKS]:
        both = sum(kind is Holds.MARKS and known_status(cell) for kind, cell in kinds)
        seen.update({Holds.STATUSES: both, Holds.MARKS: -both})
    # "Next Friday" is a date, too, if one that some columns do not take: most of them decide.
    dates, said = seen.pop(Holds.DATES, 0), seen.pop(Holds.SAID, 0)
    seen[Holds.DATES if dates >= said else Holds.SAID] = dates + said
    kind, count = seen.most_common(1)[0]
    if count < _MOST * seen.total():
        return Holds.TEXT
    return Holds.ENDINGS if kind is Holds.STATUSES and any(map(_ends_application, cells)) else kind


def _ends_application(cell: Cell) -> bool:
    """Whether it is the end of an application, while an invitation is accepted or declined as well."""
    return ending(cell) in _OF_APPLICATIONS and fold(shown(cell)) not in _OF_INVITATIONS


def _kind(cell: Cell) -> Holds:
    if isinstance(cell, bool):
        return Holds.MARKS
    if isinstance(cell, date):
        return Holds.DATES
    if isinstance(cell, time):
        return Holds.TIMES
    if isinstance(cell, (int, float)):
        return Holds.DATES if _SERIALS.start <= cell < _SERIALS.stop else Holds.CODES
    if not isinstance(cell, str):
        return Holds.TEXT
    text = shown(cell)
    tests: tuple[tuple[Callable[[str], object], Holds], ...] = (
        (_is_mark, Holds.MARKS),
        (_EMAIL.search, Holds.EMAILS),
        (_is_date, Holds.DATES),
        (_is_time, Holds.TIMES),
        (_PHONE.fullmatch, Holds.PHONES),
        (_CODE.fullmatch, Holds.CODES),
        (_is_said, Holds.SAID),
        (known_status, Holds.STATUSES),
    )
    return next((kind for test, kind in tests if test(text)), Holds.TEXT)


def _is_mark(text: str) -> bool:
    return fold(text).strip(" .!") in _MARKS


def _is_date(text: str) -> bool:
    """Whether it has the form of a date; which one it is, and whether that is in doubt, matters not here."""
    try:
        return find_moment(text, day_first=True) is not None
    except ValueError:
        return True


def _is_time(text: str) -> bool:
    try:
        read_times(text)
    except ValueError:
        return False
    return ":" in text or not text.isdecimal()


def _is_said(text: str) -> bool:
    """Whether every word of it is one by which people put days; which day it is, depends on others."""
    return any(
        _A_WHILE.search(phrase) and all(map(_TOKEN.fullmatch, phrase.split()))
        for phrase in tokens(text, None)
    )
