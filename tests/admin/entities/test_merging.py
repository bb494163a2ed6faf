"""Two records of one party at the desk: side by side, proposed by one, confirmed by a second."""

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.actions.entities.merges import confirm_merge, propose_merge, turn_down_merge
from partnerships.models import Merge, Party
from partnerships.vocabulary import MergeAct
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return make.member("Editor", name="ann", first_name="Ann", last_name="Ames")


@pytest.fixture
def ben():
    return make.member("Editor", name="ben", first_name="Ben", last_name="Bell")


@pytest.fixture
def twice():
    """A company and a second record of it, which a deal names."""
    kept, gone = make.company("OpenAI"), make.company("Open AI", country="US")
    make.deal(gone, make.company("Microsoft"))
    return kept, gone


def at_desk(user):
    client = Client()
    client.force_login(user)
    return client


def compared(gone, kept):
    return f"{reverse('admin:partnerships_party_merge', args=[gone.pk])}?into={kept.pk}"


def decided(merge):
    return reverse("admin:partnerships_party_decide_merge", args=[merge.pk])


def merged(gone, kept, ann, ben):
    return confirm_merge(propose_merge(gone, kept, by=ann, why="One address."), by=ben)


def test_both_records_stand_side_by_side(twice, ann):
    kept, gone = twice

    page = at_desk(ann).get(compared(gone, kept)).text

    assert "Goes: " in page
    assert "Deals, by role" in page
    assert "What stands against it" not in page


def test_what_stands_against_it_is_named_and_nothing_can_be_proposed(twice, ann):
    kept, gone = twice
    make.deal(gone, kept, title="The deal of both")

    page = at_desk(ann).get(compared(gone, kept)).text

    assert "The deal of both" in page
    assert ">Propose</button>" not in page


def test_a_merge_is_proposed_by_one_and_confirmed_by_a_second(twice, ann, ben):
    kept, gone = twice

    told = at_desk(ann).post(compared(gone, kept), {"why": "One address."}, follow=True).text
    assert "somebody else has to confirm it" in told
    assert "Confirm: they are one" not in told
    asked = Merge.objects.get()
    assert Party.objects.get(pk=gone.pk).merged_into is None

    page = at_desk(ben).get(decided(asked)).text
    assert "Proposed by Ann Ames" in page
    at_desk(ben).post(decided(asked), {"_confirm": "1"})

    assert Party.objects.get(pk=gone.pk).merged_into_id == kept.pk


def test_who_proposed_it_and_confirms_it_too_is_told_that_a_second_does(twice, ann):
    kept, gone = twice
    asked = propose_merge(gone, kept, by=ann, why="One address.")

    told = at_desk(ann).post(decided(asked), {"_confirm": "1"}, follow=True).text

    assert "a second person confirms it" in told
    assert Party.objects.get(pk=gone.pk).merged_into is None


def test_a_merge_is_not_proposed_without_a_reason(twice, ann):
    kept, gone = twice

    at_desk(ann).post(compared(gone, kept), {"why": " "})

    assert not Merge.objects.exists()


def test_a_merge_is_turned_down_with_a_reason(twice, ann, ben):
    kept, gone = twice
    asked = propose_merge(gone, kept, by=ann, why="One address.")

    told = at_desk(ben).post(decided(asked), {"_refuse": "1", "why": ""}, follow=True).text
    assert "Say why" in told
    at_desk(ben).post(decided(asked), {"_refuse": "1", "why": "Two registers."})

    assert Merge.objects.get(act=MergeAct.REFUSED).why == "Two registers."


def test_who_proposes_it_again_is_told_that_it_was_turned_down(twice, ann, ben):
    kept, gone = twice
    turn_down_merge(propose_merge(gone, kept, by=ann, why="A guess."), by=ben, why="Two registers.")

    assert "Two registers." in at_desk(ann).get(compared(kept, gone)).text


def test_records_that_are_named_alike_are_offered_to_compare(twice, ann):
    kept, gone = twice
    make.person("OpenAI", slug="a-person")

    for other in (gone, make.company("OpenAI Incorporated")):
        page = at_desk(ann).get(reverse("admin:partnerships_party_merge", args=[other.pk])).text
        assert f'href="?into={kept.pk}"' in page
        assert "a-person" not in page


