"""Codes at the desk's door: asked for with the password, and again before what is dangerous."""

import time
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ..actions.second_factors import WRONG, is_code_of
from ..rules.provider_logins import comes_by_provider
from ..rules.second_factors import has_second_factor

MARK = "second_factor"  # in a session: when a code was given last
PROVED = "proved"  # in a session: when its owner's password was given again last
CAME_BY = "came_by_provider"  # in a session: when its owner came from a provider of logins
FRESH = 5 * 60  # seconds for which a code is not asked for again
CODE = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}


def code_field(**more):
    """A field for a code, of an app or for emergencies."""
    return forms.CharField(label="Code", max_length=60, widget=forms.TextInput(CODE), **more)


class LoginForm(AdminAuthenticationForm):
    """Name, password, and a code of whoever has a second factor: nobody is told who has before the
    password is right."""

    code = code_field(required=False, help_text="If you have set up a second factor.")

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if has_second_factor(user):
            if not (code := self.cleaned_data.get("code", "")):
                raise forms.ValidationError("Give the code that your app shows, too.")
            if not is_code_of(user, code):
                raise forms.ValidationError(WRONG)
            self.request.session[MARK] = time.time()
        # Django leaves the session as it is where it was theirs already.
        self.request.session.cycle_key()


class CodeForm(forms.Form):
    code = code_field()


class PasswordForm(forms.Form):
    """Asks once more whose account it is: a session may be in somebody else's hands."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        if comes_by_provider(request.user):
            del self.fields["password"]  # there is none

    def clean(self):
        """Who has no password has come from the provider just now."""
        came = self.request.session.get(CAME_BY, 0)
        if "password" not in self.fields and time.time() - came > FRESH:
            raise forms.ValidationError("Log out and in again first: this is asked of you anew.")
        return super().clean()

    def clean_password(self):
        # As at the door, where wrong ones are counted.
        given = {"username": self.request.user.get_username()}
        given["password"] = self.cleaned_data["password"]
        if authenticate(self.request, **given) is None:
            raise forms.ValidationError("This is not your password.")
        return given["password"]


def must_confirm(request, back):
    """A way to the page that asks for a code, which leads `back`; None of whoever has none, or has
    given one just now."""
    if not has_second_factor(request.user):
        return None
    return _asked_for(MARK, request, back)


def must_prove(request, back):
    """A way to the page that asks who it is, by a code, or by the password of whoever has no second
    factor; None of whoever has proved it just now."""
    return _asked_for(MARK if has_second_factor(request.user) else PROVED, request, back)


def _asked_for(mark, request, back):
    if time.time() - request.session.get(mark, 0) < FRESH:
        return None
    return redirect(f"{reverse('admin:confirm')}?{urlencode({'next': back})}")


@never_cache
@sensitive_post_parameters()
def confirm(request, site):
    """The page that asks for a code again, or the password of whoever has no second factor."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, None):
        back = reverse("admin:own_account")
    sent = request.POST if request.method == "POST" else None
    by_code = has_second_factor(request.user)
    form = CodeForm(sent) if by_code else PasswordForm(sent, request=request)
    if form.is_bound and form.is_valid():
        if by_code and not is_code_of(request.user, form.cleaned_data["code"]):
            form.add_error("code", WRONG)
        else:
            request.session[MARK if by_code else PROVED] = time.time()
            request.session.cycle_key()
            return redirect(back)
    told = {"title": "Is it you?", "form": form, "next": back, "by_code": by_code}
    context = site.each_context(request) | told
    return TemplateResponse(request, "admin/accounts/confirm.html", context)
