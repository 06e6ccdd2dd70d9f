"""`followups init`: a new sheet or an adopted one, and the followups.toml that goes with it."""

import io
import json
import locale
import os
import pty
import re
import select
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from sync import init
from sync.config import Config, load
from sync.errors import ConfigError
from sync.init import Flags, Init
from sync.init.ask import Questions
from sync.init.settings_file import Answers, render
from sync.spelled import BY_MAKE
from tests.accounts import client, save, service_account, visit
from tests.core.tables import TODAY
from tests.google import Google, serving
from tests.helpers import CSV, SHEET, Said, followups

ROOT = Path(__file__).parents[1]
TOML = Path("followups.toml")
UNKNOWN = "Zork;Blorb;Quux\nAcme;2026-11-18;nice\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    with serving() as google:
        monkeypatch.setenv("FOLLOWUPS_GOOGLE_API_ROOT", google.root)
        yield google


def written() -> Config:
    """Read the settings as every other command does."""
    return load(None, cwd=Path.cwd(), user_config_dir=Path("none"))


def asked(flags: Flags, *answers: str) -> str:
    """Run it for somebody who types these lines and then leaves; gives what they saw."""
    heard = io.StringIO()
    console = Console(file=heard, width=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        flags = replace(flags, calendar="none")  # which is another file's matter
        Init(flags, Path.cwd(), os.environ, "Europe/London", TODAY, console, Questions(console)).run()
    return heard.getvalue()


def fails(*arguments: str) -> str:
    """Run it where it must refuse, write no settings, and say so in one line."""
    said = followups("init", *arguments)
    assert said.code == 2
    [line] = said.err.splitlines()
    assert not TOML.exists()
    return line


def signs_in(google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())


def only_spreadsheet(google: Google) -> str:
    [spreadsheet_id] = google.state.files
    return spreadsheet_id


# --- a workbook


def test_with_nothing_to_go_by_it_makes_a_workbook_that_the_next_sync_fills() -> None:
    said = followups("init")
    assert (said.code, said.err) == (0, "")
    assert "Made interviews.xlsx." in said.out
    assert written().sheet == "interviews.xlsx"
    assert written().columns == {}
    synced = followups("sync")
    assert synced.code == 0
    sheet = openpyxl.load_workbook("interviews.xlsx")["Interviews"]
    headings = [cell.value for cell in sheet[1]]
    assert len(headings) == len(set(headings))
    assert str(sheet.cell(2, headings.index("Next step") + 1).value).endswith(
        "Example Ltd (delete this row))"
    )


def test_it_ends_with_what_to_do_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BY_MAKE, "1")
    said = followups("init", "--sheet", "mine.xlsx")
    assert "Keep your interviews in mine.xlsx." in said.out
    assert "Run `make sync`" in said.out
    assert f"*/15 * * * *  cd {folder} && make -s sync ARGS=-q" in said.out


def test_quiet_says_nothing() -> None:
    assert followups("init", "-q") == Said(0, "", "")
    assert TOML.exists()


def test_a_workbook_may_be_made_elsewhere_under_a_name_of_its_own(folder: Path) -> None:
    Path("docs").mkdir()
    said = followups("init", "--sheet", "docs/mine.xlsx", "--worksheet", "2026", "--config", "docs/my.toml")
    assert said.code == 0
    assert openpyxl.load_workbook("docs/mine.xlsx").sheetnames == ["2026"]
    assert tomllib.loads(Path("docs/my.toml").read_text())["sheet"] == "mine.xlsx"
    assert f" sync -q --config {folder}/docs/my.toml\n" in said.out
    assert followups("sync", "--config", "docs/my.toml").code == 0


@pytest.mark.parametrize(
    ("sheet", "spelled"),
    [
        ("mine.xlsx", "../mine.xlsx"),
        ("settings/mine.xlsx", "mine.xlsx"),
        ("{cwd}/settings/mine.xlsx", "mine.xlsx"),
        ("{cwd}/mine.xlsx", "{cwd}/mine.xlsx"),
    ],
)
def test_paths_count_from_where_the_settings_are(folder: Path, sheet: str, spelled: str) -> None:
    Path("settings").mkdir()
    path = sheet.format(cwd=folder)
    assert followups("init", "--sheet", path, "--config", "settings/followups.toml").code == 0
    found = tomllib.loads(Path("settings/followups.toml").read_text())
    assert found["sheet"] == spelled.format(cwd=folder)
    assert Path(path).exists()


