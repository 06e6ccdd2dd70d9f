"""Several people in one cell: who they are, and how to reach them. Says nothing about companies or roles."""

import re
from collections.abc import Collection, Iterable, Iterator

from sync.core.model import Cell, Person
from sync.core.values import DONE_WORDS, clean, clean_lines, fold, is_blank

# Every pattern is bounded or cannot meet the same characters twice: cells are as long as people paste them.
_BRACKETED = r"\([^()\n]*\)|<[^<>\n]*>|\"[^\"\n]*\""
# "e" and "y" stand within names, too: Jo\u00e3o Costa e Silva.
_WHOLE_NAME = r"[^\W\d_][\w.'-]{0,30}\s(?![ey]\s)[^\W\d_]"
_LIST = r"[;\uff1b\n]"
_AND = rf"\s(?:and|und|u\.|et|en|&)\s|(?<=\w)\s[ey]\s(?={_WHOLE_NAME})"
_COMMA = r",|\s\+\s"


def _separator(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"{_BRACKETED}|(?P<separator>{'|'.join(alternatives)})", re.IGNORECASE)


_BETWEEN_PEOPLE, _BETWEEN_LISTS = _separator(_LIST, _AND), _separator(_LIST)
_BETWEEN_NAMES, _ANDS = _separator(_AND, _COMMA), _separator(_AND)
_COMMAS, _COMMAS_ALONE, _SLASHES = _separator(_COMMA), _separator(","), _separator(r"\s/\s")
_DONE = rf"(?:{'|'.join(map(re.escape, sorted((DONE_WORDS | {'told', 'thanked'}) - {'1'})))})"
_DONE_AROUND = re.compile(
    rf"^{_DONE}(?:[\s:]{{1,3}}|(?<=\W))(?:(?:to|an|a|para|aan)\s)?|(?:[\s:-]{{1,3}}|(?=\W)){_DONE}$"
)
_WORD = re.compile(r"\w+")
_TITLES = frozenset(
    word
    for words in (
        "dr prof mr mrs ms miss mx herr hr frau fr m mme mlle monsieur madame sr sra senor senora senhor",
        "senhora dhr mevr meneer mevrouw",
    )
    for word in words.split()
)
_LONGEST_OF_NAMES = 1000
_EMAIL = re.compile(
    r"(?:\be-?mail:?\s|\bmailto:)?"
    r"(?P<address>\w[\w.!#$%&'*+/=?^`{|}~-]{0,63}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63})",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\b(?:tel|phone|mobile|mob|cell)\b[.:]{0,2}\s?)?"
    r"(?P<number>(?<!\w)\+?(?:\(\+?\d{1,5}\)|\d)[\d\s().-]{5,24}\d(?!\w)(?:\s?(?:x|ext\.?)\s?\d{1,6})?)",
    re.IGNORECASE | re.ASCII,
)
_FEWEST_DIGITS = 7
_EMPTY_BRACKETS = re.compile(r"\([\s,;/]*\)|<\s*>|\[\s*\]")
# A label of several people; behind that of one, such as "Boss", a company may follow.
_LABEL = re.compile(
    r"\A(?:[\w ]{0,20}\s)?"
    r"(?:panel|team|interviewers?|round|onsite|jury|runde|[\xe9e]quipe|equipo)(?:\sinterview|\s\d)?:\s",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\d{1,2}[.)]\s")
_IN_QUOTES = re.compile(r"([\"'])(.+)\1")
_AROUND_NAMES = " ,;:|/<>*\N{BULLET}\N{EN DASH}\N{EM DASH}-"

