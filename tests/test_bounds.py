"""Nothing is unbounded for anybody: with many rows of every noun, most of them about one company,
each address of every door answers with a page of it, in as many queries as its page needs.
"""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from django.utils import timezone

from partnerships.api.urls import NOUNS
from partnerships.models import Claim, ClaimDeal, ClaimParty, Deal, Partnership
from partnerships.vocabulary import Step
from partnerships.web import urls as web
from tests import factories as make
from tests.shared import made_once
from tests.volume import IS_FULL, share

ROWS = 20_000 if IS_FULL else 300  # more than any page has
# Parts of one record, where a law or a conflict looks at all of them for each.
WIDE = min(ROWS, 2_000)
MEGABYTE = 1_000_000
OF_A_PAGE = 300_000  # bytes for readers
QUERIES = 60  # of one page; a list that asks for each of its rows asks for more

pytestmark = pytest.mark.django_db
RECORD = "microsoft_openai"
UNIQUE = {"slug", "reference", "name", "title", "text"}


def copies(row, times=ROWS, **changed):
    """The keys of so many rows like this one, each with an id and a name of its own; `changed` says
    what a field is, or what it is in each. One statement makes them, as many as there are."""
    columns, values, given = [], [], []
    for field in row._meta.concrete_fields:
        if field.generated or field.primary_key:
            continue
        name, value = connection.ops.quote_name(field.column), f"old.{field.column}"
        if field.attname in changed:
            given.append(changed[field.attname])
            of_each = isinstance(given[-1], list)
            value = f"(%s::{field.db_type(connection)}[])[n]" if of_each else "%s"
        elif isinstance(field, models.UUIDField):
            value = "gen_random_uuid()"
        elif field.name in UNIQUE and getattr(row, field.attname):
            value = f"{value} || '-' || n"
        columns.append(name)
        values.append(value)
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)}"
            f" FROM {table} AS old, generate_series(1, %s) AS n WHERE old.id = %s RETURNING id",
            [*given, times, row.pk],
        )
        return [key for (key,) in cursor.fetchall()]


def make_crowd():
    hub, other, person = make.company("Hub"), make.company("Other"), make.person("Head")
    source = make.source(released_at=make.NOON)
    deal = make.released_deal(hub, other, title="The deal")
    claim = make.claim(released_at=make.NOON, reference="S")
    tie, event = make.partnership(hub, other), make.event(hub)
    companies, people = copies(hub), copies(person)
    copies(make.party_name(hub))
    copies(make.identifier(hub), value=[f"Q{number}" for number in range(10**6, 10**6 + ROWS)])
    for party in companies, people:
        copies(make.party_name(hub), party_id=party)
    role, stake = make.role(person, hub), make.stake(hub, other)
    copies(role, company_id=companies)
    copies(role, person_id=people)
    copies(stake, company_id=companies)
    copies(make.stake(other, hub), holder_id=companies)
    copies(make.valuation(hub), WIDE)
    copies(make.valuation(hub), company_id=companies)
    sources = copies(source)
    step = make.deal_step(deal, Step.ANNOUNCED, "2020-01-01")
    amount, term = make.amount(deal), make.term(deal)
    deals = copies(deal)
    for part in (step, amount, term, *deal.parties.all()):
        copies(part, deal_id=deals)
    copies(amount, WIDE)
    copies(term)
    copies(make.valuation(other, deal=deal), WIDE)
    copies(deal.parties.first(), WIDE, party_id=companies[:WIDE])
    later = make.released_deal(hub, other, amends=deal, umbrella=deal, partnership=tie)
    under_it = copies(later)
    for part in later.parties.all():
        copies(part, deal_id=under_it)
    ties, events = copies(tie), copies(event)
    for part in tie.parties.all():
        copies(part, partnership_id=ties)
    copies(tie.parties.first(), WIDE, party_id=companies[:WIDE])
    copies(event.parties.get(), event_id=events)
    copies(event.parties.get(), WIDE, party_id=companies[:WIDE])
    claims = copies(claim)
    citation = make.citation(claim, source)
    copies(citation, claim_id=claims)
    copies(citation, claim_id=claims, source_id=sources)
    copies(citation, WIDE, source_id=sources[:WIDE])
    copies(ClaimParty.objects.create(claim=claim, party=hub), claim_id=claims)
    # Another: what is listed of a claim's citations is listed by each of its companies.
    wide = make.claim(released_at=make.NOON, reference="W")
    copies(ClaimParty.objects.create(claim=wide, party=hub), WIDE, party_id=companies[:WIDE])
    copies(ClaimDeal.objects.create(claim=claim, deal=deal), claim_id=claims)
    copies(ClaimDeal.objects.get(claim=claim), WIDE, deal_id=deals[:WIDE])
    for about in {"party": hub}, {"deal": deal}, {"event": event}, {"partnership": tie}:
        copies(make.fact(source=source, **about), source_id=sources)
    make.released_deal(collection=make.collection("another"))
    out = make.edition()
    make.by_owner("ANALYZE")  # histories are not the application's to analyze
    with connection.cursor() as cursor:
        # Changes are told of some of it, which is pages of them.
        cursor.execute("DELETE FROM partnerships_untold WHERE noun <> 'claim'")
        cursor.execute("DELETE FROM partnerships_untold WHERE record > %s", [claim.pk + 1_000])
    waits, anybody = reverse("api:changes"), Client()  # the first who asks works for it
    while waits:
        cache.clear()
        waits = anybody.get(waits).json()["next"]
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
    yield reverse("claim", args=[RECORD, "W"])
    for door in ("search", "search_box"):
        yield from (
            f"{reverse(door)}?q={words}" for words in ("hub", "other", "deal", "hubb", "1bn")
        )


