"""A packet of the evidence on a claim, for the desk to hand on to those who verify it."""

from django.http import FileResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes
from rest_framework.decorators import action

from ...actions.claims import packets
from ..errors import BadParameters
from ..parameters import checked
from ..rendering import FileRenderer, JSONRenderer

WORDS = {"copies": ["all", "texts"], "confidential": ["no", "yes"]}  # the first unless given


class ZipRenderer(FileRenderer):
    """Stands for the type of packets."""

    media_type = "application/zip"
    format = "zip"


@action(detail=True, renderer_classes=[JSONRenderer, ZipRenderer])
def packet(view, request, **kwargs):
    """The evidence on a claim as a zip that anybody can verify offline, for the desk.

    Its check.py needs Python alone. The journal keeps the seal of each packet.
    """
    checked(request, known=WORDS)
    if not request.user.is_authenticated:
        view.permission_denied(request)
    asked = {name: request.query_params.get(name) or words[0] for name, words in WORDS.items()}
    if faults := {
        name: f"Choose one of: {', '.join(WORDS[name])}."
        for name, word in asked.items()
        if word not in WORDS[name]
    }:
        raise BadParameters(faults)
    claim = view.picked()
    file = packets.packed(
        claim,
        by=request.user,
        confidential=asked["confidential"] == "yes",
        without_bytes=asked["copies"] == "texts",
    )
    return FileResponse(
        file,
        as_attachment=True,
        filename=packets.packet_file_name(claim),
        content_type=ZipRenderer.media_type,
    )


packet.gives = {(200, ZipRenderer.media_type): OpenApiTypes.BINARY}
packet.asked = [
    OpenApiParameter(
        "copies",
        enum=WORDS["copies"],
        description="Whether the bytes of copies come too, or their texts alone.",
    ),
    OpenApiParameter(
        "confidential",
        enum=WORDS["confidential"],
        description="Whether confidential sources come too, for those who may see them.",
    ),
]
