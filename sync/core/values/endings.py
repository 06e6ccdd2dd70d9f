"""Whether the words for where an application stands end it, in six languages; and whether we know them."""

import re
from collections.abc import Collection, Sequence
from itertools import chain, takewhile
from typing import NamedTuple

from sync.core.model import Cell
from sync.core.values import stages
from sync.core.values.names import months
from sync.core.values.text import fold, is_blank, shown

_LONGEST = max(len(words.split()) for words in stages.ENDINGS)
_MOST = 1000  # characters: behind so many, no cell says where an application stands
_STAGES = stages.LIVE | stages.LABELS | stages.SUBJECTS
_LEADING = stages.LEADING | stages.DETERMINERS
_QUESTION = re.compile(r"[?\uff1f\u2753\u2754]")
_WORD = re.compile(r"[^\W\d_]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|er|re|ere|e|de|eme|ste|a|o)(?![^\W\d_])")  # its end is no word
_NUMBERED = re.compile(r"\A\W*\d+\W\s*")
_ARROWS = re.compile(r"[-=]?>|[\u2192\u21d2\u279c\u2794\u27a1\u25b6\u00bb]")
_CLAUSES = re.compile(r"[,;:/|()\[\]\n\u2013\u2014\u2022\u00b7]|\s-+\s|(?<!\d)\.\s")


def ending(cell: Cell) -> str | None:
    """Return the ending word that the cell is or begins with; None for any other cell, and never raises.

    One of offer, accepted, rejected, withdrawn, cancelled and no response. Of stages in a chain, such as
    "Onsite \u2192 Rejected" and "Applied, rejected", the last one counts. A cell that hedges ("offer
    pending", "rejected?"), names a new date, or says yes to a next step ("accepted for interview") has not
    ended; a rejection by the user ("declined by me") is a withdrawal.
    """
    if not isinstance(cell, str) or _QUESTION.search(cell):
        return None
    *before, last = (_clauses(stage) for stage in _ARROWS.split(cell[:_MOST]))
    clauses = [*chain.from_iterable(before), *last]
    found = _last_ending(clauses, first=len(clauses) - len(last))
    if found or not before or _hedges(last) or any(map(_names_step, last)):
        return found
    return _last_ending(clauses)


def sole_ending(cell: Cell) -> str | None:
    """Return the ending word of a cell that says nothing else: "2. Rejected", and not "Offer on Friday"."""
    text = shown(cell)[:_MOST]
    found = _beginning(_words(text))
    dated = any(letter.isdigit() for letter in _NUMBERED.sub("", text))
    return ending(cell) if found and not (found.rest or found.led_by or dated) else None


def known_status(cell: Cell) -> bool:
    """Whether the cell is blank or says a word that we know of where an application stands, ended or not."""
    if is_blank(cell):
        return True
    clauses = [words for stage in _ARROWS.split(shown(cell)) for words in _clauses(stage)]
    words = list(chain.from_iterable(clauses))
    if not stages.HEDGES.isdisjoint(words) or any(map(_goes_on, clauses)):
        return words[-1] not in stages.NO
    return any(_beginning(each) for each in (words, *clauses))


def _goes_on(words: list[str]) -> bool:
    """Whether the clause says a word of an application that goes on, and does not deny it."""
    near = (words[max(0, at - stages.NEAR) : at] for at, word in enumerate(words) if word in stages.LIVE)
    return any(map(stages.NO.isdisjoint, near))


def _clauses(text: str) -> list[list[str]]:
    """Give the words of each clause, in lower case and without accents."""
    return [words for clause in _CLAUSES.split(text) if (words := _words(clause))]


def _words(text: str) -> list[str]:
    words = _WORD.findall(_ORDINAL.sub(" ", fold(text)))
    return words[1:] if len(words) > 1 and words[0] in stages.LABELS else words


def _last_ending(clauses: Sequence[list[str]], first: int = 0) -> str | None:
    """Give the ending that the clauses from `first` on come to."""
    if _hedges(clauses[first:]):
        return None
    found: str | None = None
    for at in range(first, len(clauses)):
        words, before = clauses[at], clauses[first:at]
        joined = stages.ENDINGS.get(" ".join(stages.bare(clauses[at - 1] + words))) if at else None
        if joined is not None:  # "Offer - declined"
            found = joined or None
            continue
        said, whole = _ending_of(words, clauses[at + 1 :])
        if found and stages.NO.issuperset(words):  # "Offer: no"
            found = None
        if not said or (said == stages.CLOSED and (found or not whole or not _is_last(clauses, at))):
            continue
        if found not in (None, stages.CLOSED) and (not whole or said == "no response"):
            continue
        if before and not (whole or found or all(map(_names_stage, before))):
            continue
        if said in stages.YES and (
            found not in (None, "offer", stages.CLOSED) or _no_yes_after(before, words)
        ):
            continue
        found = "withdrawn" if (found, said) == ("offer", "rejected") else said
    return "rejected" if found == stages.CLOSED else found


def _is_last(clauses: Sequence[list[str]], at: int) -> bool:
    """Whether only stages stand before a clause, and only ends behind: not "..., still interviewing"."""
    before = all(_names_stage(words) or _beginning(words) for words in clauses[:at])
    return before and all(words[0] in stages.NO or _beginning(words) for words in clauses[at + 1 :])


