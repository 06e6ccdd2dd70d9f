"""Delimited text as raw fields that join to the same text again: the delimiter and the quoting are found.

It knows neither files nor encodings, and no library keeps the user's own quoting and line ends.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

_DELIMITERS = ",;\t|"
_SAMPLE = 20_000  # characters to find the delimiter by
_SPACED = 0.1  # the least that a delimiter counts for where it reads like punctuation

_SEPARATOR_LINE = re.compile(r'sep=([^"\r\n])(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_OPENED = r'"([^"]*(?:""[^"]*)*)'  # a quote, and all up to the one that closes it
_OPEN = re.compile(_OPENED)
_QUOTED = re.compile(_OPENED + r'"?(.*)', re.DOTALL)


class Document:
    """CSV text as records of raw fields, quotes and all; its `str()` is that text again."""

    def __init__(self, text: str) -> None:
        separator_line = _SEPARATOR_LINE.match(text)
        self._head = separator_line.group() if separator_line else ""  # to Excel an order, not a row
        body = text[len(self._head) :]
        self._delimiter = separator_line.group(1) if separator_line else _delimiter_of(body)
        self._records: list[list[str]] = []
        self._ends: list[str] = []
        for fields, end in _records(body, self._delimiter):
            self._records.append(fields)
            self._ends.append(end)
        self._must_quote = re.compile(rf'[{re.escape(self._delimiter)}"\r\n]|^\s|\s$')

    def __str__(self) -> str:
        join = self._delimiter.join
        return self._head + "".join(
            join(fields) + end for fields, end in zip(self._records, self._ends, strict=True)
        )

    def cells(self) -> tuple[tuple[str | None, ...], ...]:
        """Give what the fields say: quotes undone, None for an empty one."""
        return tuple(tuple([_unquoted(field) or None for field in fields]) for fields in self._records)

    def put(self, row: int, column: int, text: str) -> None:
        """Make `text` the cell in `row` (from 1) and `column` (from 0); a short row grows only for a text."""
        fields = self._records[row - 1]
        missing = column - len(fields)
        if missing < 0:
            if text != _unquoted(fields[column]):
                fields[column] = self._quoted(text)
        elif text:
            if row == len(self._records):
                fields[-1] = _closed(fields[-1])
            fields += [self._empty] * missing
            fields.append(self._quoted(text))

    @cached_property
    def _quotes_all(self) -> bool:
        return all(field[:1] in {'"', ""} for fields in self._records for field in fields)

    @cached_property
    def _empty(self) -> str:
        return self._quoted("")

    def _quoted(self, text: str) -> str:
        if self._quotes_all or self._must_quote.search(text):
            return '"' + text.replace('"', '""') + '"'
        return text


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Give each record's raw fields and its line end; the last line end may be empty.

    Joined again they are `text`. As spreadsheet programs have it, a quote opens a quoted field only as its
    first character, one that is not closed reaches to the end, and what follows a closing quote belongs to
    the field.
    """
    stop = re.escape(delimiter)
    field = rf'(?:"[^"]*(?:""[^"]*)*"?)?[^{stop}\r\n]*'
    record = re.compile(rf"({field}(?:{stop}{field})*)(\r\n|\r|\n|\Z)")
    each_field = re.compile(rf"(?:\A|{stop})({field})")
    for fields, end in record.findall(text):
        if fields or end:
            yield each_field.findall(fields) if '"' in fields else fields.split(delimiter), end


def _unquoted(field: str) -> str:
    """Give what `field` says; only its first character opens a quote, a later quote stands for itself."""
    if field[:1] != '"':
        return field
    inside = field[1:-1]
    if '"' not in inside and field[-1] == '"':
        return inside
    return _QUOTED.sub(lambda match: match[1].replace('""', '"') + match[2], field)


def _closed(field: str) -> str:
    """Close an open quote, so that what is appended does not become part of the user's last cell."""
    return field + '"' if _OPEN.fullmatch(field) else field


def _delimiter_of(text: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _score(text, delimiter))


def _score(text: str, delimiter: str) -> float:
    """Rate how well `delimiter` divides the first records.

    It ought to stand in all of them (prose in a cell does not reach the header row), equally often in as
    many as possible (title lines and short rows do not agree), and without a space after it.
    """
    sample = [fields for fields, _ in _records(text[:_SAMPLE], delimiter)]
    separators = Counter(len(fields) - 1 for fields in sample)
    divided = len(sample) - separators.pop(0, 0)
    if not divided:
        return 0
    agreeing = max(records * each for each, records in separators.items())
    after = [field for fields in sample for field in fields[1:]]
    tight = sum(not field.startswith(" ") for field in after) / len(after)
    return divided**2 * agreeing * max(tight, _SPACED)
