"""Settings of the newsroom. One file: the environment is read here and nowhere else.

ALLOWED_HOSTS       the names the desk is served under, with commas between. Naming one makes this
                    a production desk: HTTPS only, and SECRET_KEY required. Without it the desk
                    answers to nobody but this machine, over plain HTTP
SECRET_KEY          signs sessions; a desk of this machine keeps a random one of its own in DATA_DIR
SOURCE_KEYS         seal who confidential sources are, newest first, with commas between; a desk of
                    this machine keeps one of its own in DATA_DIR, another seals nothing without
SEAL_KEY            signs what the desk seals for readers; made and kept as SOURCE_KEYS (seal_key)
EARLIER_SEAL_KEYS   the public halves of those before it: what they signed still holds
DEBUG               "1" to develop: errors are shown in the browser
DATA_DIR            where the desk keeps files: its database, collected static files (./var)
COPIES_DIR          where it keeps copies of sources and tables that come in (DATA_DIR/media)
S3_BUCKET           they lie in an object store instead; newsroom/kept_files.py has the rest
DATABASE_URL        an outside PostgreSQL 15 or later, the application's login; empty starts our own
DATABASE_OWNER_URL  the same database, its owner's login: migrates, makes test databases
DATABASE_REPLICA_URLS   replicas of it that requests read from, with commas between; and how many
REPLICA_LAG_SECONDS     seconds what readers see there may be old (5)
MIRROR_DATABASE_URL the database that public mirrors are fed from, its owner's login; and, of a
MIRROR_OF           desk that only mirrors another for readers, the other's address
SIGNATURES_WAIT     "1": signatures and editions are acknowledged once a standby has them, too
DATABASE_POOLED     "1" where a pooler that shares connections between transactions stands before it
POSTGRES_PROGRAMS   the folder of pg_dump and pg_restore, where those that come with the desk, which
                    speak no TLS, cannot reach the server: /usr/lib/postgresql/18/bin
POSTGRES_SETTINGS   of our own server, in place of the machine's: shared_buffers=1GB,work_mem=32MB
PORT                where open_desk serves on 127.0.0.1 (8000)
EDITOR_PASSWORD     the first editor's password; without it open_desk makes one up and prints it
BEHIND_PROXY        "1" when a proxy of yours ends HTTPS and itself sets X-Forwarded-Proto
SSL_REDIRECT        "0" when something before the desk already sends HTTP to HTTPS
HSTS_SECONDS        for how long browsers must insist on HTTPS (a year)
API_RATE_ANONYMOUS  how often an address may ask the API without a token (300/min), and with
API_RATE_USER       one (1200/min), and how often it may try a password for one
API_RATE_LOGIN      (10/min)
PAGE_RATE_ANONYMOUS how often an address may ask for pages without a login (300/min)
STATEMENT_SECONDS and more: how long PostgreSQL waits for whom (newsroom/postgres/silence.py)
MEMORY_MB           how many megabytes a process that serves pages, or a worker, may take for its
                    data (2000); 0: as many as there are
UPLOAD_MB           how many megabytes a form with a file may have (25)
API_TOKEN_DAYS      for how long an API token is good (30)
SESSION_HOURS       for how long somebody stays logged in at the desk (24), and for how long when
SESSION_IDLE_HOURS  they ask for nothing (8)
SECOND_FACTOR_FOR   roles that come in with a second factor alone, with commas between, and with
                    any who has all rights; "*": all, as in production. Empty: nobody has to
EMAIL_URL           the server that sends notices, smtp+tls://user:password@host:587; without it
                    e-mails are printed instead of sent
EMAIL_FROM          from whom they come (newsroom@localhost)
ERRORS_TO           whom readers write to who found an error; without it EMAIL_FROM
PUBLIC_SIGNERS      how readers see who signed: "names", or "desk" for "A member of the desk"
DESK_ADDRESS        where links in them lead: https://desk.example.org
CAPTURE_ALLOWS      networks of our own that pages may be captured from, 127.0.0.0/8, with commas
                    between: for trying the desk out. A production desk refuses to have any
CAPTURE_AGENT       how the desk names itself to sites; a way to reach you is polite (Newsroom/0.1)
HEADS_FILE          where heads of the journal are kept, out of the database's reach; else nowhere
DUMP_DAYS           how many days a dump of all tables is kept for readers (30); 0: there is none
DATA_LICENCE        under which licence they may use it, by its name in SPDX: CC-BY-4.0; else none
RECHECK_DAYS        after how many days a worker looks again at a quoted source (7); 0: never
TIME_ZONE           in which the desk tells and takes times of day, such as Europe/London (UTC)
LOG_LEVEL           what the desk says on stderr (WARNING); INFO: a line for each request, too
LOG_FORMAT          "lines" for people, or "json"
OPENID_ISSUER       the provider of your organisation's logins; newsroom/openid.py has the rest
METRICS_TOKEN       the key with which Prometheus reads /metrics; without one nothing is there
LEAKED_PASSWORDS, SITES_ALLOWED and more that makes a desk harder to harm: newsroom/hardening.py
SECRET_KEY_FILE, or any other with _FILE, names a file that holds the value, as vaults write it
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom import api_schema, browsers, databases, hardening, openid, passwords
from newsroom.kept_files import kept_files
from newsroom.logs import FORMS, logged
from newsroom.postgres.silence import limits
from newsroom.secret_files import NamesOrFiles, kept_secret, sealing_keys

env = environ.Env()
env.ENVIRON = NamesOrFiles()


def number(name, default):
    """The whole number in the environment variable `name`."""
    try:
        return env.int(name, default=default)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number.") from None


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
PORT = number("PORT", default=8000)
EDITOR_PASSWORD = env.str("EDITOR_PASSWORD", default="")

# What a deployment must decide. Whoever serves others has to name the hosts: that is what tells a
# production desk from one on somebody's own machine.
DEBUG = env.str("DEBUG", default="") == "1"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
PRODUCTION = bool(ALLOWED_HOSTS) and not DEBUG
if not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = env.str("SECRET_KEY", default="")
if PRODUCTION and not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY in the environment: a desk with ALLOWED_HOSTS is in production "
        "(see the top of newsroom/settings.py)."
    )
SECRET_KEY = SECRET_KEY or kept_secret(DATA_DIR / "secret_key")

# With what is sealed. Never in the database, nor beside it in a production desk.
_own = (lambda name: None) if PRODUCTION else DATA_DIR.joinpath
SOURCE_KEYS = sealing_keys("SOURCE_KEYS", env.list("SOURCE_KEYS", default=[]), _own("source_key"))
SEAL_KEYS = sealing_keys("SEAL_KEY", env.list("SEAL_KEY", default=[]), _own("seal_key"))
EARLIER_SEAL_KEYS = sealing_keys("EARLIER_SEAL_KEYS", env.list("EARLIER_SEAL_KEYS", default=[]))

SIGNATURES_WAIT = env.str("SIGNATURES_WAIT", default="") == "1"
DATABASES = {"default": databases.of_the_desk(env, DATA_DIR, limits(number))}
DATABASE_REPLICAS = databases.several(env, "DATABASE_REPLICA_URLS")
REPLICA_LAG_SECONDS = number("REPLICA_LAG_SECONDS", default=5)
MIRROR_DATABASE = databases.one(env, "MIRROR_DATABASE_URL")
MIRROR_OF = env.str("MIRROR_OF", default="").rstrip("/")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The applications: ours first, then what they stand on
INSTALLED_APPS = [
    "newsroom.postgres",
    "partnerships",
    "rest_framework",
    "django_filters",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "csp",
    "newsroom.apps.DeskConfig",  # django.contrib.admin, with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "newsroom.health.HealthMiddleware",
    "newsroom.requests.RequestsMiddleware",
    "csp.middleware.CSPMiddleware",  # before whatever may refuse a request
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.mirrors.MirrorMiddleware",
    "newsroom.middleware.ConditionalReadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.limits.LimitsMiddleware",
    "newsroom.second_factors.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.kept_forms.KeptFormsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
    "newsroom.replicas.ReplicasMiddleware",  # the innermost: what is before it asks the primary
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# What happened, and who did it. GET changes nothing that we keep, so it needs no context. Triggers
# are the laws' own: pgtrigger, without which pghistory does not start, makes none and alters none.
PGTRIGGER_MODEL_META = False
PGTRIGGER_SCHEMA_EDITOR = False
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Who may come in
HARDENING = hardening.hardening(env)
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "newsroom.logins.CountedBackend",
]
AUTH_PASSWORD_VALIDATORS = passwords.validators(HARDENING)
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
CSRF_FAILURE_VIEW = "newsroom.kept_forms.csrf_failure"
OPENID = openid.provider(env)
_ALL = ["*"] if PRODUCTION else []
SECOND_FACTOR_FOR = [each.strip() for each in env.list("SECOND_FACTOR_FOR", default=_ALL)]
OTP_TOTP_ISSUER = "Newsroom"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger locks out nobody but himself
AXES_HANDLER = "newsroom.logins.CountingOnce"
AXES_CLIENT_IP_CALLABLE = "newsroom.access_log.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# What one request may bring. A form's files go to the disk, all else is held in memory.
MEMORY_MB = number("MEMORY_MB", default=2000)  # of a process, see management/memory.py
LARGEST_UPLOAD = 1_000_000 * number("UPLOAD_MB", default=25)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a claim with a hundred citations is one form

# What leaves the desk, and what a browser may do with it
CONTENT_SECURITY_POLICY = browsers.POLICY
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "newsroom.sessions"
SESSION_COOKIE_AGE = 3600 * number("SESSION_IDLE_HOURS", default=8)
SESSION_LONGEST = 3600 * number("SESSION_HOURS", default=24)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True  # forms have it in a field: no script of ours asks for the cookie
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie
SECURE_REDIRECT_EXEMPT = ["^api/"]  # a program is told (newsroom/limits.py), and not led on
if PRODUCTION:
    # By its name a browser takes it over HTTPS alone, for this host alone, and from nobody else.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = env.str("SSL_REDIRECT", default="1") != "0"
    SECURE_HSTS_SECONDS = number("HSTS_SECONDS", default=365 * 24 * 60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = env.str("BEHIND_PROXY", default="") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Files the browser fetches, under names that change with their content
_MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
_COMPRESSED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": kept_files(env),
    "staticfiles": {"BACKEND": _COMPRESSED if PRODUCTION else _MANIFEST},
}
# Copies of sources; nothing serves this folder, and all machines of a desk share it.
MEDIA_ROOT = Path(env.str("COPIES_DIR", default="") or DATA_DIR / "media").resolve()
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# The journalists' API
REST_FRAMEWORK = api_schema.FRAMEWORK | {
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE_ANONYMOUS", default="300/min"),
        "user": env.str("API_RATE_USER", default="1200/min"),
        "login": env.str("API_RATE_LOGIN", default="10/min"),
        "pages": env.str("PAGE_RATE_ANONYMOUS", default="300/min"),
    },
    # Whose address counts: a proxy of ours names the caller's; otherwise nobody may name one.
    "NUM_PROXIES": int(BEHIND_PROXY),
}
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=number("API_TOKEN_DAYS", default=30)),
    "TOKEN_LIMIT_PER_USER": 20,
}
SPECTACULAR_SETTINGS = api_schema.SETTINGS

# What is sent, and where its links lead
_post = env.str("EMAIL_URL", default="")
if _post and not _post.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")):
    raise ImproperlyConfigured("EMAIL_URL must look like smtp+tls://user:password@host:587.")
_mail = env.email_url_config(_post or "consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = (_mail.get(f"EMAIL_USE_{how}", False) for how in ("TLS", "SSL"))
EMAIL_TIMEOUT = 30  # seconds; a server that says nothing holds nobody up for long
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="newsroom@localhost")
ERRORS_TO = env.str("ERRORS_TO", default=DEFAULT_FROM_EMAIL)
PUBLIC_SIGNERS = env.str("PUBLIC_SIGNERS", default="names")
_here = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else f"http://localhost:{PORT}"
DESK_ADDRESS = (env.str("DESK_ADDRESS", default="") or _here).rstrip("/")

# What the desk may fetch besides public pages, and who it says it is
CAPTURE_ALLOWS = env.list("CAPTURE_ALLOWS", default=[])
CAPTURE_AGENT = env.str("CAPTURE_AGENT", default="") or "Newsroom/0.1"
RECHECK_DAYS = number("RECHECK_DAYS", default=7)

# What workers ask of a door, which nothing below it may import: what of the record is published
# once a day, the numbering of what changed for readers, and a page of that as it is sent
PUBLIC_TABLES = "partnerships.api.public_tables.public_tables"
TELL_CHANGES = "partnerships.api.telling.tell_changes"
CHANGES_PAGE = "partnerships.api.telling.page_to_send"
DUMP_DAYS = number("DUMP_DAYS", default=30)
DATA_LICENCE = env.str("DATA_LICENCE", default="")
HEADS_FILE = env.str("HEADS_FILE", default="")

# What a page or a report of an error leaves out, it leaves out while one develops, too
DEFAULT_EXCEPTION_REPORTER_FILTER = "newsroom.reports.DiscreetFilter"

# A cell that begins with = or @ must not become a formula in somebody's spreadsheet
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "newsroom.formats"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

LOG_FORMAT = env.str("LOG_FORMAT", default="lines")
if LOG_FORMAT not in FORMS:
    raise ImproperlyConfigured(f"LOG_FORMAT must be one of these: {', '.join(FORMS)}.")
LOGGING = logged(env.str("LOG_LEVEL", default="WARNING"), LOG_FORMAT, HARDENING.logs_to)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