def test_a_merge_is_undone_by_two(twice, ann, ben):
    kept, gone = twice
    merge = merged(gone, kept, ann, ben)

    at_desk(ben).post(decided(merge), {"_undo": "1", "why": "They are two."})
    asked = Merge.objects.waiting().get()
    assert "Confirm: they are two" in at_desk(ann).get(decided(asked)).text
    at_desk(ann).post(decided(asked), {"_confirm": "1"})

    assert Party.objects.get(pk=gone.pk).merged_into is None


def test_a_merge_that_stands_can_be_undone_from_its_page(twice, ann, ben):
    kept, gone = twice
    merge = merged(gone, kept, ann, ben)
    page = at_desk(ann).get(decided(merge)).text

    assert "Propose to undo it" in page


def test_the_page_of_a_record_says_what_it_was_merged_into_and_what_waits(twice, ann, ben):
    kept, gone = twice
    other = make.company("The makers of ChatGPT")
    propose_merge(other, kept, by=ann, why="One address.")
    merged(gone, kept, ann, ben)

    page = at_desk(ann).get(reverse("admin:partnerships_company_change", args=[kept.pk])).text
    assert "waits for a second person" in page
    assert f"({gone.slug}) was merged into this" in page
    page = at_desk(ann).get(reverse("admin:partnerships_company_change", args=[gone.pk])).text
    assert "which stands in its stead" in page


@pytest.mark.parametrize("noun", ["company", "party"])
def test_a_record_that_was_merged_is_in_no_list_and_no_search(noun, twice, ann, ben):
    kept, gone = twice
    make.party_name(kept, "Open AI")
    merged(gone, kept, ann, ben)
    a_list = reverse(f"admin:partnerships_{noun}_changelist")

    for address in (a_list, f"{a_list}?q=open+ai"):
        page = at_desk(ann).get(address).text
        assert f"/{gone.pk}/change/" not in page
        assert f"/{kept.pk}/change/" in page


def test_a_record_that_was_merged_is_no_choice(twice, ann, ben):
    kept, gone = twice
    merged(gone, kept, ann, ben)
    asked = {"app_label": "partnerships", "model_name": "dealparty", "field_name": "party"}

    for term in ("", "Open AI"):
        answer = at_desk(ann).get(reverse("admin:autocomplete"), {**asked, "term": term}).json()
        keys = {row["id"] for row in answer["results"]}
        assert str(kept.pk) in keys
        assert str(gone.pk) not in keys


def test_the_box_leads_to_the_record_that_stands(twice, ann, ben):
    kept, gone = twice
    merged(gone, kept, ann, ben)

    told = at_desk(ann).get(reverse("admin:search_box"), {"q": "Open AI"}).text

    assert f"/{kept.pk}/change/" in told
    assert f"/{gone.pk}/change/" not in told


def test_the_home_tells_the_second_person_and_not_the_first(twice, ann, ben):
    kept, gone = twice
    propose_merge(gone, kept, by=ann, why="One address.")

    assert "Two records of one" in at_desk(ben).get(reverse("admin:index")).text
    assert "Two records of one" not in at_desk(ann).get(reverse("admin:index")).text


@pytest.mark.parametrize("role", ["Reader", "Reporter", "Fact-checker"])
def test_who_may_not_merge_sees_none_of_it(role, twice, ann):
    kept, gone = twice
    asked = propose_merge(gone, kept, by=ann, why="One address.")
    client = at_desk(make.member(role))

    for address in (
        compared(gone, kept),
        decided(asked),
        reverse("admin:partnerships_party_merges"),
    ):
        assert client.get(address).status_code == 403
    page = client.get(reverse("admin:partnerships_company_change", args=[gone.pk])).text
    assert "waits for a second person" not in page


def test_nobody_writes_whom_a_party_was_merged_into_on_its_form(twice, ann):
    kept, gone = twice

    page = at_desk(ann).get(reverse("admin:partnerships_company_change", args=[gone.pk])).text

    assert 'name="merged_into"' not in page


@pytest.mark.parametrize("address", ["merges/", "merges/99999999/", "99999999/merge/"])
def test_what_is_not_there_is_answered_in_a_sentence(address, ann):
    answer = at_desk(ann).get(f"/admin/partnerships/party/{address}")

    assert answer.status_code in (200, 404)
