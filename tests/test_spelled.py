"""What a text says is to be typed, by how the program was called."""

import re
import sys
from pathlib import Path

import pytest

from sync.spelled import BY_MAKE, TARGETS, as_typed, by_cron
from tests.helpers import followups, lay_out

MAKEFILE = (Path(__file__).parents[1] / "Makefile").read_text()
BESIDE = str(Path(sys.executable).with_name("followups"))


@pytest.fixture
def no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


def called(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(sys, "argv", [program, "sync"])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("run `followups auth` again", "run `make auth` again"),
        ("run `followups auth --no-browser`", "run `make auth ARGS=--no-browser`"),
        ("`followups init --sheet LINK`", "`make init ARGS='--sheet LINK'`"),
        ("`followups sync --config 'my own.toml'`", """`make sync ARGS='--config '"'"'my own.toml'"'"''`"""),
        ("`followups check` tells more", "`.venv/bin/followups check` tells more"),  # `make check` is another
        ("`followups sync` or `followups plan`", "`make sync` or `make plan`"),
        ("no followups.toml; see followups sync", "no followups.toml; see followups sync"),
    ],
)
@pytest.mark.usefixtures("no_path")
def test_called_by_make_it_is_make(monkeypatch: pytest.MonkeyPatch, text: str, typed: str) -> None:
    monkeypatch.setenv(BY_MAKE, "1")
    called(monkeypatch, ".venv/bin/followups")
    assert as_typed(text) == typed


@pytest.mark.parametrize(
    ("program", "typed"),
    [
        (".venv/bin/followups", ".venv/bin/followups agenda"),
        ("/home/me/my tools/followups", "'/home/me/my tools/followups' agenda"),
        ("/home/me/clone/sync/__main__.py", f"{sys.executable} -m sync agenda"),
        ("/usr/bin/pytest", "followups agenda"),
    ],
)
@pytest.mark.usefixtures("no_path")
def test_called_otherwise_it_is_the_program_as_it_was_called(
    monkeypatch: pytest.MonkeyPatch, program: str, typed: str
) -> None:
    called(monkeypatch, program)
    assert as_typed("`followups agenda` lists them") == f"`{typed}` lists them"


def test_where_it_is_on_the_path_its_name_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "followups").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    called(monkeypatch, str(tmp_path / "followups"))
    assert as_typed("`followups agenda`") == "`followups agenda`"


def test_cron_knows_no_path_and_hears_nothing_when_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (by_cron(""), by_cron("--config a")) == (f"{BESIDE} sync -q", f"{BESIDE} sync -q --config a")
    monkeypatch.setenv(BY_MAKE, "1")
    assert (by_cron(""), by_cron("--config a")) == (
        "make -s sync ARGS=-q",
        "make -s sync ARGS='-q --config a'",
    )


def test_the_makefile_says_so_for_each_command_that_it_has() -> None:
    assert set(re.findall(r"^\t@\$\(RUN\) ([a-z]+) \$\(ARGS\)$", MAKEFILE, re.MULTILINE)) == TARGETS
    assert f"RUN := {BY_MAKE}=1 $(BIN)/followups" in MAKEFILE


def test_a_terminal_and_cron_are_told_so_and_json_keeps_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(BY_MAKE, "1")
    assert "run\n`make init`." in followups("sync").out
    lay_out("Person;Day\nJane;2026-11-18\n")
    assert "`make init ARGS=--add-columns`" in followups("sync").err
    assert "`make init ARGS=--add-columns`" in followups("check").out
    assert "`followups init --add-columns`" in followups("check", "--json").out
