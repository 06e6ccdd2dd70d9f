"""Adopting a sheet that is there: which of its headings is taken for which field; the rest is asked.

Columns that are missing are added to its right where the user wants them. Nothing else in it is changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Lines

from sync.core.columns import OWN_HEADINGS, REQUIRED, USER_HEADINGS, Layout, locate, normalise
from sync.core.model import Table
from sync.core.template import TEMPLATE, NewColumn
from sync.core.values import clean
from sync.errors import ConfigError, SheetUnusableError, TryAgainError, WriteRefusedError
from sync.init.ask import Questions
from sync.sheets import Sheet

_QUESTIONS = {
    "company": "Which column names the company?",
    "interview_date": "Which column holds the date of the interview?",
}
_NONE_OF_THEM = "none of these"
_WORTH_HAVING = frozenset(
    (
        *REQUIRED,
        "interviewers",
        "discussed",
        "references",
        "decision_expected",
        "thank_you_sent",
        "references_notified",
        "checked_in",
        "replied",
        "outcome",
    )
)
"""What the rules cannot do without, and what most of the reminders live on."""


def is_blank(table: Table) -> bool:
    """Tell a worksheet with nothing in it."""
    return not any(cell is not None for row in table.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Adoption:
    """A sheet to adopt, and `table`, the last read of it. `add`: what is missing is added without a question.

    Without `questions` nothing is asked, and then nothing is added either unless `add` says so.
    """

    sheet: Sheet
    table: Table
    console: Console
    questions: Questions | None
    add: bool = False

    def headings(self, columns: Mapping[str, str]) -> dict[str, str]:
        """Give field -> heading for [columns], and show what each heading of the sheet is taken for.

        `columns` are those that flags map. Raises ConfigError where a required one stays unknown, or a flag
        names a heading that no column has; SheetUnusableError where there are no headings at all; and what
        `Sheet.add_columns` raises, where columns cannot be added.
        """
        mapped = dict(columns)
        seen = _Seen.of(self.table, mapped)
        seen.refuse_unknown(mapped)
        if self.questions is None and not self.add and seen.missing:
            raise ConfigError(seen.refusal())
        if self.questions is not None and not self.add and "company" in seen.missing:
            # Every tracker names the company somewhere: an unknown heading is likelier than none.
            self._choose("company", seen, mapped, self.questions, _NONE_OF_THEM)
            seen = _Seen.of(self.table, mapped)
        if seen.layout is not None:
            _show(seen.layout, self.console)
        added = self._added(seen, mapped)
        for field in seen.missing:
            if field not in added:
                if self.questions is None:
                    raise ConfigError(seen.refusal())
                self._choose(field, seen, mapped, self.questions)
                seen = _Seen.of(self.table, mapped)
        return mapped

    def extend(self, columns: Mapping[str, str]) -> None:
        """Add what is missing, headed as settings have it. Raises what `Sheet.add_columns` does."""
        seen = _Seen.of(self.table, columns)
        if seen.layout is not None:
            _show(seen.layout, self.console)
        if not self._added(seen, columns):
            self.console.print("No column is missing.")

    def _choose(
        self, field: str, seen: "_Seen", mapped: dict[str, str], questions: Questions, *more: str
    ) -> None:
        """Ask which heading holds a field; the answer may be one of `more`, which hold none."""
        free = seen.free()
        if not free and not more:
            raise ConfigError(
                f'{self.table.source} has no heading left for "{USER_HEADINGS[field]}". {seen.there}. Add it'
            )
        place = questions.choice(_QUESTIONS[field], [*free, *more]) if free else len(free)
        if place < len(free):
            mapped[field] = free[place]

    def _added(self, seen: "_Seen", mapped: Mapping[str, str]) -> frozenset[str]:
        """Add what is missing, where that is wanted; gives the fields."""
        columns = seen.wanting(mapped)
        if not columns:
            return frozenset()
        names = ", ".join(column.heading for column in columns)
        if not (self.add or self._agreed(f"Add these columns to the right of yours? {names}")):
            return frozenset()
        try:
            self.sheet.add_columns(self.table, seen.header_row, columns)
        except (WriteRefusedError, TryAgainError) as error:
            raise type(error)(f"the columns that are missing could not be added: {error}") from error
        line = f"Added to the right, yours to fill in, rename or move: {names}."
        self.console.print(escape(line), soft_wrap=True)
        return frozenset(column.field for column in columns)

    def _agreed(self, question: str) -> bool:
        return self.questions is not None and self.questions.yes(question)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is made of a sheet's headings; without a layout, not one of them is known."""

    source: str
    header_row: int  # from 1
    headings: tuple[str, ...]
    layout: Layout | None

    @classmethod
    def of(cls, table: Table, mapped: Mapping[str, str]) -> "_Seen":
        try:
            layout = locate(table, mapped, OWN_HEADINGS, None)
        except SheetUnusableError:
            return cls(table.source, *_guessed(table), None)
        return cls(table.source, layout.header_row, layout.headings, layout)

    @property
    def missing(self) -> list[str]:
        """The required fields that no column is known to hold."""
        return list(REQUIRED) if self.layout is None else self.layout.missing

    @property
    def there(self) -> str:
        """The headings, as a sentence."""
        return "It has " + ", ".join(f'"{heading}"' for heading in self.headings if heading)

    def free(self) -> list[str]:
        """Give the headings that are taken for nothing."""
        used = self.layout.taken() if self.layout else ()
        taken = {"", *(normalise(self.headings[index]) for index in used)}
        return [heading for heading in self.headings if normalise(heading) not in taken]

    def wanting(self, mapped: Mapping[str, str]) -> list[NewColumn]:
        """Give the columns to add; none whose heading stands for something else here already."""
        there = {normalise(heading) for heading in self.headings}
        fields = _WORTH_HAVING.difference(self._held())
        columns = [
            replace(column, heading=mapped.get(column.field, column.heading))
            for column in TEMPLATE.columns
            if column.field in fields
        ]
        return [column for column in columns if normalise(column.heading) not in there]

    def _held(self) -> Iterable[str]:
        """Yield the fields that need no column any more."""
        if self.layout is not None:
            yield from self.layout.user
            if "status" in self.layout.user:  # both are read for how it ended
                yield "outcome"
            if any(each.interviewers is not None for each in self.layout.rounds):
                yield "interviewers"

    def refuse_unknown(self, mapped: Mapping[str, str]) -> None:
        """Raise ConfigError where a flag names a heading that is not here."""
        known = {normalise(heading) for heading in self.headings}
        for field, heading in mapped.items():
            if normalise(heading) not in known:
                raise ConfigError(
                    f'--column {field}="{heading}": {self.source} has no such heading. {self.there}'
                )

    def refusal(self) -> str:
        """Say what is missing, and which flags would do."""
        flags = " ".join(f'--column {field}="your heading"' for field in self.missing)
        wanted = " and ".join(f'"{USER_HEADINGS[field]}"' for field in self.missing)
        ways = f"Name yours: add {flags}; or let --add-columns add what is missing to the right"
        return f"{self.source} has no heading {wanted}. {self.there}. {ways}"


def _guessed(table: Table) -> tuple[int, tuple[str, ...]]:
    """Give the first row that looks like headings although we know none of them, and its number."""
    for number, row in enumerate(table.rows, 1):
        headings = tuple(clean(cell) if isinstance(cell, str) else "" for cell in row)
        if len(set(filter(None, headings))) >= len(REQUIRED):
            return number, headings
    raise SheetUnusableError(
        f"{table.source}, worksheet {table.worksheet}: there is no row of headings. It takes at least "
        + " and ".join(f'"{USER_HEADINGS[field]}"' for field in REQUIRED)
    )


def _show(layout: Layout, console: Console) -> None:
    """Say what each heading is taken for, and once which are not used."""
    lines = Lines("your heading", "taken for", box=None, padding=(0, 3, 0, 0))
    for index, usual in layout.taken().items():
        lines.add_row(escape(layout.headings[index]), usual)
    console.print(lines)
    if unused := [layout.headings[index] for index in layout.unused()]:
        console.print(escape(f"Not used, and left alone: {', '.join(unused)}."), soft_wrap=True)
