"""A desk that is not set up properly does not start, and says why in a sentence."""

import re

import pytest
from django.conf import settings as of_the_desk

from newsroom import settings
from newsroom.secret_files import sealing_key
from partnerships import checks
from tests.newsroom.desk import ROOT, manage, settings_in

PRODUCTION = {"ALLOWED_HOSTS": "desk.example", "SECRET_KEY": "k3y-" + "0123456789abcdef" * 4}
KEY = "0123456789abcdef" * 2 + "0123456789-"  # 32 bytes in base64


def test_production_needs_a_secret_key(tmp_path):
    done = manage("check", DATA_DIR=tmp_path, ALLOWED_HOSTS="desk.example", SECRET_KEY="")

    assert done.returncode == 1
    assert done.stderr.startswith("Set SECRET_KEY in the environment")
    assert "Traceback" not in done.stderr


@pytest.mark.drill
def test_production_passes_djangos_own_deployment_checks(tmp_path):
    done = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DATA_DIR=tmp_path,
        SOURCE_KEYS=KEY,
        SEAL_KEY=KEY,
        **PRODUCTION,
    )

    assert done.returncode == 0, done.stderr


def test_a_production_desk_without_keys_of_its_own_is_warned(tmp_path):
    done = manage("check", "--deploy", DATA_DIR=tmp_path, **PRODUCTION)

    assert done.returncode == 0
    assert "SOURCE_KEYS is not set" in done.stderr
    assert "SEAL_KEY is not set" in done.stderr
    assert not [*tmp_path.glob("*_key")]


def told_in_clear(monkeypatch, **told):
    for name, value in told.items():
        monkeypatch.setattr(of_the_desk, name, value)
    return [fault.msg for fault in checks.what_is_said_to_others_is_encrypted(None)]


OTHER = {"HOST": "db.example", "OPTIONS": {}}
SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example",
}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"DATABASES": {"default": OTHER}}, "DATABASE_URL leads to PostgreSQL on another machine"),
        ({"DATABASES": {"default": {"OWNER": OTHER}}}, "DATABASE_OWNER_URL leads to PostgreSQL"),
        ({"DATABASE_REPLICAS": [OTHER]}, "DATABASE_REPLICA_URLS leads to PostgreSQL"),
        (SMTP, "EMAIL_URL sends mail in clear"),
    ],
)
def test_a_desk_that_says_something_to_another_machine_in_clear_is_warned(monkeypatch, told, said):
    (found,) = told_in_clear(monkeypatch, **told)

    assert found.startswith(said)


@pytest.mark.parametrize(
    "told",
    [
        {"DATABASES": {"default": OTHER | {"OPTIONS": {"sslmode": "verify-full"}}}},
        {"DATABASES": {"default": {"HOST": "/run/postgresql"}}},
        {"DATABASES": {"default": {"HOST": "127.0.0.1"}}},
        SMTP | {"EMAIL_USE_TLS": True},
        SMTP | {"EMAIL_HOST": "localhost"},
    ],
)
def test_what_is_encrypted_or_stays_on_the_machine_warns_nobody(monkeypatch, told):
    assert told_in_clear(monkeypatch, **told) == []


@pytest.mark.parametrize("keys", ["s3cr3t", KEY[:-1], f"{KEY},{KEY}=ä", f"{KEY};{KEY}"])
def test_a_key_that_is_none_is_refused_and_not_repeated(tmp_path, keys):
    done = manage("check", DATA_DIR=tmp_path, SOURCE_KEYS=keys)

    assert done.returncode == 1
    assert done.stderr.startswith("SOURCE_KEYS must hold keys of 32 bytes")
    assert keys not in done.stderr


