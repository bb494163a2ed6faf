"""Keeping copies of sources: what is kept, once, by whom, and what is refused."""

import sys
from email.message import EmailMessage
from hashlib import sha256
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from partnerships.actions.sources import captures
from partnerships.errors import NoReader, Refusal
from partnerships.formats import fixtures
from partnerships.models import Entry, Snapshot
from partnerships.vocabulary import Capture, Confidentiality
from tests import factories as make
from tests.sample_pdfs import column, pdf

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PAGE = b"""<!doctype html><html lang="en"><head><title>Ties begin to fray</title>
<meta property="og:site_name" content="The Times">
<meta name="author" content="Ann Able">
<meta property="article:published_time" content="2024-10-17T09:00:00Z">
<link rel="canonical" href="https://example.org/fray"></head><body><article>
<h1>Ties begin to fray</h1><p>The two companies said on Thursday that the price is $10 billion,
which is more than anybody had expected of them at the beginning of the year.</p>
</article></body></html>"""


@pytest.fixture
def reporter():
    return make.member("Reporter")


def refusal(act, *given, **named):
    with pytest.raises(Refusal) as refused:
        act(*given, **named)
    return refused.value


def test_a_page_is_kept_with_its_text_and_what_it_says_of_itself(site, reporter, reads_apart):
    source = make.source(url=site.serve("/fray", PAGE, ETag='"1"'))

    copy = captures.capture(source, by=reporter)

    assert "the price is $10 billion" in copy.text
    assert (copy.how, copy.media_type, copy.address) == ("fetched", "text/html", source.url)
    assert (copy.captured_by, copy.headers["ETag"]) == (reporter, '"1"')
    assert copy.said["title"] == "Ties begin to fray"
    assert (copy.said["outlet"], copy.said["authors"]) == ("The Times", ["Ann Able"])
    assert (copy.said["published"], copy.said["language"]) == ("2024-10-17", "en")


def test_what_is_kept_is_read_in_a_process_of_its_own(site, reporter, reads_apart, monkeypatch):
    source = make.source(url=site.serve("/fray", PAGE))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(NoReader):
        captures.capture(source, by=reporter)
    with pytest.raises(NoReader):
        captures.keep(source, PAGE, "text/html", by=reporter, name="fray.html")


def test_its_bytes_are_kept_as_they_came(site, reporter, media):
    copy = captures.capture(make.source(url=site.serve("/fray", PAGE)), by=reporter)

    digest = sha256(PAGE).hexdigest()
    assert copy.content.name == f"snapshots/{digest[:2]}/{digest[2:]}"
    assert (media / copy.content.name).read_bytes() == PAGE
    assert (copy.sha256, copy.size) == (digest, len(PAGE))


def test_the_way_to_a_page_is_kept(site, reporter):
    site.serve("/there", PAGE)
    source = make.source(url=site.redirect("/here", "/there", 301))

    copy = captures.capture(source, by=reporter)

    assert (copy.redirects, copy.address) == ([[301, site.at("/here")]], site.at("/there"))


def test_the_journal_tells_of_a_copy(site, reporter):
    copy = captures.capture(make.source(url=site.serve("/fray", PAGE)), by=reporter)

    entry = Entry.objects.get(act="captured")
    assert (entry.by, entry.key, entry.noun) == (reporter, str(copy.uid), "kept copy")


def test_a_page_that_is_as_it_was_is_kept_once(site, reporter):
    source = make.source(url=site.serve("/fray", PAGE))
    first = captures.capture(source, by=reporter)

    assert captures.capture(source, by=make.member("Reporter")) == first
    assert Entry.objects.filter(act="captured").count() == 1


def test_a_page_that_changed_is_kept_beside_the_one_before(site, reporter):
    source = make.source(url=site.serve("/fray", PAGE))
    captures.capture(source, by=reporter)
    site.serve("/fray", PAGE.replace(b"$10", b"$11"))

    captures.capture(source, by=reporter)

    assert source.snapshots.count() == 2


def test_bytes_that_two_sources_share_are_written_once(reporter, media):
    copies = [captures.paste(make.source(), "The same.", by=reporter) for _ in range(2)]

    assert copies[0].content.name == copies[1].content.name
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_bytes_of_which_a_crash_left_half_are_written_again(reporter):
    first = captures.paste(make.source(), "The same.", by=reporter)
    default_storage.delete(first.content.name)
    with default_storage.open(first.content.name, "wb") as file:
        file.write(b"The")

    captures.paste(make.source(), "The same.", by=reporter)

    with first.content.open() as file:
        assert file.read() == b"The same."