# --- adopting


def test_adopting_shows_what_each_heading_is_taken_for_and_changes_nothing() -> None:
    SHEET.write_text("Employer;Interview date;Shoe size\nAcme;2026-11-18;9\n")
    before = SHEET.read_bytes()
    said = followups("init", "--sheet", str(SHEET), "--column", "company=Employer")
    assert (said.code, said.err) == (0, "")
    lines = [line.split() for line in said.out.splitlines()]
    assert ["Employer", "Company"] in lines
    assert ["Interview", "date", "Interview", "date"] in lines
    assert said.out.count("Shoe size") == 1
    assert "Not used, and left alone: Shoe size." in said.out
    assert SHEET.read_bytes() == before
    assert written().columns == {"company": "Employer"}
    assert followups("sync").code == 0


def test_a_sheet_with_the_usual_headings_needs_no_map() -> None:
    SHEET.write_text(CSV)
    assert followups("init", "--sheet", str(SHEET)).code == 0
    assert written().columns == {}


@pytest.mark.parametrize(
    ("sheet", "flags", "told"),
    [
        (UNKNOWN, [], '--column company="your heading" --column interview_date="your heading"'),
        (UNKNOWN, [], 'It has "Zork", "Blorb", "Quux"'),
        (UNKNOWN, ["--column", "company=Zork"], 'no heading "Interview date"'),
        (UNKNOWN, ["--column", "company=Zok"], '--column company="Zok": interviews.csv has no such heading'),
        (UNKNOWN, ["--column", "compny=Zork"], "columns.compny: is not a setting; did you mean company?"),
        ("", [], "interviews.csv is empty"),
    ],
)
def test_without_anybody_to_ask_it_says_which_flag_is_missing(
    sheet: str, flags: list[str], told: str
) -> None:
    SHEET.write_text(sheet)
    assert told in fails("--sheet", str(SHEET), *flags)


def test_rows_without_any_headings_are_65() -> None:
    SHEET.write_text("just a note\n\n")
    said = followups("init", "--sheet", str(SHEET))
    assert said.code == 65
    assert "there is no row of headings" in said.err
    assert not TOML.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--sheet", "gone.csv"], "there is no file gone.csv; one that is made here must end in .xlsx"),
        (["--sheet", "notes.txt"], 'sheet: "notes.txt" is not a sheet; write a path to'),
        (["--sheet", "nowhere/new.xlsx"], "nowhere/new.xlsx cannot be made here: No such file"),
        (["--timezone", "Mars/Olympus"], 'timezone: "Mars/Olympus" is not a time zone'),
        (["--country", "Mordor"], 'country: "Mordor" is not a country'),
        (["--feed", "feed.txt"], 'feed.path: "feed.txt" is not a path for a feed'),
        (["--config", "nowhere/my.toml"], "nowhere is no folder; --config takes a path in one that exists"),
        (["--worksheet", "a/b"], '--worksheet: "a/b" is no name for a worksheet'),
        (["--worksheet", "a\x01"], '--worksheet: "a\\u0001" is no name for a worksheet'),
        (["--worksheet", "a" * 32], "31 characters at most"),
        (["--worksheet", "\N{PARTY POPPER}" * 16], "31 characters at most"),
        (["--worksheet", "'a"], "is no name for a worksheet"),
        (["--worksheet", "history"], "is no name for a worksheet"),
        (["--worksheet", ""], '--worksheet: "" is no name for a worksheet'),
        (["--worksheet", " "], '--worksheet: " " is no name for a worksheet'),
        (["--sheet", "~nouser/x.xlsx"], "~nouser/x.xlsx: there is no such user on this computer"),
        (["--feed", "~nouser/x.ics"], "~nouser/x.ics: there is no such user on this computer"),
        (["--new", "--credentials", "~nouser/x"], "~nouser/x: there is no such user on this computer"),
        (["--credentials", "~nouser/x"], "~nouser/x: there is no such user on this computer"),
        (["--sheet", "a" * 300 + ".xlsx"], "cannot be made here: File name too long"),
        (["--sheet", "a" * 300 + ".csv"], "there is no file aaa"),
        (["--config", "a" * 300], "cannot be written: File name too long"),
        (["--config", "a" * 300 + "/my.toml"], "is no folder; --config takes a path in one that exists"),
        (["--name", "J\udcfcrgen"], "--name: 'J\\udcfcrgen' is not UTF-8 text"),
        (["--column", "company=\udcfc"], "--column: 'company=\\udcfc' is not UTF-8 text"),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_made(arguments: list[str], told: str) -> None:
    before = set(Path.cwd().iterdir())
    assert told in fails(*arguments)
    assert {path for path in Path.cwd().iterdir() if path.name != ".home"} == before


