"""Who may do what is said once: the API asks what the actions ask."""

import ast
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

import partnerships
from partnerships.actions.rights import RIGHTS, allowed
from partnerships.api.urls import NOUNS
from tests import factories as make


def asked_plainly():
    """The permissions that are asked for without a sentence of one's own, by where."""
    for path in Path(partnerships.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if name == "allowed" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
                yield path.name, node.args[1].value


def test_whatever_is_asked_for_without_a_sentence_has_one():
    asked = list(asked_plainly())
    asked += [(noun, each) for noun, view in NOUNS.items() for each in view_asks(view)]

    assert len(asked) > 40
    assert [each for each in asked if each[1] not in RIGHTS] == []


def view_asks(view):
    return getattr(view, "asks", {}).values()


@pytest.mark.django_db
def test_each_is_a_permission_of_ours():
    ours = Permission.objects.filter(content_type__app_label="partnerships")

    assert RIGHTS.keys() - set(ours.values_list("codename", flat=True)) == set()


@pytest.mark.django_db
def test_who_may_not_is_told_what_they_may_not():
    with pytest.raises(PermissionDenied, match="^You may not record claims.$"):
        allowed(make.editor(), "add_claim")

    with pytest.raises(PermissionDenied, match="^You may not copy claims.$"):
        allowed(make.editor(), "add_claim", "copy claims")
