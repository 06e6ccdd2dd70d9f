"""Headings and fields: which row is the header row, which column holds what, and which columns are ours.

A heading of the settings comes first, then the usual ones, then what the last run took for a field, then what
`headings` makes of the rest.
A column is the tool's only when the sheet bears its mark; without it, a column that happens to have one of
our headings is the user's, and ours gets a name that tells them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from sync.core.headings import SAMPLE, Holds, Match, RoundColumns, aside, holds, match
from sync.core.headings.own import OWN_HEADINGS, normalise, own_columns, own_names
from sync.core.model import Cell, Column, Problem, Table
from sync.core.values import clean, hashed, is_blank
from sync.errors import SheetUnusableError

__all__ = ["OWN_HEADINGS", "REQUIRED", "USER_HEADINGS", "Layout", "locate", "normalise", "recognised"]

USER_HEADINGS: Mapping[str, str] = {
    "company": "Company",
    "role": "Role",
    "round": "Round",
    "interview_date": "Interview date",
    "interview_time": "Interview time",
    "interview_end": "Interview end",
    "duration": "Duration",
    "time_zone": "Time zone",
    "interviewers": "Interviewers",
    "contact_email": "Contact email",
    "contact_phone": "Contact phone",
    "location": "Location",
    "discussed": "Discussed",
    "references": "References",
    "decision_expected": "Decision expected",
    "follow_up_on": "Follow up on",
    "style": "Style",
    "thank_you_by": "Thank-you by",
    "thank_you_sent": "Thank-you sent",
    "references_notified": "References notified",
    "checked_in": "Checked in",
    "replied": "Replied",
    "feedback_wanted": "Feedback wanted",
    "status": "Status",
    "outcome": "Outcome",
    "notes": "Notes",
}
"""Every field the user may fill in, with the heading it is found by unless the settings map another."""

REQUIRED = ("company", "interview_date")
HEADER_SEARCH_ROWS = 50
MEMORY_LENGTH = 8
FEWEST_GROUPS = 2  # group headings over the headings; one alone is a title
WEIGHTS: Mapping[str, int] = {"company": 3, "interview_date": 3}
"""How much more than another a heading says that a row, or a worksheet, is about interviews."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in one worksheet. Column indexes count from 0, rows from 1."""

    header_row: int
    headings: tuple[str, ...]
    user: Mapping[str, int]
    own: tuple[Column, ...]
    problems: tuple[Problem, ...]
    mapped: Mapping[str, str]  # field -> the heading that the settings give it

    rounds: tuple[RoundColumns, ...]
    """Of a row with several interviews, each of them; else none.

    The first is the one of user["interview_date"], wherever it stands; the others go from left to right.
    """
    over: Mapping[int, str]  # column -> the field it would have done for, too
    unread: tuple[str, ...]  # headings of marks for one of several interviews each
    memory: Mapping[str, str]  # field -> its heading, hashed: `taken_before` of the next run

    def heading(self, name: str) -> str:
        """Give the heading of a field as the sheet spells it, or the usual one if it has none."""
        if name in self.user:
            return self.headings[self.user[name]]
        return next((own.heading for own in self.own if own.field == name), USER_HEADINGS.get(name, name))

    @property
    def fields(self) -> Mapping[str, int]:
        """Every field with its column; further interviews of a row are "interview_date 2" and so on."""
        further = {f"interview_date {number}": each.date for number, each in enumerate(self.rounds[1:], 2)}
        return {**self.user, **further}

    def bears(self, names: Iterable[str]) -> bool:
        """Tell whether some column is each of these fields."""
        return self.fields.keys() >= set(names)

    @property
    def missing(self) -> list[str]:
        """The fields that every rule needs and no column has; a day to follow up on will do (CI-0)."""
        needless = {"interview_date"} if "follow_up_on" in self.user else set()
        return [name for name in REQUIRED if name not in self.user and name not in needless]

    def require(self, table: Table) -> None:
        """Raise SheetUnusableError where a column that every rule needs is missing."""
        missing = self.missing
        if not missing:
            return
        wanted = " and ".join(f'"{self.mapped.get(name, USER_HEADINGS[name])}"' for name in missing)
        found = ", ".join(self._understood()) or "none"
        raise SheetUnusableError(
            f"{table.source}, worksheet {table.worksheet}: no column is headed {wanted}. Headings found in "
            f"row {self.header_row}: {found}. Rename one, or name yours in followups.toml, such as "
            f'[columns] {missing[0]} = "your heading"; '
            "or let `followups init --add-columns` add what is missing."
        )

    def aside(self, table: Table) -> frozenset[int]:
        """Give the rows, as the spreadsheet numbers them, that are totals, headings again, or notes below."""
        return aside(table.rows, self.header_row, self.headings, self.user)

    def unread_marks(self) -> str:
        """Say which marks are not read, and what to do; "" where all are."""
        if not self.unread:
            return ""
        return (
            f"{', '.join(self.unread)}: not read, for a mark counts for every interview of its row; have one "
            'column, headed "Thank-you sent", and write yes or the names of those whom you thanked into it'
        )

    def _understood(self) -> Iterator[str]:
        """Give each heading, and what it was taken for where it does not say so itself."""
        taken = {index: USER_HEADINGS[name] for name, index in self.user.items()}
        for index, heading in enumerate(self.headings):
            usual = taken.get(index, heading)
            if heading:
                as_usual = normalise(heading) == normalise(usual)
                yield f'"{heading}"' if as_usual else f'"{heading}" (taken for {usual})'