@pytest.mark.parametrize("text", ["company", "=Employer", "company="])
def test_a_column_flag_names_a_field_and_a_heading(text: str) -> None:
    said = followups("init", "--column", text)
    assert said.code == 2
    assert 'write it like company="Employer"' in said.err


def test_a_workbook_is_adopted_as_it_is() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Mine").append(["Company", "Interview date"])
    book.save("mine.xlsx")
    before = Path("mine.xlsx").read_bytes()
    assert followups("init", "--sheet", "mine.xlsx").code == 0
    assert Path("mine.xlsx").read_bytes() == before
    assert followups("sync").code == 0


@pytest.mark.parametrize("sheet", ["Company;Shoe size\n", "Company;---\n", "Company;company\n"])
def test_where_no_heading_is_left_to_choose_it_says_so(sheet: str) -> None:
    SHEET.write_text(sheet + "Acme;9\n")
    flags = Flags(sheet=str(SHEET), columns={} if "Shoe" not in sheet else {"role": "Shoe size"})
    with pytest.raises(ConfigError, match='no heading left for "Interview date"'):
        asked(flags, "n", *["1"] * 5)


def test_a_new_workbook_has_the_headings_that_were_asked_for() -> None:
    said = followups("init", "--column", "company=Firma", "--column", "status=Stand")
    assert (said.code, said.err) == (0, "")
    headings = [cell.value for cell in openpyxl.load_workbook("interviews.xlsx")["Interviews"][1]]
    assert headings[0] == "Firma"
    assert "Company" not in headings
    assert "Stand" in headings
    assert written().columns == {"company": "Firma", "status": "Stand"}
    assert followups("sync").code == 0


def test_a_new_workbook_takes_no_heading_twice() -> None:
    assert '"Role" would head two columns' in fails("--column", "company=Role")
    assert not Path("interviews.xlsx").exists()


@pytest.mark.parametrize("heading", ["Runde \x01", "Welche Runde des Verfahrens es ist, in Worten"])
def test_a_dropdown_may_be_under_any_heading(heading: str) -> None:
    assert followups("init", "--column", f"round={heading}").code == 0
    sheet = openpyxl.load_workbook("interviews.xlsx")["Interviews"]
    assert all(len(rule.errorTitle) <= 32 for rule in sheet.data_validations.dataValidation)


# --- the settings


def test_settings_that_are_there_are_replaced_only_by_force_and_kept_beside() -> None:
    TOML.write_text('sheet = "old.csv"\n')
    said = followups("init")
    assert said.code == 2
    assert "--force" in said.err
    assert written().sheet == "old.csv"
    assert not Path("interviews.xlsx").exists()
    assert followups("init", "--force").code == 0
    assert written().sheet == "interviews.xlsx"
    assert Path("followups.toml.bak").read_text() == 'sheet = "old.csv"\n'


def test_settings_that_cannot_be_written_are_told() -> None:
    TOML.mkdir()
    said = followups("init", "--force")
    assert said.code == 2
    assert "followups.toml cannot be written: Is a directory" in said.err


@pytest.mark.parametrize("place", ["a folder", "a link to nowhere", "a read-only folder", "a backup"])
def test_settings_that_cannot_be_written_are_told_before_anything_is_made(
    google: Google, folder: Path, place: str
) -> None:
    signs_in(google)
    target = Path("settings/my.toml")
    target.parent.mkdir()
    match place:
        case "a folder":
            target.mkdir()
        case "a link to nowhere":
            target.symlink_to(folder / "nowhere" / "my.toml")
        case "a read-only folder":
            target.parent.chmod(0o555)
        case _:
            target.write_text("")
            target.with_name("my.toml.bak").mkdir()
    for sheet in (["--new"], ["--sheet", "mine.xlsx"]):
        said = followups("init", "--config", str(target), "--force", *sheet)
        assert (said.code, said.out) == (2, "")
        assert "cannot be written: " in said.err
    assert google.log == []
    assert not Path("mine.xlsx").exists()


