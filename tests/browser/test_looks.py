"""The pages of every day in a real browser: nothing that axe finds fault with, nothing that the
Content-Security-Policy forbids, no sideways scrolling on a phone."""

import re

import pghistory
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.timezone import localdate

from partnerships.actions.webhooks import register_webhook
from partnerships.vocabulary import Finding, Rank, Seen, Stance, Step
from tests import factories as make
from tests.factories import (
    NOON,
    amount,
    checked,
    citation,
    claim,
    company,
    deal_step,
    fact,
    member,
    person,
    proposed,
    released_deal,
    role,
    signed,
    source,
    stake,
    term,
)
from tests.volume import share

from .conftest import by_night, faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def records():
    """One record of each kind that the pages show, tied together as a story is."""
    openai, microsoft = company("OpenAI", founded="2015-12-11"), company("Microsoft")
    report = source(slug="report", published="2024-10-17", url="https://example.org/report")
    report.released_at = NOON
    report.save()
    with pghistory.context(user=member("Reporter").pk):
        copy = source(derives_from=report, released_at=NOON, seen=Seen.NOT_SEEN)
        told = claim("The hire happened in April 2024.", reference="S28", released_at=NOON)
        told.about_parties.create(party=openai)
        citation(told, report, quote="in March", stance=Stance.REFUTES)
        citation(told, copy)
        blind = claim("Nobody knows.", reference="W3", is_blind=True)
    signed(told, Finding.WRONG, reasons="A memo.", correction="It was on 19 March 2024.")
    waiting = proposed(checked(reference="W1"))
    lapsed = signed(checked(reference="W2"))
    with pghistory.context(user=member("Reporter").pk):
        type(told).objects.filter(pk=lapsed.claim_id).update(statement="Something else.")
    claim("Nobody backs this.")
    investment = released_deal(microsoft, openai, title="The first deal")
    amount(investment, billions=10)
    amount(investment, 13, rank=Rank.DEPRECATED, deprecated_reason="An early report.")
    term(investment)
    deal_step(investment, Step.ANNOUNCED, "2023-01-23")
    fact(role=role(person("Sam Altman"), openai), source=report)
    stake(microsoft, openai, percent_min=49, percent_max=49)
    claims = {"claim": told, "waiting": waiting.claim, "lapsed": lapsed.claim, "blind": blind}
    return {"company": openai, "source": report, "deal": investment} | claims


ADDRESSES = {
    "login": lambda records: reverse("admin:login"),
    "home": lambda records: reverse("admin:index"),
    "claims": lambda records: reverse("admin:partnerships_claim_changelist"),
    "sources": lambda records: reverse("admin:partnerships_source_changelist"),
    "claim": lambda records: desk_page(records["claim"]),
    "waiting claim": lambda records: desk_page(records["waiting"]),
    "lapsed claim": lambda records: desk_page(records["lapsed"]),
    "blind claim": lambda records: desk_page(records["blind"]),
    "timeline": lambda records: timeline(records["lapsed"]),
    "closed timeline": lambda records: timeline(records["blind"]),
    "conflicts": lambda records: reverse("admin:partnerships_claim_conflicts"),
    "verdicts": lambda records: reverse("admin:partnerships_verdict_changelist"),
    "deal": lambda records: desk_page(records["deal"]),
    "company": lambda records: desk_page(records["company"]),
    "source": lambda records: desk_page(records["source"]),
    "new claim": lambda records: reverse("admin:partnerships_claim_add"),
    "new deal": lambda records: reverse("admin:partnerships_deal_add"),
    "roles": lambda records: reverse("admin:roles"),
    "addresses that are told": lambda records: page_of_webhooks(),
    "what is put away": lambda records: reverse("admin:away_list"),
    "something to put away": lambda records: reverse(
        "admin:away", args=["claim", records["blind"].pk]
    ),
    "something leant on": lambda records: reverse(
        "admin:away", args=["source", records["source"].pk]
    ),
    "tables brought in": lambda records: reverse("admin:tables"),
    "new account": lambda records: reverse("admin:auth_user_add"),
    "search at the desk": lambda records: reverse("admin:search") + "?q=opanai",
    "import": lambda records: reverse("admin:partnerships_company_import"),
    "export": lambda records: reverse("admin:partnerships_company_export"),
    "story": lambda records: "/",
    "public claim": lambda records: "/claims/microsoft_openai/S28/",
    "public claim as it was": lambda records: f"/claims/microsoft_openai/S28/?{today()}",
    "no such moment": lambda records: "/claims/microsoft_openai/S28/?known_at=then",
    "public company": lambda records: "/companies/openai/",
    "public deal": lambda records: "/deals/the-first-deal/",
    "nowhere": lambda records: "/nowhere/",
}
REFUSED = re.compile("40[04]")
OPEN = {
    "login",
    "story",
    "nowhere",
    "no such moment",
    *(name for name in ADDRESSES if "public" in name),
}


