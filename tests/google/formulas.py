"""Works out simple formulas: arithmetic, comparison, references and a handful of functions.

assumption: all but plain arithmetic, which is recorded. A function that is not here gives #NAME?.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.google.entry import EPOCH, tidy
from tests.google.errors import JsonObject
from tests.google.render import general

Scalar = int | float | str | bool | None
Value = Scalar | list[Scalar]
Lookup = Callable[[str], Value]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)(?![0-9]*:)
      |(?P<text>"(?:[^"]|"")*")
      |(?P<reference>(?:(?:'(?:[^']|'')+'|[A-Za-z_]\w*)!)?
          (?:\$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}\$?[0-9]*)?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}
          |[0-9]+:[0-9]+)(?![\w(]))
      |(?P<name>[A-Za-z_][\w.]*)
      |(?P<mark><=|>=|<>|[-+*/^&=<>(),;%]))\s*""",
    re.VERBOSE,
)


class FormulaError(Exception):
    """An error value; `kind` is an ErrorValue type."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def evaluate(formula: str, lookup: Lookup) -> JsonObject:
    """Give the ExtendedValue of a formula; `lookup` gives a reference's or a name's values."""
    try:
        return extended(_Parser(formula[1:], lookup).whole())
    except FormulaError as error:
        return {"errorValue": {"type": error.kind, "message": error.message}}


def extended(value: Value) -> JsonObject:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": tidy(value or 0)}


class _Parser:
    def __init__(self, text: str, lookup: Lookup) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._lookup = lookup

    def whole(self) -> Value:
        value = self._comparison()
        if self._peek():
            raise FormulaError("ERROR", "Formula parse error.")
        return value

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self, *marks: str) -> str:
        text = self._peek()
        if text not in marks or self._tokens[self._at][0] != "mark":
            return ""
        self._at += 1
        return text

    def _comparison(self) -> Value:
        left = self._joined()
        while mark := self._take("=", "<>", "<", ">", "<=", ">="):
            left = _compared(mark, _scalar(left), _scalar(self._joined()))
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._take("&"):
            left = _text(left) + _text(self._sum())
        return left

    def _sum(self) -> Value:
        left = self._product()
        while mark := self._take("+", "-"):
            right = _number(self._product())
            left = _number(left) + (right if mark == "+" else -right)
        return left

    def _product(self) -> Value:
        left = self._power()
        while mark := self._take("*", "/"):
            right = _number(self._power())
            if mark == "/" and right == 0:
                raise FormulaError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
            left = _number(left) * right if mark == "*" else _number(left) / right
        return left

    def _power(self) -> Value:
        left = self._signed()
        while self._take("^"):
            left = _number(left) ** _number(self._signed())
        return left

    def _signed(self) -> Value:
        if self._take("-"):
            return -_number(self._signed())
        if self._take("+"):
            return self._signed()
        value = self._atom()
        while self._take("%"):
            value = _number(value) / 100
        return value

    def _atom(self) -> Value:
        if self._at >= len(self._tokens):
            raise FormulaError("ERROR", "Formula parse error.")
        kind, text = self._tokens[self._at]
        self._at += 1
        match kind:
            case "number":
                return tidy(float(text))
            case "text":
                return text[1:-1].replace('""', '"')
            case "reference":
                return self._lookup(text)
            case "name":
                return self._named(text)
        if text != "(":
            raise FormulaError("ERROR", "Formula parse error.")
        value = self._comparison()
        self._close()
        return value

    def _named(self, name: str) -> Value:
        if not self._take("("):
            truths = {"TRUE": True, "FALSE": False}
            return truths[name.upper()] if name.upper() in truths else self._lookup(name)
        arguments: list[Value] = []
        while not self._take(")"):
            arguments.append(self._comparison())
            if not self._take(",", ";"):
                self._close()
                break
        function = _FUNCTIONS.get(name.upper())
        if function is None:
            raise FormulaError("NAME", f"Unknown function: '{name}'.")
        try:
            return function(*arguments)
        except TypeError as error:
            raise FormulaError("N_A", f"Wrong number of arguments to {name}.") from error

    def _close(self) -> None:
        if not self._take(")"):
            raise FormulaError("ERROR", "Formula parse error.")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError("ERROR", "Formula parse error.")
        at = match.end()
        kind = str(match.lastgroup)
        yield kind, match[kind]


def _scalar(value: Value) -> Scalar:
    return (value[0] if value else None) if isinstance(value, list) else value


def _number(value: Value) -> int | float:
    scalar = _scalar(value)
    if isinstance(scalar, str):
        try:
            return tidy(float(scalar))
        except ValueError:
            raise FormulaError("VALUE", f"'{scalar}' is a text and cannot be coerced to a number.") from None
    return scalar or 0


def _text(value: Value) -> str:
    scalar = _scalar(value)
    if isinstance(scalar, bool):
        return str(scalar).upper()
    if scalar is None or isinstance(scalar, str):
        return scalar or ""
    return general(scalar)


def _compared(mark: str, left: Scalar, right: Scalar) -> bool:
    compare: Callable[[Any, Any], bool] = {
        "=": operator.eq,
        "<>": operator.ne,
        "<": operator.lt,
        ">": operator.gt,
        "<=": operator.le,
        ">=": operator.ge,
    }[mark]
    if isinstance(left, str) or isinstance(right, str):
        return compare(_text(left).casefold(), _text(right).casefold())
    return compare(left or 0, right or 0)


def _flat(arguments: Sequence[Value]) -> list[Scalar]:
    return [item for value in arguments for item in (value if isinstance(value, list) else [value])]


def _numbers(*arguments: Value) -> list[int | float]:
    return [v for v in _flat(arguments) if isinstance(v, int | float) and not isinstance(v, bool)]


def _average(*arguments: Value) -> float:
    numbers = _numbers(*arguments)
    if not numbers:
        raise FormulaError("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return sum(numbers) / len(numbers)


def _date(year: Value, month: Value, day: Value) -> int:
    whole, rest = divmod(int(_number(month)) - 1, 12)
    first = EPOCH.replace(year=int(_number(year)) + whole, month=rest + 1, day=1)
    return (first - EPOCH).days + int(_number(day)) - 1


def _if(test: Value, then: Value, otherwise: Value = False) -> Value:  # noqa: FBT002 - FALSE, as in a cell
    return then if _number(test) else otherwise


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "SUM": lambda *values: sum(_numbers(*values)),
    "COUNT": lambda *values: len(_numbers(*values)),
    "COUNTA": lambda *values: sum(1 for value in _flat(values) if value is not None),
    "AVERAGE": _average,
    "MIN": lambda *values: min(_numbers(*values), default=0),
    "MAX": lambda *values: max(_numbers(*values), default=0),
    "ABS": lambda value: abs(_number(value)),
    "ROUND": lambda value, places=0: tidy(round(_number(value), int(_number(places)))),
    "IF": _if,
    "AND": lambda *values: all(_flat(values)),
    "OR": lambda *values: any(_flat(values)),
    "NOT": lambda value: not _number(value),
    "CONCATENATE": lambda *values: "".join(_text(value) for value in _flat(values)),
    "LEN": lambda value: len(_text(value)),
    "UPPER": lambda value: _text(value).upper(),
    "LOWER": lambda value: _text(value).lower(),
    "TRIM": lambda value: " ".join(_text(value).split()),
    "DATE": _date,
    "HYPERLINK": lambda url, label=None: url if label is None else label,
    "ISBLANK": lambda value: _scalar(value) is None,
}
