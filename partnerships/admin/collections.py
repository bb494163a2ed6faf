"""Collections: the stories for which records are kept."""

from django.contrib import admin

from ..models import Collection
from .base import DeskAdmin
from .claims.packets import packet_page, packet_panel


@admin.register(Collection)
class CollectionAdmin(DeskAdmin):
    """The stories of the desk."""

    pages = [packet_page("collection")]
    panels = [packet_panel]
    change_form_template = "admin/collection.html"
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug"]
