"""What workers do: the jobs of editors, and what the clock asks for. UTC, as the desk's days.

A worker that is killed leaves its jobs to the others, who find them when its heart stops.
"""

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.module_loading import import_string
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from .actions import (
    accounts,
    commits,
    dumps,
    mailings,
    presences,
    source_jobs,
    table_jobs,
    tables,
    verification,
    webhooks,
)
from .actions.claims import documents
from .models import Grant
from .outages import outage

OUTAGE_TRIES, OUTAGE_PAUSE = 20, 30  # seconds between two tries while the database is away
KEPT_HOURS = 30 * 24  # for how long jobs that ended stay in the queue's tables


class NotYet(Exception):
    """A job that could not be done for now: `again_at` says when to try again."""

    def __init__(self, again_at):
        self.again_at = again_at
        super().__init__(f"to be tried again at {again_at:%H:%M:%S}")


class Patience(BaseRetryStrategy):
    """Tries what could not be done when it is due, and what the database's absence cut short; and
    nothing that broke."""

    def get_retry_decision(self, *, exception, job):
        if outage(exception) and job.attempts < OUTAGE_TRIES:
            return RetryDecision(retry_in={"seconds": OUTAGE_PAUSE})
        if not isinstance(exception, NotYet):
            return None
        # What waits for an hour is not to keep others from the same host waiting.
        alone = f"job {job.task_kwargs['source_job']}"
        return RetryDecision(retry_at=exception.again_at, lock=alone)


@app.task(name=source_jobs.TASK, queue=source_jobs.QUEUE, retry=Patience())
def run_source_job(source_job):
    with pghistory.context(door="worker"):
        again_at = source_jobs.run(source_job)
    if again_at:
        raise NotYet(again_at)


@app.task(name=table_jobs.TASK, queue=table_jobs.QUEUE, retry=Patience())
def run_table_job(table_job):
    table_jobs.do_table_job(table_job)


class LetterPatience(Patience):
    """Tries again what the server of mails did not take, besides."""

    def get_retry_decision(self, *, exception, job):
        if isinstance(exception, OSError) and job.attempts < OUTAGE_TRIES:
            return RetryDecision(retry_in={"seconds": OUTAGE_PAUSE})
        return super().get_retry_decision(exception=exception, job=job)


@app.task(name=accounts.LINK_TASK, queue=accounts.QUEUE, retry=LetterPatience())
def send_password_link(email, account):
    with pghistory.context(door="worker"):
        accounts.send_links(email, account)


@app.task(name=accounts.TELL_TASK, queue=accounts.QUEUE, retry=LetterPatience())
def tell_of_grant(grant, person):
    accounts.write_of_grant(Grant.objects.get(pk=grant), User.objects.get(pk=person))


@app.periodic(cron="17 3 * * *")
@app.task(name="partnerships.look_again", queueing_lock="look_again")
def look_again(timestamp):
    with pghistory.context(door="worker"):
        return source_jobs.ask_for_rechecks()


@app.periodic(cron="* * * * *")
@app.task(name="partnerships.number_changes", queueing_lock="number_changes", lock="number_changes")
def number_changes(timestamp):
    import_string(settings.TELL_CHANGES)()
    webhooks.ask_for_deliveries()


@app.task(name=webhooks.TASK, queue=webhooks.QUEUE, retry=Patience())
def tell_webhook(webhook):
    with pghistory.context(door="worker"):
        webhooks.deliver(webhook)


@app.periodic(cron="*/5 * * * *")
@app.task(name="partnerships.send_notices", queueing_lock="send_notices", lock="send_notices")
def send_notices(timestamp):
    with pghistory.context(door="worker"):
        sent = mailings.send()
    if sent.failed:
        raise RuntimeError(f"Not reached, and tried again next time: {', '.join(sent.failed)}.")


@app.periodic(cron="*/2 * * * *")
@app.task(name="partnerships.take_over", queueing_lock="take_over", pass_context=True)
async def take_over(context, timestamp):
    """Give the jobs of workers that died to those that live."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="29 2 * * *")
@app.task(name="partnerships.verify", queueing_lock="verify", lock="verify")
def verify(timestamp):
    with pghistory.context(door="worker"):
        found = verification.verify_records()
    if found.faults:
        told = "; ".join(map(str, found.faults[:10]))
        raise RuntimeError(f"{len(found.faults)} at fault, see verify_records: {told}.")


@app.periodic(cron="11 5 * * *")
@app.task(name="partnerships.publish_tables", queueing_lock="publish_tables", lock="publish_tables")
def publish_tables(timestamp):
    with pghistory.context(door="worker"):
        dumps.given_dumps()
        if settings.DUMP_DAYS:
            dumps.publish_dump()


@app.periodic(cron="41 4 * * *")
@app.task(name="partnerships.tidy", queueing_lock="tidy")
def tidy(timestamp):
    source_jobs.forget_old_jobs()
    table_jobs.forget_old_table_jobs()
    tables.forget_old_tables()
    commits.forget_old_commits()
    documents.forget_outdated_documents()
    presences.forget_old_presences()
    webhooks.forget_old_deliveries()


@app.periodic(cron="43 4 * * *")
@app.task(name="partnerships.forget_jobs", queueing_lock="forget_jobs", pass_context=True)
async def forget_jobs(context, timestamp):
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
