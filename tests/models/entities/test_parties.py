"""Finding parties by any of their names."""

import pytest

from partnerships.models import Company, Party, Person
from tests.factories import company, party_name, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["Karen", "karén", "KAREN Hao", "hao"])
def test_accents_and_capitals_do_not_matter(words):
    found = person("Karén Hao")
    person("Kara Swisher")

    assert list(Party.objects.named(words)) == [found]


def test_a_party_is_found_by_a_name_it_bore():
    openai = company("OpenAI Group PBC")
    party_name(openai, "OpenAI LP")

    assert list(Company.objects.named("openai lp")) == [openai]


def test_a_party_of_many_fitting_names_is_found_once():
    openai = company("OpenAI")
    party_name(openai, "OpenAI LP")
    party_name(openai, "OpenAI Inc")

    assert list(Party.objects.named("openai")) == [openai]


@pytest.mark.parametrize("words", ["%", "_", "\\", "x%"])
def test_signs_mean_themselves(words):
    company("OpenAI")
    odd = company(f"A{words}b", slug="odd")

    assert list(Party.objects.named(words)) == [odd]


def test_companies_and_people_are_parties_of_one_kind():
    microsoft, writer = company("Microsoft"), person("Karen Hao")

    assert list(Company.objects.all()) == [microsoft]
    assert list(Person.objects.all()) == [writer]
    assert Party.objects.count() == 2
