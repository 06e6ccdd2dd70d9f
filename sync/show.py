"""What the user reads in the terminal, and the JSON for programs. It decides nothing."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress as Bar
from rich.text import Text

from sync.core import worksheets
from sync.core.compose import uid_of
from sync.core.model import Cell, FollowUp, Problem, State
from sync.core.values import counted
from sync.core.vevent import Published, Status
from sync.run import Delivery, Progress, Report
from sync.spelled import as_typed

WELCOME = """
This ran on a made-up example, because there is no followups.toml yet. Open {sheet} to see what it wrote,
and replace the rows by interviews of your own. To move on to a Google Sheet, or to a sheet that you have, run
`followups init`."""
TITLE_WIDTH = 50  # a longer title is not cut, it only pushes its reason to the right
NEXT_SHOWN = 8  # of those to come; `agenda` shows all
SECTIONS = (
    (State.OVERDUE, "Overdue", "red"),
    (State.DUE, "Due today", "yellow"),
    (State.SCHEDULED, "Next", "cyan"),
)


BAR_AFTER = 1.0  # seconds; quicker work needs no bar


class _Console(Console):
    def print(self, *objects: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        """Print, with each command as it is typed here."""
        super().print(*map(_as_typed, objects), **options)

    def on_broken_pipe(self) -> None:
        """Leave it to the command line, where rich would end the process with a failure."""
        raise BrokenPipeError


def _as_typed(what: object) -> object:
    if isinstance(what, Text):
        what = what.copy()
        what.plain = as_typed(what.plain)
    return as_typed(what) if isinstance(what, str) else what


def console() -> Console:
    """Give the console that a command writes to: colours only on a terminal."""
    return _Console(highlight=False)


@contextmanager
def progress(*, wanted: bool) -> Iterator[Progress]:
    """Give what a run tells its progress to: a bar on stderr, once the work lasts longer than a second."""
    screen = Console(stderr=True)
    started = time.monotonic()
    with ExitStack() as stack:
        bar: Bar | None = None

        def tell(step: str, done: float) -> None:
            nonlocal bar
            if bar is None and wanted and screen.is_terminal and time.monotonic() - started > BAR_AFTER:
                bar = stack.enter_context(Bar(console=screen, transient=True))
                bar.add_task("", total=1.0)
            if bar is not None:
                bar.update(bar.task_ids[0], description=step, completed=done)

        yield tell


def summary(report: Report, console: Console, *, with_problems: bool) -> None:
    """Show what is due and what the run did."""
    _agenda(report, console, NEXT_SHOWN)
    if with_problems:
        problems(report.plan.problems, console)
    if understood := _understood(report):
        console.print(Text(understood), soft_wrap=True)
    console.print(_done(report), soft_wrap=True)
    if report.created:
        console.print(Text(WELCOME.format(sheet=report.plan.table.source)), soft_wrap=True)


def _understood(report: Report) -> str:
    """Say, on the first run with a sheet, what those of its headings that are not usual were taken for."""
    plan = report.plan
    if plan.previous.source == plan.feed.source:
        return ""
    taken = ", ".join(
        f'"{plan.layout.headings[index]}" as {usual}'
        for index, usual in plan.layout.taken_otherwise().items()
    )
    said = f"Took {taken}. If that is wrong, say so in followups.toml under [columns].\n" if taken else ""
    hints = (worksheets.told(plan.table), plan.layout.unread_marks())
    return said + "".join(f"{hint}.\n" for hint in hints if hint)


def agenda(report: Report, console: Console) -> None:
    """Show everything that is overdue, due and to come."""
    _agenda(report, console, None)
    problems(report.plan.problems, console)


def problems(found: Iterable[Problem], console: Console) -> None:
    """Show the cells that could not be taken as they stand."""
    lines = [str(problem) for problem in found]
    if lines:
        console.print("[bold magenta]Problems[/]")
        for line in lines:
            console.print(f"  {escape(line)}", soft_wrap=True)
        console.print()


def diff(report: Report, console: Console) -> None:
    """Show each cell and each event that a run would change."""
    plan = report.plan
    headings = {column.field: column.heading for column in plan.layout.own}
    for column in plan.change.columns:
        if column.new:
            console.print(f"[green]+ column[/] {escape(column.heading)}", soft_wrap=True)
    for cell in plan.change.cells:
        where = f"row {cell.row}, {headings[cell.field]}"
        what = f"{_cell(cell.before)} -> {_cell(cell.value)}"
        console.print(f"[yellow]~ cell[/]   {escape(f'{where}: {what}')}", soft_wrap=True)
    titles = {uid_of(item): (item.title, _when(report, item.due)) for item in plan.follow_ups}
    for sign, colour, event in _event_changes(report):
        title, when = titles.get(event.uid, (event.title, ""))
        line = f"{sign} event[/]  {escape('  '.join(filter(None, (when, title))))}"
        console.print(f"[{colour}]{line}", soft_wrap=True)
    problems(plan.problems, console)
    if report.notice:
        console.print(Text(report.notice), soft_wrap=True)
    events = sum(1 for _ in _event_changes(report))
    if plan.change or report.feed_changed:
        console.print(
            f"{counted(len(plan.change.cells), 'cell')} and {counted(events, 'event')} would change."
        )
    else:
        console.print("Nothing would change.")


def as_json(report: Report) -> str:
    """Give the run as one JSON object: the sheet, follow-ups, problems, feed, places, and a notice if any."""
    plan, settings = report.plan, report.plan.settings
    table, layout = plan.table, plan.layout
    content = {
        "now": plan.now.isoformat(),
        "timezone": settings.timezone.key,
        "dry_run": report.dry_run,
        "sheet": {
            "source": table.source,
            "worksheet": table.worksheet,
            "rows": len(plan.rows),
            "columns": {field: layout.heading(field) for field in layout.user},
            "cells_written": report.cells_written,
            "requests": report.requests,
        },
        "followups": [_follow_up(item) for item in plan.follow_ups],
        "problems": [
            {"row": item.row, "column": item.column, "value": item.value, "message": item.message}
            for item in plan.problems
        ],
        "feed": {
            "path": settings.feed.path,
            "events": len(report.feed.events),
            "changed": report.feed_changed,
        },
        "published": [
            {"to": settings.feed.path, "changed": report.feed_changed},
            *(_delivery(each) for each in report.deliveries),
        ],
        **({"notice": report.notice} if report.notice else {}),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _delivery(delivery: Delivery) -> dict[str, object]:
    said: dict[str, object] = {"to": delivery.to, "changed": delivery.changed}
    return said | ({"error": str(delivery.error)} if delivery.error else {})


def _follow_up(item: FollowUp) -> dict[str, object]:
    return {
        "id": item.id,
        "row": item.interview.row,
        "kind": item.kind,
        "who": item.who,
        "company": item.interview.company,
        "role": item.interview.role,
        "due": item.due.isoformat(),
        "state": item.state,
        "why": item.why,
    }


def _agenda(report: Report, console: Console, limit: int | None) -> None:
    plan = report.plan  # the feed and the sheet count in days, and the agenda in hours
    follow_ups = sorted((item for item in plan.follow_ups if not item.is_over(plan.now)), key=_due)
    for state, heading, colour in SECTIONS:
        items = [item for item in follow_ups if item.state is state]
        shown = items[:limit] if state is State.SCHEDULED else items
        if not shown:
            continue
        console.print(Text(heading, style=f"bold {colour}"))
        width = min(TITLE_WIDTH, max(cell_len(item.title) for item in shown))
        for item in shown:
            title = item.title if cell_len(item.title) > width else set_cell_size(item.title, width)
            line = Text(f"  {_when(report, item.due)}  {title}  ").append(item.why, style="dim")
            # One line an item: on a narrow terminal the reason is cut short; a file or a mail gets it all.
            if console.is_terminal:
                console.print(line, no_wrap=True, overflow="ellipsis")
            else:
                console.print(line, soft_wrap=True)
        if len(items) > len(shown):
            console.print(f"  and {len(items) - len(shown)} more: `followups agenda`", highlight=False)
        console.print()
    if not any(item.state.open for item in follow_ups):
        console.print("Nothing to follow up.\n")


def _due(item: FollowUp) -> datetime:
    return item.due


def _when(report: Report, moment: datetime) -> str:
    """Give a date on the user's clock, with the year where it is not this one."""
    local = moment.astimezone(report.plan.settings.timezone)
    year = f" {local:%Y}" if abs(local.date() - report.plan.today) > timedelta(days=300) else ""
    return f"{local:%a} {local.day:2} {local:%b}{year} {local:%H:%M}"


