"""What the desk demands before it serves: of its settings, and of PostgreSQL.

PostgreSQL is looked at by `manage.py check --database default`.
"""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

OLDEST = 15
EXTENSIONS = ["btree_gist", "citext", "pg_trgm", "unaccent"]
MEGABYTE = 1 << 20
# What PostgreSQL has before anybody says how large it may be, in bytes, and what a desk needs more.
AS_IT_COMES = {"shared_buffers": 128 * MEGABYTE, "work_mem": 4 * MEGABYTE}
ENCRYPTED = {"require", "verify-ca", "verify-full"}  # what sslmode says of it
SAFEGUARDS = ["fsync", "full_page_writes"]  # off, a power cut leaves rows that nobody wrote


@register
def signers_are_shown_as_one_of_two(app_configs, **kwargs):
    """Whether readers are to see names or the desk alone; [] when it is said in words we know."""
    if settings.PUBLIC_SIGNERS in ("names", "desk"):
        return []
    return [
        Error(
            "PUBLIC_SIGNERS is neither “names” nor “desk”.",
            hint="“names” shows readers who signed, “desk” only that members of the desk did.",
            id="partnerships.E005",
        )
    ]


@register(Tags.security)
def only_public_pages_are_captured(app_configs, **kwargs):
    """A production desk fetches from no network of its own; [] when it does not."""
    if not (settings.PRODUCTION and settings.CAPTURE_ALLOWS):
        return []
    return [
        Error(
            "CAPTURE_ALLOWS opens networks of your own to whoever may capture a page.",
            hint="Unset it: in production only public addresses are fetched.",
            id="partnerships.E004",
        )
    ]


@register(Tags.security, deploy=True)
def sources_can_be_sealed(app_configs, **kwargs):
    """Whether there is a key to seal with who a confidential source is; [] when there is."""
    if settings.SOURCE_KEYS:
        return []
    return [
        Warning(
            "SOURCE_KEYS is not set: nobody can seal or open who a confidential source is.",
            hint="Set it to a key made for this alone; docs/operate.md says how to keep it.",
            id="partnerships.W002",
        )
    ]


@register(Tags.security, deploy=True)
def answers_can_be_sealed(app_configs, **kwargs):
    """Whether there is a key to sign with what readers are given; [] when there is."""
    if settings.SEAL_KEYS:
        return []
    return [
        Warning(
            "SEAL_KEY is not set: editions, packets and receipts bear no seal of the desk.",
            hint="Set it to a key made for this alone; docs/operate.md says how to keep it.",
            id="partnerships.W004",
        )
    ]


@register(Tags.security, deploy=True)
def second_factors_are_asked_for(app_configs, **kwargs):
    """Whether anybody has to come in with a second factor; [] when somebody has to."""
    if settings.SECOND_FACTOR_FOR:
        return []
    return [
        Warning(
            "SECOND_FACTOR_FOR is empty: a password alone opens the desk to everybody who has one.",
            hint="Leave it unset, and every role comes in with a second factor.",
            id="partnerships.W006",
        )
    ]


@register(Tags.security, deploy=True)
def what_is_said_to_others_is_encrypted(app_configs, **kwargs):
    """What the desk would send over a network in clear, to its databases and to the server for
    mail; [] when that is nothing."""
    ours = settings.DATABASES["default"]
    named = [
        ("DATABASE_URL", ours),
        ("DATABASE_OWNER_URL", ours.get("OWNER") or {}),
        *(("DATABASE_REPLICA_URLS", each) for each in settings.DATABASE_REPLICAS),
    ]
    clear = [
        f"{name} leads to PostgreSQL on another machine, and does not insist on encryption: set "
        "sslmode=verify-full in it."
        for name, told in named
        if _is_elsewhere(told.get("HOST"))
        and told.get("OPTIONS", {}).get("sslmode") not in ENCRYPTED
    ]
    by_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    in_clear = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if by_smtp and in_clear and _is_elsewhere(settings.EMAIL_HOST):
        clear.append("EMAIL_URL sends mail in clear to another machine: use smtp+tls://.")
    return [Warning(told, id="partnerships.W005") for told in clear]


def _is_elsewhere(host):
    here = not host or host.startswith("/") or host in ("localhost", "::1")
    return not here and not host.startswith("127.")


