"""The article in a web page, and what the page says of itself."""

import json
import re
from urllib.parse import urljoin, urlsplit

from trafilatura import bare_extraction, load_html

from ...errors import NotReadable
from .encodings import text_of
from .file_text import FileText, dated, storable

LARGEST = 10_000_000  # bytes
MOST_ELEMENTS = 150_000  # more, and finding the article takes minutes: the whole page is read
MOST_JSON = 1_000_000

BREAK = "\u2029"
UNSEEN = {"script", "style", "title", "template", "noscript"}
WITHIN_A_LINE = set(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby
    s samp small span strike strong sub sup time tt u var wbr""".split()
)
DECLARATION = re.compile(r"<\?xml[^<>]*\?>")
IN_ADDRESS = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
PUBLISHED = """
    article:published_time og:published_time og:article:published_time datepublished
    citation_publication_date citation_date dcterms.issued dc.date.issued dcterms.date dc.date
    parsely-pub-date sailthru.date publish-date publication_date pubdate date
""".split()


def webpage_text(
    content: bytes, charset: str = "", address: str = "", *, whole: bool = False
) -> FileText:
    """What a page of HTML holds: its article, or all that can be seen when there is none.

    `whole` takes all that can be seen in any case: navigation, captions, notes in the margin.
    """
    if len(content) > LARGEST:
        raise NotReadable("The page is too long to be read: upload the part that matters.")
    html = DECLARATION.sub("", text_of(content, charset, is_html=True), count=1).replace("\0", "")
    tree = load_html(f"<html><body>{html}</body></html>" if "<html" not in html.lower() else html)
    if tree is None:
        raise NotReadable("There is no page in this file: upload it as a PDF or as text.")
    metas = list(_metas(tree))
    language, published = _language(tree, metas), _published(tree, metas, address)
    canonical = _canonical(tree, metas, address)
    found = _article(tree, address)
    article = None if whole else found
    text = article.text if article and article.text else _all_that_is_seen(tree)
    if not text.strip():
        raise NotReadable(
            "There is no text in this page. Pages that a script fills in can be printed to a PDF."
        )
    return FileText(
        how="article" if article and article.text else "whole page",
        text=storable(text),
        title=storable(_said(found, "title")),
        authors=tuple(filter(None, map(str.strip, _said(found, "author").split(";")))),
        outlet=_outlet(found, address),
        published=published,
        canonical=canonical,
        language=language,
    )


def _article(tree, address):
    """What trafilatura finds; None when it finds nothing, or could not in time."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return None
    try:
        return bare_extraction(
            tree,
            url=address or None,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # strange pages make it trip, even over its own assertions
        return None


def _all_that_is_seen(tree):
    """The text of the whole page, a line for each of its blocks. The tree is spoilt by it."""
    for element in tree.iter():
        if element.tag in UNSEEN or not isinstance(element.tag, str):
            element.text = ""
        elif element.tag not in WITHIN_A_LINE:
            element.text = BREAK + (element.text or "")
            element.tail = BREAK + (element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(tree.itertext()).split(BREAK))
    return "\n".join(filter(None, lines))


def _said(found, field):
    return getattr(found, field, None) or ""


def _outlet(found, address):
    """The name of the site; its address is none."""
    outlet = storable(_said(found, "sitename"))
    place = urlsplit(address)
    host = place.hostname or ""
    return "" if outlet.lower() in (host, host.removeprefix("www."), place.netloc) else outlet


def _metas(tree):
    """What the page's meta elements say, as pairs of a name in small letters and a content."""
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if meta.get(attribute) and meta.get("content"):
                yield meta.get(attribute).strip().lower(), meta.get("content").strip()


def _published(tree, metas, address):
    """When the page says it was published, first in its head, then in its data and its text.

    No date is guessed: htmldate makes 1 January of a year, and takes copyright notes for dates.
    """
    said = [content for name in PUBLISHED for key, content in metas if key == name]
    said += _published_in_data(tree)
    for element in tree.iter("time", "span", "abbr"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            said.append(element.get("datetime") or element.get("content") or element.text or "")
    if in_address := IN_ADDRESS.search(urlsplit(address).path):
        said.append("-".join(in_address.groups()))
    return next(filter(None, map(dated, said)), "")


def _published_in_data(tree):
    """The dates in the page's JSON-LD, those of articles first."""
    of_articles: list[str] = []
    of_others: list[str] = []
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or len(text) > MOST_JSON:
            continue
        try:
            waiting = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                waiting += [value for key, value in node.items() if key in ("@graph", "mainEntity")]
                is_article = re.search(r"Article|Posting|Report", str(node.get("@type")))
                (of_articles if is_article else of_others).append(node.get("datePublished") or "")
    return of_articles + of_others


def _canonical(tree, metas, address):
    """The address that the page calls its own."""
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    for said in [*links, *(content for key, content in metas if key == "og:url")]:
        try:
            canonical = urljoin(address, (said or "").strip())
            parts = urlsplit(canonical)
        except ValueError:
            continue
        if said and parts.scheme in ("http", "https") and parts.hostname and not parts.username:
            return canonical
    return ""


def _language(tree, metas):
    """The language that the page says it is in, as BCP 47 writes it."""
    said = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    said += [tree.get("xml:lang")]
    said += [content for key, content in metas if key in ("og:locale", "language", "dc.language")]
    for language in filter(None, said):
        if found := LANGUAGE.fullmatch(language.strip().replace("_", "-")):
            return found[0]
    return ""
