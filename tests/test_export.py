"""`followups export`: the proof of a job search, as a clerk and a spreadsheet program read it."""

import csv
import io
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.helpers import FEED, SETTINGS_FILE, Said, edit, files_below, followups, lay_out, sync

NOW = "2026-11-30T12:00+00:00"
HEADINGS = "Date,Company,Role,What,Status,Done on,Due"
SETTINGS = f'{SETTINGS_FILE}[me]\nname = "Pauline Hayes"\n'
SHEET = """\
Company;Role;Round;Interview date;Interviewers;References;Thank-you sent;References notified;Checked in
Acme;Cook;Onsite;2026-11-18 10:00;Jane Doe;Ann Lee;2026-11-19;;
Globex;Analyst;;2026-11-25 11:00;Maria Silva;;;;
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out(SHEET, SETTINGS)
    return tmp_path


def export(*arguments: str, now: str = NOW) -> Said:
    return followups("export", "--now", now, *arguments)


def lines(*arguments: str, now: str = NOW) -> list[str]:
    """Give the lines of a CSV, the headings left out."""
    said = export("--csv", *arguments, now=now)
    assert (said.code, said.err) == (0, "")
    headings, *rest = said.out.splitlines()
    assert headings == HEADINGS
    return rest


def of(what: str, rows: str, now: str = NOW) -> list[str]:
    """Give what is said of one sort of thing in a sheet, from its status on."""
    lay_out(rows, SETTINGS)
    return [line.partition(f",{what},")[2] for line in lines(now=now) if f",{what}," in line]


# What is in it


def test_it_lists_the_interviews_that_have_been_and_all_follow_ups_by_date() -> None:
    assert lines() == [
        "2026-11-18,Acme,Cook,Interview: Onsite,Done,2026-11-18,",
        "2026-11-18,Acme,Cook,Notice to reference Ann Lee,Missed,,2026-11-18",
        "2026-11-19,Acme,Cook,Thank-you to Jane Doe,Done,2026-11-19,2026-11-18",
        "2026-11-25,Acme,Cook,Check-in,Open,,2026-11-25",
        "2026-11-25,Globex,Analyst,Interview,Done,2026-11-25,",
        "2026-11-25,Globex,Analyst,Thank-you to Maria Silva,Open,,2026-11-25",
        "2026-12-02,Globex,Analyst,Check-in,Open,,2026-12-02",
    ]


@pytest.mark.parametrize(
    ("now", "been"),
    [("2026-11-18T10:59+00:00", 0), ("2026-11-18T11:00+00:00", 1)],
)
def test_an_interview_has_been_when_it_is_over(now: str, been: int) -> None:
    assert len(of("Interview", "Company;Interview date\nAcme;2026-11-18 10:00\n", now)) == been


@pytest.mark.parametrize(
    ("called", "shown"),
    [("", "Interview"), ("Onsite", "Interview: Onsite"), ("Second interview", "Second interview")],
)
def test_an_interview_is_called_by_its_round(called: str, shown: str) -> None:
    lay_out(f"Company;Round;Interview date\nAcme;{called};2026-11-18\n", SETTINGS)
    assert lines()[0] == f"2026-11-18,Acme,,{shown},Done,2026-11-18,"


def test_one_that_was_cancelled_has_not_been() -> None:
    assert of("Interview", "Company;Interview date;Outcome\nAcme;2026-11-18;cancelled\n") == []


def test_one_whose_time_cannot_be_read_is_over_in_the_evening() -> None:
    sheet = "Company;Interview date;Interview time\nAcme;2026-11-18;soonish\n"
    assert of("Interview", sheet, "2026-11-18T16:59+00:00") == []
    assert of("Interview", sheet, "2026-11-18T17:00+00:00") == ["Done,2026-11-18,"]


def test_what_was_to_be_asked_at_an_interview_that_is_over_is_no_line() -> None:
    sheet = "Company;Interview date\nAcme;2026-11-18 14:00\n"
    assert of("Questions to ask at the interview", sheet, "2026-11-18T14:59+00:00") == ["Open,,2026-11-18"]
    assert of("Questions to ask at the interview", sheet, "2026-11-18T15:00+00:00") == []


def test_each_kind_is_named_in_plain_words() -> None:
    lay_out(
        "Company;Interview date;Interviewers;References;Style;Outcome;Feedback wanted\n"
        "Acme;2026-12-01;;Ann Lee;assertive;;2026-11-27\n"
        "Globex;2026-11-20;;;;pending;\n"
        "Initech;2026-11-20;;;;;\n",
        SETTINGS,
    )
    sync(now=NOW)
    edit("pending", "offer")
    edit("Initech;2026-11-20;;;;;", "Initech;2026-11-20;;;;rejected;")
    assert {line.split(",")[3] for line in lines()} == {
        "Interview",
        "Questions to ask at the interview",
        "Thank-you to the interviewer",
        "Notice to reference Ann Lee",
        "Check-in",
        "Second check-in",
        "Feedback that they asked for",
        "Call about their offer",
        "Reply to their rejection",
    }


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("", "Open,,2026-11-27"),
        ("2026-11-28", "Done,2026-11-28,2026-11-27"),
        ("skip", "Skipped,,2026-11-27"),
        ("no", "Open,,2026-11-27"),
    ],
)
def test_the_status_is_what_the_user_said(mark: str, said: str) -> None:
    sheet = f"Company;Interview date;Thank-you sent\nAcme;2026-11-27;{mark}\n"
    assert of("Thank-you to the interviewer", sheet) == [said]


def test_what_an_answer_ended_was_not_needed() -> None:
    sheet = "Company;Interview date;Outcome\nAcme;2026-11-27;offer\n"
    assert of("Thank-you to the interviewer", sheet) == ["Not needed,,2026-11-27"]


# A mark that gives no date


def test_a_tick_has_no_date_but_the_day_by_which_it_was_seen() -> None:
    sync(now="2026-11-25T18:00+00:00")
    edit("Maria Silva;;", "Maria Silva;;yes")
    sync(now="2026-11-27T18:00+00:00")
    [line] = [line for line in lines() if "Maria Silva" in line]
    assert line == "2026-11-25,Globex,Analyst,Thank-you to Maria Silva,Done,by 2026-11-27,2026-11-25"


def test_what_was_done_before_it_was_due_stands_at_the_day_it_was_seen() -> None:
    edit("Maria Silva;;;;", "Maria Silva;;;;yes")
    [line] = [line for line in lines() if "Globex" in line and "Check-in" in line]
    assert line == "2026-11-30,Globex,Analyst,Check-in,Done,by 2026-11-30,2026-12-02"


# The period


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("--from 2026-11-19", ["2026-11-19", "2026-11-25", "2026-12-02"]),
        ("--to 2026-11-19", ["2026-11-18", "2026-11-19"]),
        ("--from 2026-11-19 --to 2026-11-25", ["2026-11-19", "2026-11-25"]),
        ("--from 2027-01-01", []),
    ],
)
def test_a_period_has_both_its_ends(period: str, days: list[str]) -> None:
    assert sorted({line.split(",")[0] for line in lines(*period.split())}) == days


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "one of the arguments --csv --md is required"),
        ("--csv --md", "not allowed with argument --csv"),
        ("--csv --from soon", '"soon" is not a day; write it like 2026-11-18'),
        ("--csv --from 2026-12-01 --to 2026-11-01", "--from 2026-12-01 is after --to 2026-11-01"),
    ],
)
def test_wrong_usage_is_2(wrong: str, said: str) -> None:
    failure = export(*wrong.split())
    assert (failure.code, failure.out) == (2, "")
    assert said in failure.err


# As a CSV


def test_a_csv_is_what_rfc_4180_says() -> None:
    lay_out('Company;Role;Interview date\n"Smith, ""Bros""";Cook;2026-11-25\n', SETTINGS)
    said = export("--csv").out
    assert said.count("\n") == said.count("\r\n") == 4
    rows = list(csv.reader(io.StringIO(said, newline=""), strict=True))
    assert rows[1] == ["2026-11-25", 'Smith, "Bros"', "Cook", "Interview", "Done", "2026-11-25", ""]


