"""Codes at the desk's door: asked for with the password, and again before what is dangerous."""

import time
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ..actions.second_factors import WRONG, is_code_of
from ..rules.second_factors import has_second_factor

MARK = "second_factor"  # in a session: when a code was given last
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


def must_confirm(request, back):
    """A way to the page that asks for a code, which leads `back`; None of whoever has none, or has
    given one just now."""
    is_fresh = time.time() - request.session.get(MARK, 0) < FRESH
    if is_fresh or not has_second_factor(request.user):
        return None
    return redirect(f"{reverse('admin:confirm')}?{urlencode({'next': back})}")


@never_cache
@sensitive_post_parameters()
def confirm(request, site):
    """The page that asks for a code again."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, None):
        back = reverse("admin:own_account")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if is_code_of(request.user, form.cleaned_data["code"]):
            request.session[MARK] = time.time()
            request.session.cycle_key()
            return redirect(back)
        form.add_error("code", WRONG)
    context = site.each_context(request) | {"title": "Is it you?", "form": form, "next": back}
    return TemplateResponse(request, "admin/accounts/confirm.html", context)
