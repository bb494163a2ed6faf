"""What one reads elsewhere, cited at the desk: sent by a button of the browser, which runs nothing
of the desk's in other pages and lets them know nothing of the desk."""

from urllib.parse import quote, urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache

from ...actions.sources.pasted_addresses import record_source_at
from ...errors import Refusal
from ...models import Citation, Collection, Source
from ...rules.claims import proving
from ..forms import Textarea
from . import reader

LONGEST = 1_000  # characters of the words that are sent: a quotation is a few of them
LONGEST_QUERY = 3_000  # bytes: servers refuse a line of more than some four thousand
# Runs in the page that one reads, with nothing of ours but the address that it opens. What it sends
# stands behind the #, which browsers tell no server; the window that opens cannot be reached from
# that page.
BOOKMARKLET = (
    "javascript:(()=>{{open('{address}#'+new URLSearchParams({{address:location.href,"
    "title:document.title,words:getSelection().toString().trim().slice(0,{longest})}}),"
    "'_blank','noopener')}})()"
)


class CiteForm(forms.Form):
    """The page that one reads, the words in it that are meant, and for which story."""

    address = forms.CharField(
        label="Address of the page",
        max_length=2_000,
        widget=forms.TextInput({"class": "vURLField", "inputmode": "url"}),
    )
    words = forms.CharField(
        label="The words that are to be cited",
        max_length=LONGEST,
        required=False,
        widget=Textarea({"rows": 4}),
        help_text="As they stand there. None: they are chosen later.",
    )
    collection = forms.ModelChoiceField(Collection.objects.all(), label="For which story")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stories = list(self.fields["collection"].queryset[:2])
        if len(stories) == 1:
            self.fields["collection"].initial = stories[0]
            self.fields["collection"].widget = forms.HiddenInput()


@never_cache
def cite_page(request, site):
    """The page that the browser's button opens: it records the source, unless it is recorded, and
    leads to a claim's form with the citation begun."""
    if not request.user.has_perm("partnerships.add_citation"):
        raise PermissionDenied
    form = CiteForm(request.POST if request.method == "POST" else None)
    by_hand = ""
    if form.is_bound and form.is_valid():
        address, collection = form.cleaned_data["address"], form.cleaned_data["collection"]
        try:
            source, is_new = record_source_at(address, collection, by=request.user)
        except Refusal as refusal:
            form.add_error("address", str(refusal))
            by_hand = _by_hand(request, address, collection)
        except ValidationError as fault:
            form.add_error("address", fault.messages)
            by_hand = _by_hand(request, address, collection)
        else:
            said = "Recorded: {}." if is_new else "{} is recorded already."
            messages.success(request, format_html(said, source))
            return redirect(_way_on(request, source, form.cleaned_data["words"]))
    opens = request.build_absolute_uri(reverse("admin:cite"))
    context = site.each_context(request) | {
        "title": "Cite what you read",
        "form": form,
        "by_hand": by_hand,
        "bookmarklet": BOOKMARKLET.format(address=opens, longest=LONGEST),
    }
    return TemplateResponse(request, "admin/sources/cite.html", context)


def _by_hand(request, address, collection):
    """Where the source is recorded by hand, begun with what is known of it."""
    if not request.user.has_perm("partnerships.add_source"):
        return ""
    known = {"url": address, "title": request.POST.get("title", "")[:400]}
    known["collection"] = collection.pk
    return f"{reverse('admin:partnerships_source_add')}?{urlencode(known)}"


def _way_on(request, source: Source, words):
    """The form of a claim, or of a citation, with the source, its latest copy and the words."""
    cited, remark = {"source": source.pk}, "No copy of it is kept yet."
    copy = reader.copies_for(request.user).filter(source=source).first()
    if copy is not None and request.user.has_perm("partnerships.view_snapshot"):
        cited["snapshot"] = copy.pk
        cited_words = Citation(source=source, snapshot=copy, quote=words)
        place, fault = proving.quotation_place(cited_words) if words else (None, None)
        if place:
            cited["at"], cited["for"] = place
        remark = fault.text if fault else ""
    if words and "at" not in cited:
        messages.warning(request, format_html("{} You marked: “{}”", remark, words))
        if len(quote(words)) < LONGEST_QUERY:
            cited["quote"] = words
    form = "claim_add" if "new" in request.POST else "citation_add"
    return f"{reverse(f'admin:partnerships_{form}')}?{urlencode(cited)}"
