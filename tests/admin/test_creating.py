"""A choice by typing ends in recording what is missing."""

import pytest
from django.urls import reverse

from partnerships.models import Company, Person
from tests import factories as make

pytestmark = pytest.mark.django_db
OF_CLAIM = {"app_label": "partnerships", "model_name": "claim", "field_name": "parties"}
OF_CITATION = OF_CLAIM | {"model_name": "citation", "field_name": "source"}


def chief():
    return make.editor(None, is_superuser=True)


@pytest.fixture
def offered(client):
    """A function: what a choice offers to who typed these words."""

    def offered(words, user, of=OF_CLAIM):
        client.force_login(user)
        answer = client.get(reverse("admin:autocomplete"), {"term": words, **of})
        return [row["text"] for row in answer.json()["results"]]

    return offered


def test_the_last_lines_record_what_is_missing(offered):
    make.company("Quay")

    assert offered("Quayside", chief()) == [
        "Create company “Quayside”",
        "Create person “Quayside”",
    ]


def test_what_may_be_meant_stands_first(offered):
    make.company("OpenAI")

    assert offered("Open AI", chief())[0] == "OpenAI is recorded: use it"


def test_what_is_there_is_not_offered_to_be_recorded_again(offered):
    make.company("Quayside")

    assert offered("quayside", chief()) == ["Quayside"]


def test_what_is_hidden_is_not_said_to_be_recorded(offered):
    make.company("Canary", released_at=None)
    of_role = OF_CLAIM | {"model_name": "role", "field_name": "company"}
    without = make.editor(None, "view_company", "view_role", "add_role")

    for typed, told in [("canary", "Canary"), ("canray", "Canary is recorded: use it")]:
        assert offered(typed, chief(), of_role)[0] == told
        assert offered(typed, without, of_role) == []


def test_who_may_not_record_is_not_offered_to(offered):
    assert offered("Quayside", make.editor(None, "view_party", "view_claim", "add_claim")) == []


def test_a_source_is_offered_by_its_address(offered):
    make.source(outlet="The Paper", title="Fray", url="https://example.org/fray")

    assert offered("example.org/fray", chief(), OF_CITATION) == ["The Paper, Fray"]
    assert offered("https://example.org/b", chief(), OF_CITATION) == [
        "Record the source at “https://example.org/b”"
    ]
    assert offered("no address", chief(), OF_CITATION) == []


@pytest.mark.parametrize(("kind", "model"), [("company", Company), ("person", Person)])
def test_a_line_that_is_chosen_records_it(client, kind, model):
    make.collection()
    client.force_login(chief())

    answer = client.post(reverse("admin:create_choice", args=[kind]), {"words": "Quayside"})

    made = model.objects.get()
    assert answer.json() == {"id": str(made.pk), "text": "Quayside"}


def test_of_several_stories_the_form_says_which(client):
    make.collection()
    other = make.collection("another")
    client.force_login(chief())
    address = reverse("admin:create_choice", args=["company"])

    refused = client.post(address, {"words": "Quayside"})
    made = client.post(address, {"words": "Quayside", "collection": other.pk})

    assert (refused.status_code, made.status_code) == (400, 200)
    assert "Collection" in refused.json()["refusal"]
    assert Company.objects.get().collection == other


def test_what_is_recorded_meanwhile_is_refused_in_a_sentence(client):
    make.company("Quayside")
    client.force_login(chief())

    answer = client.post(reverse("admin:create_choice", args=["company"]), {"words": "quayside"})

    assert answer.status_code == 409
    assert answer.json()["refusal"].startswith("quayside is recorded: use it.")


def test_an_address_that_is_none_is_refused_in_a_sentence(client):
    make.collection()
    client.force_login(chief())

    answer = client.post(reverse("admin:create_choice", args=["source"]), {"words": "file:///x"})

    assert answer.status_code == 409
    assert answer.json()["refusal"]


@pytest.mark.parametrize("kind", ["company", "person", "source", "deal", "nonsense"])
def test_who_may_not_record_it_is_refused(client, kind):
    client.force_login(make.editor(None, "view_claim"))

    answer = client.post(reverse("admin:create_choice", args=[kind]), {"words": "Quayside"})

    assert answer.status_code == 403
