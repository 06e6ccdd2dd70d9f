"""Which row of a worksheet is the header row, and what its headings are taken for.

What the words mean is left to `headings`, and which columns are the tool's to `columns`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from sync.core.headings import SAMPLE, Holds, Match, holds, match
from sync.core.headings.fields import REQUIRED, USER_HEADINGS
from sync.core.headings.own import normalise, own_names
from sync.core.model import Cell, at
from sync.core.values import clean, hashed

SEARCHED = 50  # rows, from the top
MEMORY_LENGTH = 8
FEWEST_GROUPS = 2  # group headings over the headings; one alone is a title
WEIGHTS: Mapping[str, int] = {"company": 3, "interview_date": 3}
"""How much more than another a heading says that a row, or a worksheet, is about interviews."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row that may be the header row: its headings, and the group headings over them ("" for none)."""

    index: int  # from 0
    headings: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """How like interviews a worksheet looks: the weight of the headings that we know, and what they head."""

    weight: int = 0
    header_row: int = 0  # from 1
    dates: tuple[int, ...] = ()  # the columns of interview dates
    looks_like_interviews: bool = False


def recognised(rows: Sequence[Sequence[Cell]], mapped: Mapping[str, str]) -> Recognised:
    """Weigh the headings that we know in the row with most of them."""
    search = Search(rows, mapped)
    header = search.header()
    if header is None:
        return Recognised()
    found = search.match(header)
    dates = {index for name, index in found.user.items() if name == "interview_date"}
    dates |= {each.date for each in found.rounds}
    both = all(name in found.user for name in REQUIRED)
    return Recognised(_weight(found), header.index + 1, tuple(sorted(dates)), both)


@dataclass(frozen=True)  # without slots, for what is worked out once
class Search:
    """A look for the header row in the rows of a worksheet, and for the user's columns.

    `mapped` is field -> the user's own heading, from the settings; `taken_before` field -> heading, hashed,
    what the last run took for it.
    """

    rows: Sequence[Sequence[Cell]]
    mapped: Mapping[str, str]
    taken_before: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _wanted(self) -> Mapping[str, str]:
        return _wanted(self.mapped)

    def header(self) -> HeaderRow | None:
        """Find the row that says most; of equal ones the first, None where no row says anything.

        Only where no row does are words taken for mistyped ones.
        """
        candidates = [_candidate(self.rows, index) for index in range(min(len(self.rows), SEARCHED))]
        by_words = Search((), self.mapped)
        for mistyped in (False, True):
            scores = [_weight(by_words.match(each, mistyped=mistyped)) for each in candidates]
            if any(scores):
                return self._joined(candidates[scores.index(max(scores))])
        return None

    def _joined(self, header: HeaderRow) -> HeaderRow:
        """Join headings that recur with what stands above, where that makes several interviews of a row.

        "Round 1" and "Round 2" each over a "Date".
        """
        count = Counter(map(normalise, header.headings))
        headings = tuple(
            f"{above} {heading}" if above and count[normalise(heading)] > 1 else heading
            for heading, above in zip(header.headings, header.above, strict=True)
        )
        if headings == header.headings:
            return header
        joined = HeaderRow(header.index, headings, ("",) * len(headings))
        return joined if self.match(joined, mistyped=False).rounds else header

    def exact(self, header: HeaderRow) -> dict[str, int]:
        """Give the columns whose heading is that of the settings, or the usual one."""
        where = places(header.headings)
        return {name: where[key][0] for name, key in self._wanted.items() if key in where}

    def match(self, header: HeaderRow, ours: frozenset[int] = frozenset(), *, mistyped: bool = True) -> Match:
        """Give the column of each field, by what it is headed and what it holds; `ours` are none."""
        exact = self.exact(header)
        free = [
            index
            for index, heading in enumerate(header.headings)
            if heading
            and index not in ours
            and index not in exact.values()
            and normalise(heading) not in own_names()
        ]
        body = self.rows[header.index + 1 : header.index + 1 + SAMPLE]
        found: Callable[[int], Holds] = cache(lambda index: holds(body, index))
        known = alone(places(header.headings)) if self.taken_before else {}
        remembered = {
            name: known[print_] for name, print_ in self.taken_before.items() if known.get(print_) in free
        }
        return match(
            header.headings,
            header.above,
            exact,
            free,
            found,
            kept=self.mapped,
            remembered=remembered,
            mistyped=mistyped,
        )


def places(headings: Iterable[str]) -> dict[str, list[int]]:
    """Give the columns of each heading, normalised."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, heading in enumerate(headings):
        if key := normalise(heading):
            found[key].append(index)
    return found


def alone(where: Mapping[str, list[int]]) -> dict[str, int]:
    """Give the columns whose heading stands once, by its hash."""
    return {
        hashed(heading, MEMORY_LENGTH): indexes[0] for heading, indexes in where.items() if len(indexes) == 1
    }


def _weight(found: Match) -> int:
    return sum(WEIGHTS.get(name, 1) for name in found.user)


def _candidate(rows: Sequence[Sequence[Cell]], index: int) -> HeaderRow:
    """Read a row as headings. A heading may stand a line higher, and groups over several of them."""
    own = [_text(cell) for cell in rows[index]]
    lines = [[_text(cell) for cell in row] for row in rows[max(index - 2, 0) : index]]
    nearest = next((line for line in reversed(lines) if any(line)), [])
    if len(list(filter(None, nearest))) < FEWEST_GROUPS or not any(own):
        return HeaderRow(index, tuple(own), ("",) * len(own))
    width = max(len(own), len(nearest)) if nearest is lines[-1] else len(own)
    headings, above, group = [], [], ""
    for column in range(width):
        here = at(own, column) or ""
        higher = at(nearest, column) or ""
        group = higher or group
        alone = not here and nearest is lines[-1]
        headings.append(higher if alone else here)
        above.append("" if alone else group)
    return HeaderRow(index, tuple(headings), tuple(above))


def _wanted(mapped: Mapping[str, str]) -> dict[str, str]:
    """Give the normalised heading of each field; a mapped one is taken from the field it is usual for."""
    wanted = {field: normalise(heading) for field, heading in mapped.items()}
    spoken_for = frozenset(wanted.values())
    usual = {field: normalise(heading) for field, heading in USER_HEADINGS.items() if field not in wanted}
    return wanted | {field: key for field, key in usual.items() if key not in spoken_for}


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""
