"""The roles of the desk, as groups with the permissions that its actions ask for."""

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RECORDS = [
    *("amount", "citation", "claim", "claimdeal", "claimevent", "claimparty", "collection"),
    *("company", "deal", "dealparty", "dealstep", "event", "eventparty", "factsource"),
    *("identifier", "party", "partyname", "partnership", "partnershipparty", "person", "role"),
    *("search", "snapshot", "source", "stake", "term", "valuation"),
]
DESK = ["assignment", "comment", "entry", "reply", "rulebook", "verdict"]
TAKEN_AWAY = ["citation", "claimdeal", "claimevent", "claimparty", "search", "factsource"]

STORIES = ["story", "openitem"]

READER = [f"view_{noun}" for noun in [*RECORDS, *DESK, *STORIES]]
REPORTER = [
    *READER,
    *(f"{act}_{noun}" for act in ("add", "change") for noun in RECORDS if noun != "collection"),
    *(f"delete_{noun}" for noun in TAKEN_AWAY),
    *("add_comment", "add_reply", "change_reply"),
    *("add_story", "revise_story", "bind_story"),
]
CHECKER = [
    *REPORTER,
    *("propose_verdict", "add_assessment", "resolve_comment", "waive_story", "decide_openitem"),
]
EDITOR = [
    *CHECKER,
    *("countersign_verdict", "withdraw_verdict", "add_assignment", "change_assignment"),
    *("release_claim", "release_deal", "release_source", "change_rulebook", "add_collection"),
    *("change_collection", "hold_story", "publish_story"),
]
GROUPS = {
    "Reader": READER,
    "Reporter": REPORTER,
    "Fact-checker": CHECKER,
    "Editor": EDITOR,
    "Editor in chief": [*EDITOR, "break_glass"],
    "Source keeper": [*READER, "view_confidential_source", "open_identity"],
}
ACCOUNTS = {
    "auth": ["add_user", "change_user", "view_user", "view_group"],
    "axes": ["view_accessattempt", "delete_accessattempt", "view_accesslog"],
    "knox": ["view_authtoken", "delete_authtoken"],
}


def make(apps, schema_editor=None):
    """Make the groups, or bring those that are there to what stands above."""
    for label in ["partnerships", *ACCOUNTS]:
        # Django makes permissions after all migrations; these are needed now.
        config = apps.get_app_config(label)
        config.models_module = getattr(config, "models_module", None) or True
        create_contenttypes(config, apps=apps, verbosity=0)
        create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for name, codenames in GROUPS.items():
        ours = permissions.filter(content_type__app_label="partnerships", codename__in=codenames)
        groups.get_or_create(name=name)[0].permissions.set(ours)
    kept = [
        permission
        for label, codenames in ACCOUNTS.items()
        for permission in permissions.filter(content_type__app_label=label, codename__in=codenames)
    ]
    groups.get_or_create(name="Administrator")[0].permissions.set(kept)


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=[*GROUPS, "Administrator"]).delete()


class Migration(migrations.Migration):
    # The last of the migrations that made these groups: a desk may have changed them since.
    replaces = [("partnerships", "0017_story_laws")]

    dependencies = [
        ("partnerships", "0002_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("axes", "__first__"),
        ("knox", "__first__"),
    ]

    operations = [migrations.RunPython(make, unmake)]
