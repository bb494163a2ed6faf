"""Claims that a story leans on and that cannot all be so."""

from datetime import date
from types import SimpleNamespace

import pytest

from partnerships.models import Claim, Collection
from partnerships.rules.stories.conflicts import conflicts
from partnerships.rules.stories.manuscripts import Ground
from partnerships.vocabulary import BindingBasis, ClaimKind, Qualifier

ON_STATEMENT = SimpleNamespace(basis=BindingBasis.STATEMENT)
ON_CORRECTION = SimpleNamespace(basis=BindingBasis.CORRECTION)


def figure(
    reference, low, high=None, *, deals=(1,), unit="USD", qualifier=Qualifier.EXACT, **given
):
    claim = Claim(
        pk=int(reference[1:]),
        reference=reference,
        kind=given.pop("kind", ClaimKind.FIGURE),
        collection=Collection(slug="story"),
        value_qualifier=qualifier,
        value_low=low,
        value_high=low if high is None else high,
        value_unit=unit,
    )
    for name, value in given.items():
        setattr(claim, name, value)
    return Ground(claim, deals=set(deals))


def dated(reference, earliest, latest, deals=(1,)):
    ground = figure(reference, None, deals=deals, qualifier="", kind=ClaimKind.DATE)
    ground.claim.earliest, ground.claim.latest = earliest, latest
    return ground


def told(*grounds, binding=ON_STATEMENT):
    return [said for _, _, said in conflicts((object(), binding, ground) for ground in grounds)]


def test_two_figures_for_one_thing_contradict_each_other():
    assert told(figure("S1", 10), figure("S2", 13)) == ["S1 and S2 give different figures."]


def test_a_figure_within_the_others_range_does_not():
    assert told(figure("S1", 12), figure("S2", 10, 13, qualifier=Qualifier.RANGE)) == []


def test_up_to_says_nothing_of_less():
    assert told(figure("S1", 2), figure("S2", None, 13, qualifier=Qualifier.UP_TO)) == []
    assert told(figure("S1", 14), _up_to("S2", 13)) == ["S1 and S2 give different figures."]


def _up_to(reference, high):
    ground = figure(reference, None, high, qualifier=Qualifier.UP_TO)
    ground.claim.value_low, ground.claim.value_high = None, high
    return ground


def test_an_undisclosed_figure_contradicts_nothing():
    assert told(figure("S1", 2), figure("S2", None, qualifier=Qualifier.UNDISCLOSED)) == []


@pytest.mark.parametrize(
    "other",
    [figure("S2", 13, deals=(2,)), figure("S2", 13, unit="EUR"), figure("S2", 13, deals=())],
)
def test_figures_for_different_things_do_not(other):
    assert told(figure("S1", 10), other) == []


def test_a_passage_on_a_correction_is_not_held_to_the_claims_figure():
    assert told(figure("S1", 10), figure("S2", 13), binding=ON_CORRECTION) == []


def test_two_dates_for_one_thing_contradict_each_other():
    march = dated("S1", date(2024, 3, 19), date(2024, 3, 19))
    april = dated("S2", date(2024, 4, 1), date(2024, 4, 30))

    assert told(march, april) == ["S1 and S2 give different dates."]
    assert told(march, dated("S2", date(2024, 1, 1), date(2024, 12, 31))) == []


def test_parts_that_are_more_than_the_total_contradict_it():
    total = figure("S1", 13, deals=(1, 2, 3))
    parts = [figure("S2", 10, deals=(1,)), figure("S3", 5, deals=(2,))]

    assert told(total, *parts) == ["S1 is not the sum of its parts (S2, S3)."]


def test_parts_that_are_less_contradict_it_when_they_are_all():
    total = figure("S1", 13, deals=(1, 2))

    assert told(total, figure("S2", 1, deals=(1,))) == []
    assert told(total, figure("S2", 1, deals=(1,)), figure("S3", 2, deals=(2,)))
    assert told(total, figure("S2", 1, deals=(1,)), figure("S3", 12, deals=(2,))) == []
