"""The home of the desk: the work first, the tables last."""

import re
from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.claims import assessments, assignments
from partnerships.actions.verification import verify_records
from partnerships.admin import work_queue
from partnerships.models import Claim, Source
from partnerships.rules import attention
from partnerships.rules.changes import TOLD
from partnerships.vocabulary import Confidentiality, Finding, Seen
from tests.clock import standing
from tests.factories import (
    binding,
    binding_of,
    checked,
    citation,
    claim,
    edition,
    editor,
    hold,
    member,
    printable,
    proposed,
    readable,
    signed,
    signed_in_confidence,
    source,
    story,
)
from tests.volume import several

pytestmark = pytest.mark.django_db

HOME = "/admin/"
QUEUES = ["citation", "reading", "origin"]
TURNS = ["mine", "overdue", "signature", "lapsed"]
DESK = [f"view_{model._meta.model_name}" for model in TOLD]


def home(client, user):
    client.force_login(user)
    return client.get(HOME)


def queues(response):
    return {queue.name: queue for queue in response.context["queues"]}


def test_claims_without_a_citation_stand_on_the_home(client):
    bare = claim("Nobody backs this.")

    response = home(client, editor(None, *DESK))

    assert queues(response)["citation"].rows == [bare]
    assert "Nobody backs this." in response.content.decode()


def test_citations_of_what_nobody_read_stand_on_the_home(client):
    unread = citation(source_=source(seen=Seen.NOT_SEEN))

    response = home(client, editor(None, *DESK))

    assert queues(response)["reading"].rows == [unread]


def test_one_origin_is_told_with_its_outlets(client):
    repeated, report = claim(), source()
    citation(repeated, report)
    citation(repeated, source(derives_from=report))

    response = home(client, editor(None, *DESK))

    assert "2 outlets, 1 origin" in response.content.decode()


def test_each_queue_leads_to_all_of_its_records(client):
    for _ in range(7):
        claim()
        citation(source_=source(seen=Seen.NOT_SEEN))

    waiting = queues(home(client, editor(None, *DESK)))
    whole = {name: client.get(waiting[name].url).context["cl"].result_count for name in QUEUES}

    shown = {name: (len(waiting[name].rows), waiting[name].count) for name in QUEUES}
    assert shown == dict.fromkeys(QUEUES, (5, 7))
    assert whole == dict.fromkeys(QUEUES, 7)


def test_a_long_queue_shows_the_first_of_those_that_an_index_has_first(client, monkeypatch):
    monkeypatch.setattr(work_queue, "MANY", 2)
    for _ in range(3):
        citation()
    report = source()
    repeated = claim()
    for retold in (report, source(derives_from=report)):
        citation(repeated, retold)

    origin = queues(home(client, editor(None, *DESK)))["origin"]

    assert (origin.is_endless, len(origin.rows), origin.rows[0]) == (True, 3, repeated)


def test_a_confidential_source_is_in_no_queue_of_others(client):
    citation(source_=source(seen=Seen.NOT_SEEN, confidentiality=Confidentiality.CONFIDENTIAL))

    response = home(client, editor(None, *DESK))

    assert queues(response)["reading"].count == 0


def test_the_home_says_who_changed_what_and_why(client):
    ann = editor("ann", *DESK)
    with pghistory.context(user=ann.pk, door="admin", why="the first of many"):
        claim("The sky is blue.")

    page = home(client, ann).content.decode()

    assert "the first of many" in page
    assert "at the desk" in page
    assert "The sky is blue." in page


def test_the_home_says_when_the_records_were_verified_last(client):
    verify_records()

    told = home(client, member("Reader")).content.decode()

    assert "Journal, seals, histories and kept files were verified on" in told
    assert "All holds." in told


def test_who_may_not_read_the_journal_is_not_told_of_its_verification(client):
    verify_records()

    assert "were verified on" not in home(client, editor(None, *DESK)).content.decode()