@register(Tags.database)
def roles_of_the_provider_are_there(app_configs, databases=None, **kwargs):
    """A misspelt role in OPENID_ROLES would be given to nobody; [] when all are there."""
    named = [role for _, role in settings.OPENID.roles] if settings.OPENID else []
    return [
        Error(
            f"OPENID_ROLES names {', '.join(f'“{role}”' for role in unknown)}, which is no role of "
            "the desk.",
            hint=f"The roles are {', '.join(roles)}.",
            id="partnerships.E007",
        )
        for alias in databases or []
        if (roles := _roles(connections[alias]))
        and (unknown := [role for role in named if role not in roles])
    ]


@register(Tags.database)
def roles_of_second_factors_are_there(app_configs, databases=None, **kwargs):
    """A misspelt role in SECOND_FACTOR_FOR would ask nobody for a code; [] when all are there."""
    return [
        Error(
            f"SECOND_FACTOR_FOR names {', '.join(f'“{role}”' for role in unknown)}, "
            "which is no role of the desk: nobody would be asked for a code.",
            hint=f"The roles are {', '.join(roles)}.",
            id="partnerships.E006",
        )
        for alias in databases or []
        if (roles := _roles(connections[alias]))
        and (unknown := [role for role in settings.SECOND_FACTOR_FOR if role not in {*roles, "*"}])
    ]


def _roles(connection):
    """The names of the desk's roles; none before the first migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('auth_group') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute("SELECT name FROM auth_group ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


@register(Tags.database)
def postgresql_is_fit(app_configs, databases=None, **kwargs):
    """Every reason PostgreSQL is not fit to hold the desk's records; [] when it is."""
    return [
        fault
        for alias in databases or []
        if connections[alias].vendor == "postgresql"
        for fault in _faults(connections[alias])
    ]


def _faults(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        (version,) = cursor.fetchone()
        if version < OLDEST:
            yield Error(
                f"PostgreSQL {version} is too old: the desk needs {OLDEST} or later.",
                id="partnerships.E001",
            )
        for name in SAFEGUARDS:
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone() != ("on",):
                yield Error(
                    f"PostgreSQL runs with {name} off: a crash could destroy the records.",
                    hint=f"Set {name} = on in postgresql.conf.",
                    id="partnerships.E002",
                )
        for name in _missing_extensions(cursor):
            yield Error(
                f"PostgreSQL's extension {name} is missing.",
                hint="Install PostgreSQL's contrib package, then run manage.py migrate.",
                id="partnerships.E003",
            )
        if not connection.settings_dict.get("SERVER") and (small := _left_small(cursor)):
            yield Warning(
                f"PostgreSQL is as small as it comes ({', '.join(small)}): lists of many records "
                "are read from the disk each time.",
                hint="Set shared_buffers to a quarter of the machine's memory, work_mem to 16MB, "
                "random_page_cost to 1.1 and jit to off in postgresql.conf.",
                id="partnerships.W003",
            )
        if _may_change_tables(cursor):
            yield Warning(
                "The application logs in as the owner of its tables: "
                "laws that are kept by what a login may do are not kept from it.",
                hint="Give DATABASE_URL a lesser login, and the owner's as DATABASE_OWNER_URL.",
                id="partnerships.W001",
            )


def _left_small(cursor):
    """The settings of memory that nobody has raised, with what they are."""
    cursor.execute(
        "SELECT name, pg_size_bytes(current_setting(name)), current_setting(name)"
        " FROM unnest(%s::text[]) AS name",
        [list(AS_IT_COMES)],
    )
    return [f"{name} {told}" for name, size, told in cursor if size <= AS_IT_COMES[name]]


def _missing_extensions(cursor):
    """Extensions that are not there, or before the first migration cannot be had."""
    cursor.execute(
        """
        SELECT wanted FROM unnest(%s::text[]) AS wanted
        WHERE wanted NOT IN (SELECT extname FROM pg_extension)
          AND (to_regclass('partnerships_party') IS NOT NULL
               OR wanted NOT IN (SELECT name FROM pg_available_extensions))
        ORDER BY wanted
        """,
        [EXTENSIONS],
    )
    return [name for (name,) in cursor.fetchall()]


def _may_change_tables(cursor):
    cursor.execute(
        """
        SELECT rolsuper
            OR EXISTS (SELECT FROM pg_database
                       WHERE datname = current_database() AND datdba = pg_roles.oid)
            OR EXISTS (SELECT FROM pg_class
                       WHERE relkind = 'r' AND relowner = pg_roles.oid)
        FROM pg_roles WHERE rolname = current_user
        """
    )
    return cursor.fetchone()[0]
