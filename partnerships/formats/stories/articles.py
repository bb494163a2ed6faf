"""A story as it is set for its readers: Markdown to HTML, with a mark after each passage."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

BETWEEN = 2  # characters between headline, standfirst and body in the text of a revision
TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em"),
    *("strong", "a", "br", "hr", "table", "thead", "tbody", "tr", "th", "td", "img", "span"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "span": {"class"},
}
DEEPEST = 6
# What ends a sentence or a part of it after the words, with the quotation marks that close there; a
# point within a figure or an address does not.
STOP = re.compile(r"[”’»\"']*[.,;:!?…]+[”’»\"']*(?=\s|$)|[”’»\"']+(?=\s|$)")

# A place is marked by characters that the text does not have, of the kind that stands before it:
# whether an asterisk opens or closes depends on whether letters or punctuation stand beside it.
LETTERS = [chr(code) for code in range(0xE000, 0xE100)]
SIGNS = [chr(code) for code in range(0x2E00, 0x2E5E) if chr(code).isprintable()]


@dataclass
class Block:
    """A paragraph, heading, list or quotation, and the numbers of the marks in it."""

    html: SafeString
    numbers: list[int] = field(default_factory=list)


@dataclass
class Article:
    """The parts of a story, each with its marks in it."""

    headline: Block
    standfirst: Block
    blocks: list[Block]


def edition_article(content: dict[str, Any]) -> Article:
    """The article of an edition's content."""
    headline, standfirst = content["headline"], content["standfirst"]
    second = len(headline) + BETWEEN
    third = second + len(standfirst) + BETWEEN
    marks: dict[str, list[tuple[int, int]]] = {"headline": [], "standfirst": [], "body": []}
    for passage in content["passages"]:
        end, number = passage["end"], passage["number"]
        if end <= second:
            marks["headline"].append((after_stop(headline, end), number))
        elif end <= third:
            marks["standfirst"].append((after_stop(standfirst, end - second), number))
        else:
            marks["body"].append((after_stop(content["body"], end - third), number))
    return Article(
        headline=plain_text_with_marks(headline, marks["headline"]),
        standfirst=plain_text_with_marks(standfirst, marks["standfirst"]),
        blocks=list(markdown_blocks(content["body"], tuple(marks["body"]))),
    )


def after_stop(text: str, place: int) -> int:
    """Where the mark of words that end at `place` stands: after the stop that follows them."""
    place = min(place, len(text))
    stop = STOP.match(text, place)
    return stop.end() if stop else place


def plain_text_with_marks(text: str, marks: Iterable[tuple[int, int]]) -> Block:
    """Text that is no Markdown, with its marks: pairs of a place and a number."""
    parts, last = [], 0
    for place, number in sorted(marks):
        parts += [escape(text[last:place]), _mark(number)]
        last = place
    parts.append(escape(text[last:]))
    return Block(mark_safe("".join(parts)), [number for _, number in sorted(marks)])


@lru_cache(maxsize=64)
def markdown_blocks(text: str, marks: tuple[tuple[int, int], ...]) -> tuple[Block, ...]:
    """The blocks of a text in Markdown, with its marks.

    The marks change nothing else: what would be read as other Markdown with a mark in it, as the
    address of a link, is marked at the end of its block.
    """
    shape = _Shape(text)
    bare = shape.set([])
    marks = sorted(marks)
    kept = _harmless(shape, bare, marks)
    made = shape.set(kept)
    for place, number in marks:
        if (place, number) not in kept:
            made[shape.block_at(place)].loose.append(number)
    return tuple(_finished(block) for block in made)


def _harmless(shape, bare, marks):
    """Those of the marks with which the text reads as it does without them."""
    if not marks or shape.reads_as(bare, marks):
        return marks
    if len(marks) == 1:
        return []
    half = len(marks) // 2
    kept = _harmless(shape, bare, marks[:half]) + _harmless(shape, bare, marks[half:])
    while kept and not shape.reads_as(bare, kept):  # two that are harmless, but not together
        kept = kept[:-1]
    return kept


