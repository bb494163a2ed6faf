"""What tests of the desk may ask for."""

from html import unescape
from re import findall

import pytest

from partnerships.actions import source_jobs
from partnerships.models import SourceJob
from tests import factories as make


@pytest.fixture
def chief(db):
    """An editor who may do everything."""
    return make.editor("ann", is_superuser=True, first_name="Ann", last_name="Able")


@pytest.fixture
def desk(client, chief):
    """The desk in the browser of that editor."""
    client.force_login(chief)
    return client


@pytest.fixture
def worker(db):
    """Does what the desk was asked for in the background, once."""

    def work():
        for source_job in SourceJob.objects.open():
            source_jobs.run(source_job.pk)

    return work


def typed(response):
    """What the form on a page would send, were it sent as it is."""
    data = {}
    for form in [
        response.context["adminform"].form,
        *(form for fs in _formsets(response) for form in (fs.management_form, *fs.forms)),
    ]:
        for bound in form:
            value = bound.value()
            if hasattr(bound.field.widget, "decompress"):
                parts = bound.field.widget.decompress(value)
                data |= {f"{bound.html_name}_{i}": str(v or "") for i, v in enumerate(parts)}
            elif value is True:
                data[bound.html_name] = "on"
            elif isinstance(value, (list, tuple)):
                data[bound.html_name] = [str(getattr(each, "pk", each)) for each in value]
            elif value is not None and value is not False:
                data[bound.html_name] = str(value)
    for name, value in findall(
        r'type="hidden" name="(_version)" value="([^"]*)"', response.content.decode()
    ):
        data[name] = unescape(value)
    return data


def _formsets(response):
    return [inline.formset for inline in response.context["inline_admin_formsets"]]


def row(data, prefix, number, **fields):
    """The same form with the fields of one more row of an inline typed in."""
    added = {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    total = max(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), number + 1)
    return data | added | {f"{prefix}-TOTAL_FORMS": str(total)}
