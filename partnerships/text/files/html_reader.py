"""HTML as its reader sees it: one reading for pages that are kept and for what is pasted.

What nobody sees is no text (scripts, templates, what a style hides, words for screen readers
alone), nor are words that are crossed out. What is set above the line stays above it: 10⁹ is not
109. A mark that leads to a note is no word of the sentence in which it stands.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import LxmlError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ...errors import NotReadable
from .letter_forms import LOWERED, RAISED

BREAK = "\u2029"
UNSEEN = set(
    """head script style title template noscript iframe noembed noframes audio video canvas object
    datalist select rp rt xml""".split()
)
WITHIN_A_LINE = set(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby
    s samp small span strike strong sub sup time tt u var wbr""".split()
)
WHOLE = {"html", "body", "main", "article"}  # a script may show later what hides all of it
STRUCK = {"del", "s", "strike"}
STRUCK_CLASSES = set(
    "strike strikethrough strike-through line-through msodel trackchangetextdeletion".split()
)
HIDDEN_CLASSES = set(
    """visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only screenreader
    screenreader-only u-visually-hidden u-hidden-visually hidden-visually a11y-hidden a11y-only
    a-offscreen offscreen assistive-text element-invisible""".split()
)
HIDING = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?![.\d])|clip:rect\([01](?:px)?[ ,]"
    r"|clip-path:inset\((?:50|100)%|(?:left|top|text-indent):-\d{3,}|opacity:0(?:\.0+)?(?![.\d])"
)
LOOKS = re.compile(
    r"(?:font-(?:weight|style)|text-decoration[a-z-]*|vertical-align|mso-text-raise):[^;]{0,40}"
)
SET_APART = re.compile(
    r"(?:vertical-align|mso-text-raise):(?:(?P<raised>super|(?:text-)?top|[\d.]*[1-9])"
    r"|(?P<lowered>sub|(?:text-)?bottom|-[\d.]*[1-9]))"
)
MAY_BE_SET_APART = ("span", "font", "small")
RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")

# The parser would drop what stands after them, which browsers show.
LAST_ENDS = re.compile(r"</(?:body|html)\s*+>", re.IGNORECASE)
NOT_OF_A_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_FIGURE, MOST_PIECES = 20, 100
A_FIGURE = re.compile(r"[-+−(]*[0-9n][0-9n+−=()-]*")

NOTE_MARK = re.compile(r"[\[(]?\s*(?:[^\W_]{1,4}|[*†‡§¶]{1,3}|note \d+)\s*[\])]?", re.IGNORECASE)
NOTE_ADDRESS = re.compile(
    r"#_?(?:msocom|ftn|edn|cmnt|fn|(?:foot|end|cite)?[_-]?note|sd(?:foot|end)note\w+sym)[\w:.-]*",
    re.IGNORECASE,
)
BACK_ADDRESS = re.compile(
    r"#_?(?:anchor_|(?:ftn|edn|fn|ftnt_|cmnt_|cite_)ref|sd(?:foot|end)note\w+anc)[\w:.-]*",
    re.IGNORECASE,
)
NOTE_CLASSES = {"msocommentreference", "msofootnotereference", "msoendnotereference"}
NOTE_LISTS = re.compile(r"mso-element:(?:comment|footnote|endnote)")
NOTE_BODIES = set(
    """msocomtxt msocommenttext msofootnotetext msoendnotetext footnotes endnotes footnote
    endnote""".split()
)
NOTE_ROLES = {"doc-footnote", "doc-endnotes", "doc-endnote", "doc-noteref", "doc-backlink"}


