"""Cells that are answered in a word: the marks, the style, and whether the application has ended."""

import re
from datetime import date, datetime

from sync.core.model import Cell, Mark
from sync.core.values.dates import find_date
from sync.core.values.text import fold, quoted, shown

_DONE = frozenset(("1", "done", "sent", "true", "x", "yes", "\u2713", "\u2714", "\u2705", "\u2611"))
_MARKS = {
    **dict.fromkeys(_DONE, Mark.DONE),
    **dict.fromkeys(("", "0", "-", "\u2013", "\u2014", "false", "no", "not yet"), Mark.NOT_YET),
    **dict.fromkeys(("n/a", "na", "none", "not needed", "skip", "skipped"), Mark.SKIPPED),
}
_WORD_AND_DATE = re.compile(
    r"(?P<word>[^\W\d_]+|[\u2713\u2714\u2705\u2611])[\s,:;-]{0,3}(?:on\s)?(?P<rest>.+)"
)

_STYLES = ("standard", "assertive", "gentle")
_CALLS = frozenset(("call", "phone", "ring", "telephone"))
_STYLE_FILLERS = frozenset(("a", "and", "by", "e-mail", "email", "or", "please"))
_STYLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# What a cell must be or begin with. The longest match counts, and None says that it has not ended.
_ENDINGS: dict[str, str | None] = {
    words: ending
    for ending, several in {
        "offer": (
            "offer",
            "offered",
            "got an offer",
            "got offer",
            "job offer",
            "offer received",
            "received offer",
            "verbal offer",
            "written offer",
        ),
        "accepted": ("accepted", "hired", "job accepted", "offer accepted", "offer signed"),
        "rejected": (
            "rejected",
            "rejection",
            "declined",
            "hired someone else",
            "not moving forward",
            "not selected",
            "not successful",
            "offer rescinded",
            "offer withdrawn",
            "turned down",
            "unsuccessful",
        ),
        "withdrawn": (
            "withdrawn",
            "withdrew",
            "i withdrew",
            "declined offer",
            "declined the offer",
            "offer declined",
            "offer rejected",
            "offer turned down",
            "rejected offer",
            "rejected the offer",
            "turned down offer",
            "turned down the offer",
        ),
        "cancelled": ("cancelled", "canceled", "interview cancelled", "interview canceled"),
        "no response": ("no response", "no answer", "no reply", "ghosted"),
        None: (
            "accepted interview",
            "accepted invitation",
            "accepted invite",
            "accepted the interview",
            "accepted the invitation",
            "offer no",
            "offer none",
            "offer not",
        ),
    }.items()
    for words in several
}
_LONGEST_ENDING = max(len(words.split()) for words in _ENDINGS)
# Words after which nothing has ended yet, wherever they stand in the cell.
_HEDGES = frozenset(
    (
        "awaiting",
        "expected",
        "expecting",
        "hope",
        "hopefully",
        "hoping",
        "likely",
        "maybe",
        "pending",
        "perhaps",
        "possible",
        "possibly",
        "postponed",
        "probably",
        "rescheduled",
        "tba",
        "tbc",
        "tbd",
        "waiting",
        "yet",
    )
)
_LETTERS = frozenset(("letter", "card", "note", "post", "handwritten", "paper"))
_E_MAILS = frozenset(("mail", "email", "e-mail"))
_QUESTION = re.compile(r"[?\uff1f\u2753\u2754]")
_WORD = re.compile(r"[^\W\d_]+")


def read_mark(cell: Cell, *, day_first: bool | None, today: date) -> tuple[Mark, date | None]:
    """Read what the user says of a follow-up, and the day on which it was done where they say so.

    Raises ValueError for a day after `today` and for anything that is none of the words in the contract.
    """
    word = _folded(cell).strip(" .!")
    if word in _MARKS:
        return _MARKS[word], None
    found = find_date(_after_word(cell), day_first=day_first)
    if found is None:
        accepted = "yes, x, done, sent or the date for done; no or nothing for not yet; skip or n/a"
        raise ValueError(f"{quoted(cell)} is not understood here; write {accepted} for not needed")
    day = found.date() if isinstance(found, datetime) else found
    if day > today:
        raise ValueError(f"{quoted(cell)} is still to come; a date here is the day on which it was done")
    return Mark.DONE, day


def read_style(cell: Cell) -> tuple[str, bool]:
    """Read the style (standard, assertive or gentle) and whether to check in by call.

    Raises ValueError for any other word, and for two styles at once.
    """
    words = _STYLE_WORD.findall(_folded(cell))
    styles = [word for word in _STYLES if word in words]
    known = _CALLS.union(_STYLES, _STYLE_FILLERS)
    by_call = not _CALLS.isdisjoint(words)
    if len(styles) > 1 or not (styles or by_call) or not known.issuperset(words):
        raise ValueError(f"{quoted(cell)} is not a style; write standard, assertive, gentle or call")
    return (styles or ["standard"])[0], by_call


def read_letter(cell: Cell) -> bool:
    """Tell whether the cell asks for a letter or a card in place of an e-mail (TY-3).

    Raises ValueError for any other way to send a thank-you.
    """
    words = _STYLE_WORD.findall(_folded(cell))
    by_letter, by_mail = _LETTERS.intersection(words), _E_MAILS.intersection(words)
    if bool(by_letter) == bool(by_mail):
        raise ValueError(f"{quoted(cell)} is no way to send a thank-you; write e-mail, letter or card")
    return bool(by_letter)


def ending(cell: Cell) -> str | None:
    """Return the ending word that the cell is or begins with; None for any other cell, and never raises.

    One of offer, accepted, rejected, withdrawn, cancelled and no response. A cell that hedges, such as "offer
    pending" or "rejected?", has not ended.
    """
    if not isinstance(cell, str) or _QUESTION.search(cell):
        return None
    words = _WORD.findall(fold(cell))
    if not _HEDGES.isdisjoint(words):
        return None
    beginnings = (" ".join(words[:count]) for count in range(_LONGEST_ENDING, 0, -1))
    return next((_ENDINGS[start] for start in beginnings if start in _ENDINGS), None)


def _folded(cell: Cell) -> str:
    return fold(shown(cell).replace("&nbsp;", " ").replace("\ufe0f", ""))


def _after_word(cell: Cell) -> Cell:
    """Return the rest of "sent 2026-11-18"; a cell without such a word as it is."""
    if isinstance(cell, str) and (match := _WORD_AND_DATE.fullmatch(shown(cell).replace("\ufe0f", ""))):
        return match["rest"] if fold(match["word"]) in _DONE else cell
    return cell
