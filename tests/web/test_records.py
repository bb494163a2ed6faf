"""The pages of companies, people and deals, as readers see them."""

import pytest
from django.urls import reverse

from partnerships.models import Company
from partnerships.vocabulary import Step
from tests.factories import (
    NOON,
    amount,
    claim,
    collection,
    company,
    deal,
    deal_step,
    fact,
    party_name,
    person,
    released_deal,
    role,
    source,
    term,
)

pytestmark = pytest.mark.django_db


def page(client, record):
    noun = record._meta.model_name
    return client.get(reverse(noun, args=[record.slug])).content.decode()


def test_a_company_page_tells_who_with_whom_since_when(client):
    openai, microsoft = company("OpenAI", founded="2015-12-11"), company("Microsoft")
    role(person("Sam Altman"), openai, title="Chief executive", start="2019-03", ongoing=True)
    released_deal(openai, microsoft, title="The first deal")

    text = page(client, openai)

    for told in ("11 December 2015", "Sam Altman", "since March 2019", "The first deal"):
        assert told in text


@pytest.fixture
def renamed():
    """A company that had another name in 2019, in a deal of that year with Microsoft."""
    openai, microsoft = company("OpenAI Group PBC"), company("Microsoft")
    party_name(openai, "OpenAI LP", kind="legal", start="2019-03", end="2022-12-31")
    made = released_deal(openai, microsoft, title="The first deal", collection=collection())
    deal_step(made, Step.ANNOUNCED, "2019-07-22")
    amount(made, payee=openai, payer=microsoft)
    return made


def test_a_deal_calls_its_parties_as_they_were_called_then(client, renamed):
    pages = [
        page(client, renamed),
        page(client, Company.objects.get(name="Microsoft")),
        client.get(reverse("front")).content.decode(),
    ]

    for text in pages:
        assert 'OpenAI LP <span class="note">(now OpenAI Group PBC)</span>' in text


def test_a_post_of_which_no_end_is_known_says_how_far_it_was_shown(client):
    openai = company("OpenAI")
    role(company_=openai, start="2019-03", ongoing=True, confirmed_on="2024-03-19")

    text = page(client, openai)

    assert "since March 2019</span>, last confirmed 19 March 2024" in text


def test_a_person_page_tells_the_posts(client):
    sam = person("Sam Altman")
    role(sam, company("OpenAI"), title="Chief executive")

    assert "Chief executive" in page(client, sam)


def test_a_company_page_tells_nothing_of_drafts(client):
    openai = company("OpenAI")
    deal(openai, title="A secret deal")
    claim("A draft.").about_parties.create(party=openai)
    fact("founded", party=openai, source=source(outlet="A private call"))

    text = page(client, openai)

    for hidden in ("A secret deal", "A draft.", "A private call"):
        assert hidden not in text


def test_a_merged_company_leads_to_the_one_that_stands_for_it(client):
    whole = company("OpenAI Group")
    old = company("OpenAI LP", merged_into=whole)

    answer = client.get(reverse("company", args=[old.slug]))

    assert (answer.status_code, answer.url) == (301, reverse("company", args=[whole.slug]))


def test_a_deal_page_tells_what_was_agreed_for_how_much_and_how_far_it_came(client):
    investment = released_deal(company("Microsoft"), company("OpenAI"))
    amount(investment, billions=10)
    term(investment, "The cloud is exclusive.")
    deal_step(investment, Step.ANNOUNCED, "2023-01-23")

    text = page(client, investment)

    for told in ("Microsoft", "$10 billion", "The cloud is exclusive.", "23 January 2023"):
        assert told in text


def test_a_deal_page_tells_the_claims_about_it(client):
    investment = released_deal()
    claim("It was dear.", released_at=NOON).about_deals.create(deal=investment)

    assert "It was dear." in page(client, investment)


def test_a_deal_that_was_not_released_has_no_page(client):
    assert client.get(reverse("deal", args=[deal().slug])).status_code == 404


def test_a_deal_page_costs_the_same_however_much_was_agreed(client, django_assert_max_num_queries):
    investment = released_deal()
    for _ in range(6):
        fact(term=term(investment), source=source(released_at=NOON))
        amount(investment, measure="committed")
        claim(released_at=NOON).about_deals.create(deal=investment)

    with django_assert_max_num_queries(14):
        page(client, investment)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"payer", "payee"}, ": Microsoft pays OpenAI"),
        ({"payer"}, ", paid by Microsoft"),
        ({"payee"}, ", paid to OpenAI"),
    ],
)
def test_a_sum_says_who_pays_whom_as_far_as_anybody_knows(client, known, told):
    parties = {"payer": company("Microsoft"), "payee": company("OpenAI")}
    agreed = released_deal(*parties.values())
    amount(agreed, **{side: parties[side] for side in known})

    assert f"total{told}<" in page(client, agreed)
