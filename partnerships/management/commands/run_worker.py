"""Do what the desk is asked for in the background, and what the clock asks for."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from psycopg_pool import PoolTimeout

from partnerships.actions import accounts, source_jobs, table_jobs, webhooks
from partnerships.management.memory import keep_memory_within
from partnerships.management.pauses import HEARTBEAT, growing_pauses
from partnerships.outages import outage

QUEUES = [source_jobs.QUEUE, table_jobs.QUEUE, accounts.QUEUE, webhooks.QUEUE]
AT_ONCE = 4
CONNECTING = 5  # seconds
PATIENCE = 60  # seconds to end what is under way, when told to stop


class Command(BaseCommand):
    help = (
        "Fetch the copies that editors ask for, bring in long tables, look at sources again, and"
        " send notices, until told to stop. As many workers may run as one likes, on as many"
        " machines."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--concurrency", type=int, default=AT_ONCE, metavar="N", help="so many things at once"
        )
        parser.add_argument("--once", action="store_true", help="do the jobs that wait, then stop")

    def handle(self, *, concurrency, once, verbosity, **options):
        if concurrency < 1:
            raise CommandError("A worker does one thing at once at least.")
        try:
            connection.ensure_connection()  # starts our own server, or says why there is none
        except DatabaseError as error:
            raise CommandError(str(error)) from None
        connection.close()
        connection.limit_as("worker")
        keep_memory_within(settings.MEMORY_MB)
        if once:
            work_once(concurrency)
            return
        if verbosity:
            self.stdout.write("The worker is at work. Ctrl-C ends it.")
            self.stdout.flush()
        for pause in growing_pauses():
            try:
                work(concurrency)
                return
            except Exception as error:
                # Its own few connections are never all in use: none to be had means no server.
                if not (outage(error) or isinstance(error.__cause__, PoolTimeout)):
                    raise
                self.stderr.write(f"The worker lost the database: {error}. It tries again.")
                time.sleep(pause)


def _connector():
    """As Procrastinate's own for Django, which waits half a minute for a connection: our own
    server is elsewhere once it was started again, and is not to be found where it was."""
    return PsycopgConnector(kwargs=connector_params(), timeout=CONNECTING)


def work(concurrency):
    """Do what there is to be done until told to stop, or until the database is away."""
    with app.replace_connector(_connector()) as working:
        working.run_worker(
            concurrency=concurrency,
            shutdown_graceful_timeout=PATIENCE,
            update_heartbeat_interval=HEARTBEAT,
        )


def work_once(concurrency):
    """Do the jobs that wait."""
    with app.replace_connector(_connector()) as working:
        while jobs_wait():  # one that follows another of its host waits for it
            working.run_worker(
                queues=QUEUES, concurrency=concurrency, wait=False, listen_notify=False
            )


def jobs_wait():
    """Whether there are jobs that a worker could do now."""
    is_due = Q(scheduled_at=None) | Q(scheduled_at__lte=timezone.now())
    return ProcrastinateJob.objects.filter(is_due, queue_name__in=QUEUES, status="todo").exists()
