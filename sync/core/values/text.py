"""Text as people and programs leave it in a cell: cleaned, compared, cut and quoted. Knows no column."""

import binascii
import hashlib
import math
import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import TypeGuard

from sync.core.model import Cell

# XML 1.0 (2.2) and RFC 5545 (3.1) have no place for control characters, and a lone surrogate cannot even be
# encoded. Those controls that count as white space are missing here: they part words.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\ufeff\ud800-\udfff\ufffe\uffff]")

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_LETTERS = bytes.maketrans(_BASE64, 2 * b"0123456789abcdefghjkmnpqrstvwxyz")  # none that look alike

_NOTHING = frozenset(("blank", "n/a", "none", "null", "tba", "tbc", "tbd"))
_FILLERS = "-\N{EN DASH}\N{EM DASH}_.\N{HORIZONTAL ELLIPSIS}? "
_QUOTED_LENGTH = 40
_MANY = 1 << 16  # names and companies come again and again, in a run over ten thousand rows too


def clean(text: str) -> str:
    """Return `text` on one line, trimmed, with nothing in it that a cell or a calendar could not hold."""
    if not text.isprintable():  # nearly all are, and this is asked of every cell
        text = _UNWRITABLE.sub("", text)
    return " ".join(text.split())


def clean_lines(text: str) -> str:
    """Like `clean`, but each line stays a line."""
    return "\n".join(map(clean, text.splitlines())).strip("\n")


def shorten(text: str, length: int) -> str:
    """Return `text` in at most `length` characters, an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


@lru_cache(maxsize=_MANY)
def fold(text: str) -> str:
    """Return what is left of `text` when case, accents and spaces do not count: to compare, never to show."""
    text = clean(text)
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return clean("".join(char for char in apart if not unicodedata.combining(char)).casefold())


@lru_cache(maxsize=_MANY)
def hashed(text: str, length: int) -> str:
    """Hash a text into `length` letters and digits, 16 at most, of 5 bits each."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    return binascii.b2a_base64(digest)[:length].translate(_LETTERS).decode()


def is_number(cell: Cell) -> TypeGuard[int | float]:
    """Whether the cell holds a number. A ticked checkbox does not, though Python counts with it."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def shown(cell: Cell) -> str:
    """Return the cell as the spreadsheet shows it, more or less: TRUE, 5 and not 5.0."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return "" if cell is None else str(cell)


def quoted(cell: Cell) -> str:
    """Return the cell as a refusal names it: short, on one line, in quotes."""
    return f'"{shorten(shown(cell), _QUOTED_LENGTH)}"'


def is_blank(cell: Cell) -> bool:
    """Whether the cell says nothing: empty, or one of the words and signs that people write for that.

    The mark columns have their own words (`read_mark`): there "n/a" says something.
    """
    if isinstance(cell, str):
        text = clean(cell.replace("&nbsp;", " ")).strip(_FILLERS)
        return not text or text.casefold() in _NOTHING
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def counted(number: int, noun: str) -> str:
    """Write a number of things: 1 event, 2 events."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@lru_cache
def short(day: date) -> str:
    """Write a day as the `Why` column does: Fri 20 Nov."""
    return f"{day:%a} {day.day} {day:%b}"
