"""The copies of a source at the desk: kept from its page, given out as files, never as pages."""

import re
import sys
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from partnerships.actions.sources import captures
from partnerships.models import Entry
from partnerships.vocabulary import Confidentiality
from tests import factories as make

from ..conftest import typed

pytestmark = pytest.mark.django_db

SCRIPT = b"<!doctype html><title>So</title><p>It is so.</p><script>alert(1)</script>"
SAID = {"title": "Ties <b>fray", "authors": ["Ann Able", "Ben Bold"], "published": "2024-10-17"}


def to(word, source):
    return reverse(f"admin:partnerships_source_{word}", args=[source.pk])


def page(client, source):
    return client.get(to("change", source))


def told(response):
    """What the desk said after an act."""
    return " ".join(str(message) for message in response.context["messages"])


def file(content=b"It is so.", name="so.txt", kind="text/plain", **fields):
    return {"file": SimpleUploadedFile(name, content, kind), **fields}


def stored(copy):
    with copy.content.open() as file:
        return file.read()


def bytes_of(copy):
    return reverse("admin:partnerships_snapshot_bytes", args=[copy.pk])


def source_jobs_of(client, source):
    """What the page of a source tells of the jobs, in a line."""
    return " ".join(unescape(client.get(to("jobs", source)).content.decode()).split())


def test_a_page_is_fetched_by_the_button(desk, chief, site, worker):
    source = make.source(url=site.serve("/so", SCRIPT))

    answer = desk.post(to("fetch", source), follow=True)
    worker()

    copy = source.snapshots.get()
    assert (copy.how, copy.captured_by) == ("fetched", chief)
    assert "The page is being fetched." in told(answer)
    assert answer.redirect_chain[0][0].endswith("#copies")
    assert "asked for by Ann Able" in source_jobs_of(desk, source)
    assert "The copy is kept: 9 characters of text." in source_jobs_of(desk, source)


def test_why_a_page_was_not_fetched_is_said(desk, site, worker):
    source = make.source(url=site.serve("/so", SCRIPT, status=403))

    desk.post(to("fetch", source))
    worker()

    said = page(desk, source).content.decode()
    assert "refuses us the page (403). Save it in your browser and upload what you see." in said
    assert "not done" in source_jobs_of(desk, source)
    assert not source.snapshots.exists()


def test_a_page_that_is_as_it_was_is_said_to_be(desk, site, worker):
    source = make.source(url=site.serve("/so", SCRIPT))
    for _ in range(2):
        desk.post(to("fetch", source))
        worker()

    assert "which we keep already" in source_jobs_of(desk, source)
    assert source.snapshots.count() == 1


def test_what_is_under_way_says_how_far_it_is(desk, site, worker):
    source = make.source(url=site.serve("/so", SCRIPT, status=503))

    desk.post(to("fetch", source))
    before = source_jobs_of(desk, source)
    worker()
    after = source_jobs_of(desk, source)

    assert "waits for its turn" in before
    assert "tried 1 time, and again at" in after
    assert "(503)" in after
    assert "data-open" in before
    assert "data-open" in after


def test_who_waits_for_a_worker_that_is_not_there_is_told(desk, site):
    source = make.source(url=site.serve("/so", SCRIPT))
    desk.post(to("fetch", source))

    assert "No worker is at work" in source_jobs_of(desk, source)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "No worker is at work" not in source_jobs_of(desk, source)


def test_jobs_are_told_to_those_who_see_copies(client):
    source = make.source(url="https://example.org/so")
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)

    client.force_login(make.editor(None, "view_source"))
    assert client.get(to("jobs", source)).status_code == 403
    client.force_login(make.member("Reporter"))
    assert client.get(to("jobs", hidden)).status_code == 404


def test_whoever_uploads_hears_when_nothing_can_be_read(desk, reads_apart, monkeypatch, tmp_path):
    source = make.source()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

    answer = desk.post(to("upload", source), file())

    assert "The reader of files could not be started" in answer.content.decode()
    assert not source.snapshots.exists()


