"""What is kept of support is right when two people write what is counted, each seeing half."""

import pytest
from django.db import transaction

from partnerships.models import Citation, Source
from partnerships.vocabulary import Clearance, Confidentiality, Stance
from tests.factories import NOON, citation, claim, source
from tests.models.claims.test_support import kept, kept_origins, must_agree

pytestmark = pytest.mark.django_db(transaction=True)


def chain():
    """A report, its copy and the copy's, of which readers know the last alone."""
    report = source()
    copy = source(derives_from=report)
    return report, copy, source(derives_from=copy, released_at=NOON)


def release(*sources):
    Source.objects.filter(pk__in=[each.pk for each in sources]).update(released_at=NOON)


def test_two_citations_of_one_claim_both_count(meanwhile):
    said = claim()

    with transaction.atomic():
        citation(said)
        other = meanwhile(lambda: citation(said))

    other.result()
    assert kept(Clearance.KEEPER)[said.pk]["origins"] == 2


def test_a_citation_that_comes_while_its_origin_is_released_counts_that_origin(meanwhile):
    report, _, last = chain()
    said = claim()
    citation(said, source(derives_from=report, released_at=NOON))

    with transaction.atomic():
        release(report)
        other = meanwhile(lambda: citation(said, last))

    other.result()
    assert kept(Clearance.PUBLIC)[said.pk]["origins"] == 1
    must_agree("released, then cited")


def test_an_origin_that_is_released_while_its_copy_is_cited_is_counted(meanwhile):
    report, _, last = chain()
    said = claim()
    citation(said, source(derives_from=report, released_at=NOON))

    with transaction.atomic():
        citation(said, last)
        other = meanwhile(lambda: release(report))

    other.result()
    assert kept(Clearance.PUBLIC)[said.pk]["origins"] == 1
    must_agree("cited, then released")


def test_two_releases_along_a_chain_find_its_end(meanwhile):
    report, copy, last = chain()
    citation(claim(), last)

    with transaction.atomic():
        release(report)
        other = meanwhile(lambda: release(copy))

    other.result()
    assert kept_origins(Clearance.PUBLIC)[last.pk] == report.pk
    must_agree("the report, then the copy")


def test_a_copy_that_comes_while_its_report_is_released_goes_back_to_it(meanwhile):
    report = source()

    with transaction.atomic():
        release(report)
        other = meanwhile(lambda: source(derives_from=report, released_at=NOON))

    other.result()
    must_agree("released, then copied")


def test_a_report_that_is_released_while_it_is_copied_is_the_origin(meanwhile):
    report = source()

    with transaction.atomic():
        source(derives_from=report, released_at=NOON)
        other = meanwhile(lambda: release(report))

    other.result()
    must_agree("copied, then released")


def test_a_link_that_is_made_while_the_report_becomes_confidential_tells_nobody(meanwhile):
    report, copy = source(), source()
    citation(claim(), copy)

    with transaction.atomic():
        Source.objects.filter(pk=copy.pk).update(derives_from=report)
        confidential = {"confidentiality": Confidentiality.CONFIDENTIAL}
        other = meanwhile(lambda: Source.objects.filter(pk=report.pk).update(**confidential))

    other.result()
    assert kept_origins(Clearance.DESK)[copy.pk] == copy.pk
    must_agree("linked, then made confidential")


def test_a_citation_that_is_turned_while_its_source_is_linked_counts_the_new_origin(meanwhile):
    report, copy = source(), source()
    said = claim()
    citation(said, report)
    turned = citation(said, copy, stance=Stance.CONTEXT)

    with transaction.atomic():
        Source.objects.filter(pk=copy.pk).update(derives_from=report)
        supporting = {"stance": Stance.SUPPORTS}
        other = meanwhile(lambda: Citation.objects.filter(pk=turned.pk).update(**supporting))

    other.result()
    assert kept(Clearance.KEEPER)[said.pk]["origins"] == 1
    must_agree("linked, then turned")
