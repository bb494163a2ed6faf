"""Two records of one company are merged and told apart again, by two people in their browsers."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Party
from tests import factories as make
from tests.browser.conftest import choose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twice(transactional_db):
    """A company and a second record of it, to which something leads."""
    kept = make.company("OpenAI", country="US", founded="2015-12-11", place="San Francisco")
    gone = make.company("Open AI Inc.", country="US", founded="2015")
    make.party_name(gone, "Open AI Incorporated")
    make.identifier(gone, "cik", "0001234567")
    make.deal(gone, make.company("Microsoft"), title="The cloud")
    make.claim("It was founded in 2015.").about_parties.create(party=gone)
    return kept, gone


def test_two_people_merge_two_records_and_undo_it(log_in, twice, faults_by_day_and_night):
    kept, gone = twice
    ann = log_in(make.member("Editor", name="ann", first_name="Ann", last_name="Ames"))
    ben = log_in(make.member("Editor", name="ben", first_name="Ben", last_name="Bell"))

    ann.goto(f"/admin/partnerships/company/{gone.pk}/change/")
    ann.get_by_role("link", name="Merge …").click()
    assert faults_by_day_and_night(ann, "merge-1-with") == []
    choose(ann, "into", "openai", "OpenAI")
    ann.get_by_role("button", name="Compare").click()
    ann.get_by_label("By what one knows that both are the same").fill("One address, one board.")
    assert faults_by_day_and_night(ann, "merge-2-sides") == []
    ann.get_by_role("button", name="Propose").click()
    expect(ann.get_by_text("You proposed this: somebody else confirms it.")).to_be_visible()

    ben.goto("/admin/")
    assert faults_by_day_and_night(ben, "merge-3-home") == []
    ben.get_by_role("link", name="Merge Open AI Inc. into OpenAI").click()
    assert faults_by_day_and_night(ben, "merge-4-confirm") == []
    ben.get_by_role("button", name="Confirm: they are one").click()
    expect(ben.get_by_text("confirmed by Ben Bell")).to_be_visible()
    assert Party.objects.get(pk=gone.pk).merged_into_id == kept.pk
    assert faults_by_day_and_night(ben, "merge-5-done") == []

    ann.goto(f"/admin/partnerships/company/{kept.pk}/change/")
    complaints = list(log_in.complaints)
    assert faults_by_day_and_night(ann, "merge-6-party") == []
    log_in.complaints[:] = complaints  # what axe tries with folded forms is refused, and told
    ann.get_by_role("link", name="see the merge, or undo it").click()
    ann.get_by_label("By what one knows that they are two").fill("Two registers.")
    ann.get_by_role("button", name="Propose to undo it").click()
    ben.goto("/admin/partnerships/party/merges/")
    assert faults_by_day_and_night(ben, "merge-7-all") == []
    ben.get_by_role("link", name="Undo the merge of Open AI Inc. into OpenAI").click()
    ben.get_by_role("button", name="Confirm: they are two").click()
    expect(ben.get_by_text("confirmed by Ben Bell")).to_be_visible()
    assert Party.objects.get(pk=gone.pk).merged_into is None
    assert gone.names.count() == 1
