"""A table too long for a request: a worker previews it and brings it in, all of it or nothing."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.actions import table_jobs
from partnerships.admin import long_tables
from partnerships.models import Company, TableJob
from partnerships.vocabulary import Progress
from tests.admin.test_import_export import CSV, exported, files, new_company, page, table
from tests.factories import editor, person, source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_requests(monkeypatch):
    monkeypatch.setattr(long_tables, "LONGEST", {True: 10, False: 10})


@pytest.fixture
def desk(client):
    client.force_login(editor("ann", is_superuser=True))
    return client


def asked(client, *rows, **form):
    """The page of the job that comes of a table."""
    given = {"format": CSV, "resource": "0", "import_file": table(*rows)} | form
    return client.post(page("company", "import"), given).headers["Location"]


def at_work():
    """A worker does what waits, outside of any request."""
    for waiting in ProcrastinateJob.objects.filter(queue_name=table_jobs.QUEUE, status="todo"):
        table_jobs.do_table_job(waiting.args["table_job"])
    with suppress(TableJob.DoesNotExist):
        return TableJob.objects.latest("pk")


def test_it_is_previewed_and_brought_in_by_a_worker(desk):
    address = asked(desk, *[new_company(f"company-{n}") for n in range(30)])
    waits = desk.get(address).content.decode()
    at_work()
    preview = desk.get(address)
    assert not Company.objects.exists()

    desk.post(address, {"_why": "From the register."})
    job = at_work()

    assert "It waits for a worker." in waits
    assert 'http-equiv="refresh"' in waits
    assert preview.context["totals"]["new"] == 30
    assert "Company-7" in preview.content.decode()
    assert "Imported: 30 new, 0 changed, 0 as they were." in desk.get(address).content.decode()
    assert Company.objects.count() == 30
    assert (job.state, job.done <= 30) == (Progress.DONE, True)
    told = Company.objects.earliest("pk").history.get().pgh_context.metadata
    assert (told["door"], told["why"]) == ("admin", "From the register.")
    assert told["user"] == job.asked_by_id


def test_a_preview_shows_the_first_rows_and_counts_the_others(desk, monkeypatch):
    monkeypatch.setattr(long_tables, "SHOWN", 2)
    address = asked(desk, *[new_company(f"company-{n}") for n in range(5)])
    at_work()

    shown = desk.get(address)

    assert "3 more do" in shown.content.decode()
    assert shown.content.decode().count('<th scope="row">New</th>') == 2


def test_each_row_that_is_refused_is_named_and_nothing_is_left(desk):
    rows = [new_company(f"company-{n}") for n in range(9)]
    rows[3] |= {"founded": "2024-02-30"}
    rows[6] |= {"slug": "Not A Slug"}
    address = asked(desk, *rows)

    job = at_work()

    shown = desk.get(address)
    told = [(each["row"], each["column"]) for each in shown.context["refusals"]]
    assert told == [(4, "founded"), (7, "slug")]
    assert "Refused: nothing was changed" in shown.content.decode()
    assert job.said == "Nothing was imported, for 2 reasons."
    assert not Company.objects.exists()
    assert not default_storage.exists(f"tables/{job.kept}")


def test_a_table_that_no_longer_fits_when_it_is_brought_in_leaves_nothing(desk):
    address = asked(desk, *[new_company(f"company-{n}") for n in range(9)])
    at_work()
    person("Company 8", slug="company-8")  # of whom a list of companies knows nothing
    desk.post(address)

    job = at_work()

    assert job.state == Progress.FAILED
    assert [each["row"] for each in desk.get(address).context["refusals"]] == [9]
    assert not Company.objects.exists()


def test_a_worker_that_is_killed_leaves_nothing_and_another_does_it(desk, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*args, **kwargs):
        raise Killed

    address = asked(desk, *[new_company(f"company-{n}") for n in range(9)])
    at_work()
    desk.post(address)
    with monkeypatch.context() as patched:
        patched.setattr(table_jobs, "_keep", killed)  # when all rows are in
        with pytest.raises(Killed):
            at_work()
    assert not Company.objects.exists()

    job = at_work()

    assert (job.state, Company.objects.count()) == (Progress.DONE, 9)


def test_what_breaks_is_told_and_is_not_done_again(desk, monkeypatch):
    address = asked(desk, new_company())
    monkeypatch.setitem(table_jobs.TABLE_READERS, "company", lambda *given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        at_work()

    at_work()
    assert "The desk stumbled over it" in desk.get(address).content.decode()


def test_what_was_confirmed_is_not_confirmed_twice(desk):
    address = asked(desk, new_company())
    at_work()
    desk.post(address)

    again = desk.post(address, follow=True)

    assert "does not wait for a confirmation" in again.content.decode()
    assert ProcrastinateJob.objects.filter(queue_name=table_jobs.QUEUE).count() == 2


def test_nobody_else_sees_it(desk, client):
    address = asked(desk, new_company())
    at_work()

    client.force_login(editor("bea", is_superuser=True))

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert "Your table of" not in client.get(page("company", "import")).content.decode()


def test_who_may_bring_in_no_more_when_it_is_done_brings_in_nothing(desk):
    address = asked(desk, new_company())
    at_work()
    desk.post(address)
    TableJob.objects.get().asked_by.__class__.objects.update(is_superuser=False)

    job = at_work()

    assert job.said == "You may not bring in tables of these any more."
    assert not Company.objects.exists()


def test_who_may_know_less_than_when_it_was_read_is_shown_nothing_of_it(client):
    ann = editor("ann", "add_source", "change_source", "view_source", "view_confidential_source")
    client.force_login(ann)
    source(outlet="The Canary", confidentiality="confidential")
    rows = [row | {"says": "Otherwise."} for row in exported(client, "source")]
    given = {"format": CSV, "resource": "0", "import_file": table(*rows)}
    address = client.post(page("source", "import"), given).headers["Location"]
    at_work()
    before = client.get(address).content.decode()

    ann.user_permissions.remove(ann.user_permissions.get(codename="view_confidential_source"))

    after = client.get(address).content.decode()
    assert "The Canary" in before
    assert "The Canary" not in after
    assert long_tables.CHANGED_RIGHTS in after


@pytest.mark.parametrize("said", [{"_why": "a\0b"}, {"_why": "\0"}])
def test_a_null_character_in_the_reason_brings_nothing_in(desk, said):
    address = asked(desk, new_company())
    at_work()

    answer = desk.post(address, said)

    assert answer.status_code < 500
    assert not Company.objects.exists()


def test_columns_that_are_called_otherwise_are_named_before_the_preview(desk):
    row = new_company()
    row["firm"] = row.pop("name")
    address = asked(desk, row)
    at_work()
    form = desk.get(address)
    said = {"header": "firm", "column": "name", "kept": form.context["kept"]}
    assert form.context["strange"] == ["firm"]

    again = desk.post(
        page("company", "import"),
        said | {"kept_name": "table.csv", "format": CSV, "resource": "0"},
    ).headers["Location"]
    at_work()
    desk.post(again)
    at_work()

    assert Company.objects.get().name == "Crusoe"


def test_the_page_of_imports_leads_back_to_it(desk):
    address = asked(desk, new_company())

    assert address in desk.get(page("company", "import")).content.decode()


def test_a_short_table_stays_in_the_request(desk, monkeypatch):
    monkeypatch.setattr(long_tables, "LONGEST", {True: 20_000, False: 60_000})
    given = {"format": CSV, "resource": "0", "import_file": table(new_company())}

    assert desk.post(page("company", "import"), given).context["totals"]["new"] == 1
    assert not TableJob.objects.exists()


def test_its_files_are_the_desks_own_and_are_forgotten_with_it(desk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    asked(desk, new_company())
    job = at_work()

    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o600}
    assert len(files(tmp_path)) == 2

    table_jobs.forget_old_table_jobs(at=job.asked_at + timedelta(days=2))
    assert not TableJob.objects.exists()


def test_a_table_whose_rows_are_coming_in_is_not_forgotten(desk):
    asked(desk, new_company())
    job = at_work()
    TableJob.objects.filter(pk=job.pk).update(
        is_confirmed=True, state=Progress.WAITING, ended_at=None
    )

    table_jobs.forget_old_table_jobs(at=job.asked_at + timedelta(days=2))

    assert TableJob.objects.filter(pk=job.pk).exists()
