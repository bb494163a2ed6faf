"""The story as its readers see it."""

import re
from urllib.parse import quote

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.claims.verdicts import countersign
from partnerships.models import Claim
from partnerships.vocabulary import Confidentiality, Finding, Qualifier, Stance
from partnerships.web import stories as web_stories
from tests import factories as make
from tests.factories import (
    NOON,
    amount,
    checked,
    citation,
    claim,
    collection,
    company,
    corrected,
    deal,
    edition,
    member,
    person,
    printable,
    proposed,
    released_deal,
    signed,
    snapshot,
    source,
)

pytestmark = pytest.mark.django_db


def released_claim(statement=None, **fields):
    return claim(statement, **{"released_at": NOON} | fields)


def released_source(**fields):
    return source(**{"released_at": NOON} | fields)


def front(client):
    return client.get("/").content.decode()


def main(html):
    return html[html.index("<main") :]


def words(html):
    """What a reader reads of the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_claims_stand_in_full_under_their_section(client):
    released_claim("Microsoft invested.", section="How it works", layer="article")

    page = front(client)

    assert page.index("How it works") < page.index("Microsoft invested.")


def test_the_article_stands_before_what_happened_since(client):
    released_claim("It ended.", reference="L01", layer="later", section="Since then")
    released_claim("It began.", reference="S01", layer="article", section="Lead")

    page = front(client)

    assert page.index("It began.") < page.index("It ended.")


def test_a_citation_opens_in_place_with_all_that_it_says(client):
    citation(
        released_claim(),
        released_source(outlet="The Times", title="Ties fray", published="2024-10-17"),
        quote="begun to fray",
        says="",
        locator="4th paragraph",
    )

    opened = words(re.search(r"<details.*?</details>", front(client), re.DOTALL)[0])

    for told in ("The Times", "Ties fray", "17 October 2024", "4th paragraph", "begun to fray"):
        assert told in opened
    assert "✓ Supports" in opened
    assert "copy not kept" in opened


def test_a_quotation_from_a_kept_copy_is_told_as_proved(client):
    report = released_source()
    kept = snapshot(report, "Ties have begun to fray.")
    citation(released_claim(), report, quote="begun to fray", snapshot=kept)

    assert "Proved in our copy of 23 October 2024" in front(client)


def test_support_is_told_in_outlets_and_origins(client):
    repeated, report = released_claim(), released_source()
    citation(repeated, report)
    citation(repeated, released_source(derives_from=report))

    assert "2 outlets, 1 origin" in words(front(client))


def test_the_numbers_stand_for_the_sources_listed_at_the_end(client):
    cited = released_claim()
    citation(cited, released_source(outlet="The Times"))
    citation(cited, released_source(outlet="The Post"))

    numbered = re.search(r'<ol class="sources">.*?</ol>', front(client), re.DOTALL)[0]

    assert numbered.index("The Times") < numbered.index("The Post")


def test_what_refutes_a_claim_is_told_beside_its_support(client):
    citation(released_claim(), released_source(), stance=Stance.REFUTES)

    assert "1 refutes it" in words(front(client))


def test_a_deal_is_told_with_its_worth_and_who_says_so(client):
    investment = released_deal(company("Microsoft"), company("OpenAI"), title="The first deal")
    amount(investment, billions=10, qualifier=Qualifier.ABOUT, basis="reported")

    page = words(front(client))

    assert "The first deal" in page
    assert "about $10 billion (reported)" in page


def test_companies_and_people_lead_to_their_pages(client):
    released_claim()
    openai, sam = company("OpenAI"), person("Sam Altman")

    page = front(client)

    assert reverse("company", args=[openai.slug]) in page
    assert reverse("person", args=[sam.slug]) in page


def test_drafts_are_not_there(client):
    released_claim()
    claim("A draft.")
    deal(title="A secret deal")

    page = front(client)

    assert "A draft." not in page
    assert "A secret deal" not in page


def test_a_source_that_is_not_released_is_neither_shown_nor_counted(client):
    cited = released_claim()
    citation(cited, source(outlet="A private call", confidentiality=Confidentiality.CONFIDENTIAL))

    page = words(front(client))

    assert "A private call" not in page
    assert "Nothing is cited" in page


def test_an_editor_sees_here_what_readers_see(admin_client):
    released_claim()
    claim("A draft.")

    assert "A draft." not in front(admin_client)


def test_before_the_first_story_the_page_says_what_will_be_here(client):
    assert "once the desk releases the first" in words(front(client))


def test_two_stories_are_listed(client):
    released_claim()
    other = collection("another_story")
    released_claim("Elsewhere.", collection=other)

    listed = front(client)
    page = client.get(reverse("story", args=[other.slug])).content.decode()

    assert reverse("story", args=[other.slug]) in listed
    assert "Elsewhere." in page


def test_a_claim_has_a_page_of_its_own(client):
    told = released_claim("The hire happened in April 2024.", reference="S28")
    citation(told, released_source(outlet="Rappler"), stance=Stance.REFUTES)

    page = client.get(reverse("claim", args=["microsoft_openai", "S28"])).content.decode()

    assert "The hire happened in April 2024." in page
    assert "Rappler" in page


def test_a_draft_has_no_page_for_readers(client):
    draft = claim()

    answer = client.get(reverse("claim", args=["microsoft_openai", draft.reference]))

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_the_latest_stories_stand_on_the_front_page_with_their_day(client):
    assert "/stories/" not in main(front(client))
    for number in range(1, 5):
        out = edition(printable(headline=f"Headline {number}"))
    corrected(out.story)

    said = main(front(client))

    told = words(said)
    assert told.index("Headline 4") < told.index("Headline 3") < told.index("Headline 2")
    assert "Headline 1" not in told
    assert f"{timezone.now():%-d %B %Y}</time>, corrected" in said
    assert f'href="{reverse("published", args=[out.story.slug])}"' in said
    assert f'href="{reverse("published_stories")}"' in said


def test_they_stand_there_where_no_claim_is_released_or_several_collections_are(client):
    out = edition(printable(headline="Out it is"))
    released_claim("Elsewhere.", collection=collection("another_story"))

    assert "Out it is" in main(front(client))
    Claim.objects.update(released_at=None)
    assert "Out it is" in main(front(client))
    assert "Out it is" not in main(client.get(reverse("story", args=["another_story"])).text)
    assert out.story.collection.slug != "another_story"


def test_a_story_that_is_not_out_is_not_on_the_front_page(client):
    printable(headline="The secret merger")

    assert "secret" not in front(client)


def test_many_stories_cost_the_front_page_what_one_does(client):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            front(client)
        return len(asked)

    edition()
    one = cost()
    for _ in range(4):
        corrected(edition().story)

    assert cost() == one


def test_a_long_story_costs_what_a_short_one_does(client, django_assert_max_num_queries):
    for _ in range(10):
        citation(released_claim(), released_source())
        amount(released_deal())

    with django_assert_max_num_queries(15):
        client.get("/")


def test_the_page_needs_no_style_or_script_of_its_own(client):
    citation(released_claim(), released_source())

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", front(client))


def claim_page(client, told):
    return client.get(reverse("claim", args=["microsoft_openai", told.reference])).text


def test_a_finding_stands_by_its_claim_with_its_correction(client):
    told = checked(released_at=NOON)
    with pghistory.context(user=told.authorships.first().author_id):
        citation(told, stance=Stance.REFUTES)
    signed(told, Finding.WRONG, reasons="A memo.", correction="It was on 19 March 2024.")

    listed, page = words(front(client)), words(claim_page(client, told))

    assert "✗ Wrong It was on 19 March 2024." in listed
    assert "✗ Wrong What is right: It was on 19 March 2024. A memo." in page


def test_signatures_are_told_by_full_name_and_never_by_login(client):
    told = checked(released_at=NOON)
    verdict = proposed(told, by=member("Fact-checker", name="login-of-fay"))
    ed = member("Editor", name="login-of-ed", first_name="Ed", last_name="Ever")
    countersign(verdict, by=ed)

    page = words(claim_page(client, told))

    assert f"signed by Ed Ever, {verdict.proposed_at:%-d %B %Y}" in page
    assert "Proposed by A member of the desk" in page
    assert "login-of" not in claim_page(client, told)


def test_a_signer_who_left_is_marked_and_the_verdict_stands(client):
    told = checked(released_at=NOON)
    verdict = signed(told, by=member("Editor", first_name="Ed", last_name="Ever"))
    verdict.countersigned_by.is_active = False
    verdict.countersigned_by.save()

    assert "✓ Accurate" in words(claim_page(client, told))
    assert "signed by Ed Ever (no longer at the desk)" in words(claim_page(client, told))


@pytest.mark.parametrize("verdict", [None, proposed, "lapsed"])
def test_without_a_standing_verdict_a_claim_is_unchecked(client, verdict):
    told = checked(released_at=NOON)
    if verdict == "lapsed":
        signed(told, reasons="Not for readers.")
        with pghistory.context(user=member("Reporter").pk):
            type(told).objects.filter(pk=told.pk).update(statement="Something else.")
    elif verdict:
        verdict(told, reasons="Not for readers.")

    assert "· Unchecked" in words(front(client))
    assert "· Unchecked" in words(claim_page(client, told))
    assert "Not for readers." not in front(client) + claim_page(client, told)


@pytest.mark.parametrize("told", ["errors@example.org", "The desk <errors@example.org>"])
def test_a_reader_who_found_an_error_is_told_whom_to_write_to(client, settings, told):
    settings.ERRORS_TO = told
    claim = released_claim(reference="S1")
    address = f"/claims/{claim.collection.slug}/S1/"

    page = client.get(address).content.decode()

    about = quote(f"An error on http://testserver{address}")
    assert f'href="mailto:errors@example.org?subject={about}"' in page
    assert "mailto:" not in client.get("/people/nobody/").content.decode()


def test_a_claim_is_used_where_an_article_that_is_out_leans_on_it(client):
    verdict = make.readable()
    address = f"/claims/{verdict.claim.collection.slug}/{verdict.claim.reference}/"
    story = make.printable(claim_=verdict.claim)

    assert "Where we use it" not in client.get(address).content.decode()
    make.edition(story)

    page = client.get(address).content.decode()
    assert f'href="/stories/{story.slug}/#note-1"' in page


def test_a_claim_names_its_first_deals_and_leads_to_all(client, monkeypatch):
    monkeypatch.setattr(web_stories, "NAMED", 2)
    claim = make.claim(released_at=make.NOON, reference="S1")
    hub, other = make.company("Hub"), make.company("Other")
    for number in range(3):
        claim.deals.add(make.released_deal(hub, other, title=f"Deal {number}"))

    page = client.get(f"/claims/{claim.collection.slug}/S1/").text

    assert len([number for number in range(3) if f">Deal {number}</a>" in page]) == 2
    assert f'href="/api/v1/claims/{claim.uid}/">and more</a>' in page
