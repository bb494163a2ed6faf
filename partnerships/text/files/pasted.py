"""What comes from word processors as the Markdown that the desk keeps.

The words stay; fonts, colours, empty spans and what no reader sees go.
"""

import re
from itertools import groupby
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from lxml.etree import iterwalk

from .html_reader import UNSEEN, class_styles, element_style, html_tree, leave_what_is_seen
from .written_notes import without_notes

_IS_HTML = re.compile(
    r"\s*<(?:!doctype|!--|\?xml|html|meta|head|body|div|p|h[1-6]|span|[abisu]|em|strong|del|ins|su[bp]|br"
    r"|ul|ol|li|dl|table|blockquote|pre|section|article|header|main|aside|figure|img|font|style)"
    r"(?=[\s/>-])",
    re.IGNORECASE,
)
# What is never closed ends with the text, as browsers have it: so each letter is read once.
_FOR_ITSELF = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_BULLET = re.compile(r"^[ ]*[•·▪◦‣\uf0b7\uf0a7][ ]*", re.MULTILINE)
_ITEM = re.compile(r"\* |\d+\. ")
_NARROWEST, _WIDEST = 30, 100  # letters of a line that was broken by hand
_ENDS = tuple(".!?…:;”\"'»)]")

BLOCKS = {"p", "div", "blockquote", "tr", "table", "ul", "ol", "li", "section", "article"}
BLOCKS |= {"aside", "header", "footer", "main", "figure", "figcaption", "pre", "dd", "dt", "dl"}
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>()]+", re.I)
REDIRECT = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?")
# What Markdown would take for a mark of its own
_AT_THE_START = re.compile(r"#{1,6}(?=\s|$)|[-+>*](?=\s|$)|(?<=\d)[.)](?=\s|$)|~~~|---|===")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_MARK = re.compile(r"\\(?=[!-/:-@\[-`{-~])|`|\](?=\()|\*(?=\S)|(?<=\S)\*|\b_|_\b|~~")


class Run(NamedTuple):
    """Words of one look: where they lead, whether they are bold and whether italic."""

    text: str
    href: str = ""
    is_bold: bool = False
    is_italic: bool = False


def markdown(text: str) -> str:
    """Whatever was pasted, as Markdown: the HTML of a clipboard, or plain text; without notes."""
    return from_html(text) if is_html(text) else from_plain(without_notes(text))


def is_html(text: str) -> bool:
    """Whether the text begins as HTML does."""
    return _IS_HTML.match(text) is not None


def from_plain(text: str) -> str:
    """Plain text as Markdown. In a text without blank lines each line is a paragraph, unless its
    lines are broken where a width ends, as those of e-mails are: then all of it is one."""
    text = tidied(text)
    if "\n\n" in text or _is_broken_by_hand(text.split("\n")):
        return text
    return re.sub(r"\n(?!\* )", "\n\n", text)


def _is_broken_by_hand(lines):
    """Whether the lines are as full as one width allows, and end where no sentence does."""
    width = max(map(len, lines))
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST or not all(map(str.strip, lines)):
        return False
    followed = list(zip(lines, lines[1:], strict=False))
    is_full = all(len(line) + 1 + len(after.split()[0]) > width for line, after in followed)
    return is_full and sum(line.endswith(_ENDS) for line, _ in followed) * 2 <= len(followed)


