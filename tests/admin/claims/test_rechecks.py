"""Looks at sources again at the desk: the button, what was found word by word, and to whom."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Recheck, Source
from tests import factories as make

pytestmark = pytest.mark.django_db


def to(word, record):
    kind = record._meta.model_name
    return reverse(f"admin:partnerships_{kind}_{word}", args=[record.pk])


def read(answer):
    return " ".join(unescape(answer.content.decode()).split())


def told(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def served(site, citation, was="", now="", **fields):
    """The source of the citation, whose page says `now` where its copy says `was`."""
    text = citation.snapshot.text
    text = text.replace(was, now) if was else text
    url = site.serve("/fray", text.encode(), media_type="text/plain", **fields)
    Source.objects.filter(pk=citation.source_id).update(url=url)
    return citation.source


def test_the_button_looks_again_and_the_page_says_what_became(desk, chief, site, worker):
    citation = make.quotation()
    source = served(site, citation, "$10", "$11")

    answer = desk.post(to("recheck", source), follow=True)
    worker()

    assert "The desk is looking at it again." in told(answer)
    assert "1 altered" in read(desk.get(to("change", source)))
    assert Recheck.objects.get().by == chief


def test_a_page_that_does_not_come_is_said_with_its_reason(desk, site, worker):
    citation = make.quotation()
    source = served(site, citation, status=404)

    desk.post(to("recheck", source))
    worker()

    said = read(desk.get(to("change", source)))
    assert "the site knows no page at this address (404). Nothing lapses by it." in said
    assert "The site knows no page at this address (404)" in said
    assert "deleted" not in said.split('id="looks"')[1].split("</section>")[0]


def test_a_source_without_an_address_is_refused_in_a_sentence(desk):
    answer = desk.post(to("recheck", make.source()), follow=True)

    assert "Not done. This source has no address: there is nothing to fetch." in told(answer)


def test_nobody_looks_again_by_a_link(desk):
    assert desk.get(to("recheck", make.source())).status_code == 405


@pytest.mark.parametrize("kind", ["source", "claim"])
def test_what_was_altered_stands_word_by_word_with_the_copies(kind, desk):
    citation = make.quotation()
    made = make.sighting(citation, "$10", "$11")

    text = read(desk.get(to("change", getattr(citation, kind))))

    assert '<span class="sign" aria-hidden="true">≠</span> Altered' in text
    assert '<del class="critical" title="figure">10</del>' in text
    assert '<ins class="critical" title="figure">11</ins>' in text
    for copy in (citation.snapshot, made.recheck.snapshot):
        assert to("change", copy) in text


def test_what_is_gone_and_what_did_not_come_are_told_apart(desk):
    gone, away = make.quotation(), make.quotation()
    make.sighting(gone, "the price is $10 billion", "nothing")
    make.sighting(away)

    assert "∅</span> Gone" in read(desk.get(to("change", gone.claim)))
    text = read(desk.get(to("change", away.claim)))
    assert "…</span> Unreachable" in text
    assert "The site cannot serve the page now (503)" in text


def test_a_claim_says_nothing_of_looks_before_there_is_one(desk):
    assert "Do its sources still say so?" not in read(desk.get(to("change", make.claim())))


def test_a_lapse_says_that_a_source_was_looked_at(desk):
    citation = make.quotation()
    make.signed(citation.claim)
    make.sighting(citation, "$10", "$11")

    text = read(desk.get(to("change", citation.claim)))

    assert "a source no longer says what was quoted from it" in text
    assert " saved: " not in text


def test_the_home_tells_of_a_lapse_with_its_reason_and_of_the_quotation(desk):
    citation = make.quotation()
    make.signed(citation.claim)
    make.sighting(citation, "$10", "$11")

    text = read(desk.get(reverse("admin:index")))

    assert "A source no longer says what was quoted from it." in text
    assert "Quotations that their sources no longer bear" in text
    assert "≠</span> Altered" in text


def test_the_home_says_nothing_of_drift_when_there_is_none(desk):
    make.sighting(make.quotation(), "$10", "$10")

    assert "no longer bear" not in read(desk.get(reverse("admin:index")))


@pytest.mark.parametrize(
    ("words", "found"), [("drifted", 2), ("altered", 1), ("gone", 1), ("unchanged", 1)]
)
def test_citations_are_listed_by_what_became_of_them(words, found, desk):
    altered, gone, same = [make.quotation() for _ in range(3)]
    make.sighting(altered, "$10", "$11")
    make.sighting(altered)  # unreachable later, which concludes nothing
    make.sighting(gone, "the price is $10 billion", "nothing")
    make.sighting(same, "Copy", "Copy")

    page = desk.get(f"{reverse('admin:partnerships_citation_changelist')}?outcome={words}")

    assert page.context["cl"].result_count == found


def test_who_may_not_read_copies_reads_none_here(client):
    citation = make.quotation()
    make.sighting(citation, "$10", "$11")
    client.force_login(make.editor(None, "view_claim", "view_source", "view_citation"))

    for record in (citation.claim, citation.source):
        assert "$<ins" not in client.get(to("change", record)).text
        assert "11 billion" not in client.get(to("change", record)).text


def test_a_look_at_a_confidential_source_is_told_to_its_keepers_alone(client, site):
    hidden = make.source(confidentiality="confidential")
    citation = make.quotation(source_=hidden)
    make.sighting(citation, "$10", "$11")
    client.force_login(make.member("Editor"))

    text = client.get(to("change", citation.claim)).text
    assert "Altered" not in text
    assert "no longer bear" not in client.get(reverse("admin:index")).text
    assert client.post(to("recheck", hidden)).status_code == 404
    client.force_login(make.member("Editor", "Source keeper"))
    assert "Altered" in client.get(to("change", citation.claim)).text


def test_a_reader_of_the_desk_finds_no_button_and_may_not_press_it(client, site):
    source = served(site, make.quotation())
    client.force_login(make.member("Reader"))

    assert to("recheck", source) not in client.get(to("change", source)).text
    assert client.post(to("recheck", source)).status_code == 403
    assert not Recheck.objects.exists()


def test_many_looks_and_quotations_cost_what_few_do(desk, django_assert_num_queries):
    citation = make.quotation()
    source, claim = citation.source, citation.claim
    make.sighting(citation, "$10", "$11")
    asked = {}
    for record in (source, claim):
        desk.get(to("change", record))
        with CaptureQueriesContext(connection) as few:
            desk.get(to("change", record))
        asked[record] = len(few)
    for number in range(6):
        other = make.citation(
            claim, source, quote=citation.quote, locator=str(number), snapshot=citation.snapshot
        )
        make.sighting(other, "$10", "$11")

    for record, few in asked.items():
        with django_assert_num_queries(few):
            desk.get(to("change", record))