@pytest.mark.parametrize("start", list("=+-@\uff1d\uff0b\uff0d\uff20"))
def test_no_cell_is_a_formula(start: str) -> None:
    lay_out(f'Company;Role;Interview date\nAcme;"{start}HYPERLINK(""https://evil.example"")";2026-11-25\n')
    rows = list(csv.reader(io.StringIO(export("--csv").out, newline="")))
    assert {row[2][:2] for row in rows[1:]} == {f"'{start}"}


# As Markdown


def test_markdown_reads_well_as_it_is() -> None:
    assert export("--md", "--from", "2026-11-19", "--to", "2026-11-30").out == (
        "# Job search of Pauline Hayes, 2026-11-19 to 2026-11-30\n"
        "\n"
        "As of 2026-11-30: 1 interview, 1 follow-up done.\n"
        "\n"
        "| Date       | Company | Role    | What                     | Status | Done on    | Due        |\n"
        "| ---------- | ------- | ------- | ------------------------ | ------ | ---------- | ---------- |\n"
        "| 2026-11-19 | Acme    | Cook    | Thank-you to Jane Doe    | Done   | 2026-11-19 | 2026-11-18 |\n"
        "| 2026-11-25 | Acme    | Cook    | Check-in                 | Open   |            | 2026-11-25 |\n"
        "| 2026-11-25 | Globex  | Analyst | Interview                | Done   | 2026-11-25 |            |\n"
        "| 2026-11-25 | Globex  | Analyst | Thank-you to Maria Silva | Open   |            | 2026-11-25 |\n"
    )