def html_tree(html: str) -> HtmlElement | None:
    """The elements of a page or of a piece of one; None where there are none.

    Raises NotReadable when they lie so deep within one another that some would be left out.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        html = LAST_ENDS.sub("", NOT_OF_A_TEXT.sub("", html))
        tree = document_fromstring(html.encode(), parser=parser)
    except (LxmlError, AssertionError):
        return None
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        raise NotReadable(
            "It has boxes within boxes without end: it can be printed to a PDF, or its words pasted"
            " as plain text."
        )
    return tree


def leave_what_is_seen(tree: HtmlElement, *, notes: bool) -> None:
    """Take out what no reader sees, and set figures that are raised or lowered as such.

    The marks of notes go in any case; with `notes` their words stay, as words of the page.
    """
    sheet = class_styles(tree)
    for element in tree.iter(*MAY_BE_SET_APART):
        if found := SET_APART.search(element_style(element, sheet)):
            element.tag = "sup" if found["raised"] else "sub"  # Google Docs and Word write it so
    for element in list(tree.iter()):
        if element.tag in WHOLE or element.getparent() is None:
            continue
        is_note = not notes and _is_note(element)
        if is_note or _is_unseen(element, sheet) or _marks_a_note(element):
            element.drop_tree()
    for link in [] if notes else list(tree.iter("a")):
        if BACK_ADDRESS.fullmatch(link.get("href") or ""):
            _begun_by(link).drop_tree()
    for element in list(tree.iter("sup", "sub")):
        _set_apart(element)


def seen_lines(tree: HtmlElement) -> list[str]:
    """What is seen of the page, a line for each of its blocks; the tree stays as it is."""
    pieces: list[str] = []
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        border = "" if element.tag in WITHIN_A_LINE | UNSEEN else BREAK
        if event == "end":
            pieces += [border, element.tail or ""]
        elif element.tag in UNSEEN:
            walk.skip_subtree()
        else:
            pieces += [border, element.text or ""]
    return [line for each in "".join(pieces).split(BREAK) if (line := " ".join(each.split()))]


def class_styles(tree: HtmlElement) -> dict[str, str]:
    """What the page's own sheet says of a class, as an element's style would say it.

    Whether it hides a class is not told: it may mean other screens.
    """
    found: dict[str, str] = {}
    for sheet in tree.iter("style"):
        for name, said in RULE.findall(sheet.text or ""):
            if looks := LOOKS.findall(_bare(said)):
                found[name] = ";".join(looks)
    return found


def element_style(element: HtmlElement, sheet: dict[str, str]) -> str:
    """All that is said of an element's looks, in small letters and without spaces."""
    of_classes = (sheet[name] for name in (element.get("class") or "").split() if name in sheet)
    return ";".join([*of_classes, _bare(element.get("style") or "")])


def _bare(style):
    return "".join(style.split()).lower()


def _is_unseen(element, sheet):
    """Whether the element is hidden or crossed out."""
    style = element_style(element, sheet)
    names = set((element.get("class") or "").lower().split())
    if element.tag in ("template", "noscript") or names & HIDDEN_CLASSES or HIDING.search(style):
        return True
    if "hidden" in element.attrib or element.tag == "dialog" and "open" not in element.attrib:
        return True
    is_struck = "text-decoration" in style and "line-through" in style
    return element.tag in STRUCK or is_struck or bool(names & STRUCK_CLASSES)


def _marks_a_note(element):
    """Whether the element is the mark by which a note or a comment is called."""
    if set((element.get("class") or "").lower().split()) & NOTE_CLASSES:
        return True
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    href = element.get("href")
    if BACK_ADDRESS.fullmatch(href) or not NOTE_MARK.fullmatch(element.text_content().strip()):
        return False
    is_raised = any(each.tag == "sup" for each in [*element.iterdescendants(), *_above(element)])
    return bool(is_raised or NOTE_ADDRESS.fullmatch(href)) or element.get("role") == "doc-noteref"


def _is_note(element):
    """Whether the element holds the words of a note or a comment, not of the text itself."""
    names = set((element.get("class") or "").lower().split())
    is_named = names & NOTE_BODIES or element.get("role") in NOTE_ROLES
    return bool(is_named or NOTE_LISTS.search(_bare(element.get("style") or "")))


def _begun_by(link):
    """The note that the link begins, which leads back to its mark; else the link alone."""
    element = link
    while (above := element.getparent()) is not None and above.tag not in WHOLE:
        if element.getprevious() is not None or (above.text or "").strip():
            break
        element = above
    return link if element.tag in WITHIN_A_LINE else element


def _above(element) -> Iterator[HtmlElement]:
    """The elements around it that are of the same line."""
    while (element := element.getparent()) is not None and element.tag in WITHIN_A_LINE:
        yield element


def _set_apart(element):
    """Set the figures of an element above or below the line."""
    said = "".join(islice(element.itertext(), MOST_PIECES)).strip()
    before = _said_before(element)
    if len(said) > LONGEST_FIGURE:
        return
    is_index = element.tag == "sub" and before[-1:] not in tuple("0123456789/⁄")
    if is_index or not any(map(str.isdigit, said)):
        return
    if A_FIGURE.fullmatch(said):
        said = said.translate(RAISED if element.tag == "sup" else LOWERED)
    elif element.tag == "sup" and before[-1:].isdigit():
        said = f"^{said}"
    else:
        return
    for child in list(element):
        element.remove(child)
    element.text = said


def _said_before(element):
    """What stands in front of the element in its parent."""
    if (previous := element.getprevious()) is not None:
        return (previous.tail or previous.text_content()).rstrip()
    parent = element.getparent()
    return (parent.text or "").rstrip() if parent is not None else ""