def tidied(text: str) -> str:
    """The text with one kind of space and of line end, and without what nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = _UNSEEN.sub("", re.sub(r"[\f\u2028\u2029]", "\n\n", text))
    text = _CONTROL.sub("", re.sub(r"[^\S\n]", " ", text))
    text = _BULLET.sub("* ", text)
    text = "\n".join(line.rstrip(" ") for line in text.split("\n")).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text)


def from_html(html: str) -> str:
    """The HTML of a clipboard as Markdown: paragraphs, headings, lists, links, stress, pictures.

    Notes and comments are left out with their marks, and so is what was deleted. Raises
    NotReadable when some of it could not be read.
    """
    # What word processors write for themselves; a parser of HTML stumbles over some of it.
    tags, end, words = _FOR_ITSELF.sub("", html).rpartition(">")
    html = tags + end + words.replace("<", "&lt;")  # no tag is left to close
    tree = html_tree(f"<body>{html}") if "<body" not in html.lower() else html_tree(html)
    if tree is None:
        return ""
    sheet = class_styles(tree)
    leave_what_is_seen(tree, notes=False)
    return tidied(_Writer(sheet).written(tree))


class _Writer:
    """Markdown being written: blocks of runs, each with what stands before its first line and
    before the others."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.blocks, self.runs = [], []
        self.prefix, self.lists, self.quoted, self.is_item = "", [], [], False
        self.looks = [Run("")]

    def written(self, tree):
        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
                self._say(element.tail)
            elif element.tag in UNSEEN:
                walk.skip_subtree()
                self.looks.append(self.looks[-1])
            elif element.tag == "pre":  # its lines are its own
                walk.skip_subtree()
                self._enter(element)
                self.runs.append(Run(from_plain(element.text_content())))
            else:
                self._enter(element)
                self._say(element.text)
        self._end_block()
        text, before, was_item = "", None, False
        for quote, prefix, line in self.blocks:
            is_item = _ITEM.match(prefix) is not None
            is_next, was_item = is_item and was_item, is_item
            between = "\n" if is_next else "\n\n"
            if quote and quote == before:
                between = "\n" if is_next else "\n>\n"
            marks = "> " if quote else ""
            line = prefix + line.replace("\n", f"\n{marks}" if marks else "\n")
            text += between * bool(text) + marks + line
            before = quote
        return text

    def _enter(self, element):
        tag, look = element.tag, self.looks[-1]
        style = element_style(element, self.sheet)
        if tag in BLOCKS or tag in HEADINGS:
            self._begin_block(element)
            look = look._replace(href="")
        elif tag == "br":
            self.runs.append(look._replace(text="\n"))
        elif tag == "img":
            self._picture(element)
        elif tag in ("td", "th"):
            self._say(" ")
        elif tag == "a":
            href = _led_to(element.get("href") or "")
            look = look._replace(href=href if SAFE.fullmatch(href) else "")
        is_bold = tag in ("b", "strong") or look.is_bold
        is_italic = tag in ("i", "em") or look.is_italic
        if weight := re.search(r"font-weight:(\w+)", style):
            is_bold = weight[1] in ("bold", "bolder") or weight[1] >= "600" and weight[1].isdigit()
        if slope := re.search(r"font-style:(\w+)", style):
            is_italic = slope[1] in ("italic", "oblique")
        self.looks.append(look._replace(is_bold=is_bold, is_italic=is_italic))

    def _leave(self, element):
        self.looks.pop()
        if element.tag in BLOCKS or element.tag in HEADINGS:
            self._end_block()
            if element.tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            if element.tag == "blockquote":
                self.quoted.pop()

    def _say(self, words):
        """Add words, of which a browser sets each stretch of blanks as one."""
        words = re.sub(r"[\s\u00a0]+", " ", words or "")
        if not self.runs or self.runs[-1].text[-1:] in (" ", "\n"):
            words = words.lstrip()
        if words:
            self.runs.append(self.looks[-1]._replace(text=_escaped(words)))

    def _begin_block(self, element):
        self._end_block()
        tag = element.tag
        if tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            kind: list = self.lists[-1] if self.lists else ["ul", 0]
            kind[1] += 1
            self.prefix = f"{kind[1]}. " if kind[0] == "ol" else "* "
        elif tag == "blockquote":
            self.quoted.append(len(self.blocks) + 1)
        elif tag in HEADINGS:
            self.prefix = HEADINGS[tag]
        self.is_item = "msolist" in (element.get("class") or "").lower()

    def _end_block(self):
        is_heading = self.prefix.startswith("#")
        runs = [run._replace(is_bold=run.is_bold and not is_heading) for run in self.runs]
        line = re.sub(r" ?\n ?", "\n", _marked(runs)).strip()
        if line:
            if not self.is_item:
                line = _begun_plainly(line)
            self.blocks.append((self.quoted[0] if self.quoted else 0, self.prefix, line))
            self.prefix = ""
        self.runs = []

    def _picture(self, element):
        alt, src = " ".join((element.get("alt") or "").split()), element.get("src") or ""
        if SAFE.fullmatch(src):
            self.runs.append(Run(f"![{alt}]({src})"))
        else:
            self._say(alt)


def _marked(runs):
    """The runs with marks around those that lead somewhere or are stressed."""
    line = ""
    for href, linked in groupby(runs, key=lambda run: run.href):
        words = ""
        for is_bold, heavy in groupby(linked, key=lambda run: run.is_bold):
            stressed = ""
            for is_italic, alike in groupby(heavy, key=lambda run: run.is_italic):
                stressed += _around("".join(run.text for run in alike), "*" * is_italic)
            words += _around(stressed, "**" * is_bold)
        line += _around(words, "[", f"]({href})") if href else words
    return line


def _around(said, before, after=""):
    """The words with marks around them, inside the spaces at their ends."""
    words = said.strip()
    if not (words and before):
        return said
    lead, trail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
    return f"{lead}{before}{words}{after or before}{trail}"


def _led_to(href):
    """Where a link leads in the end: word processors send one by way of their maker."""
    href = href.strip()
    if REDIRECT.match(href):
        href = parse_qs(urlsplit(href).query).get("q", [href])[0]
    return href


def _escaped(words):
    """The words with what Markdown would take for a mark in them set as a sign."""
    return _MARK.sub(r"\\\g<0>", words)


def _begun_plainly(line):
    """The block with what Markdown would take for a heading, a list or a rule set as words."""
    parts = []
    for each in line.split("\n"):
        number = _NUMBERED.match(each)
        if found := _AT_THE_START.match(each, number.end() if number else 0):
            each = f"{each[: found.start()]}\\{each[found.start() :]}"
        parts.append(each)
    return "\n".join(parts)
