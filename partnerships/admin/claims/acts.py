"""What the buttons of a claim's page have in common: an act, what came of it, and the way back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from ...errors import Refusal


def done(request, act, said):
    """Do it, and say that it is done, or why not: what came of it, None where it was refused."""
    try:
        came = act()
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return None
    messages.success(request, said)
    return came


def back_to(claim, section=""):
    """The page of the claim again, at the section where the button stood."""
    page = reverse("admin:partnerships_claim_change", args=[claim.pk])
    return HttpResponseRedirect(f"{page}#{section}" if section else page)
