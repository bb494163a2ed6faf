"""Keeping copies of a source, on its page."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from ...actions import source_jobs
from ...actions.sources import captures
from ...errors import Refusal
from ...models import Source
from ...rules.claims import rechecks as looks
from ...rules.sources import copies
from ...rules.sources import source_jobs as under_way
from ...text import dates
from ...vocabulary import SourceJobKind
from ..base import visible
from ..pages import POST, DeskPage, may_look

LONGEST_OFFER = 300  # characters of it that are shown
SOON = {
    SourceJobKind.CAPTURE: "The page is being fetched. Go on with your work: what came stands "
    "below.",
    SourceJobKind.RECHECK: "The desk is looking at it again. Go on with your work: what became of "
    "each quotation stands below.",
}


class UploadForm(forms.Form):
    """A file to be kept. Of a picture somebody types what stands in it."""

    file = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
        help_text="A saved page, a PDF, a plain text, a saved e-mail (.eml) or a picture.",
    )
    text = forms.CharField(
        label="What stands in it, if it is a picture",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_upload_%s", label_suffix="", **kwargs)

    def kept(self, source, by):
        file = self.cleaned_data["file"]
        return captures.keep(
            source,
            file.read(captures.LARGEST + 1),
            file.content_type or "",
            by=by,
            name=file.name,
            text=self.cleaned_data["text"],
        )


class PasteForm(forms.Form):
    """A text to be kept."""

    text = forms.CharField(
        label="The whole text",
        required=False,  # the desk says itself what is missing
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Of the page, document or transcript. It cannot be changed later.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_paste_%s", label_suffix="", **kwargs)

    def kept(self, source, by):
        return captures.paste(source, self.cleaned_data["text"], by=by)


def copies_panel(request, desk, source, context):
    """The panel of a source's copies; what they say of it is offered beside the fields."""
    user = request.user
    if not user.has_perm("partnerships.view_snapshot"):
        return {}
    kept = copies.kept(source, user)
    _offer(context["adminform"].form, copies.offers(source, kept))
    if request.method != "GET":
        return {}
    found = {"copies": kept, "looks": looks.source_rechecks(source, user)}
    return found | _forms(request) | _source_jobs(source)


def ask_for_copy(request, desk, pk, kind):
    """Have the page of the source fetched, or looked at again, in the background."""
    source = _source(request, pk)
    try:
        source_jobs.ask_for_job(source, kind, by=request.user)
    except Refusal as refusal:
        messages.warning(request, f"Not done. {refusal}")
    else:
        messages.info(request, SOON[kind])
    return _back(source)


def show_source_jobs(request, desk, pk):
    """How far the jobs of the source are: the part of its page that tells it."""
    source = _source(request, pk)
    if not request.user.has_perm("partnerships.view_snapshot"):
        raise PermissionDenied
    return TemplateResponse(request, "admin/sources/_source_jobs.html", _source_jobs(source))


def upload_copy(request, desk, pk):
    """Keep a file that is uploaded."""
    return _keep(request, desk, pk, upload=UploadForm(request.POST, request.FILES))


def paste_copy(request, desk, pk):
    """Keep a text that is pasted in."""
    return _keep(request, desk, pk, paste=PasteForm(request.POST))


COPY_PAGES = [
    *(
        DeskPage(f"<int:pk>/copies/{word}/", f"source_{word}", view, may_look, POST)
        for word, view in {
            "fetch": partial(ask_for_copy, kind=SourceJobKind.CAPTURE),
            "recheck": partial(ask_for_copy, kind=SourceJobKind.RECHECK),
            "upload": upload_copy,
            "paste": paste_copy,
        }.items()
    ),
    DeskPage("<int:pk>/jobs/", "source_jobs", show_source_jobs, may_look),
]


def _keep(request, desk, pk, **given):
    """Keep what the form holds; what is refused comes back with what was typed."""
    source = _source(request, pk)
    (form,) = given.values()
    asked_at = timezone.now()
    if form.is_valid():
        try:
            copy = form.kept(source, request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _say(request, copy, asked_at)
            return _back(source)
    context = {
        **desk.admin_site.each_context(request),
        "title": "Not kept",
        "opts": desk.opts,
        "original": source,
        **_forms(request),
        **given,
    }
    return TemplateResponse(request, "admin/sources/not_kept.html", context)


def _source(request, pk):
    return get_object_or_404(visible(Source.objects.all(), request.user), pk=pk)


def _forms(request):
    may_keep = request.user.has_perm("partnerships.add_snapshot")
    return {"may_keep": may_keep, "upload": UploadForm(), "paste": PasteForm()}


def _say(request, copy, asked_at):
    if copy.captured_at < asked_at:
        day = timezone.localtime(copy.captured_at)
        said = f"It is byte for byte the copy of {day:%-d %B %Y}, which we keep already."
        messages.info(request, said)
        return
    messages.success(request, f"The copy is kept: {len(copy.text):,} characters of text.")
    for remark in copies.copy_remarks(copy):
        messages.warning(request, remark)


def _back(source):
    page = reverse("admin:partnerships_source_change", args=[source.pk])
    return HttpResponseRedirect(f"{page}#copies")


def _source_jobs(source):
    return {
        "source_jobs": under_way.jobs_of_source(source, timezone.now()),
        "source_jobs_url": reverse("admin:partnerships_source_jobs", args=[source.pk]),
    }


def _offer(form, offers):
    """Set what a copy says beside the field; it is for the editor to take over."""
    for name, said in offers.items():
        if name in form.fields:
            form[name].help_text = _offered(form[name], name, said)


def _offered(bound, name, said):
    """The help of a field, and after it what the copy says, with a button that a script shows."""
    each = said if name == "published" and isinstance(said, list) else [said]
    return format_html(
        '{} <span class="offer">The copy says: {}</span>',
        bound.help_text,
        format_html_join(
            ", and elsewhere: ", "{}", ((_one_offer(bound, name, one),) for one in each)
        ),
    )


def _one_offer(bound, name, said):
    """What the copy says, and the button that takes it over."""
    shown = {"authors": "; ".join, "published": partial(dates.format_date, between=True)}
    takes = ",".join(said) if name == "authors" else said
    if name == "authors" and any("," in author for author in said):
        takes = ""  # a comma would part one name in two
    quoted = format_html("<q>{}</q>", Truncator(shown.get(name, str)(said)).chars(LONGEST_OFFER))
    if not takes:
        return quoted
    return format_html(
        '{} <button type="button" class="suggestion" data-take="{}" data-into="{}" hidden>'
        'Take it over<span class="visually-hidden"> for {}</span></button>',
        quoted,
        takes,
        bound.id_for_label,
        bound.label.lower(),
    )
