"""HTML is read as one sees it, by one reader, whether it was kept or pasted."""

import pytest

from partnerships.errors import NotReadable
from partnerships.text.files import media
from partnerships.text.files.file_reader import read_file_here
from partnerships.text.files.pasted import from_html


def kept(html):
    page = f"<!doctype html><html><body>{html}<p>More was said.</p></body></html>"
    text = read_file_here(page.encode(), media.HTML, whole=True).text
    return text.removesuffix("More was said.").strip()


both = pytest.mark.parametrize("read", [kept, from_html], ids=["kept", "pasted"])


@both
@pytest.mark.parametrize(
    "unseen",
    [
        "<del>not </del>",
        "<s>not </s>",
        "<strike>not </strike>",
        "<del><span style='color:red'>not </span></del>",
        "<span style='text-decoration: underline line-through'>not </span>",
        "<span style='text-decoration-line:line-through'>not </span>",
        "<span class='x strikethrough'>not </span>",
        "<style>.c3{color:red;text-decoration:line-through}</style><span class=c3>not </span>",
        "<span class=sr-only>not </span>",
        "<span class='screen-reader-text'>not </span>",
        "<span style='display: none'>not </span>",
        "<span style='visibility:hidden'>not </span>",
        "<span style='mso-hide:all'>not </span>",
        "<span style='position:absolute;left:-9999px'>not </span>",
        "<span style='clip:rect(0, 0, 0, 0)'>not </span>",
        "<span style='font-size:0'>not </span>",
        "<span style='opacity: 0.0'>not </span>",
        "<span class='TextRun TrackChangeTextDeletion'>not </span>",
        "<span hidden>not </span>",
        "<noscript>not </noscript>",
        "<template>not </template>",
        "<iframe>not </iframe>",
        "<video>not </video>",
        "<object>not </object>",
        "<select><option>not </select>",
        "<dialog>not </dialog>",
        "<script>not </script>",
        "<rt>not </rt>",
        "<!-- not -->",
        "<!--[if gte mso 9]><xml>not </xml><![endif]-->",
    ],
)
def test_what_nobody_sees_is_no_text(read, unseen):
    assert read(f"<p>They will {unseen}pay.</p>") == "They will pay."


@both
@pytest.mark.parametrize(
    "seen",
    [
        "<ins>not </ins>",
        "<u>not </u>",
        "<span aria-hidden=true>not </span>",
        "<span style='text-decoration:underline'>not </span>",
        "<style>@media print{.c3{display:none}}</style><span class=c3>not </span>",
        "<span style='font-size:0.8em'>not </span>",
        "<span style='opacity:0.8'>not </span>",
        "<span style='margin-left:-12px'>not </span>",
        "<mark>not </mark>",
        "<dialog open>not </dialog>",
        "<o:p>not </o:p>",
    ],
)
def test_what_one_sees_is_text(read, seen):
    assert " ".join(read(f"<p>They will {seen}pay.</p>").split()) == "They will not pay."


@pytest.mark.parametrize("end", ["</body></html>", "</BODY >", "</html>\n"])
def test_what_stands_after_the_end_of_a_page_is_seen(end):
    page = f"<html><body><p>They will pay.</p>{end}<p>More was said.</p>".encode()

    assert "More was said." in read_file_here(page, media.HTML, whole=True).text


@both
@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("10<sup>9</sup> crowns", "10⁹ crowns"),
        ("10<sup>−3</sup> crowns", "10⁻³ crowns"),
        ("10<sup>9.5</sup> crowns", "10^9.5 crowns"),
        ("12<sup>3</sup> million", "12³ million"),
        ("9<sup>1</sup>/<sub>2</sub> tons", "9¹/₂ tons"),
        ("log<sub>10</sub> of CO<sub>2</sub>", "log10 of CO2"),
        ("10<sub>2</sub> is two", "10₂ is two"),
        ("the 19<sup>th</sup> day", "the 19th day"),
        ("M<sup>me</sup> X", "Mme X"),
        ("<span><sup><b>2</b></sup></span> notes", "² notes"),
        ("10<span style='font-size:0.6em; vertical-align: super'>9</span> crowns", "10⁹ crowns"),
        ("10<span style='mso-text-raise:4.0pt'>9</span> crowns", "10⁹ crowns"),
        ("10<font style='vertical-align:35%'>9</font> crowns", "10⁹ crowns"),
        ("<style>.c1{vertical-align:super}</style>10<span class=c1>9</span> crowns", "10⁹ crowns"),
        ("10<span style='vertical-align:-2pt'>2</span> is two", "10₂ is two"),
        ("10<span style='vertical-align:baseline'>9</span> crowns", "109 crowns"),
        ("10<span style='vertical-align:0pt'>9</span> crowns", "109 crowns"),
    ],
)
def test_figures_stay_where_they_are_set(read, html, seen):
    assert read(f"<p>{html}</p>") == seen