def test_an_empty_desk_offers_the_first_step(client):
    page = home(client, editor(None, *DESK, "add_claim")).content.decode()

    assert "will stand here with the first record" in page
    assert reverse("admin:partnerships_claim_add") in page


def test_who_may_see_nothing_is_told_whom_to_ask(client):
    page = home(client, editor()).content.decode()

    assert "Ask whoever keeps the desk" in page


def test_the_home_of_who_keeps_accounts_is_about_accounts(client):
    ann = editor("ann", first_name="Ann", last_name="Away")
    page = home(client, member("Administrator", name="otto"))

    assert page.context["unused_accounts"] == [ann]
    assert "Ann Away</a>" in page.text
    assert "has never been here" in page.text
    assert "Ask whoever keeps the desk" not in page.text


def test_who_keeps_no_accounts_is_told_of_none(client):
    editor("ann", first_name="Ann", last_name="Away")

    page = home(client, editor(None, *DESK))

    assert page.context["unused_accounts"] == []
    assert "Ann Away" not in page.text


def test_a_full_home_costs_what_a_short_one_does(client):
    ann = editor(None, *DESK, "view_story")

    def cost():
        home(client, ann)  # the first look of a login notes when it was
        with CaptureQueriesContext(connection) as asked_for:
            client.get(HOME)
        return len(asked_for)

    def more():
        claim()
        citation(source_=source(seen=Seen.NOT_SEEN))
        hold(story())
        change(edition(printable(claim_=readable().claim)).dependencies.first().claim)

    more()
    short = cost()
    for _ in range(several(7)):
        more()

    assert cost() == short <= 27


# Stories


def stories(response):
    return {queue.name: queue for queue in response.context["stories"]}


def publishing(story_):
    return reverse("admin:partnerships_story_publishing", args=[story_.pk])


def lapsed_under(story_):
    change(binding_of(story_).claim)


def test_stories_stand_on_the_home_with_what_is_left_of_each(client, eve):
    waits = story(headline="Nobody checked this", by=member("Reporter", first_name="Ada"))
    binding(waits, claim_=checked())
    out = edition(printable(headline="Out and changed", claim_=readable().claim)).story
    lapsed_under(out)

    response = home(client, eve)

    assert stories(response)["stories"].rows == [out, waits]
    page = " ".join(response.content.decode().split())
    assert "Out, edition 1." in page
    assert "2 open items since</a>" in page  # the claim was changed, and its verdict lapsed
    assert publishing(out) in page
    assert "1 of 1 claim not signed" in page
    assert "1 lapsed" in page
    assert "Revision 1 by Ada" in page


def test_an_embargo_that_is_over_is_not_told_as_holding(client):
    day = timedelta(days=1)
    now = timezone.now()
    hold(story(), kind="embargo", reason="Until Monday.", until=now - day, at=now - 2 * day)

    page = home(client, editor(None, *DESK, "view_story")).content.decode()

    assert "The story" in page
    assert "Until Monday." not in page
    assert "Embargoed" not in page


def test_why_a_story_is_held_stands_on_the_home(client, eve):
    hold(story(), reason="The lawyers are on holiday.")

    page = " ".join(home(client, eve).content.decode().split())

    assert "<strong>Waits for legal sign-off</strong>: The lawyers are on holiday." in page


def test_what_is_nearest_to_print_comes_first_and_what_was_killed_last(client, eve):
    killed = hold(story(), kind="killed").story
    out = edition().story
    held = hold(story()).story
    begun = story()
    unsigned, signed_ = story(), story()
    binding(unsigned, claim_=checked())
    binding(signed_, claim_=readable().claim)

    listed = [row.pk for row in attention.stories_with_work(eve)]

    assert listed == [row.pk for row in (signed_, unsigned, begun, held, out, killed)]


