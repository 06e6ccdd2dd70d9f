"""What the page says of each follow-up, and in which section it stands. How it looks is the template's."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nsmallest

from sync.core.compose import PRIVATE_TITLES
from sync.core.drafts import Drafts, signature
from sync.core.model import FollowUp, Kind, State
from sync.core.plan import Plan
from sync.core.values import clean, clean_lines
from sync.page.charts import monday_of
from sync.page.links import addresses, letter, mailto, tel, web_address

SHOWN = 200  # in a section: more are read by nobody, and a page must stay light on a phone


@dataclass(frozen=True, slots=True)
class Link:
    """A button: where it leads, and whom it reaches."""

    href: str
    to: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A follow-up as the page shows it. What is not known, or not to be told, is empty or None."""

    title: str
    due: datetime  # on the user's clock
    about: str
    why: str
    draft: str = ""
    mail: Link | None = None
    call: Link | None = None
    row: str | None = None  # the address of its row in the sheet
    done_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the follow-ups under one heading. `key` names it in the page's own addresses."""

    key: str
    heading: str
    entries: tuple[Entry, ...]
    total: int


def agenda(plan: Plan, drafts: Drafts, *, private: bool) -> tuple[Section, ...]:
    """Give all sections, empty ones too: what is open with its draft, and the latest of what is done."""
    writer = _Writer(plan, drafts, private)
    day_of = writer.day_of
    week_ends = monday_of(plan.today) + timedelta(days=6)
    of_state: Mapping[State, list[FollowUp]] = defaultdict(list)
    for item in plan.follow_ups:
        of_state[item.state].append(item)
    this_week: list[FollowUp] = []
    later: list[FollowUp] = []
    for item in of_state[State.SCHEDULED]:
        (this_week if day_of(item) <= week_ends else later).append(item)
    sections = (
        ("overdue", "Overdue", of_state[State.OVERDUE]),
        ("today", "Today", of_state[State.DUE]),
        ("week", "This week", this_week),
        ("later", "Later", later),
    )
    done = sorted(of_state[State.DONE], key=_turn)
    done.sort(key=lambda item: item.done_on or day_of(item), reverse=True)
    return (
        *(
            Section(key, name, tuple(map(writer.entry, nsmallest(SHOWN, items, key=_turn))), len(items))
            for key, name, items in sections
        ),
        Section("done", "Done", tuple(map(writer.done, done[:SHOWN])), len(done)),
    )


def _turn(item: FollowUp) -> tuple[datetime, str, str]:
    return item.due, item.title, item.id


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: Plan
    drafts: Drafts
    private: bool

    def day_of(self, item: FollowUp) -> date:
        return self._due(item).date()

    def _due(self, item: FollowUp) -> datetime:
        return item.due.astimezone(self.plan.settings.timezone)

    def entry(self, item: FollowUp) -> Entry:
        if self.private:
            row = self._row(item)
            return Entry(PRIVATE_TITLES[item.kind], self._due(item), "", clean(item.why), row=row)
        draft = clean_lines(self.drafts.render(item))
        return Entry(
            clean(item.title),
            self._due(item),
            _about(item),
            clean(item.why),
            draft,
            self._mail(item, draft),
            _call(item),
            self._row(item),
        )

    def _row(self, item: FollowUp) -> str | None:
        """Lead to the row: unlike the feed, the page is made anew where rows have moved."""
        url = web_address(self.plan.table.url)
        return f"{url}&range=A{item.interview.row}" if url and "#gid=" in url else url

    def done(self, item: FollowUp) -> Entry:
        return Entry(
            PRIVATE_TITLES[item.kind] if self.private else clean(item.title),
            self._due(item),
            "",
            "",
            done_on=item.done_on,
            late=item.done_on is not None and item.done_on > self.day_of(item),
        )

    def _mail(self, item: FollowUp, draft: str) -> Link | None:
        for name, text in _reached(item, "email"):
            if to := addresses(text):
                return Link(mailto(to, letter(draft, clean_lines(signature(self.plan.settings.me)))), name)
        return None


def _call(item: FollowUp) -> Link | None:
    for name, text in _reached(item, "phone"):
        if href := tel(text):
            return Link(href, name)
    return None


def _reached(item: FollowUp, way: str) -> Iterator[tuple[str, str]]:
    """Give whom to reach, and what their cell says of it: the person; the company too, but for references.

    What is asked at the interview is asked of nobody else.
    """
    if item.kind is Kind.ASK:
        return
    if item.person:
        yield clean(item.who), getattr(item.person, way)
    if item.kind is not Kind.REFERENCES:
        yield clean(item.interview.company), getattr(item.interview, f"contact_{way}")


def _about(item: FollowUp) -> str:
    return clean(" \N{MIDDLE DOT} ".join(filter(None, (item.interview.role, item.interview.round))))