def test_a_link_to_a_file_that_is_not_there_yet_is_followed(folder: Path) -> None:
    Path("dotfiles").mkdir()
    TOML.symlink_to(folder / "dotfiles" / "my.toml")
    assert followups("init").code == 0
    assert TOML.is_symlink()
    assert Path("dotfiles/my.toml").is_file()


def test_every_flag_goes_into_the_settings() -> None:
    flags = {
        "--sheet": "mine.xlsx",
        "--worksheet": "Mine",
        "--timezone": "Europe/Berlin",
        "--country": "DE",
        "--name": 'Ann "Annie" O\'Hara \\ Co',
        "--email": "ann@example.org",
        "--phone": "+44 20 7946 0000",
        "--feed": "out/me.ics",
    }
    assert followups("init", *(part for flag in flags.items() for part in flag)).code == 0
    found = written()
    me = found.me
    assert flags == {
        "--sheet": found.sheet,
        "--worksheet": found.worksheet,
        "--timezone": found.timezone,
        "--country": found.country,
        "--name": me.name,
        "--email": me.email,
        "--phone": me.phone,
        "--feed": found.feed.path,
    }


def test_what_nobody_said_is_shown_but_not_in_force() -> None:
    text = render(Answers("interviews.xlsx"))
    assert tomllib.loads(text) == {"sheet": "interviews.xlsx"}
    for setting in ("timezone", "country", "day_first", "[me]", "[columns]", "[rules.check_in]", "[feed]"):
        assert f"\n# {setting}" in text


@pytest.mark.parametrize(
    ("country", "day_first"),
    [
        ("GB", True),
        ("DE", True),
        ("US", False),
        ("FI", True),
        ("HU", None),  # the year comes first
        ("CA", None),
        ("BI", None),  # French and Kirundi differ
    ],
)
def test_the_order_of_dates_is_written_out_for_a_file_where_the_country_tells(
    country: str, *, day_first: bool | None
) -> None:
    assert followups("init", "--sheet", "interviews.xlsx", "--country", country, "--yes").code == 0
    assert written().day_first is day_first


def test_without_a_country_the_order_of_dates_is_left_open() -> None:
    assert followups("init", "--sheet", "interviews.xlsx", "--yes").code == 0
    assert written().day_first is None


def test_the_examples_in_the_settings_would_be_accepted_too(folder: Path) -> None:
    text = render(Answers("interviews.xlsx"))
    uncommented = [
        line.removeprefix("# ") for line in text.splitlines() if line.startswith("# [") or " = " in line
    ]
    (folder / TOML).write_text("\n".join(uncommented))
    assert written().columns == {"company": "Employer"}
    assert written().feed.detail == "private"


@pytest.mark.parametrize(
    "name", ["tab\there", "new\nline", "nul\x00", "\x7f", "]\n[feed]", "\N{SNOWMAN}", "\\u0041"]
)
def test_no_answer_can_break_the_file(folder: Path, name: str) -> None:
    (folder / TOML).write_bytes(
        render(Answers("a.xlsx", name=name, columns={"company": name + "x"})).encode()
    )
    assert tomllib.loads((folder / TOML).read_text("utf-8")) == {
        "sheet": "a.xlsx",
        "me": {"name": name},
        "columns": {"company": name + "x"},
    }


def test_every_flag_has_its_place_in_the_flags_of_init() -> None:
    said = followups("init", "--help")
    assert said.code == 0
    for field in fields(Flags):
        flag = {"columns": "column", "open_browser": "no-browser"}.get(field.name, field.name)
        assert f"--{flag.replace('_', '-')}" in said.out or field.name == "port"


# --- asking


def test_enter_is_enough_everywhere() -> None:
    seen = asked(Flags(), "", "", "", "", "")
    assert "Where do your interviews live?" in seen
    found = written()
    assert (found.sheet, found.timezone, found.me.name) == ("interviews.xlsx", "Europe/London", "")
    assert (found.country, found.day_first) == ("GB", True)  # as its time zone says