@dataclass(frozen=True, slots=True)
class Recognised:
    """How like interviews a worksheet looks: the weight of the headings that we know, and what they head."""

    weight: int = 0
    header_row: int = 0  # from 1
    dates: tuple[int, ...] = ()  # the columns of interview dates
    looks_like_interviews: bool = False


def recognised(rows: Sequence[Sequence[Cell]], mapped: Mapping[str, str]) -> Recognised:
    """Weigh the headings that we know in the row with most of them."""
    wanted = _wanted(mapped)
    header = _header(rows, wanted, mapped)
    if header is None:
        return Recognised()
    header = _joined(rows, header, wanted, mapped, {})
    found = _match(rows, header, wanted, mapped, frozenset(), {}, mistyped=True)
    dates = {index for name, index in found.user.items() if name == "interview_date"}
    dates |= {each.date for each in found.rounds}
    both = all(name in found.user for name in REQUIRED)
    return Recognised(_weight(found), header.index + 1, tuple(sorted(dates)), both)


def locate(
    table: Table,
    mapped: Mapping[str, str],
    written: Iterable[str],
    remembered: Mapping[str, str] | None,
    taken_before: Mapping[str, str] = MappingProxyType({}),
) -> Layout:
    """Find the header row, the user's columns, and the tool's (`written`: those it may write).

    `mapped` is field -> the user's own heading, from the settings. `remembered` is own field -> heading,
    from the last feed of this sheet: what a format without a mark cannot say of itself; None where there is
    no such feed. `taken_before` is the `memory` of the last run: a column with such a heading stays what it
    was taken for, so that no cell of one row changes what is read of the others.
    """
    wanted = _wanted(mapped)
    header = _header(table.rows, wanted, mapped)
    if header is None:
        raise SheetUnusableError(
            f"{table.source}, worksheet {table.worksheet}: no header row was found in the first "
            f'{HEADER_SEARCH_ROWS} rows. It takes a row of headings with at least "Company" and '
            '"Interview date", or names for yours in followups.toml under [columns].'
        )
    header = _joined(table.rows, header, wanted, mapped, taken_before)
    places = _places(header.headings)
    exact = _exact(places, wanted)
    own = tuple(own_columns(table, header.index, written, places, frozenset(exact.values()), remembered))
    ours = frozenset(column.index for column in own if not column.new)
    found = _match(table.rows, header, wanted, mapped, ours, taken_before, mistyped=True)
    problems = [
        *_doubled(header, found, exact, places),
        *_unmatched(header.index + 1, mapped, found.user),
    ]
    layout = Layout(
        header_row=header.index + 1,
        headings=header.headings,
        user=found.user,
        own=own,
        problems=tuple(problems),
        mapped=mapped,
        rounds=found.rounds,
        over=found.over,
        unread=tuple(header.headings[index] for index in found.unread),
        memory={},
    )
    return replace(layout, memory=dict(_memory(layout, table, places, taken_before)))


