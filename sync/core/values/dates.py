"""Dates as cells hold them, with or without a time of day beside them: all that a reader of columns needs."""

import re
from datetime import date, datetime, time, timedelta

from sync.core.model import Cell
from sync.core.values.names import plain
from sync.core.values.text import clean, is_blank, is_number, quoted
from sync.core.values.times import LONGEST_INTERVIEW, doubt_of_cell
from sync.core.values.written import Moment, Text

_YEARS = range(1990, 2101)
_EPOCH = date(1899, 12, 30)  # day 0 of Excel (from March 1900 on), LibreOffice and Google
_SERIALS_FROM, _SERIALS_TO = 20_000, 80_000  # 1954 to 2119: numbers outside were not meant as dates
# Interviews are seldom planned earlier, while the past of a search goes back further.
FOUR_MONTHS = timedelta(days=120)
_LONGEST_TEXT = 80  # no date is longer; more is not even looked at


_OPEN = frozenset(
    [
        "na",
        "n a",
        "unknown",
        "not known",
        "not known yet",
        "not yet",
        "not set",
        "open",
        "pending",
        "to follow",
        "to be announced",
        "to be confirmed",
        "to be decided",
        "to be defined",
        "to be determined",
        "to be scheduled",
        "to schedule",
        "not scheduled",
        "not scheduled yet",
        "unscheduled",
        "date tbd",
        "date tbc",
        "tbd soon",
        "offen",
        "noch offen",
        "unbekannt",
        "folgt",
        "ausstehend",
        "k a",
        "keine angabe",
        "wird noch bekannt gegeben",
        "nicht bekannt",
        "inconnu",
        "inconnue",
        "a definir",
        "a confirmer",
        "a determiner",
        "a planifier",
        "a venir",
        "en attente",
        "non defini",
        "por definir",
        "por confirmar",
        "por determinar",
        "pendiente",
        "desconocido",
        "sin fecha",
        "sin definir",
        "a confirmar",
        "a combinar",
        "a marcar",
        "pendente",
        "desconhecido",
        "sem data",
        "indefinido",
        "onbekend",
        "nog onbekend",
        "nog niet bekend",
        "nog te bepalen",
        "nog te plannen",
        "nvt",
        "n v t",
        "ntb",
        "volgt",
    ]
)

_WITH_OFFSET = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?P<t>[T\s])(?P<minutes>\d\d:\d\d)(?P<seconds>:\d\d)?(?:\.\d{1,9})?"
    r"\s?(?P<offset>Z|[+-]\d\d(?::?\d\d)?)",
    re.ASCII | re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,15})?", re.ASCII)


def read_moment(
    cell: Cell,
    *,
    day_first: bool | None,
    locale: str | None = None,
    near: date | None = None,
    ahead: timedelta = FOUR_MONTHS,
) -> Moment:
    """Read a date, a range of dates, or a date and a time or a range of times.

    Names of months and weekdays are known in six languages and in the locale's. `day_first` says how to read
    03/04/2026 as text, None that nobody knows. Where the year is left out, it is the next such day from
    `near` on if that is no more than `ahead` away, else the last one; a weekday must fit it. A range of days
    counts by its last. Midnight counts as no time.

    Raises ValueError for anything else, and for a date that is in doubt.
    """
    found = find_moment(cell, day_first=day_first, locale=locale, near=near, ahead=ahead)
    if found is None:
        raise ValueError(f"{quoted(cell)} is not a date; write it like 2026-11-18 or 18 Nov 2026")
    return found


def find_moment(
    cell: Cell,
    *,
    day_first: bool | None,
    locale: str | None = None,
    near: date | None = None,
    ahead: timedelta = FOUR_MONTHS,
) -> Moment | None:
    """Like `read_moment`, but None where the cell has none of the forms of a date."""
    found: Moment | None = None
    if isinstance(cell, str):
        text = clean(cell)
        if len(text) <= _LONGEST_TEXT:
            found = _exact(text) or Text(text, day_first, locale, near, ahead).moment()
    elif isinstance(cell, date):
        found = _noted(cell, Moment(cell))
    elif is_number(cell):
        found = _noted(cell, _of_serial(cell))
    if found is None:
        return None
    if found.on.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise ValueError(f"{quoted(cell)} is outside the years {years}; write the date like 2026-11-18")
    if found.lasts and found.lasts > LONGEST_INTERVIEW:
        raise ValueError(
            f"{quoted(cell)} would last more than 12 hours; write it like 2026-11-18 11:00-13:00"
        )
    return found._replace(on=_to_second(found.on)) if isinstance(found.on, datetime) else found


def is_open(cell: Cell) -> bool:
    """Whether a cell for a date has none yet: blank, or words such as "to be scheduled"."""
    return is_blank(cell) or (isinstance(cell, str) and plain(cell[:_LONGEST_TEXT]).strip(" ?.-") in _OPEN)


def _to_second(moment: datetime) -> date | datetime:
    # Spreadsheets count in fractions of a day, so that 14:00 may come as some microseconds before.
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.date() if moment.tzinfo is None and moment.time() == time() else moment


def _noted(cell: Cell, moment: Moment | None) -> Moment | None:
    if moment is None or not isinstance(moment.on, datetime) or moment.on.tzinfo:
        return moment
    doubt = doubt_of_cell(moment.on.time())
    return moment._replace(note=f"{quoted(cell)} {doubt}") if doubt else moment


def _of_serial(days: float) -> Moment | None:
    if not _SERIALS_FROM <= days <= _SERIALS_TO:
        return None
    return Moment(datetime.combine(_EPOCH, time()) + timedelta(days=days))


def _exact(text: str) -> Moment | None:
    """Read the forms that programs write: ISO 8601 with an offset, and serial numbers out of a CSV."""
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text))
    match = _WITH_OFFSET.fullmatch(text)
    if match is None:
        return None
    day, t, minutes, seconds, offset = match.group("day", "t", "minutes", "seconds", "offset")
    if offset[0] == "-" and t == " " and not seconds:  # 2026-11-18 08:00-09:00 is a range
        return None
    try:
        return Moment(datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset.upper()}"))
    except ValueError:
        return None
