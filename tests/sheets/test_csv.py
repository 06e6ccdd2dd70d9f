"""CSV files as they come: each byte that is not ours stays, whichever program wrote the file."""

import codecs
import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.core.model import Cell, CellEdit, Column, SheetChange
from sync.errors import SheetUnusableError
from sync.sheets.csv import CsvSheet

EVENING = datetime(2026, 11, 18, 18, 0)  # noqa: DTZ001 a cell's date is naive, on the user's clock
Edit = tuple[int, int, str | datetime | None]  # row from 1, column from 0, what to put there


def utf_16_le(text: str) -> bytes:
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le", "surrogatepass")


def utf_16_be(text: str) -> bytes:
    return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass")


def rows_of(path: Path) -> list[list[Cell]]:
    return [list(row) for row in CsvSheet(path).read().rows]


def written(path: Path, data: bytes, *edits: Edit) -> bytes:
    """Give the bytes of a file that held `data`, after `edits`."""
    path.write_bytes(data)
    sheet = CsvSheet(path)
    columns = tuple(Column(f"field{index}", "unused", index) for _, index, _ in edits)
    cells = tuple(CellEdit(row, f"field{index}", value) for row, index, value in edits)
    sheet.write(sheet.read(), SheetChange(columns=columns, cells=cells))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "interviews.csv"


def test_the_table_says_where_it_comes_from(path: Path) -> None:
    path.write_bytes(b"Company,Notes\n")
    table = CsvSheet(path, name="documents/interviews.csv").read()
    assert (table.source, table.worksheet) == ("documents/interviews.csv", "interviews")
    assert (table.mark, table.keeps_mark) == (None, False)
    assert CsvSheet(path).read().source == str(path)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"", []),
        (b"\n", [[None]]),
        (b"a,b", [["a", "b"]]),
        (b"a,b\n", [["a", "b"]]),
        (b"a,b\n\n", [["a", "b"], [None]]),
        (b"a,\n,b", [["a", None], [None, "b"]]),
        (b"a,b\r\nc,d\re,f\ng,h", [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]),
        (b"a,b\r\n\r\nc,d\r\n", [["a", "b"], [None], ["c", "d"]]),
        (b"a,b,c\nd\ne,f,g,h\n", [["a", "b", "c"], ["d"], ["e", "f", "g", "h"]]),
        (b'a,"b, ""c""\r\nd"\r\n', [["a", 'b, "c"\r\nd']]),
        (b'a,""\n"",b\n', [["a", None], [None, "b"]]),
        (b'a,5" disk,"b"\n', [["a", '5" disk', "b"]]),
        (b'a,"b" and "c",d\n', [["a", 'b and "c"', "d"]]),
        (b'a, "b",c\n', [["a", ' "b"', "c"]]),
        (b'a,b\nc,"d\n', [["a", "b"], ["c", "d\n"]]),
        (b'a,b\nc,"', [["a", "b"], ["c", None]]),
        (b'a,b\nc,"d""', [["a", "b"], ["c", 'd"']]),
        (b"a, b ,  \n", [["a", " b ", "  "]]),
        ("a,b\n\u2028,\x0b\x0c\x85\n".encode(), [["a", "b"], ["\u2028", "\x0b\x0c\x85"]]),
    ],
)
def test_records_are_rows_as_a_spreadsheet_program_shows_them(
    path: Path, data: bytes, rows: list[list[Cell]]
) -> None:
    path.write_bytes(data)
    assert rows_of(path) == rows