_FEWEST_WORDS, _MOST_WORDS = 2, 5
_FEWEST = 2  # people in a list
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NEVER_IN_NAMES = re.compile(r"[\d_/&+=@#:!?()<>\[\]]")
_PARTICLES = frozenset(
    word
    for words in ("al ap bin d da de del della den der di do dos", "du el la le ten ter van von y zu")
    for word in words.split()
)
_NUMERALS = frozenset(("II", "III", "IV"))
_LONGEST_ACRONYM = 4
_ACRONYMS = frozenset(
    word
    for words in (
        "QA UX UI IT AI ML BI PM TPM PR SRE SWE SVP EVP",
        "RH TI AG BV PLC EU UK US USA EMEA APAC DACH",
    )
    for word in words.split()
)
_SHORTEST_CLUE = 2  # "al" is in "sales@acme.com", and means nothing
_TITLE_WORDS = frozenset(
    word
    for words in (
        "ceo cfo chief co-founder cofounder coo cpo cto executive founder officer owner partner president vp",
        "assistant associate director head junior lead leader manager principal professor senior staff vice",
        "administrator analyst architect consultant coordinator designer developer engineer scientist",
        "data design engineering finance marketing operations product program programme project",
        "office research sales software specialist supervisor team tech technical technology",
        "acquisition hiring hr human people recruiter recruiting recruitment resources talent",
        "corp gmbh inc llc ltd",
    )
    for word in words.split()
)


def person_key(name: str) -> str:
    """Return what a person is told apart by: the name alone, case, accents and spaces aside."""
    return fold(name)


def read_people(cell: Cell) -> tuple[Person, ...]:
    """Read the people in a cell, in its order and each once. Never raises: what names nobody is passed over.

    They are separated by `;`, new lines or " and "; by commas and the like only where every part looks like a
    name, or holds an address and nothing else separates. An address or a number without a name belongs to the
    person before it where it fits; otherwise an address is a person of that name.
    """
    people: dict[str, Person] = {}
    if isinstance(cell, str):
        for person in _joined(_parts(clean_lines(cell).strip(" ,;"))):
            key = person_key(person.name)
            people[key] = _filled(people[key], person) if key in people else person
    return tuple(people.values())


