"""The text of kept files, and what they say of themselves."""

import resource
import subprocess
import sys
from email.message import EmailMessage
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from partnerships.errors import NotReadable
from partnerships.text.files import file_reader
from partnerships.text.files.file_reader import read_file, read_file_here
from partnerships.text.files.file_text import dated
from tests.sample_pdfs import column, pdf
from tests.volume import asked

HTML, PDF, TEXT, MAIL = "text/html", "application/pdf", "text/plain", "message/rfc822"
SENTENCE = "The companies said that the price would be about $10 billion, “in cash and credits”."
BODY = f"<article><h1>Terms</h1><p>{SENTENCE}</p><p>Nothing else was said.</p></article>"


def page(head="", body=BODY, opening='<html lang="en-GB">'):
    return f"<!doctype html>{opening}<head>{head}</head><body>{body}</body></html>"


def of_page(head="", body=BODY, address="https://news.example/terms", **kept):
    return read_file_here(page(head, body).encode(), HTML, "utf-8", address, **kept)


def test_the_text_of_a_page_is_its_article():
    menu = "<nav><ul><li><a href=/a>Home</a><li><a href=/b>Subscribe</a></ul></nav>"

    found = of_page(body=menu + BODY)

    assert found.how == "article"
    assert SENTENCE in found.text[: found.rest_at]
    assert "Subscribe" not in found.text[: found.rest_at]


def test_the_whole_of_a_page_can_be_asked_for():
    note = "<aside><p>A <b>note</b> in\nthe margin.<!-- unseen --></p></aside>"

    found = of_page(body=BODY + note, whole=True)

    assert found.how == "whole page"
    assert found.text.split("\n")[1:] == [
        SENTENCE,
        "Nothing else was said.",
        "A note in the margin.",
    ]


def test_scripts_are_no_text():
    found = of_page(body=BODY + "<script>var price = 'secret'</script>", whole=True)

    assert "secret" not in found.text


def test_a_page_says_what_it_is():
    found = of_page(
        """<title>Terms of the deal | The Paper</title>
        <link rel=canonical href="/2024/terms">
        <meta property="og:title" content="Terms of the deal">
        <meta property="og:site_name" content="The Paper">
        <meta property="article:published_time" content="2024-03-19T23:30:00-07:00">
        <meta name=author content="Reporter One; Reporter Two">"""
    )

    assert (found.title, found.outlet) == ("Terms of the deal", "The Paper")
    assert found.authors == ("Reporter One", "Reporter Two")
    assert found.published == "2024-03-19"
    assert (found.canonical, found.language) == ("https://news.example/2024/terms", "en-GB")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name=date content="2024">', "2024"),
        ('<meta name=date content="2024-03">', "2024-03"),
        ('<meta name=citation_publication_date content="2024/03/19">', "2024-03-19"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished":'
         ' "2020-01-05"}, {"@type": "NewsArticle", "datePublished": "2024-03-19"}]}</script>',
         "2024-03-19"),
        ('<script type="application/ld+json">{"datePublished": </script>', ""),
        ('<script type="application/ld+json">{"datePublished": {"a": 1}}</script>', ""),
        ("<title>© 2024 The Paper. Updated 19 March 2024</title>", ""),
    ],
)  # fmt: skip
def test_a_page_was_published_when_it_says_so_and_no_more_precisely(head, published):
    assert of_page(head).published == published