def test_nobody_but_the_desk_reads_the_kept_files(reporter, media):
    copy = captures.paste(make.source(), "The same.", by=reporter)

    assert (media / copy.content.name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("status", "code"), [(404, "gone"), (403, "forbidden"), (503, "unavailable")]
)
def test_a_page_that_does_not_come_is_refused_with_its_reason(site, reporter, status, code):
    source = make.source(url=site.serve("/fray", PAGE, status=status))

    assert refusal(captures.capture, source, by=reporter).code == code
    assert not source.snapshots.exists()


def test_a_source_without_an_address_is_not_fetched(reporter):
    assert "upload a copy" in str(refusal(captures.capture, make.source(), by=reporter))


def test_a_fetched_picture_waits_for_who_types_it(site, reporter):
    source = make.source(url=site.serve("/chart", PNG, media_type="image/png"))

    assert "type what stands in it" in str(refusal(captures.capture, source, by=reporter))


def test_a_page_without_text_is_not_kept(site, reporter):
    source = make.source(url=site.serve("/empty", b"<!doctype html><script>1</script>"))

    assert refusal(captures.capture, source, by=reporter).code == "not_readable"
    assert not source.snapshots.exists()


def letter():
    said = EmailMessage()
    said["From"], said["Subject"] = "Ann Able <ann@example.org>", "The price"
    said["Date"] = "Thu, 17 Oct 2024 09:00:00 +0000"
    said.set_content("It is $10 billion.\n")
    return said.as_bytes()


