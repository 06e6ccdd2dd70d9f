"""The templates of the messages: the built-in ones beside this file, and the user's own in their place."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from sync.core.model import Kind
from sync.errors import ConfigError


def load(folder: Path | None) -> Mapping[str, str]:
    """Read the templates, by the name of the kind of follow-up; those in `folder` replace built-in ones.

    Raises ConfigError for a folder that is not there, and for a file in it that no draft is called by.
    """
    built_in = resources.files(__name__)
    found = {kind.value: (built_in / f"{kind}.txt").read_text("utf-8") for kind in Kind}
    if folder is None:
        return found
    if not folder.is_dir():
        raise ConfigError(
            f"drafts: there is no folder {folder}, which followups.toml names; "
            "make it, or drop [drafts] folder"
        )
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in found:
            known = ", ".join(f"{name}.txt" for name in found)
            raise ConfigError(f"drafts: {path.name} replaces no draft; they are called {known}")
        try:
            found[path.stem] = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise ConfigError(f"drafts: {path.name} cannot be read as UTF-8 text") from None
    return found