def test_a_page_may_be_dated_by_its_address():
    assert of_page(address="https://news.example/2024/03/19/terms").published == "2024-03-19"
    assert of_page(address="https://news.example/2024/99/19/terms").published == ""


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-19", "2024-03-19"),
        ("2024-03-19T10:00:00Z", "2024-03-19"),
        ("2024-03-19 10:00", "2024-03-19"),
        ("20240319", "2024-03-19"),
        ("2024/3", "2024-03"),
        ("March 19, 2024", "2024-03-19"),
        ("Tuesday, March 19, 2024 10:00 AM EDT", "2024-03-19"),
        ("Tue, 19 Mar 2024 10:00:00 GMT", "2024-03-19"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("19th March 2024", "2024-03-19"),
        ("March 2024", "2024-03"),
        ("03/04/2024", ""),  # two days, as one reads it
        ("2024-13-01", ""),
        ("2024-02-30", ""),
        ("Marble 2024", ""),
        ("1710842400", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(written, date):
    assert dated(written) == date


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel=canonical href="https://other.example/x">', "https://other.example/x"),
        ('<meta property="og:url" content="terms?x=1">', "https://news.example/terms?x=1"),
        ('<link rel=canonical href="javascript:alert(1)">', ""),
        ('<link rel=canonical href="https://a:b@news.example/">', ""),
        ('<link rel=canonical href="http://[::1">', ""),
        ("<link rel=canonical>", ""),
    ],
)
def test_only_an_address_of_a_page_is_canonical(head, canonical):
    assert of_page(head).canonical == canonical


@pytest.mark.parametrize(
    ("encoding", "charset", "head", "sentence"),
    [
        ("utf-8", "utf-8", "", SENTENCE),
        ("utf-8", "", "", SENTENCE),
        ("utf-8-sig", "windows-1252", "", SENTENCE),
        ("utf-16", "", "", SENTENCE),
        ("cp1252", "windows-1252", "", SENTENCE),
        ("cp1252", "iso-8859-1", "", SENTENCE),  # as browsers read it
        ("cp1252", "", "<meta charset='windows-1252'>", SENTENCE),
        ("cp1252", "", "<meta http-equiv=Content-Type content='a; charset=latin1'>", SENTENCE),
        ("utf-8", "", "<meta charset=utf-16>", SENTENCE),
        ("utf-8", "no-such-encoding", "", SENTENCE),
        ("utf-8", "utf-7", "", SENTENCE),
        ("utf-8", "zip", "", SENTENCE),
        ("koi8-r", "koi8-r", "", "Компании сообщили, что цена составит десять миллиардов."),
        ("cp1251", "", "", "Компании сообщили, что цена составит десять миллиардов долларов."),
        ("shift_jis", "shift_jis", "", "両社は、価格は約百億ドルになると発表した。"),
        ("gb18030", "gb2312", "", "两家公司表示，价格约为一百亿美元。"),
        ("euc_kr", "", "<meta charset=euc-kr>", "두 회사는 가격이 약 백억 달러라고 밝혔다."),
        ("utf-8", "utf-8", "", "אמרו החברות כי המחיר יהיה כ-10 מיליארד דולר."),
        ("cp1256", "windows-1256", "", "قالت الشركتان إن السعر سيبلغ نحو عشرة مليارات دولار."),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_encoding(encoding, charset, head, sentence):
    content = page(head, f"<article><h1>1</h1><p>{sentence}</p></article>").encode(encoding)

    assert sentence in read_file_here(content, HTML, charset).text


def test_what_cannot_be_read_is_marked_and_nothing_is_left_out():
    content = page(body="<article><p>About \x96 billion was paid, they said.</p></article>")

    found = read_file_here(content.encode("latin-1"), HTML, "utf-8")

    assert "About � billion was paid, they said." in found.text


def test_an_xhtml_page_with_its_declaration_is_read():
    opening = '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de">'
    content = '<?xml version="1.0" encoding="iso-8859-1"?>' + page(opening=opening)

    found = read_file_here(content.encode("cp1252"), "application/xhtml+xml")

    assert SENTENCE in found.text
    assert found.language == "de"


@pytest.mark.parametrize(
    "content", ["<p>Only this was said by them.</p>", "Only this was said by them."]
)
def test_a_page_may_be_a_fragment(content):
    assert read_file_here(content.encode(), HTML).text.strip() == "Only this was said by them."


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"<html></html>", b"<html><body><div id=app></div>"]
)
def test_a_page_without_text_is_refused_with_what_to_do(content):
    with pytest.raises(NotReadable, match="PDF|right one"):
        read_file_here(content, HTML)


