"""A thing is said once a day where nobody sits at a terminal, so that cron mails it once."""

from datetime import date
from pathlib import Path

import pytest

from sync.quiet import Told
from sync.state import StateFile
from tests.helpers import SHEET, SILENCE, edit, followups, lay_out, sync

LATER_THAT_DAY, NEXT_DAY = "2026-11-18T22:00+00:00", "2026-11-19T06:00+00:00"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out()


def told(day: int = 18) -> Told:
    return Told(StateFile("a configuration"), date(2026, 11, day))


def test_a_failure_is_news_once_a_day_until_a_good_run() -> None:
    assert told().failure("no sheet")
    assert not told().failure("no sheet")
    assert told().failure("another failure")
    assert told(19).failure("no sheet")
    told(19).good()
    assert told(19).failure("no sheet")


def test_a_failure_of_one_configuration_is_news_in_another() -> None:
    assert told().failure("no sheet")
    assert Told(StateFile("another configuration"), date(2026, 11, 18)).failure("no sheet")


def test_a_problem_is_news_once_a_day_and_when_it_comes_back() -> None:
    assert told().problems(["row 2", "row 3"]) == ["row 2", "row 3"]
    assert told().problems(["row 2", "row 3", "row 4"]) == ["row 4"]
    assert told().problems(["row 2"]) == []
    assert told().problems(["row 2", "row 3"]) == ["row 3"]
    assert told(19).problems(["row 2", "row 3"]) == ["row 2", "row 3"]


def test_failures_and_problems_are_forgotten_apart() -> None:
    told().failure("no sheet")
    assert told().problems(["row 2"]) == ["row 2"]
    assert not told().failure("no sheet")
    told().good()
    assert told().problems(["row 2"]) == []


def test_a_failing_sync_is_told_once_and_again_the_next_day() -> None:
    SHEET.unlink()
    first = sync("-q")
    assert first.code == 65
    assert first.err.startswith("followups: ")
    assert first.err.count("\n") == 1
    assert sync("-q", now=LATER_THAT_DAY) == SILENCE
    assert sync("-q", now=NEXT_DAY) == first
    assert sync("-q", now=NEXT_DAY) == SILENCE


def test_a_failure_is_told_again_after_a_good_run() -> None:
    SHEET.unlink()
    first = sync("-q")
    lay_out()
    assert sync("-q") == SILENCE
    SHEET.unlink()
    assert sync("-q") == first


def test_a_failure_is_told_again_after_a_run_with_nothing_to_do() -> None:
    sync("-q")
    SHEET.rename("away.csv")
    first = sync("-q")
    Path("away.csv").rename(SHEET)
    assert sync("-q") == SILENCE
    SHEET.unlink()
    assert sync("-q") == first


@pytest.mark.parametrize("flag", ["--json", "-v"])
def test_a_failure_is_never_muted_for_a_program_or_a_person_who_asks(flag: str) -> None:
    SHEET.unlink()
    sync("-q")
    for _ in range(2):
        said = sync(flag)
        assert said.code == 65
        assert "followups: " in said.err


@pytest.mark.parametrize("command", [("plan",), ("agenda",), ("sync", "--dry-run")])
def test_only_a_sync_is_muted(command: tuple[str, ...]) -> None:
    SHEET.unlink()
    sync("-q")
    for _ in range(2):
        assert followups(*command).code == 65


def test_settings_that_are_wrong_are_told_once_too() -> None:
    lay_out(settings='shet = "interviews.csv"\n')
    assert sync("-q").code == 2
    assert sync("-q") == SILENCE


def test_a_problem_in_a_row_is_told_on_stderr_once_and_the_run_is_good() -> None:
    edit("2026-11-18 10:00", "13/45/2026")
    first = sync("-q")
    assert first.code == 0
    assert first.out == ""
    assert first.err.startswith('followups: Row 2, Interview date: "13/45/2026" is not a date')
    assert sync("-q", now=LATER_THAT_DAY) == SILENCE
    assert sync("-q", now=NEXT_DAY) == first
    edit("2026-11-18 11:00", "soon")
    second = sync("-q", now=NEXT_DAY)
    assert second.err.startswith('followups: Row 3, Interview date: "soon" is not a date')
    assert second.err.count("\n") == 1


def test_a_workbook_open_elsewhere_is_told_once_while_it_stays_open() -> None:
    lock = Path(".~lock.interviews.csv#")
    lock.touch()
    first = sync("-q")
    assert (first.code, first.out) == (75, "")
    assert "interviews.csv is open" in first.err
    assert sync("-q", now=LATER_THAT_DAY) == SILENCE
    assert sync("-q", now=NEXT_DAY) == first
    lock.unlink()
    assert sync("-q", now=NEXT_DAY) == SILENCE
    lock.touch()
    edit("Team lead", "Tea lady")
    assert sync("-q", now=NEXT_DAY).code == 0
    edit("Peter Gibb", "Peter Gibbons")
    assert sync("-q", now=NEXT_DAY) == first


def test_the_state_that_is_kept_may_be_lost_or_damaged(tmp_path: Path) -> None:
    SHEET.unlink()
    first = sync("-q")
    for file in tmp_path.rglob("*.json"):
        file.write_text('{"failures": 3}')
    assert sync("-q") == first
    assert sync("-q") == SILENCE


def test_a_state_folder_that_cannot_be_made_mutes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "a file"))
    for _ in range(2):
        said = sync("-q")
        assert said.code == 2
        assert "XDG_STATE_HOME" in said.err