@both
@pytest.mark.parametrize(
    "mark",
    [
        "<a href='#_ftn1' name='_ftnref1'>[1]</a>",
        "<a href='#_msocom_1' id='_anchor_1'>[AB1]</a>",
        "<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup>",
        "<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>",
        "<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1</sup></a>",
        "<sup id='fnref:1'><a href='#fn:1' role='doc-noteref'>1</a></sup>",
        "<sup id='cite_ref-1'><a href='#cite_note-1'><span>[</span>1<span>]</span></a></sup>",
        "<a href='#x' role='doc-noteref'>1</a>",
    ],
)
def test_the_mark_of_a_note_is_no_word(read, mark):
    assert read(f"<p>It paid nine{mark} million.</p>") == "It paid nine million."


@both
@pytest.mark.parametrize(
    "link", ["<a href='#part-2'>part 2</a>", "<a href='#x'>7</a>", "<a href='/ftn1'>1</a>"]
)
def test_the_words_of_a_link_are_words(read, link):
    assert read(f"<p>See {link} too.</p>").startswith("See ")
    assert len(read(f"<p>See {link} too.</p>").split()) >= 3


NOTES = {
    "Word": "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
    "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> Her name.</p></div></div>",
    "Word's comment": "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
    "<p class=MsoCommentText><a href='#_anchor_1' name='_msocom_1'>[AB1]</a> Her name</p></div>",
    "Google": "<hr><div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span> Her name</span></p>"
    "<p>Her name again</p></div>",
    "LibreOffice": "<div id=sdfootnote1><p class=sdfootnote><a class=sdfootnotesym"
    " name=sdfootnote1sym href='#sdfootnote1anc'>1</a>Her name</p></div>",
    "Markdown": "<section class=footnotes role=doc-endnotes><ol><li id='fn:1'>Her name"
    "<a href='#fnref:1' role=doc-backlink>↩</a></li></ol></section>",
    "Wikipedia": "<ol><li id='cite_note-1'><a href='#cite_ref-1'>^</a> Her name</li></ol>",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_what_notes_and_comments_say_is_no_word_of_a_story(note):
    assert from_html(f"<p>The story.</p>{note}") == "The story."


@pytest.mark.parametrize("name", ["Word", "Google", "LibreOffice", "Markdown", "Wikipedia"])
def test_what_the_notes_of_a_page_say_can_be_quoted(name):
    assert "Her name" in kept(f"<p>The story.</p>{NOTES[name]}")


def test_captions_and_quotations_in_the_margin_are_words_of_a_page():
    page = """<figure><img alt="unseen"><figcaption>The quay.</figcaption></figure>
        <aside>“We sell.”</aside><blockquote><p>So it is.</p></blockquote>
        <details><summary>More</summary>It was.</details>"""

    assert kept(page).split("\n") == ["The quay.", "“We sell.”", "So it is.", "More", "It was."]


def test_what_hides_all_of_a_page_until_a_script_runs_hides_nothing():
    page = "<html><body style='visibility:hidden'><main hidden><p>They will pay.</p></main>"

    assert read_file_here(page.encode(), media.HTML, whole=True).text == "They will pay."


def test_what_data_say_beside_a_page_is_not_seen_on_it():
    data = '<script type="application/ld+json">{"articleBody": "Behind the wall."}</script>'

    assert kept(f"{data}<p>Before the wall.</p>") == "Before the wall."


def test_what_lies_too_deep_is_refused_and_not_left_out():
    with pytest.raises(NotReadable, match="boxes within boxes"):
        from_html(f"<p>Seen.</p>{'<div>' * 3000}unread")