def test_the_text_of_a_pdf_is_known_by_its_pages():
    file = pdf(column(50, "The first page."), column(50, "The second", "page."), title="Terms",
               author="Reporter One; Reporter Two")  # fmt: skip

    found = read_file_here(file, PDF)

    assert found.how == "PDF"
    assert [number for number, _ in found.pages] == [1, 2]
    assert [found.text[start:].split("\n")[0] for _, start in found.pages] == [
        "The first page.",
        "The second",
    ]
    assert (found.title, found.language) == ("Terms", "en-GB")
    assert found.authors == ("Reporter One", "Reporter Two")
    assert found.published == ""


def test_columns_are_read_one_after_the_other():
    left = column(50, "The two compa-", "nies said that", "the price was")
    right = column(320, "ten billion, of", "which half was", "in credits.")

    text = read_file_here(pdf(left + right), PDF).text

    assert text.split("\n") == [line for *_, line in left + right]


def test_ligatures_hyphens_and_quotation_marks_stay_as_they_come():
    text = read_file_here(pdf(column(50, "“The ofﬁce’s proﬁt-", "able afﬂuence”")), PDF).text

    assert text == "“The ofﬁce’s proﬁt-\nable afﬂuence”"


def test_a_pdf_of_pictures_has_no_text():
    found = read_file_here(pdf([], []), PDF)

    assert (found.text, found.pages, found.unread) == ("", (), ())


def test_a_page_of_a_pdf_that_cannot_be_read_is_named():
    bomb = column(50, "x" * 80_000_000)  # a hundred kilobytes, as it comes

    found = read_file(pdf(bomb, column(50, "The second.")), PDF)

    assert (found.text.strip(), found.unread) == ("The second.", (1,))


def test_a_locked_pdf_is_refused_with_what_to_do():
    writer, locked = PdfWriter(PdfReader(BytesIO(pdf(column(50, "Secret."))))), BytesIO()
    writer.encrypt("password", algorithm="RC4-128")
    writer.write(locked)

    with pytest.raises(NotReadable, match="locked: print it"):
        read_file_here(locked.getvalue(), PDF)


def test_a_pdf_that_anybody_may_open_is_read():
    writer, closed = PdfWriter(PdfReader(BytesIO(pdf(column(50, "Not secret."))))), BytesIO()
    writer.encrypt("", "the owner's", algorithm="RC4-128")
    writer.write(closed)

    assert read_file_here(closed.getvalue(), PDF).text == "Not secret."


@pytest.mark.parametrize(
    "file",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        pdf(column(50, "Terms."))[:300],
        pdf(column(50, "Terms.")).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        pdf(column(50, "Terms.")).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
    ],
    ids=["nothing", "noise", "cut", "no pages", "circle"],
)
def test_a_broken_pdf_is_refused_with_what_to_do(file):
    with pytest.raises(NotReadable, match="broken: open it, print it"):
        read_file_here(file, PDF)


def letter(**parts):
    made = EmailMessage()
    made["From"] = "Reporter One <one@news.example>, two@news.example"
    made["Subject"] = "The price – ten billion"
    made["Date"] = "Tue, 19 Mar 2024 23:30:00 -0700"
    for subtype, text in parts.items():
        if made.get_content_maintype() == "text" and made.get_payload():
            made.add_alternative(text, subtype=subtype)
        else:
            made.set_content(text, subtype=subtype, charset="utf-8")
    return made.as_bytes()


def test_an_e_mail_is_its_text_and_its_headers():
    found = read_file_here(letter(plain=SENTENCE, html=f"<p>{SENTENCE}</p>"), MAIL)

    assert (found.how, found.text.strip()) == ("e-mail", SENTENCE)
    assert found.title == "The price – ten billion"
    assert found.authors == ("Reporter One", "two@news.example")
    assert found.published == "2024-03-19"


def test_an_e_mail_of_html_alone_is_read():
    assert SENTENCE in read_file_here(letter(html=page()), MAIL).text


