"""Takes a heading apart: what its words mean, in any of six languages, run together or mistyped.

What the meanings make together is left to `grammar`; which words there are, to `vocabulary`.
"""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from sync.core.headings.vocabulary import FILLERS, MEANINGS, ON, ORDINALS
from sync.core.values import fold
from sync.core.values.vocabulary import UNITS

LONGEST_HEADING = 100  # characters; what is longer is a text and no heading
_LONGEST_PHRASE = 4
_HIGHEST_ORDINAL = 9
_SHORTEST_PIECE = 3  # "Ort" in "Arbeitsort"
_SHORTEST_MISTYPED = 5
_SHORTEST_SAMPLE = 4  # letters by which a word tells its language: "met" is English, too
_ALIKE, _MARGIN = 83, 7  # of 100, as rapidfuzz counts: how like a word, and how much more than any other

_WORDS = re.compile(r"\d+[^\W\d_]*|[^\W\d_]+|%")
_HUMPS = re.compile(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b")
# Both genders at once: Ansprechpartner:in, Interviewer(s), Entrevistador/a, recruteur\u00b7euse.
_GENDERS = re.compile(
    r"(?<=[^\W\d_]{3})(?:\((?:s|in|innen|a|as|e|es|en)\)|[:*/\u00b7.](?:in|innen|a|as|e|es|euse|rice|ora)\b(?!\s*\w))"
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ere|re|eme|e|o|a|os|as|ste|de|te|tes|ter)?")
# What to answer: "Thank-you sent (Y/N)".
_YES_NO = re.compile(
    r"\b(?:y(?:es)?|ja?|o(?:ui)?|s(?:[i\u00ed]|im)?) ?/ ?n(?:o|ein|on|[a\u00e3]o|ee)?\b", re.IGNORECASE
)
_PARTS = re.compile(r"[/|&+,:()\[\]\n]|\s[-\u2013\u2014]\s|\s(?:and|or|und|oder|et|ou|y|o|e|en)\s")
_OR = re.compile(r"\sof\s")  # in Dutch alone
_LINKS = ("", "s", "n", "en", "es")
_UMLAUTS = str.maketrans({"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue"})

Meanings = frozenset[str]


class _Entry(NamedTuple):
    meanings: Meanings
    language: str
    spelled: str
    bound: bool  # has this meaning only where its language is spoken


@dataclass(frozen=True, slots=True)
class Reading:
    """What a heading says: its meanings, which interview it counts, and the words nobody knows."""

    meanings: Meanings = frozenset()
    ordinal: int | None = None
    unknown: tuple[str, ...] = ()
    asked: bool = False  # it is a question, so that a yes or a no answers it
    words: tuple[tuple[str, Meanings], ...] = field(default=())  # as the sheet spells them

    def __bool__(self) -> bool:
        return bool(self.meanings) and not self.unknown


@cache
def _index() -> Mapping[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = defaultdict(list)
    for meanings, languages in MEANINGS.items():
        for language, words in languages.items():
            for word in words.split(","):
                text = word.strip().rstrip("!")
                entry = _Entry(frozenset(meanings.split()), language, text.casefold(), word.endswith("!"))
                for spelling in {fold(text), fold(text.lower().translate(_UMLAUTS))}:
                    index[spelling].append(entry)
    return index


def languages(headings: Iterable[str]) -> frozenset[str]:
    """Tell which languages other than English a row of headings speaks: those of most of its words."""
    votes: Counter[str] = Counter()
    for heading in headings:
        for word in _words(heading[:LONGEST_HEADING]):
            known = {entry.language for entry in _index().get(fold(word), ()) if not entry.bound}
            if "en" not in known and len(word) >= _SHORTEST_SAMPLE:
                votes.update(known)
    most = max(votes.values(), default=0)
    return frozenset(language for language, count in votes.items() if count == most)


@lru_cache(maxsize=8192)
def read(heading: str, spoken: frozenset[str], *, mistyped: bool = False) -> Reading:
    """Read one heading in a row that speaks these languages, also words that are `mistyped`."""
    shown = _words(heading)
    folded = [fold(word) for word in shown]
    asked = heading.rstrip().endswith(("?", "\uff1f")) or _YES_NO.search(heading) is not None
    words: list[tuple[str, Meanings]] = []
    unknown: list[str] = []
    ordinal = None
    at = 0
    while at < len(folded):
        if number := _ordinal(folded[at]):
            ordinal = ordinal or number
        taken, meanings = _longest(folded, at, spoken)
        if not meanings:
            meanings = _single(folded[at], shown[at].casefold(), spoken, mistyped=mistyped)
        last = at + taken == len(folded)
        if meanings is None and last and words and folded[at] in ON:
            meanings = frozenset({"DATE"})
        if meanings is None and folded[at] not in FILLERS:
            unknown.append(folded[at])
        words.append((" ".join(shown[at : at + taken]), meanings or frozenset()))
        at += taken
    together = frozenset[str]().union(*(meanings for _, meanings in words))
    return Reading(together, ordinal, tuple(unknown), asked, tuple(words))


def parts(heading: str, spoken: frozenset[str]) -> list[str]:
    """Split a heading that is several in one, such as "Notes / outcome" and "Role (as advertised)"."""
    text = _GENDERS.sub("", _YES_NO.sub("", heading))
    if "nl" in spoken:
        text = _OR.sub(" / ", text)
    return [part for part in map(str.strip, _PARTS.split(text)) if part]


def _words(heading: str) -> list[str]:
    text = html.unescape(heading) if "&" in heading else heading
    text = _HUMPS.sub(" ", _GENDERS.sub("", _POSSESSIVE.sub("", _YES_NO.sub("", text))))
    return _WORDS.findall(text)


def _longest(folded: list[str], at: int, spoken: frozenset[str]) -> tuple[int, Meanings | None]:
    for length in range(min(_LONGEST_PHRASE, len(folded) - at), 1, -1):
        if meanings := _known(" ".join(folded[at : at + length]), spoken):
            return length, meanings
    return 1, None


def _known(phrase: str, spoken: frozenset[str], spelled: str = "") -> Meanings | None:
    """Give what it means. Accents count where they tell two words apart: "Relance" and "Relanc\u00e9"."""
    entries = _index().get(phrase, ())
    here = [entry for entry in entries if entry.language in spoken]
    bound = [entry for entry in here if entry.bound]
    anywhere = [entry for entry in entries if not entry.bound]
    likely = sorted((*bound, *here, *anywhere), key=lambda entry: entry.spelled != spelled)
    return next((entry.meanings for entry in likely), None)


def _single(word: str, spelled: str, spoken: frozenset[str], *, mistyped: bool) -> Meanings | None:
    if (number := _ordinal(word)) is not None:
        return frozenset({"ORDINAL"} if 1 <= number <= _HIGHEST_ORDINAL else {"OTHER"})
    if known := _known(word, spoken, spelled):
        return known
    if word in FILLERS:
        return None
    return _compound(word, spoken) or (_alike(word) if mistyped else None)


def _ordinal(word: str) -> int | None:
    if word in ORDINALS:
        return ORDINALS[word]
    match = _ORDINAL.fullmatch(word)
    return int(match[1]) if match else (_HIGHEST_ORDINAL + 1 if word[0].isdigit() else None)


@lru_cache(maxsize=8192)
def _compound(word: str, spoken: frozenset[str]) -> Meanings | None:
    """Read words that are written as one: Bewerbungsstatus, interviewdatum, companyname."""
    for length in range(len(word) - _SHORTEST_PIECE, _SHORTEST_PIECE - 1, -1):
        first = _known(word[:length], spoken)
        if not first or first <= {"WITH", "BY"}:
            continue
        for link in _LINKS:
            if not word.startswith(link, length):
                continue
            rest = word[length + len(link) :]
            if len(rest) < _SHORTEST_PIECE:
                continue
            if second := _known(rest, spoken) or _compound(rest, spoken):
                return first | second
    return None


@cache
def _by_first_letter() -> Mapping[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for word, entries in _index().items():
        if len(word) >= _SHORTEST_MISTYPED and " " not in word and not all(each.bound for each in entries):
            words[word[0]].append(word)
    return words


def _alike(word: str) -> Meanings | None:
    """Read a mistyped word that is like one we know, and clearly less like those of other meanings."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - most sheets do without

    if len(word) < _SHORTEST_MISTYPED:
        return None
    found = process.extract(
        word,
        _by_first_letter().get(word[0], ()),
        scorer=fuzz.ratio,
        limit=None,
        score_cutoff=_ALIKE - _MARGIN,
    )
    best: dict[Meanings, float] = {}
    for known, score, _ in found:
        meanings = _known(known, frozenset())
        if meanings:
            best[meanings] = max(score, best.get(meanings, 0))
    ranked = sorted(best.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < _ALIKE:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


def label(reading: Reading, without: Iterable[str]) -> str:
    """Give a heading's words as the sheet spells them, without those that mean only what is in `without`."""
    left_out = frozenset(without)
    kept = [(word, meanings) for word, meanings in reading.words if not (meanings and meanings <= left_out)]
    return " ".join(_trimmed(kept))


def _trimmed(words: list[tuple[str, Meanings]]) -> Iterator[str]:
    """Leave out what joined a word to one that is no longer there: the "of" in "Date of interview"."""
    says = [at for at, (_, meanings) in enumerate(words) if meanings]
    for at, (word, _) in enumerate(words):
        if says and says[0] <= at <= says[-1]:
            yield word


def unit_of(heading: str) -> str | None:
    """Give the unit that a heading names for the numbers under it: "hours", "minutes", or None."""
    words = map(fold, _words(heading))
    return next((unit for word in words for unit, said in UNITS.items() if word in said.split()), None)
