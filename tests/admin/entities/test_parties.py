"""Companies and people at the desk."""

import pytest
from django.urls import reverse

from partnerships.models import Company, Person
from partnerships.vocabulary import Confidentiality
from tests.factories import (
    amount,
    citation,
    claim,
    collection,
    company,
    deal,
    editor,
    fact,
    person,
    role,
    source,
    stake,
    valuation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(editor(is_superuser=True))
    return client


def page(client, record):
    kind = record._meta.model_name
    return client.get(reverse(f"admin:partnerships_{kind}_change", args=[record.pk]))


def test_a_company_page_shows_its_people_stakes_deals_and_claims(desk):
    openai, microsoft = company("OpenAI"), company("Microsoft")
    role(person("Sam Altman"), openai, title="Chief executive")
    stake(microsoft, openai, description="about a quarter")
    amount(deal(openai, microsoft, title="The first deal"), billions=10)
    claim("OpenAI was founded in 2015.").about_parties.create(party=openai)

    text = page(desk, openai).content.decode()

    for told in ("Sam Altman", "about a quarter", "The first deal", "$10 billion", "in 2015."):
        assert told in text


def test_a_fact_carries_the_number_of_what_backs_it(desk):
    openai = company(founded="2015-12-11")
    fact("founded", party=openai, source=source(title="Introducing OpenAI"))

    response = page(desk, openai)

    assert [(mark.number, mark.field) for mark in response.context["dossier"].party.marks] == [
        (1, "founded")
    ]
    assert "Introducing OpenAI" in response.content.decode()


def test_one_source_keeps_one_number_on_the_page(desk):
    openai, report = company(), source()
    for title in ("Chief executive", "Chairman"):
        fact(role=role(company_=openai, title=title), source=report)

    dossier = page(desk, openai).context["dossier"]

    assert [mark.number for role in dossier.roles for mark in role.marks] == [1, 1]


def test_a_confidential_source_leaves_no_mark_for_others(client):
    openai = company(founded="2015")
    fact("founded", party=openai, source=source(confidentiality=Confidentiality.CONFIDENTIAL))
    client.force_login(editor(None, "view_company", "view_source", "view_claim"))

    assert page(client, openai).context["dossier"].party.marks == []


def test_what_nothing_names_offers_the_first_step(desk):
    unknown = company()

    assert f"{reverse('admin:partnerships_claim_add')}?parties={unknown.pk}" in (
        page(desk, unknown).content.decode()
    )


def test_a_person_page_shows_posts_and_where(desk):
    sam = person("Sam Altman")
    role(sam, company("OpenAI"), title="Chief executive", start="2019-03", ongoing=True)

    text = page(desk, sam).content.decode()

    assert "Chief executive" in text
    assert "since March 2019" in text


def test_a_page_costs_the_same_for_one_fact_and_for_many(desk, django_assert_max_num_queries):
    openai = company()
    for number in range(8):
        role(company_=openai, title=f"Post {number}")
        stake(company_=openai)
        valuation(openai)
        fact(deal=deal(openai, company()))
        citation(claim_ := claim())
        claim_.about_parties.create(party=openai)

    with django_assert_max_num_queries(40):
        page(desk, openai)


def test_a_company_is_recorded_as_a_company(desk):
    form = {
        "name": "Crusoe",
        "slug": "crusoe",
        "collection": collection().pk,
        "legal_form": "private_company",
    }
    for prefix in ("names", "identifiers", "facts"):
        form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    desk.post(reverse("admin:partnerships_company_add"), form)

    assert Company.objects.get(slug="crusoe").get_legal_form_display() == "Private company"


def test_anybody_is_found_by_any_name_without_accents(desk):
    simonyan = person("Karén Simonyan")
    person("Sam Altman")

    found = desk.get(reverse("admin:partnerships_person_changelist"), {"q": "karen"})

    assert list(found.context["cl"].result_list) == [Person.objects.get(pk=simonyan.pk)]


def test_the_party_list_leads_to_the_page_of_the_kind(desk):
    sam = person()

    answer = desk.get(reverse("admin:partnerships_party_change", args=[sam.pk]))

    assert answer.url == reverse("admin:partnerships_person_change", args=[sam.pk])


@pytest.mark.parametrize(("noun", "factory"), [("company", company), ("person", person)])
def test_a_list_costs_the_same_for_one_row_and_for_many(
    desk, django_assert_max_num_queries, noun, factory
):
    for _ in range(12):
        factory()

    with django_assert_max_num_queries(10):
        desk.get(reverse(f"admin:partnerships_{noun}_changelist"))


def test_a_company_that_is_missing_is_added_from_beside_the_field(desk):
    answer = desk.get(reverse("admin:partnerships_party_add"), {"_popup": "1", "_to_field": "id"})

    page = reverse("admin:partnerships_company_add")
    assert answer.url == f"{page}?_popup=1&_to_field=id"
    assert desk.get(answer.url).status_code == 200