def _memory(
    layout: Layout, table: Table, places: Mapping[str, list[int]], taken_before: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give what the next run is to know. A column that is empty yet may turn out to be another field."""
    alone = _alone(places)
    for print_, index in alone.items():
        if print_ in taken_before.values() or _is_filled(table.rows[layout.header_row :], index):
            yield from ((field, print_) for field, its in layout.fields.items() if its == index)


def _alone(places: Mapping[str, list[int]]) -> dict[str, int]:
    """Give the columns whose heading stands once, by its hash."""
    return {
        hashed(heading, MEMORY_LENGTH): indexes[0] for heading, indexes in places.items() if len(indexes) == 1
    }


def _is_filled(body: Sequence[Sequence[Cell]], index: int) -> bool:
    return any(index < len(row) and not is_blank(row[index]) for row in body)


@dataclass(frozen=True, slots=True)
class _Header:
    """A row that may be the header row: its headings, and the group headings over them ("" for none)."""

    index: int  # from 0
    headings: tuple[str, ...]
    above: tuple[str, ...]


def _header(
    rows: Sequence[Sequence[Cell]], wanted: Mapping[str, str], mapped: Mapping[str, str]
) -> _Header | None:
    """Find the row that says most; of equal ones the first, None where no row says anything.

    Only where no row does are words taken for mistyped ones.
    """
    candidates = [_candidate(rows, index) for index in range(min(len(rows), HEADER_SEARCH_ROWS))]
    for mistyped in (False, True):
        scores = [
            _weight(_match((), candidate, wanted, mapped, frozenset(), {}, mistyped=mistyped))
            for candidate in candidates
        ]
        if any(scores):
            return candidates[scores.index(max(scores))]
    return None


def _weight(found: Match) -> int:
    return sum(WEIGHTS.get(name, 1) for name in found.user)


def _candidate(rows: Sequence[Sequence[Cell]], index: int) -> _Header:
    """Read a row as headings. A heading may stand a line higher, and groups over several of them."""
    own = [_text(cell) for cell in rows[index]]
    lines = [[_text(cell) for cell in row] for row in rows[max(index - 2, 0) : index]]
    nearest = next((line for line in reversed(lines) if any(line)), [])
    if len(list(filter(None, nearest))) < FEWEST_GROUPS or not any(own):
        return _Header(index, tuple(own), ("",) * len(own))
    width = max(len(own), len(nearest)) if nearest is lines[-1] else len(own)
    headings, above, group = [], [], ""
    for column in range(width):
        here = own[column] if column < len(own) else ""
        higher = nearest[column] if column < len(nearest) else ""
        group = higher or group
        alone = not here and nearest is lines[-1]
        headings.append(higher if alone else here)
        above.append("" if alone else group)
    return _Header(index, tuple(headings), tuple(above))


def _joined(
    rows: Sequence[Sequence[Cell]],
    header: _Header,
    wanted: Mapping[str, str],
    mapped: Mapping[str, str],
    taken_before: Mapping[str, str],
) -> _Header:
    """Join headings that recur with what stands above, where that tells several interviews of a row apart.

    "Round 1" and "Round 2" each over a "Date".
    """
    count = Counter(map(normalise, header.headings))
    pairs = zip(header.headings, header.above, strict=True)
    headings = tuple(
        f"{above} {heading}" if above and count[normalise(heading)] > 1 else heading
        for heading, above in pairs
    )
    joined = _Header(header.index, headings, ("",) * len(headings))
    several = _match(rows, joined, wanted, mapped, frozenset(), taken_before, mistyped=False).rounds
    return joined if headings != header.headings and several else header


def _match(
    rows: Sequence[Sequence[Cell]],
    header: _Header,
    wanted: Mapping[str, str],
    mapped: Mapping[str, str],
    ours: frozenset[int],
    taken_before: Mapping[str, str],
    *,
    mistyped: bool,
) -> Match:
    places = _places(header.headings)
    exact = _exact(places, wanted)
    free = [
        index
        for index, heading in enumerate(header.headings)
        if heading
        and index not in ours
        and index not in exact.values()
        and normalise(heading) not in own_names()
    ]
    body = rows[header.index + 1 : header.index + 1 + SAMPLE]
    found: Callable[[int], Holds] = cache(lambda index: holds(body, index))
    alone = _alone(places) if taken_before else {}
    remembered = {field: alone[print_] for field, print_ in taken_before.items() if alone.get(print_) in free}
    return match(
        header.headings,
        header.above,
        exact,
        free,
        found,
        kept=mapped,
        remembered=remembered,
        mistyped=mistyped,
    )


def _places(headings: Iterable[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, heading in enumerate(headings):
        if key := normalise(heading):
            places[key].append(index)
    return places


def _exact(places: Mapping[str, list[int]], wanted: Mapping[str, str]) -> dict[str, int]:
    return {name: places[key][0] for name, key in wanted.items() if key in places}


def _wanted(mapped: Mapping[str, str]) -> dict[str, str]:
    """Give the normalised heading of each field; a mapped one is taken from the field it is usual for."""
    wanted = {field: normalise(heading) for field, heading in mapped.items()}
    spoken_for = frozenset(wanted.values())
    usual = {field: normalise(heading) for field, heading in USER_HEADINGS.items() if field not in wanted}
    return wanted | {field: key for field, key in usual.items() if key not in spoken_for}


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _doubled(
    header: _Header, found: Match, exact: Mapping[str, int], places: Mapping[str, list[int]]
) -> Iterator[Problem]:
    for name, index in found.user.items():
        heading = header.headings[index]
        others = [other for other in places[normalise(heading)] if other != index]
        if any(name in exact or found.over.get(other) == name for other in others):
            message = "two columns have this heading; the left one is read"
            yield Problem(header.index + 1, heading, heading, message)


def _unmatched(row: int, mapped: Mapping[str, str], user: Mapping[str, int]) -> Iterator[Problem]:
    for field, heading in mapped.items():
        if field not in user and field not in REQUIRED:
            message = f"no column has this heading, which followups.toml gives for {field}"
            yield Problem(row, heading, "", message)
