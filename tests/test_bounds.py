"""Nothing is unbounded for anybody: with many rows of every noun, most of them about one company,
each address of every door answers with a page of it, in as many queries as its page needs.
"""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.api.urls import NOUNS
from partnerships.models import ClaimDeal, ClaimParty, Company
from partnerships.vocabulary import Step
from partnerships.web import urls as web
from tests import factories as make
from tests.shared import made_once
from tests.volume import IS_FULL

ROWS = 20_000 if IS_FULL else 300  # more than any page has
MEGABYTE = 1_000_000
OF_A_PAGE = 300_000  # bytes for readers
QUERIES = 60  # of one page; a list that asks for each of its rows asks for more

pytestmark = pytest.mark.django_db
RECORD = "microsoft_openai"
UNIQUE = {"slug", "reference", "name", "title", "text"}


def copies(row, **changed):
    """So many rows like this one, each with a key, an id and a name of its own; `changed` may say
    what a field is, or whose row each belongs to."""
    fields = [f for f in row._meta.concrete_fields if not (f.generated or f.primary_key)]
    values = {field.attname: getattr(row, field.attname) for field in fields}

    def like_it(number):
        made = dict(values)
        for field in fields:
            if isinstance(field, models.UUIDField):
                made[field.attname] = uuid4()
            elif field.name in UNIQUE and made[field.attname]:
                made[field.attname] = f"{made[field.attname]}-{number}"
        for name, told in changed.items():
            made[name] = told[number] if isinstance(told, list) else told
        return type(row)(**made)

    return type(row)._base_manager.bulk_create(map(like_it, range(ROWS)), batch_size=2_000)


def make_crowd():
    hub, other, person = make.company("Hub"), make.company("Other"), make.person("Head")
    source = make.source(released_at=make.NOON)
    deal = make.released_deal(hub, other, title="The deal")
    claim = make.claim(released_at=make.NOON, reference="S")
    tie, event = make.partnership(hub, other), make.event(hub)
    for party in copies(hub), copies(person):
        copies(make.party_name(hub), party_id=[each.pk for each in party])
    companies = [*Company.objects.exclude(pk=hub.pk).values_list("pk", flat=True)[:ROWS]]
    copies(make.role(person, hub), company_id=companies)
    copies(make.stake(hub, other), company_id=companies)
    copies(make.valuation(hub))
    copies(event.parties.get(), event_id=[each.pk for each in copies(event)])
    parts = [
        make.deal_step(deal, Step.ANNOUNCED, "2020-01-01"),
        *(make.amount(deal), make.term(deal), *deal.parties.all()),
    ]
    deals = [each.pk for each in copies(deal)]
    for part in parts:
        copies(part, deal_id=deals)
    ties = [each.pk for each in copies(tie)]
    for part in tie.parties.all():
        copies(part, partnership_id=ties)
    sources = [each.pk for each in copies(source)]
    claims = [each.pk for each in copies(claim)]
    citation = make.citation(claim, source)
    copies(citation, claim_id=claims)
    copies(citation, claim_id=claims, source_id=sources)
    copies(ClaimParty(claim=claim, party=hub), claim_id=claims)
    copies(ClaimDeal(claim=claim, deal=deal), claim_id=claims)
    make.released_deal(collection=make.collection("another"))
    out = make.edition()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"collection": RECORD, "slug": {"published": out.story.slug, "deal": deal.slug}}


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """Many rows of every noun; most are about one company, in one deal, and rest on one source."""
    yield from made_once(django_db_blocker, make_crowd)


@pytest.fixture
def chief(crowd, db):
    """Somebody who may see and do everything at the desk."""
    return make.editor("chief", is_superuser=True)


def of_readers(crowd):
    """The addresses of the readers' pages, by the names of their routes."""
    story = {"slug": crowd["slug"]["published"]}
    known = {
        "story": {"collection": RECORD},
        "claim": {"collection": RECORD, "reference": "S"},
        "company": {"slug": "hub"},
        "person": {"slug": "head"},
        "deal": {"slug": crowd["slug"]["deal"]},
        **dict.fromkeys(["published", "published_data", "corrections"], story),
        **dict.fromkeys(["published_edition", "sealed"], story | {"number": 1}),
    }
    for pattern in web.urlpatterns:
        yield reverse(pattern.name, kwargs=known.get(pattern.name, {}))
    record = reverse("story", args=[RECORD])
    yield from (f"{record}?list={noun}" for noun in ("deals", "companies", "people"))
    yield from (f"{record}?from=S-200", f"{record}?at=S-200#S-200")


def of_programs(client):
    """The addresses of the API: each list as long as it comes, and a row of it."""
    for name in ("index", "schema", "docs"):
        yield reverse(f"api:{name}")
    for noun in NOUNS:
        address = reverse(f"api:{noun}-list")
        yield f"{address}?page_size=200"
        for row in client.get(f"{address}?page_size=1").json()["results"]:
            yield f"{address}{row['id']}/"
    for noun in ("claims", "citations"):
        yield reverse(f"api:{noun}-list") + "?party=hub&page_size=200"


def of_the_desk():
    """The addresses of the desk: each list, its form, the page of a record and its history."""
    yield reverse("admin:index")
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        for row in page.model._default_manager.order_by("pk")[:1]:
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])


def too_much(client, addresses, most=MEGABYTE):
    """The addresses that answer with more than a page, or ask the database for each row."""
    for address in addresses:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address, follow=True)
        size = sum(map(len, answer)) if answer.streaming else len(answer.content)
        if answer.status_code >= 500 or size > most or len(asked) > QUERIES:
            yield f"{address}: {answer.status_code}, {size:,} bytes, {len(asked)} queries"


def test_no_page_of_readers_is_unbounded(client, crowd):
    assert list(too_much(client, of_readers(crowd), OF_A_PAGE)) == []


def test_no_answer_of_the_api_is_unbounded(client, crowd):
    assert list(too_much(client, of_programs(client))) == []


def test_no_answer_of_the_api_is_unbounded_for_who_sees_everything(client, chief):
    client.force_login(chief)

    assert list(too_much(client, of_programs(client))) == []


def test_no_page_of_the_desk_is_unbounded(client, chief):
    client.force_login(chief)

    assert list(too_much(client, of_the_desk())) == []


def test_the_record_that_was_walked_has_more_than_a_page(client, crowd):
    page = client.get(reverse("story", args=[RECORD])).text

    assert f"<dt>Claims</dt><dd>{ROWS + 2:,}</dd>" in page
    assert 'rel="next"' in page
