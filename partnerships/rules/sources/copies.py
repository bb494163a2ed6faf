"""The copies that we keep of a source, and what they say of it."""

from collections.abc import Iterable
from mimetypes import guess_extension
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ...models import Citation, Snapshot, Source
from ...models.base import related_count
from ...text import dates, edtf
from ...vocabulary import Legibility
from ..people import Asker

SHOWN = 50  # copies on the page of a source
OFFERED = ["title", "outlet", "authors", "published", "language"]

# Whatever a file holds, no browser is to run it as a page of ours.
AS_A_FILE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def kept(source: Source, user: Asker) -> list[Snapshot]:
    """The latest copies of a source, as `of` has them."""
    return list(source_copies(source, user)[:SHOWN])


def source_copies(source: Source, user: Asker) -> QuerySet[Snapshot]:
    """The copies of a source, the latest first, each with `proved`: how many quotations that the
    user may know of are proved in it. One query; their texts are left where they are."""
    proved = Citation.objects.visible_to(user).filter(
        snapshot=OuterRef("pk"), position__isnull=False
    )
    copies = Snapshot.objects.filter(source=source.pk).annotate(
        proved=related_count(proved, "snapshot")
    )
    return copies.select_related("captured_by").defer("text", "pages")


def cited(source: Source, user: Asker) -> QuerySet[Snapshot]:
    """Those of the copies that a citation shows which the user may know of."""
    citations = Citation.objects.visible_to(user).filter(snapshot=OuterRef("pk"))
    return source_copies(source, user).filter(Exists(citations))


def copy_file_name(copy: Snapshot) -> str:
    """The name under which the bytes of a copy are given out."""
    day = timezone.localtime(copy.captured_at)
    return f"{copy.source.slug}-{day:%Y-%m-%d}{guess_extension(copy.media_type) or '.bin'}"


def copy_remarks(copy: Snapshot) -> list[str]:
    """What an editor must know who quotes from the copy, in sentences; [] where nothing."""
    remarks = []
    if copy.is_doubtful:
        legibility = Legibility(copy.legibility)
        remarks.append(f"{legibility.label}. {legibility.advice}")
    if unread := copy.said.get("unread"):
        remarks.append(f"No text could be read on these of its pages: {_listed(unread)}.")
    remarks += (f"It carries a correction: “{note}”" for note in copy.said.get("corrections", ()))
    if told := copy.said.get("published_told"):
        days = _listed(dates.format_date(day) for day in told)
        remarks.append(f"It gives several days of its publication: {days}.")
    return remarks


def _listed(things):
    return ", ".join(map(str, things))


def offers(source: Source, copies: Iterable[Snapshot]) -> dict[str, Any]:
    """What the latest copies say of the source that its record does not, by the field: authors,
    and days where the copy gives several, as a list."""
    found = {}
    for name in OFFERED:
        said = next((_told(copy, name) for copy in copies if copy.said.get(name)), None)
        if said and not _is_said(name, said, getattr(source, name)):
            found[name] = said
    return found


def _told(copy, name):
    several = copy.said.get("published_told") if name == "published" else None
    return several or copy.said[name]


def _is_said(name, said, recorded):
    """Whether the record says it already, in other letters or more exactly."""
    match name:
        case "authors":
            return [_bare(author) for author in said] == [_bare(author) for author in recorded]
        case "language":
            return _bare(said).partition("-")[0] == _bare(recorded).partition("-")[0]
        case "published":
            days = said if isinstance(said, list) else [said]
            return bool(recorded) and any(_within(recorded, day) for day in days)
    return _bare(said) == _bare(recorded)


def _bare(words):
    return " ".join(words.split()).casefold()


def _within(recorded, said):
    """Whether the recorded date lies in the one that the copy gives."""
    try:
        inner, outer = edtf.parse(recorded), edtf.parse(said)
    except edtf.NotADate:
        return recorded == said
    if None in (inner.earliest, inner.latest, outer.earliest, outer.latest):
        return recorded == said
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest  # type: ignore[operator]  # none of the four is None
