"""Every rule of the protocol that the code names has a line in the README and a test of its name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULE = re.compile(r"\b[A-Z]{2}-\d\b")
RULES = sorted(
    rule
    for path in (ROOT / "sync").rglob("*")
    if path.suffix in {".py", ".txt"}
    for rule in set(RULE.findall(path.read_text("utf-8")))
)
TESTS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
TABLE = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("| ")]


def test_the_code_names_the_rules() -> None:
    assert len(set(RULES)) > 20


@pytest.mark.parametrize("rule", sorted(set(RULES)))
def test_each_rule_has_a_line_in_the_readme_and_a_test_named_after_it(rule: str) -> None:
    assert any(rule in line.split("|")[1] for line in TABLE)
    assert f"def test_{rule.lower().replace('-', '_')}_" in TESTS
