"""The command line: what it accepts, what it prints and where, and its exit codes."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from sync import __version__, arguments, state
from sync.run import Run
from tests.helpers import (
    CSV,
    FEED,
    NOW,
    SETTINGS_FILE,
    SHEET,
    SILENCE,
    Said,
    edit,
    files_below,
    followups,
    lay_out,
    published,
    sync,
)

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def one_line(said: Said) -> str:
    """Give the one line of a failure."""
    assert said.out == ""
    assert said.err.startswith("followups: ")
    assert said.err.count("\n") == 1
    return said.err


# Exit codes


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("synch",),
        ("sync", "--now", "soon"),
        ("sync", "--nonsense"),
        ("agenda", "--allow-shrink"),
        ("draft",),
        ("export",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    said = followups(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "usage: followups" in said.err


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sync", "nonsense"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("usage: followups")


def test_all_mistakes_in_the_settings_are_told_at_once() -> None:
    lay_out(settings='shet = "interviews.csv"\ntimezone = "London"\n[feed]\nalarm = "loud"\n')
    said = followups("sync")
    assert said.code == 2
    for mistake in ("sheet: is missing", "shet: is not a setting", "timezone: ", "feed.alarm: "):
        assert mistake in said.err


def test_settings_that_are_named_and_not_there_are_2() -> None:
    said = followups("sync", "--config", "mine.toml")
    assert said.code == 2
    assert "mine.toml" in one_line(said)


def test_settings_may_lie_elsewhere_and_their_paths_are_relative_to_them(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/my.toml").write_text(SETTINGS_FILE)
    (folder / "elsewhere/interviews.csv").write_text(CSV)
    assert sync("--config", "elsewhere/my.toml").code == 0
    assert (folder / "elsewhere" / FEED).exists()


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("", "no header row"),
        ("a;b;c\n1;2;3\n", "no header row"),
        ("Company;Role\nAcme;Engineer\n", 'no column is headed "Interview date"'),
    ],
)
def test_a_sheet_without_headings_is_65(sheet: str, said: str) -> None:
    lay_out(sheet)
    failure = sync("--json")
    assert failure.code == 65
    assert said in one_line(failure)
    assert not FEED.exists()


@pytest.mark.parametrize("name", ["interviews.csv", "interviews.xlsx"])
def test_a_sheet_that_is_not_there_is_65(name: str) -> None:
    Path("followups.toml").write_text(f'sheet = "{name}"\n')
    said = sync()
    assert said.code == 65
    assert name in one_line(said)


def test_a_file_that_is_no_workbook_is_65() -> None:
    Path("followups.toml").write_text('sheet = "interviews.xlsx"\n')
    Path("interviews.xlsx").write_bytes(b"PK nonsense")
    assert one_line(sync("--json"))
    assert sync("--json").code == 65


def test_a_sheet_on_the_web_cannot_be_read_yet() -> None:
    Path("followups.toml").write_text('sheet = "https://docs.google.com/spreadsheets/d/1"\n')
    assert followups("plan").code == 2


def test_another_run_that_is_going_on_is_75(folder: Path) -> None:
    lay_out()
    name = f"{state.hashed(str(folder / FEED))}.lock"
    with filelock.FileLock(state.folder() / name):
        said = sync()
    assert said.code == 75
    assert "still running" in one_line(said)
    assert sync().code == 0


def test_a_bug_is_70_with_its_traceback_in_the_log_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def divide(_: Run) -> None:
        raise ZeroDivisionError("by nothing")

    lay_out()
    monkeypatch.setattr(Run, "sync", divide)
    said = sync()
    assert said.code == 70
    assert "this is a bug (ZeroDivisionError: by nothing)" in one_line(said)
    assert "Traceback" not in said.err
    log = (state.folder() / "followups.log").read_text()
    assert "Traceback (most recent call last)" in log
    assert "ZeroDivisionError: by nothing" in log


def test_ctrl_c_ends_it_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Run) -> None:
        raise KeyboardInterrupt

    lay_out()
    monkeypatch.setattr(Run, "sync", interrupt)
    assert sync() == Said(130, "", "")


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        f"agenda --now {NOW}",
        f"plan --json --now {NOW}",
        f"export --csv --now {NOW}",
        f"draft Acme --now {NOW}",
    ],
)
def test_a_reader_that_goes_away_is_no_failure(command: str) -> None:
    lay_out()
    program = [sys.executable, "-m", "sync", *command.split()]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(program, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


# What is printed without a terminal


def test_a_run_that_wrote_something_prints_its_plain_summary_and_one_that_did_not_prints_nothing() -> None:
    lay_out()
    said = sync(now="2026-11-18T09:00+00:00")
    assert (said.code, said.err) == (0, "")
    before = "AS-1: half an hour before the interview"
    no_date = "CI-2: no decision date; 5 working days after the interview"
    assert said.out.splitlines() == [
        "Due today",
        f"  Wed 18 Nov 09:30  Ask what comes next (Acme)     {before}",
        f"  Wed 18 Nov 10:30  Ask what comes next (Globex)   {before}",
        f"  Wed 18 Nov 11:30  Ask what comes next (Initech)  {before}",
        "  Wed 18 Nov 18:00  Thank Jane Doe (Acme)          TY-2: same evening",
        "  Wed 18 Nov 18:00  Thank Maria Silva (Globex)     TY-2: same evening",
        "  Wed 18 Nov 18:00  Thank Peter Gibb (Initech)     TY-2: same evening",
        "",
        "Next",
        f"  Wed 25 Nov 10:00  Check in with Acme     {no_date}",
        f"  Wed 25 Nov 10:00  Check in with Globex   {no_date}",
        f"  Wed 25 Nov 10:00  Check in with Initech  {no_date}",
        "",
        "27 cells written to interviews.csv; 9 events in feed/followups.ics.",
    ]
    assert sync(now="2026-11-18T09:15+00:00") == SILENCE


def test_what_to_ask_at_an_interview_is_not_listed_once_that_is_over() -> None:
    lay_out()
    assert [line[20:].partition("  ")[0] for line in sync().out.splitlines()[1:4]] == [
        "Thank Jane Doe (Acme)",
        "Thank Maria Silva (Globex)",
        "Thank Peter Gibb (Initech)",
    ]


def test_quiet_says_nothing_when_all_is_well() -> None:
    lay_out()
    assert sync("-q") == SILENCE
    assert published().events


def test_verbose_tells_each_step_on_stderr() -> None:
    lay_out()
    said = sync("-q", "-v")
    assert (said.code, said.out) == (0, "")
    assert "interviews.csv: 3 rows, 9 follow-ups, 0 problems" in said.err


def test_the_log_has_the_whole_story() -> None:
    lay_out()
    sync("-q")
    SHEET.unlink()
    sync("-q")
    log = (state.folder() / "followups.log").read_text()
    assert "INFO sync.run: interviews.csv: 3 rows, 9 follow-ups, 0 problems" in log
    assert "ERROR sync: there is no file interviews.csv" in log


def test_the_agenda_lists_everything_and_the_problems_and_writes_nothing(folder: Path) -> None:
    lay_out(CSV.replace("2026-11-18 12:00", "soon"))
    before = dict(files_below(folder))
    said = followups("agenda", "--now", NOW)
    assert said.code == 0
    assert "Thank Jane Doe (Acme)" in said.out
    assert "Problems\n  Row 4, Interview date" in said.out
    assert dict(files_below(folder)) == before


def test_an_agenda_with_nothing_in_it_says_so() -> None:
    lay_out("Company;Interview date\nAcme;\n")
    assert followups("agenda").out == "Nothing to follow up.\n\n"


def test_a_time_without_an_offset_is_on_the_machines_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out()
    monkeypatch.setattr(arguments, "machine_timezone", lambda: "America/New_York")
    said = json.loads(followups("plan", "--json", "--now", "2026-11-18T21:00").out)
    assert said["now"] == "2026-11-18T21:00:00-05:00"


@pytest.mark.parametrize("zone", ["Nowhere/Land", ":", "/etc/passwd"])
def test_a_machine_whose_time_zone_is_none_is_in_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    lay_out(settings='sheet = "interviews.csv"\n')
    assert json.loads(followups("plan", "--json", "--now", NOW).out)["timezone"] == "UTC"


# The plan


@pytest.mark.parametrize("command", [("plan",), ("sync", "--dry-run")], ids=" ".join)
def test_a_plan_touches_nothing_not_even_to_make_the_example(command: tuple[str, ...], folder: Path) -> None:
    said = followups(*command, "--now", NOW)
    assert said.code == 0
    assert "+ column Next step\n" in said.out
    assert "~ cell   row 2, Next step: (empty) -> Tell Ann Lee to expect a call (Acme)\n" in said.out
    assert "+ event  Wed 18 Nov 18:00  Thank Jane Doe (Acme)\n" in said.out
    assert dict(files_below(folder)) == {}


def test_the_plan_is_what_sync_then_does(folder: Path) -> None:
    lay_out()
    sync()
    edit("Jane Doe;;", "Jane Doe;yes;")
    edit("Peter Gibb;;", "Peter Gibb;;withdrawn")
    before = dict(files_below(folder))
    said = followups("plan", "--now", NOW)
    assert dict(files_below(folder)) == before
    assert "~ cell   row 2, Thank-you status: Due -> Done\n" in said.out
    assert "~ event  Wed 18 Nov 18:00  Thank Jane Doe (Acme)\n" in said.out
    assert "x event  Thank Peter Gibb (Initech)" in said.out.replace("Wed 18 Nov 18:00  ", "")
    assert said.out.endswith("would change.\n")
    dry, wet = (json.loads(followups(*c, "--json", "--now", NOW).out) for c in (("plan",), ("sync",)))
    assert (dry.pop("dry_run"), wet.pop("dry_run")) == (True, False)
    assert dry == wet
    assert followups("plan", "--now", NOW).out == "Nothing would change.\n"


# JSON


def test_json_is_one_object_of_the_shape_that_is_documented() -> None:
    lay_out(
        "Employer;Role;Interview date;Interviewers\n"
        "Acme;Staff Engineer;2026-11-18;Jane Doe\n"
        "Globex;;13/45/2026;\n",
        f'{SETTINGS_FILE}[columns]\ncompany = "Employer"\n',
    )
    said = sync("--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    thank_you, check_in, ask = found.pop("followups")
    [problem] = found.pop("problems")
    assert found == {
        "now": "2026-11-18T21:00:00+00:00",
        "timezone": "Europe/London",
        "dry_run": False,
        "sheet": {
            "source": "interviews.csv",
            "worksheet": "interviews",
            "rows": 2,
            "columns": {
                "company": "Employer",
                "role": "Role",
                "interview_date": "Interview date",
                "interviewers": "Interviewers",
            },
            "cells_written": found["sheet"]["cells_written"],
            "requests": 0,
        },
        "feed": {"path": "feed/followups.ics", "events": 3, "changed": True},
        "published": [{"to": "feed/followups.ics", "changed": True}],
    }
    assert found["sheet"]["cells_written"] > 0
    assert thank_you == {
        "id": thank_you["id"],
        "row": 2,
        "kind": "thank-you",
        "who": "Jane Doe",
        "company": "Acme",
        "role": "Staff Engineer",
        "due": "2026-11-18T18:00:00+00:00",
        "state": "due",
        "why": "TY-2: same evening",
    }
    assert len(thank_you["id"]) == 8
    assert check_in["id"] == ask["id"] == thank_you["id"]
    assert problem.keys() == {"row", "column", "value", "message"}
    assert (problem["row"], problem["column"], problem["value"]) == (3, "Interview date", "13/45/2026")


def test_json_of_a_run_with_nothing_to_do_is_complete_too() -> None:
    lay_out()
    sync()
    again = json.loads(sync("--json").out)
    assert (again["sheet"]["cells_written"], again["feed"]["changed"]) == (0, False)
    assert len(again["followups"]) == 9


def test_json_lists_every_follow_up_in_the_feed_or_not() -> None:
    said = json.loads(followups("agenda", "--json", "--now", NOW).out)
    states = {item["state"] for item in said["followups"]}
    assert states == {"scheduled", "due", "overdue", "done", "skipped", "not-needed", "missed"}


# Help, at once


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("sync", "--help"),
        ("draft", "--help"),
        ("export", "--help"),
    ],
    ids=" ".join,
)
def test_help_and_version_are_printed(arguments: tuple[str, ...]) -> None:
    said = followups(*arguments)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith((f"followups {__version__}", "usage: followups"))


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sync", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "sync.cli" in loaded
    heavy = {"pandas", "numpy", "pydantic", "rich", "icalendar", "jinja2", "openpyxl", "lxml", "rapidfuzz"}
    assert not loaded & (heavy | {"google.auth", "gspread", "requests", "tenacity"})


# On a terminal


def on_a_terminal(*arguments: str) -> tuple[int, str]:
    """Run the command on a terminal of its own; its exit code, and what the terminal got."""
    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "sync", *arguments, "--now", NOW]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60"}
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        heard = b""
        while chunk := _read(ours):
            heard += chunk
    os.close(ours)
    return running.returncode, heard.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # so Linux says that the other end is closed
        return b""


def test_a_terminal_gets_colours_one_line_an_item_and_then_that_nothing_changed() -> None:
    lay_out(CSV.replace("2026-11-18 12:00", "soon"))
    code, heard = on_a_terminal("sync")
    assert code == 0
    assert "\x1b[1;33mDue today\x1b[0m\n" in heard
    [line] = [line for line in heard.splitlines() if "Check in with Acme" in line]
    assert "\N{HORIZONTAL ELLIPSIS}" in line
    assert "Row 4, Interview date" in heard
    assert heard.count("soon") == 1
    assert "cells written to interviews.csv; 6 events in feed/followups.ics." in heard
    code, heard = on_a_terminal("sync")
    assert code == 0
    assert (
        heard == f"Nothing changed: 0 overdue, 2 due today. `{sys.executable} -m sync agenda` lists them.\n"
    )


def test_a_terminal_is_told_every_time_what_fails() -> None:
    lay_out("")
    first, second = on_a_terminal("sync"), on_a_terminal("sync")
    assert first == second
    assert first[0] == 65


def test_the_first_run_says_what_comes_next() -> None:
    said = sync()
    assert "This ran on a made-up example" in said.out
    assert "To move on to a Google Sheet, or to a sheet that you have, run\n`followups init`." in said.out
