"""Adopting a sheet that is there: which of its headings is taken for which field; the rest is asked.

Nothing in the sheet is changed.
"""

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Lines

from sync.core.columns import OWN_HEADINGS, REQUIRED, USER_HEADINGS, Layout, locate, normalise
from sync.core.model import Table
from sync.core.values import clean
from sync.errors import ConfigError, SheetUnusableError
from sync.init.ask import Questions

_QUESTIONS = {
    "company": "Which column names the company?",
    "interview_date": "Which column holds the date of the interview?",
}


def is_blank(table: Table) -> bool:
    """Tell a worksheet with nothing in it."""
    return not any(cell is not None for row in table.rows for cell in row)


def adopt(
    table: Table, columns: Mapping[str, str], console: Console, questions: Questions | None
) -> dict[str, str]:
    """Give field -> heading for [columns], and show what each heading of the sheet is taken for.

    `columns` are those that flags map. Raises ConfigError where a required one stays unknown, or a flag names
    a heading that no column has; SheetUnusableError where there are no headings at all.
    """
    mapped = dict(columns)
    layout = _layout(table, mapped)
    headings = layout.headings if layout else _headings(table)
    there = "It has " + ", ".join(f'"{heading}"' for heading in headings if heading)
    known = {normalise(heading) for heading in headings}
    for field, heading in mapped.items():
        if normalise(heading) not in known:
            raise ConfigError(f'--column {field}="{heading}": {table.source} has no such heading. {there}')
    missing = [field for field in REQUIRED if layout is None or field not in layout.user]
    if missing and questions is None:
        flags = " ".join(f'--column {field}="your heading"' for field in missing)
        wanted = " and ".join(f'"{USER_HEADINGS[field]}"' for field in missing)
        raise ConfigError(f"{table.source} has no heading {wanted}. {there}. Name yours: add {flags}")
    if questions is not None:
        taken = {normalise(headings[index]) for index in layout.user.values()} if layout else set()
        for field in missing:
            free = [heading for heading in headings if normalise(heading) not in {"", *taken}]
            if not free:
                raise ConfigError(
                    f'{table.source} has no heading left for "{USER_HEADINGS[field]}". {there}. Add it'
                )
            mapped[field] = free[questions.choice(_QUESTIONS[field], free)]
            taken.add(normalise(mapped[field]))
    _show(locate(table, mapped, OWN_HEADINGS, None), console)
    return mapped


def _layout(table: Table, mapped: Mapping[str, str]) -> Layout | None:
    try:
        return locate(table, mapped, OWN_HEADINGS, None)
    except SheetUnusableError:  # not one heading that we know
        return None


def _headings(table: Table) -> tuple[str, ...]:
    """Give the first row that looks like headings although we know none of them."""
    for row in table.rows:
        headings = tuple(clean(cell) if isinstance(cell, str) else "" for cell in row)
        if len(set(filter(None, headings))) >= len(REQUIRED):
            return headings
    raise SheetUnusableError(
        f"{table.source}, worksheet {table.worksheet}: there is no row of headings. It takes at least "
        + " and ".join(f'"{USER_HEADINGS[field]}"' for field in REQUIRED)
    )


def _show(layout: Layout, console: Console) -> None:
    """Say what each heading is taken for, and once which are not used."""
    lines = Lines("your heading", "taken for", box=None, padding=(0, 3, 0, 0))
    for field, index in sorted(layout.user.items(), key=lambda item: item[1]):
        lines.add_row(escape(layout.headings[index]), USER_HEADINGS[field])
    console.print(lines)
    own = {column.index for column in layout.own if not column.new}
    used = own.union(layout.user.values())
    unused = [heading for index, heading in enumerate(layout.headings) if heading and index not in used]
    if unused:
        console.print(escape(f"Not used, and left alone: {', '.join(unused)}."), soft_wrap=True)