def test_what_a_flag_answers_is_not_asked() -> None:
    seen = asked(Flags(sheet="mine.xlsx", name="Ann", timezone="Europe/Paris", country="FR"))
    assert "Where" not in seen
    assert "Your" not in seen
    assert written().me.name == "Ann"


def test_a_time_zone_that_is_none_is_asked_again() -> None:
    seen = asked(Flags(sheet="mine.xlsx"), "Ann", "Mars", "Europe/Paris", "")
    assert '"Mars" is not a time zone' in seen
    assert written().timezone == "Europe/Paris"


def test_of_a_file_the_country_is_asked_for_its_holidays_and_its_order_of_dates() -> None:
    seen = asked(Flags(sheet="mine.xlsx", name="Ann", timezone="America/New_York"), "Ruritania", "us")
    assert "Your country, for its public holidays (two letters) (US)" in seen
    assert '"RURITANIA" is no country with known holidays' in seen
    assert (written().country, written().day_first) == ("US", False)


def test_a_time_zone_of_no_country_offers_none() -> None:
    seen = asked(Flags(sheet="mine.xlsx", name="Ann", timezone="UTC"), "")
    assert "Your country, for its public holidays (two letters):" in seen
    assert (written().country, written().day_first) == (None, None)


def test_required_headings_that_are_not_known_are_chosen_from_those_there() -> None:
    SHEET.write_text(UNKNOWN)
    seen = asked(Flags(), "3", str(SHEET), "1", "n", "1", "Ann", "", "")
    assert "Which column names the company?" in seen
    assert written().columns == {"company": "Zork", "interview_date": "Blorb"}
    assert followups("sync").code == 0


def test_who_leaves_at_the_first_question_leaves_nothing_behind_either() -> None:
    with pytest.raises(KeyboardInterrupt):
        asked(Flags())
    assert not TOML.exists()


def test_who_leaves_in_the_middle_leaves_nothing_behind() -> None:
    with pytest.raises(KeyboardInterrupt):
        asked(Flags(), "3", "mine.xlsx", "Ann")
    assert not TOML.exists()
    assert not Path("mine.xlsx").exists()


def test_on_a_terminal_it_asks(folder: Path) -> None:
    code, heard = on_a_terminal("3", "", "", "Ann", "Europe/Paris", "")
    assert code == 0, heard
    assert "Where do your interviews live?" in heard
    assert "Which calendar does your phone show?" in heard
    assert "Your time zone (UTC)" in heard
    assert (written().sheet, written().timezone, written().me.name) == (
        "interviews.xlsx",
        "Europe/Paris",
        "Ann",
    )
    assert (folder / "interviews.xlsx").exists()


def test_on_a_terminal_yes_asks_nothing() -> None:
    code, heard = on_a_terminal(arguments=["--yes"])
    assert code == 0
    assert "?" not in heard
    assert written().sheet == "interviews.xlsx"


def on_a_terminal(*lines: str, arguments: tuple[str, ...] | list[str] = ()) -> tuple[int, str]:
    """Run it on a terminal of its own, and type a line whenever it has stopped at a question."""
    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "sync", "init", *arguments]
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "100"}
    heard, waiting = b"", list(lines)
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        while select.select([ours], [], [], 60)[0]:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # so Linux says that the other end is closed
                break
            heard += chunk
            if waiting and heard.endswith(b": "):
                os.write(ours, waiting.pop(0).encode() + b"\n")
    os.close(ours)
    return running.returncode, heard.decode().replace("\r\n", "\n")


# --- Google


def test_with_credentials_it_makes_a_google_sheet_in_one_batch(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: ("en_GB", "UTF-8"))
    signs_in(google)
    said = followups("init", "--timezone", "Europe/London", "--new", "My interviews")
    assert (said.code, said.err) == (0, "")
    spreadsheet_id = only_spreadsheet(google)
    link = f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"
    assert f"Made {link}" in said.out
    assert written().sheet == link
    properties = google.state.spreadsheet(spreadsheet_id).properties
    assert (properties["title"], properties["locale"], properties["timeZone"]) == (
        "My interviews",
        "en_GB",
        "Europe/London",
    )
    assert [request.method.rpartition(".")[2] for request in google.log] == ["create", "get", "batchUpdate"]
    [headings, example] = google.values(spreadsheet_id, "Interviews!A1:AZ2")
    assert headings[:2] == ["Company", "Interview date"]
    assert example[0] == "Example Ltd (delete this row)"


