"""The names of months and weekdays in the languages that are read, and text made plain to look for them.

The names are the CLDR's, through babel; the forms of dates are left to `dates`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from sync.core.values.text import fold
from sync.core.values.vocabulary import PLACES, PREPOSITIONS

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl")
_SHORTEST = 3  # "Sept", "Tues" and "Mrz" are written too: three letters are enough where they leave no doubt
_ALSO = {"mrz": 3, "maerz": 3, "janner": 1, "jaenner": 1}  # of German, as are the weekdays
_ALSO_WEEKDAYS = {"sonnabend": 5}

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2192]|->")  # Notion writes an arrow between two dates
_QUOTES = re.compile(r"[\u2018\u2019\u02bc`\u00b4]")
_PLACE = re.compile(rf"(?: [-/|@\u2022])? (?:(?:{PREPOSITIONS}) )?(?:{PLACES})(?:[ -]call)?$")
_NO_MATTER = re.compile(r"[,()\[\]!]|(?<=[^\W\d_])\.")  # as in "(Thu)", "déc." and "p.m."


def plain(text: str) -> str:
    """Return text with no case, no accents and no punctuation but what means something in a date."""
    # Before folding: there an acute accent that stands alone becomes a space.
    text = _QUOTES.sub("'", _DASHES.sub("-", text.replace("&nbsp;", " ")))
    return " ".join(_NO_MATTER.sub(" ", fold(text)).split())


def without_place(text: str) -> str:
    """Leave out of plain text where or how people meet, behind the time: "2pm zoom", "14 uhr - vor ort"."""
    return _PLACE.sub("", text)


def language(locale: str | None) -> str | None:
    """Return the language of a locale such as pt_BR or en-GB; None of one that has none."""
    match = re.match(r"[a-z]{2,3}(?![a-z])", (locale or "").lower())
    return match[0] if match else None


@lru_cache(maxsize=64)
def months(locale: str | None) -> Mapping[str, int]:
    """Plain name -> month, from 1: in the locale's language, and in all others that are read.

    A name that means two things in the others is left out.
    """
    return _in_all(locale, month_names)


@lru_cache(maxsize=64)
def weekdays(locale: str | None) -> Mapping[str, int]:
    """Plain name -> weekday, Monday is 0; as `months`."""
    return _in_all(locale, weekday_names)


@lru_cache(maxsize=64)
def month_names(of: str) -> Mapping[str, int]:
    """Plain name -> month in one language; nothing for a language that nobody knows."""
    return _unique(_names(of, "months")) | (_ALSO if of == "de" else {})


@lru_cache(maxsize=64)
def weekday_names(of: str) -> Mapping[str, int]:
    """Plain name -> weekday in one language, Monday is 0; nothing for a language that nobody knows."""
    return _unique(_names(of, "days")) | (_ALSO_WEEKDAYS if of == "de" else {})


def _in_all(locale: str | None, names: Callable[[str], Mapping[str, int]]) -> dict[str, int]:
    own = language(locale)
    others = _unique(pair for each in LANGUAGES for pair in names(each).items())
    return others | dict(names(own) if own else {})


def _names(of: str, what: Literal["months", "days"]) -> Iterator[tuple[str, int]]:
    """Give every name and its number; of the long ones every beginning, too."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - spared where no date has a name in it

    try:
        locale = Locale.parse(of)
    except (UnknownLocaleError, ValueError):
        return
    contexts = locale.months if what == "months" else locale.days
    for widths in contexts.values():
        for width in ("wide", "abbreviated"):
            for number, written in widths[width].items():
                name = plain(written)
                yield name, number
                for length in range(_SHORTEST, len(name)):
                    yield name[:length], number


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    numbers = defaultdict(set)
    for name, number in pairs:
        numbers[name].add(number)
    return {name: meant.pop() for name, meant in numbers.items() if len(meant) == 1}
