"""The rulebook: one page, for who may change it."""

import pytest

from partnerships.models import Entry, Rulebook
from partnerships.vocabulary import Act, ClaimKind, Level
from tests import factories as make

from ..conftest import typed

pytestmark = pytest.mark.django_db

LIST = "/admin/partnerships/rulebook/"
PAGE = f"{LIST}1/change/"


@pytest.fixture
def eve(client):
    user = make.member("Editor", name="eve")
    client.force_login(user)
    return user


def test_the_list_leads_straight_to_the_rules(client, eve):
    assert client.get(LIST).url == PAGE


def test_the_rules_as_they_come_are_on_the_page(client, eve):
    form = typed(client.get(PAGE))

    assert (form["evidence"], form["one_origin"]) == (Level.BLOCKING, Level.WARNING)
    assert form["reply_hours"] == "24"
    assert not Rulebook.objects.exists()


def test_an_editor_changes_the_rules(client, eve):
    form = typed(client.get(PAGE))
    client.post(PAGE, form | {"adverse": "warning", "blind_kinds": ["quote", "figure"]})
    form = typed(client.get(PAGE))

    client.post(PAGE, form | {"comment": "silent"})

    rules = Rulebook.objects.current()
    assert (rules.pk, rules.adverse, rules.comment) == (1, Level.WARNING, Level.SILENT)
    assert set(rules.blind_kinds) == {ClaimKind.QUOTE, ClaimKind.FIGURE}


def test_the_first_change_overwrites_nobody_elses(client, eve):
    form = typed(client.get(PAGE))
    Rulebook.objects.create(pk=1, reply_hours=48)

    answer = client.post(PAGE, form | {"comment": "silent"})

    assert "Somebody saved this record" in answer.content.decode()
    assert Rulebook.objects.current().reply_hours == 48


def test_each_change_leaves_an_entry_with_its_reason(client, eve):
    Rulebook.objects.create(pk=1)
    form = typed(client.get(PAGE))

    client.post(PAGE, form | {"comment": "silent", "_why": "Too many."})

    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.why, entry.door) == (Act.CHANGED, eve, "Too many.", "admin")


def test_there_is_no_second_rulebook(client, eve):
    Rulebook.objects.create(pk=1)

    assert client.get(f"{LIST}add/").status_code == 403


def test_who_may_not_change_it_reads_it(client):
    Rulebook.objects.create(pk=1)
    client.force_login(make.member("Reporter"))

    page = client.get(LIST, follow=True)
    kept = client.post(PAGE, {"comment": "silent"})

    assert page.status_code == 200
    assert kept.status_code == 403


def test_who_may_not_change_it_reads_the_rules_as_they_come(client):
    client.force_login(make.member("Reporter"))

    page = client.get(LIST, follow=True)

    assert page.status_code == 200
    assert not Rulebook.objects.exists()
