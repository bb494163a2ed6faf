"""Whatever is changed is heard of: who follows keeps what the lists have, whatever the edit."""

import pytest

from partnerships.models import Citation, Claim, ClaimParty, Deal, Party, Source
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.api.test_changes import Follower, listed
from tests.shared import made_once

pytestmark = pytest.mark.django_db

EDITS = {
    "a claim's words": lambda: Claim.objects.update(statement="It snows."),
    "a party's name": lambda: Party.objects.update(name="Another Name"),
    "a deal's title": lambda: Deal.objects.update(title="Another title"),
    "a source's outlet": lambda: Source.objects.update(outlet="The Sun"),
    "a citation's words": lambda: Citation.objects.update(says="Something else."),
    "a citation removed": lambda: Citation.objects.all().delete(),
    "a claim about nobody": lambda: ClaimParty.objects.all().delete(),
    "all claims taken back": lambda: Claim.objects.update(released_at=None),
    "all deals taken back": lambda: Deal.objects.update(released_at=None),
    "all sources taken back": lambda: Source.objects.update(released_at=None),
    "an origin taken back": lambda: Source.objects.filter(derives_from=None).update(
        released_at=None
    ),
    "a source that retells none": lambda: Source.objects.update(derives_from=None),
    "a name added": lambda: make.party_name(Party.objects.first(), start="2019", end="2021"),
    "an amount added": lambda: make.amount(Deal.objects.released().first(), 5),
    "a fact's claim": lambda: make.fact(
        party=Party.objects.first(), claim=Claim.objects.released().first()
    ),
    "a verdict": lambda: make.readable(),
    "an edition": lambda: make.edition(),
}


def make_followed():
    """One of everything, and who has heard of all of it: how far, and what there is."""
    one_of_everything()
    make.readable()
    follower = Follower()
    follower.follow()
    return follower.last, follower.kept


@pytest.fixture(scope="module")
def followed(django_db_setup, django_db_blocker):
    """Many readers' rows, followed to their end: made once, for that asks for each of them."""
    yield from made_once(django_db_blocker, make_followed)


@pytest.mark.walk
@pytest.mark.parametrize("edit", EDITS)
def test_whatever_is_changed_is_heard_of_wherever_it_shows(followed, edit):
    follower = Follower()
    follower.last, kept = followed
    follower.kept = {noun: dict(rows) for noun, rows in kept.items()}

    EDITS[edit]()
    follower.follow()

    assert follower.kept == listed()
