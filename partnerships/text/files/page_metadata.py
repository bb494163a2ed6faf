"""What a web page says of itself: its title, authors, outlet, days, address and language."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from .bylines import clean_authors, clean_title
from .file_text import dated, storable

MOST_JSON = 1_000_000
IN_ADDRESS = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
PUBLISHED = """
    article:published_time og:published_time og:article:published_time datepublished
    citation_publication_date citation_date dcterms.issued dc.date.issued dcterms.date dc.date
    parsely-pub-date sailthru.date publish-date publication_date pubdate date
""".split()
AUTHORS = """
    author article:author og:article:author citation_author dc.creator dcterms.creator byl
    parsely-author sailthru.author
""".split()


class PageMetadata:
    """The elements of a page, asked what they say of it; `found` is what trafilatura made of it."""

    def __init__(self, tree: HtmlElement, address: str, found: Any) -> None:
        self.tree, self.address, self.found = tree, address, found
        self.metas = list(_metas(tree))
        self.articles, self.others = _data(tree)

    def fields(self) -> dict[str, Any]:
        """What the page says of itself, by the names of FileText."""
        outlet, told = self._outlet(), self._published()
        title = clean_title(storable(self._title()), self._sites(outlet), self._headings())
        return {
            "title": title,
            "authors": self._authors({title, *self._sites(outlet)}),
            "outlet": outlet,
            "published": told[0] if told else "",
            "published_told": tuple(sorted(told)) if len(told) > 1 else (),
            "canonical": self._canonical(),
            "language": self._language(),
        }

    @property
    def is_free(self) -> bool:
        """False where the page says of itself that it is not."""
        said = [node.get("isAccessibleForFree") for node in [*self.articles, *self.others]]
        return not any(str(each).lower() == "false" for each in said if each is not None)

    def _said(self, field):
        return getattr(self.found, field, None) or ""

    def _contents(self, names: Iterable[str]) -> list[str]:
        """What the meta elements of these names say, in the order of the names."""
        return [content for name in names for key, content in self.metas if key == name]

    def _title(self):
        titles = (title.text or "" for title in self.tree.iter("title"))
        return self._said("title") or next(iter([*self._contents(["og:title"]), *titles]), "")

    def _outlet(self):
        """The name of the site; its address is none."""
        outlet = storable(self._said("sitename"))
        place = urlsplit(self.address)
        host = place.hostname or ""
        return "" if outlet.lower() in (host, host.removeprefix("www."), place.netloc) else outlet

    def _sites(self, outlet):
        """The names of the site, which may stand in its titles."""
        publishers = [node.get("publisher") for node in self.articles]
        named = [each.get("name") for each in publishers if isinstance(each, dict)]
        named += [outlet, *self._contents(["og:site_name", "application-name"])]
        return [each for each in named if isinstance(each, str) and each]

    def _headings(self):
        return [" ".join(each.text_content().split()) for each in self.tree.iter("h1")]

    def _authors(self, others):
        """Those whom the page names first as its authors: in its head, its data, its text."""
        bylines = [
            each.text_content()[:300]
            for each in self.tree.iter("a", "span", "address")
            if each.get("rel") == "author" or each.get("itemprop") == "author"
        ]
        data = [name for node in self.articles for name in _names(node.get("author"))]
        for said in (self._contents(AUTHORS), data, bylines):
            if authors := clean_authors(said, others):
                return authors
        return clean_authors([self._said("author")], others, is_guessed=True)

    def _published(self):
        """The days on which the page says it was published, that of its head first.

        No date is guessed: htmldate makes 1 January of a year, and takes copyright notes for dates.
        """
        said = self._contents(PUBLISHED)
        said += [node.get("datePublished") or "" for node in self.articles or self.others]
        for element in self.tree.iter("time", "span", "abbr"):
            if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
                written = element.get("datetime") or element.get("content") or element.text
                said.append(written or "")
                break  # those that follow are of other articles
        if in_address := IN_ADDRESS.search(urlsplit(self.address).path):
            said.append("-".join(in_address.groups()))
        return _told_apart(said)

    def _canonical(self):
        """The address that the page calls its own."""
        links = [link for link in self.tree.iter("link") if link.get("rel") == "canonical"]
        for said in [*(link.get("href") for link in links), *self._contents(["og:url"])]:
            try:
                canonical = urljoin(self.address, (said or "").strip())
                parts = urlsplit(canonical)
            except ValueError:
                continue
            if said and parts.scheme in ("http", "https") and parts.hostname and not parts.username:
                return canonical
        return ""

    def _language(self):
        """The language that the page says it is in, as BCP 47 writes it."""
        names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
        said = [self.tree.get(name) for name in names]
        said += self._contents(["og:locale", "language", "dc.language"])
        for language in filter(None, said):
            if found := LANGUAGE.fullmatch(language.strip().replace("_", "-")):
                return found[0]
        return ""


def _told_apart(said):
    """The days that are given, each once and as exactly as it is given anywhere."""
    days: list[str] = []
    moments = set()
    for written in said:
        moment = _moment(written)
        day = dated(written)
        if not day or moment in moments:  # the same moment, by the clock of another place
            continue
        moments |= {moment} - {None}
        if not any(other.startswith(day) for other in days):
            place = next((at for at, other in enumerate(days) if day.startswith(other)), None)
            if place is None:
                days.append(day)
            else:
                days[place] = day
    return days


def _moment(written):
    """The moment that is written; None where it names no zone, or no time."""
    try:
        moment = datetime.fromisoformat(str(written).strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _metas(tree) -> Iterator[tuple[str, str]]:
    """What the page's meta elements say, as pairs of a name in small letters and a content."""
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if meta.get(attribute) and meta.get("content"):
                yield meta.get(attribute).strip().lower(), meta.get("content").strip()


def _data(tree):
    """The nodes of the page's JSON-LD: those of articles, and the others."""
    of_articles: list[dict[str, Any]] = []
    of_others: list[dict[str, Any]] = []
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
                (of_articles if is_article else of_others).append(node)
    return of_articles, of_others


def _names(author):
    """The names that the `author` of a node of JSON-LD gives."""
    for each in author if isinstance(author, list) else [author]:
        name = each.get("name") if isinstance(each, dict) else each
        yield from (one for one in (name if isinstance(name, list) else [name])
                    if isinstance(one, str))  # fmt: skip