def test_a_desk_of_this_machine_keeps_a_key_of_its_own(tmp_path):
    settings_in(tmp_path)
    first = (tmp_path / "secret_key").read_text()
    settings_in(tmp_path)

    assert len(first) > 50
    assert (tmp_path / "secret_key").read_text() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_desk_of_this_machine_keeps_a_key_for_its_sources(tmp_path):
    settings_in(tmp_path)
    first = (tmp_path / "source_key").read_text()
    settings_in(tmp_path)

    assert len(sealing_key(first)) == 32
    assert (tmp_path / "source_key").read_text() == first
    assert (tmp_path / "source_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"DATABASE_URL": "mysql://desk@localhost/desk"},
            "DATABASE_URL must look like postgres://",
        ),
        ({"DATABASE_OWNER_URL": "postgres://desk@localhost/desk"}, "needs DATABASE_URL"),
        ({"POSTGRES_SETTINGS": "jit on"}, "POSTGRES_SETTINGS must look like shared_buffers=1GB"),
        ({"PORT": "many"}, "PORT must be a number"),
        ({"SITES_ALLOWED": "https://ft.com/"}, "SITES_ALLOWED must hold names of hosts"),
        ({"DATA_DIR": "/dev/null/desk"}, "Set DATA_DIR to a folder that can be written."),
    ],
)
def test_a_variable_that_cannot_be_meant_is_named(tmp_path, variables, sentence):
    done = manage("check", **{"DATA_DIR": tmp_path} | variables)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("document", ["newsroom/settings.py", "docs/operate.md"])
def test_every_variable_is_listed(document):
    source = (ROOT / "newsroom/settings.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|server|number)\(\s*"([A-Z_]+)"', source))
    text = settings.__doc__ if document.endswith(".py") else (ROOT / document).read_text()

    assert len(read) > 10
    assert {name for name in read if name not in text} == set()


def test_a_secret_may_stand_in_a_file_that_a_vault_wrote(tmp_path):
    kept = tmp_path / "key"
    kept.write_text("out of the vault\n")

    told = settings_in(tmp_path, ["SECRET_KEY"], SECRET_KEY_FILE=kept)

    assert told.stdout.strip() == "out of the vault"


def test_a_file_of_a_secret_that_is_not_there_is_named(tmp_path):
    done = manage("check", DATA_DIR=tmp_path, SECRET_KEY_FILE=tmp_path / "gone")

    assert done.returncode == 1
    assert "SECRET_KEY_FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pooler_is_left_nothing_that_outlasts_a_transaction(tmp_path):
    asked = [
        "DATABASES['default']['DISABLE_SERVER_SIDE_CURSORS']",
        "DATABASES['default']['LIMITS']",
    ]
    asked.append("DATABASES['default']['OPTIONS']['prepare_threshold']")
    url = "postgres://desk:hush@localhost/desk?prepare_threshold=1"

    told = settings_in(tmp_path, asked, DATABASE_URL=url, DATABASE_POOLED="1")

    assert told.stdout.split("\n")[0] == "True {} None"


@pytest.mark.parametrize(
    ("variables", "roles"),
    [
        (PRODUCTION, "['*']"),
        (PRODUCTION | {"SECOND_FACTOR_FOR": "Editor, Reader"}, "['Editor', 'Reader']"),
        (PRODUCTION | {"SECOND_FACTOR_FOR": ""}, "[]"),
        ({}, "[]"),
    ],
)
def test_every_role_of_a_production_desk_has_a_second_factor_unless_told_otherwise(
    tmp_path, variables, roles
):
    assert settings_in(tmp_path, ["SECOND_FACTOR_FOR"], **variables).stdout.strip() == roles


def test_a_production_desk_that_asks_nobody_for_a_second_factor_is_warned(monkeypatch):
    monkeypatch.setattr(of_the_desk, "SECOND_FACTOR_FOR", [])

    (warned,) = checks.second_factors_are_asked_for(None)

    assert warned.msg.startswith("SECOND_FACTOR_FOR is empty")


def test_several_machines_keep_their_copies_in_one_folder(tmp_path):
    told = settings_in(tmp_path, ["MEDIA_ROOT"], COPIES_DIR=tmp_path / "shared")

    assert told.stdout.strip() == str(tmp_path / "shared")


def test_where_signatures_wait_for_a_standby_nothing_else_does(tmp_path):
    done = settings_in(tmp_path, ["DATABASES['default']['COMMITS']"], SIGNATURES_WAIT="1")

    assert done.stdout.strip() == "local"


def test_behind_a_pooler_no_connection_is_told_how_to_commit(tmp_path):
    how = {"SIGNATURES_WAIT": "1", "DATABASE_POOLED": "1"}
    done = settings_in(tmp_path, ["DATABASES['default']['COMMITS']"], **how)

    assert done.stdout.strip() == "None"
