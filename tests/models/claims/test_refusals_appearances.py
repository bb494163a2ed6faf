"""A claim appears in a work of others that readers may know of, whatever the door."""

import pghistory
import pytest

from partnerships.models import Source
from partnerships.rules.claims import authorship
from partnerships.rules.stories.readings import READER
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_no_claim_appears_in_a_confidential_source(refused, change):
    claim, secret = make.claim(), make.source(confidentiality="confidential")

    with refused("claim_appears_in_an_open_source"):
        change(claim, "appears_in_id = %s", secret.pk)


def test_no_source_becomes_confidential_that_a_claim_appears_in(refused, change):
    work = make.source()
    make.claim(appears_in=work)

    with refused("source_of_claims_stays_open"):
        change(work, "confidentiality = 'confidential'")

    change(make.source(), "confidentiality = 'confidential'")


def test_a_fingerprint_tells_nobody_of_a_work_they_may_not_know():
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim(statement="It paid.", released_at=make.NOON)
        make.citation(claim, make.source(released_at=make.NOON))
        bare = authorship.as_seen_by(claim, READER)
        claim.appears_in = make.source()
        claim.save()

    assert authorship.as_seen_by(claim, READER) == bare
    assert authorship.as_seen_in([claim], READER) == {claim.pk: bare}
    Source.objects.update(released_at=make.NOON)
    assert authorship.as_seen_by(claim, READER) == authorship.fingerprint(claim) != bare
