"""Who a confidential source is: sealed on a page of its own, shown once, after a reason."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from ...actions.sources import identities
from ...actions.sources.seals import SealedPerson
from ...errors import Refusal
from ...models import Identity, Source
from ...rules.sources.sealing import sealing
from ...vocabulary import Confidentiality
from ..base import visible
from ..pages import FORM, DeskPage, may_look
from ..second_factor import must_confirm

UNKEPT = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}  # by a browser


class SealForm(forms.Form):
    """Who the source is, and what was agreed to call it."""

    description = forms.CharField(
        label="What it was agreed to call the source",
        required=False,  # the desk says itself what is missing
        max_length=Identity._meta.get_field("description").max_length,
        help_text="Such as: a person at Microsoft. It becomes the outlet of the source, so that "
        "every list and page names it so.",
    )
    who = forms.CharField(
        label="Who it is",
        required=False,
        max_length=identities.LONGEST_NAME,
        widget=forms.TextInput(attrs=UNKEPT),
        help_text="Sealed: it is never shown again without a reason and a note in the journal.",
    )
    reach = forms.CharField(
        label="How to reach them",
        required=False,
        max_length=identities.LONGEST_REACH,
        widget=forms.Textarea(attrs=UNKEPT | {"rows": 3}),
        help_text="Sealed with it. May stay empty.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_seal_%s", label_suffix="", **kwargs)


def identity_panel(request, desk, source, context):
    """What is sealed of a confidential source, on its page."""
    if source.confidentiality != Confidentiality.CONFIDENTIAL or request.method != "GET":
        return {}
    return {"sealing": sealing(source, request.user), "may_open": _may_open(request)}


@require_http_methods(FORM)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def seal_source(request, desk, pk):
    """The form that seals, which starts empty whatever is sealed already; and sealing."""
    source = _secret(request, desk, pk)
    identity = Identity.objects.filter(source=source).defer("ciphertext").first()
    agreed = {"description": identity.description if identity else ""}
    form = SealForm(request.POST) if request.method == "POST" else SealForm(initial=agreed)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            identities.seal_identity(
                source,
                SealedPerson(typed["who"], typed["reach"]),
                typed["description"],
                by=request.user,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is sealed.")
            return _back_to(source)
    return _sealed_page(
        request, desk, "seal", source, "Seal who it is", form=form, identity=identity
    )


@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def unseal_source(request, desk, pk):
    """Who it is, once, for who said why; to be asked again, it is asked for again."""
    source = _secret(request, desk, pk)
    if asked := must_confirm(request, reverse("admin:partnerships_source_change", args=[pk])):
        messages.warning(request, "Give a code first; then say again why you open it.")
        return asked
    try:
        person = identities.unseal_identity(source, request.POST.get("reason", ""), by=request.user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return _back_to(source)
    return _sealed_page(request, desk, "unsealed", source, "Who it is", person=person)


# Who came by a wrong method is told so after they logged in, not before: the views say it.
SEALING_PAGES = [
    DeskPage("<int:pk>/seal/", "source_seal", seal_source),
    DeskPage("<int:pk>/unseal/", "source_unseal", unseal_source),
]


def _may_open(request):
    return request.user.has_perms(
        ["partnerships.view_confidential_source", "partnerships.open_identity"]
    )


def _secret(request, desk, pk):
    """The source, for who may open what is sealed of it; to others there is none."""
    if not may_look(desk, request):
        raise PermissionDenied
    source = get_object_or_404(visible(Source.objects.all(), request.user), pk=pk)
    if not _may_open(request):
        raise PermissionDenied
    return source


@sensitive_variables()
def _sealed_page(request, desk, name, source, title, **context):
    context |= {
        **desk.admin_site.each_context(request),
        "title": title,
        "opts": desk.opts,
        "original": source,
    }
    # Made at once: what is rendered later, after the view, would lie about until then.
    template = f"admin/sources/{name}.html"
    return TemplateResponse(request, template, context).render()


def _back_to(source):
    page = reverse("admin:partnerships_source_change", args=[source.pk])
    return HttpResponseRedirect(f"{page}#identity")
