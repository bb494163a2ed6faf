"""Marks stand after the words that they are about, and change nothing else of the text."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.formats.stories.articles import (
    after_stop,
    edition_article,
    markdown_blocks,
    plain_text_with_marks,
)
from tests.volume import tries

MARK = re.compile(r'<sup class="note-mark"><a id="mark-(\d+)"[^>]*>\d+</a></sup>')


def marked(text, *words):
    """The HTML of the text with a mark after each of the words, as ¹, ² and so on."""
    marks = tuple((text.index(word) + len(word), n) for n, word in enumerate(words, start=1))
    html = "".join(block.html for block in markdown_blocks(text, marks)).strip()
    return MARK.sub(lambda mark: "¹²³⁴"[int(mark[1]) - 1], html)


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("It paid $13 billion.", ["$13 billion"], "<p>It paid $13 billion¹.</p>"),
        ("It **paid** more.", ["paid"], "<p>It <strong>paid¹</strong> more.</p>"),
        ("It **paid** more.", ["**paid**"], "<p>It <strong>paid</strong>¹ more.</p>"),
        ("A *b.*c", ["b."], "<p>A *b.¹*c</p>"),
        ("# Head 5\n\nText", ["Head 5"], "<h2>Head 5¹</h2>\n<p>Text</p>"),
        ("See [it](http://x.com) now.", ["[it"], '<p>See <a href="http://x.com" rel="noopener">it'
            "</a>¹ now.</p>"),
        ("See [it](http://x.com/a) now.", ["x.com"], '<p>See <a href="http://x.com/a" '
            'rel="noopener">it</a> now.</p>\n¹'),
        ("- one\n- two", ["one", "two"], "<ul>\n<li>one¹</li>\n<li>two²</li>\n</ul>"),
        ("> said", ["said"], "<blockquote>\n<p>said¹</p>\n</blockquote>"),
        ("![of 9](/p.png)", ["of 9"], '<p><span class="picture"><img src="/p.png" alt="">'
            '<span class="caption">of 9¹</span></span></p>'),
        ("Both 1 and 1.", ["Both 1", "Both 1 and 1"], "<p>Both 1¹ and 1².</p>"),
        ("AT&amp;T", ["AT&amp;T"], "<p>AT&amp;T¹</p>"),
        ("`code`", ["code"], "<p><code>code¹</code></p>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["| 1"], "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b"
            "</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1¹</td>\n<td>2</td>\n</tr>\n</tbody>\n"
            "</table>"),
    ],
)  # fmt: skip
def test_a_mark_stands_after_its_words(text, words, html):
    assert marked(text, *words) == html


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n## B\n\n# C", ["2", "3", "2"]),
        ("## A\n\n#### B\n\n### C\n\n# D", ["2", "3", "3", "2"]),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", list("234566")),
    ],
)
def test_no_level_of_headings_is_left_out(text, levels):
    assert re.findall(r"<h(\d)>", marked(text)) == levels


def test_nothing_of_the_text_runs_or_leads_astray():
    html = marked("<script>x</script> [a](javascript:b) <b onclick=c>d</b> ![e](data:f)", "x")

    assert "<script" not in html
    assert not re.search(r'(href|src)="(javascript|data)', html)
    assert "<b " not in html


def test_a_text_that_has_our_signs_keeps_them():
    odd = "\ue000 and \u2e00 paid $9."

    assert marked(odd, "$9") == f"<p>{odd[:-1]}¹.</p>"


def test_what_is_no_markdown_is_set_as_it_is():
    block = plain_text_with_marks("A *star* & <5", [(8, 1), (13, 2)])

    assert MARK.sub("#", block.html) == "A *star*# &amp; &lt;5#"
    assert block.numbers == [1, 2]


@pytest.mark.parametrize(
    ("text", "words", "before"),
    [
        ("It paid $9. Then", "$9", "It paid $9."),
        ("It paid $9, then", "$9", "It paid $9,"),
        ("It said “we paid.” Then", "we paid", "It said “we paid.”"),
        ("It said “we paid”, then", "we paid", "It said “we paid”,"),
        ('It said "we paid".', "we paid", 'It said "we paid".'),
        ("Did it pay?", "it pay", "Did it pay?"),
        ("It paid $9.5 then", "$9", "It paid $9"),
        ("It paid $9 then", "$9", "It paid $9"),
        ("See openai.com then", "openai", "See openai"),
        ("It paid $9", "$9", "It paid $9"),
    ],
)
def test_a_mark_stands_after_the_stop_that_follows_its_words(text, words, before):
    assert text[: after_stop(text, text.index(words) + len(words))] == before


def test_marks_go_where_their_words_are():
    parts = ["Head 1", "Stand 2", "Body 3."]
    text = "\n\n".join(parts)
    content = {"headline": parts[0], "standfirst": parts[1], "body": parts[2], "text": text}
    ends = [text.index(figure) + 1 for figure in "123"]
    content["passages"] = [{"end": end, "number": n} for n, end in enumerate(ends, start=1)]

    made = edition_article(content)

    assert [made.headline.numbers, made.standfirst.numbers] == [[1], [2]]
    assert [block.numbers for block in made.blocks] == [[3]]


@pytest.mark.parametrize("standfirst", ["", "Between."])
def test_a_story_without_a_standfirst_is_set_too(standfirst):
    text = f"Head 1\n\n{standfirst}\n\nBody 2."
    content = {"headline": "Head 1", "standfirst": standfirst, "body": "Body 2.", "text": text}
    content["passages"] = [{"end": 6, "number": 1}, {"end": text.index("2") + 1, "number": 2}]

    made = edition_article(content)

    assert (made.headline.numbers, made.blocks[0].numbers) == ([1], [2])


PIECES = [
    *("word", "9", "$1", " ", " ", "\n", "\n\n", "*", "**", "_", "`", "[", "](x)", "![", "# "),
    *("- ", "> ", "|", "&amp;", "<", "\\", "1. ", "é", "“", ".", "---", "http://a.b", "~~", "    "),
]


@settings(max_examples=tries(400))
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30), st.data())
def test_whatever_the_text_marks_change_nothing_and_none_is_lost(pieces, data):
    text = "".join(pieces)
    places = data.draw(st.lists(st.integers(1, len(text)), max_size=5, unique=True))
    marks = tuple((place, n) for n, place in enumerate(sorted(places), start=1))
    if not text.strip():
        return

    bare = "".join(block.html for block in markdown_blocks(text, ()))
    made = markdown_blocks(text, marks)

    html = "".join(block.html for block in made)
    found = [int(n) for n in MARK.findall(html)]
    if bare:
        assert sorted(found) == [n for _, n in marks]
    assert MARK.sub("", html) == bare
    for block in made:
        assert sorted(block.numbers) == sorted(map(int, MARK.findall(block.html)))


def test_a_mark_follows_the_letter_that_it_follows_in_the_text():
    text = "\n\n".join(
        f"Paragraph {n} says **{n} million** and [more](http://x.y/{n}) of it.\n\n"
        f"- item {n}\n- next"
        for n in range(100, 140)
    )
    marks = tuple(
        (match.end(), n)
        for n, match in enumerate(re.finditer(r"\w+", text), start=1)
        if not re.match(r"http|x\b|y\b", match[0])
        and "//" not in text[max(0, match.start() - 8) : match.start()]
    )

    for block in markdown_blocks(text, marks):
        for mark in MARK.finditer(block.html):
            place = next(place for place, n in marks if n == int(mark[1]))
            before = unescape(re.sub(r"<[^>]+>", "", MARK.sub("", block.html[: mark.start()])))
            assert before.rstrip()[-1:] == text[place - 1]
