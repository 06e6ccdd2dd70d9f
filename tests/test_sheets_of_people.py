"""People's own sheets as files: with no configuration, `followups check` says what was taken for what."""

import json
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest

from tests.helpers import followups, published, sync

SETTINGS = 'sheet = "{}"\ntimezone = "Europe/London"\ncountry = "GB"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(name: str) -> tuple[int | str | None, dict[str, str], dict[str, str]]:
    """Give the exit code, the heading of each field, and the sentence of each check."""
    Path("followups.toml").write_text(SETTINGS.format(name), "utf-8")
    said = followups("check", "--json")
    found = json.loads(said.out)
    return said.code, found["columns"], {line["name"]: line["message"] for line in found["checks"]}


def test_a_tracker_with_a_title_groups_and_emoji_is_read_as_it_is() -> None:
    Path("mine.csv").write_text(
        dedent("""\
            🚀 Job hunt 2026,,,,,,
            ,,,,,,
            Application,,,Interview,,,
            🏢 Company Name,Job Title,Date Applied,📅 Interview Date,Interviewer(s),Thank You Sent?,Comments
            Acme,QA,2026-11-01,2026-11-18,Jane Doe,yes,nice
            """),
        "utf-8",
    )
    code, columns, said = checked("mine.csv")
    assert code == 0
    assert columns == {
        "company": "🏢 Company Name",
        "role": "Job Title",
        "interview_date": "📅 Interview Date",
        "interviewers": "Interviewer(s)",
        "thank_you_sent": "Thank You Sent?",
        "notes": "Comments",
    }
    assert said["headings"].startswith('"🏢 Company Name" as Company, "Job Title" as Role, ')
    assert said["headings"].endswith("; not used, and left alone: Date Applied")


def test_a_german_csv_of_windows_with_semicolons_is_read_as_it_is() -> None:
    Path("mine.csv").write_bytes(
        "Firma;Stelle;Gespräch am;Gesprächspartner;Rückmeldung bis;Stand\r\n"
        "Müller KG;Köchin;18.11.2026;Jörg Voß;25.11.2026;Beworben\r\n".encode("cp1252")
    )
    code, columns, _ = checked("mine.csv")
    assert code == 0
    assert columns == {
        "company": "Firma",
        "role": "Stelle",
        "interview_date": "Gespräch am",
        "interviewers": "Gesprächspartner",
        "decision_expected": "Rückmeldung bis",
        "status": "Stand",
    }


def test_several_interviews_in_a_row_and_a_heading_that_would_do_as_well_are_told() -> None:
    Path("mine.csv").write_text(
        "Employer,Organisation,Interview 1 date,Interview 2 date\nAcme,Foo,2026-11-18,2026-11-25\n", "utf-8"
    )
    _, columns, said = checked("mine.csv")
    assert columns == {"company": "Employer", "interview_date": "Interview 1 date"}
    assert said["headings"] == (
        '"Employer" as Company, "Interview 1 date" as Interview date, "Interview 2 date" as Interview date; '
        "not used, and left alone: Organisation (it could be Company)"
    )


@pytest.mark.parametrize("command", ["init --sheet mine.csv", "sync", "check"])
def test_each_command_tells_of_the_columns_of_every_interview_of_a_row(command: str) -> None:
    headings = "Interview 1 date,Interview 2 date,Interview 1 interviewers,Interview 2 interviewers"
    Path("mine.csv").write_text(f"Company,{headings}\nAcme,2026-11-18,2026-11-25,Jane Doe,Bob Roe\n", "utf-8")
    if not command.startswith("init"):
        Path("followups.toml").write_text(SETTINGS.format("mine.csv"), "utf-8")
    said = " ".join(followups(*command.split()).out.replace('"', "").replace(" as ", " ").split())
    for heading in headings.split(","):
        assert f"{heading} Interview{'ers' if 'interviewers' in heading else ' date'}" in said
    assert "left alone" not in said


