"""Seals as others check them: a few lines, signed with Ed25519, and the keys as a JWK Set.

What is signed are five lines, each with a line's end: `newsroom seal 1`, the kind, the SHA-256, the
moment in UTC and the address of the desk. `claims/check_packet.py` writes them as well.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ..models import Seal

KEYS_ADDRESS = "/.well-known/newsroom-seals.json"
KEYS_TYPE = "application/jwk-set+json"


def public_half(key: bytes) -> bytes:
    """The public half of a key of the desk."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def signed_seal(kind: str, digest: str, at: datetime, desk: str, key: bytes) -> Seal:
    """A seal, not kept yet, that the key has signed."""
    made = Seal(kind=kind, sha256=digest, at=at, desk=desk, key=key_name(public_half(key)))
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(seal_statement(made))
    made.signature = _written(signature)
    return made


def is_signed(seal: Seal, keys: Iterable[bytes]) -> bool:
    """Whether one of these public keys has signed what the seal says."""
    for key in keys:
        if key_name(key) == seal.key:
            try:
                signature = urlsafe_b64decode(seal.signature + "==")
                Ed25519PublicKey.from_public_bytes(key).verify(signature, seal_statement(seal))
                return True
            except (InvalidSignature, ValueError):
                pass
    return False


def seal_statement(seal: Seal) -> bytes:
    """What is signed of a seal."""
    lines = ("newsroom seal 1", seal.kind, seal.sha256, seal_moment(seal.at), seal.desk)
    return "".join(f"{line}\n" for line in lines).encode()


def seal_moment(at: datetime) -> str:
    """The moment of a seal, as it is signed."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def key_name(key: bytes) -> str:
    """How a public key is called."""
    return sha256(key).hexdigest()[:16]


def seal_json(seal: Seal) -> dict[str, str]:
    """A seal as others are given it."""
    return {
        "kind": seal.kind,
        "sha256": seal.sha256,
        "at": seal_moment(seal.at),
        "desk": seal.desk,
        "key": seal.key,
        "signature": seal.signature,
    }


def seal_file(seal: Seal, keys: Iterable[bytes]) -> bytes:
    """A seal as it lies in a packet: with the one of the public keys that it names, so that it is
    read without a network."""
    named = next((_written(key) for key in keys if key_name(key) == seal.key), "")
    told = seal_json(seal) | {"public": named}
    return json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"


def key_set(keys: Iterable[bytes]) -> dict[str, Any]:
    """The public keys as RFC 7517 and RFC 8037 have them."""
    shape = {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig"}
    return {"keys": [shape | {"kid": key_name(key), "x": _written(key)} for key in keys]}


def _written(key):
    return urlsafe_b64encode(key).decode().rstrip("=")
