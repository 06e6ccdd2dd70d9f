"""What becomes of a text typed into a cell (USER_ENTERED): number, date, truth value, formula or text.

assumption: all forms but plain numbers, ISO dates and formulas, which are recorded.
"""

import datetime as dt
import functools
import re

from tests.google.errors import JsonObject
from tests.google.locales import MONTHS, Locale

EPOCH = dt.date(1899, 12, 30)
_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?)? ?([AaPp][Mm])?")


def typed(text: str, locale: Locale) -> tuple[JsonObject, JsonObject | None]:
    """Give the ExtendedValue, and the NumberFormat that typing it sets, if any."""
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.upper() in {"TRUE", "FALSE", locale.true, locale.false}:
        return {"boolValue": text.upper() in {"TRUE", locale.true}}, None
    if not _DIGIT.search(text):
        return {"stringValue": text}, None
    return _number(text.strip(), locale) or _moment(text.strip(), locale) or ({"stringValue": text}, None)


def serial(moment: dt.datetime) -> int | float:
    """Give days since 1899-12-30."""
    days = (moment.date() - EPOCH).days
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return days + seconds / 86400 if seconds else days


def _number(text: str, locale: Locale) -> tuple[JsonObject, JsonObject | None] | None:
    match = _number_pattern(locale).fullmatch(text)
    if match is None or not _DIGIT.search(match[3]):
        return None
    sign, symbol, mantissa, exponent, suffix = match.groups()
    plain = mantissa.replace(locale.group, "").replace(locale.decimal, ".")
    number = float(f"{sign}{plain}e{exponent or 0}")
    decimals = locale.decimal in mantissa
    if suffix == "%":
        kind: JsonObject | None = {"type": "PERCENT", "pattern": "0.00%" if decimals else "0%"}
        return {"numberValue": tidy(number / 100)}, kind
    if symbol or suffix:
        if suffix and suffix != locale.symbol:
            return None
        return {"numberValue": tidy(number)}, {"type": "CURRENCY", "pattern": locale.currency}
    if exponent:
        return {"numberValue": tidy(number)}, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    kind = {"type": "NUMBER", "pattern": "#,##0.00" if decimals else "#,##0"}
    return {"numberValue": tidy(number)}, kind if locale.group in mantissa else None


@functools.cache
def _number_pattern(locale: Locale) -> re.Pattern[str]:
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    digits = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{decimal}\d*)?"
    return re.compile(rf"([+-]?)({re.escape(locale.symbol)})?({digits})(?:[Ee]([+-]?\d+))? ?(%|€)?")


def tidy(number: float) -> int | float:
    """Give a whole number as an int, for Google writes 2 and not 2.0."""
    return int(number) if float(number).is_integer() and abs(number) < 10**15 else number


def _moment(text: str, locale: Locale) -> tuple[JsonObject, JsonObject | None] | None:
    if clock := _time(text):
        return {"numberValue": tidy(clock[0])}, {"type": "TIME", "pattern": clock[1]}
    date_text, separator, time_text = re.sub(r"(?<=\d)T(?=\d)", " ", text).partition(" ")
    clock = _time(time_text) if separator else None
    if clock is None:
        # A date may hold spaces of its own: try from its last part, "1 Jan 2020 10:30".
        match = re.fullmatch(r"(.*\d{4}),? (\d{1,2}:\d{2}.*)", text)
        date_text, clock = (match[1], _time(match[2])) if match else (text, None)
    found = _date(date_text, locale)
    if found is None:
        return None
    day, pattern = found
    if clock is None:
        return {"numberValue": (day - EPOCH).days}, {"type": "DATE", "pattern": pattern}
    number = tidy((day - EPOCH).days + clock[0])
    return {"numberValue": number}, {"type": "DATE_TIME", "pattern": f"{pattern} {clock[1]}"}


def _time(text: str) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if match is None or not (match[2] or match[4]):
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    half = (match[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    if hour > 23 or minute > 59 or second > 59:
        return None
    pattern = ("h" if half else "H") + ":mm" + (":ss" if match[3] else "") + (" am/pm" if half else "")
    return (hour * 3600 + minute * 60 + second) / 86400, pattern


def _date(text: str, locale: Locale) -> tuple[dt.date, str] | None:
    if match := _ISO.fullmatch(text):
        separator = text[4]
        return _day(match[1], match[2], match[3], f"yyyy{separator}mm{separator}dd")
    if match := _NUMERIC.fullmatch(text):
        return _numeric_date(match, locale)
    if (match := _DAY_MONTH.fullmatch(text)) and match[2][:3].lower() in _MONTH:
        return _day(match[3], _MONTH[match[2][:3].lower()], match[1], "d mmm yyyy")
    if (match := _MONTH_DAY.fullmatch(text)) and match[1][:3].lower() in _MONTH:
        return _day(match[3], _MONTH[match[1][:3].lower()], match[2], "mmm d, yyyy")
    return None


def _numeric_date(match: re.Match[str], locale: Locale) -> tuple[dt.date, str] | None:
    first, separator, second, year = match.groups()
    if separator == "." and "." not in locale.date:
        return None
    year = year if len(year) == 4 else ("20" if int(year) < 50 else "19") + year
    month, day = (first, second) if locale.order == "mdy" else (second, first)
    pattern = f"M{separator}d{separator}yyyy" if locale.order == "mdy" else f"dd{separator}MM{separator}yyyy"
    return _day(year, month, day, pattern)


def _day(year: str, month: str | int, day: str, pattern: str) -> tuple[dt.date, str] | None:
    try:
        return dt.date(int(year), int(month), int(day)), pattern
    except ValueError:
        return None