def today():
    return f"known_at={localdate():%Y-%m-%d}"


def page_of_webhooks():
    """The page of Ann's and of somebody else's, with something that was sent."""
    for somebody in User.objects.get(username="ann"), make.member("Reader"):
        hook, _ = register_webhook("https://example.org/newsroom", by=somebody)
        make.delivery(hook, said="It answered 500.")
    return reverse("admin:webhooks")


def desk_page(record):
    return reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])


def timeline(record):
    return reverse("admin:partnerships_claim_timeline", args=[record.pk])


@pytest.fixture
def visit(page, live_server, records):
    """Go to a page of that name, logged in where one must be; what the browser said is kept."""
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    make.editor("ann", is_superuser=True, password="a long one")

    def go(name):
        known = any(kept["name"] == settings.SESSION_COOKIE_NAME for kept in page.context.cookies())
        if name not in OPEN and not known:
            page.goto(live_server.url + reverse("admin:login"))
            page.get_by_label("Username").fill("ann")
            page.get_by_label("Password").fill("a long one")
            page.get_by_role("button", name="Log in").click()
        page.goto(live_server.url + ADDRESSES[name](records))
        assert name == "login" or "login" not in page.url
        return page

    return go


def unfolded(page):
    """The page, with everything on it that opens opened."""
    for each in page.locator("details").all():
        each.evaluate("details => { details.open = true }")
    return page


def test_each_page_is_in_order(visit, page):
    """Each is opened once, for all that an open page can be asked; in the shortest run, some."""
    width, amiss = "document.documentElement.scrollWidth", {}

    for name in share([*ADDRESSES], 0):
        visit(name)
        page.set_viewport_size({"width": 360, "height": 740})
        wide = page.evaluate(width)
        page.set_viewport_size({"width": 1280, "height": 720})
        found = {
            "the browser complains": [said for said in page.said if not REFUSED.search(said)],
            "a phone scrolls sideways": [wide] if wide > 360 else [],
            "axe finds a fault": faults(unfolded(page)),
            "words do not stand out by night": faults(by_night(page), runOnly=["color-contrast"]),
        }
        page.emulate_media(color_scheme="light")
        page.said.clear()
        amiss |= {(name, what): each for what, each in found.items() if each}

    assert amiss == {}


def test_a_number_opens_its_source_in_place(visit):
    page = visit("story")

    page.get_by_label("Source 2, refutes").click()

    assert page.get_by_text("in March").is_visible()


@pytest.mark.drill
def test_j_and_k_move_through_a_list(visit):
    page = visit("claims")
    focused = "document.activeElement.closest('tr').rowIndex"

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate(focused)
    page.keyboard.press("k")

    assert (second, page.evaluate(focused)) == (2, 1)


@pytest.mark.drill
def test_all_keys_are_shown_where_one_asks(visit):
    page = visit("home")

    page.get_by_role("button", name="all keys").click()

    assert page.get_by_role("dialog", name="Keys").is_visible()


@pytest.mark.drill
def test_a_question_mark_opens_what_explains_the_page(visit):
    page = visit("claims")

    page.keyboard.press("?")

    page.wait_for_url("**/admin/help/#lists")
    assert page.get_by_role("heading", name="Lists", exact=True).is_visible()


@pytest.mark.drill
def test_a_key_pressed_while_typing_is_only_typed(visit):
    page = visit("claims")

    page.locator("#searchbar").fill("")
    page.locator("#searchbar").press("j")

    assert page.locator("#searchbar").input_value() == "j"


def test_the_list_of_claims_shows_its_last_column_whole(visit, records):
    told = type(records["claim"]).objects.filter(pk=records["claim"].pk)
    told.update(date="2024-06-21/2024-10-23", date_words="over the summer")
    signed(checked(reference="MICROSOFT-100"), Finding.CONTEXT, reasons="It says half.")
    page = visit("claims")
    page.set_viewport_size({"width": 1280, "height": 900})

    table = page.locator("#result_list").bounding_box()
    room = page.locator(".results").bounding_box()

    assert table["width"] <= room["width"]