def _ending_of(words: list[str], after: Sequence[list[str]]) -> tuple[str | None, bool]:
    """Give the ending that one clause begins with, and whether it says nothing else."""
    of_subject = words[0] in stages.SUBJECTS
    beginning = _beginning(words[of_subject:]) or _end_of_stage(words)
    if beginning is None or not stages.ENDINGS[beginning.phrase]:
        return None, False
    phrase, rest, led_by = beginning
    found = stages.ENDINGS[phrase]
    if of_subject and found not in stages.AFTER_SUBJECT:
        return None, False
    says = " ".join(words)
    by_me = _is_by(words, after, stages.ME, stages.BY_ME)
    whole = not rest or " ".join(rest) in stages.BY_ME
    if not whole and (_is_of_another_thing(phrase, rest) or _says(says, stages.SOON)):
        return None, False
    here = " ".join(chain(words, *after))
    if _says(here, stages.NOT_YET.get(found, frozenset())):
        return None, False
    if phrase in stages.UNANSWERED and _says(here, stages.ON_PHONE):
        return None, False
    if found in stages.YES and (_is_a_step(phrase, rest, after) or (rest and rest[0] in stages.NO)):
        return None, False
    if found in stages.YES and not stages.OTHERS.isdisjoint(rest) and (found == "accepted" or "to" in rest):
        return "rejected", whole
    if found == "accepted" and not stages.ELSEWHERE.isdisjoint(rest):
        return "withdrawn", whole
    mine = phrase in stages.ACTS and not stages.SELF.isdisjoint(led_by) and stages.PASSIVE.isdisjoint(led_by)
    if found in stages.NOES and (mine or by_me):
        return "withdrawn", whole
    theirs = not stages.THEM.isdisjoint(led_by) and (stages.PASSIVE | stages.SELF).isdisjoint(led_by)
    by_them = theirs or " ".join(rest) in stages.BY_THEM or _is_by([], after, stages.THEM, stages.BY_THEM)
    return ("rejected" if found == "withdrawn" and by_them else found), whole


class _Beginning(NamedTuple):
    phrase: str
    rest: list[str]
    led_by: list[str]


def _is_by(
    words: list[str], after: Sequence[list[str]], who: Collection[str], by_whom: Collection[str]
) -> bool:
    """Whether the clause says who did it, or one of its own behind it does: "Declined (me)"."""
    return _says(" ".join(words), by_whom) or bool(after and " ".join(after[0]) in {*who, *by_whom})


def _end_of_stage(words: list[str]) -> _Beginning | None:
    """Give the no that a stage came to: "1st round rejected", "Final interview declined by me"."""
    for at in range(1, min(len(words), stages.WITHIN)):
        found = _beginning(words[at:])
        if not found or found.led_by or stages.ENDINGS[found.phrase] not in stages.AFTER_SUBJECT:
            continue
        step = _names_step(words[at - 1 : at]) or " ".join(words[max(0, at - 2) : at]) in stages.STEPS
        if step and (not found.rest or " ".join(found.rest) in stages.BY_ME):
            return found if stages.NO.isdisjoint(words[:at]) else None
    return None


def _beginning(words: list[str]) -> _Beginning | None:
    """Give the longest phrase that the words begin with, or that stands behind "they made" and the like."""
    leading = list(takewhile(_LEADING.__contains__, words))
    passive = not stages.PASSIVE.isdisjoint(leading)  # "He sido rechazado" is not "He rechazado"
    for led_by in (leading,) if passive else ([], leading):
        bare = stages.bare(words[len(led_by) :])
        for count in range(min(_LONGEST, len(bare)), 0, -1):
            if (phrase := " ".join(bare[:count])) in stages.ENDINGS:
                return _Beginning(phrase, bare[count:], led_by)
    return None


def _is_of_another_thing(phrase: str, rest: list[str]) -> bool:
    """Whether the word is about something else here: "Signed NDA", "Declined to state salary"."""
    if phrase in stages.ALONE:
        return rest[0] not in stages.NOT_TOWARDS and rest[0] not in months(None)
    return phrase in stages.ACTS and rest[0] == "to" and stages.GOING_ON.isdisjoint(rest)


def _is_a_step(phrase: str, rest: list[str], after: Sequence[list[str]]) -> bool:
    """Whether the yes is to a step: "Zusage zum Gespr\u00e4ch" and "Accepted - phone screen"."""
    if phrase != "offer" and len(phrase.split()) > 1 and not stages.FIRM.isdisjoint(phrase.split()):
        return False
    if not rest and after and stages.FIRM.isdisjoint(phrase.split()):
        return _names_step(after[0]) and _names_stage(after[0])
    towards = takewhile(lambda word: word not in stages.NOT_TOWARDS, rest[: stages.WITHIN])
    return _names_step(list(towards))


def _no_yes_after(before: Sequence[list[str]], words: list[str]) -> bool:
    """Whether a yes behind a label is none to the job: "Next: offer", "Interview: accepted"."""
    if not before:
        return False
    if not stages.AHEAD.isdisjoint(chain.from_iterable(before)):
        return True
    about_step = _names_step(before[-1]) or not stages.SUBJECTS.isdisjoint(before[-1])
    return about_step and stages.FIRM.isdisjoint(words) and words[0] != "hired"


def _names_step(words: list[str]) -> bool:
    return any(map(stages.STEP.fullmatch, words)) or _says(" ".join(words), stages.STEPS)


def _names_stage(words: list[str]) -> bool:
    """Whether the clause is a stage of an application, and not a remark on it."""
    few = 4
    return len(words) <= few and not _STAGES.isdisjoint(words)


def _hedges(clauses: Sequence[list[str]]) -> bool:
    words = list(chain.from_iterable(clauses))
    moved = any(map(stages.AGAIN.fullmatch, words))
    return moved or not stages.HEDGES.isdisjoint(words) or _says(" ".join(words), stages.NEW_DATE)


def _says(text: str, phrases: Collection[str]) -> bool:
    return any(f" {phrase} " in f" {text} " for phrase in phrases)
