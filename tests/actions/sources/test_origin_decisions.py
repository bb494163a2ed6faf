"""Deciding whether two sources share an origin: what follows, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.actions.sources import origin_decisions
from partnerships.errors import Refused
from partnerships.models import Authorship, Claim, Entry, OriginDecision
from partnerships.vocabulary import Act, Clearance, Confidentiality, Kinship
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return make.member("Reporter")


def test_who_decides_that_one_retells_the_other_sets_its_origin(ann):
    wire, reprint = make.source(), make.source()

    origin_decisions.decide_origin(
        reprint, wire, Kinship.RETELLS, by=ann, why=" The wire was first. "
    )

    reprint.refresh_from_db()
    assert reprint.origin == wire
    assert Authorship.objects.filter(source=reprint, author=ann).exists()
    acts = list(Entry.objects.values_list("act", "why"))
    assert acts == [(Act.CHANGED, ""), (Act.JUDGED, "The wire was first.")]


def test_two_outlets_then_count_as_one_origin(ann):
    claim = make.claim()
    wire, reprint = make.source(), make.source()
    for source in (wire, reprint):
        make.citation(claim, source)

    origin_decisions.decide_origin(reprint, wire, Kinship.RETELLS, by=ann)

    counted = Claim.objects.with_support(Clearance.KEEPER).get(pk=claim.pk)
    assert (counted.outlets, counted.origins) == (2, 1)


@pytest.mark.parametrize("answer", [Kinship.INDEPENDENT, Kinship.UNSURE])
def test_other_answers_are_kept_and_change_no_record(ann, answer):
    first, second = make.source(), make.source()

    made = origin_decisions.decide_origin(first, second, answer, by=ann)

    first.refresh_from_db()
    assert (made.decided_by, first.derives_from) == (ann, None)
    assert [entry.act for entry in Entry.objects.all()] == [Act.JUDGED]


def test_a_judgement_takes_the_place_of_the_one_before_whichever_comes_first(ann):
    first, second = make.source(), make.source()
    origin_decisions.decide_origin(first, second, Kinship.UNSURE, by=ann)

    latest = origin_decisions.decide_origin(second, first, Kinship.INDEPENDENT, by=ann)

    assert list(OriginDecision.objects.current()) == [latest]
    assert OriginDecision.objects.count() == 2


def test_a_loop_is_refused_with_the_sentence_of_the_law(ann):
    wire = make.source()
    copy = make.source(derives_from=make.source(derives_from=wire))

    with pytest.raises(Refused, match="would retell itself"):
        origin_decisions.decide_origin(wire, copy, Kinship.RETELLS, by=ann)

    assert not OriginDecision.objects.exists()
    assert not Entry.objects.exists()


def test_sources_that_go_back_to_one_report_are_not_called_independent(ann):
    wire = make.source(outlet="AP", title="Talks")
    first, second = make.source(derives_from=wire), make.source(derives_from=wire)

    with pytest.raises(Refused, match="both go back to “AP, Talks”"):
        origin_decisions.decide_origin(first, second, Kinship.INDEPENDENT, by=ann)


def test_one_that_retells_a_third_by_its_record_is_not_put_under_another(ann):
    source = make.source(derives_from=make.source(outlet="AP", title="Talks"))

    with pytest.raises(Refused, match="retells “AP, Talks”"):
        origin_decisions.decide_origin(source, make.source(), Kinship.RETELLS, by=ann)


def test_no_refusal_names_what_is_hidden(ann):
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    first, second = make.source(derives_from=hidden), make.source(derives_from=hidden)

    origin_decisions.decide_origin(first, second, Kinship.INDEPENDENT, by=ann)

    assert OriginDecision.objects.current().exists()


def test_nobody_decides_on_what_they_may_not_know_of(ann):
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)

    with pytest.raises(PermissionDenied):
        origin_decisions.decide_origin(make.source(), hidden, Kinship.UNSURE, by=ann)


def test_a_reader_decides_nothing():
    with pytest.raises(PermissionDenied):
        origin_decisions.decide_origin(
            make.source(), make.source(), Kinship.UNSURE, by=make.member("Reader")
        )


def test_a_source_is_not_compared_with_itself(ann):
    source = make.source()

    with pytest.raises(Refused, match="of two sources"):
        origin_decisions.decide_origin(source, source, Kinship.UNSURE, by=ann)