def test_what_changed_under_what_is_out_leads_to_its_story(client, eve):
    out = edition(printable(headline="It is out", claim_=readable(reference="S9").claim)).story
    lapsed_under(out)

    response = home(client, eve)

    (passage,) = stories(response)["changed"].rows
    assert (passage.story, len(passage.changes)) == (out, 2)
    page = " ".join(response.content.decode().split())
    assert "“$13 billion”" in page
    assert "S9: its claim was changed; the verdict on its claim no longer stands" in page
    assert f'<a class="statement" href="{publishing(out)}">' in page
    assert "In It is out" in page


def test_where_nothing_changed_there_is_no_such_queue(client, eve):
    edition()

    assert set(stories(home(client, eve))) == {"stories"}


def test_five_stories_are_shown_and_the_list_has_them_all(client, eve):
    for _ in range(7):
        story()

    waiting = stories(home(client, eve))["stories"]
    whole = client.get(waiting.url)

    assert (len(waiting.rows), waiting.count) == (5, 7)
    assert whole.context["cl"].result_count == 7


def test_who_may_not_see_stories_is_shown_none(client):
    edition()
    story(headline="The secret merger")

    response = home(client, editor(None, *DESK))

    assert response.context["stories"] == []
    assert "secret" not in response.content.decode()


def test_a_change_of_a_hidden_source_is_counted_by_nobody_else(client, eve):
    about = readable().claim
    keeper = member("Reporter", "Source keeper")
    with pghistory.context(user=keeper.pk):
        hidden = source(confidentiality=Confidentiality.CONFIDENTIAL)
        citation(about, hidden)
    signed_in_confidence(about)
    out = edition(printable(claim_=about), by=member("Editor", "Source keeper")).story
    with pghistory.context(user=keeper.pk):
        Source.objects.filter(pk=hidden.pk).update(outlet="Another")

    found = {
        user: [
            item.noun
            for passage in attention.passages_changed_underneath(user)
            for item in passage.changes
        ]
        for user in (eve, keeper)
    }
    assert found == {eve: [], keeper: ["source"]}
    assert attention.stories_with_work(eve).get(pk=out.pk).changed == 0
    assert attention.stories_with_work(keeper).get(pk=out.pk).changed == 1


# Whose turn it is


@pytest.fixture
def eve(db):
    return member("Editor", name="eve", first_name="Eve", last_name="Elder")


@pytest.fixture
def otto(db):
    return member("Editor", name="otto", first_name="Otto", last_name="Other")


def turns(response):
    return {turn.name: turn for turn in response.context["turns"]}


def asked(to, by, days=None, **fields):
    """An assignment of five days ago that is due in so many days."""
    today = timezone.localdate()
    due = None if days is None else today + timedelta(days=days)
    given = timezone.now() - timedelta(days=5)
    return assignments.assign(checked(**fields), to, by=by, due=due, at=given)


def change(about):
    with pghistory.context(user=member("Reporter", first_name="Rita", last_name="Rush").pk):
        Claim.objects.filter(pk=about.pk).update(statement="Something else entirely.")


def test_what_one_is_asked_for_stands_on_the_home(client, eve, otto):
    mine = asked(eve, otto, 3)

    response = home(client, eve)

    assert turns(response)["mine"].rows == [mine]
    assert "asked by Otto Other" in response.content.decode()


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "Overdue: was due"), (0, "Due today"), (1, "due ")]
)
def test_a_day_that_presses_is_marked_by_a_word(client, eve, otto, days, said):
    asked(eve, otto, days)

    page = home(client, eve).content.decode()

    assert said in page
    assert ("due-overdue" in page, "due-today" in page) == (days < 0, days == 0)


def test_what_waits_for_ones_signature_stands_on_the_home(client, eve):
    verdict = proposed()

    response = home(client, eve)

    assert turns(response)["signature"].rows == [verdict]
    assert "½" in response.content.decode()


def test_who_may_not_sign_has_nothing_waiting(client):
    proposed()

    assert "signature" not in turns(home(client, member("Fact-checker")))


