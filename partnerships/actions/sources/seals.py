"""Seals: texts encrypted with keys that the database does not have.

AES-256 in GCM, which also finds out whether what is opened is what was sealed. A seal is bound to
what it is `about`: put to another row, it does not open. It begins with a mark of its kind and a
name of its key, which tells nothing of the key; its length tells the length of the text in
steps of 256 bytes alone.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.views.decorators.debug import sensitive_variables

from ...errors import NoKey, NotOpened

KIND = b"\x01"
NAME, NONCE, BLOCK = 4, 12, 256  # bytes


@dataclass(frozen=True, repr=False)
class SealedPerson:
    """Who a source is and how to reach them, as somebody typed it. It has no repr that tells."""

    name: str
    reach: str = ""

    def __repr__(self) -> str:
        return "Person(under seal)"


@sensitive_variables()
def seal(person: SealedPerson, about: str, keys: Sequence[bytes]) -> bytes:
    """The person encrypted with the first, the newest, of the keys."""
    if not keys:
        raise NoKey
    text = json.dumps({"name": person.name, "reach": person.reach}, ensure_ascii=False).encode()
    text += b" " * (-len(text) % BLOCK)
    nonce = os.urandom(NONCE)
    return KIND + _name(keys[0]) + nonce + AESGCM(keys[0]).encrypt(nonce, text, about.encode())


@sensitive_variables()
def unseal(sealed: bytes, about: str, keys: Sequence[bytes]) -> SealedPerson:
    """The person in a seal. Raises NotOpened, and says whether the key or the seal is amiss."""
    if not keys:
        raise NoKey
    sealed = bytes(sealed)
    key = next((key for key in keys if _name(key) == _named(sealed)), None)
    if not sealed.startswith(KIND) or key is None:
        raise NotOpened(
            "None of the desk's keys opens this. Ask whoever operates the desk to put the key "
            f"that it was sealed with, {_named(sealed).hex()}, into SOURCE_KEYS again."
        )
    begin = len(KIND) + NAME
    nonce, locked = sealed[begin : begin + NONCE], sealed[begin + NONCE :]
    try:
        said = json.loads(AESGCM(key).decrypt(nonce, locked, about.encode()))
    except InvalidTag:
        raise NotOpened(
            "This is not what was sealed of this source: it was changed in the database, or put "
            "from one source to another. Restore it from a backup."
        ) from None
    return SealedPerson(said["name"], said["reach"])


def is_newest(sealed: bytes, keys: Sequence[bytes]) -> bool:
    """Whether it is sealed with the newest of the keys."""
    return bool(keys) and _named(bytes(sealed)) == _name(keys[0])


def _named(sealed):
    return sealed[len(KIND) : len(KIND) + NAME]


def _name(key):
    return sha256(b"newsroom source key" + key).digest()[:NAME]
