"""Tables too long for a request: a worker previews them and brings them in, and a page says how far
it is. What stands in them is shown to whoever brought them, and to nobody else."""

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from ..actions import table_jobs, tables
from ..errors import Refusal
from ..models import TableJob
from ..text.files.tables import NoTable
from ..vocabulary import Progress
from .imports import KEPT_AS, LEFT_OUT, NOT_READ, AnyCSV

# Some two hundred rows. A workbook is packed.
LONGEST = {True: 20_000, False: 60_000}  # bytes
SHOWN = 200  # rows of a preview
TOLD = 1000  # refusals
CHANGED_RIGHTS = "What you may see has changed since this table was read: bring it in again."


def too_long_for_a_request(request):
    """Whether the table that is brought in is one for a worker."""
    file = request.FILES.get("import_file")
    if file is not None:
        head, size = file.read(2), file.size
        file.seek(0)
        return size > LONGEST[head == b"PK"]
    kept = request.POST.get("kept", "")
    name = f"{tables.FOLDER}/{kept}"
    if not KEPT_AS.fullmatch(kept) or not default_storage.exists(name):
        return False
    with default_storage.open(name) as known:
        return default_storage.size(name) > LONGEST[known.read(2) == b"PK"]


def asked_of_a_worker(desk, request):
    """The page of a job for the table in the form; None when the form itself is refused."""
    form = desk.create_import_form(request)
    if not form.is_valid():
        return None
    read, file = form.cleaned_data, form.cleaned_data["import_file"]
    reading = {"resource": read.get("resource") or "0", "headers": read["headers"]}
    content = b"".join(file.chunks())
    job = table_jobs.ask_for_preview(
        desk.opts.model_name, content, reading | {"name": file.name}, by=request.user
    )
    return HttpResponseRedirect(job_address(desk, job))


def job_address(desk, job):
    return reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_table_job", args=[job.uid])


def waiting_tables(desk, request):
    """The tables that somebody brought in and has not seen the end of, with their pages."""
    jobs = TableJob.objects.asked_by(request.user).filter(noun=desk.opts.model_name)
    waiting = jobs.exclude(state=Progress.FAILED).exclude(is_confirmed=True, state=Progress.DONE)
    return [(job, job_address(desk, job)) for job in waiting]


def table_job_page(desk, request, uid):
    """How far a table is; its preview, to be confirmed; what came of it."""
    if not desk.has_import_permission(request):
        raise PermissionDenied
    jobs = TableJob.objects.asked_by(request.user)
    job = get_object_or_404(jobs, uid=uid, noun=desk.opts.model_name)
    if request.method == "POST":
        try:
            why = request.POST.get("_why", "").strip()
            table_jobs.confirm_table(job, by=request.user, why=why)
        except Refusal as refusal:
            desk.message_user(request, str(refusal), "ERROR")
        return HttpResponseRedirect(job_address(desk, job))
    shown = table_jobs.table_outcome(job) if job.ended_at else {}
    if shown and shown.pop("rights", None) != _rights(request.user):
        shown = {}  # it may name what they may not know of any more
        desk.message_user(request, CHANGED_RIGHTS, "WARNING")
    for row in shown.get("preview", []):
        row["diff"] = [mark_safe(cell) for cell in row["diff"]]  # ours, escaped
    is_over = job.is_confirmed or job.state == Progress.FAILED
    context = desk.admin_site.each_context(request) | shown
    context |= {
        "title": f"Import {desk.opts.verbose_name_plural}",
        "opts": desk.opts,
        "job": job,
        "result": {"diff_headers": shown.get("diff_headers", [])} if job.ended_at else None,
        "may_confirm": bool(job.ended_at) and not is_over,
        "kept": job.kept,
        "kept_name": job.reading.get("name", "table"),
        "headers": job.reading.get("headers", {}),
        "left_out": LEFT_OUT,
        "resource": job.reading.get("resource", "0"),
    }
    return TemplateResponse(request, desk.import_template_name, context)


def _rights(user):
    return sorted(user.get_all_permissions())


def table_read(desk, job, content, told):
    """What comes of a table, as a worker reads it in the name of whoever brought it in."""
    user, request = job.asked_by, HttpRequest()
    request.user = user
    if not user.is_active or not desk.has_import_permission(request):
        return "You may not bring in tables of these any more.", False, {}
    number = int(job.reading.get("resource", "0"))
    table = desk.get_import_resource_classes(request)[number]
    resource = table(user=user, headers=job.reading.get("headers"))
    resource.told = told
    try:
        dataset = AnyCSV().create_dataset(content)
    except NoTable as refusal:
        return str(refusal), False, {}
    except Exception:  # whatever a library says of a file
        return NOT_READ, False, {}
    result = resource.import_data(
        dataset,
        dry_run=not job.is_confirmed,
        user=user,
        rollback_on_validation_errors=True,
    )
    return _said_of(desk, job, result)


def _said_of(desk, job, result):
    refusals = list(desk.refusals_of(result))
    totals = result.totals
    shown = {
        "refusals": refusals[:TOLD],
        "more_refusals": max(0, len(refusals) - TOLD),
        "strange": result.strange,
        "columns": result.free_columns,
        "notes": result.notes,
        "totals": dict(totals),
        "rights": _rights(job.asked_by),
    }
    if refusals:
        count = len(refusals)
        reasons = "one reason" if count == 1 else f"{count:,} reasons"
        return f"Nothing was imported, for {reasons}.", False, shown
    new, changed, same = (f"{totals[word]:,}" for word in ("new", "update", "skip"))
    if job.is_confirmed:
        return f"Imported: {new} new, {changed} changed, {same} as they were.", True, shown
    rows = [row for row in result.valid_rows() if row.import_type != "skip"]
    shown |= {
        "diff_headers": result.diff_headers,
        "preview": [
            {"import_type": row.import_type, "diff": [str(cell) for cell in row.diff]}
            for row in rows[:SHOWN]
        ],
        "more_rows": max(0, len(rows) - SHOWN),
    }
    return f"{new} new, {changed} changed, {same} as they are.", True, shown
