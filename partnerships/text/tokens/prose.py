"""A Markdown text as prose: without its marks, each word where it was; and its sentences."""

import re
from dataclasses import dataclass
from html import unescape

import sentencex

from ..patterns import late

LONGEST = 5_000  # characters that are cut into sentences at once: the cutter is not linear

_MARKS = late(
    r"(?P<comment><!--.{0,2000}?-->)"
    r"|(?P<link>\]\((?:<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()<>]{0,300}\)){0,2000})(?:\)|(?=\s)))"
    r"|(?P<reference>\]\[[^\[\]\n]{0,200}\])"
    r"|(?P<definition>^ {0,3}\[[^\[\]\n]{1,200}\]:[^\S\n]*\S{0,2000})"
    r"|(?P<address><?\b(?:https?://|www\.)[^\s<>()\[\]]{1,2000}>?)"
    r"|(?P<mail><?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}>?)"
    r"|(?P<tag></?[a-zA-Z][^<>]{0,500}>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
    r"|(?P<rule>^[^\S\n]{0,3}(?:[-=*_][^\S\n]*){3,80}$)"
    r"|(?P<fence>^ {0,3}(?:`{3,40}|~{3,40})[^\n]{0,100}$)"
    r"|(?P<block>^[^\S\n]{0,12}(?:(?:>|\#{1,6}(?=\s)|[-+*](?=\s)|\d{1,2}[.)](?=\s))[^\S\n]{0,4}){1,9})"
    r"|(?P<within>(?<=\d)[*`\[\\]{1,3}(?=\d))"  # a figure: 5**0**, 5[0]
    r"|(?P<emphasis>!(?=\[)|[*`|\\\[\]]|~~|~(?![\d$€£¥])|(?<![^\W_])_|_(?![^\W_]))",
    re.MULTILINE | re.DOTALL,
)
_BLOCK_BEGINS = late(
    r"^[^\S\n]{0,12}(?:>[^\S\n]{0,4})*(?:\#{1,6}\s|[-+*]\s|\d{1,2}[.)]\s|!\[|\|)", re.MULTILINE
)
_BLANK = late(r"\n[^\S\n]*(?=\n)")
_LINE_AFTER_HEADING = late(r"^[^\S\n]{0,3}(?:\#{1,6}\s|\||!\[)[^\n]*\n", re.MULTILINE)
_UNDERLINED = late(r"\n[^\S\n]{0,3}(?:={2,}|-{2,})[^\S\n]*(?=\n|$)")
_INK = late(r"\S")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, from `start` up to `end`."""

    start: int
    end: int


def prose(text: str) -> str:
    """The text with a space for every character that is markup or address: no word moves."""
    return _MARKS.sub(_blank, text)


def unmarked(text: str) -> str:
    """The words of a text as its readers see them: without marks and the addresses of links."""
    return _MARKS.sub(_seen, text)


def _seen(mark):
    match mark.lastgroup:
        case "address" | "mail":
            return mark.group()
        case "entity":
            return unescape(mark.group())
    return ""


def _blank(mark):
    found = mark.group()
    if mark.lastgroup == "within":
        return found
    if mark.lastgroup == "entity":
        return unescape(found).rjust(len(found)) if len(unescape(found)) == 1 else found
    if mark.lastgroup == "block":
        return re.sub(r"\S", " ", found)
    return " " * len(found) if "\n" not in found else re.sub(r"[^\n]", " ", found)


def lowered(text: str) -> str:
    """The text in small letters, each where it was."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


def prose_blocks(text: str) -> list[Span]:
    """The headings, paragraphs, list items and captions of a text, in order, as spans."""
    cuts = {0, len(text)}
    cuts |= {match.start() for match in _BLOCK_BEGINS.finditer(text)}
    cuts |= {match.end() for match in _BLANK.finditer(text)}
    cuts |= {match.end() for match in _LINE_AFTER_HEADING.finditer(text)}
    cuts |= {match.end() for match in _UNDERLINED.finditer(text)}
    places = sorted(cuts)
    return [
        Span(start, end)
        for start, end in zip(places, places[1:], strict=False)
        if _INK.search(text, start, end)
    ]


def sentences(text: str, language: str = "en") -> list[Span]:
    """The sentences of a Markdown text as spans, in order; they share no character, and no word
    lies outside them. A heading, a list item or a caption is at least one sentence of its own.
    """
    bare = prose(text)
    return [
        Span(beginning(text, bare, span.start), span.end)
        for block in prose_blocks(text)
        for span in sentences_in(bare, block, language)
    ]


def beginning(text: str, bare: str, start: int) -> int:
    """Where what stands at `start` in the prose begins in the text: an entity is longer there."""
    return start if text[start] == bare[start] else text.rindex("&", 0, start)


def sentences_in(bare: str, block: Span, language: str = "en") -> list[Span]:
    """The sentences of one block, given the text as prose, without white space at their ends."""
    found, start = [], block.start
    while start < block.end:
        end = _end_of_piece(bare, start, block.end)
        for cut in sentencex.get_sentence_boundaries(language, bare[start:end]):
            words = cut["text"]
            first = start + cut["start_index"] + len(words) - len(words.lstrip())
            last = start + cut["end_index"] - len(words) + len(words.rstrip())
            if first < last:
                found.append(Span(first, last))
        start = end
    return found


def _end_of_piece(text, start, end):
    """Where to stop so that no more than LONGEST characters are cut at once, nor a word in two."""
    if end - start <= LONGEST:
        return end
    space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
    return space + 1 if space >= 0 else start + LONGEST