@pytest.mark.parametrize(
    ("text", "header_row", "headings"),
    [
        ("Company,Interview date\nAcme,18 Nov\n", 1, ["Company", "Interview date"]),
        ("Company;Interview date\nAcme;18 Nov\n", 1, ["Company", "Interview date"]),
        ("Company\tInterview date\nAcme\t18 Nov\n", 1, ["Company", "Interview date"]),
        ("Company|Interview date\nAcme|18 Nov\n", 1, ["Company", "Interview date"]),
        # headings alone
        ("Company;Interview date;Notes", 1, ["Company", "Interview date", "Notes"]),
        # prose in the cells
        (
            "Company;Role;Notes\nAcme;CTO;a, b, c, d, e, f, and g\n",
            1,
            ["Company", "Role", "Notes"],
        ),
        (
            "Company,Role,Interviewers\nAcme,CTO,Jane; Bob\nBeta,CTO,Ann; Mo\nCorp,CTO,Al; Flo\n",
            1,
            ["Company", "Role", "Interviewers"],
        ),
        (
            "Company;Role;Salary\nAcme;CTO;100,000\nBeta;CTO;120,000\nCorp;CTO;90,000\n",
            1,
            ["Company", "Role", "Salary"],
        ),
        ("Company,Stack,Role\nAcme,C++|Rust|Go|C,CTO\n", 1, ["Company", "Stack", "Role"]),
        # delimiters in quotes
        ('Company,Notes\nAcme,"a;b;c;d"\nBeta,"a;b;c;d"\n', 1, ["Company", "Notes"]),
        (
            '"Company, Inc.";"Role, if any";"a\n,b"\nAcme;CTO;x\n',
            1,
            ["Company, Inc.", "Role, if any", "a\n,b"],
        ),
        # titles above
        ("Interviews 2026, Pauline, London\n\nCompany;Role\nAcme;CTO\n", 3, ["Company", "Role"]),
        ("Interviews; exported 18 Nov\nCompany,Role,Notes\nAcme,CTO,x\n", 2, ["Company", "Role", "Notes"]),
        # written by hand
        ("Company, Role, Notes\nAcme, CTO, x|y\n", 1, ["Company", " Role", " Notes"]),
        # short rows of all lengths
        ("A,B,C,D,E,F\na\na,b\na,b;c,d\na,b,c,d,e\n", 1, ["A", "B", "C", "D", "E", "F"]),
        # said outright
        ("sep=;\nCompany;a,b,c\nAcme;d,e,f\n", 1, ["Company", "a,b,c"]),
        ("SEP=#\r\nCompany#Role\r\n", 1, ["Company", "Role"]),
        # one column only
        ("Company\nAcme\n", 1, ["Company"]),
    ],
)
def test_the_delimiter_is_the_one_that_divides_the_records_alike(
    path: Path, text: str, header_row: int, headings: list[str]
) -> None:
    path.write_text(text, newline="")
    assert rows_of(path)[header_row - 1] == headings


def test_the_separator_line_is_not_a_row(path: Path) -> None:
    path.write_bytes(b"sep=;\r\n")
    assert rows_of(path) == []
    assert written(path, b"sep=;\r\na;b\r\n", (1, 1, "new")) == b"sep=;\r\na;new\r\n"


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        (b"a,b\r\nc,d\ne,f", (2, 1, "new"), b"a,b\r\nc,new\ne,f"),
        (b"a,b\nc,d\n", (2, 1, None), b"a,b\nc,\n"),
        (b"a,b\nc,d\n", (2, 1, EVENING), b"a,b\nc,2026-11-18 18:00\n"),
        # what is already there is not touched, quotes and all
        (b'a,b\nc,"d"\n', (2, 1, "d"), b'a,b\nc,"d"\n'),
        (b'a,b\nc,""\n', (2, 1, None), b'a,b\nc,""\n'),
        # a short row grows for a text, and only for a text
        (b"a,b,c,d\ne\n\n", (2, 3, "new"), b"a,b,c,d\ne,,,new\n\n"),
        (b"a,b,c,d\ne\n\n", (3, 3, "new"), b"a,b,c,d\ne\n,,,new\n"),
        (b"a,b,c,d\ne\n\n", (2, 3, None), b"a,b,c,d\ne\n\n"),
        # quotes where they are needed
        (b"a,b\nc,d\n", (2, 1, "x, y"), b'a,b\nc,"x, y"\n'),
        (b"a;b\nc;d\n", (2, 1, "x, y"), b"a;b\nc;x, y\n"),
        (b"a,b\nc,d\n", (2, 1, 'x "y"'), b'a,b\nc,"x ""y"""\n'),
        (b"a,b\nc,d\n", (2, 1, "x\ny"), b'a,b\nc,"x\ny"\n'),
        (b"a,b\nc,d\n", (2, 1, "x\ry"), b'a,b\nc,"x\ry"\n'),
        (b"a,b\nc,d\n", (2, 1, " x"), b'a,b\nc," x"\n'),
        (b"a,b\nc,d\n", (2, 1, "x "), b'a,b\nc,"x "\n'),
        # and everywhere where the file has them everywhere
        (b'"a","b"\n"c",""\n', (2, 1, "new"), b'"a","b"\n"c","new"\n'),
        (b'"a","b","c"\n"d"\n', (2, 2, "new"), b'"a","b","c"\n"d","","new"\n'),
        (b'"a",b\n"c","d"\n', (2, 1, "new"), b'"a",b\n"c",new\n'),
        # the user's own quotes, wanted or not
        (b'a,"b",c\n"d"e,5" ,f\n', (2, 2, "new"), b'a,"b",c\n"d"e,5" ,new\n'),
        # a quote left open would take in what is appended
        (b'a,b,c\nd,"e\n', (2, 2, "new"), b'a,b,c\nd,"e\n",new'),
        (b'a,b,c\nd,"e""', (2, 2, "new"), b'a,b,c\nd,"e""",new'),
        (b'a,b,c\nd,"e', (2, 0, "new"), b'a,b,c\nnew,"e'),
        (b'a,b,c\nd,e,"f', (2, 2, "new"), b"a,b,c\nd,e,new"),
    ],
)
def test_only_the_bytes_of_our_own_fields_change(path: Path, before: bytes, edit: Edit, after: bytes) -> None:
    assert written(path, before, edit) == after


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        (codecs.BOM_UTF8 + b"a,b\n", (1, 1, "é✓"), codecs.BOM_UTF8 + "a,é✓\n".encode()),
        ("ü,b\n".encode(), (1, 1, "é✓"), "ü,é✓\n".encode()),
        ("ü,b\n".encode("cp1252"), (1, 1, "é"), "ü,é\n".encode("cp1252")),
        (utf_16_le("ü\tb\r\n"), (1, 1, "✓"), utf_16_le("ü\t✓\r\n")),
        (utf_16_be("ü\tb\r\n"), (1, 1, "✓"), utf_16_be("ü\t✓\r\n")),
        # bytes that are no characters: not in cp1252, not in UTF-8, half a pair in UTF-16
        (b"\xfc\x81,b\n", (1, 1, "new"), b"\xfc\x81,new\n"),
        ("Zoë, Łódź,b\n".encode() + b"\xff,c\n", (2, 1, "é"), "Zoë, Łódź,b\n".encode() + b"\xff,\xc3\xa9\n"),
        (utf_16_le("\ud800\tb\n"), (1, 1, "c"), utf_16_le("\ud800\tc\n")),
        # what cp1252 cannot hold becomes the nearest that it can
        ("ü,b\n".encode("cp1252"), (1, 1, "é ﬁ ő ✓ €"), "ü,é fi o ? €\n".encode("cp1252")),
    ],
)
def test_the_encoding_stays(path: Path, before: bytes, edit: Edit, after: bytes) -> None:
    assert written(path, before, edit) == after