def test_a_file_is_uploaded(desk):
    source = make.source()

    desk.post(to("upload", source), file())

    copy = source.snapshots.get()
    assert (copy.text, copy.how, copy.name) == ("It is so.", "uploaded", "so.txt")


def test_a_picture_that_is_refused_comes_back_with_what_was_typed(desk):
    source = make.source()

    answer = desk.post(
        to("upload", source), file(b"PK", "a.zip", "application/zip", text="Up by 10 <%")
    )

    text = answer.content.decode()
    assert "We keep pages, PDFs, plain texts" in text
    assert "Up by 10 &lt;%" in text
    assert not source.snapshots.exists()


def test_no_file_is_no_copy(desk):
    answer = desk.post(to("upload", make.source()), {})

    assert "Choose a file first." in answer.content.decode()


def test_a_text_is_pasted_in(desk, chief):
    source = make.source()

    desk.post(to("paste", source), {"text": "It is\r\nso."})

    copy = source.snapshots.get()
    assert (copy.text, copy.how, copy.captured_by) == ("It is\nso.", "pasted", chief)
    assert (len(copy.sha256), stored(copy)) == (64, b"It is\nso.")
    assert Entry.objects.get(act="captured").door == "admin"


def test_a_paste_of_nothing_is_refused_in_a_sentence(desk):
    answer = desk.post(to("paste", make.source()), {"text": "  "})

    assert "There is no text yet" in answer.content.decode()


def test_copies_are_never_kept_by_a_link(desk):
    source = make.source()

    for word in ["fetch", "upload", "paste"]:
        assert desk.get(to(word, source)).status_code == 405


def test_a_source_page_lists_its_copies(desk, chief):
    source = make.source()
    copy = captures.paste(source, "The sky is blue.", by=chief)
    make.citation(None, source, quote="sky is", snapshot=copy)

    answer = page(desk, source)

    text = " ".join(answer.content.decode().split())
    assert answer.context["copies"] == [copy]
    assert "pasted by Ann Able; 1 quotation proved in it" in text
    assert bytes_of(copy) in text


def test_what_a_copy_says_of_itself_is_offered_beside_the_fields(desk):
    source = make.source(title="Ties fray", published="2024-10")
    make.snapshot(source, said=SAID | {"outlet": source.outlet.upper()})

    answer = page(desk, source)

    form = answer.context["adminform"].form
    assert 'data-take="Ties &lt;b&gt;fray"' in form["title"].help_text
    assert 'data-take="Ann Able,Ben Bold"' in form["authors"].help_text
    assert 'data-take="2024-10-17"' in form["published"].help_text
    assert "The copy says" not in form["outlet"].help_text
    assert "<b>fray" not in answer.content.decode()


def test_what_is_offered_is_never_written_by_itself(desk):
    source = make.source(title="Ties fray")
    make.snapshot(source, said=SAID)

    desk.post(to("change", source), typed(page(desk, source)))

    source.refresh_from_db()
    assert (source.title, source.authors, source.published) == ("Ties fray", [], "")


def test_a_field_that_says_it_more_exactly_is_offered_nothing(desk):
    source = make.source(published="2024-10-17")
    make.snapshot(source, said={"published": "2024-10"})

    assert "The copy says" not in page(desk, source).content.decode()


def test_a_kept_page_is_given_out_as_a_file_and_never_as_a_page(desk):
    source = make.source(slug="so")
    desk.post(to("upload", source), file(SCRIPT, "so.html", "text/html"))
    copy = source.snapshots.get()

    answer = desk.get(bytes_of(copy))

    assert b"".join(answer.streaming_content) == SCRIPT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="so-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ['a".html', "a; filename=b.exe.html", "ä\u202egpj.html", "..html"])