def test_a_lapse_stands_on_the_home_with_its_reason_and_who(client, eve):
    verdict = signed()
    change(verdict.claim)

    response = home(client, eve)

    assert turns(response)["lapsed"].rows == [verdict]
    assert "The statement was changed. By Rita Rush." in response.content.decode()


def test_a_lapse_over_a_hidden_source_names_nobody(client, eve):
    verdict = signed()
    keeper = member("Reporter", "Source keeper", first_name="Kit", last_name="Keeper")
    with pghistory.context(user=keeper.pk):
        citation(verdict.claim, source(confidentiality=Confidentiality.CONFIDENTIAL))

    (row,) = turns(home(client, eve))["lapsed"].rows

    assert (row.reason, row.is_told) == ("What it rests on was changed.", False)


def test_what_others_have_not_done_in_time_stands_on_the_home(client, eve, otto):
    late = asked(otto, eve, -1)
    asked(otto, eve, 1)

    response = home(client, eve)

    assert turns(response)["overdue"].rows == [late]
    assert "Otto Other" in response.content.decode()


def test_nothing_to_do_is_said_in_a_sentence_and_no_list_is_empty(client, eve):
    response = home(client, eve)

    assert set(turns(response)) == {"mine", "signature"}
    assert "Nobody waits for you" in response.content.decode()
    assert '<ul class="rows">' not in response.content.decode().split("my-notices")[0]


def test_readers_have_no_queue(client):
    assert turns(home(client, member("Reader"))) == {}


def test_each_turn_leads_to_all_of_its_records(client, eve, otto):
    for _ in range(6):
        asked(eve, otto, 1)
        asked(otto, eve, -1)
        proposed()
        change(signed().claim)

    waiting = turns(home(client, eve))
    whole = {name: client.get(waiting[name].url).context["cl"].result_count for name in TURNS}

    shown = {name: (len(waiting[name].rows), waiting[name].count) for name in TURNS}
    assert shown == dict.fromkeys(TURNS, (5, 6))
    assert whole == dict.fromkeys(TURNS, 6)


@pytest.mark.drill
def test_a_first_blind_assessment_changes_no_byte_of_the_home_of_others(client, eve, otto):
    about, ben = checked(is_blind=True), member("Fact-checker")
    for one in (eve, ben):
        assignments.assign(about, one, by=otto)
    pages, moment = {}, timezone.now()
    for when in ("before", "after"):
        for one in (eve, otto):
            home(client, one)
            with standing(moment):
                pages[when, one] = without_tokens(client.get(HOME))
        if when == "before":
            assessments.assess(about, Finding.ACCURATE, by=ben)

    assert pages["before", eve] == pages["after", eve]
    assert pages["before", otto] == pages["after", otto]


def without_tokens(response):
    page = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_what_came_up_stands_on_the_home(client, eve, otto):
    assignments.assign(checked(reference="S28"), eve, by=otto)

    page = home(client, eve).content.decode()

    assert "In the last seven days" in page
    assert "Otto Other asks you to check S28." in page


def test_what_one_saw_at_the_last_visit_is_not_news(client, eve, otto):
    asked(eve, otto)
    client.force_login(eve)
    session = client.session
    session["here"] = {"since": "", "seen": (timezone.now() - timedelta(days=1)).isoformat()}
    session.save()
    assignments.assign(checked(reference="S9"), eve, by=otto)

    news = client.get(HOME).context["news"]

    assert [notice.claim.reference for notice in news["notices"]] == ["S9"]
    assert "Since you were last here" in client.get(HOME).content.decode()


@pytest.mark.drill
def test_many_turns_cost_what_few_do(client, eve, otto):
    def cost():
        home(client, eve)
        with CaptureQueriesContext(connection) as asked_for:
            client.get(HOME)
        return len(asked_for)

    def more():
        asked(eve, otto, 0)
        asked(otto, eve, -1)
        proposed()
        change(signed(by=eve).claim)

    more()
    few = cost()
    for _ in range(5):
        more()

    assert cost() == few