def test_mostly_good_utf_8_is_read_as_utf_8(path: Path) -> None:
    path.write_bytes("Zoë,Łódź\n".encode() + b"\xff,c\n")
    assert rows_of(path)[0] == ["Zoë", "Łódź"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00",
        "a,b\n".encode("utf-16-le"),
        "a,b\n".encode("utf-32"),
        codecs.BOM_UTF16_LE + b"a\x00,",
    ],
    ids=["a workbook", "UTF-16 without its mark", "UTF-32", "UTF-16 cut short"],
)
def test_what_is_not_text_is_no_sheet(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(SheetUnusableError, match=r"save it as CSV \(UTF-8\)"):
        CsvSheet(path).read()


CELLS = st.text(st.sampled_from('ab ,;\t|"\r\né'), max_size=6)
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=6)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
EDITS = st.dictionaries(
    st.tuples(st.integers(1, 8), st.integers(4, 6)), st.none() | CELLS.filter(bool), max_size=8
)


@settings(max_examples=100)
@given(
    grid=GRIDS,
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=ENCODINGS,
    edits=EDITS,
)
def test_another_program_finds_the_users_columns_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    grid: list[list[str]],
    delimiter: str,
    line_end: str,
    quoting: Literal[0, 1],
    encoding: str,
    edits: dict[tuple[int, int], str | None],
) -> None:
    """Columns A to D are the user's. The separator line keeps the question of the delimiter out of it."""
    path = tmp_path_factory.mktemp("property") / "interviews.csv"
    head = f"sep={delimiter}\r\n"
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(grid)
    before = (head + text.getvalue()).encode(encoding)
    assert written(path, before) == before

    def users_columns(data: bytes) -> list[list[str]]:
        body = data.decode(encoding).removeprefix(head)
        return [
            (row + [""] * 4)[:4] for row in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
        ]

    usable = [
        (row, column, value) for (row, column), value in edits.items() if row <= len(users_columns(before))
    ]
    assert users_columns(written(path, before, *usable)) == users_columns(before)


@settings(max_examples=200)
@given(body=st.text(st.sampled_from('ab ,"\r\n'), max_size=40), row=st.integers(1, 4))
@example(body='a,"b,', row=1)
@example(body='""a""', row=1)
def test_the_worst_of_files_is_read_as_others_read_it_and_written_without_a_loss(
    tmp_path_factory: pytest.TempPathFactory, body: str, row: int
) -> None:
    path = tmp_path_factory.mktemp("property") / "interviews.csv"
    data = b"sep=,\n" + body.encode()
    path.write_bytes(data)
    rows = rows_of(path)
    others = list(csv.reader(io.StringIO(body, newline="")))
    assert rows == [[cell or None for cell in record] or [None] for record in others]

    if row <= len(rows):
        assert written(path, data, (row, 50, None)) == data
        written(path, data, (row, 50, "new"))
        rows[row - 1] += [None] * (50 - len(rows[row - 1])) + ["new"]
        assert rows_of(path) == rows
