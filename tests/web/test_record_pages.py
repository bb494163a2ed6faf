"""A long record on several pages, of which each begins at a row that its address names."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.rules.stories import readings, record_pages
from partnerships.vocabulary import Stance, Step
from partnerships.web import stories
from tests import factories as make

pytestmark = pytest.mark.django_db

RECORD = "/claims/microsoft_openai/"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Pages of two claims, and of two rows of anything else."""
    monkeypatch.setattr(record_pages, "CLAIMS", 2)
    monkeypatch.setattr(record_pages, "LISTED", 2)
    lists = {noun: (model, order, 2) for noun, (model, order, _) in record_pages.LISTS.items()}
    monkeypatch.setattr(record_pages, "LISTS", lists)
    monkeypatch.setattr(record_pages.record_list, "__defaults__", (2,))
    monkeypatch.setattr(readings, "SPOKEN", 2)
    monkeypatch.setattr(stories, "COLLECTIONS", 2)


def claims(*references, **fields):
    return [make.claim(reference=each, released_at=make.NOON, **fields) for each in references]


def released_source(**fields):
    return make.source(released_at=make.NOON, **fields)


def get(client, address):
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.text


def shown(page):
    return re.findall(r'<li class="claim" id="([^"]+)"', page)


def link(page, rel):
    found = re.search(rf'<a rel="{rel}" href="([^"]*)"', page)
    return found and html.unescape(found[1])


def pages(client, address):
    """Every page from `address` on, as `next` leads to them."""
    found = [get(client, address)]
    while onward := link(found[-1], "next"):
        found.append(get(client, address.partition("?")[0] + onward))
        assert len(found) < 20
    return found


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_every_claim_stands_on_one_page_those_of_the_article_first(client):
    claims("L1", "L2", layer="later")
    claims("S1", "S2", "S3", layer="article")

    assert [shown(page) for page in pages(client, "/")] == [["S1", "S2"], ["S3", "L1"], ["L2"]]


def test_a_record_that_fits_on_one_page_has_no_others(client):
    claims("S1", "S2")

    page = get(client, "/")

    assert (link(page, "next"), link(page, "prev")) == (None, None)
    assert "anchors.js" not in page


def test_each_page_leads_back_to_the_one_before(client):
    claims("S1", "S2", "S3", "S4", "S5")
    *_, last = pages(client, "/")

    middle = get(client, "/" + link(last, "prev"))

    assert shown(middle) == ["S3", "S4"]
    assert link(middle, "prev") == "?"


def test_the_first_page_counts_the_whole_record(client):
    report = released_source()
    for claim in claims("S1", "S2", "S3"):
        make.citation(claim, report)
        make.citation(claim, released_source(derives_from=report))
        make.citation(claim, make.source())
    make.company("Hidden", released_at=None)

    first, second = pages(client, "/")

    assert "Claims 3 Citations 6 Sources 4, of 1 origin Deals 0" in words(first)
    assert "Citations 6" not in words(second)


def test_what_is_counted_has_a_limit(client, monkeypatch):
    monkeypatch.setattr(record_pages, "COUNTED", 2)
    monkeypatch.setattr("partnerships.templatetags.display.COUNTED", 2)
    claims("S1", "S2", "S3", "S4")

    assert "Claims over 2 Citations 0" in words(get(client, "/"))


def test_sources_of_more_citations_than_are_counted_are_at_least_so_many(client, monkeypatch):
    monkeypatch.setattr(record_pages, "COUNTED", 2)
    monkeypatch.setattr("partnerships.templatetags.display.COUNTED", 2)
    for claim in claims("S1", "S2", "S3", "S4"):
        make.citation(claim, make.source(released_at=make.NOON))

    assert "Citations over 2 Sources at least" in words(get(client, "/"))


def test_a_page_has_room_for_what_it_shows_of_a_claim(client, monkeypatch):
    monkeypatch.setattr(record_pages, "CHARACTERS", 20 * (record_pages.SET + 20) + 2_000)
    first, _ = claims("S1", "S2")
    for _ in range(60):
        make.citation(first, make.source(released_at=make.NOON))

    assert shown(get(client, "/")) == ["S1", "S2"]


def test_an_address_that_leads_to_a_claim_finds_the_page_it_stands_on(client):
    told = claims("S1", "S2", "S3")

    for claim in told:
        page = get(client, RECORD + claim.reference + "/")
        address = re.search(r'<p class="kind"><a href="([^"#]+)#([^"]+)"', page)
        assert address[2] in shown(get(client, address[1]))
    assert shown(get(client, f"{RECORD}?at=S2")) == ["S1", "S2"]


def test_an_old_address_of_a_claim_is_followed_by_the_browser(client):
    claims("S1", "S2", "S3")

    assert all("anchors.js" in page for page in pages(client, "/"))


@pytest.mark.parametrize("asked", ["from=S9", "from=D1", "at=D1", "from=%00", "list=money"])
def test_a_page_that_begins_nowhere_is_not_there(client, asked):
    claims("S1", "S2", "S3")
    make.claim(reference="D1")

    assert client.get(f"/?{asked}").status_code == 404


def test_a_draft_moves_no_page(client):
    claims("S1", "S3", "S5", "S7")
    before = pages(client, "/")
    for reference in ("S0", "S2", "S4", "S8"):
        make.claim(reference=reference)

    assert pages(client, "/") == before


