"""Seals over the wire: whether the desk has sealed something, with which keys, and how to check."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from ..actions.attesting import kept_seal, public_seal_keys
from ..formats.claims.packets import CHECKER
from ..formats.seals import KEYS_ADDRESS, key_set, seal_json
from ..vocabulary import SealKind
from .keeping import KeptView
from .parameters import checked
from .receipts import A_HASH


class SealOfDesk(serializers.Serializer):
    """What the desk signed: that it had something with this hash at that moment. Nothing of what
    that was."""

    kind = serializers.ChoiceField(SealKind.choices)
    sha256 = serializers.CharField()
    at = serializers.CharField(help_text="When it was sealed, in UTC, as it is signed.")
    desk = serializers.CharField(help_text="The address of the desk that signed.")
    key = serializers.CharField(help_text="Which of the desk's keys has signed.")
    signature = serializers.CharField(
        help_text="Ed25519, in base64url, of five lines, each with its end: `newsroom seal 1`, "
        "kind, sha256, at, desk."
    )


class KeptSeal(SealOfDesk):
    """A seal that the desk has given, and where its public keys are."""

    keys = serializers.URLField()


class PublicKey(serializers.Serializer):
    """A public key as RFC 8037 has it."""

    kty = serializers.CharField()
    crv = serializers.CharField()
    alg = serializers.CharField()
    use = serializers.CharField()
    kid = serializers.CharField(help_text="How seals name it, in `key`.")
    x = serializers.CharField()


class PublicKeys(serializers.Serializer):
    """The desk's public keys, as RFC 7517 has them: the one that signs now, and those before."""

    keys = PublicKey(many=True)


class SealsView(KeptView):
    """The keys by which seals of the desk are checked."""

    @extend_schema(
        responses=PublicKeys, summary="Keys of seals", operation_id="seals", tags=["seals"]
    )
    def get(self, request):
        checked(request, known=())
        return Response(key_set(public_seal_keys()))


class SealView(KeptView):
    """Whether the desk has sealed what has this SHA-256: of what kind it is, and since when."""

    @extend_schema(responses=KeptSeal, summary="A seal", operation_id="seal", tags=["seals"])
    def get(self, request, sha256):
        checked(request, known=())
        seal = kept_seal(sha256) if A_HASH.fullmatch(sha256) else None
        if seal is None:
            raise NotFound("The desk has sealed nothing with that hash.")
        return Response(seal_json(seal) | {"keys": request.build_absolute_uri(KEYS_ADDRESS)})


@extend_schema(exclude=True)
class CheckerView(KeptView):
    """The program that checks packets and receipts, as packets have it too."""

    def get(self, request):
        checked(request, known=())
        return HttpResponse(CHECKER.read_bytes(), content_type="text/x-python; charset=utf-8")