def test_what_a_file_was_called_is_in_no_header(desk, name):
    source = make.source(slug="so")
    desk.post(to("upload", source), file(SCRIPT, name, "text/html"))

    answer = desk.get(bytes_of(source.snapshots.get()))
    b"".join(answer.streaming_content)

    assert re.fullmatch(r'attachment; filename="so-[\w.-]+"', answer["Content-Disposition"])


def test_the_text_of_a_copy_is_shown_as_text(desk, chief):
    copy = captures.paste(make.source(), "<script>alert(1)</script>", by=chief)

    text = desk.get(reverse("admin:partnerships_snapshot_change", args=[copy.pk])).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert(1)" not in text


def test_the_page_of_a_copy_says_how_it_came(desk, site, worker):
    site.serve("/there", SCRIPT)
    source = make.source(url=site.redirect("/here", "/there"))
    desk.post(to("fetch", source))
    worker()
    copy = source.snapshots.get()

    text = desk.get(reverse("admin:partnerships_snapshot_change", args=[copy.pk])).content.decode()

    assert f"{site.at('/here')} sent on (302)" in text
    assert copy.sha256 in text


def test_the_history_of_a_source_tells_of_its_copies(desk, chief):
    source = make.source()
    desk.post(to("paste", source), {"text": "It is so."})

    text = desk.get(to("history", source)).content.decode()

    assert "It is so." in text
    assert "Ann Able" in text


def test_a_copy_without_a_file_gives_out_none(desk):
    assert desk.get(bytes_of(make.snapshot())).status_code == 404


@pytest.mark.parametrize("now", [None, b"It is not so."])
def test_a_file_that_is_missing_or_altered_is_not_given_out(desk, chief, now):
    copy = captures.paste(make.source(), "It is so.", by=chief)
    default_storage.delete(copy.content.name)
    if now:
        default_storage.save(copy.content.name, ContentFile(now))

    answer = desk.get(bytes_of(copy))

    assert answer.status_code == 409
    assert answer.content.decode().startswith("The file of this copy is missing on the desk's disk")


def test_who_may_not_keep_copies_is_not_offered_to_and_refused(client):
    client.force_login(make.member("Reader"))
    source = make.source(url="https://example.org/so")

    assert "Fetch a copy now" not in page(client, source).content.decode()
    assert client.post(to("paste", source), {"text": "So."}).status_code == 403


@pytest.mark.parametrize("who", ["Reporter", "Editor in chief"])
def test_copies_of_a_confidential_source_are_not_there_for_others(client, chief, who):
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    copy = captures.paste(hidden, "It is so.", by=chief)
    client.force_login(make.member(who))

    assert client.get(bytes_of(copy)).status_code == 404
    for word, sent in [("fetch", {}), ("upload", file()), ("paste", {"text": "So."})]:
        assert client.post(to(word, hidden), sent).status_code == 404


def test_quotations_of_hidden_claims_are_not_counted(client):
    source = make.source(released_at=make.NOON)
    copy = make.snapshot(source, "The sky is blue.")
    make.citation(None, source, quote="sky is", snapshot=copy)
    client.force_login(make.editor(None, "view_source", "view_snapshot"))

    assert [copy.proved for copy in page(client, source).context["copies"]] == [0]


def test_a_page_of_twenty_copies_costs_what_a_page_of_two_does(
    desk, chief, django_assert_num_queries, django_assert_max_num_queries
):
    def with_copies(number):
        source = make.source()
        for each in range(number):
            copy = captures.paste(source, f"It is so: {each}.", by=chief)
            make.citation(None, make.source(), says="So.")
            make.citation(None, source, quote="is so", snapshot=copy)
        return source

    few, many = with_copies(2), with_copies(20)
    page(desk, few)
    with django_assert_max_num_queries(30) as asked:
        page(desk, few)

    with django_assert_num_queries(len(asked)):
        page(desk, many)
