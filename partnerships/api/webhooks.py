"""Webhooks over the wire: the addresses of one's own that are told what changed for readers."""

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ..actions.webhooks import register_webhook, remove_webhook
from ..models import Webhook
from ..text.files.addresses import LONGEST
from .changes import FARTHEST, last_change
from .drafts import Draft, flat
from .errors import Unprocessable
from .keeping import KeptView
from .parameters import checked

SHOWN = 50  # deliveries of an address, the latest


class WebhookDraft(Draft):
    """An address that is to be told."""

    url = serializers.CharField(max_length=LONGEST, help_text="Where to: https://...")
    after = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=FARTHEST,
        help_text="The number of the last change that you know; without it, what comes from now on "
        "is sent.",
    )

    def validate_after(self, after):
        if after > (latest := last_change()):
            raise serializers.ValidationError(f"The last change so far is {latest}.")
        return after


class DeliveryAnswer(serializers.Serializer):
    """A page of changes that was sent, or is being sent."""

    id = serializers.CharField(help_text="The same in each try: the header Webhook-Id.")
    after = serializers.IntegerField(help_text="The number before its first change.")
    last = serializers.IntegerField(help_text="The number of its last change.")
    begun_at = serializers.DateTimeField()
    tries = serializers.IntegerField()
    again_at = serializers.DateTimeField(allow_null=True, help_text="When it is tried again.")
    ended_at = serializers.DateTimeField(allow_null=True)
    taken = serializers.BooleanField(help_text="Whether it was answered with 2xx.")
    status = serializers.IntegerField(allow_null=True, help_text="What was answered last.")
    said = serializers.CharField(help_text="What came of the last try.")


class WebhookAnswer(serializers.Serializer):
    """An address of yours that is told what changed for readers."""

    id = serializers.CharField()
    api_url = serializers.URLField(help_text="Where its log is, and where it is removed.")
    url = serializers.CharField(help_text="Where to.")
    at = serializers.DateTimeField(help_text="When it was registered.")
    last = serializers.IntegerField(help_text="The number of the last change that it has taken.")
    ended_at = serializers.DateTimeField(
        allow_null=True, help_text="When it was switched off; null while it is told."
    )
    why = serializers.CharField(help_text="Why it was switched off.")


class WebhooksAnswer(serializers.Serializer):
    """The addresses of yours, the latest first."""

    results = WebhookAnswer(many=True)


class LoggedWebhook(WebhookAnswer):
    """An address of yours, and what was sent there in the last thirty days."""

    deliveries = DeliveryAnswer(many=True)


class WebhooksView(KeptView):
    """Addresses of yours to which what changes for readers is sent, signed by the desk."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        responses=WebhooksAnswer, summary="Webhooks", operation_id="webhooks", tags=["webhooks"]
    )
    def get(self, request):
        checked(request, known=())
        own = Webhook.objects.owned_by(request.user)
        return Response({"results": [webhook_json(each, request) for each in own]})

    @extend_schema(
        request=WebhookDraft,
        responses={
            201: WebhookAnswer,
            200: OpenApiResponse(WebhookAnswer, "It was registered already."),
        },
        summary="Register an address",
        description=f"Of yours, five at most. {WebhookDraft.__doc__}",
        operation_id="register_webhook",
        tags=["webhooks"],
    )
    def post(self, request):
        checked(request, known=())
        draft = WebhookDraft(data=request.data)
        if not draft.is_valid():
            raise Unprocessable(flat(draft.errors))
        made, is_new = register_webhook(
            draft.validated_data["url"],
            by=request.user,
            after=draft.validated_data.get("after"),
        )
        told = webhook_json(made, request)
        if not is_new:
            return Response(told)
        headers = {"Location": told["api_url"]}
        return Response(told, status=status.HTTP_201_CREATED, headers=headers)


class WebhookView(KeptView):
    """An address of yours, and the log of what was sent there."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        responses=LoggedWebhook, summary="A webhook", operation_id="webhook", tags=["webhooks"]
    )
    def get(self, request, uid):
        checked(request, known=())
        own = _own(request, uid)
        sent = [delivery_json(each) for each in own.deliveries.all()[:SHOWN]]
        return Response(webhook_json(own, request) | {"deliveries": sent})

    @extend_schema(
        responses={204: OpenApiResponse(description="Nothing is sent there any more.")},
        summary="Remove an address",
        description="Its log is forgotten with it.",
        operation_id="remove_webhook",
        tags=["webhooks"],
    )
    def delete(self, request, uid):
        checked(request, known=())
        remove_webhook(_own(request, uid), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def webhook_json(webhook: Webhook, request) -> dict:
    """The address as its owner is shown it."""
    return {
        "id": str(webhook.uid),
        "api_url": reverse("api:webhook", args=[webhook.uid], request=request),
        "url": webhook.url,
        "at": webhook.at,
        "last": webhook.told_until,
        "ended_at": webhook.ended_at,
        "why": webhook.why,
    }


def delivery_json(delivery) -> dict:
    """A page that was sent, as the owner of its address is shown it."""
    names = ("after", "last", "begun_at", "tries", "again_at", "ended_at")
    told = {name: getattr(delivery, name) for name in names}
    came = {"taken": delivery.is_taken, "status": delivery.status, "said": delivery.said}
    return {"id": str(delivery.uid), **told, **came}


def _own(request, uid):
    """One's own; of another's is said that it is not there."""
    found = Webhook.objects.owned_by(request.user).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
