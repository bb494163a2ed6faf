"""Packing evidence for others to verify, on the page of a claim and of a collection."""

from django import forms
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse

from ...actions.claims import packets
from ...errors import Refusal
from ...rules.people import sees_every_source
from ..pages import POST, DeskPage, record_looked_at


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


def give_out_packet(request, desk, pk):
    """Pack the evidence on a record now, and give out the packet as a file."""
    subject = record_looked_at(request, desk, pk)
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
        return redirect(f"admin:partnerships_{desk.opts.model_name}_change", subject.pk)
    name = packets.packet_file_name(subject)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def packet_page(noun):
    """The address at which the evidence on a record of that noun is packed."""
    return DeskPage("<int:pk>/packet/", f"{noun}_pack", give_out_packet, methods=POST)


def packet_panel(request, desk, record, context):
    """The form that asks for a packet, on the page of the record."""
    if not request.user.has_perm("partnerships.view_snapshot"):
        return {}
    address = reverse(f"admin:partnerships_{desk.opts.model_name}_pack", args=[record.pk])
    return {"packet": PacketForm(user=request.user), "pack_at": address}
