"""What comes from word processors and files as the Markdown that the desk keeps.

The words stay; fonts, colours, empty spans and what no reader sees go.
"""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Required, TypedDict

from ...errors import NotReadable

FIELDS = ("headline", "standfirst", "byline", "dateline")
_IS_HTML = re.compile(
    r"\s*<(?:!doctype|html|meta|head|body|div|p|h[1-6]|span|b|ul|ol|table)\b", re.I
)
_FENCE = re.compile(r"\A---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A\s*+#[ ]++([^\n]+)(?:\n|\Z)")
# What is never closed ends with the text, as browsers have it: so each letter is read once.
_FOR_ITSELF = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_BULLET = re.compile(r"^[ ]*[•·▪◦‣\uf0b7\uf0a7][ ]*", re.MULTILINE)
_ITEM = re.compile(r"\* |\d+\. ")

SILENT = {"head", "style", "script", "title", "xml", "template", "noscript"}
BLOCKS = {"p", "div", "blockquote", "tr", "table", "ul", "ol", "li", "section", "article"}
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>()]+", re.I)


class ManuscriptFields(TypedDict, total=False):
    """What the file of a manuscript says; `body` always, the others where they are named."""

    headline: str
    standfirst: str
    byline: str
    dateline: date
    body: Required[str]


def markdown(text: str) -> str:
    """Whatever was pasted, as Markdown: the HTML of a clipboard, or plain text."""
    return from_html(text) if _IS_HTML.match(text) else from_plain(text)


def from_plain(text: str) -> str:
    """Plain text as Markdown. In a text without blank lines each line is a paragraph."""
    text = _tidied(text)
    return text if "\n\n" in text else re.sub(r"\n(?!\* )", "\n\n", text)


def _tidied(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = _UNSEEN.sub("", re.sub(r"[\f\u2028\u2029]", "\n\n", text))
    text = _CONTROL.sub("", re.sub(r"[^\S\n]", " ", text))
    text = _BULLET.sub("* ", text)
    text = re.sub(r"(?<! )[ ]++$", "", text, flags=re.MULTILINE).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text)


def from_html(html: str) -> str:
    """The HTML of a clipboard as Markdown: paragraphs, headings, lists, links, stress, pictures."""
    # What word processors write for themselves; a parser of HTML stumbles over some of it.
    tags, end, words = _FOR_ITSELF.sub("", html).rpartition(">")
    html = tags + end + words.replace("<", "&lt;")  # no tag is left to close
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.line = [], ""
        self.prefix = ""
        self.lists, self.marks, self.links = [], [], []
        self.silent = 0

    def text(self):
        self._end_block()
        text = ""
        for prefix, line in self.blocks:
            follows = _ITEM.match(prefix) and _ITEM.match(text.rpartition("\n")[2])
            text += ("\n" if follows else "\n\n") * bool(text) + prefix + line
        return _tidied(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.line += "\n"
        elif tag == "img":
            self._picture(attrs)
        elif tag in ("td", "th"):
            self.line += " "
        elif tag in BLOCKS or tag in HEADINGS:
            self._begin_block(tag)
        elif tag in MARKS:
            # Some put the whole text into bold type that is not bold.
            is_plain = "font-weight:normal" in (attrs.get("style") or "").replace(" ", "")
            self.marks.append((MARKS[tag] if not is_plain else "", len(self.line)))
        elif tag == "a":
            self.links.append((attrs.get("href") or "", len(self.line)))

    def handle_endtag(self, tag):
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS or tag in HEADINGS:
            self._end_block()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
        elif tag in MARKS and self.marks:
            mark, start = self.marks.pop()
            self._around(start, mark, mark)
        elif tag == "a" and self.links:
            href, start = self.links.pop()
            if SAFE.fullmatch(href):
                self._around(start, "[", f"]({href})")

    def handle_data(self, data):
        if not self.silent:
            data = re.sub(r"[\s\u00a0]+", " ", data)
            if not self.line or self.line[-1:] in (" ", "\n"):
                data = data.lstrip()
            self.line += data

    def _begin_block(self, tag):
        self._end_block()
        if tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            kind: list = self.lists[-1] if self.lists else ["ul", 0]
            kind[1] += 1
            self.prefix = f"{kind[1]}. " if kind[0] == "ol" else "* "
        elif tag == "blockquote":
            self.prefix = "> "
        elif tag in HEADINGS:
            self.prefix = HEADINGS[tag]

    def _end_block(self):
        line = re.sub(r"(?:(?<! )[ ]++)?\n[ ]*+", "\n", self.line).strip()
        if line:
            self.blocks.append((self.prefix, line))
            self.prefix = ""
        self.line = ""
        self.marks = [(mark, 0) for mark, _ in self.marks]
        self.links = [(href, 0) for href, _ in self.links]

    def _around(self, start, before, after):
        """Put marks around what was read since, inside the spaces at its ends."""
        said = self.line[start:]
        words = said.strip()
        if words:
            lead, trail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
            self.line = f"{self.line[:start]}{lead}{before}{words}{after}{trail}"

    def _picture(self, attrs):
        alt, src = " ".join((attrs.get("alt") or "").split()), attrs.get("src") or ""
        self.line += f"![{alt}]({src})" if SAFE.fullmatch(src) else alt


def manuscript(text: str) -> ManuscriptFields:
    """A file of a manuscript as its fields: those at its beginning, and `body`.

    Errors   NotReadable, with a sentence, when its beginning says something no story has.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    fields = {}
    if fence := _FENCE.match(text):
        fields, text = dict(_named(fence[1])), text[fence.end() :]
    body = from_html(text) if _IS_HTML.match(text) else _tidied(text)
    if "headline" not in fields and (heading := _HEADING.match(body)):
        fields["headline"], body = heading[1].rstrip(" #"), body[heading.end() :].lstrip("\n")
    return {**fields, "body": body}


def _named(lines):
    for line in filter(str.strip, lines.splitlines()):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or name.lower() not in FIELDS:
            raise NotReadable(
                f"No story has what this line says: {line.strip()}."
                f" At the beginning of a file stand {', '.join(FIELDS)}."
            )
        if value[:1] in ('"', "'") and value[-1:] == value[:1] and len(value) > 1:
            value = value[1:-1]
        yield name.lower(), _day(value) if name.lower() == "dateline" else value


def _day(value):
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise NotReadable(f"A dateline is a day such as 2024-10-23, not {value}.") from None