def test_a_new_google_sheet_is_synced_at_once_and_the_stand_ins_address_is_not_kept(google: Google) -> None:
    signs_in(google)
    assert followups("init").code == 0
    assert google.root not in TOML.read_text()
    assert written().google.credentials == "credentials.json"
    first, second = followups("sync", "--json"), followups("sync", "--json")
    assert (first.code, second.code) == (0, 0)
    assert json.loads(first.out)["sheet"]["cells_written"] > 0
    assert json.loads(second.out)["sheet"]["cells_written"] == 0
    headings = google.values(only_spreadsheet(google), "Interviews!1:1")[0]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("arguments", [[], ["--new"], ["--new", "--auth", "service-account"]])
def test_a_service_account_is_told_to_share_a_sheet(google: Google, arguments: list[str]) -> None:
    account = service_account(google)
    save(Path("credentials.json"), account)
    line = fails(*arguments)
    assert f"share it with {account['client_email']} as Editor" in line
    assert "followups init --sheet LINK" in line
    assert google.state.files == {}


def test_a_service_account_lays_out_an_empty_sheet_that_was_shared_with_it(google: Google) -> None:
    save(Path("keys/bot.json"), service_account(google))
    spreadsheet_id = google.state.create("Interviews").id
    link = f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit#gid=0"
    said = followups("init", "--sheet", link, "--credentials", "keys/bot.json", "--auth", "service-account")
    assert (said.code, said.err) == (0, "")
    assert "Laid out the worksheet Sheet1" in said.out
    assert google.values(spreadsheet_id, "Sheet1!A1:B1") == [["Company", "Interview date"]]
    assert (written().google.credentials, written().google.auth) == ("keys/bot.json", "service-account")
    assert written().sheet == link


def test_a_google_sheet_with_rows_is_adopted_with_one_request_and_not_touched(google: Google) -> None:
    signs_in(google)
    spreadsheet_id = google.state.create("Mine").id
    google.type(spreadsheet_id, "Sheet1!A1", [["Employer", "Interview date"], ["Acme", "2026-11-18"]])
    before = google.state.files[spreadsheet_id].modified
    link = f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"
    said = followups("init", "--sheet", link, "--column", "company=Employer")
    assert (said.code, said.err) == (0, "")
    assert len(google.log) == 1
    assert google.state.files[spreadsheet_id].modified == before
    assert written().columns == {"company": "Employer"}


def test_the_sheets_own_time_zone_is_the_one_offered(google: Google) -> None:
    signs_in(google)
    spreadsheet = google.state.create("Mine")
    spreadsheet.properties["timeZone"] = "Asia/Tokyo"
    google.type(spreadsheet.id, "Sheet1!A1", [["Company", "Interview date"], ["Acme", "2026-11-18"]])
    seen = asked(
        Flags(), "2", f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit", "n", "Ann", ""
    )
    assert "Your time zone (Asia/Tokyo)" in seen
    assert written().timezone == "Asia/Tokyo"


def test_a_time_zone_of_the_sheet_that_is_not_known_is_not_offered(google: Google) -> None:
    signs_in(google)
    spreadsheet = google.state.create("Mine")
    spreadsheet.properties["timeZone"] = "GMT-07:00"
    google.type(spreadsheet.id, "Sheet1!A1", [["Company", "Interview date"], ["Acme", "2026-11-18"]])
    seen = asked(
        Flags(), "2", f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit", "n", "Ann", ""
    )
    assert "Your time zone (Europe/London)" in seen
    assert written().timezone == "Europe/London"


def test_a_new_google_sheet_has_the_worksheet_and_the_headings_that_were_asked_for(google: Google) -> None:
    signs_in(google)
    said = followups("init", "--new", "--worksheet", "Rounds", "--column", "company=Firma")
    assert (said.code, said.err) == (0, "")
    spreadsheet_id = only_spreadsheet(google)
    assert google.values(spreadsheet_id, "Rounds!A1:B1") == [["Firma", "Interview date"]]
    assert (written().worksheet, written().columns) == ("Rounds", {"company": "Firma"})
    assert followups("sync").code == 0


def test_a_new_google_sheet_takes_no_heading_twice(google: Google) -> None:
    signs_in(google)
    assert '"Role" would head two columns' in fails("--new", "--column", "company=Role")
    assert google.log == []


