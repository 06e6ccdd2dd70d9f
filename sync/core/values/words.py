"""Cells that are answered in a word: the marks, the style, and the way to send a thank-you."""

import re
import unicodedata
from datetime import date, timedelta

from sync.core.model import Cell, Mark, Said
from sync.core.values.dates import find_moment
from sync.core.values.text import fold, quoted, shown
from sync.core.values.written import written_day


def _phrases(several: str) -> frozenset[str]:
    return frozenset(" ".join(words.split()) for words in several.split(","))


DONE_WORDS = _phrases("""
    1, done, sent, true, x, y, yes, ok, \u2713, \u2714, \u2705, \u2611, ja, erledigt, gesendet, geschickt,
    abgeschickt, verschickt, oui, fait, envoye, envoyee, si, hecho, enviado, enviada, sim, feito, gedaan,
    verstuurd, verzonden""")
NOT_YET_WORDS = _phrases("""
    0, -, \u2013, \u2014, false, n, no, not yet, \u274c, \u2717, \u2718, \u2610, nein, noch nicht, non,
    pas encore, todavia no, aun no, nao, ainda nao, nee, nog niet""")
_MARKS = {
    "": Mark.NOT_YET,
    **dict.fromkeys(DONE_WORDS, Mark.DONE),
    **dict.fromkeys(NOT_YET_WORDS, Mark.NOT_YET),
    **dict.fromkeys(
        _phrases("""
            n/a, n.a, n. a, na, none, not needed, not necessary, skip, skipped, nicht notig, nicht noetig,
            entfallt, entfaellt, uberspringen, ubersprungen, ueberspringen, pas necessaire, pas besoin, no
            necesario, no es necesario, omitir, omitido, nao necessario, nao e necessario, pular, niet nodig,
            overslaan, overgeslagen"""),
        Mark.SKIPPED,
    ),
}
_SIGNS = frozenset(("So", "Sk", "Cf"))  # of Unicode: pictures, their colours, and what joins them
_UNDO = _phrases("""
    undo, undone, reopen, ruckgangig, ruckgangig machen, rueckgaengig, deshacer, desfazer, ongedaan maken""")
_LATER = re.compile(
    r"(?:\+ ?|(?:in|dans|en|em|over) )?(?P<number>\d{1,3}) ?"
    r"(?:days?|d|tage?n?|jours?|j|dias?|dag(?:en)?|(?P<weeks>weeks?|wks?|w|wochen?|semaines?|sem|semanas?|weken))",
    re.ASCII,
)
_A_MARKS_YEAR = timedelta(days=300)  # without a year, a mark is rather after the interview than before it
_WORD_AND_DATE = re.compile(
    r"(?P<word>[^\W\d_]+|[\u2713\u2714\u2705\u2611])[\s,:;-]{0,3}(?:(?:on|am|le|el|em|op)\s)?(?P<rest>.+)"
)

_STYLES = ("standard", "assertive", "gentle")
_CALLS = frozenset(("call", "phone", "ring", "telephone"))
_STYLE_FILLERS = frozenset(("a", "and", "by", "e-mail", "email", "or", "please"))
_STYLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_LETTERS = frozenset(("letter", "card", "note", "post", "handwritten", "paper"))
_E_MAILS = frozenset(("mail", "email", "e-mail"))


def read_mark(
    cell: Cell,
    *,
    day_first: bool | None,
    today: date,
    locale: str | None = None,
    near: date | None = None,
) -> Said:
    """Read what the user says of a follow-up: a word, the day on which it was done, or a command.

    A day to come, or a time such as `3d` or `+1w`, puts it off. A day without a year is looked for from
    `near` on, the interview's day or the one on which the mark was first seen, whichever is earlier: so it
    does not become another one while time goes by. Raises ValueError
    for a word with a day after `today`, and for anything that is no such word: README, "The sheet".
    """
    text = _folded(cell).strip(" .!")
    if (mark := _mark(text)) is not None:
        return Said(mark)
    if text in _UNDO:
        return Said(Mark.NOT_YET, undo=True)
    if later := _LATER.fullmatch(text):
        return Said(Mark.NOT_YET, days=int(later["number"]) * (7 if later["weeks"] else 1))
    after = _after_word(cell)
    found = find_moment(after, day_first=day_first, locale=locale, near=near or today, ahead=_A_MARKS_YEAR)
    if found is None:
        accepted = (
            "yes, x, done, sent or the date for done; no or nothing for not yet; skip or n/a for not needed; "
            "a day to come, 3d or 1w to put it off"
        )
        raise ValueError(f"{quoted(cell)} is not understood here; write {accepted}")
    day = written_day(found.on)
    if after != cell:
        if day > today:
            raise ValueError(
                f"{quoted(cell)} is still to come; the date here is the day on which it was done"
            )
        return Said(Mark.DONE, day)
    # A day alone may have been still to come when it was written: whoever remembers that can tell.
    return Said(Mark.NOT_YET, until=day) if day > today else Said(Mark.DONE, day, until=day)


def _mark(text: str) -> Mark | None:
    """Give what a word says, alone or with signs around it that do not say otherwise."""
    signs = [char for char in text if unicodedata.category(char) in _SIGNS]
    words = "".join(char for char in text if char not in signs).strip(" .!")
    if text in _MARKS or not words:
        return _MARKS.get(text)
    meant = {_MARKS.get(words), *(_MARKS[sign] for sign in signs if sign in _MARKS)}
    return meant.pop() if len(meant) == 1 else None


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


def _folded(cell: Cell) -> str:
    return fold(shown(cell).replace("&nbsp;", " ").replace("\ufe0f", ""))


def _after_word(cell: Cell) -> Cell:
    """Return the rest of "sent 2026-11-18"; a cell without such a word as it is."""
    if isinstance(cell, str) and (match := _WORD_AND_DATE.fullmatch(shown(cell).replace("\ufe0f", ""))):
        return match["rest"] if fold(match["word"]) in DONE_WORDS else cell
    return cell
