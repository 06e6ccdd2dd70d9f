"""Working days: what the weekend and the public holidays of a country leave. No rule, no clock."""

from calendar import isleap
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

WEEKEND = "the weekend"
_DAY = timedelta(days=1)
_SATURDAY = 5


class Workdays:
    """The working days of one country (ISO 3166 code), or Monday to Friday where there is none.

    Days are dates, never datetimes. Raises OverflowError for a working day after the year 9999.
    """

    def __init__(self, country: str | None = None, subdivision: str | None = None) -> None:
        self._country = country
        self._subdivision = subdivision
        self._free_days: dict[int, Mapping[date, str]] = {}
        self._sums: dict[tuple[date, int], date] = {}

    def is_working(self, day: date) -> bool:
        """Tell whether people are at work on that day."""
        return self.why_not(day) is None

    def why_not(self, day: date) -> str | None:
        """Give the name of the public holiday (in English where there is one), `WEEKEND`, or None."""
        if day.year not in self._free_days:
            self._free_days[day.year] = self._free_days_of(day.year)
        return self._free_days[day.year].get(day)

    def next_after(self, day: date) -> date:
        """Give the first working day after that day."""
        return self.add(day, 1)

    def add(self, day: date, days: int) -> date:
        """Give the working day that is `days` (0 or more) working days after; 0 gives the day itself."""
        key = day, days
        if key not in self._sums:
            self._sums[key] = self._count_on(day, days)
        return self._sums[key]

    def _count_on(self, day: date, days: int) -> date:
        for _ in range(days):
            day += _DAY
            while not self.is_working(day):
                day += _DAY
        return day

    def _free_days_of(self, year: int) -> Mapping[date, str]:
        first = date(year, 1, 1)
        days = [first + timedelta(days=number) for number in range(365 + isleap(year))]
        if self._country is None:
            return {day: WEEKEND for day in days if day.weekday() >= _SATURDAY}
        # A holiday's substitute, or a weekend that is worked in exchange, may fall into the year beside its
        # own. `holidays` knows of it only once it has seen both, so the order of questions would matter.
        years = range(max(year - 1, MINYEAR), min(year + 1, MAXYEAR) + 1)
        calendar = _calendar(self._country, self._subdivision, years)
        return {day: calendar.get(day, WEEKEND) for day in days if not calendar.is_working_day(day)}


def subdivisions(country: str) -> tuple[str, ...] | None:
    """Give the codes of the subdivisions that have holidays of their own; None for an unknown country."""
    if not (len(country) == len("GB") and country.isupper()):
        return None
    try:
        return tuple(_calendar(country, None, range(0)).subdivisions)
    except NotImplementedError:
        return None


def _calendar(country: str, subdivision: str | None, years: range) -> "HolidayBase":
    import holidays  # noqa: PLC0415 - a tenth of a second, spared where no country is set

    return holidays.country_holidays(country, subdiv=subdivision, years=years, expand=False, language="en_US")
