"""When two names, or two addresses, may be of one thing."""

import pytest

from partnerships.text.likeness import address_key, name_key, near_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OpenAI", "Open AI, Inc."),
        ("Société Générale SA", "Societe Generale"),
        ("The New York Times Company", "New York Times"),
        ("S.A.P. AG", "SAP"),
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("三菱商事", "三菱商事"),
    ],
)
def test_names_are_the_same_but_for_how_they_are_written(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("SA", "AG"), ("Company", "Corp"), ("Alpha 1", "Alpha 2"), ("A", "B")]
)
def test_names_are_others(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("microsoft", "micorsoft", True),
        ("microsoft", "microsft", True),
        ("anthropic", "anthropik", True),
        ("company12", "company13", False),
        ("company1", "company12", False),
        ("meta", "beta", False),
        ("microsoft", "microstrategy", False),
    ],
)
def test_names_that_differ_by_a_letter_are_near_and_figures_tell_apart(one, other, is_near):
    assert bool(near_keys(one) & near_keys(other)) is is_near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a"),
        ("https://example.org/a?b=1&utm_source=x", "https://example.org/a?fbclid=2&b=1#top"),
        ("https://EXAMPLE.org:443/a", "https://example.org/a"),
    ],
)
def test_addresses_are_of_one_page(one, other):
    assert address_key(one) == address_key(other) != ""


def test_addresses_are_of_two_pages():
    assert address_key("https://example.org/a?id=1") != address_key("https://example.org/a?id=2")


@pytest.mark.parametrize("address", ["", "no address", "http://[x", "http://a:99999999/"])
def test_what_is_no_address_is_like_nothing(address):
    assert address_key(address) == ""
