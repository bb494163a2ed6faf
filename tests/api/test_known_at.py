"""What was known here at a moment, by lists and rows: no more than the reader may know of since."""

import json

import pytest
from django.utils import timezone

from partnerships.models import Amount, Citation, Claim, ClaimParty, Party, Source
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.moments import begun_long_ago, dated, day

pytestmark = pytest.mark.django_db

NOUNS = [
    "companies", "people", "roles", "stakes", "partnerships", "deals", "terms", "valuations",
    "events", "sources", "citations", "claims", "searches",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _long_kept(db):
    begun_long_ago()


@pytest.fixture
def known(ask):
    """A function: what a list or row answers as of a day of January 2026."""

    def known(path, number, **parameters):
        return ask(path, known_at=f"{day(number):%Y-%m-%dT%H:%M:%S}Z", **parameters)

    return known


def statements(page):
    return [row["statement"] for row in page["results"]]


def released(**fields):
    return make.claim(released_at=make.NOON, **fields)


def withdraw(record):
    """Take a record back, as whoever has a source to protect would."""
    type(record).objects.filter(pk=record.pk).update(released_at=None)


def test_a_claim_is_told_in_the_words_of_then(known):
    claim = released(statement="It rains.", reference="C1")
    dated(day(1))
    Claim.objects.update(statement="It snows.")
    dated(day(3))

    assert known("claims/C1/", 2)["statement"] == "It rains."
    assert known("claims/C1/", 4)["statement"] == "It snows."
    assert statements(known("claims/", 2)) == ["It rains."]
    assert str(claim.uid) == known("claims/C1/", 2)["id"]


def test_what_was_recorded_later_was_not_known(known):
    released(statement="Early.")
    dated(day(1))
    released(statement="Late.", reference="L1")
    dated(day(3))

    assert statements(known("claims/", 2)) == ["Early."]
    assert known("claims/", 2)["count"] == 1
    assert known("claims/L1/", 2, status=404)["code"] == "not_found"


def test_what_was_released_later_was_not_to_be_read(known):
    claim = make.claim("Not yet.")
    dated(day(1))
    Claim.objects.filter(pk=claim.pk).update(released_at=make.NOON)
    dated(day(3))

    assert statements(known("claims/", 2)) == []
    assert statements(known("claims/", 4)) == ["Not yet."]


@pytest.mark.parametrize("is_desk", [False, True])
def test_a_moment_after_the_last_change_is_answered_as_today(is_desk, ask, known):
    one_of_everything()
    make.proposed(make.checked())
    make.readable(released_at=None)
    by = make.editor("chief", is_superuser=True) if is_desk else None
    dated(day(1))

    for noun in NOUNS:
        today = ask(f"{noun}/", by=by)
        assert today["results"]
        assert known(f"{noun}/", 2, by=by) == today
        for row in today["results"]:
            path = f"{noun}/{row['id']}/"
            assert known(path, 2, by=by) == ask(path, by=by)


def test_a_story_is_told_with_the_edition_of_then(ask):
    story = make.edition().story
    dated(day(1))
    before = timezone.now().isoformat()
    make.corrected(story)
    path = f"stories/{story.slug}/"

    assert ask(path, known_at=before)["current"]["number"] == 1
    assert ask(path, known_at=timezone.now().isoformat()) == ask(path)
    ask(path, known_at="2026-01-02T12:00:00Z", status=404)


def test_a_party_has_the_name_of_then(known):
    make.released_deal(make.company("Old Name", slug="firm"), make.company(), slug="lease")
    dated(day(1))
    Party.objects.filter(slug="firm").update(name="New Name")
    dated(day(3))

    assert known("companies/firm/", 2)["name"] == "Old Name"
    assert "Old Name" in {row["party"]["name"] for row in known("deals/lease/", 2)["parties"]}


def test_the_verdict_of_then_is_told_though_it_has_lapsed(known, ask):
    claim = make.readable().claim
    dated(day(1))
    Claim.objects.filter(pk=claim.pk).update(statement="Something else.")
    dated(day(3))
    path = f"claims/{claim.uid}/"

    assert ask(path)["finding"] is None
    then = known(path, 2)
    assert then["finding"] == Finding.ACCURATE
    assert then["verdict"]["state"] == "stands"
    assert statements(known("claims/", 2, finding="accurate")) == [then["statement"]]
    assert statements(known("claims/", 4, finding="accurate")) == []


def test_support_is_counted_as_it_was(known, ask):
    claim, report = released(reference="C1"), make.source(released_at=make.NOON)
    make.citation(claim, report)
    make.citation(claim, make.source(released_at=make.NOON, derives_from=report))
    dated(day(1))
    make.citation(claim, make.source(released_at=make.NOON))
    dated(day(3))

    assert known("claims/C1/", 2)["support"] == {"outlets": 2, "origins": 1}
    assert known("claims/C1/", 4)["support"] == {"outlets": 3, "origins": 2}
    assert statements(known("claims/", 2, origins="1")) == [claim.statement]
    assert statements(known("claims/", 4, origins="1")) == []


def test_a_list_under_a_party_is_the_list_of_then(known):
    company = make.company(slug="firm")
    released(statement="About it.").parties.add(company)
    dated(day(1))
    ClaimParty.objects.all().delete()
    dated(day(3))

    assert statements(known("claims/", 2, party="firm")) == ["About it."]
    assert statements(known("claims/", 4, party="firm")) == []


def test_words_are_searched_in_what_was_written_then(known):
    released(statement="It rains.")
    dated(day(1))
    Claim.objects.update(statement="It snows.")
    dated(day(3))

    assert statements(known("claims/", 2, search="rain")) == ["It rains."]
    assert statements(known("claims/", 4, search="rain")) == []


def test_pages_go_on_in_what_was_known(known, api):
    for number in range(3):
        released(statement=f"Claim {number}.", reference=f"C{number}")
    dated(day(1))
    Claim.objects.update(statement="Written anew.")
    dated(day(3))

    first = known("claims/", 2, page_size=2)
    second = api.get(first["next"]).json()

    assert statements(first) + statements(second) == ["Claim 0.", "Claim 1.", "Claim 2."]


def test_a_table_is_of_then(api):
    released(statement="It rains.")
    dated(day(1))
    Claim.objects.update(statement="It snows.")
    dated(day(3))

    answer = api.get("/api/v1/claims/?known_at=2026-01-02T12:00:00Z&format=csv&fields=statement")

    assert b"".join(answer).decode("utf-8-sig").split() == ["statement", "It", "rains."]


def test_a_row_with_a_long_list_says_where_all_of_it_was(known, monkeypatch, api):
    monkeypatch.setattr("partnerships.api.reading.LISTED", 1)
    claim = released(reference="C1")
    for says in ("One.", "Two."):
        make.citation(claim, make.source(released_at=make.NOON), says=says)
    dated(day(1))
    Citation.objects.update(says="Something else.")
    dated(day(3))

    more = known("claims/C1/", 2)["more"]["citations"]

    assert {row["says"] for row in api.get(more).json()["results"]} == {"One.", "Two."}


def test_what_backs_a_deal_is_told_as_it_was(known):
    deal = make.released_deal(slug="lease")
    make.fact(deal=deal, source=make.source(released_at=make.NOON, outlet="The Times"))
    dated(day(1))
    Source.objects.update(outlet="The Sun")
    dated(day(3))

    (fact,) = known("deals/lease/backing/", 2)["results"]

    assert fact["source"]["outlet"] == "The Times"


# What has been withdrawn since is not given back.


def test_what_was_withdrawn_since_is_not_given_back(known):
    claim = released(reference="C1")
    dated(day(1))
    withdraw(claim)
    dated(day(3))

    assert known("claims/", 2) == {"count": 0, "next": None, "previous": None, "results": []}
    known("claims/C1/", 2, status=404)


def test_what_was_released_again_has_no_past_from_before_that(known):
    claim = released(reference="C1", statement="Rose told us that it rains.")
    dated(day(1))
    withdraw(claim)
    dated(day(3))
    Claim.objects.update(statement="It rains.", released_at=make.NOON)
    dated(day(5))

    known("claims/C1/", 2, status=404)
    assert known("claims/C1/", 6)["statement"] == "It rains."


def test_what_was_removed_since_is_not_given_back(known):
    claim = released(reference="C1")
    dated(day(1))
    claim.delete()
    dated(day(3))

    known("claims/C1/", 2, status=404)


def test_the_past_does_not_name_a_source_that_is_confidential_by_now(known):
    claim, source = released(reference="C1"), make.source(released_at=make.NOON, slug="rose")
    make.citation(claim, source)
    dated(day(1))
    Source.objects.filter(pk=source.pk).update(released_at=None, confidentiality="confidential")
    dated(day(3))

    then = known("claims/C1/", 2)
    assert (then["citations"], then["support"]) == ([], {"outlets": 0, "origins": 0})
    known("sources/rose/", 2, status=404)
    assert known("citations/", 2)["count"] == 0
    assert known("claims/", 2, source="rose", status=400)["code"] == "unknown_word"


def test_a_citation_that_was_removed_is_not_given_back(known):
    claim = released(reference="C1")
    citation = make.citation(claim, make.source(released_at=make.NOON))
    dated(day(1))
    citation.delete()
    dated(day(3))

    assert known("claims/C1/", 2)["citations"] == []


def test_a_verdict_is_not_told_whose_reasons_may_speak_of_what_was_withdrawn(known):
    claim = make.readable().claim
    dated(day(1))
    withdraw(Source.objects.get())
    dated(day(3))
    path = f"claims/{claim.uid}/"

    assert known(path, 2)["verdict"] is None
    assert known(path, 2)["finding"] is None


def test_a_deal_is_told_without_a_party_that_was_withdrawn_since(known):
    whom, others = make.company("Canary"), [make.company(), make.company()]
    deal = make.released_deal(*others, slug="lease")
    member = make.deal_party(deal, whom)
    make.amount(deal, 9, payer=whom, payee=others[0])
    dated(day(1))
    member.delete()
    Amount.objects.update(payer=None)
    withdraw(whom)
    dated(day(3))

    then = known("deals/lease/", 2)

    assert "Canary" not in json.dumps(then)
    assert len(then["parties"]) == 2


# The desk knows more.


def test_the_desk_is_told_of_its_own_as_it_was(known):
    desk = make.editor("desk", "view_claim")
    claim = make.claim("A draft.")
    dated(day(1))
    claim.delete()
    dated(day(3))

    assert statements(known("claims/", 2, by=desk)) == ["A draft."]
    assert statements(known("claims/", 2)) == []


def test_keepers_alone_are_told_of_a_source_that_was_confidential_then_or_is_now(known):
    desk = make.editor("desk", "view_source")
    keeper = make.editor("keeper", "view_source", "view_confidential_source")
    was = make.source(slug="was", confidentiality="confidential")
    is_now = make.source(slug="is-now")
    dated(day(1))
    Source.objects.filter(pk=was.pk).update(confidentiality="open")
    Source.objects.filter(pk=is_now.pk).update(confidentiality="confidential")
    dated(day(3))

    assert known("sources/", 2, by=desk)["count"] == 0
    assert known("sources/", 2, by=keeper)["count"] == 2


def test_who_may_yet_check_a_claim_blind_is_told_no_earlier_verdict(known):
    checker = make.member("Fact-checker")
    claim = make.readable().claim
    dated(day(1))
    Claim.objects.filter(pk=claim.pk).update(is_blind=True, statement="Something else.")
    dated(day(3))
    path = f"claims/{claim.uid}/"

    assert known(path, 2, by=checker)["verdict"] is None
    assert known(path, 2)["finding"] == Finding.ACCURATE


# What cannot be asked is refused.


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-01-02", "Write a moment with its zone"),
        ("2026-01-02T12:00:00", "Write a moment with its zone"),
        ("2026-01-02T12:00:00 01:00", "%2B"),
        ("2026-13-02T12:00:00Z", "Write a moment with its zone"),
        ("yesterday", "Write a moment with its zone"),
        ("9999-12-31T23:59:59-14:00", "has not come yet"),
        ("0001-01-01T00:00:00+14:00", "Nothing was kept here before"),
        ("1999-01-01T00:00:00Z", "Nothing was kept here before"),
    ],
)
def test_a_moment_of_which_nothing_is_known_is_refused(ask, written, told):
    for path in ("claims/", "companies/", "deals/none/"):
        problem = ask(path, known_at=written, status=400)
        (fault,) = problem["errors"]
        assert fault["parameter"] == "known_at"
        assert told in fault["detail"]


def test_what_is_written_knows_no_past(send):
    reporter = make.member("Reporter")

    answer = send("post", "claims/?known_at=2026-01-02T12:00:00Z", {}, by=reporter)

    assert answer.status_code in (400, 422)
