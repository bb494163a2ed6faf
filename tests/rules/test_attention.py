"""What the home of the desk finds to do."""

import pghistory
import pytest

from partnerships.models import Citation
from partnerships.models.sources.sources import clearance_of
from partnerships.rules import attention
from partnerships.vocabulary import Confidentiality, Seen, Stance
from tests import factories as make
from tests.factories import citation, claim, editor, source
from tests.models.claims.test_support import Writers, counted, known
from tests.volume import tries

pytestmark = pytest.mark.django_db

DESK = ["view_claim", "view_source", "view_citation"]


def test_a_claim_without_a_citation_needs_one():
    bare = claim()
    citation()

    assert list(attention.claims_without_citations(editor(None, *DESK))) == [bare]


def test_a_claim_cited_in_confidence_alone_looks_bare_to_others():
    cited = claim()
    citation(cited, source(confidentiality=Confidentiality.CONFIDENTIAL))
    keeper = editor(None, *DESK, "view_confidential_source")

    assert list(attention.claims_without_citations(editor(None, *DESK))) == [cited]
    assert not attention.claims_without_citations(keeper).exists()


def test_a_citation_of_what_nobody_read_needs_reading():
    unread = citation(source_=source(seen=Seen.NOT_SEEN))
    citation(source_=source(seen=Seen.RELAYED))
    ann = editor(None, *DESK)

    assert list(attention.citations_of_sources_not_seen(ann)) == [unread]
    assert list(attention.claims_citing_the_unseen(ann)) == [unread.claim]


def test_three_outlets_that_retell_one_report_are_one_origin():
    repeated = claim()
    report = source()
    for retold in (report, source(derives_from=report), source(derives_from=report)):
        citation(repeated, retold)

    (found,) = attention.claims_on_one_origin(editor(None, *DESK))

    assert (found, found.outlets, found.origins) == (repeated, 3, 1)


def test_two_independent_reports_are_enough():
    confirmed = claim()
    citation(confirmed)
    citation(confirmed)

    assert not attention.claims_on_one_origin(editor(None, *DESK)).exists()


def test_a_report_that_refutes_is_no_support():
    disputed = claim()
    citation(disputed)
    citation(disputed, stance=Stance.REFUTES)

    assert list(attention.claims_on_one_origin(editor(None, *DESK))) == [disputed]


def test_confidential_support_is_not_counted_for_others():
    backed = claim()
    citation(backed)
    citation(backed, source(confidentiality=Confidentiality.CONFIDENTIAL))

    assert list(attention.claims_on_one_origin(editor(None, *DESK))) == [backed]


def test_claims_with_a_verdict_to_sign_are_found():
    verdict = make.proposed()

    assert list(attention.claims_waiting_for(make.member("Editor"))) == [verdict.claim]
    assert not attention.claims_waiting_for(verdict.proposed_by).exists()


def test_claims_whose_verdict_lapsed_are_found():
    verdict = make.signed()
    make.signed()
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(verdict.claim)

    assert list(attention.claims_lapsed(make.member("Reader"))) == [verdict.claim]


@pytest.mark.parametrize("rights", [[], ["view_source"], [*DESK, "view_confidential_source"]])
@pytest.mark.parametrize("seed", range(tries(10)))
def test_what_needs_attention_is_what_one_counts(seed, rights):
    writers = Writers(seed)
    for _ in range(20):
        writers.do_something()
    ann = editor(None, "view_claim", *rights)

    counts = counted(clearance_of(ann))
    rows, seen = known(clearance_of(ann))

    def those(needs):
        return {pk for pk, each in counts.items() if needs(each)}

    def found(queue):
        return set(queue(ann).values_list("pk", flat=True))

    assert found(attention.claims_without_citations) == those(lambda each: each["cited"] == 0)
    assert found(attention.claims_citing_the_unseen) == those(lambda each: each["unread"] > 0)
    assert found(attention.claims_on_one_origin) == those(lambda each: each["origins"] == 1)
    assert found(attention.citations_of_sources_not_seen) == {
        row.pk
        for row in Citation.objects.all()
        if row.source_id in seen and rows[row.source_id].seen == Seen.NOT_SEEN
    }
