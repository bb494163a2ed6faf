"""Records that may be there twice, as far as one may know of both."""

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.telling_apart import tell_apart
from partnerships.errors import Refused
from partnerships.models import Merge, ToldApart
from partnerships.rules import duplicates
from partnerships.vocabulary import Confidentiality, MergeAct, Step
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make.editor(None, is_superuser=True)


def found(noun, user):
    pairs, _ = duplicates.possible_duplicates(noun, user)
    return [(each.first.pk, each.second.pk) for each in pairs]


def keys(*records):
    return [tuple(record.pk for record in records)]


def deal_on(day, one, other, **fields):
    deal = make.deal(one, other, **fields)
    make.deal_step(deal, Step.ANNOUNCED, day)
    return deal


@pytest.mark.parametrize(
    "name", ["Open AI, Inc.", "OPENAI", "Openia"], ids=["form", "capitals", "a letter"]
)
def test_companies_of_one_name_may_be_one(name, chief):
    one, other = make.company("OpenAI"), make.company(name, slug="other")
    make.company("Anthropic")

    assert found("party", chief) == keys(one, other)


def test_an_alias_of_one_may_be_the_name_of_the_other(chief):
    one, other = make.company("Alphabet"), make.company("Google LLC")
    make.party_name(one, "Google")

    assert found("party", chief) == keys(one, other)


def test_a_person_is_not_a_company(chief):
    make.company("Ford")
    make.person("Ford", slug="ford-p")

    assert found("party", chief) == []


def test_deals_of_the_same_parties_within_a_week_may_be_one(chief):
    one, other = make.company(), make.company()
    first = deal_on("2023-01-23", one, other)
    second = deal_on("2023-01-25", other, one)
    deal_on("2023-03-25", one, other)
    deal_on("2023-01-23", one, make.company())

    assert found("deal", chief) == keys(first, second)


def test_deals_of_unknown_days_may_be_one_by_their_sum(chief):
    one, other = make.company(), make.company()
    first, second, third = (make.deal(one, other) for _ in range(3))
    make.amount(first, 10)
    make.amount(second, 10)
    make.amount(third, 11)

    assert found("deal", chief) == keys(first, second)


def test_a_deal_that_amends_another_is_another(chief):
    one, other = make.company(), make.company()
    first = deal_on("2023-01-23", one, other)
    deal_on("2023-01-24", one, other, amends=first)

    assert found("deal", chief) == []


def test_sources_of_one_address_may_be_one(chief):
    first = make.source(url="https://www.example.org/a/")
    second = make.source(url="http://example.org/a?utm_source=mail")
    make.source(url="https://example.org/b")

    assert found("source", chief) == keys(first, second)


def test_what_one_may_not_know_of_is_alike_to_nothing(chief):
    make.source(url="https://example.org/a")
    secret = {"confidentiality": Confidentiality.CONFIDENTIAL}
    make.source(url="https://example.org/a/", **secret)
    make.company("OpenAI")
    make.company("Open AI", released_at=None)
    reader = make.editor(None, "view_source")

    assert found("source", reader) == found("party", reader) == []
    assert len(found("source", chief)) == len(found("party", chief)) == 1


def test_what_somebody_told_apart_is_not_found_again(chief):
    one, other = make.company("OpenAI"), make.company("Open AI")

    told = tell_apart("party", other.pk, one.pk, by=chief)

    assert (told.first, told.second, told.by) == (one.pk, other.pk, chief)
    assert found("party", chief) == []


def test_a_merge_that_was_turned_down_tells_apart_too(chief):
    one, other = make.company("OpenAI"), make.company("Open AI")
    ben = make.editor(None, is_superuser=True)
    asked = {"merged": other, "into": one, "why": "The same.", "at": make.NOON}
    with pghistory.context(user=chief.pk):
        first = Merge.objects.create(**asked, act=MergeAct.PROPOSED, by=chief)
    with pghistory.context(user=ben.pk):
        Merge.objects.create(**asked, act=MergeAct.REFUSED, by=ben, answers=first)

    assert found("party", chief) == []


def test_it_is_told_once_and_of_two(chief):
    one, other = make.company("OpenAI"), make.company("Open AI")
    tell_apart("party", one.pk, other.pk, by=chief)

    with pytest.raises(Refused, match="Somebody has said already"):
        tell_apart("party", one.pk, other.pk, by=chief)
    with pytest.raises(Refused, match="Two records"):
        tell_apart("party", one.pk, one.pk, by=chief)


def test_who_may_not_merge_or_know_of_both_tells_nothing_apart(chief):
    one, other = make.company("OpenAI"), make.company("Open AI", released_at=None)

    for somebody in (make.member("Reader"), make.editor(None, "merge_party")):
        with pytest.raises(PermissionDenied):
            tell_apart("party", one.pk, other.pk, by=somebody)
    assert not ToldApart.objects.exists()


def test_of_very_many_the_first_are_told(chief, monkeypatch):
    monkeypatch.setattr(duplicates, "SHOWN", 2)
    for number in range(4):
        make.company("OpenAI", slug=f"openai-{number}")

    pairs, has_more = duplicates.possible_duplicates("party", chief)

    assert (len(pairs), has_more) == (2, True)


@pytest.mark.parametrize("noun", duplicates.MODELS)
def test_many_cost_as_many_queries_as_few(noun, chief):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            duplicates.possible_duplicates(noun, chief)
        return len(asked)

    few = cost()
    parties = [make.company("OpenAI", slug=f"openai-{number}") for number in range(5)]
    for number in range(5):
        deal_on("2023-01-23", *parties[:2])
        make.source(url=f"https://example.org/a?utm_source={number}")

    assert cost() <= few + 1 <= 8