def test_an_empty_google_sheet_is_laid_out_with_the_headings_that_were_asked_for(google: Google) -> None:
    signs_in(google)
    spreadsheet_id = google.state.create("Interviews").id
    link = f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"
    assert followups("init", "--sheet", link, "--column", "company=Firma").code == 0
    assert google.values(spreadsheet_id, "Sheet1!A1:B1") == [["Firma", "Interview date"]]
    assert followups("sync").code == 0


def test_formulas_that_show_nothing_are_kept_beside_the_new_columns(google: Google) -> None:
    signs_in(google)
    spreadsheet_id = google.state.create("Mine").id
    google.type(spreadsheet_id, "Sheet1!A1", [['=""', '=""'], ['=""', '=""']])
    link = f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"
    assert followups("init", "--sheet", link).code == 0
    assert google.values(spreadsheet_id, "Sheet1!A1:B1") == [["Company", "Interview date"]]
    assert str(google.state.spreadsheet(spreadsheet_id).sheets).count('=""') == 4
    assert followups("sync").code == 0


def test_an_answer_of_the_user_makes_the_new_google_sheet_theirs(google: Google) -> None:
    signs_in(google)
    asked(Flags(), "", "Ann", "Europe/Paris")
    properties = google.state.spreadsheet(only_spreadsheet(google)).properties
    assert properties["timeZone"] == "Europe/Paris"
    assert written().timezone == "Europe/Paris"


def test_a_link_that_is_none_is_refused_before_google_is_asked(google: Google) -> None:
    signs_in(google)
    assert "is not the link of a Google Sheet" in fails("--sheet", "https://example.com/x")
    assert google.log == []


def test_credentials_that_are_not_there_are_named(google: Google) -> None:
    assert "credentials.json: there is no such file" in fails("--new")
    assert google.log == []


class Screen(io.StringIO):
    """A screen whose reader opens, in a browser, the link that appears on it."""

    def write(self, text: str, /) -> int:
        for link in re.findall(r"http://127\S+", text):
            threading.Thread(target=visit, args=(link,), daemon=True).start()
        return super().write(text)


def test_somebody_who_is_there_signs_in_on_the_way(google: Google) -> None:
    save(Path("credentials.json"), client(google))
    console = Console(file=Screen(), width=100)
    flags = Flags(new="Mine", name="Ann", timezone="Europe/Paris", calendar="none", open_browser=False)
    Init(flags, Path.cwd(), os.environ, "UTC", TODAY, console, Questions(console)).run()
    assert google.state.spreadsheet(only_spreadsheet(google)).properties["title"] == "Mine"
    assert followups("sync").code == 0


def test_not_signed_in_without_a_terminal_is_77(google: Google) -> None:
    save(Path("credentials.json"), client(google))
    said = followups("init")
    assert said.code == 77
    assert "followups auth" in said.err
    assert not TOML.exists()


@pytest.mark.parametrize(
    ("language", "spelled"),
    [("en_GB", "en_GB"), ("fil_PH", "fil_PH"), ("C", "en_US"), (None, "en_US"), ("de", "en_US")],
)
def test_a_new_google_sheet_has_the_machines_locale(
    monkeypatch: pytest.MonkeyPatch, language: str | None, spelled: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (language, "UTF-8"))
    assert init._locale() == spelled  # noqa: SLF001 the rest of it needs a machine with that locale


def test_the_row_that_shows_how_has_dates_from_today_on(google: Google) -> None:
    signs_in(google)
    assert followups("init").code == 0
    [[shown]] = google.values(only_spreadsheet(google), "Interviews!B2", "UNFORMATTED_VALUE")
    assert isinstance(shown, int | float)
    assert 0 <= shown - (datetime.now(UTC).date() - datetime(1899, 12, 30, tzinfo=UTC).date()).days <= 2


def test_not_called_by_make_it_gives_cron_the_path_of_the_program() -> None:
    said = followups("init", "--sheet", "mine.xlsx", "--yes", "--config", "my own.toml")
    program = Path(sys.executable).with_name("followups")
    settings = f"'{Path('my own.toml').absolute()}'"
    assert f"Run `followups sync --config {settings}`" in said.out
    assert f"&& {program} sync -q --config {settings}\n" in said.out
