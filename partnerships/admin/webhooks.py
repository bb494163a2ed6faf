"""A page of the addresses that are told what changes: one's own, and what was sent there."""

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..actions.webhooks import register_webhook, remove_webhook
from ..errors import Refusal
from ..models import Webhook, WebhookDelivery
from ..text.files.addresses import LONGEST

SHOWN = 10  # deliveries of an address, the latest
OTHERS = 200  # addresses of others, for who keeps accounts


class WebhookForm(forms.Form):
    """An address that is to be told."""

    url = forms.CharField(
        label="The address",
        max_length=LONGEST,
        help_text="Where a program of yours listens: https://…",
    )


@never_cache
def webhooks_page(request, site):
    """One's own addresses and what was sent there; and registering one."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            register_webhook(form.cleaned_data["url"], by=request.user)
        except Refusal as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, "What changes from now on is sent there.")
            return redirect("admin:webhooks")
    sent = Prefetch("deliveries", WebhookDelivery.objects.order_by("-pk")[:SHOWN], "latest")
    others = Webhook.objects.none()
    if request.user.has_perm("auth.change_user"):
        others = Webhook.objects.exclude(user=request.user.pk).select_related("user")
    context = {
        "title": "Addresses that are told what changes",
        "form": form,
        "own": Webhook.objects.owned_by(request.user).prefetch_related(sent),
        "others": others[:OTHERS],
    }
    known = site.each_context(request) | context
    return TemplateResponse(request, "admin/accounts/webhooks.html", known)


@require_POST
def end_webhook(request, site, uid):
    """Send nothing there any more."""
    seen = Webhook.objects.all()
    if not request.user.has_perm("auth.change_user"):
        seen = seen.owned_by(request.user)
    remove_webhook(get_object_or_404(seen, uid=uid), by=request.user)
    messages.success(request, "Nothing is sent there any more.")
    return redirect("admin:webhooks")
