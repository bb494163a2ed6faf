"""Copies that share text are found among all, once, and told to who may know of both sources."""

from io import StringIO

import pytest
from django.core.management import call_command

from partnerships.actions.sources import text_overlaps
from partnerships.models import Source, TextOverlap, TextSketch
from partnerships.text import shingles
from partnerships.vocabulary import Confidentiality, Kinship
from tests import factories as make
from tests.sample_reports import paragraphs, report

pytestmark = pytest.mark.django_db

WIRE = paragraphs("wire")


def copy(text, **source):
    return make.snapshot(make.source(**source), text=text)


@pytest.fixture
def wire():
    return copy("\n".join(WIRE))


@pytest.fixture
def reprint(wire):
    return copy("\n".join(["Another headline", *WIRE[:9]]))


@pytest.fixture
def ann():
    return make.member("Reporter")


def waiting(user):
    return list(TextOverlap.objects.waiting_for(user))


def test_a_reprint_is_found_among_other_reports(wire, reprint, ann):
    for seed in range(5):
        copy(report(seed))

    assert text_overlaps.suggest() == (7, 1)

    (found,) = waiting(ann)
    assert (found.first, found.second) == (wire, reprint)
    assert found.share >= 95


def test_a_copy_is_looked_at_once(wire, reprint):
    text_overlaps.suggest()

    assert text_overlaps.suggest() == (0, 0)
    assert TextSketch.objects.count() == 2


def test_a_later_copy_is_compared_with_those_before(wire, ann):
    text_overlaps.suggest()
    later = copy("\n".join(WIRE))

    assert text_overlaps.suggest() == (1, 1)
    assert waiting(ann)[0].second == later


def test_another_rule_sketches_every_copy_anew(wire, reprint, monkeypatch):
    text_overlaps.suggest()
    monkeypatch.setattr(shingles, "VERSION", shingles.VERSION + 1)

    assert text_overlaps.suggest() == (2, 1)


def test_two_copies_of_one_source_are_no_suggestion(wire):
    make.snapshot(wire.source, text="\n".join([*WIRE, "Updated."]))

    assert text_overlaps.suggest() == (2, 0)


def test_of_two_sources_the_closest_copies_are_told(wire, ann):
    rewrite = copy("\n".join([*WIRE[:3], *paragraphs("own", 5)]))
    make.snapshot(rewrite.source, text="\n".join(WIRE[:6]))
    text_overlaps.suggest()

    (found,) = waiting(ann)

    assert TextOverlap.objects.count() == 2
    assert found.share == 100


def test_a_copy_without_text_waits_for_nothing(wire):
    make.snapshot(text="", sha256="0" * 64)

    Source.objects.get(pk=wire.source_id)
    assert text_overlaps.suggest()[1] == 0


def test_who_may_not_know_of_one_of_them_is_told_nothing(wire, ann):
    copy("\n".join(WIRE), confidentiality=Confidentiality.CONFIDENTIAL)
    text_overlaps.suggest()

    assert waiting(ann) == []
    assert len(waiting(make.member("Reporter", "Source keeper"))) == 1


def test_what_goes_back_to_one_origin_already_is_no_suggestion(wire, reprint, ann):
    text_overlaps.suggest()
    Source.objects.filter(pk=reprint.source_id).update(derives_from=wire.source)

    assert waiting(ann) == []


def test_a_common_origin_that_is_hidden_changes_nothing(wire, reprint, ann):
    text_overlaps.suggest()
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    Source.objects.filter(pk__in=[wire.source_id, reprint.source_id]).update(derives_from=hidden)

    assert len(waiting(ann)) == 1
    assert waiting(make.member("Reporter", "Source keeper")) == []


@pytest.mark.parametrize("answer", Kinship)
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_decided_is_not_suggested_again(wire, reprint, ann, answer, turned):
    text_overlaps.suggest()
    pair = [wire.source, reprint.source]
    make.origin_decision(*(pair[::-1] if turned else pair), answer)

    assert waiting(ann) == []


def test_the_command_says_what_it_did(wire, reprint):
    said = StringIO()

    call_command("suggest_origins", stdout=said)

    assert said.getvalue() == "2 copies compared: 1 pair of copies shares text.\n"


def test_sketches_are_found_by_their_index_and_nothing_else():
    with text_overlaps.by_index():
        plan = text_overlaps.sharing([1, 2, 3]).explain()

    assert "Bitmap Index Scan on text_sketch_sketch" in plan
    assert "Seq Scan" not in plan
