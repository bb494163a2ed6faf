"""A party recorded by its name alone, in the middle of something else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.entities.parties import add_party
from partnerships.errors import Refused
from partnerships.models import Company, Entry, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def reporter(*more):
    return make.editor(None, "add_company", "add_person", "view_party", *more)


def test_a_company_and_a_person_are_recorded_by_name():
    by, where = reporter(), make.collection()

    company = add_party("company", " Émile  & Co. ", where, by=by)
    person = add_party("person", "Ada Émile", where, by=by)

    assert (company.name, company.slug) == ("Émile & Co.", "emile-co")
    assert Company.objects.get() == company
    assert Person.objects.get() == person
    assert company.released_at is None
    assert Entry.objects.filter(act="recorded", by=by, key="emile-co").exists()


def test_one_that_bears_the_name_is_to_be_used():
    make.company("OpenAI")

    with pytest.raises(Refused, match="^openai is recorded: use it."):
        add_party("company", "openai", make.collection(), by=reporter())


def test_of_one_that_is_hidden_nobody_is_told():
    make.company("Canary", released_at=None)

    made = add_party("company", "Canary", make.collection(), by=make.editor(None, "add_company"))

    assert made.name == "Canary"


def test_a_slug_that_is_taken_gets_a_number():
    make.company("Something else", slug="azure")

    made = add_party("company", "Azure", make.collection(), by=reporter())

    assert made.slug == "azure-2"


def test_what_is_no_name_is_refused():
    with pytest.raises(ValidationError):
        add_party("company", "x" * 201, make.collection(), by=reporter())
    with pytest.raises(ValidationError):
        add_party("company", "  ", make.collection(), by=reporter())


def test_who_may_not_is_told_so():
    with pytest.raises(PermissionDenied, match="^You may not record people.$"):
        add_party("person", "Ada", make.collection(), by=make.editor(None, "add_company"))
