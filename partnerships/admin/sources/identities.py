"""Who a confidential source is: sealed on a page of its own, shown once, after a reason."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
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

UNKEPT = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}  # by a browser
discreet = method_decorator([never_cache, sensitive_post_parameters(), sensitive_variables()])


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


class KeepsIdentities(admin.ModelAdmin):
    """A page of sources, with what is sealed of the confidential ones."""

    def get_urls(self):
        seal = require_http_methods(["GET", "HEAD", "POST"])(self.seal_view)
        views = {"seal": seal, "unseal": require_POST(self.unseal_view)}
        return [
            *(
                path(
                    f"<int:pk>/{word}/",
                    self.admin_site.admin_view(view),
                    name=f"partnerships_source_{word}",
                )
                for word, view in views.items()
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        is_secret = obj is not None and obj.confidentiality == Confidentiality.CONFIDENTIAL
        if change and is_secret and request.method == "GET":
            context["sealing"] = sealing(obj, request.user)
            context["may_open"] = self._may_open(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @discreet
    def seal_view(self, request, pk):
        """The form that seals, which starts empty whatever is sealed already; and sealing."""
        source = self._secret(request, pk)
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
                return self._back_to(source)
        return self._sealed_page(
            request, "seal", source, "Seal who it is", form=form, identity=identity
        )

    @discreet
    def unseal_view(self, request, pk):
        """Who it is, once, for who said why; to be asked again, it is asked for again."""
        source = self._secret(request, pk)
        try:
            person = identities.unseal_identity(
                source, request.POST.get("reason", ""), by=request.user
            )
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return self._back_to(source)
        return self._sealed_page(request, "unsealed", source, "Who it is", person=person)

    def _may_open(self, request):
        return request.user.has_perms(
            ["partnerships.view_confidential_source", "partnerships.open_identity"]
        )

    def _secret(self, request, pk):
        """The source, for who may open what is sealed of it; to others there is none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = get_object_or_404(visible(Source.objects.all(), request.user), pk=pk)
        if not self._may_open(request):
            raise PermissionDenied
        return source

    @sensitive_variables()
    def _sealed_page(self, request, name, source, title, **context):
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": source,
        }
        # Made at once: what is rendered later, after the view, would lie about until then.
        template = f"admin/sources/{name}.html"
        return TemplateResponse(request, template, context).render()

    def _back_to(self, source):
        page = reverse("admin:partnerships_source_change", args=[source.pk])
        return HttpResponseRedirect(f"{page}#identity")
