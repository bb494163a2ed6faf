"""The reader: a copy's text on a page of its own and beside the forms that cite it.

Forms are filled with what `answer_passage` answers about a selection; the page itself is shown by
`show_kept_page`, and only in a frame that runs, fetches and follows nothing.
"""

from urllib.parse import urlencode

from django.forms import Script
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from ...errors import NoReader, NotAsKept, NotReadable
from ...models import Snapshot, Source
from ...rules.sources import copy_pages
from ...rules.sources.citable import sentences_about
from ...rules.sources.kept_files import opened_copy
from ...text.files import media, sanitizing
from ..base import visible
from ..pages import READ, DeskPage, may_look

# A kept page is nobody's page here: no origin, no script, no request, no way out of its frame.
IN_A_FRAME = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STYLE, SCRIPT = {"all": ["partnerships/reader.css"]}, [Script("partnerships/reader.js", defer=True)]
PAGES = [media.HTML, media.XHTML]
LONGEST_ABOUT = 1_000
LONGEST_WORDS = 300  # characters that are looked for: an address holds no more of any script


def copies_for(user, copies=None):
    """The copies, of all or of the given ones, whose source the user may know of."""
    copies = Snapshot.objects.all() if copies is None else copies
    return copies.filter(source__in=visible(Source.objects.all(), user))


def copy_address(copy, place=None, words=""):
    """The page of a copy, with a place or some words lit."""
    page = reverse("admin:partnerships_snapshot_change", args=[copy.pk])
    asked = {"at": place[0], "for": place[1]} if place and None not in place else {}
    if words and not asked:
        asked = {"words": words[:LONGEST_WORDS]}
    return f"{page}?{urlencode(asked)}#lit" if asked else page


def query_number(request, name):
    """The whole number of that name in the address; None where there is none."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None


def place_asked(request):
    """The place that the address asks for, as a position and an extent."""
    place = query_number(request, "at"), query_number(request, "for")
    return None if None in place else place


def shown_page(request, copy, **asked):
    """What the templates show of a copy: the part that is `asked` for, else that of the address."""
    if not asked:
        asked = {
            "place": place_asked(request),
            "words": request.GET.get("words", "")[:LONGEST_WORDS],
            "part": query_number(request, "part"),
            "page": query_number(request, "page"),
        }
    may_cite = request.user.has_perm("partnerships.add_citation")
    return {"reading": copy_pages.copy_page(copy, request.user, **asked), "may_cite": may_cite}


def reading_panel(request, desk, copy, context):
    """The text of a copy to read, on its page."""
    is_page = bool(copy.content) and copy.media_type in PAGES
    return shown_page(request, copy) | {"is_page": is_page}


def show_reader(request, desk, pk):
    """The reader alone, to stand beside a form."""
    return _reader(request, _copy(request, desk, pk))


def show_latest(request, desk, pk):
    """The reader of the latest copy of a source; a sentence where none is kept."""
    source = get_object_or_404(visible(Source.objects.all(), request.user), pk=pk)
    return _reader(request, source.snapshots.first(), source)


def _reader(request, copy, source=None):
    context = {"source": source, "desk": True}
    if copy is not None:
        context |= shown_page(request, copy)
    return TemplateResponse(request, "admin/sources/_reader.html", context)


def offer_sentences(request, desk, pk):
    """Sentences of the latest copy of a source that may be cited for the words that are asked."""
    source = get_object_or_404(visible(Source.objects.all(), request.user), pk=pk)
    copy = source.snapshots.first()
    about = request.GET.get("about", "")[:LONGEST_ABOUT]
    offered = sentences_about(copy, about) if copy else []
    context = {"copy": copy, "sentences": offered}
    return TemplateResponse(request, "admin/sources/_sentences.html", context)


def answer_passage(request, desk, pk):
    """What somebody selected in a copy, as a citation quotes it."""
    copy, place = _copy(request, desk, pk), place_asked(request)
    if place is None:
        return JsonResponse({"refusal": "Select words first."}, status=400)
    if (found := copy_pages.passage(copy, *place)) is None:
        refusal = f"Select some words, and at most {copy_pages.LONGEST:,} characters of them."
        return JsonResponse({"refusal": refusal}, status=400)
    return JsonResponse(found | {"copy": copy.pk, "name": str(copy), "source": copy.source_id})


def show_kept_page(request, desk, pk):
    """A kept page as it was laid out, for a frame of ours and for nothing else."""
    copy = _copy(request, desk, pk, "text", "pages")
    if request.headers.get("Sec-Fetch-Dest", "iframe") != "iframe":
        return HttpResponseRedirect(copy_address(copy))
    if copy.media_type not in PAGES:
        raise Http404("This copy is no page.")
    try:
        with opened_copy(copy) as file:
            content = file.read()
    except ValueError:
        raise Http404("No bytes are kept of this copy.") from None
    except NotAsKept as refusal:
        return _framed(str(refusal).encode())
    said = {name.lower(): value for name, value in copy.headers.items()}
    try:
        page = sanitizing.sanitized(content, media.parse_content_type(said.get("content-type"))[1])
    except (NoReader, NotReadable) as refusal:
        page = str(refusal).encode()
    return _framed(page)


def _framed(page):
    return HttpResponse(page, content_type="text/html; charset=utf-8", headers=IN_A_FRAME)


def _copy(request, desk, pk, *deferred):
    return get_object_or_404(desk.get_queryset(request).defer(*deferred), pk=pk)


READING_PAGES = [
    DeskPage("<int:pk>/reader/", "snapshot_reader", show_reader, may_look, READ),
    DeskPage("<int:pk>/passage/", "snapshot_passage", answer_passage, may_look, READ),
    DeskPage("<int:pk>/page/", "snapshot_page", show_kept_page, may_look, READ),
    DeskPage("of/<int:pk>/", "snapshot_latest", show_latest, may_look, READ),
    DeskPage("of/<int:pk>/sentences/", "snapshot_sentences", offer_sentences, may_look, READ),
]
