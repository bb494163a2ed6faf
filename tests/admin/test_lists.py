"""A list of the desk finds the keys of its page first, and goes on after a row where it is long."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.admin import search_boxes
from partnerships.models import Claim, ClaimParty, Comment
from tests import factories as make

pytestmark = pytest.mark.django_db


def claims_list():
    return reverse("admin:partnerships_claim_changelist")


def shown(page):
    return [claim.reference for claim in page.context["cl"].result_list]


@pytest.fixture
def short_lists(monkeypatch):
    """Lists are counted to four rows, and a page has two of them."""
    monkeypatch.setattr("partnerships.admin.lists.COUNTED", 4)
    monkeypatch.setattr("partnerships.admin.claims.claims.ClaimAdmin.list_per_page", 2)


def windows(desk, asked):
    """The rows of each page, going on after the last row wherever the list says so."""
    address = f"{claims_list()}?{asked}"
    while address:
        page = desk.get(address)
        for number in page.context["cl"].paginator.page_range:
            page = desk.get(f"{address}&p={number}")
            yield from shown(page)
        address = page.context["cl"].further
        address = address and claims_list() + address


COLUMNS = ["o=1", "o=-1", "o=4", "o=-4", "o=5", "o=-5", "o=6.-5", "o=3.5", ""]


@pytest.mark.walk
@pytest.mark.parametrize("asked", COLUMNS)
def test_a_long_list_goes_on_after_the_last_row_that_was_counted(desk, monkeypatch, asked):
    other = make.collection("another_story")
    for number, date in enumerate(
        ["2024-03", "", "2023", "", "2024-03", "../2017", "2025", "2024"]
    ):
        make.claim(date=date, kind="quote" if number % 3 else "fact")
        make.claim(date=date, collection=other)
    make.proposed(Claim.objects.latest("pk"))
    whole = shown(desk.get(f"{claims_list()}?{asked}"))

    monkeypatch.setattr("partnerships.admin.lists.COUNTED", 4)
    monkeypatch.setattr("partnerships.admin.claims.claims.ClaimAdmin.list_per_page", 2)

    assert list(windows(desk, asked)) == whole
    assert len(whole) == 16


def test_a_list_that_goes_on_says_after_which_row_and_how_many_there_are(desk, short_lists):
    for number in range(1, 8):
        make.claim(f"Sentence {number}.", reference=f"S{number}")

    last = desk.get(f"{claims_list()}?p=2")
    on = desk.get(claims_list() + last.context["cl"].further)

    assert "more than 10,000 claims" in last.text
    assert "Go on" in last.text
    assert "After “S4: Sentence 4.”:" in on.text
    assert "3 claims" in on.text
    assert shown(on) == ["S5", "S6"]
    assert shown(desk.get(claims_list() + on.context["cl"].get_query_string({"p": 2}))) == ["S7"]


def test_another_order_begins_at_its_beginning(desk, short_lists):
    for _ in range(7):
        make.claim()
    last = desk.get(f"{claims_list()}?p=2")
    on = desk.get(claims_list() + last.context["cl"].further)

    assert "after=" not in on.context["cl"].get_query_string({"o": "4"})
    assert "after=" in on.context["cl"].get_query_string({"p": 2})


@pytest.mark.parametrize("row", ["0", "nobody", "999999999999999999999999"])
def test_a_list_after_no_row_begins_at_its_beginning(desk, row):
    answer = desk.get(f"{claims_list()}?after={row}")

    assert (answer.status_code, answer.url) == (302, f"{claims_list()}?e=1")


def test_what_the_columns_count_is_counted_for_the_rows_of_a_page(desk):
    for _ in range(3):
        make.citation(make.claim())

    with CaptureQueriesContext(connection) as asked:
        desk.get(claims_list())

    counting = [query["sql"] for query in asked if 'AS "outlets"' in query["sql"]]
    assert len(counting) == 1
    assert '"partnerships_claim"."id" IN (' in counting[0]


def named(desk, words):
    return desk.get(claims_list(), {"party": words})


def test_a_list_is_narrowed_to_a_party_by_its_slug_or_a_part_of_its_name(desk):
    openai, other = make.company("OpenAI Group"), make.company("Microsoft")
    wanted, unwanted = make.claim(reference="S1"), make.claim(reference="S2")
    ClaimParty.objects.create(claim=wanted, party=openai)
    ClaimParty.objects.create(claim=unwanted, party=other)

    assert [shown(named(desk, words)) for words in (openai.slug, "openai", "group")] == [["S1"]] * 3


def test_of_several_parties_so_named_the_list_asks_which(desk):
    for name in ("OpenAI Group", "OpenAI Foundation"):
        ClaimParty.objects.create(claim=make.claim(), party=make.company(name))

    page = named(desk, "openai")

    assert shown(page) == []
    assert '<a href="?party=openai-group">OpenAI Group</a>' in page.text
    assert '<a href="?party=openai-foundation">OpenAI Foundation</a>' in page.text


def test_nobody_is_named_who_may_not_be_known(client):
    make.company("OpenAI Group", released_at=None)
    client.force_login(make.editor(None, "view_claim"))

    assert "OpenAI Group" not in named(client, "openai").text
    assert "Nobody is so named." in named(client, "openai").text


def test_the_filter_by_a_party_looks_for_none_until_one_is_typed(desk):
    ClaimParty.objects.create(claim=make.claim(), party=make.company("OpenAI Group"))

    with CaptureQueriesContext(connection) as asked:
        page = desk.get(claims_list())

    assert "By party" in page.text
    assert [query["sql"] for query in asked if "partnerships_party" in query["sql"]] == []


def test_verdicts_are_read_latest_first_beyond_what_is_counted(desk, monkeypatch):
    for _ in range(6):
        make.proposed(make.checked())
    address = reverse("admin:partnerships_verdict_changelist")
    whole = [row.pk for row in desk.get(address).context["cl"].result_list]
    monkeypatch.setattr("partnerships.admin.lists.COUNTED", 4)
    monkeypatch.setattr("partnerships.admin.claims.verdicts.VerdictAdmin.list_per_page", 4)

    first = desk.get(address).context["cl"]
    then = desk.get(address + first.further).context["cl"]

    assert [row.pk for row in (*first.result_list, *then.result_list)] == whole
    assert len(whole) == 6


@pytest.fixture
def few_looked_through(monkeypatch):
    """A search box takes three rows of each index."""
    monkeypatch.setattr(search_boxes, "LOOKED_THROUGH", 3)


def found(desk, noun, asked):
    page = desk.get(reverse(f"admin:partnerships_{noun}_changelist") + f"?{asked}")
    return [str(row) for row in page.context["cl"].result_list]


@pytest.mark.usefixtures("few_looked_through")
def test_what_may_not_be_known_keeps_nothing_out_of_what_is_found(client):
    client.force_login(make.editor(None, "view_deal", "view_stake", "view_term"))
    for number in range(6):
        make.term(make.deal(title=f"Hidden harvest {number}"))
        make.company(f"Harvest hidden {number}", released_at=None)
    make.term(make.released_deal(title="Seen harvest"))
    make.stake(make.company("Harvest seen"), make.company("Farm"))

    assert found(client, "deal", "q=harvest") == ["Seen harvest"]
    assert len(found(client, "stake", "q=harvest")) == 1
    assert len(found(client, "term", "q=harvest")) == 1


@pytest.mark.usefixtures("few_looked_through")
def test_what_was_not_asked_for_keeps_nothing_out_of_what_is_found(admin_client):
    for number in range(6):
        make.deal(title=f"Harvest {number}")
    other = make.collection("other")
    make.deal(title="Harvest wanted", collection=other)

    asked = f"q=harvest&collection__id__exact={other.pk}"

    assert found(admin_client, "deal", asked) == ["Harvest wanted"]


@pytest.mark.parametrize("year", ["\u00b2", "\u0663", "00000", "-1", "99999", "1e3"])
def test_a_year_that_is_none_narrows_nothing(desk, year):
    make.claim(date="2024")

    assert len(shown(desk.get(claims_list(), {"year": year}))) == 1


# What finds nothing


def test_a_list_that_finds_nothing_says_so_and_offers_the_nearest_name(desk):
    make.company("Microsoft")

    answer = desk.get(claims_list(), {"q": "microsfot"})

    assert "Nothing here is found for “microsfot”." in answer.text
    assert 'Did you mean <a href="?q=Microsoft">Microsoft</a>?' in answer.text
    new = reverse("admin:partnerships_claim_add")
    assert f'<a href="{new}">Record a new claim</a>' in answer.text


def test_the_nearest_is_no_name_that_one_may_not_know_of(client):
    make.company("Microsoft", released_at=None)
    client.force_login(make.editor("ro", "view_claim"))

    answer = client.get(claims_list(), {"q": "microsfot"})

    assert "Did you mean" not in answer.text
    assert "Record a new claim" not in answer.text


def test_a_list_that_fits_no_filter_leads_back_to_all(desk):
    make.claim()

    answer = desk.get(claims_list(), {"kind__exact": "opinion"})

    assert "Nothing here fits all of these filters." in answer.text
    assert '<a href="?">Look through all of them</a>' in answer.text


def test_an_empty_list_says_what_will_be_there(desk):
    assert "Claims will stand here once there is one." in desk.get(claims_list()).text


# Words instead of Django's


def test_filters_by_what_is_filled_in_speak_of_what_it_means(desk):
    pages = {
        "claim": ["By who sees it", "The desk alone", "Readers"],
        "comment": ["By state", "Open", "Resolved", "Answers"],
        "assignment": ["By state", "Open", "Closed"],
    }

    for noun, words in pages.items():
        make.claim()
        text = " ".join(desk.get(reverse(f"admin:partnerships_{noun}_changelist")).text.split())
        assert [word for word in words if word not in text] == []
        assert "Not empty" not in text


def test_comments_are_narrowed_to_those_that_are_open_and_answers_are_not(desk, chief):
    said = {"claim": make.claim(), "written_by": chief, "written_at": make.NOON}
    head = Comment.objects.create(text="It is asked.", **said)
    Comment.objects.create(text="It is answered.", head=head, **said)
    Comment.objects.create(text="It is done.", resolved_by=chief, resolved_at=make.NOON, **said)
    texts = ("It is asked.", "It is answered.", "It is done.")
    page = reverse("admin:partnerships_comment_changelist")

    def listed(state):
        shown = desk.get(page, {"state": state} if state else {}).text
        return [text for text in texts if text in shown]

    assert listed("open") == ["It is asked."]
    assert listed("resolved") == ["It is done."]
    assert listed("answer") == ["It is answered."]
    assert listed("") == list(texts)


def test_comments_are_listed_with_their_claim_and_who_resolved_them(desk, chief):
    claim = make.claim("They paid.", reference="S1")
    said = {"written_by": chief, "written_at": make.NOON}
    Comment.objects.create(claim=claim, text="Who?", **said)
    Comment.objects.create(
        claim=claim, text="When?", resolved_by=chief, resolved_at=make.NOON, **said
    )

    text = desk.get(reverse("admin:partnerships_comment_changelist")).text

    page = reverse("admin:partnerships_claim_change", args=[claim.pk])
    assert f'<a href="{page}#comments">S1: They paid.</a>' in text
    assert "by Ann Able, 23 October 2024, 12:00 UTC" in text
    assert ">23 October 2024, 12:00 UTC<" in text  # when it was written: in our words, not Django's
