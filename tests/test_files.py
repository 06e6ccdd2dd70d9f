"""A file is replaced whole or not at all."""

import os
from pathlib import Path

import pytest

from sync import files


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "followups.ics"


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_data_and_nothing_is_left_beside_it(path: Path) -> None:
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert names_in(path.parent) == ["followups.ics"]


def test_an_existing_file_is_replaced_not_rewritten(path: Path) -> None:
    path.write_bytes(b"the old and longer one")
    with path.open("rb") as reader:
        files.replace(path, b"new")
        assert reader.read() == b"the old and longer one"
    assert path.read_bytes() == b"new"
    assert names_in(path.parent) == ["followups.ics"]


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_new_file_gets_the_mode_asked_for_whatever_the_umask(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.replace(path, b"readable")
        files.replace(path.with_name("token.json"), b"secret", mode=0o600)
    finally:
        os.umask(before)
    assert mode_of(path) == 0o644
    assert mode_of(path.with_name("token.json")) == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_an_existing_file_keeps_its_mode(path: Path, mode: int) -> None:
    path.touch()
    path.chmod(mode)
    files.replace(path, b"new", mode=0o644)
    assert mode_of(path) == mode


@pytest.mark.parametrize("open_to_others", [False, True])
def test_a_secret_is_for_its_owner_only_also_where_it_was_open_to_others(
    path: Path, *, open_to_others: bool
) -> None:
    secret = path.parent / "interview-followups" / "token"
    if open_to_others:
        secret.parent.mkdir(mode=0o755)
        secret.write_bytes(b"old")
        secret.chmod(0o644)
    files.replace_secret(secret, b"new")
    assert secret.read_bytes() == b"new"
    assert (mode_of(secret), mode_of(secret.parent)) == (0o600, 0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_root_leaves_a_file_to_its_owner(path: Path) -> None:
    path.touch()
    os.chown(path, 1234, 5678)
    files.replace(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 5678)


def test_who_cannot_give_a_file_away_replaces_it_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError

    path.touch(0o640)
    monkeypatch.setattr(os, "chown", forbid)
    files.replace(path, b"new")
    assert (path.read_bytes(), mode_of(path)) == (b"new", 0o640)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link_also_to_a_file_that_is_yet_to_be(path: Path, *, there: bool) -> None:
    behind = path.parent / "public" / "feed.ics"
    behind.parent.mkdir()
    if there:
        behind.write_bytes(b"old")
    path.symlink_to(behind)
    files.replace(path, b"new")
    assert path.is_symlink()
    assert behind.read_bytes() == b"new"
    assert names_in(behind.parent) == ["feed.ics"]


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_a_step_that_fails_leaves_the_old_file_and_nothing_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path.write_bytes(b"old")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(path.parent) == ["followups.ics"]


def test_an_interrupt_leaves_the_old_file_and_nothing_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(path.parent) == ["followups.ics"]


def test_a_folder_that_cannot_be_synchronised_is_no_failure(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_any = os.open

    def open_files_only(name: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(name).is_dir():
            raise PermissionError
        return open_any(name, flags, mode)

    monkeypatch.setattr(os, "open", open_files_only)
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.replace(path.parent / "feed" / "followups.ics", b"new")


def test_a_folder_is_not_replaced_by_a_file(path: Path) -> None:
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        files.replace(path, b"new")
    assert names_in(path.parent) == ["followups.ics"]


def test_what_a_killed_run_left_behind_is_cleared_up_and_another_runs_file_is_not(path: Path) -> None:
    old, young, foreign = (
        path.with_name(f".{name}.tmp") for name in (f"{path.name}.x1", f"{path.name}.x2", "y")
    )
    for left in (old, young, foreign):
        left.write_bytes(b"half")
    for left in (old, foreign):
        os.utime(left, (0, 0))
    files.replace(path, b"new")
    assert names_in(path.parent) == sorted(each.name for each in (young, foreign, path))