def test_the_only_record_is_read_on_page_by_page_by_its_own_address_too(client):
    claims("S1", "S2", "S3")

    assert shown(get(client, f"{RECORD}?from=S3")) == ["S3"]


def test_a_page_of_long_claims_holds_fewer(client, monkeypatch):
    monkeypatch.setattr(record_pages, "CHARACTERS", 5000)
    claims("S1", statement="Long. " * 1000)
    cited, _ = claims("S2", "S3")
    make.citation(cited, released_source(), says="At length. " * 500)

    assert [shown(page) for page in pages(client, "/")] == [["S1"], ["S2"], ["S3"]]


def test_a_claim_with_many_citations_tells_some_and_counts_all(client, monkeypatch):
    monkeypatch.setattr(record_pages, "CITED", 2)
    monkeypatch.setattr(readings, "SHOWN", 3)
    (claim,) = claims("S1")
    for _ in range(4):
        make.citation(claim, released_source(outlet="The Refuter"), stance=Stance.REFUTES)
    make.citation(claim, released_source(outlet="The Supporter"))

    listed, alone = get(client, "/"), get(client, f"{RECORD}S1/")

    assert (listed.count("<details"), alone.count('class="backing"')) == (2, 3)
    assert "The Supporter" in listed
    for page in (listed, alone):
        assert "4 refute it" in words(page)
    assert "Citations 5" in words(listed)
    assert f'href="{RECORD}S1/">More citations' in listed
    assert f"/api/v1/citations/?claim={claim.uid}" in alone


def test_the_rest_of_the_deals_is_a_link_away_the_latest_first(client):
    for day in ("2021-01-01", "2023-01-01", "2022-01-01", None):
        deal = make.released_deal(title=f"Deal of {day}", collection=make.collection())
        if day:
            make.deal_step(deal, Step.ANNOUNCED, day)

    first = get(client, "/")
    rest = pages(client, f"{RECORD}?list=deals")

    assert "Deal of 2021" not in first
    assert 'href="?list=deals">All 4 deals' in first
    assert [re.findall(r"Deal of (\w+)", page) for page in rest] == [
        ["2023", "2022"],
        ["2021", "None"],
    ]
    assert link(rest[1], "prev") == "?list=deals"


@pytest.mark.parametrize(("noun", "record"), [("companies", make.company), ("people", make.person)])
def test_the_rest_of_the_names_is_a_link_away(client, noun, record):
    claims("S1")
    for name in ("Carol", "Ann", "Bob"):
        record(name)

    first = get(client, "/")
    rest = pages(client, f"{RECORD}?list={noun}")

    assert f'href="?list={noun}">All 3 {noun}' in first
    assert [re.findall(r">(Ann|Bob|Carol)</a>", page) for page in rest] == [
        ["Ann", "Bob"],
        ["Carol"],
    ]


def test_the_records_have_pages_too(client):
    for name in ("first", "second", "third"):
        make.claim(released_at=make.NOON, collection=make.collection(name))

    listed = [re.findall(r'href="/claims/(\w+)/"', page) for page in pages(client, "/")]

    assert listed == [["first", "second"], ["third"]]


def test_the_front_page_of_several_records_leads_to_what_is_in_all_of_them(client):
    for name in ("first", "second"):
        make.claim(released_at=make.NOON, collection=make.collection(name))
        make.company(f"Firm of {name}", collection=make.collection(name))
    make.company("Nobody's", collection=make.collection("first"), released_at=None)

    front = get(client, "/")
    listed = get(client, "/companies/")

    assert [f'href="/{noun}/"' in front for noun in ("deals", "companies", "people")] == [True] * 3
    assert re.findall(r">(Firm of \w+|Nobody&#x27;s)</a>", listed) == [
        "Firm of first",
        "Firm of second",
    ]


@pytest.mark.parametrize("noun", ["deals", "companies", "people"])
def test_a_list_of_all_records_has_pages_and_says_when_it_is_empty(client, noun):
    empty = get(client, f"/{noun}/")
    for number in range(3):
        make_one = {"companies": make.company, "people": make.person, "deals": make.released_deal}
        make_one[noun](**({"title": f"Deal {number}"} if noun == "deals" else {}))

    listed = pages(client, f"/{noun}/")

    assert "will stand here once the desk releases the first" in empty
    assert len(listed) >= 2
    assert link(listed[0], "next").startswith("?from=")
    assert client.get(f"/{noun}/?from=nobody").status_code == 404


def test_what_is_said_of_a_deal_has_pages(client):
    deal = make.released_deal()
    for claim in claims("S1", "S2", "S3"):
        claim.deals.add(deal)

    assert [shown(page) for page in pages(client, f"/deals/{deal.slug}/")] == [["S1", "S2"], ["S3"]]
    assert client.get(f"/deals/{deal.slug}/?from=no-claim").status_code == 404


def test_a_page_deep_in_a_record_costs_what_the_second_one_does(client):
    claims(*(f"S{n:02}" for n in range(1, 10)))

    def cost(start):
        with CaptureQueriesContext(connection) as asked:
            get(client, f"/?from={start}")
        return len(asked)

    assert cost("S03") == cost("S07")
