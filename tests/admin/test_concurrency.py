"""Two editors on one record: neither overwrites the other, and nothing that is typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Citation, Claim
from tests import factories as make
from tests.races import at_one_moment

from .conftest import row, typed

pytestmark = pytest.mark.django_db


def page(record):
    return reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])


def differences(answer):
    return [
        (difference.label, difference.saved, difference.typed, difference.mine)
        for part in answer.context["meanwhile"]
        for difference in part.differences
    ]


@pytest.fixture
def second(db):
    """The desk in the browser of another editor."""
    client = Client()
    client.force_login(make.editor("ben", is_superuser=True, first_name="Ben", last_name="Best"))
    return client


def test_a_stale_save_is_not_saved(desk, second):
    claim = make.claim("First words.")
    stale = typed(desk.get(page(claim)))
    second.post(page(claim), typed(second.get(page(claim))) | {"statement": "Ben's words."})

    answer = desk.post(page(claim), stale | {"statement": "Ann's words."})

    claim.refresh_from_db()
    assert (answer.status_code, claim.statement) == (200, "Ben's words.")


def test_a_stale_save_shows_both_versions_and_who_saved_the_other(desk, second):
    claim = make.claim("First words.")
    stale = typed(desk.get(page(claim)))
    bens = typed(second.get(page(claim))) | {"statement": "Ben's words.", "_why": "A typing error"}
    second.post(page(claim), bens)

    answer = desk.post(page(claim), stale | {"statement": "Ann's words."})

    assert differences(answer) == [("Statement", "Ben's words.", "Ann's words.", True)]
    assert answer.context["saved_by"].who == "Ben Best"
    assert answer.context["saved_by"].why == "A typing error"
    assert typed(answer)["statement"] == "Ann's words."


@pytest.mark.drill
def test_saving_again_after_looking_at_both_goes_through(desk, second):
    claim = make.claim("First words.")
    stale = typed(desk.get(page(claim)))
    second.post(page(claim), typed(second.get(page(claim))) | {"statement": "Ben's words."})
    shown = desk.post(page(claim), stale | {"statement": "Ann's words."})

    answer = desk.post(page(claim), typed(shown))

    claim.refresh_from_db()
    assert (answer.status_code, claim.statement) == (302, "Ann's words.")


@pytest.mark.drill
def test_what_one_had_left_alone_is_not_put_back(desk, second):
    claim = make.claim("First words.", note="")
    stale = typed(desk.get(page(claim)))
    second.post(page(claim), typed(second.get(page(claim))) | {"statement": "Ben's words."})
    shown = desk.post(page(claim), stale | {"note": "Ann's note."})

    desk.post(page(claim), typed(shown))

    claim.refresh_from_db()
    assert (claim.statement, claim.note) == ("Ben's words.", "Ann's note.")


def test_a_citation_changed_meanwhile_makes_a_save_of_the_claim_stale(desk, second):
    claim = make.claim()
    citation = make.citation(claim, says="First words.")
    stale = typed(desk.get(page(claim)))
    bens = typed(second.get(page(claim))) | {"citations-0-says": "Ben's words."}
    second.post(page(claim), bens)

    answer = desk.post(page(claim), stale | {"citations-0-says": "Ann's words."})

    citation.refresh_from_db()
    assert citation.says == "Ben's words."
    assert differences(answer) == [("Says", "Ben's words.", "Ann's words.", True)]


def test_a_citation_added_meanwhile_is_told_and_kept(desk, second):
    claim, report = make.claim(), make.source(outlet="The Paper")
    stale = typed(desk.get(page(claim)))
    bens = typed(second.get(page(claim)))
    new = {"source": report.pk, "stance": "supports", "says": "Ben's citation."}
    second.post(page(claim), row(bens, "citations", 0, **new))
    shown = desk.post(page(claim), stale | {"note": "Ann's note."})

    desk.post(page(claim), typed(shown))

    assert [part.happened for part in shown.context["meanwhile"]] == [
        "This citation was added meanwhile."
    ]
    assert claim.citations.get().says == "Ben's citation."
    assert Claim.objects.get().note == "Ann's note."


def test_both_may_add_a_citation(desk, second):
    claim, report = make.claim(), make.source()
    stale, bens = typed(desk.get(page(claim))), typed(second.get(page(claim)))
    new = {"source": report.pk, "stance": "supports"}
    second.post(page(claim), row(bens, "citations", 0, **new, locator="1st", says="Ben's."))
    new["locator"] = "2nd"
    shown = desk.post(page(claim), row(stale, "citations", 0, **new, says="Ann's."))

    desk.post(page(claim), typed(shown))

    assert {citation.says for citation in claim.citations.all()} == {"Ben's.", "Ann's."}


@pytest.mark.drill
def test_a_row_taken_away_meanwhile_comes_back_as_a_new_one_if_one_typed_in_it(desk, second):
    claim = make.claim()
    make.citation(claim, says="First.")
    make.citation(claim, says="Second.")
    stale = typed(desk.get(page(claim)))
    second.post(page(claim), typed(second.get(page(claim))) | {"citations-0-DELETE": "on"})
    shown = desk.post(page(claim), stale | {"citations-0-says": "Ann's words."})

    answer = desk.post(page(claim), typed(shown))

    assert answer.status_code == 302
    assert [citation.says for citation in claim.citations.order_by("pk")] == [
        "Second.",
        "Ann's words.",
    ]


@pytest.mark.drill
def test_a_row_taken_away_meanwhile_stays_away_if_one_had_left_it_alone(desk, second):
    claim = make.claim()
    make.citation(claim, says="First.")
    make.citation(claim, says="Second.")
    stale = typed(desk.get(page(claim)))
    second.post(page(claim), typed(second.get(page(claim))) | {"citations-0-DELETE": "on"})
    shown = desk.post(page(claim), stale | {"citations-1-says": "Ann's words."})

    desk.post(page(claim), typed(shown))

    assert [citation.says for citation in claim.citations.all()] == ["Ann's words."]


def test_a_form_without_a_version_saves_nothing(desk):
    claim = make.claim("First words.")
    form = typed(desk.get(page(claim)))
    form.pop("_version")

    answer = desk.post(page(claim), form | {"statement": "Ann's words."})

    assert answer.status_code == 200
    assert differences(answer) == [("Statement", "First words.", "Ann's words.", True)]


@pytest.mark.drill
def test_a_version_made_up_by_a_stranger_is_refused_like_a_stale_one(desk):
    claim = make.claim()
    form = typed(desk.get(page(claim)))

    for made_up in ["x", "eA==", "eJyLjgUAARUAuQ==", "é"]:
        assert desk.post(page(claim), form | {"_version": made_up}).status_code == 200


def test_a_hidden_citation_does_not_show_in_the_version(client):
    claim = make.claim()
    secret = make.citation(claim, make.source(confidentiality="confidential"))
    rights = [f"{act}_{noun}" for act in ("view", "change") for noun in ("claim", "citation")]
    client.force_login(make.editor("cleo", *rights, "view_source"))
    form = typed(client.get(page(claim)))
    Citation.objects.filter(pk=secret.pk).update(says="Something else.")

    answer = client.post(page(claim), form | {"note": "A note."})

    assert answer.status_code == 302


def test_rows_that_one_may_only_look_at_stay_as_they_are(client):
    claim = make.claim()
    make.citation(claim, says="First words.")
    client.force_login(make.editor("dora", "view_claim", "change_claim", "view_citation"))

    form = typed(client.get(page(claim)))
    boxes = {name: typed_in for name, typed_in in form.items() if "citations-0" not in name}
    answer = client.post(page(claim), boxes | {"note": "A note."})

    assert answer.status_code == 302
    assert Claim.objects.get().note == "A note."
    assert claim.citations.get().says == "First words."


def test_what_was_released_meanwhile_stays_released(desk):
    claim = make.claim()
    form = typed(desk.get(page(claim)))
    Claim.objects.filter(pk=claim.pk).update(released_at=make.NOON)

    desk.post(page(claim), form | {"note": "A note."})

    claim.refresh_from_db()
    assert (claim.note, claim.released_at) == ("A note.", make.NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_goes_through_and_one_is_shown_both(desk, second):
    claim = make.claim("First words.")
    make.citation(claim)
    forms = [
        (desk, typed(desk.get(page(claim))) | {"statement": "Ann's words."}),
        (second, typed(second.get(page(claim))) | {"statement": "Ben's words."}),
    ]

    answers = at_one_moment(lambda each: each[0].post(page(claim), each[1]), forms)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(answer for answer in answers if answer.status_code == 200)
    ((_, saved, mine, _),) = differences(refused)
    assert {saved, mine} == {"Ann's words.", "Ben's words."}
    claim.refresh_from_db()
    assert claim.statement == saved


@pytest.mark.django_db(transaction=True)
def test_of_two_new_claims_at_one_moment_each_gets_a_reference_of_its_own(desk, second):
    make.collection()
    address = reverse("admin:partnerships_claim_add")
    form = typed(desk.get(address)) | {"kind": "fact"}

    def record(each):
        client, statement = each
        return client.post(address, form | {"statement": statement})

    at_one_moment(record, [(desk, "One."), (second, "Two.")])

    assert set(Claim.objects.values_list("reference", flat=True)) == {"C1", "C2"}