def named(text: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Give those of `people` whom a text names, each by as much of the name as no other one shares.

    () where the text says more than that, or leaves in doubt who is meant.
    """
    people = tuple(people)
    found: list[Person | None] = []
    if len(text) > _LONGEST_OF_NAMES:
        return ()
    for part in filter(None, _split(_BETWEEN_PEOPLE, clean_lines(text.replace("\ufe0f", "")))):
        one = _named(part, people)
        several = [one] if one else [_named(name, people) for name in part.split(",") if name.strip()]
        found += several
    known = tuple(dict.fromkeys(person for person in found if person))
    return () if None in found else known


def _named(text: str, people: Iterable[Person]) -> Person | None:
    """Find whom a text names, as it stands or else without a word for done: one may be called Kelly Sim."""
    whole = fold(text)
    for key in dict.fromkeys((whole, _DONE_AROUND.sub("", whole))):
        words = set(_WORD.findall(key)) - _TITLES
        same = [person for person in people if person_key(person.name) == key]
        part = [
            person for person in people if words and words.issubset(_WORD.findall(person_key(person.name)))
        ]
        if same or len(part) == 1:
            return (same or part)[0]
    return None


def _parts(text: str) -> list[Person]:
    lists = _split(_BETWEEN_LISTS, text)
    people = [person for each in lists for person in _listed(each, among=len(lists) > 1)]
    return people if len(people) > 1 else _names(_COMMAS_ALONE, text, addresses=True) or people


def _listed(text: str, *, among: bool) -> list[Person]:
    """Read one list, such as "Jane Doe, Bob Roe and Ann Lee", that stands alone or among others."""
    parts = _split(_ANDS, text)
    # "Jane Doe, Red Hat and Bob Roe, IBM": what stands behind each is more on that person.
    each_with_more = len(parts) > 1 and len(_split(_COMMAS, parts[-1])) > 1
    people = [] if each_with_more else _names(_BETWEEN_NAMES, text, among=among)
    if people := people or _names(_SLASHES, text, among=True):
        return people
    among = among or each_with_more
    return [person for part in parts for person in _names(_COMMAS, part, among=among) or [_person(part)]]


def _names(
    separator: re.Pattern[str], text: str, *, addresses: bool = False, among: bool = False
) -> list[Person]:
    """Read people where every part is one by itself, or may be an address alone; else nobody.

    Among other lists, and by a slash, two parts may be a person and a company, if nothing says more.
    """
    text, labelled = _LABEL.subn("", text.strip())
    parts = [part for part in _split(separator, text) if part.strip()]
    if len(parts) < _FEWEST:
        return []
    people = [_person(part) for part in parts]
    if not (addresses or all(person.name for person in people)):
        return []
    if among and len(people) == _FEWEST and not (labelled or _has_own_address(people[1])):
        return []
    style = "".join(person.name for person in people)
    capitals = all(words[-1].isupper() for person in people if len(words := _words(person)) > 1)
    alone = all(_stands_alone(person, style, surnames_in_capitals=capitals) for person in people)
    first_names = len(_split(_ANDS, text)) > 1 and _are_first_names(people, style)
    return people if alone or first_names else []


def _has_own_address(person: Person) -> bool:
    return bool(person.email) and _fits(person._replace(email=""), person)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """Split where `pattern` finds a separator that is not in brackets or quotes."""
    parts, start = [], 0
    for match in pattern.finditer(text):
        if match["separator"]:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _person(part: str) -> Person:
    """Read one person; the name is empty where the part gives none."""
    text = clean(part)
    email = _EMAIL.search(text) if "@" in text else None
    text = _EMAIL.sub(" ", text) if email else text
    phones = (match for match in _PHONE.finditer(text) if sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS)
    phone = next(phones, None)
    if phone:
        text = f"{text[: phone.start()]} {text[phone.end() :]}"
    name = _BULLET.sub("", clean(_EMPTY_BRACKETS.sub(" ", text))).strip(_AROUND_NAMES)
    if in_quotes := _IN_QUOTES.fullmatch(name):
        name = in_quotes[2].strip()
    if is_blank(name) or not any(map(str.isalpha, name)):
        name = ""
    return Person(name, email["address"] if email else "", phone["number"] if phone else "")


def _stands_alone(person: Person, style: str, *, surnames_in_capitals: bool) -> bool:
    """Whether a part between commas is a person, and not the title or the company of the one before.

    `style` is all the names of the cell: who writes them all in capitals means no acronym by it, nor at the
    end who writes every surname so.
    """
    words = _words(person)
    if any(_is_title(word) for word in words):
        return False
    excused = surnames_in_capitals and (len(words) == _FEWEST_WORDS or bool(person.email))
    if any(_is_acronym(word, style) for word in (words[:1] if excused else words)):
        return False
    if person.email:
        return True
    return _FEWEST_WORDS <= len(words) <= _MOST_WORDS and all(_may_be_in_name(word, style) for word in words)


def _are_first_names(people: Collection[Person], style: str) -> bool:
    """Whether these are the people of "Jane, Bob and Ann"."""
    words = [word for person in people for word in _words(person)]
    return len(words) == len(people) and all(
        _may_be_in_name(word, style) and not (_is_title(word) or _is_acronym(word, style)) for word in words
    )


def _words(person: Person) -> list[str]:
    return _IN_BRACKETS.sub(" ", person.name).split()


def _is_title(word: str) -> bool:
    return fold(word) in _TITLE_WORDS or word in _ACRONYMS


def _is_acronym(word: str, style: str) -> bool:
    acronym = word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ACRONYM
    return acronym and not style.isupper() and word not in _NUMERALS


def _may_be_in_name(word: str, style: str) -> bool:
    particle = re.split("['\u2019]", word)[0] in _PARTICLES
    capital = particle or not word[0].islower() or style.islower()
    return capital and not _NEVER_IN_NAMES.search(word)


def _joined(people: Iterable[Person]) -> Iterator[Person]:
    before: Person | None = None
    for person in people:
        if before and not person.name and _fits(before, person):
            before = _filled(before, person)
        elif person.name or person.email:
            if before:
                yield before
            before = person if person.name else person._replace(name=person.email)
    if before:
        yield before


def _fits(person: Person, contact: Person) -> bool:
    """Whether an address or a number that stands alone may be this person's."""
    if contact.email:
        owner = contact.email.partition("@")[0].casefold()
        words = (word for word in fold(person.name).split() if len(word) > _SHORTEST_CLUE)
        return not person.email and any(word in owner for word in words)
    return not person.phone


def _filled(person: Person, other: Person) -> Person:
    return person._replace(email=person.email or other.email, phone=person.phone or other.phone)
