"""Putting the desk's seal on something: signed with a key that the database does not have."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from ..errors import NoSealKey, NotAsKept, TooManySeals
from ..formats.seals import is_signed, key_name, public_half, signed_seal
from ..models import Seal
from ..vocabulary import Act, SealKind
from .journal import acting, record

MOST_ANSWERS = 5_000  # that are sealed anew in a day: whoever asks fills no disk
A_DAY = timedelta(days=1)


def can_seal() -> bool:
    """Whether the desk has a key to sign with."""
    return bool(settings.SEAL_KEYS)


def public_seal_keys() -> list[bytes]:
    """The public keys of the desk, the one that signs now first."""
    return [*map(public_half, settings.SEAL_KEYS[:1]), *settings.EARLIER_SEAL_KEYS]


def drafted_seal(kind: str, digest: str) -> Seal:
    """The desk's word that it has something with this SHA-256 now, which nobody keeps.

    Raises NoSealKey.
    """
    if not can_seal():
        raise NoSealKey
    return signed_seal(kind, digest, _now(), settings.DESK_ADDRESS[:200], settings.SEAL_KEYS[0])


def give_seal(kind: str, digest: str, *, by: User | None = None) -> tuple[Seal, bool]:
    """The seal of what has this SHA-256, and whether it is new: what is sealed is not sealed again.

    The journal tells of a new one. Raises NoSealKey, or TooManySeals of answers.
    """
    if found := Seal.objects.filter(sha256=digest).first():
        return found, False
    draft = drafted_seal(kind, digest)
    if kind == SealKind.ANSWER:
        sealed = Seal.objects.filter(kind=kind, at__gt=draft.at - A_DAY)
        if sealed.count() >= MOST_ANSWERS:
            raise TooManySeals
    with acting(by):
        told = {name: getattr(draft, name) for name in ("kind", "at", "desk", "key", "signature")}
        seal, is_new = Seal.objects.get_or_create(sha256=digest, defaults=told)
        if is_new:
            record(Act.ATTESTED, seal, by=by, at=seal.at)
    return seal, is_new


def kept_seal(digest: str) -> Seal | None:
    """What was sealed by that hash; None where nothing was.

    Raises NotAsKept where what stands in the database is not what one of the keys has signed.
    """
    seal = Seal.objects.filter(sha256=digest).first()
    if seal and not is_signed(seal, public_seal_keys()):
        raise NotAsKept(
            "What is kept under this hash is not signed by any key of the desk: do not rely on it."
        )
    return seal


def seals_unsigned() -> Iterator[tuple[str, str]]:
    """What of the seals no key of the desk has signed: what it is called, and what is wrong.

    Looks at every seal: some ten thousand a second.
    """
    keys = public_seal_keys()
    names, strangers = {key_name(key) for key in keys}, Counter[str]()
    for seal in Seal.objects.iterator():
        if seal.key not in names:
            strangers[seal.key] += 1
        elif not is_signed(seal, keys):
            yield f"seal {seal.sha256}", "it is not what the key that it names has signed"
    for name, number in sorted(strangers.items()):
        what = f"it is none of the desk's, which has no public half of it (seals: {number})"
        yield f"key {name}", what


def _now() -> datetime:
    """The moment by the database's clock, whose the seals' law is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
