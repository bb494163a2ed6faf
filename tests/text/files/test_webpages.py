"""A page is its article and, set apart, the rest of what is seen; it says how it reads."""

import pytest

from partnerships.text.files import media
from partnerships.text.files.file_reader import read_file_here

SAID = "The ministry said on Tuesday that the port will be sold before the end of the year."
OF_IT = "“Łódź sells its quay,” she said of the price, which is nine million in all."
BODY = f"<article><h1>The port</h1><p>{SAID}</p><p>{OF_IT}</p></article>"


def read(head="", body=BODY, address="https://news.example/port", charset="utf-8"):
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_file_here(page.encode(), media.HTML, charset, address)


def test_the_rest_of_a_page_is_kept_apart_from_its_article():
    body = f"<nav>Home</nav>{BODY}<aside>A note.</aside><footer>© The Paper</footer>"

    found = read(body=body)

    assert found.text[: found.rest_at].strip().split("\n")[-2:] == [SAID, OF_IT]
    assert found.text[found.rest_at :].split("\n") == ["Home", "A note.", "© The Paper"]


def test_nothing_of_a_page_stands_in_both_parts():
    found = read(body=f"<nav>Home</nav>{BODY}<p>After it.</p>")

    assert sorted(found.text.split()) == sorted(f"Home The port {SAID} {OF_IT} After it.".split())


def test_a_page_that_is_its_article_alone_has_no_rest():
    found = read(body=f"<article><p>{SAID}</p><p>{OF_IT}</p></article>")

    assert (found.text, found.rest_at) == (f"{SAID}\n{OF_IT}", None)


def test_the_words_of_the_article_are_the_pages_own():
    body = BODY.replace("nine million", "10<sup>9</sup> <s>dollars</s> crowns <b>(net)</b>")

    found = read(body=body)

    assert "which is 10⁹ crowns (net) in all." in found.text[: found.rest_at]


def test_a_table_of_an_article_is_of_the_article():
    cells = ("<tr><td>2019</td><td>nine million</td></tr>", "<tr><td>2020</td><td>ten</td></tr>")
    table = f"<table>{''.join(cells)}</table>"

    found = read(body=BODY.replace("</article>", f"{table}</article>"))

    assert "2019\nnine million\n2020\nten" in found.text[: found.rest_at]


def test_a_page_tells_of_its_corrections():
    note = "Correction: an earlier version said ninety million."

    assert read(body=f"{BODY}<div class=footer><p>{note}</p></div>").corrections == (note,)
    assert read().corrections == ()


@pytest.mark.parametrize(
    ("head", "body", "word"),
    [
        ("", BODY, "legible"),
        ("", "<noscript>Enable JavaScript.</noscript><h1>The Paper</h1>", "needs_scripts"),
        ("", "<h1>Before you continue</h1><p>We use cookies.</p>", "asks_consent"),
        ("", BODY + "<p>Subscribe to continue reading</p>", "not_free"),
        ('<script type="application/ld+json">{"@type": "NewsArticle",'
         ' "isAccessibleForFree": "False"}</script>', BODY, "not_free"),
        ('<script type="application/ld+json">{"@type": "NewsArticle",'
         ' "isAccessibleForFree": true}</script>', BODY, "legible"),
        ("", BODY.replace("port", "p\ue001\ue002t"), "own_letters"),
        ("", BODY + "<i>\ue001</i> <i>\uf0b7</i>", "legible"),  # signs, no letters
        ("", BODY.replace("nine", "\ufffd"), "own_letters"),
    ],
)  # fmt: skip
def test_a_page_says_how_it_reads(head, body, word):
    assert read(head, body).legibility == word


def in_data(**said):
    told = ", ".join(f'"{key}": {value}' for key, value in said.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {told}}}</script>'


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name=author content="Ann Example">', ("Ann Example",)),
        ('<meta property="article:author" content="https://x.example/ann">'
         '<meta name=dc.creator content="Example, Ann">', ("Ann Example",)),
        (in_data(author='{"name": "Ann Example"}'), ("Ann Example",)),
        (in_data(author='[{"name": "Ann Example"}, "Ben Sample"]'), ("Ann Example", "Ben Sample")),
        (in_data(author='{"name": ["Ann Example", 3]}'), ("Ann Example",)),
        (in_data(author="[null, 3]"), ()),
        ('<meta name=author content="The Paper"><meta property="og:site_name" content="The Paper">',
         ()),
        ('<meta name=author content="admin">' + in_data(author='"Ann Example"'), ("Ann Example",)),
    ],
)  # fmt: skip
def test_authors_are_those_whom_the_page_names_first(head, authors):
    assert read(head).authors == authors


def test_a_byline_in_the_text_is_an_author():
    body = f'<p>By <a rel=author href="/ann">Ann Example</a></p>{BODY}'

    assert read(body=body).authors == ("Ann Example",)


META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "address", "told"),
    [
        (META.format("2024-12-07") + in_data(datePublished='"2024-12-06"'), "",
         ("2024-12-06", "2024-12-07")),
        (META.format("2024-12-07"), "https://news.example/2024/12/05/port",
         ("2024-12-05", "2024-12-07")),
        (META.format("2024-12-07T03:00:00Z") + in_data(datePublished='"2024-12-06T22:00:00-05:00"'),
         "", ()),
        (META.format("2024-12-07") + in_data(datePublished='"2024-12"'), "", ()),
        (META.format("2024-12-07") + in_data(datePublished='"7 December 2024"'), "", ()),
        (META.format("2024-12-07") + in_data(dateModified='"2025-01-01"'), "", ()),
    ],
)  # fmt: skip
def test_days_that_differ_are_all_told_and_no_others(head, address, told):
    found = read(head, address=address)

    assert (found.published, found.published_told) == ("2024-12-07", told)


def test_a_year_gives_way_to_a_day_of_it():
    assert read(META.format("2024") + in_data(datePublished='"2024-12-06"')).published == (
        "2024-12-06"
    )


@pytest.mark.parametrize("charset", ["windows-1252", "gb2312", "shift_jis", "us-ascii", "koi8-r"])
@pytest.mark.parametrize("head", ["", "<meta charset=iso-8859-1>"])
def test_utf_8_that_calls_itself_something_else_is_utf_8(charset, head):
    assert OF_IT in read(head, charset=charset).text


@pytest.mark.parametrize(
    ("encoding", "charset", "head"),
    [
        ("cp1250", "windows-1250", "<meta charset=koi8-r>"),  # the server's word before the page's
        ("cp1250", "", "<meta charset=windows-1250>"),
        ("utf-8-sig", "koi8-r", "<meta charset=koi8-r>"),
        ("utf-16", "koi8-r", "<meta charset=koi8-r>"),
    ],
)
def test_another_encoding_is_read_by_its_mark_its_server_or_its_page(encoding, charset, head):
    content = f"<!doctype html><html><head>{head}</head><body>{BODY}</body></html>"

    assert OF_IT in read_file_here(content.encode(encoding), media.HTML, charset).text


def test_an_encoding_without_a_byte_beyond_ascii_is_what_it_says():
    content = f"<html><body><p>{SAID}</p><p>両社は価格を発表した。</p></body></html>"

    found = read_file_here(content.encode("iso2022_jp"), media.HTML, "iso-2022-jp")

    assert "両社は価格を発表した。" in found.text
