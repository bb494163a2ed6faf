"""What is pasted or read from a file keeps its words and loses its styles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.errors import NotReadable
from partnerships.text.files.manuscript_files import manuscript
from partnerships.text.files.pasted import from_html, from_plain, markdown

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<style><!-- p.MsoNormal {margin:0cm; font-size:12pt} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body>
<h1 style='mso-x:y'>The deal</h1>
<p class=MsoNormal><span lang=EN-GB style='font-size:12.0pt'>Microsoft invested
<b>$13&nbsp;billion</b> in Open&shy;AI,<o:p></o:p></span> it <i>said </i>in
<a href="https://example.org/filing">a filing</a>.</p>
<p class=MsoListParagraph><![if !supportLists]><span>·&nbsp;&nbsp;</span><![endif]>In cash</p>
<ul><li>One</li><li><p>Two</p></li></ul>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p>“A &lt; B”, they said.<br>And no more.</p>
<img src="data:image/png;base64,AAAA" alt="Two people shake hands"></body></html>"""


def test_what_a_word_processor_puts_on_the_clipboard_becomes_plain_markdown():
    assert markdown(WORD) == (
        "# The deal\n\n"
        "Microsoft invested **$13 billion** in OpenAI, it *said* in"
        " [a filing](https://example.org/filing).\n\n"
        "* In cash\n\n"
        "* One\n* Two\n\n"
        "“A < B”, they said.\nAnd no more.\n\n"
        "Two people shake hands"
    )


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ('<b style="font-weight:normal"><p>All of it.</p></b>', "All of it."),
        ("<p>One</p><p></p><p> </p><p>Two</p>", "One\n\nTwo"),
        ("<ol><li>One<li>Two</ol>", "1. One\n2. Two"),
        ("<blockquote>Said</blockquote>", "> Said"),
        ("<p><a href='javascript:alert(1)'>Here</a></p>", "Here"),
        ("<p>Seen<script>alert(1)</script></p>", "Seen"),
        (
            "<p><img src='https://example.org/a.png' alt='A  dog'></p>",
            "![A dog](https://example.org/a.png)",
        ),
        (
            "<table><tr><td>2019</td><td>$1bn</td></tr><tr><td>2023</td></tr></table>",
            "2019 $1bn\n\n2023",
        ),
        ("<p><b> </b>Bold<b> type </b>here</p>", "Bold **type** here"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<p>Seen<!-- never closed", "Seen"),
        ("<p>Seen<![ never closed", "Seen"),
        ("<p>Seen, and 1 < 2 <a never closed", "Seen, and 1 < 2 <a never closed"),
    ],
)
def test_html_becomes_markdown(html, seen):
    assert from_html(html) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("One.\r\nTwo.\r\n", "One.\n\nTwo."),
        ("One.\n\nTwo,\nthree.", "One.\n\nTwo,\nthree."),
        ("\tOne\u00a0two.  \n\n\n\nThree.\x0bFour.", " One two.\n\nThree.\nFour."),
        ("\ufeffOpen\u00adAI\u200b\x00", "OpenAI"),
        ("They:\n•\tone\n•\ttwo", "They:\n* one\n* two"),
        ("A page.\fAnother.", "A page.\n\nAnother."),
        ("$5 < $6 <or so>", "$5 < $6 <or so>"),
    ],
)
def test_plain_text_keeps_its_words(text, seen):
    assert from_plain(text) == markdown(text) == seen


@given(st.text())
def test_nothing_that_is_pasted_breaks_it(text):
    assert "\0" not in markdown(text)
    assert isinstance(from_html(f"<p>{text}"), str)


@given(st.lists(st.from_regex(r"[a-z$0-9]{1,8}", fullmatch=True), min_size=1))
def test_every_word_of_a_pasted_page_is_kept(words):
    html = "".join(f"<p class=x><span style='y'>{word}</span></p>" for word in words)

    assert from_html(html).split() == words


def test_a_file_says_its_fields_at_its_beginning():
    fields = manuscript(
        '---\nheadline: "The deal: part 1"\nByline: A. Reporter\ndateline: 2024-10-23\n'
        "---\n\nIt was.\n"
    )

    assert fields == {
        "headline": "The deal: part 1",
        "byline": "A. Reporter",
        "dateline": date(2024, 10, 23),
        "body": "It was.",
    }


def test_without_a_headline_the_first_heading_is_one():
    assert manuscript("# The deal #\n\nIt was.\nSo.") == {
        "headline": "The deal",
        "body": "It was.\nSo.",
    }


def test_a_line_between_paragraphs_begins_no_fields():
    assert manuscript("One.\n\n---\n\nTwo.") == {"body": "One.\n\n---\n\nTwo."}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("tags: a, b", "No story has what this line says: tags: a, b."),
        ("no colon", "No story has what this line says: no colon."),
        ("dateline: yesterday", "A dateline is a day such as 2024-10-23, not yesterday."),
    ],
)
def test_what_no_story_has_is_told(line, sentence):
    with pytest.raises(NotReadable) as caught:
        manuscript(f"---\n{line}\n---\nIt was.")

    assert str(caught.value).startswith(sentence)