FILES = {
    "page.html": (PAGE, "text/html", "text/html", "$10 billion"),
    "page.txt": (b"It is \xe2\x80\x9c$10 billion\xe2\x80\x9d.", "text/plain", "text/plain", "“$10"),
    "letter.eml": (letter(), "application/octet-stream", "message/rfc822", "$10 billion"),
    "named.bin": (PAGE, "application/octet-stream", "text/html", "$10 billion"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_kept_as_what_it_is(name, reporter):
    content, named, kind, words = FILES[name]

    copy = captures.keep(make.source(), content, named, by=reporter, name=name)

    assert (copy.media_type, copy.how, copy.name) == (kind, Capture.UPLOADED, name)
    assert words in copy.text


def test_a_pdf_is_kept_with_the_places_of_its_pages(reporter):
    content = pdf(column(72, "The price is $10 billion."), column(72, "It was paid in 2024."))

    copy = captures.keep(make.source(), content, "application/pdf", by=reporter, name="terms.pdf")

    assert [number for number, _ in copy.pages] == [1, 2]
    assert copy.text[copy.pages[1][1] :].strip() == "It was paid in 2024."


def test_a_picture_is_kept_with_what_somebody_typed(reporter):
    copy = captures.keep(make.source(), PNG, "image/png", by=reporter, text="Up\r\nby a tenth.")

    assert (copy.text, copy.said) == ("Up\nby a tenth.", {"how": "picture"})


def test_a_picture_without_its_text_is_refused(reporter):
    assert "Type what stands" in str(
        refusal(captures.keep, make.source(), PNG, "image/png", by=reporter)
    )


def test_a_picture_is_not_read_in_two_ways(reporter):
    source = make.source()
    captures.keep(source, PNG, "image/png", by=reporter, text="Up.")

    assert refusal(captures.keep, source, PNG, "image/png", by=reporter, text="Down.").code == (
        "kept_already"
    )


@pytest.mark.parametrize(
    ("content", "named", "told"),
    [
        (b"PK\x03\x04", "application/zip", "We keep pages"),
        (b"MZ\x00\x01" * 40, "text/plain", "We keep pages"),
        (b"", "text/plain", "empty"),
        (b"%PDF-1.7 broken", "application/pdf", ""),
    ],
)
def test_a_file_without_text_is_refused(content, named, told, reporter):
    source = make.source()

    refused = refusal(captures.keep, source, content, named, by=reporter, name="file")

    assert refused.code == "not_readable"
    assert told in str(refused)
    assert not source.snapshots.exists()


@pytest.mark.parametrize("name", ["../../so.txt", "/etc/so.txt", "a\\..\\so.txt", "so\r\n.txt"])
def test_a_file_is_kept_under_its_hash_whatever_it_was_called(name, reporter, media):
    copy = captures.keep(make.source(), b"It is so.", "text/plain", by=reporter, name=name)

    kept = (media / copy.content.name).resolve()
    assert kept.parent.name + kept.name == sha256(b"It is so.").hexdigest()
    assert kept.is_relative_to(media.resolve())
    assert kept.read_bytes() == b"It is so."


def test_a_file_that_is_too_large_is_refused_unread(reporter, monkeypatch):
    monkeypatch.setattr(captures, "LARGEST", 10)

    assert "larger than" in str(
        refusal(captures.keep, make.source(), b"x" * 11, "text/plain", by=reporter)
    )


def test_a_pasted_text_is_kept_as_it_is(reporter):
    copy = captures.paste(make.source(), "  It is\r\n“so”.\0 ", by=reporter)

    assert copy.text == "  It is\n“so”.\ufffd "
    assert (copy.how, copy.media_type, copy.said) == ("pasted", "text/plain", {})
    assert copy.sha256 == sha256(copy.text.encode()).hexdigest()


def test_a_paste_of_nothing_is_refused(reporter):
    assert refusal(captures.paste, make.source(), " \n", by=reporter).code == "not_readable"


WAYS = {
    "fetch": lambda source, user: captures.capture(source, by=user),
    "upload": lambda source, user: captures.keep(source, b"x", "text/plain", by=user),
    "paste": lambda source, user: captures.paste(source, "x", by=user),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_reader_keeps_no_copies(way, site):
    with pytest.raises(PermissionDenied):
        way(make.source(url=site.serve("/", PAGE)), make.member("Reader"))

    assert site.asked == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nobody_keeps_copies_of_what_they_may_not_know_of(way, site, reporter):
    hidden = make.source(url=site.serve("/", PAGE), confidentiality=Confidentiality.CONFIDENTIAL)

    with pytest.raises(PermissionDenied):
        way(hidden, reporter)

    assert site.asked == []


def test_a_fixture_tells_of_a_copy_and_not_of_who_captured_it(reporter):
    captures.paste(make.source(), "It is so.", by=reporter)

    told = dict(fixtures.files(make.collection()))["19_snapshots.json"]

    assert "It is so." in told
    assert reporter.username not in told
    assert "captured_by" not in told


def said_by(*slugs, **options):
    told, complained = StringIO(), StringIO()
    try:
        call_command("capture", *slugs, stdout=told, stderr=complained, **options)
    except CommandError as error:
        return told.getvalue(), complained.getvalue(), str(error)
    return told.getvalue(), complained.getvalue(), None


def test_the_command_says_what_happened_with_each(site):
    make.source(slug="fray", url=site.serve("/fray", PAGE))
    make.source(slug="gone", url=site.at("/gone"))

    told, complained, failed = said_by("fray", "gone", "never")

    assert f"fray: kept, {len(PAGE)} bytes" in told
    assert "gone: 127.0.0.1 has no page at this address." in complained
    assert "never: no source has this name" in complained
    assert failed == "2 of 3 could not be captured."


def test_the_command_says_what_a_copy_lacks(site):
    wall = b"<!doctype html><h1>Before you continue</h1><p>We use cookies.</p>"
    make.source(slug="fray", url=site.serve("/fray", wall))

    told, complained, failed = said_by("fray")

    assert told.startswith("fray: kept, ")
    assert complained.startswith("fray: The page asks for consent.")
    assert failed is None


def test_the_command_ends_well_when_all_is_kept_already(site):
    make.source(slug="fray", url=site.serve("/fray", PAGE))
    said_by("fray")

    told, _, failed = said_by("fray")

    assert "kept already" in told
    assert failed is None
    assert Snapshot.objects.get().captured_by is None


def test_the_command_captures_in_somebodys_name(site, reporter):
    make.source(slug="fray", url=site.serve("/fray", PAGE))

    said_by("fray", by=reporter.username)

    assert Snapshot.objects.get().captured_by == reporter


def test_the_command_knows_whom_it_does_not_know():
    assert said_by("fray", by="nobody")[2] == "Nobody at the desk is called nobody."


NOTE = b"</article><aside><p>Correction: it is ten, not nine.</p></aside>"


def test_how_a_copy_reads_and_where_its_rest_begins_stay_with_it(reporter):
    page = PAGE.replace(b"</article>", b"<p>It is so.</p>" * 20 + NOTE)

    copy = captures.keep(make.source(), page, "text/html", by=reporter)

    assert (copy.legibility, copy.is_doubtful) == ("legible", False)
    assert copy.text[copy.rest_at :].endswith("Correction: it is ten, not nine.")
    assert "Correction" not in copy.article
    assert copy.said["corrections"] == ["Correction: it is ten, not nine."]
    assert copy.history.get().legibility == "legible"
