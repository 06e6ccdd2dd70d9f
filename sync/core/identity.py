"""Which row is which: Follow-up IDs that stay with their row through every sort, edit, copy and paste.

An ID is made once from the row's content and then never changes. The last feed remembers the content that
each ID was last seen with, hashed; where IDs and content have come apart, content wins.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from sync.core.model import Interview
from sync.core.values import hashed

ID_LENGTH = 8
PART_LENGTH = 4
BLANK = "-" * PART_LENGTH
CROWD = 50  # a trait that so many rows share tells nothing about any of them
RELATED_CLOSELY = 3  # of four parts
WELL_FORMED = re.compile(r"[a-z0-9]{8}").fullmatch


class Print(NamedTuple):
    """The fingerprint of a row's content: a short hash each of its company, role, round and date."""

    company: str
    role: str
    round: str
    date: str

    @classmethod
    def of(cls, content: tuple[str, ...]) -> "Print":
        """Take the fingerprint; a blank part has none, so that two blanks are not alike."""
        return cls(*(hashed(part, PART_LENGTH) if part else BLANK for part in content))

    @classmethod
    def read(cls, text: str) -> "Print":
        """Read back what `str` gives. Anything else gives a fingerprint that is like no row's."""
        return cls(*(text[at : at + PART_LENGTH] for at in range(0, 4 * PART_LENGTH, PART_LENGTH)))

    def __str__(self) -> str:
        return "".join(self)

    def likeness(self, other: "Print") -> int:
        """Count the parts that are equal and not blank."""
        return sum(mine == theirs != BLANK for mine, theirs in zip(self, other, strict=True))

    def traits(self) -> Iterator[tuple[tuple[str, str], ...]]:
        """Give what makes two rows related: the company alone, or any two parts."""
        parts = [(name, part) for name, part in zip(self._fields, self, strict=True) if part != BLANK]
        yield from ((part,) for part in parts if part[0] == "company")
        yield from combinations(parts, 2)


def assign(
    source: str,
    interviews: Sequence[Interview],
    remembered: Mapping[str, Print],
    loose: Iterable[str] = (),
) -> tuple[str, ...]:
    """Give each row, in order, the ID that is its own: the one it had, or a new one.

    `source` names the spreadsheet, `remembered` is the content that each ID was last seen with, `loose` are
    IDs that stand beside no interview: a sort left them behind. All IDs in the answer differ. A row's ID may
    differ from the one that stands in it: sorted without the tool's columns, pasted over, or copied with the
    row.
    """
    rows = _Rows(source, interviews, remembered, loose)
    rows.settle_by_content()
    rows.settle_by_likeness()
    rows.settle_by_cell()
    return tuple(rows.all())


