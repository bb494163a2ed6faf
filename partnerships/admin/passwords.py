"""Passwords: set by a link that is sent to the person, whether they forgot theirs or have none.

Their addresses have no place in the site's, for Django's login looks for them by these names.
"""

from math import ceil

import pghistory
from django.contrib import admin
from django.contrib.auth import views
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from rest_framework.throttling import SimpleRateThrottle

from ..actions.accounts import ask_for_link


class LinkThrottle(SimpleRateThrottle):
    """How often an address may ask for links, as for tokens: each is a letter to somebody."""

    scope = "login"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": "link", "ident": self.get_ident(request)}


class _OfTheDesk:
    """In the desk's own frame."""

    def get_context_data(self, **kwargs):
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


class ForgottenView(_OfTheDesk, views.PasswordResetView):
    """Asks for a link; whoever does learns nothing of who is here."""

    title = "Set a password"

    def form_valid(self, form):
        throttle = LinkThrottle()
        if not throttle.allow_request(self.request, self):
            form.add_error("email", f"Ask again in {ceil(throttle.wait() or 60)} seconds.")
            return self.render_to_response(self.get_context_data(form=form), status=429)
        ask_for_link(email=form.cleaned_data["email"])
        return redirect(self.success_url)


class SentView(_OfTheDesk, views.PasswordResetDoneView):
    title = "Look at your letters"


class SetView(_OfTheDesk, views.PasswordResetConfirmView):
    """Sets the password, in the name of the person to whom the link was sent."""

    def form_valid(self, form):
        with pghistory.context(user=self.user.pk):
            return super().form_valid(form)


class DoneView(_OfTheDesk, views.PasswordResetCompleteView):
    title = "Your password is set"


def offer_link(request, desk, account):
    """The page on which somebody who keeps accounts has a link sent to a person."""
    if request.method == "POST" and account.email and account.is_active:
        ask_for_link(account=account)
        desk.message_user(request, f"A link to set a password is on its way to {account.email}.")
        return redirect("admin:auth_user_change", account.pk)
    context = {"title": "Send a link", "account": account, "opts": desk.opts}
    context |= desk.admin_site.each_context(request)
    return TemplateResponse(request, "admin/accounts/link.html", context)


urlpatterns = [
    path("", ForgottenView.as_view(), name="admin_password_reset"),
    path("sent/", SentView.as_view(), name="password_reset_done"),
    path("<uidb64>/<token>/", SetView.as_view(), name="password_reset_confirm"),
    path("set/", DoneView.as_view(), name="password_reset_complete"),
]