def of_programs(client):
    """The addresses of the API: each list as long as it comes, and a row of it."""
    for name in ("index", "schema", "docs", "changes", "changes_feed", "seals", "checker"):
        yield reverse(f"api:{name}")
    for noun in NOUNS:
        address = reverse(f"api:{noun}-list")
        yield f"{address}?page_size=200"
        yield f"{address}?page_size=200&{known_at()}"
        yield f"{address}?receipt=1"
        for row in client.get(f"{address}?page_size=1").json()["results"]:
            yield f"{address}{row['id']}/"
    for noun in ("claims", "citations"):
        yield reverse(f"api:{noun}-list") + "?party=hub&page_size=200"
    for row in of_the_hub():
        yield row
        yield f"{row}?as_of=2024-10-23"
        yield f"{row}?{known_at()}"
    yield reverse("api:claims-detail", args=[Claim.objects.get(reference="W").uid])
    deal = reverse("api:deals-detail", args=[Deal.objects.earliest("pk").slug])
    claim = reverse("api:claims-detail", args=[Claim.objects.earliest("pk").uid])
    yield from (f"{deal}backing/", f"{claim}uses/", f"{claim}verdicts/")
    yield from (f"{reverse('api:search')}?q={words}" for words in ("hub", "deal", "report", "hob"))
    totals = reverse("api:totals")
    yield from (f"{totals}?{asked}" for asked in ["party=other", "by=deal", "by=payer,year,kind"])
    yield from (f"{reverse('api:outlets')}{asked}" for asked in ("", "?party=hub"))
    yield from (f"{reverse('api:conflicts')}{asked}" for asked in ("", "?party=hub"))
    yield f"{reverse('api:index')}nothing/?format=csv"


def known_at():
    """A parameter that asks for what is known by now."""
    return urlencode({"known_at": timezone.now().isoformat()})


def of_the_hub():
    """The addresses of the rows of the API on which most others hang."""
    yield reverse("api:companies-detail", args=["hub"])
    yield reverse("api:people-detail", args=["head"])
    for noun, model in {"deals": Deal, "partnerships": Partnership}.items():
        yield reverse(f"api:{noun}-detail", args=[model.objects.earliest("pk").slug])


def of_the_desk():
    """The addresses of the desk: its own pages, each list, its form, the page of a record and its
    history."""
    for page in admin.site.get_urls():
        if isinstance(page, URLPattern) and page.name and page.pattern.regex.groups == 0:
            yield reverse(f"admin:{page.name}")
    yield from (f"{reverse('admin:search')}?q={words}" for words in ("hub", "deal", "hubb", "1bn"))
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        for row in page.model._default_manager.order_by("pk")[:1]:
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])
    wide = Claim.objects.get(reference="W")
    yield reverse("admin:partnerships_claim_change", args=[wide.pk])


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
    assert list(too_much(client, share([*of_readers(crowd)], 0), OF_A_PAGE)) == []


def test_no_answer_of_the_api_is_unbounded(client, crowd):
    assert list(too_much(client, share([*of_programs(client)], 0))) == []


def test_no_answer_of_the_api_is_unbounded_for_who_sees_everything(client, chief):
    client.force_login(chief)

    assert list(too_much(client, share([*of_programs(client)], 1))) == []


def test_no_page_of_the_desk_is_unbounded(client, chief):
    client.force_login(chief)

    assert list(too_much(client, share([*of_the_desk()], 0))) == []


def test_the_record_that_was_walked_has_more_than_a_page(client, crowd):
    page = client.get(reverse("story", args=[RECORD])).text

    assert f"<dt>Claims</dt><dd>{ROWS + 3:,}</dd>" in page
    assert 'rel="next"' in page
