"""Fetching a page of the public web: politely, within limits, and from nowhere else.

Why it is done as it is: docs/decisions/fetching.md.
"""

import hashlib
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from time import monotonic, sleep

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from protego import Protego

from ...errors import NotFetched
from ...text.files import addresses, media
from .connections import Clock, http_response

LONGEST = 60  # seconds for all of it, redirects and robots.txt included
LARGEST = 20_000_000  # bytes, as they come and unpacked
LARGEST_ROBOTS = 512_000
MOST_REDIRECTS = 10
PATIENCE = 60  # seconds to wait for another capture from the same host
PIECE = 65_536

REDIRECTS = {301, 302, 303, 307, 308}
KEPT_HEADERS = ["Content-Type", "Content-Language", "Date", "ETag", "Last-Modified", "Server"]
UPLOAD = "Save it in your browser and upload what you see."


@dataclass(frozen=True)
class Fetched:
    """What came from an address, byte for byte once unpacked."""

    address: str  # the last, from which it came
    redirects: tuple[tuple[int, str], ...]  # status and address, from the first asked
    status: int
    headers: dict[str, str]
    media_type: str
    charset: str  # as the server says; "" when it does not
    content: bytes = field(repr=False)
    sha256: str
    fetched_at: datetime


def fetch(address: str, *, at: datetime | None = None) -> Fetched:
    """Fetch the page at `address`. Takes a minute at most, and as long again to wait for its turn.

    Raises NotFetched, whose code says why. To be called outside a transaction, for it would be
    held open all the while.
    """
    clock = Clock(LONGEST)
    place = addresses.parse_address(address)
    redirects: list[tuple[int, str]] = []
    robots: dict[addresses.Address, Protego] = {}
    while True:
        with _turn(place.host, clock):
            _heed_robots(place, clock, robots)
            with http_response(place, clock) as response:
                if response.status not in REDIRECTS:
                    return _fetched(place, redirects, response, at)
                following = _redirected(place, response)
        redirects.append((response.status, str(place)))
        if str(following) in {asked for _, asked in redirects}:
            raise NotFetched(
                "redirect_loop", f"The page sends one round in a circle. {UPLOAD}", response.status
            )
        if len(redirects) > MOST_REDIRECTS:
            raise NotFetched(
                "too_many_redirects", f"The page sends one on and on. {UPLOAD}", response.status
            )
        place = following


@contextmanager
def _turn(host, clock):
    """A block in which no other capture, of any process or machine of the desk, asks the host.

    It is a transaction that writes nothing: its lock ends with it, on whatever connection of a
    pooler it is, and however it ends.
    """
    digest = hashlib.sha256(f"capture from {host}".encode()).digest()
    key = int.from_bytes(digest[:8], signed=True)
    until = monotonic() + PATIENCE
    while True:
        with transaction.atomic():
            if _has_turn(key):
                yield
                return
        with clock.stopped():
            if monotonic() > until:
                raise NotFetched(
                    "unavailable", f"Other pages of {host} are being captured: try again soon."
                )
            sleep(0.1)


