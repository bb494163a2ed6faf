"""Sources at the desk: their origin, what leans on them, and who may know of them."""

import pytest
from django.urls import reverse

from partnerships.vocabulary import Confidentiality
from tests.factories import citation, claim, deal, editor, fact, source

pytestmark = pytest.mark.django_db

LIST = "admin:partnerships_source_changelist"
DESK = ["view_source", "change_source", "view_claim", "view_citation", "view_snapshot"]


@pytest.fixture
def desk(client):
    client.force_login(editor(is_superuser=True))
    return client


def page(client, record):
    return client.get(reverse("admin:partnerships_source_change", args=[record.pk]))


def listed(client, **query):
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


def test_a_source_page_shows_the_way_to_its_origin(desk):
    report = source(outlet="The Times")
    retelling = source(derives_from=report)
    copy = source(derives_from=retelling)

    standing = page(desk, copy).context["standing"]

    assert standing.chain == [retelling, report]


def test_a_source_page_shows_what_retells_it(desk):
    report = source()
    copies = [source(derives_from=report), source(derives_from=report)]

    standing = page(desk, report).context["standing"]

    assert (standing.chain, set(standing.retellings)) == ([], set(copies))


def test_a_source_page_shows_the_others_of_its_origin(desk):
    report = source()
    one, two = source(derives_from=report), source(derives_from=report)

    assert page(desk, one).context["standing"].siblings == [two]


def test_a_source_page_shows_what_it_is_cited_for_and_what_it_backs(desk):
    report = source()
    citation(claim("The sky is blue."), report)
    fact(deal=deal(title="The first deal"), source=report)

    text = page(desk, report).content.decode()

    assert "The sky is blue." in text
    assert "The first deal" in text


def test_sources_are_found_by_their_words(desk):
    wanted = source(title="Ties begin to fray")
    source(title="Something else")

    assert listed(desk, q="fraying ties") == [wanted]


@pytest.mark.parametrize(("origin", "number"), [("own", 1), ("retells", 2), ("retold", 1)])
def test_the_list_tells_reports_from_retellings(desk, origin, number):
    report = source()
    source(derives_from=report)
    source(derives_from=report)

    assert len(listed(desk, origin=origin)) == number


def test_a_confidential_source_is_not_there_for_others(client):
    hidden = source(confidentiality=Confidentiality.CONFIDENTIAL)
    seen = source()
    client.force_login(editor(None, *DESK))

    assert listed(client) == [seen]
    assert page(client, hidden).status_code == 302
    assert not client.get(reverse(LIST)).context["cl"].has_filters or "onfidential" not in (
        client.get(reverse(LIST)).content.decode()
    )


def test_a_confidential_origin_is_not_named_to_others(client):
    hidden = source(outlet="Somebody inside", confidentiality=Confidentiality.CONFIDENTIAL)
    retelling = source(derives_from=hidden)
    client.force_login(editor(None, *DESK))

    for response in (page(client, retelling), client.get(reverse(LIST))):
        assert "Somebody inside" not in response.content.decode()
    assert listed(client, origin="retells") == []


def test_only_a_source_keeper_can_make_a_source_confidential(client):
    client.force_login(editor(None, *DESK))

    assert "confidentiality" not in page(client, source()).context["adminform"].form.fields


def test_the_list_costs_the_same_for_one_row_and_for_many(desk, django_assert_max_num_queries):
    report = source()
    for _ in range(12):
        citation(source_=source(derives_from=report))

    with django_assert_max_num_queries(10):
        desk.get(reverse(LIST))
