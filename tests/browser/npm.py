"""What the tests need from npm: how they get it, and what they say where they cannot."""

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

NPM = shutil.which("npm")


def fetch(package: str, member: str, folder: Path) -> Path:
    """Put one file of a package (`name@version`) into the folder. Skips the test where npm cannot get it."""
    name = package.partition("@")[0]
    if NPM is None:
        pytest.skip(f"npm is not installed, so there is no {name}")
    command = [NPM, "pack", "--silent", "--prefer-offline", package]
    fetched = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch {name}")
    with tarfile.open(folder / fetched.stdout.split()[-1]) as files:
        source = files.extractfile(f"package/{member}")
        assert source is not None
        path = folder / Path(member).name
        with source:
            path.write_bytes(source.read())
    return path