def test_a_tracker_of_applications_says_what_was_understood_and_what_is_missing() -> None:
    Path("mine.csv").write_text(
        "Entreprise,Poste,Statut,Date candidature\nAcme,Chef,Postulé,01/11/2026\n", "utf-8"
    )
    code, columns, said = checked("mine.csv")
    assert code == 65
    assert columns == {"company": "Entreprise", "role": "Poste", "status": "Statut"}
    assert 'no column is headed "Interview date"' in said["headings"]
    assert '"Entreprise" (taken for Company), "Poste" (taken for Role)' in said["headings"]


def test_a_sheet_of_invoices_is_no_sheet_of_interviews() -> None:
    Path("mine.csv").write_text(
        "Company,Meeting date,Contact,Due date,Amount\nAcme,2026-11-18,Jane Doe,2026-11-30,100\n", "utf-8"
    )
    code, columns, said = checked("mine.csv")
    assert code == 65
    assert columns == {"company": "Company", "interviewers": "Contact"}
    assert 'no column is headed "Interview date"' in said["headings"]


def test_a_word_in_one_row_of_a_file_leaves_the_reminders_of_the_others_alone() -> None:
    Path("followups.toml").write_text(SETTINGS.format("mine.csv"), "utf-8")
    Path("mine.csv").write_text(
        "Company,Interview,Contact\nAcme,2026-11-18,Jane Doe\nGlobex,,\nInitech,,\n", "utf-8"
    )
    assert sync().code == 0
    [before] = [event for event in published().events.values() if event.title.startswith("Thank Jane")]
    rows = Path("mine.csv").read_text("utf-8")
    assert "Globex,," in rows
    Path("mine.csv").write_text(rows.replace("Globex,,", "Globex,perhaps in May,bob@foo.org"), "utf-8")
    assert sync().code == 0
    assert published().events[before.uid] == before


def test_of_several_worksheets_the_one_that_looks_like_interviews_is_taken() -> None:
    book = openpyxl.Workbook()
    sheets: dict[str, list[list[str | None]]] = {
        "Read me": [["Notes"], ["Status: open"]],
        "Contacts": [
            ["Name", "Company", "Email", "Phone", "Location", "Notes"],
            ["Jane", "Acme", "j@acme.com"],
        ],
        "Gespräche": [["Firma", "Gesprächstermin", "Ergebnis"], ["Acme", "2026-11-18", None]],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save("mine.xlsx")
    _, columns, said = checked("mine.xlsx")
    assert "worksheet Gespräche" in said["sheet"]
    assert columns == {"company": "Firma", "interview_date": "Gesprächstermin", "outcome": "Ergebnis"}


def test_of_two_worksheets_of_interviews_the_other_one_is_told_and_how_to_choose_it() -> None:
    book = openpyxl.Workbook()
    for title, day in (("2025", "2025-03-01"), ("2026", "2026-11-20")):
        sheet = book.create_sheet(title)
        sheet.append(["Company", "Interview date"])
        sheet.append(["Acme", day])
    del book["Sheet"]
    book.save("mine.xlsx")
    _, _, said = checked("mine.xlsx")
    other = (
        '2025 looks like interviews, too; 2026 is read. To choose, write worksheet = "2025" in followups.toml'
    )
    assert said["worksheets"] == other
    assert f"{other}.\n" in sync().out
    assert other not in sync().out


def test_a_mark_for_one_of_several_interviews_is_told_not_to_be_read() -> None:
    Path("mine.csv").write_text(
        "Company,Interview 1 date,Thank you 1 sent,Interview 2 date,Thank you 2 sent\n"
        "Acme,2026-11-17,yes,2026-11-18,\n",
        "utf-8",
    )
    _, _, said = checked("mine.csv")
    assert said["marks"].startswith(
        "Thank you 1 sent, Thank you 2 sent: not read, for a mark counts for every "
    )
    assert said["marks"] in sync().out
    Path("mine.csv").write_text("Company,Interview 1 date,Thank-you sent\nAcme,2026-11-17,yes\n", "utf-8")
    assert "marks" not in checked("mine.csv")[2]
