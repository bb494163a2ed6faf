"""Changing by a program: what is named, of what was seen."""

import pghistory
import pytest
from rest_framework.test import APIClient

from partnerships.models import Citation, Claim, Entry
from partnerships.vocabulary import Act, Lapse
from tests import factories as make
from tests.races import at_one_moment


@pytest.fixture
def ann(db):
    return make.member("Reporter", name="ann")


@pytest.fixture
def claim(db):
    return make.checked(
        reference="S28",
        date_words="in April",
        date_as_worded="2024-04",
        date="2024-04",
        attributed_to="The Times",
    )


def now(record):
    record.refresh_from_db()
    return record


def test_a_change_replaces_only_what_is_named(send, ann, claim):
    body = {"date": {"edtf": "2024-03-19"}}

    row = send("patch", "claims/S28/", body, by=ann, seen="claims/S28/", status=200).json()

    assert (row["date"]["edtf"], row["date"]["words"]) == ("2024-03-19", "in April")
    assert (row["attributed_to"], len(row["citations"])) == ("The Times", 1)
    assert now(claim).date == "2024-03-19"


def test_null_empties_what_has_parts(send, ann, claim):
    send("patch", "claims/S28/", {"date": None}, by=ann, seen="claims/S28/", status=200)

    assert (now(claim).date_words, claim.date_as_worded, claim.date) == ("", "", "")


def test_what_the_api_computes_may_come_back_with_the_rest(send, ask, ann, claim):
    date = ask("claims/S28/", by=ann)["date"]

    send("patch", "claims/S28/", {"date": date}, by=ann, seen="claims/S28/", status=200)

    assert now(claim).date == "2024-04"


def test_the_tag_of_a_change_is_that_of_the_row_from_then_on(send, ann, claim):
    changed = send("patch", "claims/S28/", {"layer": "later"}, by=ann, seen="claims/S28/")

    again = send("get", "claims/S28/", by=ann)

    assert changed["ETag"] == again["ETag"]
    assert changed.content == again.content


def test_citations_are_not_dropped_with_a_change(send, ann, claim):
    answer = send("patch", "claims/S28/", {"citations": []}, by=ann, seen="claims/S28/", status=422)

    (fault,) = answer.json()["errors"]
    assert "their own addresses" in fault["detail"]
    assert claim.citations.count() == 1


def test_a_change_needs_to_name_what_was_seen(send, ann, claim):
    for headers in ({}, {"If-Match": "*"}, {"If-Match": "abc"}):
        answer = send("patch", "claims/S28/", {"layer": "x"}, by=ann, headers=headers, status=428)

        assert answer.json()["code"] == "if_match_required"
    assert now(claim).layer == ""


def test_a_tag_may_be_weak_and_one_of_several(send, ann, claim):
    tag = send("get", "claims/S28/", by=ann)["ETag"]
    headers = {"If-Match": f'"other", W/{tag}'}

    send("patch", "claims/S28/", {"layer": "later"}, by=ann, headers=headers, status=200)

    assert now(claim).layer == "later"


def test_a_tag_that_a_browser_was_given_is_good_too(api, ann, claim):
    api.force_authenticate(ann)
    tag = api.get("/api/v1/claims/S28/", headers={"Accept": "text/html,*/*;q=0.8"})["ETag"]

    answer = api.patch(
        "/api/v1/claims/S28/", {"layer": "later"}, format="json", headers={"If-Match": tag}
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("what", ["claim", "citation", "subject", "search", "verdict"])
def test_whatever_changes_meanwhile_makes_a_tag_stale(send, ann, claim, what):
    tag = send("get", "claims/S28/", by=ann)["ETag"]
    if what == "verdict":
        make.proposed(claim)
    with pghistory.context(user=make.member("Reporter").pk):
        match what:
            case "claim":
                Claim.objects.filter(pk=claim.pk).update(note="Ask.")
            case "citation":
                Citation.objects.filter(claim=claim).update(locator="p. 2")
            case "subject":
                claim.parties.add(make.company())
            case "search":
                claim.searches.create(place="Here", sought="It", searched_on="2024-01-01")

    answer = send("patch", "claims/S28/", {"layer": "x"}, by=ann, headers={"If-Match": tag})

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert now(claim).layer == ""


def test_a_change_leaves_an_entry_and_lets_the_verdict_lapse(send, ann, claim):
    verdict = make.signed(claim)

    row = send("patch", "claims/S28/", {"statement": "Another."}, by=ann, seen="claims/S28/").json()

    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.by, last.door, last.claim) == (Act.CHANGED, ann, "api", claim)
    assert (now(verdict).lapse, verdict.lapsed_by) == ([Lapse.STATEMENT], ann)
    assert (row["finding"], row["verdict"]["state"]) == (None, "lapsed")


def test_a_change_that_changes_nothing_lapses_nothing(send, ann, claim):
    make.signed(claim)
    entries = Entry.objects.count()
    body = {"statement": claim.statement, "value": None, "parties": []}

    row = send("patch", "claims/S28/", body, by=ann, seen="claims/S28/", status=200).json()

    assert row["finding"] == "accurate"
    assert Entry.objects.count() == entries


