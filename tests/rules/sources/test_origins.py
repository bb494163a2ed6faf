"""A source among the others, as far as its reader may know of them."""

import pytest

from partnerships.rules.sources.origins import standing
from partnerships.vocabulary import Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db):
    return make.editor(is_superuser=True)


def test_a_retelling_leads_back_to_its_origin_by_way_of_what_it_retells(chief):
    first = make.source()
    second = make.source(derives_from=first)
    third = make.source(derives_from=second)
    beside = make.source(derives_from=first)

    found = standing(third, chief)

    assert (found.chain, found.retellings, found.siblings) == ([second, first], [], [beside])


def test_an_origin_knows_all_that_retells_it(chief):
    first = make.source()
    second = make.source(derives_from=first)
    third = make.source(derives_from=second)

    assert set(standing(first, chief).retellings) == {second, third}


def test_two_sources_that_share_a_hidden_report_do_not_know_of_each_other():
    reporter = make.editor("reporter", "view_source")
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    one, _ = make.source(derives_from=hidden), make.source(derives_from=hidden)

    found = standing(one, reporter)

    assert (found.chain, found.retellings, found.siblings) == ([], [], [])
