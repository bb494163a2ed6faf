"""Recording sources, and changing what is recorded of them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.sources import sources
from partnerships.errors import Refused
from partnerships.models import Entry, Source
from partnerships.vocabulary import Act, Confidentiality, Lapse, Seen, SourceKind, Tier
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make.member("Reporter")


def unsaved(**fields):
    defaults = {"outlet": "The Times", "title": "Fraying", "kind": SourceKind.REPORTING}
    defaults |= {"tier": Tier.B, "seen": Seen.PAGE, "collection": make.collection()}
    return Source(**defaults | fields)


def test_a_source_is_named_after_its_outlet_and_title(ann):
    slugs = [sources.add_source(unsaved(), by=ann).slug for _ in range(3)]

    assert slugs == ["the-times-fraying", "the-times-fraying-2", "the-times-fraying-3"]
    assert [entry.act for entry in Entry.objects.all()] == [Act.RECORDED] * 3


def test_a_source_without_words_for_a_name_is_named_all_the_same(ann):
    source = sources.add_source(unsaved(outlet="新华社", title="…"), by=ann)

    assert source.slug == "source"


def test_a_source_knows_its_origin_at_once(ann):
    first = make.source()

    source = sources.add_source(unsaved(derives_from=first), by=ann)

    assert source.origin == first


def test_what_is_amiss_is_told_by_field(ann):
    with pytest.raises(ValidationError) as refusal:
        sources.add_source(unsaved(outlet=" ", url="no address", published="soon"), by=ann)

    assert set(refusal.value.message_dict) == {"outlet", "url", "published"}


def test_a_confidential_source_is_recorded_by_a_keeper_alone(ann):
    keeper = make.member("Reporter", "Source keeper")
    secret = {"confidentiality": Confidentiality.CONFIDENTIAL}

    with pytest.raises(ValidationError, match="A source keeper records"):
        sources.add_source(unsaved(**secret), by=ann)
    sources.add_source(unsaved(**secret), by=keeper)

    assert Source.objects.count() == 1


def test_another_origin_lets_the_verdicts_lapse_that_rest_on_it(ann):
    claim = make.checked()
    verdict = make.signed(claim)

    sources.change_source(claim.citations.get().source, {"derives_from": make.source()}, by=ann)

    verdict.refresh_from_db()
    assert (verdict.lapse, verdict.lapsed_by) == ([Lapse.ORIGIN_CHANGED], ann)


def test_a_change_that_changes_nothing_leaves_nothing(ann):
    source = make.source()

    sources.change_source(source, {"title": source.title}, by=ann)

    assert not Entry.objects.exists()


def test_a_source_does_not_retell_itself_round_a_loop(ann):
    first = make.source()
    second = make.source(derives_from=first)

    with pytest.raises(Refused):
        sources.change_source(first, {"derives_from": second}, by=ann)


def test_each_act_needs_a_right_of_its_own():
    reader = make.member("Reader")

    with pytest.raises(PermissionDenied, match="You may not record sources"):
        sources.add_source(unsaved(), by=reader)
    with pytest.raises(PermissionDenied, match="You may not change sources"):
        sources.change_source(make.source(), {}, by=reader)
