"""What a cell shows: a value under a number format and a locale.

assumption: all but plain numbers, texts and ISO dates, which are recorded.
"""

import datetime as dt
import functools
import math
import re
from collections.abc import Callable

from tests.google.entry import EPOCH
from tests.google.errors import JsonObject
from tests.google.locales import DAYS, MONTHS, Locale

MOMENTS = frozenset({"DATE", "TIME", "DATE_TIME"})
_TOKEN = re.compile(r'"[^"]*"|\\.|am/pm|a/p|([ymdhs])\1*|\.0+|\[h+\]|.', re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"[#0,.]*[#0](?:[#0,.]*)(?:E[+-]0+)?")
_SECONDS = 86400


def shown(value: JsonObject, number_format: JsonObject | None, locale: Locale) -> str:
    """Give formattedValue for an effective ExtendedValue."""
    if "stringValue" in value:
        return str(value["stringValue"])
    if "boolValue" in value:
        return locale.true if value["boolValue"] else locale.false
    if "errorValue" in value:
        return error_text(value)
    number = value["numberValue"]
    kind = (number_format or {}).get("type", "")
    pattern = (number_format or {}).get("pattern") or locale.pattern(kind)
    if not pattern or pattern.lower() == "general" or kind == "TEXT":
        return general(number).replace(".", locale.decimal)
    if kind in MOMENTS:
        return _moment(number, pattern)
    return _numeric(number, pattern, locale)


def error_text(value: JsonObject) -> str:
    names = {"DIVIDE_BY_ZERO": "#DIV/0!", "VALUE": "#VALUE!", "REF": "#REF!", "NAME": "#NAME?", "N_A": "#N/A"}
    return names.get(value["errorValue"]["type"], "#ERROR!")


def general(number: float) -> str:
    """Write a number that has no format: up to ten digits, as Google's grid does."""
    if float(number).is_integer() and abs(number) < 10**15:
        return str(int(number))
    if 10**10 <= abs(number) < 10**15:
        return f"{number:.0f}"
    mantissa, exponent, power = f"{number:.10g}".partition("e")
    return f"{mantissa}E{power[0]}{power[1:].zfill(2)}" if exponent else mantissa


def _numeric(number: float, pattern: str, locale: Locale) -> str:
    sections = pattern.split(";")
    if number < 0 and len(sections) > 1:
        pattern, number, sign = sections[1], -number, ""
    else:
        pattern = sections[2] if number == 0 and len(sections) > 2 else sections[0]
        sign = "-" if number < 0 else ""
    pieces = re.split(r'("[^"]*"|\\.)', pattern)
    bare = "".join(pieces[::2])
    match = _NUMBER.search(bare)
    if match is None:
        return "".join(_literal(piece) for piece in pieces)
    scaled = abs(number) * (100 if "%" in bare else 1)
    digits = _digits(scaled, match[0], locale)
    text = "".join(
        _literal(piece) if odd % 2 else piece.replace(match[0], digits, 1) for odd, piece in enumerate(pieces)
    )
    return sign + text


def _literal(piece: str) -> str:
    if piece.startswith('"'):
        return piece.strip('"')
    return piece.removeprefix("\\")


def _digits(number: float, pattern: str, locale: Locale) -> str:
    plain, scientific, power = pattern.partition("E")
    whole, _, fraction = plain.partition(".")
    if scientific:
        mantissa, _, exponent = f"{number:.{len(fraction)}E}".partition("E")
        return f"{mantissa.replace('.', locale.decimal)}E{exponent[0]}{exponent[1:].zfill(power.count('0'))}"
    # Half away from zero, as spreadsheets round.
    factor = 10 ** len(fraction)
    rounded = math.floor(number * factor + 0.5 + 1e-9) / factor
    text = f"{rounded:,.{len(fraction)}f}" if "," in whole else f"{rounded:.{len(fraction)}f}"
    head, _, tail = text.partition(".")
    least = fraction.count("0")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    if "," not in whole:
        head = head.zfill(whole.count("0"))
    return head.replace(",", locale.group) + (locale.decimal + tail if tail else "")


def _moment(number: float, pattern: str) -> str:
    seconds = round(number * _SECONDS)
    try:
        moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(seconds=seconds)
    except OverflowError:
        return general(number)
    return "".join(part(moment) for part in _parts(pattern))


@functools.cache
def _parts(pattern: str) -> tuple[Callable[[dt.datetime], str], ...]:
    tokens = [match[0] for match in _TOKEN.finditer(pattern)]
    halves = any(token.lower() in {"am/pm", "a/p"} for token in tokens)
    units = [token[0].lower() if token[0] not in '"\\' else "" for token in tokens]
    return tuple(
        _part(token, halves=halves, minutes=_near_a_clock(units, at)) for at, token in enumerate(tokens)
    )


def _near_a_clock(units: list[str], at: int) -> bool:
    """An m beside hours or seconds is minutes, and else months."""
    letters = [unit for unit in units if unit in {"y", "m", "d", "h", "s"}]
    before = sum(1 for unit in units[:at] if unit in {"y", "m", "d", "h", "s"})
    return (before > 0 and letters[before - 1] == "h") or letters[before + 1 : before + 2] == ["s"]


def _part(token: str, *, halves: bool, minutes: bool) -> Callable[[dt.datetime], str]:
    size = len(token)
    match token[0].lower() if token.lower() not in {"am/pm", "a/p"} else "half":
        case "half":
            return lambda moment: f"{moment:%p}"
        case "y":
            return lambda moment: f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
        case "m" if minutes:
            return lambda moment: f"{moment.minute:0{size}}"
        case "m":
            return lambda moment: _named(MONTHS[moment.month - 1], moment.month, size)
        case "d":
            return lambda moment: _named(DAYS[moment.weekday()], moment.day, size)
        case "h" if halves:
            return lambda moment: f"{(moment.hour - 1) % 12 + 1:0{size}}"
        case "h":
            return lambda moment: f"{moment.hour:0{size}}"
        case "s":
            return lambda moment: f"{moment.second:0{size}}"
    return lambda _: _literal(token)


def _named(name: str, number: int, size: int) -> str:
    if size <= 2:
        return f"{number:0{size}}"
    return name[:3] if size == 3 else name
