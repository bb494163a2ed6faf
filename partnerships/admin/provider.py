"""Logins of a provider, by OpenID Connect: the way there, back, and out again.

There is none of it where the settings name no provider. Everything that can be wrong at the other
end comes to one page, which says what in plain words.
"""

import logging
import time

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import provider_logins
from ..actions.second_factors import WRONG, is_code_of
from ..errors import Refusal
from ..rules.second_factors import has_second_factor
from .own_account import PasswordForm
from .provider_client import Unusable, client
from .second_factor import CAME_BY, MARK, CodeForm

log = logging.getLogger(__name__)
WAITS = "waits_at_provider_door"  # in a session: who has been there, and is not in yet
NEXT, TIES = "provider_next", "provider_ties"  # in a session: where to afterwards, and what for
SHORTLY = 10 * 60  # seconds in which the way from the provider to the desk is to be gone
BACKEND = settings.AUTHENTICATION_BACKENDS[-1]  # by which Django knows its sessions again
WEIGHS = "Your group goes with {}, which weighs: two who keep accounts give it here."
NOT_TIED = "Begin again from the page of your account."


def _where_there_is_one(view):
    """The view, where the settings name a provider; what goes wrong there is a page of its own."""

    @never_cache
    def shown(request, *args, **kwargs):
        if settings.OPENID is None:
            raise Http404("No provider of logins is named.")
        try:
            return view(request, *args, **kwargs)
        except Unusable as error:
            log.warning("A login at the provider came to nothing: %s", error.reason)
            return _trouble(request, str(error), error.status)
        except Refusal as refusal:
            log.warning("A login at the provider was refused: %s", refusal.code)
            return _trouble(request, str(refusal), 403)

    return shown


@require_safe
@_where_there_is_one
def begin(request):
    """The way to the provider; for somebody who is here and wishes to be tied, too."""
    back = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    address = client().way_in(request)
    request.session[NEXT] = back if is_ours else ""
    request.session[TIES] = request.user.pk if "tie" in request.GET else None
    return HttpResponseRedirect(address)


@require_safe
@_where_there_is_one
def come_back(request):
    """From the provider: in, or to what is asked before that."""
    provider = settings.OPENID
    claims = client().claims_of(request)
    told = provider_logins.told_of(claims, provider.issuer, provider.groups)
    back, ties = request.session.pop(NEXT, ""), request.session.pop(TIES, None)
    gave_factor = bool(told.factors & provider.second_factor)
    if ties is not None:
        if ties != request.user.pk:
            raise Refusal(NOT_TIED)
        request.session[WAITS] = _kept(told, gave_factor, request.user)
        return redirect("provider_tie")
    came = provider_logins.come_in(told)
    says = [WEIGHS.format(role.name) for role in came.waits]
    if has_second_factor(came.account) and not gave_factor:
        waits = {"account": came.account.pk, "next": back, "says": says}
        request.session[WAITS] = waits | {"at": time.time()}
        return redirect("provider_code")
    return _let_in(request, came.account, back, gave_factor, says)


@require_http_methods(["GET", "HEAD", "POST"])
@_where_there_is_one
@sensitive_post_parameters()
def ask_for_code(request):
    """A code of the desk's own, of who has a second factor here and gave none at the provider."""
    waits = _waiting(request, "account")
    account = get_user_model().objects.filter(pk=waits["account"], is_active=True).first()
    if account is None:
        raise Refusal(provider_logins.OFF)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if is_code_of(account, form.cleaned_data["code"]):
            return _let_in(request, account, waits["next"], True, waits["says"])
        form.add_error("code", WRONG)
    return _page(request, "provider_code", {"title": "Give a code, too", "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@_where_there_is_one
@sensitive_post_parameters()
def tie(request):
    """Has one's own account be that of whom the provider named, once its password is given."""
    waits = _waiting(request, "told")
    if not request.user.is_authenticated or request.user.pk != waits["by"]:
        raise Refusal(NOT_TIED)
    form = PasswordForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_bound and form.is_valid():
        told = provider_logins.Vouched(
            **{
                name: frozenset(value) if isinstance(value, list) else value
                for name, value in waits["told"].items()
            }
        )
        came = provider_logins.tie_to_provider(request.user, told)
        says = ["This is how you log in from now on."]
        says += [WEIGHS.format(role.name) for role in came.waits]
        return _let_in(request, came.account, reverse("admin:own_account"), waits["factor"], says)
    context = {"title": "Log in another way from now on", "form": form}
    return _page(request, "provider_tie", context | {"known_as": waits["told"]["username"]})


@require_safe
@_where_there_is_one
def go_out(request):
    """Out at the provider, too; whoever is still in here is led to the desk instead."""
    if request.user.is_authenticated:
        return redirect("admin:index")
    back = request.build_absolute_uri(reverse("admin:login"))
    return HttpResponseRedirect(client().way_out(back))


def _kept(told, gave_factor, by):
    """What the provider told, as a session holds it until the password is given."""
    as_lists = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in vars(told).items()
    }
    return {"told": as_lists, "factor": gave_factor, "by": by.pk, "at": time.time()}


def _waiting(request, what):
    waits = request.session.get(WAITS) or {}
    if what not in waits or time.time() - waits["at"] > SHORTLY:
        raise Refusal("This took too long, or was begun elsewhere. Log in again.")
    return waits


def _let_in(request, account, back, gave_factor, says):
    if request.user.is_authenticated:
        request.session.flush()  # another's, or one from before the account was tied
    # Before Django tells of the login: the log says by what.
    request.session[CAME_BY] = time.time()
    if gave_factor:
        request.session[MARK] = time.time()
    request.session.pop(WAITS, None)
    login(request, account, backend=BACKEND)
    for sentence in says:
        messages.warning(request, sentence)
    return redirect(back or "admin:index")


def _trouble(request, sentence, status):
    context = {"title": "You are not logged in", "sentence": sentence}
    return _page(request, "provider_trouble", context, status)


def _page(request, name, context, status=200):
    known = admin.site.each_context(request) | context
    return TemplateResponse(request, f"admin/accounts/{name}.html", known, status=status).render()


urlpatterns = [
    path("", begin, name="provider_begin"),
    path("back/", come_back, name="provider_back"),
    path("code/", ask_for_code, name="provider_code"),
    path("tie/", tie, name="provider_tie"),
    path("out/", go_out, name="provider_out"),
]
