"""What people mean by a phrase such as "end of next week" on the day on which they say it.

Phrases are in tokens, the same for all languages: `values.phrases`. Where words leave a choice, the later day
counts: the check-in is never before the day that was promised (CI-3).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import ClassVar

from sync.core.workdays import Workdays

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
FRIDAY = 4
# How far into a period its beginning and its middle reach; the end is the end. Ranges count by their end.
_OF_WEEK = {"START": 1, "MID": 2, "END": FRIDAY}  # Tuesday, Wednesday, Friday
_OF_MONTH = {"START": 10, "MID": 15}
_OF_QUARTER = {"START": 1, "MID": 2, "END": 3}  # its first, second or third month, by the end of that
_OF_YEAR = {"START": 1, "MID": 6, "END": 12}
# "A few days" are the five working days of CI-2, which stands for the same words.
_VAGUE = {("FEW", "DAY"): 5, ("FEW", "WEEK"): 3, ("FEW", "MONTH"): 3}
_COUPLE = 2
_WEEKS_A_YEAR, _MOST_WEEKS = 52, 8  # that "weeks 48 to 50" may reach over
_DAYS = {"DAY": Fraction(1), "WEEK": Fraction(7), "HOUR": Fraction(1, 24)}
_LONGEST_MONTH = 31

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})?|FEW|COUPLE)"
_AMOUNT = (
    rf"(?:(?P<least>{_NUMBER}) (?:TO|BY|OR) )?(?P<amount>{_NUMBER}) "
    r"(?P<work>WORK )?(?P<unit>DAY|WEEK|MONTH|HOUR)(?P<working> WORK)?"
)
_NEXT_WEEKDAY = re.compile(r"NEXT W(?P<weekday>\d)")
_PART = r"(?:(?P<part>START|MID|END) )?"
_WHICH = r"(?:(?P<which>THIS|NEXT|OVERNEXT) )?"

_Meaning = Callable[["Spoken", re.Match[str]], date]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What words mean on the day on which they were said."""

    said_on: date
    workdays: Workdays

    def day(self, phrase: str) -> date | None:
        """Give the day of a phrase in tokens; the latest of alternatives."""
        phrase = _in_order(phrase)
        if whole := self._one(phrase):
            return whole
        day = None
        for each in re.split(r" (?:OR|TO|/) ", phrase):
            # "Monday or Tuesday" are in one week, whichever it is.
            found = self._one(each, after=day)
            if found is None:
                return None
            day = max(found, day or found)
        return day

    def _one(self, phrase: str, after: date | None = None) -> date | None:
        for pattern, mean in self._MEANINGS:
            if match := pattern.fullmatch(phrase):
                if after and mean is Spoken._weekday:
                    return weekday_from(after + _DAY, int(match["weekday"]))
                try:
                    return mean(self, match)
                except (ValueError, OverflowError):  # the 53rd week of a year with 52
                    return None
        return None

    def sooner(self, phrase: str) -> date | None:
        """Give the sooner of the two readings of "next Friday", of which `day` is the later; else None."""
        match = _NEXT_WEEKDAY.fullmatch(_in_order(phrase))
        return weekday_from(self.said_on + _DAY, int(match["weekday"])) if match else None

    def _days(self, match: re.Match[str]) -> date:
        return self.said_on + ("TODAY", "TOMORROW", "OVERMORROW").index(match[0]) * _DAY

    def _amount(self, match: re.Match[str]) -> date:
        amount, unit = match["amount"], match["unit"]
        vague = not amount[0].isdecimal()
        number = Fraction(amount) if not vague else Fraction(_VAGUE.get((amount, unit), _COUPLE))
        if (
            match["least"]
            and match["least"][0].isdecimal()
            and not vague
            and Fraction(match["least"]) > number
        ):
            raise ValueError(match[0])
        if unit == "DAY" and (vague or match["work"] or match["working"]):
            return self.workdays.add(self.said_on, ceil(number))
        if unit == "MONTH":
            return _month_later(self.said_on, int(number)) + ceil(number % 1 * _LONGEST_MONTH) * _DAY
        return self.said_on + ceil(number * _DAYS[unit]) * _DAY

    def _weekday(self, match: re.Match[str]) -> date:
        weekday = int(match["weekday"])
        if match["which"] in ("NEXT", "OVERNEXT"):  # the later of its two readings
            return self._monday(1 + (match["which"] == "OVERNEXT")) + weekday * _DAY
        return weekday_from(self.said_on + _DAY, weekday)

    def _weekday_of_week(self, match: re.Match[str]) -> date:
        weeks = ("THIS", "NEXT", "OVERNEXT").index(match["which"])
        day = self._monday(weeks) + int(match["weekday"]) * _DAY
        return day if day >= self.said_on else day + _WEEK

    def _weekend(self, match: re.Match[str]) -> date:
        return self._monday(1 if match["which"] == "NEXT" else 0) + 6 * _DAY

    def _week(self, match: re.Match[str]) -> date:
        weeks = ("THIS", "NEXT", "OVERNEXT").index(match["which"] or "THIS")
        day = self._monday(weeks) + _OF_WEEK[match["part"] or "END"] * _DAY
        return day if day >= self.said_on else day + _WEEK

    def _month(self, match: re.Match[str]) -> date:
        months = ("THIS", "NEXT", "OVERNEXT").index(match["which"] or "THIS")
        return self._first_from(
            lambda later: _of_month(_month_later(self.said_on.replace(day=1), months + later), match["part"])
        )

    def _named_month(self, match: re.Match[str]) -> date:
        if match["year"]:
            return _of_month(date(int(match["year"]), int(match["month"]), 1), match["part"])
        first = self.said_on.replace(month=int(match["month"]), day=1)
        return self._first_from(lambda later: _of_month(_month_later(first, 12 * later), match["part"]))

    def _week_of_month(self, match: re.Match[str]) -> date:
        """Give the end of a month's first week, which is its 7th day, and so on."""
        number = int(match["number"])

        def day(first: date) -> date:
            return _of_month(first, "END") if number == 5 else first + (number * _WEEK - _DAY)  # noqa: PLR2004

        if match["month"] is None:
            first = _month_later(self.said_on.replace(day=1), int(match["which"] == "NEXT"))
            return self._first_from(lambda later: day(_month_later(first, later)))
        first = self.said_on.replace(month=int(match["month"]), day=1)
        return self._first_from(lambda later: day(_month_later(first, 12 * later)))

    def _quarter(self, match: re.Match[str]) -> date:
        months = _OF_QUARTER[match["part"] or "END"] - 1
        if match["number"] is None:
            first = self.said_on.replace(month=(self.said_on.month - 1) // 3 * 3 + 1, day=1)
            first = _month_later(first, 3 if match["which"] == "NEXT" else 0)
            return self._first_from(lambda later: _of_month(_month_later(first, months + 3 * later), "END"))
        month = 3 * int(match["number"]) - 2 + months
        if match["year"]:
            return _of_month(date(int(match["year"]), month, 1), "END")
        first = self.said_on.replace(month=month, day=1)
        return self._first_from(lambda later: _of_month(_month_later(first, 12 * later), "END"))

    def _year(self, match: re.Match[str]) -> date:
        year = self.said_on.year + (match["which"] == "NEXT")
        month = _OF_YEAR[match["part"]]
        return self._first_from(lambda later: _of_month(date(year + later, month, 1), "END"))

    def _calendar_week(self, match: re.Match[str]) -> date:
        week, weekday = int(match["number"]), _OF_WEEK[match["part"] or "END"]
        return self._first_from(
            lambda later: date.fromisocalendar(self.said_on.year + later, week, weekday + 1)
        )

    def _day_of_month(self, match: re.Match[str]) -> date:
        number = int(match["number"])
        firsts = (_month_later(self.said_on.replace(day=1), later) for later in range(3))
        lasting = (first for first in firsts if number <= monthrange(first.year, first.month)[1])
        found = next(day for first in lasting if (day := first.replace(day=number)) >= self.said_on)
        if match["weekday"] and int(match["weekday"]) != found.weekday():
            raise ValueError(match[0])
        return found

    def _weekday_later(self, match: re.Match[str]) -> date:
        """Give "Monday in two weeks", which counts from the coming Monday: the later of its two readings."""
        weeks = match.groupdict().get("weeks")
        later = int(weeks) * _WEEK if weeks else int(match["amount"]) * _DAY
        return weekday_from(self.said_on + _DAY, int(match["weekday"])) + later

    def _christmas(self, _: re.Match[str]) -> date:
        return self._first_from(lambda later: date(self.said_on.year + later, 12, 24))

    def _monday(self, weeks: int) -> date:
        return self.said_on + weeks * _WEEK - self.said_on.weekday() * _DAY

    def _first_from(self, day: Callable[[int], date]) -> date:
        """Give the first of a series of days that is not before the words were said."""
        return next(found for later in range(3) if (found := day(later)) >= self.said_on)

    _MEANINGS: ClassVar[tuple[tuple[re.Pattern[str], _Meaning], ...]] = tuple(
        (re.compile(pattern), mean)
        for pattern, mean in (
            ("TODAY|TOMORROW|OVERMORROW", _days),
            (_AMOUNT, _amount),
            (rf"{_WHICH}W(?P<weekday>\d)", _weekday),
            (r"W(?P<weekday>\d) (?P<which>THIS|NEXT|OVERNEXT) WEEK", _weekday_of_week),
            (r"(?P<which>THIS|NEXT|OVERNEXT) WEEK W(?P<weekday>\d)", _weekday_of_week),
            (rf"{_WHICH}WEEKEND", _weekend),
            (rf"(?=.* ){_PART}{_WHICH}WEEK", _week),
            (rf"(?=.* ){_PART}{_WHICH}MONTH", _month),
            (rf"{_PART}M(?P<month>\d{{1,2}})(?: (?P<year>\d{{4}}))?", _named_month),
            (
                r"ORD(?P<number>\d) WEEK (?:M(?P<month>\d{1,2})|(?:(?P<which>THIS|NEXT) )?MONTH)",
                _week_of_month,
            ),
            (
                rf"{_PART}(?:Q (?P<number>[1-4])(?: (?P<year>\d{{4}}))?|{_WHICH}QUARTER)",
                _quarter,
            ),
            (r"(?P<part>START) (?P<which>THIS|NEXT) YEAR", _year),
            (r"(?P<part>MID|END) (?:(?P<which>THIS|NEXT) )?YEAR", _year),
            (rf"{_PART}(?:KW|WEEK) (?P<number>\d{{1,2}})", _calendar_week),
            (r"(?:W(?P<weekday>\d) )?(?P<number>\d{1,2}) (?:st|nd|rd|th)", _day_of_month),
            (r"W(?P<weekday>\d) (?P<amount>7|14) DAY", _weekday_later),
            (r"W(?P<weekday>\d) (?P<weeks>[1-3]) WEEK", _weekday_later),
            (r"(?P<weeks>[1-3]) WEEK W(?P<weekday>\d)", _weekday_later),
            ("XMAS", _christmas),
        )
    )


def _in_order(phrase: str) -> str:
    """Bring a phrase into the order of English, and drop what changes no day."""
    phrase = re.sub(r"\bEOD\b", " ", phrase) if phrase.strip() != "EOD" else "TODAY"
    phrase = " ".join(phrase.split())
    phrase = re.sub(r"^(?:BY )+|(?: BY)+$", "", phrase)
    phrase = re.sub(r"\bFEW (?=\d|FEW)", "", phrase)
    phrase = re.sub(
        r"\b(\d{1,3}) (?:NEXT|FEW) (?=(?:DAY|WEEK|MONTH)\b)", r"\1 ", phrase
    )  # 10 prochains jours
    phrase = re.sub(r"^W(\d) W(\d)$", r"W\1 TO W\2", phrase)  # Mon-Tue
    phrase = re.sub(r"\b(?:THIS|NEXT) (?=(?:FEW|COUPLE|\d{1,3}) (?:WORK )?(?:DAY|WEEK|MONTH))", "", phrase)
    phrase = re.sub(r"\b([1-4]) (?:st|nd|rd|th) (?=WEEK)", r"ORD\1 ", phrase)
    phrase = re.sub(r"\b(KW|WEEK) (\d+) (?:/|OR|TO) (\d+)$", _of_weeks, phrase)
    phrase = re.sub(
        r"^THIS (?:(WEEK|MONTH) OR NEXT|OR NEXT (WEEK|MONTH))$", r"THIS \1\2 OR NEXT \1\2", phrase
    )
    phrase = re.sub(r"\bWEEKOF (?=M\d|THIS|NEXT|MONTH)", "WEEK ", phrase)  # "first week of December"
    phrase = re.sub(r"\bTHIS (WEEK|MONTH|YEAR) NEXT\b", r"NEXT \1", phrase)  # "fin de semaine prochaine"
    phrase = re.sub(r"^(\d+) (DAY|WEEK|MONTH) (?:OR|TO) (\d+)$", r"\1 OR \3 \2", phrase)
    return re.sub(
        r"\b(WEEK|WEEKEND|MONTH|QUARTER|YEAR|W\d) (OVERNEXT|NEXT|THIS)\b(?! (?:WEEK|MONTH|W\d))",
        r"\2 \1",
        phrase,
    )


def _of_weeks(match: re.Match[str]) -> str:
    """Write out the second of two weeks, "KW 48/49"; 11/30 are no two weeks, but a date."""
    kind, first, second = match.groups()
    apart = (int(second) - int(first)) % _WEEKS_A_YEAR
    return f"{kind} {first} / {kind} {second}" if apart <= _MOST_WEEKS else match[0]


def weekday_from(day: date, weekday: int) -> date:
    """Give the first such weekday that is not before that day."""
    return day + (weekday - day.weekday()) % 7 * _DAY


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _of_month(first: date, part: str | None) -> date:
    """Give the day by which that part of the month is over."""
    return first.replace(day=_OF_MONTH.get(part or "END", monthrange(first.year, first.month)[1]))
