"""About which day a date without a year was written: the year that was meant then is meant ever after.

Which year that is, is left to `sync.core.values`; what a run remembers of a row, to `sync.core.memory`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sync.core.columns import Layout
from sync.core.memory import Remembered, fingerprint
from sync.core.model import Interview, Seen, Table
from sync.core.reader import Reader, line
from sync.core.typed import MARKS, SEEN_FROM_INTERVIEW

WITHOUT_YEAR = frozenset({"interview_date", *SEEN_FROM_INTERVIEW, *MARKS})
"""The fields whose dates, where they have no year, are about the day on which they were first seen."""
_LACKS_A_YEAR = re.compile(r"(?=.*\d)(?!.*\d{4})")


def first_seen(
    table: Table,
    layout: Layout,
    found: Iterable[Interview],
    ids: Mapping[int, str],
    remembered: Mapping[str, Remembered],
) -> Iterator[tuple[tuple[int, str], date]]:
    """Give, by row and field, about which day a date without a year was written, where it was seen before.

    `ids` has the Follow-up ID of each row, `remembered` what is known of a row by its ID. Cells are looked up
    as they are written, since some can be read only near that day ("Thu 3 Dec"). What is seen from the
    interview is given the interview's day of that time: it may be gone by now.
    """
    if not any(_field_of(name) in WITHOUT_YEAR for row in remembered.values() for name in row.seen):
        return
    reader = Reader(table, layout)
    fields = [name for name in map(str, reader.frame) if _field_of(name) in WITHOUT_YEAR]
    written = {name: dict(zip(reader.rows, reader.column(name, line, ""), strict=True)) for name in fields}
    for interview in found:
        before = remembered.get(ids[interview.row])
        if interview.part or before is None:
            continue
        for name, seen in before.seen.items():
            text = written.get(name, {}).get(interview.row, "")
            if _LACKS_A_YEAR.match(text) and seen.text == fingerprint(text):
                yield (interview.row, name), _written_about(name, seen, interview)


def _written_about(name: str, seen: Seen, interview: Interview) -> date:
    """Give the day about which a date was written that was seen then: on that day, or of the interview."""
    if _field_of(name) == "interview_date" or seen.day is None or interview.parts > 1:
        return seen.on
    return min(seen.day, seen.on) if name in MARKS else seen.day  # a mark is no later than it was seen


def _field_of(name: str) -> str:
    return name.partition(".")[0]
