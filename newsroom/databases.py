"""What the environment says of the desk's databases, as Django's settings have it."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom.postgres.silence import LimitedConnection
from newsroom.postgres.sizing import told

# One alias, two logins. Each process has a pool, a little larger than its threads.
POOL = {"min_size": 1, "max_size": 12, "timeout": 10, "connection_class": LimitedConnection}


def of_the_desk(env: environ.Env, folder: Path, limits: dict[str, Any]) -> dict[str, Any]:
    """The desk's own database: at the addresses that are given, or on a server of ours in `folder`.

    Errors   ImproperlyConfigured.
    """
    owner = one(env, "DATABASE_OWNER_URL")
    if database := one(env, "DATABASE_URL"):
        database |= {"OWNER": owner} if owner else {}
    elif owner:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL needs DATABASE_URL, the application's login."
        )
    else:
        database = {
            "ENGINE": "newsroom.postgres",
            "NAME": "newsroom",
            "USER": "newsroom",
            "OWNER": {"USER": "newsroom_owner"},
            "SERVER": folder / "postgres",
            "SERVER_SETTINGS": told(env.list("POSTGRES_SETTINGS", default=[])),
            "OPTIONS": {"prepare_threshold": 1},  # nothing that loses them stands before our own
        }
    database["LIMITS"] = limits
    database["OPTIONS"] = {"pool": POOL, "connect_timeout": 5} | database.get("OPTIONS", {})
    waits = env.str("SIGNATURES_WAIT", default="") == "1"
    database["COMMITS"] = "local" if waits else None  # all else waits for no standby
    if env.str("DATABASE_POOLED", default="") == "1":
        # What holds for longer than a transaction is another's in the next one.
        database |= {"DISABLE_SERVER_SIDE_CURSORS": True, "LIMITS": {}, "COMMITS": None}
        database["OPTIONS"]["prepare_threshold"] = None
    database["PROGRAMS"] = _programs(env.str("POSTGRES_PROGRAMS", default=""))
    database["CONN_HEALTH_CHECKS"] = True  # a server that was restarted costs nobody a page
    return database


def _programs(folder):
    """The folder of pg_dump and pg_restore; None for those that come with the desk."""
    if not folder:
        return None
    for name in ("pg_dump", "pg_restore"):
        if not (Path(folder) / name).exists():
            raise ImproperlyConfigured(f"POSTGRES_PROGRAMS has no {name} in it.")
    return Path(folder)


def one(env: environ.Env, name: str) -> dict[str, Any]:
    """The PostgreSQL database in the environment variable `name`; empty where it names none.

    Errors   ImproperlyConfigured.
    """
    url = env.str(name, default="")
    return _at(url, name) if url else {}


def several(env: environ.Env, name: str) -> list[dict[str, Any]]:
    """Those in the environment variable `name`, with commas between.

    Errors   ImproperlyConfigured.
    """
    return [_at(url.strip(), name) for url in env.list(name, default=[])]


def _at(url, name):
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} must look like postgres://user:password@host/database.")
    return environ.Env.db_url_config(url, engine="newsroom.postgres")
