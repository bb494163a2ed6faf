"""Collections: the stories for which records are kept."""

from django.contrib import admin

from ..models import Collection
from .claims.packets import PacketAdmin


@admin.register(Collection)
class CollectionAdmin(PacketAdmin):
    """The stories of the desk."""

    change_form_template = "admin/collection.html"
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug"]