class _Rows:
    """The rows of one run while their IDs are being found."""

    def __init__(
        self,
        source: str,
        interviews: Sequence[Interview],
        remembered: Mapping[str, Print],
        loose: Iterable[str],
    ) -> None:
        self.source = source
        self.contents = [interview.content for interview in interviews]
        self.prints = [Print.of(content) for content in self.contents]
        self.cells = [interview.own_id if WELL_FORMED(interview.own_id) else "" for interview in interviews]
        self.standing = dict.fromkeys([*filter(None, self.cells), *loose])
        self.remembered = dict(remembered)
        self.ids: dict[int, str] = {}
        self.taken: set[str] = set()

    def settle_by_content(self) -> None:
        """Give an ID back to the row with the content it was last seen with.

        Of rows with equal content, the one that it stands in goes first, then the upper one.
        """
        self._recall_by_making()
        owners: dict[Print, list[str]] = defaultdict(list)
        for id_, print_ in self.remembered.items():
            owners[print_].append(id_)
        for row, cell in enumerate(self.cells):
            if self.remembered.get(cell) == self.prints[row]:
                self._give(row, cell)
        self._keep_the_moved(owners)
        for row in self._open():
            free = (id_ for id_ in owners.get(self.prints[row], ()) if self._may_have(row, id_))
            self._give(row, next(free, ""))

    def _keep_the_moved(self, owners: Container[Print]) -> None:
        """Let an interview that moved to a day which another had keep its ID, unless the rows were sorted.

        Where they were sorted its old content stands in another row now. Where nobody has that, or only a row
        that has moved itself (a week later, say), it is the same row with another date.
        """
        here = Counter(self.prints[row] for row in self._open())
        moved: dict[Print, list[int]] = defaultdict(list)
        for row in self._open():
            before = self.remembered.get(self.cells[row])
            if before and before[:-1] == self.prints[row][:-1] and self.prints[row] in owners:
                moved[before].append(row)
        nowhere = [print_ for print_ in moved if not here[print_]]
        for print_ in nowhere:
            for row in moved.pop(print_, ()):
                if self.cells[row] in self.taken:
                    continue
                self._give(row, self.cells[row])
                here[self.prints[row]] -= 1
                if not here[self.prints[row]]:
                    nowhere.append(self.prints[row])

    def _may_have(self, row: int, id_: str) -> bool:
        """Whether nobody has the ID; one that stands nowhere does not displace one that nearly fits."""
        own = self.cells[row]
        if id_ in self.taken or id_ in self.standing or own in self.taken or own not in self.remembered:
            return id_ not in self.taken
        return self.prints[row].likeness(self.remembered[own]) < RELATED_CLOSELY

    def _recall_by_making(self) -> None:
        """Know an ID that no feed remembers by how it was made: from the content of some row."""
        for content, print_ in zip(self.contents, self.prints, strict=True):
            made = self._made(content, 0)
            if made in self.standing:
                self.remembered.setdefault(made, print_)

    def settle_by_likeness(self) -> None:
        """Give an ID whose content is nowhere any more to the row that is most like it: the edited one.

        Of rows that are as much like it, the one goes first that is like no other ID so much.
        """
        related: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for id_ in self.standing:
            if id_ not in self.taken and id_ in self.remembered:
                for trait in self.remembered[id_].traits():
                    related[trait].append(id_)
        pairs = []
        choice: Counter[tuple[int, int]] = Counter()
        for row in self._open():
            groups = [related[trait] for trait in self.prints[row].traits() if trait in related]
            ids = {id_ for group in groups if len(group) <= CROWD for id_ in group}
            for id_ in ids | {self.cells[row]} & self.remembered.keys():
                likeness = self.prints[row].likeness(self.remembered[id_])
                elsewhere = self.cells[row] != id_
                pairs.append((likeness, elsewhere, row, id_))
                choice[row, likeness] += 1
        pairs.sort(key=lambda pair: (-pair[0], choice[pair[2], pair[0]], *pair[1:]))
        for _, _, row, id_ in pairs:
            self._give(row, id_)

    def settle_by_cell(self) -> None:
        """Let a row keep an ID that nobody else claims; of copies, the upper one."""
        for row in self._open():
            self._give(row, self.cells[row])

    def all(self) -> Iterator[str]:
        """Give every row's ID, making those that are still missing."""
        made: Counter[tuple[str, ...]] = Counter()
        for row, content in enumerate(self.contents):
            while row not in self.ids:
                new = self._made(content, made[content])
                made[content] += 1
                if new not in self.standing and new not in self.remembered:
                    self._give(row, new)
            yield self.ids[row]

    def _open(self) -> list[int]:
        return [row for row in range(len(self.cells)) if row not in self.ids]

    def _give(self, row: int, id_: str) -> None:
        if id_ and row not in self.ids and id_ not in self.taken:
            self.ids[row] = id_
            self.taken.add(id_)

    def _made(self, content: tuple[str, ...], number: int) -> str:
        again = (str(number),) if number else ()
        made = hashed("\x1f".join((self.source, *content, *again)), ID_LENGTH)
        # A leading letter, so that no spreadsheet takes it for a number.
        return made.replace(made[0], "kmnpqrstvw"[int(made[0])], 1) if made[0].isdigit() else made
