"""A source recorded by its address alone: the page is fetched, says what it is, and is kept."""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.auth.models import User

from ...models import Collection, Source
from ...models.sources.sources import at_address
from ...rules import validity
from ...text.files.file_text import FileText, storable
from ...vocabulary import Seen, SourceKind, Tier
from ..journal import acting
from ..rights import allowed
from .captures import fetched_page, keep_page
from .sources import add_source

LONGEST = {"outlet": 200, "title": 400, "language": 12}  # characters that the columns take
MOST_AUTHORS, LONGEST_AUTHOR = 20, 120
AS_BEFORE = 20  # sources of the same site that are asked how the desk takes it


def record_source_at(
    address: str, collection: Collection, *, by: User, at: datetime | None = None
) -> tuple[Source, bool]:
    """The source at the address, and whether it is new. A new one has outlet, title, authors, date
    and language as the page says them, and the page as its first copy; which kind of source it is,
    and how near, as the latest of that site was taken to be.

    To be called outside a transaction: it takes a minute or two at worst. Raises NotFetched,
    NotReadable, and ValidationError.
    """
    allowed(by, "add_source")
    allowed(by, "add_snapshot")
    address = address.strip()
    address = address if "://" in address else f"https://{address}"
    if known := _known_at(address, by):
        return known, False
    came, found = fetched_page(address, at=at)
    url = _own_address(address, found)
    if url != address and (known := _known_at(url, by)):
        return known, False
    source = _described(url, found, collection, by)
    with acting(by):
        if wrong := validity.errors_by_field(source):
            wrong.pop("slug", None)  # it is made when it is saved
            if "published" in wrong:
                source.published = ""
        add_source(source, by=by, at=at)
        keep_page(source, came, found, by=by)
    return source, True


def _known_at(address, by):
    return Source.objects.visible_to(by).filter(at_address(address)).first()


def _own_address(address, found: FileText) -> str:
    """The address that the page calls its own, where that is of the same site."""
    said = found.canonical
    same = said and urlsplit(said).hostname == urlsplit(address).hostname
    return said if same and len(said) <= 2_000 else address


def _described(url, found, collection, by):
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    like = _latest_of_site(host, by)
    outlet = found.outlet or (like.outlet if like else "") or host
    return Source(
        collection=collection,
        url=url,
        outlet=_short("outlet", outlet),
        title=_short("title", found.title or url),
        authors=[_one_line(name)[:LONGEST_AUTHOR] for name in found.authors][:MOST_AUTHORS],
        language=_short("language", found.language) or "en",
        published=found.published,
        kind=like.kind if like else SourceKind.REPORTING,
        tier=like.tier if like else Tier.C,
        seen=Seen.PAGE,
    )


def _latest_of_site(host, by):
    """The latest source of the same site that `by` may know of."""
    rows = Source.objects.visible_to(by).filter(url__icontains=host).order_by("-pk")
    hosts = ((row, urlsplit(row.url).hostname or "") for row in rows[:AS_BEFORE])
    return next((row for row, other in hosts if other.removeprefix("www.") == host), None)


def _short(name, text):
    return _one_line(text)[: LONGEST[name]]


def _one_line(text):
    return " ".join(storable(text).split())
