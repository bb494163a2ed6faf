from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401  registers them

        # Not from admin/__init__.py: the site lies in that package, and is made on first use.
        from .admin import records  # noqa: F401
