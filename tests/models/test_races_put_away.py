"""What is put away while somebody begins to lean on it: one of the two waits, and is refused."""

import pghistory
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import PutAway, Source
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def reason():
    editor = make.editor()
    with pghistory.context(user=editor.pk):
        return PutAway.objects.create(by=editor, at=timezone.now(), why="A duplicate.")


def refused_by(law, act):
    with pytest.raises(IntegrityError) as caught:
        act.result()
    return caught.value.__cause__.diag.constraint_name == law


def test_a_source_that_is_put_away_meanwhile_is_not_cited(meanwhile):
    source, claim, why = make.source(), make.claim(), reason()

    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(put_away=why)
        other = meanwhile(lambda: make.citation(claim, source))

    assert refused_by("what_is_named_is_there", other)


def test_a_source_that_is_cited_meanwhile_is_not_put_away(meanwhile):
    source, claim, why = make.source(), make.claim(), reason()

    with transaction.atomic():
        make.citation(claim, source)
        other = meanwhile(lambda: Source.objects.filter(pk=source.pk).update(put_away=why))

    assert refused_by("what_is_put_away_is_named_nowhere", other)


def test_a_claim_does_not_come_back_to_a_source_that_is_put_away_meanwhile(meanwhile):
    citation, why, other_why = make.citation(), reason(), reason()
    claims = type(citation.claim).every.filter(pk=citation.claim_id)
    claims.update(put_away=why)

    with transaction.atomic():
        Source.objects.filter(pk=citation.source_id).update(put_away=other_why)
        other = meanwhile(lambda: claims.update(put_away=None))

    assert refused_by("what_is_brought_back_names_what_is_there", other)
