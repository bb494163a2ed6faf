"""Packing evidence for others to verify, on the page of a claim and of a collection."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from ...actions.claims import packets
from ...errors import Refusal
from ...rules.people import sees_every_source
from ..base import DeskAdmin


class PacketForm(forms.Form):
    """What goes into a packet besides the records and the texts."""

    bytes = forms.BooleanField(
        label="With the copies as they came",
        required=False,
        initial=True,
        help_text="Leave them out where it is not clear that they may be handed on: their texts "
        "stay, and the packet says their SHA-256.",
    )
    confidential = forms.BooleanField(
        label="With confidential sources",
        required=False,
        help_text="Keep such a packet as safe as the desk itself.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, auto_id="id_packet_%s", label_suffix="", **kwargs)
        if not sees_every_source(user):
            del self.fields["confidential"]


class PacketAdmin(DeskAdmin):
    """A record whose evidence can be packed."""

    def get_urls(self):
        view = require_POST(self.admin_site.admin_view(self.pack_view))
        name = f"partnerships_{self.opts.model_name}_pack"
        return [path("<int:pk>/packet/", view, name=name), *super().get_urls()]

    def pack_view(self, request, pk):
        """Pack it now, and give out the packet as a file."""
        subject = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_or_change_permission(request, subject):
            raise PermissionDenied
        form = PacketForm(request.POST, user=request.user)
        form.full_clean()
        try:
            file = packets.packed(
                subject,
                by=request.user,
                confidential=form.cleaned_data.get("confidential", False),
                without_bytes=not form.cleaned_data["bytes"],
            )
        except Refusal as refusal:
            messages.warning(request, f"Not packed. {refusal}")
            page = f"admin:partnerships_{self.opts.model_name}_change"
            return redirect(reverse(page, args=[subject.pk]))
        name = packets.packet_file_name(subject)
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and request.user.has_perm("partnerships.view_snapshot"):
            context["packet"] = PacketForm(user=request.user)
            context["pack_at"] = reverse(
                f"admin:partnerships_{self.opts.model_name}_pack", args=[obj.pk]
            )
        return super().render_change_form(request, context, add, change, form_url, obj)
