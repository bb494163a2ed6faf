"""The roles of the desk are groups, made by a migration, and each may what its work asks for."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from tests import factories as make

pytestmark = pytest.mark.django_db
MAY = {  # what somebody may do who is of this group alone
    "Reader": {"view_claim", "view_verdict", "view_story", "view_openitem"},
    "Reporter": {
        "add_story",
        "revise_story",
        "bind_story",
        "add_claim",
        "change_citation",
        "add_search",
        "add_comment",
        "add_reply",
    },
    "Fact-checker": {
        *("propose_verdict", "add_assessment", "resolve_comment", "waive_story", "decide_openitem")
    },
    "Editor": {
        *("countersign_verdict", "withdraw_verdict", "release_claim", "change_rulebook"),
        "add_putaway",
        *("hold_story", "publish_story", "merge_party"),
    },
    "Editor in chief": {"break_glass", "countersign_verdict"},
    "Source keeper": {"view_confidential_source", "open_identity", "view_claim"},
    "Administrator": {"view_accountchange", "view_grant"},
}
MAY_NOT = {
    "Reader": {"add_claim", "change_claim", "add_comment", "propose_verdict", "revise_story"},
    "Reporter": {
        "waive_story",
        "propose_verdict",
        "countersign_verdict",
        "release_claim",
        "delete_claim",
        "add_putaway",
    },
    "Fact-checker": {
        *("countersign_verdict", "withdraw_verdict", "release_claim", "publish_story"),
        *("merge_party", "view_merge"),
    },
    "Editor": {"break_glass", "view_confidential_source", "delete_claim", "change_verdict"},
    "Editor in chief": {"view_confidential_source", "open_identity", "view_accountchange"},
    "Source keeper": {"propose_verdict", "countersign_verdict", "change_source"},
    "Administrator": {"view_claim", "propose_verdict", "countersign_verdict", "break_glass"},
}


def granted(group):
    user = make.member(group)
    return {
        permission.removeprefix("partnerships.")
        for permission in user.get_all_permissions()
        if permission.startswith("partnerships.")
    }


@pytest.mark.parametrize(("group", "what"), MAY.items())
def test_a_role_may_do_its_work(group, what):
    assert what <= granted(group)


@pytest.mark.parametrize(("group", "what"), MAY_NOT.items())
def test_a_role_may_not_do_anothers(group, what):
    assert not what & granted(group)


def test_an_administrator_keeps_accounts_and_signs_nothing():
    user = make.member("Administrator")

    assert user.has_perm("auth.change_user")
    assert granted("Administrator") == {"view_accountchange", "view_grant"}


def test_no_role_may_rewrite_what_is_kept():
    kept = {
        "accountchange",
        "grant",
        "verdict",
        "assessment",
        "entry",
        "authorship",
        "dump",
        "idempotentresponse",
        "merge",
        "putaway",
        "seal",
        "snapshot",
    }

    for group in [*MAY, "Administrator"]:
        assert not {
            f"{act}_{noun}" for act in ("change", "delete") for noun in kept - {"snapshot"}
        } & granted(group)
        assert "delete_snapshot" not in granted(group)


def test_the_groups_are_brought_up_to_date_and_not_doubled():
    editors = make.member("Editor").groups.get()
    before = set(editors.permissions.all())
    editors.permissions.clear()

    import_module("partnerships.migrations.0003_groups").make(apps)
    import_module("partnerships.migrations.0012_released").may_release_parties(apps, None)
    import_module("partnerships.migrations.0047_account_changes").may_read_account_changes(apps)
    import_module("partnerships.migrations.0061_grants").may_read_grants(apps)
    import_module("partnerships.migrations.0090_merges").may_merge_parties(apps)
    import_module("partnerships.migrations.0080_put_away").may_put_away(apps)

    assert set(Group.objects.get(name="Editor").permissions.all()) == before