def _done(report: Report) -> Text:
    """Say in one line what was written where."""
    plan = report.plan
    sheet, feed = plan.table.title or plan.table.source, plan.settings.feed.path
    if not report.wrote and not report.failures:
        return Text(f"Nothing changed: {sheet} and {feed} are up to date.")
    cells = f"{counted(report.cells_written, 'cell')} written to {sheet}"
    events = f"{counted(len(report.feed.events), 'event')} in {feed}"
    others = "".join(f"; {each.to} is up to date" for each in report.deliveries if not each.error)
    return Text(f"{cells}; {events}{'' if report.feed_changed else ' (unchanged)'}{others}.")


def _event_changes(report: Report) -> Iterator[tuple[str, str, Published]]:
    before, after = report.plan.previous.events, report.feed.events
    for uid in sorted(before.keys() | after.keys()):
        old, new = before.get(uid), after.get(uid)
        if new is None and old is not None:
            yield "-", "dim", old
        elif new is not None and old is None:
            yield "+", "green", new
        elif new is not None and new is not old:
            yield ("x", "red", new) if new.status is Status.CANCELLED else ("~", "yellow", new)


def _cell(value: Cell) -> str:
    if value is None:
        return "(empty)"
    return (
        f"{value:%a %d %b %Y %H:%M}" if isinstance(value, datetime) else " / ".join(str(value).splitlines())
    )
