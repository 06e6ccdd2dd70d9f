"""How people say when, in six languages, as phrases of one small language of tokens.

The words are in `vocabulary`; what a phrase of tokens means is left to `sync.core.spoken`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sync.core.values.names import LANGUAGES, language, month_names, plain, weekday_names
from sync.core.values.vocabulary import NUMBERS, VOCABULARY

_LONGEST = 6  # words of a phrase
_PIECES = re.compile(r"\d+\.\d+|\d+|[^\W\d_]+|/")
_DECIMAL = re.compile(r"(?<![\d.,])(\d{1,2})[.,](\d{1,2})(?=\s?[^\W\d_])")
_ALSO = (words for by in VOCABULARY.values() for token, words in by.items() if token.isdecimal())
_WORD = "|".join([*" ".join(NUMBERS.values()).split(), *_ALSO])
# "3-5wks", "two - three weeks", "3 a 5 dias", but not "3 a 15h"; any other hyphen joins words.
_RANGE = re.compile(rf"(\b(?:{_WORD})|\d+)(?:\s?-\s?(?=\d|(?:{_WORD})\b)| a (?=(?:{_WORD}|\d+)\b))")
_NEGATIVE = re.compile(r"(?:^|[^\W\d_]\s)-\d|^-\s\d")
# The 25th where only its form says that it is a day: "bis zum 25.", "le 25", "dia 25", "de 25e".
_DAY_OF_MONTH = re.compile(
    r"\b(?:le|el|dia|zum|am|by the) (\d{1,2})$|(?<![\w./-])(?<!kw )(\d{1,2})(?:\.|e|er|ste|de|eme)(?= |$)"
)
_NO_PIECE = re.compile(r"[^\w\s./'~-]")  # a question mark, say: it leaves a doubt


def tokens(text: str, locale: str | None) -> Iterator[str]:
    """Give the phrase in tokens, once for each language it may be in: the locale's own language first.

    What no language knows stays as it is written, in lower case. Nothing where the text has signs that no
    phrase has.
    """
    text = _DAY_OF_MONTH.sub(r"\1\2 th", plain(_DECIMAL.sub(r"\1.\2", text)))
    text = _RANGE.sub(r"\1 TO ", text)
    if _NO_PIECE.search(text) or _NEGATIVE.search(text):
        return
    pieces = _PIECES.findall(text)
    for each in _languages(locale):
        yield " ".join(filter(None, _translated(pieces, each)))


def openings(text: str, locale: str | None) -> Iterator[tuple[bool, str]]:
    """Give what stands behind words such as "by" and "week of", and whether it names a week."""
    words = plain(text).split()
    numbers = (at for at, word in enumerate(words[: _LONGEST + 1]) if any(map(str.isdecimal, word)))
    known = set()
    for count in range(next(numbers, 0), -1, -1):  # a date may begin with the name of its day or its month
        pieces = _PIECES.findall(re.sub("/", " ", " ".join(words[:count])))
        at_number = any(map(str.isdecimal, "".join(words[count : count + 1])))
        for each in _languages(locale):
            found = set(_translated(pieces, each))
            # "na 1 december" is after that day, while a Portuguese "na" never stands before a number.
            alone = found <= {"", "BY", "AFTER"}
            if "AFTER" in found and (each == language(locale) or (alone and at_number)):
                return
            if found <= {"", "BY", "WEEKOF"}:
                known.add(("WEEKOF" in found, " ".join(words[count:])))
    yield from sorted(known, key=lambda each: (len(each[1]), not each[0]))


def _languages(locale: str | None) -> list[str]:
    own = language(locale)
    return sorted(LANGUAGES, key=lambda each: each != own)


def _translated(pieces: list[str], of: str) -> Iterator[str]:
    phrases, months, weekdays = _phrases(of), month_names(of), weekday_names(of)
    at, before = 0, ""
    while at < len(pieces):
        piece = pieces[at]
        in_part = before in ("START", "MID", "END")
        if in_part and piece in months:  # "mi mars", "fin sept": neither Tuesday nor seven
            before, at = f"M{months[piece]}", at + 1
            yield before
            continue
        lengths = range(min(_LONGEST, len(pieces) - at), 0, -1)
        length = next((n for n in lengths if " ".join(pieces[at : at + n]) in phrases), 0)
        if length:
            token = phrases[" ".join(pieces[at : at + length])]
        elif piece in weekdays:
            token = f"W{weekdays[piece]}"
        elif piece in months:
            token = f"M{months[piece]}"
        else:
            token = piece
        before, at = token or before, at + (length or 1)
        yield token


@lru_cache(maxsize=len(LANGUAGES))
def _phrases(of: str) -> Mapping[str, str]:
    numbers = {word: str(number) for number, word in enumerate(NUMBERS[of].split(), start=1)}
    return numbers | {
        phrase: token for token, several in VOCABULARY[of].items() for phrase in several.split("|")
    }