@pytest.mark.parametrize("content", [b"hello", b"\0\1\2", b"From: \n\n", b"Subject: =?x?b?"])
def test_what_is_no_e_mail_is_refused(content):
    with pytest.raises(NotReadable):
        read_file_here(content, MAIL)


def test_a_plain_text_stays_as_it_is():
    text = "“One” –\r\n two\u00ad\u00a0ﬁne\t"

    assert read_file_here(text.encode(), TEXT).text == text
    assert read_file_here(text.encode("utf-16"), TEXT).text == text


def test_nothing_that_a_database_cannot_hold_is_left():
    assert read_file_here(b"one\0two", TEXT).text == "one�two"


def test_a_picture_has_no_text():
    assert read_file_here(b"\x89PNG", "image/png").text == ""
    assert read_file(b"\x89PNG", "image/png").how == "picture"


def test_another_file_is_refused():
    with pytest.raises(NotReadable, match="application/zip"):
        read_file_here(b"PK", "application/zip")


def test_a_process_of_its_own_finds_the_same():
    file = pdf(column(50, "“The first” page."), column(50, "The second."), author="Reporter One")

    assert read_file(file, PDF) == read_file_here(file, PDF)
    assert read_file(page().encode(), HTML, "utf-8", "https://news.example/") == of_page(
        address="https://news.example/"
    )


def test_a_process_of_its_own_refuses_the_same():
    with pytest.raises(NotReadable, match="empty"):
        read_file(b"", PDF)


def worked():
    """For how many seconds readers have had a processor, however busy the machine was."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# Whether all was read, in how many seconds and how much memory: told by a process that has had no
# other child.
MEASURED = """
import resource, sys
from partnerships.text.files.file_reader import read_file

found = read_file(sys.stdin.buffer.read(), "text/html", "utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("It was the last." in found.text, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@pytest.mark.drill
def test_a_page_of_megabytes_is_read_in_bounds():
    """Of five, which are the most that is read; in the shortest run of one."""
    megabytes = 5 if asked else 1
    body = "".join(
        f"<p>{SENTENCE} It was sentence {number}.</p>" for number in range(9_200 * megabytes)
    )
    content = page(body=f"<article>{body}<p>{SENTENCE} It was the last.</p></article>").encode()
    assert len(content) > megabytes * 1_000_000

    told = subprocess.run([sys.executable, "-c", MEASURED], input=content, capture_output=True)

    assert told.returncode == 0, told.stderr
    was_read, seconds, kilobytes = told.stdout.split()
    assert was_read == b"True"
    assert float(seconds) < 45
    assert int(kilobytes) < 1_000_000


@pytest.mark.walk
@pytest.mark.parametrize(
    "body",
    ["<div>" * 200 + SENTENCE, "<b>x</b>" * 200_000 + SENTENCE],
    ids=["deep", "small pieces"],
)
def test_a_strange_page_is_read_in_bounds(body):
    began = worked()

    found = read_file(page(body=body).encode(), HTML, "utf-8")

    assert SENTENCE in found.text
    assert worked() - began < 45


def test_a_page_of_boxes_within_boxes_without_end_is_refused():
    with pytest.raises(NotReadable, match="printed to a PDF"):
        read_file(page(body="<div>" * 100_000 + SENTENCE).encode(), HTML, "utf-8")


@pytest.mark.drill
def test_a_page_made_to_take_for_ever_does_not(monkeypatch):
    monkeypatch.setattr(file_reader, "LONGEST", 3)
    attributes = " ".join(f"a{number}=1" for number in range(200_000))

    with pytest.raises(NotReadable, match="too much time or memory"):
        read_file(page(body=f"<p {attributes}>{SENTENCE}</p>").encode(), HTML, "utf-8")


def test_a_page_longer_than_can_be_read_is_refused():
    with pytest.raises(NotReadable, match="too long"):
        read_file_here(b"<p>" + b"x" * 10_000_000, HTML)
