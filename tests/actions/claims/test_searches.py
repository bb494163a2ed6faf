"""Searches that found nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.actions.claims import searches
from partnerships.errors import Refused
from partnerships.models import Entry
from partnerships.rules.claims import authorship
from partnerships.vocabulary import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_search_says_where_when_and_for_what():
    claim, ann = make.checked(), make.member("Reporter")

    made = searches.record_search(
        claim, "The company's announcements", "A cut of the price", by=ann
    )

    assert made.searched_on == str(timezone.localdate())
    assert authorship.claim_authorships(claim).filter(author=ann, search=made).exists()
    assert Entry.objects.get(claim=claim).act == Act.RECORDED


@pytest.mark.parametrize(
    ("place", "sought", "said"), [("", "A cut", "where one looked"), ("Here", " ", "looked for")]
)
def test_a_search_leaves_nothing_out(place, sought, said):
    with pytest.raises(Refused, match=said):
        searches.record_search(make.checked(), place, sought, by=make.member("Reporter"))


def test_nobody_has_searched_tomorrow():
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="yet to come"):
        searches.record_search(
            make.checked(), "Here", "That", by=make.member("Reporter"), searched_on=tomorrow
        )


def test_one_may_know_only_the_month_in_which_one_searched():
    ann = make.member("Reporter")

    made = searches.record_search(make.checked(), "Here", "That", by=ann, searched_on="2024-10")

    made.refresh_from_db()
    assert made.searched_on == "2024-10"


@pytest.mark.parametrize(
    ("on", "said"), [("2999-01", "yet to come"), ("last week", "Write it without spaces")]
)
def test_what_is_no_day_of_a_search_is_refused(on, said):
    with pytest.raises(Refused, match=said):
        searches.record_search(
            make.checked(), "Here", "That", by=make.member("Reporter"), searched_on=on
        )


def test_readers_record_no_search():
    with pytest.raises(PermissionDenied):
        searches.record_search(make.checked(), "Here", "That", by=make.member("Reader"))
