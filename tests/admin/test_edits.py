"""What each edit on the pages of the desk does to a verdict that stands."""

from copy import deepcopy
from datetime import date

import pytest
from django.db.models import Model
from django.urls import reverse

from partnerships.models import Citation, Claim, Search, Source
from tests import factories as make
from tests.covered_edits import (
    SHOWN,
    signed_case,
    stands_as_the_table_says,
    stands_untouched,
    through,
)
from tests.shared import made_once

from .conftest import row, typed

pytestmark = pytest.mark.django_db

PREFIXES = {Citation: "citations", Search: "searches"}
LEFT_OUT = {
    "a source's name": "A page shows the slug of a source and never changes it.",
    "an origin's name": "A page shows the slug of a source and never changes it.",
    "the name of the work it appears in": "A page shows the slug of a source and never changes it.",
}
EACH_EDIT = pytest.mark.parametrize("edit", through(LEFT_OUT), ids=str)


class Pages:
    """The pages of the desk: a citation or a search is a row on the page of its claim."""

    def __init__(self, client):
        self.client = client

    def change(self, record, **fields):
        sent = {name: text(value) for name, value in fields.items() if name != "position"}
        if isinstance(record, (Claim, Source)) or "claim" in sent:
            self.save(record, sent)
        else:
            self._save_row(record, sent)

    def add(self, model, **fields):
        """Type in one more row; the page itself says whose it is, and names it."""
        known = {"claim", "collection", "uid"}
        sent = {name: text(value) for name, value in fields.items() if name not in known}
        self._post(
            fields["claim"],
            lambda shown, form: row(
                form, PREFIXES[model], len(formset(shown, model).initial_forms), **sent
            ),
        )

    def remove(self, record):
        self._save_row(record, {"DELETE": "on"})

    def save(self, record, sent=()):
        """Send the form of the record as it is, but for these."""
        sent = dict(sent)
        if sent.pop("released_at", None):
            sent["_release"] = "yes"

        def filled(shown, form):
            assert sent.keys() - {"_release"} <= shown.context["adminform"].form.fields.keys()
            return form | sent

        self._post(record, filled)

    def _save_row(self, record, sent):
        def filled(shown, form):
            rows = formset(shown, type(record)).initial_forms
            (there,) = [each for each in rows if each.instance.pk == record.pk]
            assert sent.keys() <= there.fields.keys()
            return form | {there.add_prefix(name): value for name, value in sent.items()}

        self._post(record.claim, filled)

    def _post(self, record, filled):
        noun = record._meta.model_name
        address = reverse(f"admin:partnerships_{noun}_change", args=[record.pk])
        shown = self.client.get(address)
        answer = self.client.post(address, filled(shown, typed(shown)))
        assert answer.status_code == 302, answer.context["errors"]


def text(value):
    """A value as one types it."""
    match value:
        case None:
            return ""
        case bool():
            return "on" if value else ""
        case Model():
            return str(value.pk)
        case date():
            return value.isoformat()
    return str(value)


def formset(shown, model):
    formsets = [inline.formset for inline in shown.context["inline_admin_formsets"]]
    return next(each for each in formsets if each.prefix == PREFIXES[model])


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, signed_case)


@pytest.fixture
def before(shared, db):
    """A case with a verdict that stands."""
    return deepcopy(shared)


@pytest.fixture
def actor(client):
    """Somebody who may make every edit, at their desk."""
    user = make.member("Editor")
    client.force_login(user)
    return user


@pytest.fixture
def pages(client, actor):
    return Pages(client)


@pytest.mark.walk
@EACH_EDIT
def test_what_an_edit_on_a_page_does_to_a_verdict_and_whose_it_is(edit, before, pages, actor):
    stands_as_the_table_says(edit, before, pages, actor)


@pytest.mark.parametrize("of", SHOWN)
def test_a_form_that_is_saved_as_it_is_lapses_nothing(of, before, pages, actor):
    stands_untouched(of, before, pages.save, actor)
