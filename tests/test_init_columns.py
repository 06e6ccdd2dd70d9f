"""Columns that a sheet has not: `followups init` offers to add them to the right, or does so by a flag."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from sync.config import Config, load
from sync.core.model import Cell
from sync.errors import SheetOpenError
from sync.init import Flags, Init
from sync.init.ask import Questions
from sync.sheets.excel_layout import create
from tests.accounts import save, service_account
from tests.core.tables import TODAY, cases
from tests.google import Google, serving
from tests.helpers import SHEET, followups, published, sync

TOML, BOOK = Path("followups.toml"), Path("jobs.xlsx")
BOT = "bot@project.iam.gserviceaccount.com"
TRACKER: Sequence[Sequence[Cell]] = (
    ("Company ", "Job Title", "Applied on", "Status", "Salary", "Posting"),
    ("Acme", "Engineer", "1 Nov 2026", "Applied", "007", "https://acme.example/1"),
    ("Globex", "Analyst", None, "Phone screen", None, '=HYPERLINK("x")'),
)
SUIVI = "Entreprise;Poste;Date de candidature;Statut;Lien\nAcme;Ingénieur;01/11/2026;Envoyée;\n"
OFFERED = (
    "Interview date",
    "Interviewers",
    "Discussed",
    "References",
    "Decision expected",
    "Thank-you sent",
    "References notified",
    "Checked in",
    "Replied",
)
QUESTION = "Add these columns to the right of yours?"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(sheet: str, *answers: str) -> str:
    """Adopt a sheet for somebody who types these lines; gives what they saw."""
    heard = io.StringIO()
    console = Console(file=heard, width=250)
    flags = Flags(
        sheet=sheet, calendar="none", heartbeat="0", name="Ann", timezone="Europe/London", country="GB"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        Init(flags, Path.cwd(), os.environ, "Europe/London", TODAY, console, Questions(console)).run()
    return heard.getvalue()


def written() -> Config:
    return load(None, cwd=Path.cwd(), user_config_dir=Path("none"))


def book() -> list[tuple[object, ...]]:
    with closing(openpyxl.load_workbook(BOOK)) as workbook:
        return list(workbook.worksheets[0].iter_rows(values_only=True))


def headings() -> list[str]:
    """Give the headings of the CSV."""
    return SHEET.read_text().splitlines()[0].split(";")


# --- a tracker of applications


def test_a_tracker_of_applications_gets_the_columns_and_a_row_filled_in_there_gets_its_follow_ups() -> None:
    create(BOOK, TRACKER)
    said = followups("init", "--sheet", str(BOOK), "--add-columns")
    assert (said.code, said.err) == (0, "")
    assert f"Added to the right, yours to fill in, rename or move: {', '.join(OFFERED)}." in said.out
    width = len(TRACKER[0])
    assert book() == [
        (*TRACKER[0], *OFFERED),
        *((*row, *[None] * len(OFFERED)) for row in TRACKER[1:]),
    ]
    with closing(openpyxl.load_workbook(BOOK)) as workbook:
        sheet = workbook.worksheets[0]
        assert sheet.auto_filter.ref == "A1:O3"
        sheet.cell(2, width + 1, datetime(2026, 11, 18, 10))  # noqa: DTZ001 a cell's date is naive
        sheet.cell(2, width + 2, "Jane Doe")
        workbook.save(BOOK)
    before = book()
    assert sync().code == 0
    after = book()
    assert [row[: len(before[0])] for row in after] == before
    assert after[1][after[0].index("Next step")] == "Thank Jane Doe (Acme)"
    assert published().events


def test_a_french_tracker_in_a_csv_gets_them_and_keeps_every_other_byte() -> None:
    SHEET.write_bytes(SUIVI.encode("cp1252"))
    said = followups("init", "--sheet", str(SHEET), "--add-columns")
    assert (said.code, said.err) == (0, "")
    first, rest = SUIVI.split("\n", 1)
    assert SHEET.read_bytes() == f"{first};{';'.join(OFFERED)}\n{rest}".encode("cp1252")
    SHEET.write_bytes(SHEET.read_bytes().replace(b"Envoy\xe9e;", b"Envoy\xe9e;;2026-11-18 10:00;Jane Doe"))
    before = [line.split(b";") for line in SHEET.read_bytes().splitlines()]
    assert sync().code == 0
    after = [line.split(b";") for line in SHEET.read_bytes().splitlines()]
    assert [new[: len(old)] for old, new in zip(before, after, strict=True)] == before
    assert b"Thank Jane Doe (Acme)" in SHEET.read_bytes()


@cases("""
    sheet                                               | added
    Company;Status;Applied                              | Interview date…Replied
    Company;Interview date                              | Interviewers…Replied, Outcome
    Company;Next action date;Outcome                    | Interview date…Replied
    Company;Interview 1 date;Interview 2 date;Status    | Interviewers…Replied
    Role;Status;Notes                                   | Company, Interview date…Replied
    Zork;Blorb                                          | Company, Interview date…Replied, Outcome
