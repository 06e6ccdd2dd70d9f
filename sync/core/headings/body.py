"""Which rows under the header row are no interviews: totals, the headings again, a block of notes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sync.core.model import Cell, Formula, at
from sync.core.values import fold, is_blank, shown

_TOTALS = frozenset(
    word
    for words in (
        "total totals grand subtotal sum count average summe gesamt gesamtsumme anzahl insgesamt",
        "durchschnitt somme nombre general suma media promedio cuenta soma contagem totaal som aantal",
        "gemiddelde",
    )
    for word in words.split()
)
_COUNTED = frozenset(
    word
    for words in (
        "applications interviews offers rejections companies of bewerbungen gesprache firmen candidatures",
        "entretiens de entreprises candidaturas entrevistas empresas postulaciones sollicitaties gesprekken",
        "bedrijven",
    )
    for word in words.split()
)
_COUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,2})? ?%?")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 40  # characters; no company's name is a sentence


def aside(
    rows: Sequence[Sequence[Cell]], header_row: int, headings: Sequence[str], user: Mapping[str, int]
) -> frozenset[int]:
    """Give the numbers of the rows that stand in the company's column and yet name none.

    `header_row` counts from 1, as the result does; `user` is field -> column. The tool's own columns do not
    count: they are not among `user`.
    """
    company = user.get("company")
    if company is None:
        return frozenset()
    return frozenset(_aside(rows, header_row, headings, user, company))


def _aside(
    rows: Sequence[Sequence[Cell]],
    header_row: int,
    headings: Sequence[str],
    user: Mapping[str, int],
    company: int,
) -> Iterator[int]:
    others = sorted({index for index in user.values() if index != company})
    said = [fold(headings[index]) for index in (company, *others)]
    parted, notes = False, False
    for number, cells in enumerate(rows[header_row:], header_row + 1):
        name = at(cells, company)
        if is_blank(name):
            parted, notes = all(is_blank(at(cells, index)) for index in others), False
            continue
        text = fold(shown(name))
        begins = parted and _is_note(shown(name))
        notes = (notes or begins) and all(is_blank(at(cells, index)) for index in others)
        if (
            notes
            or (text == said[0] and [fold(shown(at(cells, index))) for index in others] == said[1:] != [])
            or (_is_total(text) and all(_is_count(at(cells, index)) for index in others))
        ):
            yield number
        parted = False


def _is_note(text: str) -> bool:
    return (
        len(text) > _LONGEST_NAME or text.endswith((":", ".")) or ": " in text or text.startswith(("*", "- "))
    )


def _is_total(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and words[0] in _TOTALS and _TOTALS.union(_COUNTED).issuperset(words)


def _is_count(cell: Cell) -> bool:
    """Whether it is blank or a number, or will be. Beside a company that is named Total there is a date."""
    return is_blank(cell) or isinstance(cell, Formula) or _COUNT.fullmatch(shown(cell)) is not None
