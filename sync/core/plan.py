"""One run, decided: from what the sheet and the last feed say to every cell and event that should change.

`sync` applies the plan and `--dry-run` prints it; there is only one.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sync.core.columns import OWN_HEADINGS, Layout, locate
from sync.core.compose import OF_THE_FEED, Composer, uid_of
from sync.core.drafts import Drafts
from sync.core.feed import Feed
from sync.core.identity import BLANK, ID_LENGTH, Print, assign
from sync.core.memory import Remembered, recall, remember
from sync.core.model import FollowUp, Interview, Kind, Problem, SheetChange, State, Table, at
from sync.core.parse import interviews
from sync.core.rounds import Round, together
from sync.core.rules import Protocol
from sync.core.settings import Settings
from sync.core.status import Row, edits
from sync.core.values import fold, hashed
from sync.core.vevent import Status
from sync.core.workdays import Workdays
from sync.core.years import first_seen

SHRUNK_AT_LEAST = 3  # fewer go with any tidying up


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

    def lost(self, made_up: Container[Print] = ()) -> frozenset[str]:
        """Give the open events that this run would withdraw because rows or a column are gone, if too many.

        Empty where the guard has nothing to say: few are lost, or the last feed is another sheet's. `made_up`
        are the rows (as the feed remembers them, but for their dates) that were made to be replaced.
        """
        if self.previous.source != self.feed.source:
            return frozenset()
        here = {row.follow_up_id for row in self.rows}
        replaced = {
            id_ for id_, row in self.previous.rows.items() if row.print._replace(date=BLANK) in made_up
        }
        open_ = [
            uid
            for uid, event in self.previous.events.items()
            if event.status is Status.OPEN and uid not in OF_THE_FEED and uid[:ID_LENGTH] not in replaced
        ]
        a_column_is_gone = not self.layout.bears(self.previous.fields)
        lost = frozenset(
            uid
            for uid in open_
            if uid[:ID_LENGTH] not in here or (a_column_is_gone and not self._stays_open(uid))
        )
        return lost if len(lost) >= SHRUNK_AT_LEAST and 2 * len(lost) >= len(open_) else frozenset()

    def _stays_open(self, uid: str) -> bool:
        return uid in self.feed.events and self.feed.events[uid].status is Status.OPEN

    def without_new_rows(self) -> Feed:
        """Give the feed for the case that the cells cannot be written now.

        An ID that is not stored might come out otherwise next time, and its reminders would come twice.
        """
        rows = [row for row in self.rows if row.follow_up_id not in self.new_ids]
        remembered = {id_: seen for id_, seen in self.feed.rows.items() if id_ not in self.new_ids}
        return _compose(self._composer, self.previous, replace(self.feed, rows=remembered), rows)


def make(table: Table, previous: Feed, settings: Settings, drafts: Drafts, now: datetime) -> Plan:
    """Plan a run. `now` is aware. Raises SheetUnusableError where the table has no headings to go by."""
    composer = Composer(settings, drafts, now, table.url)
    source = hashed(table.source, 16)
    seen_before = previous.source == source
    known = previous if seen_before else Feed()
    ours = known.columns if seen_before else None
    layout = locate(table, settings.columns, settings.sheet_columns, ours, known.fields)
    layout.require(table)
    found, problems = interviews(table, layout, settings, composer.today)
    if not seen_before:
        known = _under_another_name(found, previous)
    ids = _ids(table, layout, found, known)
    if since := dict(first_seen(table, layout, found, ids, known.rows)):
        found, problems = interviews(table, layout, settings, composer.today, since)
    rows, remembered = _rows(found, ids, known, settings, composer.today, problems)
    columns = {
        column.field: column.heading for column in layout.own if column.heading != OWN_HEADINGS[column.field]
    }
    feed = _compose(composer, previous, Feed(source, remembered, columns, fields=layout.memory), rows)
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


def _under_another_name(found: Sequence[Interview], previous: Feed) -> Feed:
    """Give what the last feed knows of rows that stand here with their IDs: the file moved or was renamed."""
    rows = {
        each.own_id: before
        for each in found
        if (before := previous.rows.get(each.own_id)) and before.print == Print.of(each.content)
    }
    events = {uid: event for uid, event in previous.events.items() if uid[:ID_LENGTH] in rows}
    return Feed(rows=rows, events=events)


def _ids(table: Table, layout: Layout, found: Sequence[Interview], known: Feed) -> Mapping[int, str]:
    """Give the Follow-up ID of each row with an interview, by the row's number."""
    firsts = [interview for interview in found if not interview.part]
    rows = {interview.row for interview in firsts}
    column = next(column.index for column in layout.own if column.field == "follow_up_id")
    below = enumerate(table.rows[layout.header_row :], layout.header_row + 1)
    loose = (str(at(cells, column)) for row, cells in below if row not in rows)
    ids = assign(table.source, firsts, {id_: row.print for id_, row in known.rows.items()}, loose)
    return {interview.row: id_ for interview, id_ in zip(firsts, ids, strict=True)}


