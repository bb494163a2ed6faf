"""The box of the desk: records, what one does here, and what was not found, to be made."""

import re
from html import unescape

import pytest
from django.urls import reverse

from partnerships.models import Company
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(client):
    """A function: what the box answers to the words, each row as its address and what it says."""

    def box(words, user, page="search_box"):
        client.force_login(user)
        told = client.get(reverse(f"admin:{page}"), {"q": words}).text
        rows = re.findall(r'<a href="([^"]*)" data-found[^>]*>(.*?)</a>', told, re.DOTALL)
        return {
            " ".join(unescape(re.sub("<[^>]*>", "", said)).split()): unescape(address)
            for address, said in rows
        }

    return box


def chief():
    return make.editor(None, is_superuser=True)


def test_a_record_that_is_found_leads_to_its_page_at_the_desk(box):
    claim = make.claim("The canary sings.", reference="S1")
    deal = make.deal(make.company("Canary"), title="Canary lease")
    make.amount(deal, 13)

    rows = box("canary", chief())

    assert rows["Claim S1 The canary sings."] == page("claim", claim)
    assert rows["Deal Canary lease $13 billion (announced)"] == page("deal", deal)


def page(noun, record):
    return reverse(f"admin:partnerships_{noun}_change", args=[record.pk])


def test_a_command_is_found_by_its_words_and_their_beginnings(box):
    new = reverse("admin:partnerships_claim_add")

    for words in ("new claim", "claim new", "record a"[:8] + " claim", "add cl"):
        assert box(words.replace(" a ", " "), chief())["Go to New claim"] == new, words
    assert box("my queue", chief())["Go to My queue"].endswith("?whose=mine")


def test_nobody_is_offered_what_they_may_not_do(box):
    reader = make.editor(None, "view_claim")

    rows = box("new claim", reader) | box("Nobody at all", reader)

    assert [said for said in rows if "New" in said or "Create" in said] == []


def test_records_of_which_the_desk_has_no_page_for_one_are_not_offered(box):
    make.released_deal(make.company("Azure"), make.company("Other"), title="Azure lease")

    assert box("azure", make.editor(None, "view_claim")) == {}


def test_what_was_not_found_is_made_with_its_name_filled_in(box, client):
    rows = box("Quayside Émile", chief())

    form = client.get(rows["Create company “Quayside Émile”"]).text
    assert 'value="Quayside Émile"' in form
    assert 'value="quayside-emile"' in form
    assert "Create person “Quayside Émile”" in rows


def test_what_is_there_is_not_made_again(box):
    make.company("Quayside")

    assert "Create company “quayside”" not in box("quayside", chief())


def test_a_sentence_that_was_not_found_begins_a_claim(box, client):
    rows = box("Quayside pays Harbour rent", chief())

    form = client.get(rows["Create claim “Quayside pays Harbour rent”"]).text
    assert "Quayside pays Harbour rent</textarea>" in form


def test_an_address_that_was_not_found_begins_a_source(box, client):
    rows = box("example.org/a", chief())

    form = client.get(rows["Create source “https://example.org/a”"]).text
    assert 'value="https://example.org/a"' in form
    make.source(url="https://example.org/a")
    assert [said for said in box("example.org/a", chief()) if "Create" in said] == []


def test_a_story_of_the_desk_leads_to_its_workspace(box):
    story = make.story()

    rows = box(story.slug, chief())

    assert page("story", story) in rows.values()


def test_without_script_it_is_a_page(box):
    make.company("Azure")

    assert "Company Azure" in box("azure", chief(), page="search")


def test_strangers_are_asked_to_log_in(client):
    for name in ("search", "search_box"):
        assert client.get(reverse(f"admin:{name}")).status_code == 302


def test_nothing_is_sent_to_it(client):
    client.force_login(chief())

    assert client.post(reverse("admin:search")).status_code == 405


def test_a_list_that_finds_nothing_offers_to_record_it_by_that_name(client):
    client.force_login(chief())

    told = client.get(reverse("admin:partnerships_company_changelist"), {"q": "Quayside"}).text

    assert f"{reverse('admin:partnerships_company_add')}?name=Quayside" in told
    assert Company.objects.count() == 0


def test_what_is_typed_is_no_markup(box, client):
    client.force_login(chief())

    told = client.get(reverse("admin:search_box"), {"q": "<b>x</b>\x00"}).text

    assert "<b>" not in told