""")
def test_only_what_the_sheet_has_not_is_added(sheet: str, added: str) -> None:
    SHEET.write_text(f"{sheet}\nx;2026-11-18\n")
    assert followups("init", "--sheet", str(SHEET), "--add-columns").code == 0
    span, *_ = [name for name in added.split(", ") if "…" in name]
    start = OFFERED.index(span.partition("…")[0])
    expected = added.replace(span, ", ".join(OFFERED[start:])).split(", ")
    assert headings() == [*sheet.split(";"), *expected]
    assert followups("sync").code == 0


def test_a_sheet_with_everything_is_left_alone() -> None:
    assert followups("init").code == 0
    whole = Path("interviews.xlsx").read_bytes()
    assert followups("init", "--sheet", "interviews.xlsx", "--add-columns", "--force").code == 0
    assert Path("interviews.xlsx").read_bytes() == whole
    assert QUESTION not in asked_anew("interviews.xlsx")


def asked_anew(sheet: str) -> str:
    TOML.unlink()
    return asked(sheet)


def test_a_heading_that_stands_for_something_else_already_is_not_added_a_second_time() -> None:
    SHEET.write_text("Company;Interview date;References;Status\nAcme;2026-11-18;AB-12;\n")
    said = followups("init", "--sheet", str(SHEET), "--column", "notes=References", "--add-columns")
    assert said.code == 0
    assert headings().count("References") == 1


def test_added_columns_stand_right_of_the_tools_own_too() -> None:
    SHEET.write_text("Company;Interview date;Status\nAcme;2026-11-18;\n")
    assert followups("init", "--sheet", str(SHEET)).code == 0
    assert sync().code == 0
    before = headings()
    assert followups("init", "--add-columns").code == 0
    assert headings() == [*before, *OFFERED[1:]]
    assert sync(now="2026-11-18T21:05+00:00").code == 0
    assert headings() == [*before, *OFFERED[1:]]


# --- asking, and not asking


def test_on_a_terminal_enter_adds_them_after_what_was_understood_is_shown() -> None:
    create(BOOK, TRACKER)
    seen = asked(str(BOOK), "")
    understood, offer = seen.index("taken for"), seen.index(f"{QUESTION} {', '.join(OFFERED)}")
    assert understood < offer < seen.index("Added to the right")
    assert book()[0] == (*TRACKER[0], *OFFERED)


def test_who_wants_none_names_the_required_heading_instead_and_the_sheet_stays() -> None:
    create(BOOK, TRACKER)
    before = BOOK.read_bytes()
    seen = asked(str(BOOK), "n", "1")
    assert "Which column holds the date of the interview?\n  1  Applied on\n" in seen
    assert written().columns == {"interview_date": "Applied on"}
    assert BOOK.read_bytes() == before


def test_a_company_is_first_looked_for_among_the_headings_and_added_where_it_is_none_of_them() -> None:
    SHEET.write_text("Zork;Blorb;Status\nAcme;7;\n")
    assert "1  Zork\n  2  Blorb\n  3  none of these\n" in asked(str(SHEET), "1", "")
    assert written().columns == {"company": "Zork"}
    assert headings() == ["Zork", "Blorb", "Status", *OFFERED]
    TOML.unlink()
    SHEET.write_text("Zork;Blorb;Status\nAcme;7;\n")
    asked(str(SHEET), "3", "")
    assert written().columns == {}
    assert headings() == ["Zork", "Blorb", "Status", "Company", *OFFERED]


def test_a_day_to_follow_up_on_will_do_without_an_interview_date() -> None:
    SHEET.write_text("Company;Follow up on;Status\nAcme;2026-11-19;\n")
    assert followups("init", "--sheet", str(SHEET), "--yes").code == 0
    assert headings() == ["Company", "Follow up on", "Status"]
    assert followups("sync").code == 0
    TOML.unlink()
    assert "Which column" not in asked(str(SHEET), "n")


def test_yes_alone_adds_nothing_and_tells_of_the_flag() -> None:
    create(BOOK, TRACKER)
    before = BOOK.read_bytes()
    said = followups("init", "--sheet", str(BOOK), "--yes")
    assert said.code == 2
    assert said.err.endswith(
        'Name yours: add --column interview_date="your heading"; '
        "or let --add-columns add what is missing to the right\n"
    )
    assert BOOK.read_bytes() == before
    assert not TOML.exists()


# --- a sheet that cannot be written


def test_a_workbook_that_is_open_in_excel_is_told_and_nothing_is_made() -> None:
    create(BOOK, TRACKER)
    before = BOOK.read_bytes()
    lock = Path(f"~${BOOK}")
    lock.touch()
    said = followups("init", "--sheet", str(BOOK), "--add-columns")
    assert said.code == 75
    assert "columns that are missing could not be added: jobs.xlsx is open in another program" in said.err
    with pytest.raises(SheetOpenError, match="could not be added"):
        asked(str(BOOK), "y")
    assert (BOOK.read_bytes(), TOML.exists()) == (before, False)
    lock.unlink()
    assert followups("init", "--sheet", str(BOOK), "--add-columns").code == 0


def test_a_read_only_file_is_told_and_not_written() -> None:
    SHEET.write_text(SUIVI)
    SHEET.chmod(0o444)
    said = followups("init", "--sheet", str(SHEET), "--add-columns")
    assert said.code == 65
    assert "could not be added: interviews.csv is read-only" in said.err
    assert SHEET.read_text() == SUIVI


# --- with settings there already


def test_check_names_the_command_that_adds_what_is_missing_and_it_leaves_the_settings_alone() -> None:
    SHEET.write_text("Betrieb;Status\nAcme;Applied\n")
    settings = (
        'sheet = "interviews.csv"  # mine\n[columns]\ncompany = "Betrieb"\ninterview_date = "Gespräch"\n'
    )
    TOML.write_text(settings)
    checked = followups("check")
    assert checked.code == 65
    assert 'no column is headed "Gespräch"' in checked.out
    assert '"Betrieb" (taken for Company)' in checked.out
    assert "let `followups init --add-columns` add what is missing" in checked.out
    assert followups("init", "--add-columns").code == 0
    assert headings() == ["Betrieb", "Status", "Gespräch", *OFFERED[1:]]
    assert TOML.read_text() == settings
    assert "no column is headed" not in followups("check").out
    assert "No column is missing." in followups("init", "--add-columns").out


@pytest.mark.parametrize("flags", [["--sheet", "interviews.csv"], ["--new"]])
def test_another_sheet_than_that_of_the_settings_still_takes_force(flags: list[str]) -> None:
    SHEET.write_text(SUIVI)
    TOML.write_text('sheet = "interviews.csv"\n')
    said = followups("init", *flags, "--add-columns")
    assert (said.code, SHEET.read_text()) == (2, SUIVI)
    assert "--force" in said.err


# --- Google


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    with serving() as google:
        monkeypatch.setenv("FOLLOWUPS_GOOGLE_API_ROOT", google.root)
        yield google


def tracker(google: Google, role: str = "writer") -> str:
    """Make a spreadsheet with a tracker that is shared with a service account; gives its id."""
    save(Path("credentials.json"), service_account(google))
    id_ = google.state.create("Jobs", rows=len(TRACKER), columns=8).id
    google.state.share(id_, BOT, role)
    google.type(id_, "Sheet1!A1", [["" if cell is None else cell for cell in row] for row in TRACKER])
    return id_


def link(id_: str) -> str:
    return f"https://docs.google.com/spreadsheets/d/{id_}/edit"


def test_a_google_sheet_gets_them_and_a_row_filled_in_there_gets_its_follow_ups(google: Google) -> None:
    id_ = tracker(google)
    before = google.values(id_, "Sheet1!A1:F3", "FORMULA")
    said = followups("init", "--sheet", link(id_), "--add-columns", "--timezone", "Europe/London")
    assert (said.code, said.err) == (0, "")
    assert google.values(id_, "Sheet1!A1:Z1") == [[*TRACKER[0], *OFFERED]]
    assert google.state.spreadsheet(id_).metadata == []
    google.type(id_, "Sheet1!G2", [["2026-11-18 10:00", "Jane Doe"]])
    mine = google.values(id_, "Sheet1!A1:O3", "FORMULA")
    assert sync().code == 0
    assert google.values(id_, "Sheet1!A1:F3", "FORMULA") == before
    assert google.values(id_, "Sheet1!A1:O3", "FORMULA") == mine
    assert "Thank Jane Doe (Acme)" in google.values(id_, "Sheet1!A2:Z2")[0]


def test_a_google_sheet_that_may_only_be_read_is_told(google: Google) -> None:
    id_ = tracker(google, "reader")
    said = followups("init", "--sheet", link(id_), "--add-columns")
    assert said.code == 77
    assert "could not be added" in said.err
    assert "as Editor" in said.err
    assert not TOML.exists()


def test_settings_with_a_google_sheet_are_left_alone_too(google: Google) -> None:
    id_ = tracker(google)
    settings = f'sheet = "{link(id_)}"\n'
    TOML.write_text(settings)
    assert followups("init", "--add-columns").code == 0
    assert google.values(id_, "Sheet1!A1:Z1") == [[*TRACKER[0], *OFFERED]]
    assert TOML.read_text() == settings