def _has_turn(key):
    """Whether the turn is ours now, until the transaction ends. It waits for a site meanwhile, and
    not for a program that forgot it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s),"
            " set_config('idle_in_transaction_session_timeout', '0', true)",
            [key],
        )
        return cursor.fetchone()[0]


def _heed_robots(place, clock, known):
    """Raise NotFetched when the host asks not to be read there. `known` keeps what hosts say."""
    origin = place.at("/robots.txt")
    if origin not in known:
        known[origin] = Protego.parse(_robots(origin, clock))
    if not known[origin].can_fetch(str(place), settings.CAPTURE_AGENT):
        raise NotFetched("robots", f"{place.host} asks programs not to read this page. {UPLOAD}")


def _robots(place, clock):
    """What robots.txt says; "" where there is none, or none that can be found."""
    for _ in range(MOST_REDIRECTS):
        with http_response(place, clock) as response:
            if response.status >= 500 or response.status == HTTPStatus.TOO_MANY_REQUESTS:
                raise NotFetched(
                    "unavailable",
                    f"{place.host} cannot say now what programs may read: try later.",
                    response.status,
                )
            if response.status not in REDIRECTS:
                is_there = response.status == HTTPStatus.OK
                text = b"".join(_received(response, LARGEST_ROBOTS)) if is_there else b""
                return text[:LARGEST_ROBOTS].decode(errors="replace").removeprefix("\ufeff")
            place = _redirected(place, response)
    return ""


def _redirected(place, response):
    """Where the response sends one."""
    location = response.getheader("Location")
    if not location:
        raise NotFetched(
            "unavailable", f"The page sends one on, but not whither. {UPLOAD}", response.status
        )
    try:  # http.client reads headers as Latin-1; many servers write UTF-8
        location = location.encode("latin-1").decode()
    except UnicodeError:
        pass
    return place.to(location)


def _fetched(place, redirects, response, at):
    _raise_for(response.status, place)
    header = response.getheader("Content-Type")
    named, charset = media.parse_content_type(header)
    if named not in media.FETCHED and named not in media.UNSAID:
        raise _wrong_type(f"This is a file of the type {named}", response)
    if (response.length or 0) > LARGEST:
        raise _too_large(response)
    pieces, size = [], 0
    for piece in _received(response, LARGEST):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise _too_large(response)
    content = b"".join(pieces)
    media_type = media.kind(content, named, charset)
    if not media_type:
        raise _wrong_type(f"The file is not what its server says ({named or 'nothing'})", response)
    return Fetched(
        address=str(place),
        redirects=tuple(redirects),
        status=response.status,
        headers={name: value for name in KEPT_HEADERS if (value := response.getheader(name))},
        media_type=media_type,
        charset=charset,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        fetched_at=at or timezone.now(),
    )


def _raise_for(status, place):
    """Raise NotFetched unless the status says that the page comes with it."""
    if status in (200, 203):
        return
    if status in (404, 410):
        raise NotFetched("gone", f"{place.host} has no page at this address.", status)
    if 400 <= status < 500 and status not in (408, 425, 429):
        raise NotFetched(
            "forbidden", f"{place.host} refuses us the page ({status}). {UPLOAD}", status
        )
    raise NotFetched("unavailable", f"{place.host} cannot serve the page now ({status}).", status)


def _received(response, most):
    """The body piece by piece, unpacked; somewhat more than `most` bytes at most."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise _wrong_type(
            f"The page comes packed in a way that we did not ask for ({encoding})", response
        )
    unpacked = None if encoding == "identity" else _Unpacking()
    came = given = 0
    while came <= most and given <= most and (piece := response.read(PIECE)):
        came += len(piece)
        for part in unpacked.of(piece) if unpacked else [piece]:
            given += len(part)
            yield part
            if given > most:
                return
    if came > most:
        raise _too_large(response)
    if response.length or unpacked and not unpacked.is_whole:
        raise NotFetched("unreachable", "The page broke off before its end: try again.")


class _Unpacking:
    """A gzip or deflate stream being unpacked, a bounded piece at a time."""

    def __init__(self):
        self.stream, self.begun = zlib.decompressobj(zlib.MAX_WBITS | 32), False

    def of(self, packed):
        while True:
            try:
                piece = self.stream.decompress(packed, PIECE)
            except zlib.error:
                if self.begun:
                    raise NotFetched("unreachable", "The page came damaged: try again.") from None
                # Some servers mean by deflate a stream without its head.
                self.stream, self.begun = zlib.decompressobj(-zlib.MAX_WBITS), True
                continue
            self.begun = True
            yield piece
            packed = self.stream.unconsumed_tail
            if self.stream.unused_data.startswith(b"\x1f\x8b"):
                packed = self.stream.unused_data  # the next of several members
                self.stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
            elif not packed and len(piece) < PIECE:
                return

    @property
    def is_whole(self):
        return self.stream.eof


def _wrong_type(what, response):
    return NotFetched(
        "wrong_type",
        f"{what}: we keep pages, PDFs, plain texts and pictures. Upload it as one of those.",
        response.status,
    )


def _too_large(response):
    return NotFetched(
        "too_large",
        f"The page is larger than {LARGEST // 1_000_000} MB: upload the part that matters.",
        response.status,
    )
