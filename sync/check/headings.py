"""The part of `followups check` about what the sheet's headings and status words were taken for."""

from collections.abc import Iterator

from sync.core.columns import USER_HEADINGS, Layout
from sync.core.model import Table, at
from sync.core.values import known_status, quoted

SHOWN = 5  # status words in a sentence


def taken(layout: Layout) -> str:
    """Say what each heading is taken for, which would have done as well, and which are not used."""
    otherwise = layout.taken_otherwise()
    taken = ", ".join(
        f'"{layout.headings[index]}" as {usual}' if index in otherwise else layout.headings[index]
        for index, usual in layout.taken().items()
    )
    unused = [
        layout.headings[index]
        + (f" (it could be {USER_HEADINGS[layout.over[index]]})" if index in layout.over else "")
        for index in layout.unused()
    ]
    if "interview_date" not in layout.user:
        taken += "; no Interview date, which `followups init --add-columns` adds"
    return taken + (f"; not used, and left alone: {', '.join(unused)}" if unused else "")


def statuses(table: Table, layout: Layout) -> str:
    """Name the words in Status and Outcome that we do not know, "" where we know all of them."""
    found = list(dict.fromkeys(_unknown(table, layout)))
    if not found:
        return ""
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return (
        f"not known, so they end nothing: {', '.join(found[:SHOWN])}{more}; what ends a row begins with "
        "offer, accepted, rejected, withdrawn, cancelled or no response"
    )


def _unknown(table: Table, layout: Layout) -> Iterator[str]:
    notes = layout.user.get("notes")  # one column may be both, and a note is no status
    fields = {"status", "outcome"} & layout.user.keys()
    for index in {layout.user[field] for field in fields} - {notes}:
        for cells in table.rows[layout.header_row :]:
            cell = at(cells, index)
            if not known_status(cell):
                yield quoted(cell)
