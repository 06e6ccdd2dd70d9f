"""What the user takes elsewhere: the proof of a job search as a table, and the drafts for a company as text.

Pure, from a plan to text. Where the text goes is left to the command line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sync.core.marks import MARK_COLUMN_OF
from sync.core.model import FollowUp, Interview, Kind, State
from sync.core.plan import Plan
from sync.core.values import clean, clean_lines, counted, fold, short
from sync.errors import ConfigError

HEADINGS = ("Date", "Company", "Role", "What", "Status", "Done on", "Due")
TITLE = "# Job search"
MARKS = (",".join(HEADINGS), TITLE)
"""What an export begins with, so that one may replace another and nothing else."""

LISTED = 10  # companies in one sentence
_FORMULA = tuple(
    "=+-@\uff1d\uff0b\uff0d\uff20"
)  # as OWASP lists them: the wide ones count in East Asian Excel
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~]")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done for the job search, or is still to be done. An interview is due on no day."""

    day: date  # when it was done; where nobody knows, and for what is not done, when it was due
    company: str
    role: str
    what: str
    status: str
    done_on: str = ""  # an ISO date; with "by " before it where only the latest possible day is known
    due: date | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the line as `HEADINGS` has it. Dates are ISO dates on the user's clock."""
        due = self.due.isoformat() if self.due else ""
        return self.day.isoformat(), self.company, self.role, self.what, self.status, self.done_on, due


def proof(plan: Plan, since: date | None = None, until: date | None = None) -> tuple[Line, ...]:
    """Give each interview that has taken place and every follow-up, by date, from `since` to `until`."""
    lines = [_interview(each, each.day) for each in _interviews(plan) if each.day and _has_been(each, plan)]
    lines += [_follow_up(item, plan) for item in plan.follow_ups if not item.is_over(plan.now)]
    lines.sort(key=lambda line: (line.day, fold(line.company), line.due or date.min, line.what))
    first, last = since or date.min, until or date.max
    return tuple(line for line in lines if first <= line.day <= last)


def as_csv(lines: Iterable[Line]) -> str:
    """Write the lines as RFC 4180 has it. What a spreadsheet would take for a formula gets a ' before it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for line in lines:
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line.cells)
    return text.getvalue()


def as_markdown(
    lines: Sequence[Line], name: str, today: date, since: date | None = None, until: date | None = None
) -> str:
    """Write the lines as a table, below whose job search it is and of which period."""
    days = [line.day for line in lines] or [since or until or today]
    whose = f" of {_escaped(clean(name))}" if name else ""
    title = f"{TITLE}{whose}, {since or days[0]} to {until or days[-1]}"
    interviews = sum(line.due is None for line in lines)
    done = sum(line.due is not None and line.status == State.DONE.label for line in lines)
    counts = f"{counted(interviews, 'interview')}, {counted(done, 'follow-up')} done"
    table = "\n".join(_table(lines)) if lines else "Nothing in this period."
    return f"{title}\n\nAs of {today}: {counts}.\n\n{table}\n"


def drafts(plan: Plan, asked: str) -> str:
    """Give the draft of each open follow-up of one company, below its title and when it is due.

    A part of the name will do where no other company has it; case and accents do not count. Raises
    ConfigError where it names none or several.
    """
    company = _company(plan, asked)
    items = [
        item
        for item in plan.follow_ups
        if item.state.open and not item.is_over(plan.now) and fold(item.interview.company) == fold(company)
    ]
    items.sort(key=lambda item: (item.due, item.title, item.id))
    return "\n\n\n".join(_draft(item, plan) for item in items) or f"Nothing is open for {company}."


def _interviews(plan: Plan) -> Iterable[Interview]:
    """Give every interview once. A row may have columns for several, and holds the first of them."""
    found = {(row.interview.row, row.interview.part): row.interview for row in plan.rows}
    found |= {(item.interview.row, item.interview.part): item.interview for item in plan.follow_ups}
    return found.values()


def _has_been(interview: Interview, plan: Plan) -> bool:
    return interview.end is not None and interview.end <= plan.now and interview.ended != "cancelled"


def _interview(interview: Interview, day: date) -> Line:
    round_ = clean(interview.round)
    what = round_ if "interview" in fold(round_) else ": ".join(filter(None, ("Interview", round_)))
    return Line(day, clean(interview.company), clean(interview.role), what, State.DONE.label, str(day))


def _follow_up(item: FollowUp, plan: Plan) -> Line:
    due = item.due.astimezone(plan.settings.timezone).date()
    day, done_on = due, ""
    if item.done_on:
        day, done_on = item.done_on, str(item.done_on)
    elif item.state is State.DONE:
        marked = _marked(item, plan)
        day, done_on = min(due, marked), f"by {marked}"
    status = "Open" if item.state.open else item.state.label
    company, role = clean(item.interview.company), clean(item.interview.role)
    return Line(day, company, role, _what(item), status, done_on, due)


def _marked(item: FollowUp, plan: Plan) -> date:
    """Give the day on which the user was first seen to say that it is done: done then, or before."""
    row = plan.feed.rows.get(item.id)
    seen = row.seen.get(MARK_COLUMN_OF[item.kind]) if row else None
    return seen.on if seen else plan.today


def _what(item: FollowUp) -> str:
    who = clean(item.who)
    match item.kind:
        case Kind.THANK_YOU:
            return f"Thank-you to {who}"
        case Kind.REFERENCES:
            return f"Notice to reference {who}"
        case Kind.CHECK_IN:
            return "Check-in" if item.number == 1 else "Second check-in"
        case Kind.ASK:
            return "Questions to ask at the interview"
        case Kind.REPLY:
            return "Reply to their rejection"
        case Kind.OFFER_CALL:
            return "Call about their offer"
        case Kind.FEEDBACK:
            return "Feedback that they asked for"


def _table(lines: Iterable[Line]) -> Iterator[str]:
    """Draw the table, its columns as wide as what is in them: it is read as plain text, too."""
    rows = [HEADINGS, *(tuple(map(_escaped, line.cells)) for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    for row in rows:
        yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _draft(item: FollowUp, plan: Plan) -> str:
    due = item.due.astimezone(plan.settings.timezone)
    title = f"{clean(item.title)}, due {short(due.date())} {due:%Y %H:%M}"
    return f"{title}\n{'-' * len(title)}\n\n{clean_lines(plan.drafts.render(item))}"


def _company(plan: Plan, asked: str) -> str:
    """Find the company that is meant, and give it as the sheet spells it. Raises ConfigError."""
    sought = fold(asked)
    names: dict[str, str] = {}
    for row in plan.rows:
        names.setdefault(fold(row.interview.company), clean(row.interview.company))
    names.pop("", None)
    if sought in names:
        return names[sought]
    found = [name for key, name in names.items() if sought in key]
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigError(f'"{clean(asked)}" may be {_either(found)}; give more of the name')
    where = plan.table.title or plan.table.source
    if not names:
        raise ConfigError(f"{where} names no company yet")
    from rapidfuzz import fuzz, process  # noqa: PLC0415 asked for only where nothing fits

    closest = [names[key] for key, *_ in process.extract(sought, list(names), scorer=fuzz.WRatio, limit=3)]
    raise ConfigError(f'{where} has no company "{clean(asked)}"; did you mean {_either(closest)}?')


def _either(names: Sequence[str]) -> str:
    if len(names) > LISTED:
        return f"{', '.join(names[:LISTED])} or {len(names) - LISTED} more"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
