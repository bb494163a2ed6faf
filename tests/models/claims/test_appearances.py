"""A claim appears in a work of others that readers may know of, whatever the door."""

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction

from partnerships.models import Source
from partnerships.rules.claims import authorship
from partnerships.rules.stories.readings import READER
from tests import factories as make

pytestmark = pytest.mark.django_db


def run(sentence, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sentence, values)


APPEARS = "UPDATE partnerships_claim SET appears_in_id = %s WHERE id = %s"
HIDE = "UPDATE partnerships_source SET confidentiality = 'confidential' WHERE id = %s"


def test_no_claim_appears_in_a_confidential_source():
    claim, secret = make.claim(), make.source(confidentiality="confidential")

    with pytest.raises(IntegrityError, match="claim_appears_in_an_open_source"):
        run(APPEARS, secret.pk, claim.pk)


def test_no_source_becomes_confidential_that_a_claim_appears_in():
    work = make.source()
    make.claim(appears_in=work)

    with pytest.raises(IntegrityError, match="source_of_claims_stays_open"):
        run(HIDE, work.pk)

    run(HIDE, make.source().pk)


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