def _rows(
    found: Sequence[Interview],
    ids: Mapping[int, str],
    known: Feed,
    settings: Settings,
    today: date,
    problems: Sequence[Problem],
) -> tuple[tuple[Row, ...], dict[str, Remembered]]:
    """Give each row with all that is to do for its interviews, and what is remembered of it, by its ID."""
    protocol = Protocol(settings, Workdays(settings.country, settings.subdivision), today)
    told: Mapping[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        told[problem.row].append(problem)
    of_row: Mapping[int, list[Interview]] = defaultdict(list)
    found = [recall(each, known.rows.get(ids[each.row])) for each in found]
    for interview in found:
        of_row[interview.row].append(interview)
    memory = {
        row: remember(parts[0], known.rows.get(ids[row]), today, _latest(parts, today))
        for row, parts in of_row.items()
    }
    given = [protocol.follow_ups(each, ids[each.row], memory[each.row].seen) for each in found]
    items: Mapping[int, list[FollowUp]] = defaultdict(list)
    rounds = _rounds(found, ids, memory, protocol)
    waiting: Mapping[int, list[Mapping[Kind, State | None]]] = defaultdict(list)
    for round_, several in zip(rounds, together(rounds, given, _Left(known)), strict=True):
        items[round_.interview.row] += several
        waiting[round_.interview.row].append(round_.blocked)
    rows, remembered = [], {}
    for number, parts in of_row.items():
        interview, id_ = parts[0], ids[number]
        # A row with nothing to follow up is given no ID, and keeps one that it has.
        kept = id_ if items[number] or id_ == interview.own_id or id_ in known.rows else ""
        blocked, advice = _blocked(waiting[number]), protocol.advice(items[number])
        rows.append(Row(interview, kept, items[number], blocked, told.get(number, ()), advice))
        if kept:
            remembered[kept] = memory[number]
    return tuple(rows), remembered


def _latest(parts: Iterable[Interview], today: date) -> date | None:
    """Give the day of the last interview that is over or today."""
    return max((each.day for each in parts if each.day and each.day <= today), default=None)


def _blocked(several: Sequence[Mapping[Kind, State | None]]) -> Mapping[Kind, State | None]:
    """Give the kinds that wait in any of a row's interviews, with a state where all that wait have one."""
    return {
        kind: state if all(each.get(kind, state) for each in several) else None
        for of_one in several
        for kind, state in of_one.items()
    }


def _rounds(
    found: Sequence[Interview],
    ids: Mapping[int, str],
    memory: Mapping[int, Remembered],
    protocol: Protocol,
) -> list[Round]:
    """Give the interviews as they belong together, by what is remembered where it cannot be read."""
    companies = {memory[each.row].print.company: fold(each.company) for each in found if each.company}
    roles = {memory[each.row].print.role: fold(each.role) for each in found if each.role}

    def round_(each: Interview) -> Round:
        company, role = fold(each.company), fold(each.role)
        print_, id_ = memory[each.row].print, ids[each.row]
        if "company" in each.unreadable:
            company = companies.get(print_.company, f"#{print_.company}")
        if "role" in each.unreadable:
            role = roles.get(print_.role, f"#{print_.role}")
        return Round(each, id_, company, role, protocol.blocked(each, memory[each.row].seen))

    return [round_(each) for each in found]


@dataclass(frozen=True, slots=True)
class _Left:
    """What the last run left of a follow-up in the calendar."""

    known: Feed

    def withdrawn(self, item: FollowUp) -> bool:
        """Tell whether it was not open, as far as the feed knows its row."""
        event = self.known.events.get(uid_of(item))
        if event is None:  # of people who are thanked, one may be new
            return item.id in self.known.rows and item.kind is not Kind.THANK_YOU
        return event.status is Status.CANCELLED

    def standing(self, item: FollowUp) -> FollowUp | None:
        """Give it with the day on which it was, where it was open or done."""
        event = self.known.events.get(uid_of(item))
        if event is None or event.status is Status.CANCELLED or not isinstance(event.start, datetime):
            return None
        state = State.DONE if event.status is Status.DONE else State.SCHEDULED
        return replace(item, due=event.start, state=state)


def _compose(composer: Composer, previous: Feed, memory: Feed, rows: Iterable[Row]) -> Feed:
    rows = tuple(rows)
    items = (item for row in rows for item in row.follow_ups)
    held: list[tuple[str, Kind]] = [(row.follow_up_id, kind) for row in rows for kind in row.blocked]
    settled = [(row.follow_up_id, kind) for row in rows for kind, state in row.blocked.items() if state]
    return composer.compose(previous, memory, items, held, settled)
