"""The copies that we keep: read as text, given out as files, shown as pages in a closed frame."""

from django.contrib import admin
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from ...errors import NotAsKept
from ...models import Snapshot
from ...rules.people import display_name
from ...rules.sources.copies import AS_A_FILE, copy_file_name
from ...rules.sources.kept_files import opened_copy
from ...vocabulary import Capture
from ..base import ReadOnlyAdmin
from ..pages import READ, DeskPage, may_look
from ..search_boxes import searching
from . import reader


def give_out_bytes(request, desk, pk):
    """The file as it came, to be saved, never shown: it may hold scripts."""
    copy = get_object_or_404(desk.get_queryset(request).defer("text"), pk=pk)
    try:
        file = opened_copy(copy)
    except ValueError:
        raise Http404("No bytes are kept of this copy.") from None
    except NotAsKept as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return FileResponse(
        file,
        as_attachment=True,
        filename=copy_file_name(copy),
        content_type="application/octet-stream",
        headers=AS_A_FILE,
    )


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """The copies we keep. They are made on the page of their source and never changed."""

    class Media:
        css = reader.STYLE
        js = reader.SCRIPT

    pages = [
        DeskPage("<int:pk>/bytes/", "snapshot_bytes", give_out_bytes, may_look, READ),
        *reader.READING_PAGES,
    ]
    panels = [reader.reading_panel]
    change_form_template = "admin/sources/snapshot.html"
    list_display = ["source", "captured_at", "how", "media_type", "reads"]
    list_filter = ["legibility", "how", "media_type"]
    list_select_related = ["source"]
    search_fields = ["source__outlet", "source__title"]  # Django asks for one; search_by does it
    search_by = staticmethod(searching(own=False, of="source"))
    date_hierarchy = None

    def get_fields(self, request, obj=None):
        fetched = ["address", "way"] if obj is None or obj.how == Capture.FETCHED else []
        name = ["name"] if obj is None or obj.name else []
        about = ["source", "reads", "captured_at", "how", "who"]
        return [*about, *fetched, *name, "media_type", "bytes", "sha256"]

    def get_queryset(self, request):
        return reader.copies_for(request.user, super().get_queryset(request))

    def for_list(self, queryset, request):
        return queryset.defer("text", "pages")

    @admin.display(description="reads", ordering="legibility")
    def reads(self, copy):
        """How the copy reads, in amber where its text may not be what one sees."""
        sign = '<span class="remark">{}</span>' if copy.is_doubtful else "{}"
        return format_html(sign, copy.get_legibility_display())

    @admin.display(description="by")
    def who(self, copy):
        return display_name(copy.captured_by) or "The desk itself"

    @admin.display(description="the way there")
    def way(self, copy):
        """The addresses that sent one on, from the first."""
        steps = ((address, status) for status, address in copy.redirects)
        return format_html_join("", "<div>{} sent on ({})</div>", steps) or "Straight"

    @admin.display(description="bytes")
    def bytes(self, copy):
        if not copy.content:
            return "Not kept: the text alone is"
        return format_html(
            '{} · <a href="{}">Download it as it came</a>',
            filesizeformat(copy.size),
            reverse("admin:partnerships_snapshot_bytes", args=[copy.pk]),
        )
