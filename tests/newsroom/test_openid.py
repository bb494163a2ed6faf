"""What the environment says of a provider of logins is understood, or refused in a sentence."""

import shlex
import subprocess
import sys

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import openid
from partnerships import checks
from tests.newsroom.desk import ROOT, environment, manage, open_folder
from tests.operating import documented, run_documented

TOLD = {
    "OPENID_ISSUER": "https://login.example.org/",
    "OPENID_CLIENT_ID": "desk",
    "OPENID_CLIENT_SECRET": "between us",
    "OPENID_ROLES": "checkers=Fact-checker; cn=desk,ou=news=Editor",
}


@pytest.fixture
def told(monkeypatch):
    """A function that reads the provider from an environment that says this."""

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return openid.provider(environ.Env())

    return read


def test_without_an_issuer_there_is_no_provider(told):
    assert told(OPENID_CLIENT_ID="desk") is None


def test_a_group_may_have_any_name(told):
    provider = told(**TOLD)

    assert provider.issuer == "https://login.example.org"
    assert provider.roles == (("checkers", "Fact-checker"), ("cn=desk,ou=news", "Editor"))


def test_the_secret_is_not_shown(told):
    assert "between us" not in repr(told(**TOLD))


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"OPENID_ISSUER": "http://login.example.org"}, "OPENID_ISSUER must look like https://"),
        ({"OPENID_ISSUER": "login.example.org"}, "OPENID_ISSUER must look like https://"),
        ({"OPENID_CLIENT_SECRET": ""}, "OPENID_ISSUER needs OPENID_CLIENT_ID"),
        ({"OPENID_ROLES": ""}, "OPENID_ISSUER needs OPENID_ROLES"),
        ({"OPENID_ROLES": "Editor"}, "OPENID_ROLES must look like group=Role"),
        ({"OPENID_ROLES": "desk="}, "OPENID_ROLES must look like group=Role"),
        ({"OPENID_SCOPES": "profile"}, "OPENID_SCOPES must have openid"),
        ({"OPENID_ONLY": "1"}, "OPENID_ONLY needs OPENID_EMERGENCY"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(told, variables, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        told(**TOLD | variables)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "faults"), [("Editor", 0), ("Editer", 1)])
def test_a_role_that_is_misspelt_is_refused(settings, told, role, faults):
    settings.OPENID = told(**TOLD | {"OPENID_ROLES": f"desk={role}"})

    found = checks.roles_of_the_provider_are_there(None, databases=["default"])

    assert [f"OPENID_ROLES names “{role}”" in fault.msg for fault in found] == [True] * faults


def test_nothing_of_it_is_loaded_where_no_provider_is_named(tmp_path):
    asks = (
        "import django; django.setup(); import newsroom.urls, sys; "
        "sys.exit('authlib' in sys.modules)"
    )
    environment = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    done = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, env=environment, check=False)

    assert done.returncode == 0


@pytest.mark.drill
def test_the_documented_provider_is_understood_and_found_by_check():
    lines = documented("OPENID_")
    told = dict(shlex.split(line)[0].split("=", 1) for line in lines)
    with open_folder() as folder:
        variables = environment(DATA_DIR=folder, **told)
        migrated = manage("migrate", "--verbosity", "0", DATA_DIR=folder)
        said = run_documented("check --database default", **variables)

    assert migrated.returncode == 0, migrated.stderr
    assert "no issues" in said
