"""Interview follow-ups: from the spreadsheet of your interviews to the calendar on your phone."""

__version__ = "0.1.0"
