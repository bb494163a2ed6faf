"""What stands against making one record of two is said in sentences, and nothing is guessed."""

import pytest

from partnerships.models import Party
from partnerships.rules.entities.merge_clashes import merge_clashes
from partnerships.vocabulary import Scheme
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two records of a company against which nothing stands."""
    return make.company("OpenAI"), make.company("Open AI")


def against(one, other):
    """What stands against merging them, as they are now."""
    return " ".join(merge_clashes(*(Party.objects.get(pk=party.pk) for party in (one, other))))


def test_nothing_stands_against_two_records_that_say_nothing_else(two):
    assert against(*two) == ""


def test_a_record_is_not_merged_into_itself(two):
    assert "choose another" in against(two[0], two[0])


def test_a_company_and_a_person_are_two(two):
    assert "never the same" in against(two[0], make.person("Open AI", slug="a-person"))


def test_what_is_merged_already_is_not_merged_again(two):
    gone = make.company("Old", merged_into=two[0])

    assert "stands in its stead, OpenAI" in against(gone, two[1])


def test_readers_would_learn_the_name_of_the_other(two):
    assert "whose names they would learn" in against(make.company(released_at=None), two[0])


@pytest.mark.parametrize(
    ("scheme", "numbers", "clash"),
    [
        (Scheme.LEI, ["5493006MHB84DD0ZWV18", "529900T8BM49AURSDO55"], True),
        (Scheme.CIK, ["0000789019", "0001652044"], True),
        (Scheme.WIKIDATA, ["Q1", "Q2"], True),
        (Scheme.TICKER, ["NASDAQ:MSFT", "XETRA:MSF"], False),
    ],
)
def test_two_numbers_clash_where_the_register_gives_one(scheme, numbers, clash, two):
    for party, number in zip(two, numbers, strict=True):
        make.identifier(party, scheme, number)

    assert ("a number of its own" in against(*two)) == clash


def test_a_number_that_is_deprecated_clashes_with_none(two):
    for party, number in zip(two, ["Q1", "Q2"], strict=True):
        make.identifier(
            party, value=number, deprecated_on="2024-10-23", deprecated_reason="Another firm."
        )

    assert against(*two) == ""


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("1985", "1985-04-22", False),
        ("1985", "1986", True),
        ("1985-04-22", "1985-04-23", True),
        ("", "1985", False),
        ("1985~", "1986", False),
    ],
)
def test_dates_of_birth_clash_where_no_day_is_in_both(one, other, clash):
    people = make.person("Sam Altman", founded=one), make.person("Samuel Altman", founded=other)

    assert ("One was born" in against(*people)) == clash


@pytest.mark.parametrize(
    ("both", "told"),
    [
        (lambda one, other: make.deal(one, other, title="The cloud"), "The cloud"),
        (
            lambda one, other: make.amount(make.deal(one, title="The cloud"), payer=other),
            "The cloud",
        ),
        (lambda one, other: make.partnership(one, other, name="The pact"), "The pact"),
        (lambda one, other: make.event(one, other, title="The fair"), "The fair"),
        (
            lambda one, other: make.claim("One holds the other.").parties.add(one, other),
            "are about both",
        ),
        (lambda one, other: make.stake(one, other), "of one in the other"),
        (lambda one, other: Party.objects.filter(pk=one.pk).update(parent=other), "controls"),
        (lambda one, other: Party.objects.filter(pk=other.pk).update(parent=one), "controls"),
    ],
    ids=["deal", "amount", "partnership", "event", "claim", "stake", "parent", "subsidiary"],
)
def test_what_names_both_is_named(both, told, two):
    both(*two)

    assert told in against(*two)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({"start": "2019", "end": "2020"}, {"start": "2020", "ongoing": True}, True),
        ({"start": "2019", "end": "2019"}, {"start": "2021", "ongoing": True}, False),
        ({}, {"start": "2021"}, True),
        ({"title": "CEO"}, {"title": "Director"}, False),
        (
            {"title": "CEO", "post": "chief-executive"},
            {"title": "Chief", "post": "chief-executive"},
            True,
        ),
    ],
)
def test_roles_of_one_person_that_would_overlap_are_named(first, second, clash, two):
    boss = make.person("Sam")
    make.role(boss, two[0], **first)
    make.role(boss, two[1], **second)

    assert ("overlap with one of the other" in against(*two)) == clash


def test_two_people_in_a_post_of_one_are_named(two):
    post = {"post": "chief-executive", "exclusive": True, "start": "2019", "end": "2022"}
    for name, company in zip(["Sam", "Satya"], two, strict=True):
        make.role(make.person(name), company, **post)

    assert "overlap with one of the other" in against(*two)


@pytest.mark.parametrize("is_holder", [True, False])
def test_a_stake_that_is_recorded_of_both_is_named(is_holder, two):
    third = make.company("Microsoft")
    for company in two:
        pair = (company, third) if is_holder else (third, company)
        make.stake(*pair, start="2019", end="2022")

    assert "recorded of the other too" in against(*two)


def test_many_that_name_both_are_counted(two):
    for number in range(5):
        make.deal(*two, title=f"Deal {number}")

    assert "“Deal 2”, 2 more." in against(*two)