def test_what_a_claim_is_about_is_said_anew(send, ann, claim):
    claim.parties.add(make.company("Microsoft"))
    make.company("OpenAI")

    row = send(
        "patch", "claims/S28/", {"parties": ["openai"]}, by=ann, seen="claims/S28/", status=200
    ).json()

    assert [party["id"] for party in row["parties"]] == ["openai"]


def test_deals_that_one_may_not_know_of_stay(send, claim):
    hidden = make.deal(title="Hidden")
    claim.deals.add(hidden)
    ben = make.editor(None, "view_claim", "change_claim")

    send("patch", "claims/S28/", {"deals": []}, by=ben, seen="claims/S28/", status=200)

    assert list(claim.deals.all()) == [hidden]


def test_a_reader_does_not_change(send, claim):
    reader = make.member("Reader")

    send("patch", "claims/S28/", {"layer": "x"}, by=reader, seen="claims/S28/", status=403)

    assert now(claim).layer == ""


def test_a_draft_is_not_there_to_be_changed_by_strangers(send, claim):
    ben = make.editor(None, "change_claim")

    send("patch", "claims/S28/", {}, by=ben, headers={"If-Match": '"x"'}, status=404)


def test_nothing_else_is_written(send):
    root = make.editor("root", is_superuser=True)
    make.company("OpenAI")

    for method, path in [("post", "deals/"), ("patch", "companies/openai/"), ("put", "claims/1/")]:
        answer = send(method, path, {}, by=root, status=405)
        assert answer.json()["code"] == "method_not_allowed"


@pytest.fixture
def citation(claim):
    return claim.citations.get()


def test_a_citation_is_changed(send, ann, citation):
    path = f"citations/{citation.uid}/"

    row = send("patch", path, {"quote": " So. "}, by=ann, seen=path, status=200).json()

    assert (row["quote"], row["says"]) == (" So. ", "It says so.")
    assert now(citation).quote == " So. "


def test_a_citation_that_was_changed_meanwhile_is_stale(send, ann, citation):
    path = f"citations/{citation.uid}/"
    tag = send("get", path, by=ann)["ETag"]
    Citation.objects.filter(pk=citation.pk).update(locator="p. 2")

    for method in ("patch", "delete"):
        send(method, path, {"quote": "So."}, by=ann, headers={"If-Match": tag}, status=412)
    assert Citation.objects.filter(quote="").exists()


def test_a_citation_is_taken_away(send, ann, claim, citation):
    verdict = make.signed(claim)
    path = f"citations/{citation.uid}/"

    send("delete", path, by=ann, seen=path, status=204)

    assert not claim.citations.exists()
    assert now(verdict).lapse == [Lapse.CITATION_REMOVED]
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.key, last.claim) == (Act.REMOVED, str(citation.uid), claim)


def test_a_citation_is_not_taken_away_unseen(send, ann, citation):
    send("delete", f"citations/{citation.uid}/", by=ann, status=428)

    assert Citation.objects.filter(pk=citation.pk).exists()


def test_a_citation_of_a_confidential_source_is_not_there(send, ann, claim):
    secret = make.citation(claim, make.source(confidentiality="confidential"))

    for method in ("patch", "delete"):
        send(method, f"citations/{secret.uid}/", by=ann, headers={"If-Match": '"x"'}, status=404)


def test_a_source_is_changed(send, ann):
    make.source(slug="nyt")
    first = make.source(slug="cnbc")

    row = send(
        "patch", "sources/nyt/", {"derives_from": "cnbc"}, by=ann, seen="sources/nyt/", status=200
    ).json()

    assert (row["derives_from"], row["origin"]["id"]) == ("cnbc", first.slug)


def test_a_source_that_retells_itself_round_a_loop_is_refused(send, ann):
    first = make.source(slug="cnbc")
    make.source(slug="nyt", derives_from=first)

    answer = send("patch", "sources/cnbc/", {"derives_from": "nyt"}, by=ann, seen="sources/cnbc/")

    assert answer.status_code == 409


def test_an_origin_that_one_may_not_know_of_stays(send, ann):
    secret = make.source(confidentiality="confidential")
    source = make.source(slug="nyt", derives_from=secret)

    row = send(
        "patch",
        "sources/nyt/",
        {"derives_from": None, "title": "Fraying"},
        by=ann,
        seen="sources/nyt/",
        status=200,
    ).json()

    assert (row["derives_from"], row["title"]) == (None, "Fraying")
    assert now(source).derives_from == secret


def test_a_slug_is_for_ever(send, ann):
    make.source(slug="nyt")

    send("patch", "sources/nyt/", {"id": "times"}, by=ann, seen="sources/nyt/", status=422)


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_stale():
    ann = make.member("Reporter")
    claim = make.checked(reference="S28")
    client = APIClient()
    client.force_authenticate(ann)
    tag = client.get("/api/v1/claims/S28/")["ETag"]

    def change(number):
        client = APIClient()
        client.force_authenticate(ann)
        answer = client.patch(
            "/api/v1/claims/S28/",
            {"layer": f"layer {number}"},
            format="json",
            headers={"If-Match": tag},
        )
        return answer.status_code

    statuses = at_one_moment(change, range(4))

    assert sorted(statuses) == [200, 412, 412, 412]
    assert now(claim).layer.startswith("layer")
