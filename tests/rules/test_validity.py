"""What is wrong with a record before it is saved."""

import pytest

from partnerships.models import Citation, Claim, Source, Verdict
from partnerships.rules import validity
from tests import factories as make

pytestmark = pytest.mark.django_db


def claim(**fields):
    defaults = {"collection": make.collection(), "reference": "S1", "kind": "fact"}
    return Claim(**defaults | {"statement": "It rains."} | fields)


def test_a_record_that_may_be_saved_has_no_faults(read_only):
    sound = claim()

    with read_only():
        assert validity.errors_by_field(sound) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"statement": "\u200b"}, "statement"),
        ({"kind": "rumour"}, "kind"),
        ({"date": "tomorrow"}, "date"),
        ({"value_low": 1}, "value_high"),
        ({"value_low": 2, "value_high": 1, "value_unit": "USD"}, "value_high"),
        ({"reference": "x" * 21}, "reference"),
    ],
)
def test_a_fault_is_told_at_its_field(fields, field):
    assert list(validity.errors_by_field(claim(**fields))) == [field]


def test_what_is_taken_is_told_at_the_field_that_may_be_chosen_anew():
    make.claim(reference="S1")

    assert validity.errors_by_field(claim()) == {
        "reference": ["This reference is taken in this collection."]
    }


def test_an_address_that_is_taken_is_told():
    taken = make.source(url="https://times.example/1")
    other = Source.objects.get(pk=taken.pk)
    other.pk, other.slug = None, "other"

    assert list(validity.errors_by_field(other)) == ["url"]


def test_laws_about_what_is_left_out_are_left_alone():
    empty = Citation(stance="supports")
    without = {"claim", "collection", "source"}

    assert list(validity.errors_by_field(empty, without=without)) == ["quote"]
    assert validity.errors_by_field(empty, without={*without, "says"}) == {}


def test_a_verdict_gives_its_reasons_and_says_what_is_right():
    wrong = Verdict(finding="wrong")
    without = {field.name for field in Verdict._meta.fields} - {"finding", "reasons", "correction"}

    assert set(validity.errors_by_field(wrong, without=without)) == {"reasons", "correction"}