@dataclass
class _Set:
    html: str
    found: re.Pattern[str]
    loose: list[int] = field(default_factory=list)


class _Shape:
    """A text, and how it is set with marks at some of its places."""

    def __init__(self, text):
        self.text = text
        self.letter = next(each for each in LETTERS if each not in text)
        self.sign = next(each for each in SIGNS if each not in text)
        self.found = re.compile(rf"[{self.letter}{self.sign}](\d+)[{self.letter}{self.sign}]")

    def set(self, marks):
        """The blocks with those marks: HTML in which characters still stand for them."""
        groups = _grouped(_outlined(_MARKDOWN.parse(self._marked(marks))))
        self.lines = [group[0].map for group in groups]
        return [_Set(_cleaned(self._written(group)), self.found) for group in groups]

    def reads_as(self, bare, marks):
        """Whether nothing but the marks differs from the bare text, and each is there once."""
        there = self.set(marks)
        html = "".join(block.html for block in there)
        numbers = sorted(map(int, self.found.findall(html)))
        return numbers == sorted(number for _, number in marks) and [
            self.found.sub("", block.html) for block in there
        ] == [block.html for block in bare]

    def block_at(self, place):
        """The number of the block in which the place lies."""
        line = self.text.count("\n", 0, max(place - 1, 0))
        before = [n for n, lines in enumerate(self.lines) if lines and lines[0] <= line]
        return before[-1] if before else 0

    def _marked(self, marks):
        parts, last = [], 0
        for place, number in marks:
            before = self.text[place - 1 : place]
            is_sign = unicodedata.category(before)[0] in "PS" if before else False
            edge = self.sign if is_sign else self.letter
            parts += [self.text[last:place], f"{edge}{number}{edge}"]
            last = place
        return "".join(parts) + self.text[last:]

    def _written(self, group):
        for token in group:
            if token.children:
                token.children = self._out_of_links(token.children)
        return _MARKDOWN.renderer.render(group, _MARKDOWN.options, {})

    def _out_of_links(self, tokens):
        """The tokens with the marks that stand in a link put after it: a mark is a link itself."""
        waiting: list[str] = []
        made, depth = [], 0
        for token in tokens:
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            if depth:
                self._take(token, waiting)
            made.append(token)
            if not depth and waiting:
                made.append(Token("text", "", 0, content="".join(waiting)))
                waiting = []
        return made

    def _take(self, token, waiting):
        waiting += [mark[0] for mark in self.found.finditer(token.content)]
        token.content = self.found.sub("", token.content)
        for child in token.children or []:
            self._take(child, waiting)


def _outlined(tokens):
    """The tokens with headings one level below what they stand under, the first the headline."""
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            above = [*(level for level in above if level < token.tag), token.tag]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(len(above) + 1, DEEPEST)}"
    return tokens


def _grouped(tokens):
    """The tokens of each block."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


def _picture(renderer, tokens, place, options, env):
    """A picture with its caption, which stands under the gate as the text does, to be read."""
    token = tokens[place]
    caption = renderer.renderInline(token.children or [], options, env)
    address = escape(token.attrs.get("src", ""))
    return (
        f'<span class="picture"><img src="{address}" alt="">'
        f'<span class="caption">{caption}</span></span>'
    )


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.add_render_rule("image", _picture)


def _finished(block):
    numbers = [int(number) for number in block.found.findall(block.html)] + block.loose
    html = block.found.sub(lambda mark: _mark(mark[1]), block.html)
    html += "".join(map(_mark, block.loose))
    return Block(mark_safe(html), numbers)


def _cleaned(html):
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def _mark(number):
    return (
        f'<sup class="note-mark"><a id="mark-{number}" href="#note-{number}"'
        f' aria-label="Note {number}">{number}</a></sup>'
    )
