"""Time zones as people name them: IANA names, cities, abbreviations and offsets from UTC."""

import re
from contextlib import suppress
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from sync.core.model import Cell
from sync.core.values.text import fold, quoted

# An abbreviation is read as the clock of its place, summer time included: people write EST all year round.
_PLACES = {
    name: place
    for place, names in {
        "America/New_York": "et est edt eastern",
        "America/Chicago": "ct cst cdt central",
        "America/Denver": "mt mst mdt mountain",
        "America/Los_Angeles": "pt pst pdt pacific",
        "America/Anchorage": "akt akst akdt",
        "Pacific/Honolulu": "hst",
        "America/Sao_Paulo": "brt",
        "Europe/London": "uk bst",
        "Europe/Lisbon": "wet",
        "Europe/Berlin": "cet cest mez mesz",
        "Europe/Athens": "eet eest",
        "Europe/Moscow": "msk",
        "Africa/Johannesburg": "sast",
        "Asia/Dubai": "gst",
        "Asia/Kolkata": "ist",
        "Asia/Singapore": "sgt",
        "Asia/Hong_Kong": "hkt",
        "Asia/Tokyo": "jst",
        "Asia/Seoul": "kst",
        "Australia/Perth": "awst",
        "Australia/Adelaide": "acst acdt",
        "Australia/Sydney": "aet aest aedt",
        "Pacific/Auckland": "nzt nzst nzdt",
    }.items()
    for name in names.split()
}
_WITH_CITIES = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)
# In the database all the same: no places, and places whose last part alone would say something else.
_NOT_NAMES = frozenset(("Factory", "localtime", "Australia/North", "Australia/South", "Australia/West"))
_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+\N{MINUS SIGN}-])\s?(\d{1,2})(?::?([0-5]\d))?", re.ASCII)
_WIDEST_OFFSET = timedelta(hours=14)
_KEY = re.compile(r"[A-Z][A-Za-z_]{1,30}(?:/[A-Z][A-Za-z_-]{1,30}){1,2}", re.ASCII)


def read_zone(cell: Cell) -> tzinfo:
    """Read a time zone by any of its names, or an offset such as UTC+2. Raises ValueError for all else."""
    text = cell.strip() if isinstance(cell, str) else ""
    zone = _by_key(text) or _by_name(fold(text.replace("_", " ")))
    if zone is None:
        raise ValueError(
            f"{quoted(cell)} is not a time zone; write it like Europe/London, New York, CET or UTC+2"
        )
    return zone


def _by_key(text: str) -> tzinfo | None:
    # Listing all zones takes longer than a run that has nothing to do, and most sheets need no list.
    if _KEY.fullmatch(text):
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(text)
    return None


def _by_name(name: str) -> tzinfo | None:
    name = name.removesuffix(" time")
    place = _PLACES.get(name)
    if place is None and (match := _OFFSET.fullmatch(name)):
        return _fixed(*match.groups())
    place = place or _names().get(name)
    return ZoneInfo(place) if place else None


def _fixed(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(offset if sign == "+" else -offset) if offset <= _WIDEST_OFFSET else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Folded name or city -> IANA key. Where a city stands under two keys, they are the same clock."""
    keys = sorted(available_timezones() - _NOT_NAMES)
    cities = {key.rpartition("/")[2]: key for key in keys if key.partition("/")[0] in _WITH_CITIES}
    return {
        fold(name.replace("_", " ")): key for name, key in [*cities.items(), *zip(keys, keys, strict=True)]
    }
