"""`followups draft COMPANY`: the drafts of what is open, and which company is meant."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.helpers import SETTINGS_FILE, Said, files_below, followups, lay_out

NOW = "2026-11-19T09:00+00:00"
SETTINGS = f'{SETTINGS_FILE}[me]\nname = "Pauline Hayes"\nphone = "+44 20 7946 0000"\n'
SHEET = """\
Company;Role;Interview date;Interviewers;Thank-you sent;Outcome
Acme;Engineer;2026-11-18 10:00;Jane Doe;;
Acme Labs;Cook;2026-11-18 10:00;Sam Poe;yes;
Caf\xe9 Ole;Waiter;2026-11-18 11:00;Maria Silva;;
Globex;Analyst;2026-11-18 12:00;Peter Gibb;;withdrawn
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out(SHEET, SETTINGS)
    return tmp_path


def draft(company: str) -> Said:
    return followups("draft", company, "--now", NOW)


def titles(said: Said) -> list[str]:
    """Give the lines that are underlined."""
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    return [line for line, below in pairwise(lines) if line and below == "-" * len(line)]


def test_each_draft_stands_below_its_title_and_when_it_is_due_ready_to_be_copied() -> None:
    assert draft("Acme").out == (
        "Thank Jane Doe (Acme), due Wed 18 Nov 2026 18:00\n"
        "------------------------------------------------\n"
        "\n"
        "Subject: Thank you for meeting me\n"
        "\n"
        "Dear Jane Doe,\n"
        "\n"
        "Thank you for your time on Wed 18 Nov and for a good conversation about the Engineer role.\n"
        "\n"
        "I believe that my experience fits what you are looking for, and I am very interested in joining "
        "Acme.\n"
        "\n"
        "I look forward to hearing from you.\n"
        "\n"
        "Kind regards,\n"
        "Pauline Hayes\n"
        "+44 20 7946 0000\n"
        "\n"
        "\n"
        "Check in with Acme, due Wed 25 Nov 2026 10:00\n"
        "---------------------------------------------\n"
        "\n"
        "Subject: Following up on our meeting\n"
        "\n"
        "Dear Jane Doe,\n"
        "\n"
        "Thank you again for your time on Wed 18 Nov. I would like to ask whether there is any news about "
        "the Engineer role, and what stage the process has reached.\n"
        "\n"
        "I remain very interested in joining Acme. Is there anything else that you need from me?\n"
        "\n"
        "Kind regards,\n"
        "Pauline Hayes\n"
        "+44 20 7946 0000\n"
        "\n"
        "If you call instead and nobody answers:\n"
        "\n"
        "Hello Jane Doe, this is Pauline Hayes, following up on our meeting on Wed 18 Nov about the Engineer "
        "role. I am still very interested, and I look forward to hearing from you. I can be reached all day "
        "on +44 20 7946 0000. Thank you.\n"
    )


def test_what_is_done_has_no_draft_any_more() -> None:
    assert titles(draft("Acme Labs")) == ["Check in with Acme Labs, due Wed 25 Nov 2026 10:00"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("acme", "Acme"),  # the whole of one name, though another one has it too
        (" ACME  labs ", "Acme Labs"),
        ("labs", "Acme Labs"),
        ("cafe ole", "Caf\xe9 Ole"),
        ("CAF\xc9", "Caf\xe9 Ole"),
    ],
)
def test_case_accents_and_the_rest_of_the_name_do_not_count(asked: str, meant: str) -> None:
    assert titles(draft(asked))[-1] == f"Check in with {meant}, due Wed 25 Nov 2026 10:00"


def test_nothing_open_is_said() -> None:
    assert draft("globex") == Said(0, "Nothing is open for Globex.\n", "")


def test_several_rows_of_a_company_are_one() -> None:
    lay_out("Company;Role;Interview date\nAcme;Cook;2026-11-18\nACME ;Waiter;2026-11-18\n", SETTINGS)
    assert len(titles(draft("acme"))) == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("acm", '"acm" may be Acme or Acme Labs; give more of the name'),
        ("e", '"e" may be Acme, Acme Labs, Caf\xe9 Ole or Globex; give more of the name'),
        ("Globecs", 'interviews.csv has no company "Globecs"; did you mean Globex, Acme Labs or Acme?'),
    ],
)
def test_a_name_that_fits_several_or_none_is_2(asked: str, said: str) -> None:
    assert draft(asked) == Said(2, "", f"followups: {said}\n")


def test_a_name_of_several_words_needs_no_quotes() -> None:
    assert followups("draft", "Acme", "Labs", "--now", NOW) == draft("Acme Labs")


def test_of_many_companies_only_some_are_listed() -> None:
    lay_out("Company;Interview date\n" + "".join(f"Acme {number};\n" for number in range(30)))
    names = ", ".join(f"Acme {number}" for number in range(10))
    assert draft("acme").err == f'followups: "acme" may be {names} or 20 more; give more of the name\n'


def test_a_sheet_without_any_company_says_so() -> None:
    lay_out("Company;Interview date\n;\n")
    assert draft("acme") == Said(2, "", "followups: interviews.csv names no company yet\n")


def test_it_changes_nothing(folder: Path) -> None:
    before = dict(files_below(folder))
    draft("Acme")
    assert dict(files_below(folder)) == before
