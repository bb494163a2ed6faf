"""A page of one's own: address, second factor, where one is logged in, and tokens of the API."""

from datetime import datetime

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ..actions import accounts, second_factors
from ..errors import Refusal
from ..rules.accounts import open_sessions
from ..rules.provider_logins import comes_by_provider
from ..rules.second_factors import (
    has_second_factor,
    must_have_second_factor,
    recovery_codes_left,
)
from .second_factor import MARK, CodeForm, PasswordForm, must_confirm, must_prove

KEY = "second_factor_key"  # in a session, until the first code of it is right


class AddressForm(PasswordForm):
    """Where one is written to."""

    email = forms.EmailField(label="Your address", max_length=254)
    field_order = ["email", "password"]


class SetUpForm(PasswordForm, CodeForm):
    """The first code of an app."""

    field_order = ["code", "password"]


@never_cache
@sensitive_post_parameters()
def own_account(request, site):
    """What is kept of one's own account; and changing the address."""
    user = request.user
    sent = request.POST if request.method == "POST" else None
    form = AddressForm(sent, request=request, initial={"email": user.email})
    if form.is_bound and form.is_valid():
        account = get_user_model().objects.get(pk=user.pk)
        accounts.change_address(account, form.cleaned_data["email"])
        messages.success(request, "You are written to there from now on.")
        return redirect("admin:own_account")
    context = {
        "title": "Your account",
        "form": form,
        "has_second_factor": has_second_factor(user),
        "comes_by_provider": comes_by_provider(user),
        "codes_left": recovery_codes_left(user),
        "sessions": _sessions(request),
        "tokens": user.auth_token_set.filter(expiry__gt=timezone.now()).order_by("created"),
    }
    return _page(request, site, "own", context)


@never_cache
@sensitive_post_parameters()
def set_up(request, site):
    """The key for an app, as a square and as letters; and the first code of it."""
    if has_second_factor(request.user):
        return redirect("admin:own_account")
    key = request.session.setdefault(KEY, second_factors.new_key())
    form = SetUpForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_bound and form.is_valid():
        code = form.cleaned_data["code"].replace(" ", "")
        try:
            codes = second_factors.set_up_second_factor(request.user, key, code)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[KEY]
            request.session[MARK] = timezone.now().timestamp()
            # Elsewhere no code was given.
            accounts.log_out_elsewhere(request.user, but=request.session.session_key)
            return _page(request, site, "codes", {"title": "For emergencies", "codes": codes})
    square = segno.make(second_factors.key_address(request.user, key), error="m")
    context = {
        "title": "Set up a second factor",
        "form": form,
        "square": square.svg_data_uri(scale=5, light="white"),
        "typed": second_factors.key_to_type(key),
        "must": must_have_second_factor(request.user),
    }
    return _page(request, site, "set_up", context)


@require_POST
@never_cache
def renew_codes(request, site):
    """Other codes for emergencies, which end those before."""
    if asked := _asked_first(request):
        return asked
    codes = second_factors.renew_recovery_codes(request.user)
    return _page(request, site, "codes", {"title": "For emergencies", "codes": codes})


@require_POST
def take_away(request, site):
    """No second factor any more."""
    if asked := _asked_first(request):
        return asked
    second_factors.take_away_second_factor(request.user)
    request.session.pop(MARK, None)
    accounts.log_out_elsewhere(request.user, but=request.session.session_key)
    messages.warning(request, "No code is asked of you any more.")
    return redirect("admin:own_account")


@require_POST
def end_sessions(request, site):
    """Log out everywhere but here; whose session it is says so anew first."""
    if asked := must_prove(request, reverse("admin:own_account")):
        return asked
    ended = accounts.log_out_elsewhere(request.user, but=request.session.session_key)
    messages.success(request, f"Logged out elsewhere: {ended}.")
    return redirect("admin:own_account")


@require_POST
def end_token(request, site, digest):
    """Have a token of one's own be good no more; as for sessions."""
    if asked := must_prove(request, reverse("admin:own_account")):
        return asked
    accounts.revoke_token(request.user, digest)
    messages.success(request, "The token is good no more.")
    return redirect("admin:own_account")


def _asked_first(request):
    if not has_second_factor(request.user):
        return redirect("admin:own_account")
    return must_confirm(request, request.path.rpartition("second-factor/")[0])


def _sessions(request):
    """When each was used last as far as it knows, the newest first, and which is this one."""
    found = []
    for session, told in open_sessions(request.user):
        seen = told.get("here", {}).get("seen")
        found.append(
            {
                "seen": datetime.fromisoformat(seen) if seen else None,
                "ends": session.expire_date,
                "is_here": session.session_key == request.session.session_key,
            }
        )
    return sorted(found, key=lambda each: (each["is_here"], each["ends"]), reverse=True)


def _page(request, site, name, context):
    # Made at once: what is rendered later, after the view, would lie about until then.
    known = site.each_context(request) | context
    return TemplateResponse(request, f"admin/accounts/{name}.html", known).render()
