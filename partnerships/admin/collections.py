"""Collections: the stories for which records are kept."""

from django.contrib import admin

from ..models import Collection
from .base import DeskAdmin


@admin.register(Collection)
class CollectionAdmin(DeskAdmin):
    """The stories of the desk."""

    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug"]
