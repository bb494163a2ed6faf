"""Pages of claims, companies, people and deals, as we knew them at a moment."""

import pytest
from django.test.utils import override_settings

from partnerships.models import Claim, Deal, Party, Source
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.moments import begun_long_ago, dated, day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _long_kept(db):
    begun_long_ago()


@pytest.fixture
def page(client):
    """A function: the text of a page, as of a day of January 2026 or of now."""

    def page(address, known_at="", status=200):
        answer = client.get(address, {"known_at": known_at} if known_at else {})
        assert answer.status_code == status
        return answer.content.decode()

    return page


def test_a_claim_is_shown_as_we_knew_it(page):
    claim = make.readable(reference="C1", statement="It rains.").claim
    dated(day(1))
    Claim.objects.filter(pk=claim.pk).update(statement="It snows.")
    dated(day(3))
    address = "/claims/microsoft_openai/C1/"

    then = page(address, "2026-01-02")

    assert "It rains." in then
    assert "As we knew it on 2 January 2026, 23:59 UTC" in then
    assert "Accurate" in then
    assert "It snows." in page(address)
    assert "As we knew it on" not in page(address)


def test_a_moment_may_be_given_to_the_second(page):
    make.company("Old Name", slug="firm")
    dated(day(1))
    Party.objects.update(name="New Name")
    dated(day(3))

    assert "Old Name" in page("/companies/firm/", "2026-01-03T11:59:59Z")
    assert "New Name" in page("/companies/firm/", "2026-01-03T13:00:00+01:00")


def test_a_page_of_today_is_the_page_of_this_moment_but_for_what_it_says_of_that(page):
    one_of_everything()
    make.readable()
    make.deal_party(Deal.objects.released().earliest("pk"), make.company())
    dated(day(1))
    addresses = [f"/deals/{slug}/" for slug in Deal.objects.values_list("slug", flat=True)]
    for noun, kind in {"companies": "company", "people": "person"}.items():
        slugs = Party.objects.filter(kind=kind).values_list("slug", flat=True)
        addresses += [f"/{noun}/{slug}/" for slug in slugs]
    claims = Claim.objects.released().values_list("reference", flat=True)
    addresses += [f"/claims/microsoft_openai/{reference}/" for reference in claims]

    for address in addresses:
        now, then = page(address).splitlines(), page(address, "2026-01-02").splitlines()
        of_then = [line for line in then if line not in now]
        assert [
            line for line in of_then if "known_at" not in line and 'class="then"' not in line
        ] == []


def test_a_page_of_the_past_gives_nothing_back(page):
    claim = make.readable(reference="C1").claim
    rose = make.source(outlet="Rose", released_at=make.NOON)
    make.citation(claim, rose)
    dated(day(1))
    Source.objects.filter(pk=rose.pk).update(released_at=None, confidentiality="confidential")
    dated(day(3))

    assert "Rose" not in page("/claims/microsoft_openai/C1/", "2026-01-02")

    Claim.objects.update(released_at=None)
    dated(day(5))
    page("/claims/microsoft_openai/C1/", "2026-01-02", status=404)


def test_search_engines_are_told_to_keep_no_page_of_the_past(client):
    make.company(slug="firm")
    dated(day(1))

    assert client.get("/companies/firm/?known_at=2026-01-02")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/companies/firm/")


def test_a_party_that_was_merged_leads_on_to_the_same_moment(client):
    make.company(slug="old", merged_into=make.company(slug="new"))
    dated(day(1))

    answer = client.get("/companies/old/?known_at=2026-01-02")

    assert (answer.status_code, answer["Location"]) == (302, "/companies/new/?known_at=2026-01-02")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2100-01-01", "has not come yet"),
        ("9999-12-31", "has not come yet"),
        ("0001-01-01", "Nothing was kept here before"),
        ("2026-02-30", "Choose a day, such as"),
        ("last week", "Choose a day, such as"),
        ("2026-01-02T12:00", "Write a moment with its zone"),
    ],
)
def test_a_moment_of_which_nothing_is_known_is_refused_in_a_sentence(page, written, told):
    make.company(slug="firm")

    assert told in page("/companies/firm/", written, status=400)


@override_settings(TIME_ZONE="Asia/Tokyo")
def test_a_day_ends_where_the_desk_is(page):
    make.company("Old Name", slug="firm")
    dated(day(1))
    Party.objects.update(name="New Name")
    dated(day(3).replace(hour=16))  # one in the morning of the fourth

    assert "Old Name" in page("/companies/firm/", "2026-01-03")
    assert "New Name" in page("/companies/firm/", "2026-01-04")
