"""The templates: the built-in ones, and the user's own in their place."""

from pathlib import Path

import pytest

from sync.drafts import load
from sync.errors import ConfigError

NAMES = ["thank-you", "references", "check-in", "ask", "reply", "offer-call", "feedback"]


def test_there_is_a_built_in_template_for_each_kind() -> None:
    built_in = load(None)
    assert list(built_in) == NAMES
    assert {name for name, text in built_in.items() if "{{ me }}" not in text} == {"ask"}  # is said, not sent


def test_a_file_of_that_name_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "check-in.txt").write_bytes("Sehr geehrte Frau M\xfcller,\r\n".encode())
    (tmp_path / "README.md").write_text("not a template")
    assert load(tmp_path) == {**load(None), "check-in": "Sehr geehrte Frau M\xfcller,\n"}


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert load(tmp_path) == load(None)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "mine")
    assert str(caught.value) == (
        f"drafts: there is no folder {tmp_path / 'mine'}, which followups.toml names; "
        "make it, or drop [drafts] folder"
    )


def test_a_file_that_replaces_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "thanks.txt").touch()
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert str(caught.value) == (
        "drafts: thanks.txt replaces no draft; they are called thank-you.txt, references.txt, check-in.txt, "
        "ask.txt, reply.txt, offer-call.txt, feedback.txt"
    )


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "check-in.txt").write_bytes(b"M\xfcller")
    with pytest.raises(ConfigError, match=r"^drafts: check-in\.txt cannot be read as UTF-8 text$"):
        load(tmp_path)


def test_a_folder_named_like_a_template_is_told(tmp_path: Path) -> None:
    (tmp_path / "check-in.txt").mkdir()
    with pytest.raises(ConfigError, match=r"^drafts: check-in\.txt cannot be read as UTF-8 text$"):
        load(tmp_path)
