"""One cell in, one typed value out: what the columns of the sheet may hold, and in which forms.

A cell that cannot be taken is a ValueError whose sentence says what would be accepted; where it stands is
left to the caller. Nothing here guesses: what stays in doubt is refused.
"""

from sync.core.values.dates import read_date
from sync.core.values.text import clean, clean_lines, fold, is_blank, shorten, shown
from sync.core.values.times import read_duration, read_times
from sync.core.values.words import ending, read_letter, read_mark, read_style
from sync.core.values.zones import read_zone

__all__ = [
    "clean",
    "clean_lines",
    "ending",
    "fold",
    "is_blank",
    "read_date",
    "read_duration",
    "read_letter",
    "read_mark",
    "read_style",
    "read_times",
    "read_zone",
    "shorten",
    "shown",
]
