"""Specification of several people in one cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.model import Cell, Person
from sync.core.people import person_key, read_people

JANE = Person("Jane Doe")
BOB = Person("Bob Roe")
MAIL, PHONE = "jane@acme.com", "+44 20 7946 0018"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Jane Doe", JANE),
        (f"Jane Doe <{MAIL}> {PHONE}", Person("Jane Doe", MAIL, PHONE)),
        (f"Jane Doe ({MAIL})", Person("Jane Doe", MAIL)),
        (f"Jane Doe ({MAIL}, {PHONE})", Person("Jane Doe", MAIL, PHONE)),
        (f"Jane Doe <mailto:{MAIL}>", Person("Jane Doe", MAIL)),
        (f"Jane Doe \u2013 {MAIL} \u2013 {PHONE}", Person("Jane Doe", MAIL, PHONE)),
        (f"Jane Doe, {MAIL}, {PHONE}", Person("Jane Doe", MAIL, PHONE)),
        (f"Jane Doe\n{MAIL}\n{PHONE}", Person("Jane Doe", MAIL, PHONE)),
        (MAIL, Person(MAIL, MAIL)),
        ("Jane Doe 020 7946 0018", Person("Jane Doe", phone="020 7946 0018")),
        ("Jane Doe (020) 7946-0018", Person("Jane Doe", phone="(020) 7946-0018")),
        ("Jane Doe, tel. +44 (0)20 7946 0018 x12", Person("Jane Doe", phone="+44 (0)20 7946 0018 x12")),
        ("Jane Doe 12", Person("Jane Doe 12")),
        ("Jane Doe 1 2 (3) 4", Person("Jane Doe 1 2 (3) 4")),
        ("Jane Doe, CTO", Person("Jane Doe, CTO")),
        ("Jane Doe, Head of Product", Person("Jane Doe, Head of Product")),
        (f"Jane Doe, CTO <{MAIL}>", Person("Jane Doe, CTO", MAIL)),
        ("Jane Doe (HR and Operations)", Person("Jane Doe (HR and Operations)")),
        ("Jane Doe, talks fast", Person("Jane Doe, talks fast")),
        ("Jane Doe, Room 4", Person("Jane Doe, Room 4")),
        ("Doe, Jane", Person("Doe, Jane")),
        (f'"Doe, Jane" <{MAIL}>', Person("Doe, Jane", MAIL)),
        ("  jos\xe9   \xc1LVAREZ ", Person("jos\xe9 \xc1LVAREZ")),
    ],
)
def test_one_person_keeps_the_name_as_it_is_spelled(text: str, person: Person) -> None:  # TY-4
    assert read_people(text) == (person,)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe; Bob Roe", "Jane Doe\nBob Roe", "Jane Doe\r\n\r\nBob Roe\n", "Jane Doe and Bob Roe",
        "Jane Doe AND Bob Roe", "Jane Doe & Bob Roe", "Jane Doe, Bob Roe", "Jane Doe, Bob Roe;",
        "Jane Doe\uff1bBob Roe", "1. Jane Doe\n2. Bob Roe", "\u2022 Jane Doe\n\u2022 Bob Roe",
        "- Jane Doe\n- Bob Roe", "Jane Doe; TBD; ?; Bob Roe; -", "Jane Doe; ;(); 42; Bob Roe",
    ],
)  # fmt: skip
def test_people_are_separated_by_semicolons_lines_and_the_word_and_or_by_commas_between_names(
    text: str,
) -> None:
    assert read_people(text) == (JANE, BOB)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("jane@acme.com, bob@acme.com", ["jane@acme.com", "bob@acme.com"]),
        ("Jane <jane@acme.com>, Bob <bob@acme.com>", ["Jane", "Bob"]),
        ('"Doe, Jane" <jane@acme.com>, "Roe, Bob" <bob@acme.com>', ["Doe, Jane", "Roe, Bob"]),
        ("Jane Doe (HR), Bob Roe (CTO)", ["Jane Doe (HR)", "Bob Roe (CTO)"]),
        ("Ludwig van Beethoven, Conan O'Brien", ["Ludwig van Beethoven", "Conan O'Brien"]),
        ("Gabriele d'Annunzio, John Doe III", ["Gabriele d'Annunzio", "John Doe III"]),
        ("jane doe, bob roe", ["jane doe", "bob roe"]),
        ("JANE DOE, BOB ROE", ["JANE DOE", "BOB ROE"]),
        ("Jane Doe, CTO; Bob Roe", ["Jane Doe, CTO", "Bob Roe"]),
        ("Jane Doe, Bob Roe and Al Poe", ["Jane Doe", "Bob Roe", "Al Poe"]),
        ("Jane Doe, Bob Roe, and Al Poe", ["Jane Doe", "Bob Roe", "Al Poe"]),
        ("Jane Doe, Bob Roe & Al Poe", ["Jane Doe", "Bob Roe", "Al Poe"]),
        ("Marie Dubois, Paul Leroy et Luc Roux", ["Marie Dubois", "Paul Leroy", "Luc Roux"]),
        ("Jane Doe, Bob Roe and Ann", ["Jane Doe", "Bob Roe", "Ann"]),
        ("Jane Doe and Bob Roe, CTO", ["Jane Doe", "Bob Roe, CTO"]),
        ("Jane Doe / Red Hat", ["Jane Doe / Red Hat"]),
        ("Jane Doe / Red Hat and Bob Roe / Big Blue", ["Jane Doe / Red Hat", "Bob Roe / Big Blue"]),
        ("Jane Doe / Bob Roe <bob@acme.com>", ["Jane Doe", "Bob Roe"]),
        ("Jane Doe / Bob Roe / Ann Lee", ["Jane Doe", "Bob Roe", "Ann Lee"]),
        ("Jane Doe + Bob Roe", ["Jane Doe", "Bob Roe"]),
        ("Jane Doe / HR", ["Jane Doe / HR"]),
        (f"Jane Doe / {MAIL} / {PHONE}", ["Jane Doe"]),
        ("Jane Doe / j.d@acme.com", ["Jane Doe"]),
        ("Doe, Jane, Google", ["Doe, Jane, Google"]),
        ("Jane, Bob and Ann", ["Jane", "Bob", "Ann"]),
        ("Doe, Jane and Roe, Bob", ["Doe, Jane", "Roe, Bob"]),
        ("Doe, Jane; Roe, Bob", ["Doe, Jane", "Roe, Bob"]),
        ("Jane, CTO, Berlin", ["Jane, CTO, Berlin"]),
        (
            "Jane Doe (VP Eng), Bob Roe <bob@acme.com>; panel: Ann Lee, Tim Oh",
            ["Jane Doe (VP Eng)", "Bob Roe", "Ann Lee", "Tim Oh"],
        ),
        ("HR: Jane Doe", ["HR: Jane Doe"]),
        ("Jane Doe, Red Hat; Bob Roe, Big Blue", ["Jane Doe, Red Hat", "Bob Roe, Big Blue"]),
        ("Jane Doe, Red Hat <jane@acme.com>\nBob Roe", ["Jane Doe, Red Hat", "Bob Roe"]),
        ("Jane Doe, Bob Roe, Ann Lee; Tim Oh", ["Jane Doe", "Bob Roe", "Ann Lee", "Tim Oh"]),
        ("Jane Doe, j.d@acme.com; Bob Roe, b.r@acme.com", ["Jane Doe", "Bob Roe"]),
        ("Jean DUPONT, Luc ROUX", ["Jean DUPONT", "Luc ROUX"]),
        ("Jane DOE, Bob ROE and Ann LEE", ["Jane DOE", "Bob ROE", "Ann LEE"]),
        ("Jean DUPONT, Directrice RH", ["Jean DUPONT, Directrice RH"]),
        ("Jean DUPONT <j@x.fr>, Luc ROUX <l@x.fr>", ["Jean DUPONT", "Luc ROUX"]),
        ("Jean DUPONT <j@x.fr>, Luc Le ROUX <l@x.fr>", ["Jean DUPONT", "Luc Le ROUX"]),
        ("Jane Doe, Senior QA", ["Jane Doe, Senior QA"]),
        ("Jane Doe, Acme UK", ["Jane Doe, Acme UK"]),
        ("Marie Durand, Directrice RH", ["Marie Durand, Directrice RH"]),
        ("Jane Doe, Siemens AG", ["Jane Doe, Siemens AG"]),
        ("Jane Doe, Airbus SE", ["Jane Doe, Airbus SE"]),
        ("Jane Doe, Stanford GSB <jane@gsb.edu>", ["Jane Doe, Stanford GSB"]),
        ("Jane Doe, Red Hat and Bob Roe, Big Blue", ["Jane Doe, Red Hat", "Bob Roe, Big Blue"]),
        ("Jane Doe, Red Hat und Bob Roe, IBM", ["Jane Doe, Red Hat", "Bob Roe, IBM"]),
        ("Jane Doe, Bob Roe and Ann Lee (CTO, Acme)", ["Jane Doe", "Bob Roe", "Ann Lee (CTO, Acme)"]),
        (
            "Boss: Jane Doe, Red Hat; Friend: Bob Roe, Big Blue",
            ["Boss: Jane Doe, Red Hat", "Friend: Bob Roe, Big Blue"],
        ),
        ("Round 2: Ann Lee, Tim Oh; Bob Roe", ["Ann Lee", "Tim Oh", "Bob Roe"]),
        ("Jane Doe, bob@acme.com", ["Jane Doe", "bob@acme.com"]),
    ],
)
def test_commas_separate_only_where_every_part_is_a_name_or_has_an_address(
    text: str, names: list[str]
) -> None:
    assert [person.name for person in read_people(text)] == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (f"Jane Doe; {MAIL}; {PHONE}; Bob Roe", (Person("Jane Doe", MAIL, PHONE), BOB)),
        (f"Bob Roe; {MAIL}", (BOB, Person(MAIL, MAIL))),
        (f"Jane Doe <jane@home.org>; {MAIL}", (Person("Jane Doe", "jane@home.org"), Person(MAIL, MAIL))),
        (f"Jane Doe 020 7946 0018; {PHONE}", (Person("Jane Doe", phone="020 7946 0018"),)),
        ("Al Poe; sales@acme.com", (Person("Al Poe"), Person("sales@acme.com", "sales@acme.com"))),
    ],
)
def test_an_address_or_a_number_alone_belongs_to_the_person_before_where_it_fits(
    text: str, people: tuple[Person, ...]
) -> None:
    assert read_people(text) == people


def test_a_person_named_twice_is_one_and_what_was_missing_is_filled_in() -> None:
    assert read_people(f"Jos\xe9 Doe; Bob Roe; JOSE  DOE <{MAIL}>; jose\u0301 doe <x@y.org> {PHONE}") == (
        Person("Jos\xe9 Doe", MAIL, PHONE),
        BOB,
    )


@pytest.mark.parametrize("cell", [None, "", "-", "020 7946 0018", "12; 34", "()", "?", 5, True, 1.5])
def test_a_cell_that_names_nobody_has_nobody(cell: Cell) -> None:
    assert read_people(cell) == ()


def test_a_person_is_told_apart_by_name_with_case_accents_and_spaces_aside() -> None:
    assert person_key("  Jos\xe9 \u0141  DOE") == person_key("JOSE\u0301 \u0142 doe")
    assert person_key("Jane Doe") != person_key("Jane Roe")


@given(st.text(st.characters()))
@settings(deadline=None, derandomize=True)
def test_no_person_comes_twice_and_none_without_a_name(text: str) -> None:
    people = read_people(text)
    assert all(person.name for person in people)
    assert len({person_key(person.name) for person in people}) == len(people)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Herr Özdemir und Frau Krüger", ["Herr Özdemir", "Frau Krüger"]),
        ("Herr Weiß u. Frau Groß", ["Herr Weiß", "Frau Groß"]),
        ("Marie Dubois et Paul Leroy", ["Marie Dubois", "Paul Leroy"]),
        ("Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("João Conceição e Beatriz Lima", ["João Conceição", "Beatriz Lima"]),
        ("Jan van den Berg en Karin Smit", ["Jan van den Berg", "Karin Smit"]),
        ("João Costa e Silva", ["João Costa e Silva"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("João Costa e Silva e Maria Souza", ["João Costa e Silva", "Maria Souza"]),
        ("José Ortega y Gasset y Luis Gil", ["José Ortega y Gasset", "Luis Gil"]),
        ("Ana Ruiz, Eva Paz y Luis Gil", ["Ana Ruiz", "Eva Paz", "Luis Gil"]),
    ],
)
def test_people_are_joined_in_other_languages_too(cell: str, names: list[str]) -> None:
    assert [person.name for person in read_people(cell)] == names
