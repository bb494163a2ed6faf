"""How a copy reads is told wherever it is: when it is kept, in lists, and beside each proof."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.actions.sources import captures
from partnerships.models import SourceJob
from tests import factories as make

pytestmark = pytest.mark.django_db

WALL = b"""<!doctype html><title>So</title><h1>Before you continue</h1>
<p>We use cookies and data to deliver services.</p><button>Accept all</button>"""
SAID = "The ministry said on Tuesday that the port will be sold before the end of the year."
PAGE = f"""<!doctype html><title>So</title><article>
<p>{SAID}</p><p>{SAID}</p><p>{SAID}</p></article>
<p>Correction: we said that it was ninety million.</p>"""
ASKS = "The page asks for consent. Give it in your browser, and upload what you see then."


@pytest.fixture
def wall(chief):
    return captures.keep(make.source(), WALL, "text/html", by=chief)


def change_page(record):
    return reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])


def test_whoever_keeps_a_copy_hears_what_it_lacks(desk):
    source = make.source()
    upload = reverse("admin:partnerships_source_upload", args=[source.pk])

    answer = desk.post(
        upload, {"file": SimpleUploadedFile("a.html", WALL, "text/html")}, follow=True
    )

    assert [str(said) for said in answer.context["messages"]][1:] == [ASKS]


def test_a_job_that_fetched_a_copy_says_what_it_lacks(desk, site, worker):
    source = make.source(url=site.serve("/port", WALL))
    desk.post(reverse("admin:partnerships_source_fetch", args=[source.pk]))

    worker()

    assert ASKS in SourceJob.objects.get().said


def test_a_copy_that_reads_well_is_kept_without_a_warning(desk):
    source = make.source()
    upload = reverse("admin:partnerships_source_upload", args=[source.pk])

    answer = desk.post(upload, {"file": SimpleUploadedFile("a.txt", SAID.encode())}, follow=True)

    assert len(answer.context["messages"]) == 1
    assert source.snapshots.get().legibility == "legible"


def test_the_page_of_a_source_tells_how_its_copies_read(desk, wall):
    assert f"</span> {ASKS}</p>" in desk.get(change_page(wall.source)).text


def test_the_list_of_copies_tells_and_filters_how_they_read(desk, wall):
    other = make.snapshot(text="So it is.", legibility="legible")
    listed = reverse("admin:partnerships_snapshot_changelist")

    every = desk.get(listed)
    doubtful = desk.get(listed, {"legibility__exact": "asks_consent"})

    assert '<span class="remark">The page asks for consent</span>' in every.text
    assert set(every.context["cl"].result_list) == {wall, other}
    assert list(doubtful.context["cl"].result_list) == [wall]


def test_how_a_copy_reads_stands_beside_the_proof_of_a_quotation(desk, wall):
    citation = make.citation(None, wall.source, quote="We use cookies", snapshot=wall)

    assert ASKS in desk.get(change_page(citation)).text
    assert ASKS in desk.get(change_page(citation.claim)).text


def test_how_a_copy_reads_stands_beside_the_text_of_a_story(desk):
    text = "They put in $13 billion."
    claim = make.readable(statement=text).claim
    copy = make.snapshot(text=f"So. {text}", legibility="not_free", rest_at=4)
    make.citation(claim, copy.source, quote=text, snapshot=copy, position=4, extent=len(text))
    story = make.printable(claim_=claim)
    start, end = make.span(story.revisions.current().get(), "$13 billion")

    told = desk.get(change_page(story), {"at": f"{start}-{end}"}).text

    assert "The page is not free. See whether the text is whole." in told
    assert ", outside the article." in told


def test_a_correction_of_the_page_stands_beside_the_proof(desk, chief):
    copy = captures.keep(make.source(), PAGE.encode(), "text/html", by=chief)

    told = desk.get(change_page(copy)).text

    assert "It carries a correction: “Correction: we said that it was ninety million.”" in told


def test_the_rest_of_a_page_is_set_apart_where_it_is_read(desk, chief):
    copy = captures.keep(make.source(), PAGE.encode(), "text/html", by=chief)

    told = desk.get(change_page(copy)).text

    article, _, rest = told.partition("The rest of the page: captions, notes, menus")
    assert SAID in article
    assert "Correction: we said" in rest
    assert SAID not in rest


def test_days_that_differ_are_both_offered(desk):
    source = make.source(published="")
    days = ["2024-12-06", "2024-12-07"]
    make.snapshot(source, said={"published": days[1], "published_told": days})

    answer = desk.get(change_page(source))

    offered = answer.context["adminform"].form["published"].help_text
    assert [f'data-take="{day}"' in offered for day in days] == [True, True]
    assert "It gives several days of its publication: 6 December 2024, 7 December 2024" in (
        answer.text
    )


def test_a_day_that_was_chosen_is_offered_no_other(desk):
    source = make.source(published="2024-12-06")
    days = ["2024-12-06", "2024-12-07"]
    make.snapshot(source, said={"published": days[1], "published_told": days})

    form = desk.get(change_page(source)).context["adminform"].form

    assert "The copy says" not in form["published"].help_text
