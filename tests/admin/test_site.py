"""The desk as a whole: whose it is, what hangs in it, and what its pages may load."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from partnerships.admin.site import DeskSite
from partnerships.models import Claim, Company, Deal, Person, Source
from tests.factories import editor

pytestmark = pytest.mark.django_db


def test_the_admin_is_our_desk():
    assert isinstance(admin.site._wrapped, DeskSite)


@pytest.mark.parametrize("model", [Claim, Source, Deal, Company, Person])
def test_the_records_of_daily_work_hang_in_the_desk(model):
    assert admin.site.is_registered(model)


def test_accounts_are_kept_at_the_desk_too():
    assert admin.site.is_registered(apps.get_model("auth", "User"))
    assert admin.site.is_registered(apps.get_model("auth", "Group"))


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("auth_user", "Accounts"),
        ("axes_accesslog", "Logins"),
        ("knox_authtoken", "Tokens of the API"),
    ],
)
def test_the_path_above_a_list_calls_it_as_the_home_does(client, table, name):
    client.force_login(editor(None, is_superuser=True))

    home = client.get(reverse("admin:index")).text
    page = client.get(reverse(f"admin:{table}_changelist")).text

    assert re.search(rf">\s*{name}\s*<", home)
    assert re.search(rf'<div class="breadcrumbs">.*?>{name}</a>', page, re.DOTALL)


def test_the_header_leads_to_the_lists_one_may_open(client):
    client.force_login(editor(None, "view_claim"))

    page = client.get(reverse("admin:index")).content.decode()
    (shelf,) = re.findall(r'<nav id="shelf".*?</nav>', page, re.DOTALL)

    assert re.findall(r">(\w+)</a>", shelf) == ["Claims"]


def test_strangers_see_the_login_and_no_lists(client):
    page = client.get(reverse("admin:login")).content.decode()

    assert "Log in" in page
    assert 'id="shelf"' not in page


@pytest.mark.parametrize("name", ["index", "password_change", "partnerships_claim_changelist"])
def test_no_page_needs_a_style_or_script_in_its_own_text(client, name):
    client.force_login(editor(is_superuser=True))

    page = client.get(reverse(f"admin:{name}")).content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)(?![^>]*json)", page)
