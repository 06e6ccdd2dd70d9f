"""One cell in, one typed value out: what the columns of the sheet may hold, and in which forms.

A cell that cannot be taken is a ValueError whose sentence says what would be accepted; where it stands is
left to the caller. Nothing here guesses: what stays in doubt is refused.
"""

from sync.core.values.dates import find_moment, is_open, read_moment
from sync.core.values.endings import ending, known_status, sole_ending
from sync.core.values.text import (
    clean,
    clean_lines,
    counted,
    fold,
    hashed,
    is_blank,
    quoted,
    short,
    shorten,
    shown,
)
from sync.core.values.times import Times, read_duration, read_times
from sync.core.values.words import DONE_WORDS, NOT_YET_WORDS, read_letter, read_mark, read_style
from sync.core.values.written import Moment
from sync.core.values.zones import read_zone

__all__ = [
    "DONE_WORDS",
    "NOT_YET_WORDS",
    "Moment",
    "Times",
    "clean",
    "clean_lines",
    "counted",
    "ending",
    "find_moment",
    "fold",
    "hashed",
    "is_blank",
    "is_open",
    "known_status",
    "quoted",
    "read_duration",
    "read_letter",
    "read_mark",
    "read_moment",
    "read_style",
    "read_times",
    "read_zone",
    "short",
    "shorten",
    "shown",
    "sole_ending",
]