NASTY = ["A|B", r"back\slash", r"C:\|D", "*stars*", "_lines_", "`code`", "[a](b)", "<b>bold</b>", "~~gone~~"]


@pytest.mark.parametrize("company", [*NASTY, "two\nlines"])
def test_a_markdown_reader_sees_what_stands_in_the_sheet(company: str) -> None:
    lay_out(f'Company;Interview date\n"{company}";2026-11-25\n', SETTINGS)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(export("--md").out)
    shown = ["".join(part.content for part in token.children or ()) for token in tokens if token.children]
    assert shown[0] == "Job search of Pauline Hayes, 2026-11-25 to 2026-12-02"
    cells = [cell for cell in shown if cell == company.replace("\n", " ")]
    assert len(cells) == 3
    assert not [part for token in tokens for part in token.children or () if part.type.startswith("s_")]


def test_without_a_name_or_anything_done_the_title_says_what_there_is() -> None:
    lay_out("Company;Interview date\nAcme;\n")
    assert export("--md").out == (
        "# Job search, 2026-11-30 to 2026-11-30\n\nAs of 2026-11-30: 0 interviews, 0 follow-ups done.\n\n"
        "Nothing in this period.\n"
    )


# Where it goes


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbfDate,"), ("md", b"# Job search of ")])
def test_a_file_gets_the_same_and_a_csv_file_begins_with_a_bom(form: str, begins: bytes) -> None:
    edit("Acme", "Caf\xe9 \u0141")
    name = f"proof.{form}"
    for _ in range(2):  # an export replaces an earlier one
        said = export(f"--{form}", "--output", name)
        assert said == Said(0, f"7 lines written to {name}.\n", "")
    data = Path(name).read_bytes()
    assert data.startswith(begins)
    assert data.decode("utf-8-sig") == export(f"--{form}").out
    assert export(f"--{form}", "--output", name, "-q") == Said(0, "", "")


def test_it_replaces_nothing_but_an_export(folder: Path) -> None:
    sync(now=NOW)
    before = dict(files_below(folder))
    for name in ("interviews.csv", str(FEED), "followups.toml", "feed", "/dev/null"):
        said = export("--csv", "--output", name)
        assert said == Said(
            2, "", f"followups: {name} is no export of ours, so it is left alone; name another file\n"
        )
    assert dict(files_below(folder)) == before


def test_a_place_that_cannot_be_written_is_2() -> None:
    said = export("--csv", "--output", "nowhere/proof.csv")
    assert said == Said(2, "", "followups: nowhere/proof.csv cannot be written: No such file or directory\n")


def test_it_changes_no_cell_and_no_feed(folder: Path) -> None:
    sync(now="2026-11-20T12:00+00:00")
    edit("Maria Silva;;", "Maria Silva;;yes")
    before = dict(files_below(folder))
    assert export("--csv").code == export("--md").code == 0
    assert dict(files_below(folder)) == before
