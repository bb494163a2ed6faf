"""Keeping copies of sources: fetched from their addresses, uploaded, or pasted in."""

from datetime import datetime
from hashlib import sha256

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from ...errors import NotFetched, NotReadable, Refused
from ...models import Snapshot, Source
from ...text.files import media
from ...text.files.file_reader import read_file
from ...text.files.file_text import FileText, storable
from ...vocabulary import Act, Capture
from ..file_scans import scan
from ..journal import acting, record
from ..locks import locked
from ..rights import allowed
from .fetching import LARGEST, Fetched, fetch

OF_ITSELF = """
    title authors outlet published published_told canonical language how unread corrections
""".split()
LONGEST_NAME: int = Snapshot._meta.get_field("name").max_length  # type: ignore[assignment]  # names have one
LONGEST_ADDRESS: int = Snapshot._meta.get_field("address").max_length  # type: ignore[assignment]  # so have addresses
LONGEST_TEXT = 10_000_000  # characters


def capture(source: Source, *, by: User | None, at: datetime | None = None) -> Snapshot:
    """Fetch the page at the source's address and keep it; the copy that is there, when it is the
    same byte for byte.

    To be called outside a transaction: it takes a minute or two at worst. `by` is None when the
    desk itself does it, at somebody's command line. Raises NotFetched and NotReadable.
    """
    may_keep(source, by)
    if not source.url:
        raise NotFetched("bad_address", "This source has no address: upload a copy or paste it.")
    came, found = fetched_page(source.url, at=at)
    return keep_page(source, came, found, by=by)


def fetched_page(address: str, *, at: datetime | None = None) -> tuple[Fetched, FileText]:
    """The page at the address, and what is read in it. As `capture`, without keeping it."""
    came = fetch(address, at=at)
    if len(came.address) > LONGEST_ADDRESS:
        raise NotFetched("bad_address", "The page sends one to an address too long to be kept.")
    if came.media_type in media.IMAGES:
        raise NotReadable("This is a picture: upload it, and type what stands in it.")
    return came, read_file(came.content, came.media_type, came.charset, came.address)


def keep_page(source: Source, came: Fetched, found: FileText, *, by: User | None) -> Snapshot:
    """Keep what came from the source's address as a copy of it."""
    return _keep(
        source,
        came.content,
        found,
        by=by,
        captured_at=came.fetched_at,
        how=Capture.FETCHED,
        media_type=came.media_type,
        address=came.address,
        redirects=[list(step) for step in came.redirects],
        headers=dict(came.headers),
    )


def keep(
    source: Source,
    content: bytes,
    media_type: str,
    *,
    by: User,
    how: str = Capture.UPLOADED,
    name: str = "",
    text: str = "",
    at: datetime | None = None,
) -> Snapshot:
    """Keep a file: a page, a PDF, a plain text, a saved e-mail, or a picture with its `text` typed.

    What the file is, its first bytes decide, not the `media_type` alone. Raises NotReadable.
    """
    may_keep(source, by)
    if len(content) > LARGEST:
        raise NotReadable(
            f"The file is larger than {LARGEST // 1_000_000} MB: upload the part that matters."
        )
    said, charset = media.parse_content_type(media_type)
    kind = _kind(content, said, charset, name)
    return _keep(
        source,
        content,
        _extract(content, kind, charset, source.url, _plain(text)),
        by=by,
        captured_at=at or timezone.now(),
        how=how,
        media_type=kind,
        name=storable(name)[-LONGEST_NAME:],
    )


def paste(source: Source, text: str, *, by: User, at: datetime | None = None) -> Snapshot:
    """Keep a text that somebody typed or pasted. Raises NotReadable when there is none."""
    may_keep(source, by)
    text = _plain(text)
    if not text.strip():
        raise NotReadable("There is no text yet: paste the whole text of the page or document.")
    if len(text) > LONGEST_TEXT:
        raise NotReadable("The text is too long to be kept: paste the part that matters.")
    return _keep(
        source,
        text.encode(),
        FileText(how="", text=text),
        by=by,
        captured_at=at or timezone.now(),
        how=Capture.PASTED,
        media_type=media.TEXT,
    )


def may_keep(source: Source, by: User | None) -> None:
    """Refuse whoever may not keep copies of the source; by None is the desk itself, which may."""
    if by is None:
        return
    allowed(by, "add_snapshot")
    if not Source.objects.visible_to(by).filter(pk=source.pk).exists():
        raise PermissionDenied("You may not keep copies of this source.")


def _plain(text):
    """The text as it is kept. Browsers send line ends as two characters; the desk keeps one."""
    return storable(text.replace("\r\n", "\n"))


def _kind(content, said, charset, name):
    """The media type of an uploaded file."""
    if said == media.MAIL or name.lower().endswith(".eml"):
        return media.MAIL
    if kind := media.kind(content, said, charset):
        return kind
    raise NotReadable(
        "We keep pages, PDFs, plain texts, pictures and saved e-mails: save it as one of those."
    )


def _extract(content, kind, charset, address, typed):
    """What is taken out of an uploaded file; of a picture, what somebody typed."""
    if kind not in media.IMAGES:
        return read_file(content, kind, charset, address)
    if not typed.strip():
        raise NotReadable("Type what stands in the picture: quotations are proved against that.")
    return FileText(how="picture", text=typed)


def _keep(source, content, found, *, by, **fields):
    """Add the copy, unless the source has it already, and its entry to the journal."""
    scan(content)
    digest = sha256(content).hexdigest()
    with acting(by), locked(source) as source:
        if kept := source.snapshots.filter(sha256=digest).first():
            if fields["media_type"] in media.IMAGES and kept.text != found.text:
                raise Refused(
                    "We keep this picture already, with another text: a copy never changes. "
                    "Paste what you read in it as a copy of its own.",
                    "kept_already",
                )
            return kept
        made = Snapshot.objects.create(
            source=source,
            captured_by=by,
            content=_stored(content, digest),
            size=len(content),
            sha256=digest,
            text=found.text,
            said=_of_itself(found),
            pages=[list(page) for page in found.pages],
            legibility=found.legibility,
            rest_at=found.rest_at,
            **fields,
        )
        record(Act.CAPTURED, made, by=by, at=made.captured_at)
        return made


def _of_itself(found):
    """What the file says of itself, as JSON has it; what it does not say is left out."""
    said = {name: getattr(found, name) for name in OF_ITSELF if getattr(found, name)}
    return {name: list(each) if isinstance(each, tuple) else each for name, each in said.items()}


def _stored(content, digest):
    """The name under which the desk's storage has the bytes, of however many sources: once."""
    name = f"snapshots/{digest[:2]}/{digest[2:]}"
    with connection.cursor() as cursor:  # of two who keep the same bytes at once, one writes them
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    if default_storage.exists(name) and default_storage.size(name) != len(content):
        default_storage.delete(name)  # half of them, left by a crash
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name
