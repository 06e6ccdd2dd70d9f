"""One run, decided: from what the sheet and the last feed say to every cell and event that should change.

`sync` applies the plan and `--dry-run` prints it; there is only one.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sync.core.columns import OWN_HEADINGS, Layout, locate
from sync.core.drafts import Drafts
from sync.core.feed import OVERDUE_UID, Composer, Feed, Remembered
from sync.core.identity import ID_LENGTH, Print, assign, hashed
from sync.core.model import FollowUp, Interview, Kind, Mark, Problem, SheetChange, Table
from sync.core.parse import interviews
from sync.core.rules import Protocol
from sync.core.settings import Settings
from sync.core.status import Row, edits
from sync.core.vevent import Status
from sync.core.workdays import Workdays

SHRUNK_AT_LEAST = 3  # product.md, "The shrink guard"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is about to do, and what it has to say.

    `new_ids` are those that no earlier run stored anywhere: while they are not
    in the sheet, their rows stay out of the feed.
    """

    table: Table
    layout: Layout
    settings: Settings
    rows: tuple[Row, ...]
    follow_ups: tuple[FollowUp, ...]
    problems: tuple[Problem, ...]
    change: SheetChange
    previous: Feed
    feed: Feed
    new_ids: frozenset[str]
    _composer: Composer = field(repr=False)

    @property
    def now(self) -> datetime:
        """The clock of the run."""
        return self._composer.now

    @property
    def today(self) -> date:
        """The user's day."""
        return self._composer.today

    @property
    def drafts(self) -> Drafts:
        """The templates of the run."""
        return self._composer.drafts

    def lost(self, made_up: Container[str] = ()) -> frozenset[str]:
        """Give the open events that this run would withdraw because their rows are gone, if too many.

        Empty where the guard has nothing to say: few are lost, or the last feed is another sheet's. `made_up`
        are the companies (hashed, as the feed remembers them) of the example, whose rows are there to be
        replaced.
        """
        if self.previous.source != self.feed.source:
            return frozenset()
        here = {row.follow_up_id for row in self.rows}
        here |= {id_ for id_, row in self.previous.rows.items() if row.print.company in made_up}
        open_ = [
            uid
            for uid, event in self.previous.events.items()
            if event.status is Status.OPEN and uid != OVERDUE_UID
        ]
        lost = frozenset(uid for uid in open_ if uid[:ID_LENGTH] not in here)
        return lost if len(lost) >= SHRUNK_AT_LEAST and 2 * len(lost) >= len(open_) else frozenset()

    def without_new_rows(self) -> Feed:
        """Give the feed for the case that the cells cannot be written now.

        An ID that is not stored might come out otherwise next time, and its reminders would come twice.
        """
        rows = [row for row in self.rows if row.follow_up_id not in self.new_ids]
        remembered = {id_: seen for id_, seen in self.feed.rows.items() if id_ not in self.new_ids}
        return _compose(self._composer, self.previous, self.feed, rows, remembered)


def make(table: Table, previous: Feed, settings: Settings, drafts: Drafts, now: datetime) -> Plan:
    """Plan a run. `now` is aware. Raises SheetUnusableError where the table has no headings to go by."""
    composer = Composer(settings, drafts, now, table.url)
    source = hashed(table.source, 16)
    seen_before = previous.source == source
    known = previous if seen_before else Feed()
    layout = locate(table, settings.columns, settings.sheet_columns, known.columns if seen_before else None)
    layout.require(table)
    found, problems = interviews(table, layout, settings, composer.today)
    rows = tuple(_rows(found, _ids(table, layout, found, known), known, settings, composer.today, problems))
    remembered = {row.follow_up_id: _remember(row, known, composer.today) for row in rows if row.follow_up_id}
    columns = {
        column.field: column.heading for column in layout.own if column.heading != OWN_HEADINGS[column.field]
    }
    feed = _compose(composer, previous, Feed(source, columns=columns), rows, remembered)
    standing = {interview.own_id for interview in found}
    return Plan(
        table=table,
        layout=layout,
        settings=settings,
        rows=rows,
        follow_ups=tuple(item for row in rows for item in row.follow_ups),
        problems=problems,
        change=SheetChange(
            layout.header_row, layout.own, tuple(edits(table, layout, rows, settings.timezone))
        ),
        previous=previous,
        feed=feed,
        new_ids=frozenset(remembered) - standing - known.rows.keys(),
        _composer=composer,
    )


def _ids(table: Table, layout: Layout, found: tuple[Interview, ...], known: Feed) -> tuple[str, ...]:
    rows = {interview.row for interview in found}
    column = next(column.index for column in layout.own if column.field == "follow_up_id")
    below = enumerate(table.rows[layout.header_row :], layout.header_row + 1)
    loose = (str(cells[column]) for row, cells in below if row not in rows and column < len(cells))
    return assign(table.source, found, {id_: row.print for id_, row in known.rows.items()}, loose)


def _rows(
    found: tuple[Interview, ...],
    ids: tuple[str, ...],
    known: Feed,
    settings: Settings,
    today: date,
    problems: tuple[Problem, ...],
) -> Iterable[Row]:
    protocol = Protocol(settings, Workdays(settings.country, settings.subdivision), today)
    told: Mapping[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        told[problem.row].append(problem)
    for interview, id_ in zip(found, ids, strict=True):
        ticked_on = _ticked_on(interview, known.rows.get(id_), today)
        items = protocol.follow_ups(interview, id_, ticked_on)
        # A row with nothing to follow up is given no ID, and keeps one that it has.
        kept = id_ if items or id_ == interview.own_id or id_ in known.rows else ""
        blocked, settled = protocol.blocked(interview), protocol.settled(interview)
        yield Row(interview, kept, items, blocked, told.get(interview.row, ()), settled)


def _ticked_on(interview: Interview, seen: Remembered | None, today: date) -> date | None:
    """Give the day on which a `Checked in` mark without a date was first seen."""
    if interview.checked_in.mark is not Mark.DONE or interview.checked_in.on:
        return None
    if seen and seen.ticked_on and seen.tick == _tick(interview):
        return seen.ticked_on
    return today


def _tick(interview: Interview) -> str:
    return hashed(interview.tick.casefold(), 4)


def _remember(row: Row, known: Feed, today: date) -> Remembered:
    interview = row.interview
    ticked_on = _ticked_on(interview, known.rows.get(row.follow_up_id), today)
    return Remembered(Print.of(interview.content), ticked_on, _tick(interview) if ticked_on else "")


def _compose(
    composer: Composer,
    previous: Feed,
    feed: Feed,
    rows: Iterable[Row],
    remembered: Mapping[str, Remembered],
) -> Feed:
    rows = tuple(rows)
    items = (item for row in rows for item in row.follow_ups)
    held: list[tuple[str, Kind]] = [(row.follow_up_id, kind) for row in rows for kind in row.blocked]
    settled: list[tuple[str, Kind]] = [(row.follow_up_id, kind) for row in rows for kind in row.settled]
    return composer.compose(previous, feed.source, items, held, settled, remembered, feed.columns)
