"""Packing evidence, so that others can verify it without the desk."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ...errors import NotAsKept, NotPackable
from ...formats.claims import packets
from ...formats.seals import seal_file
from ...models import Claim, Collection, Snapshot
from ...rules.claims import packing
from ...rules.moments import format_day
from ...rules.sources.kept_files import opened_copy
from ...vocabulary import Act, SealKind
from ..attesting import can_seal, give_seal, public_seal_keys
from ..journal import acting, record
from ..locks import lock_rows
from ..rights import allowed

NOT_KEPT, LEFT_OUT = "the newsroom has not kept them", "the newsroom leaves them out"


def pack(
    subject: Claim | Collection,
    file: IO[bytes],
    *,
    by: User,
    confidential: bool = False,
    without_bytes: bool | Sequence[str] = (),
    at: datetime | None = None,
) -> str:
    """Write a packet on a claim, or on all claims of a collection, into `file`; its seal.

    Of the sources named in `without_bytes`, or of all when it is True, the copies' own bytes stay
    out: their texts, in which quotations are proved, do not. The journal keeps the seal, which
    the desk signs where it has a key.

    Raises NotPackable when there is no claim to pack, or a kept file is not what was kept. To be
    called outside a transaction: the claims are held while they are read, not while files are.
    """
    allowed(by, "view_snapshot", "pack evidence")
    if confidential:
        allowed(by, "view_confidential_source", "pack confidential sources")
    with transaction.atomic():
        evidence = packing.packet_evidence(_locked_claims(subject), by, confidential=confidential)
    if not evidence.claims:
        raise NotPackable("There is no claim to pack here.")
    packet = packets.Packet(file, str(subject))
    copies = [_packed(packet, copy, without_bytes) for copy in evidence.copies]
    sign = partial(_signed, by=by) if can_seal() else None
    seal = packet.close([*_records(evidence), *copies], sign)
    with acting(by):
        record(Act.PACKED, subject, by=by, at=at or timezone.now(), why=f"Seal {seal}")
    return seal


def _signed(digest, *, by):
    """What says whose the packet with this seal is: the same each time that it is packed."""
    seal, _ = give_seal(SealKind.PACKET, digest, by=by)
    return seal_file(seal, public_seal_keys())


def packed(subject: Claim | Collection, **options: Any) -> IO[bytes]:
    """A packet, as `pack` writes it, in a file that is gone when it is closed."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        pack(subject, file, **options)
        file.seek(0)
        stack.pop_all()
        return file


def packet_file_name(subject: Claim | Collection) -> str:
    """The name of a packet's file."""
    if isinstance(subject, Claim):
        parts = [subject.collection.slug, slugify(subject.reference)]
    else:
        parts = [subject.slug]
    return f"packet-{'-'.join(parts)}.zip"


def _locked_claims(subject):
    found = {"pk": subject.pk} if isinstance(subject, Claim) else {"collection": subject}
    return lock_rows(Claim.objects.filter(**found))


def _records(evidence):
    claims, slugs = {row.pk: row for row in evidence.claims}, evidence.slugs
    for row in evidence.claims:
        yield packets.claim_record(row, slugs.get(row.appears_in_id))
    for row in evidence.citations:
        yield packets.citation(row, claims[row.claim_id], slugs[row.goes_back_to])
    for row in evidence.searches:
        yield packets.search_record(row, claims[row.claim_id])
    for row, fingerprint, people in evidence.verdicts:
        yield packets.verdict(row, claims[row.claim_id], fingerprint, people)
    for row in evidence.sources:
        yield packets.source(row, slugs[row.goes_back_to], slugs.get(row.derives_from_id))


def _packed(packet, copy, without_bytes):
    """Put the copy's text, and its bytes where they are wanted, into the packet; its record."""
    text = Snapshot.objects.values_list("text", flat=True).get(pk=copy.pk)
    digest = packet.add(f"texts/{copy.uid}.txt", [text.encode()])
    why = ""
    if without_bytes is True or copy.source.slug in (without_bytes or ()):
        why = LEFT_OUT
    elif not copy.content:
        why = NOT_KEPT
    else:
        try:
            with opened_copy(copy) as file:
                pieces = iter(lambda: file.read(packets.PIECE), b"")
                if packet.add(f"copies/{copy.sha256}", pieces) != copy.sha256:
                    raise NotAsKept("It changed while it was packed.")
        except NotAsKept:
            raise NotPackable(
                f"The file of the copy of {copy.source} of {format_day(copy.captured_at)} is "
                "not what was kept: it has changed on the desk's disk, or is gone."
            ) from None
    return packets.copy(copy, digest, why)
