from django.apps import AppConfig, apps

# What others' tables are called: on the home, in the paths above their lists, among rights.
NAMES_AT_THE_DESK = {"auth": "Accounts", "axes": "Logins", "knox": "Tokens of the API"}


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401  registers them

        for label, name in NAMES_AT_THE_DESK.items():
            apps.get_app_config(label).verbose_name = name

        # Not from admin/__init__.py: the site lies in that package, and is made on first use.
        from .admin import records  # noqa: F401
