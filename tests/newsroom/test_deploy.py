"""What stands in deploy/ starts a desk: its steps, commands and variables are those there are."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.newsroom.desk import ROOT, environment, eventually, free_port, open_folder, settings_in

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
# What PostgreSQL's image and deploy/logins.sh are told, beside what settings.py names.
OF_THE_DATABASE = {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "APPLICATION_PASSWORD"}
UNUSED = {  # what is in the repository and no desk needs
    *(
        ".ci",
        ".dockerignore",
        ".gitignore",
        ".pre-commit-config.yaml",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Makefile",
        "README.md",
    ),
    *("SECURITY.md", "benchmarks", "deploy", "pyproject.toml", "requirements-dev.txt"),
    *("tests", "requirements-mcp.txt", "requirements-s3.txt"),
}


def instructions():
    """Each instruction of the Dockerfile, with its words."""
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        if line and not line.startswith("#"):
            yield line.split(" ", 1)


def commands_of_units():
    for path in UNITS:
        told = path.read_text().replace("\\\n", " ")
        yield from re.findall(r"^ExecStart(?:Pre)?=(.+)", told, re.M)


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def said(*words):
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_each_command_of_the_desk_is_one():
    told = [shlex.split(line) for line in commands_of_units()]
    told += [each["command"] for each in compose()["services"].values() if "command" in each]
    named = [line[line.index("manage.py") + 1] for line in told if "manage.py" in line]

    assert len(named) > 5
    assert {*named} - {*get_commands()} == set()


def test_each_variable_is_one_that_the_settings_read():
    lines = (DEPLOY / "example.env").read_text().splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    known = {*re.findall(r"^([A-Z_]+) ", (ROOT / "newsroom" / "settings.py").read_text(), re.M)}

    assert "SECRET_KEY" in named
    assert named - known - OF_THE_DATABASE == set()


def test_no_secret_is_in_the_example():
    values = re.findall(
        r"^(?:.*PASSWORD|.*KEYS?)=(.*)$", (DEPLOY / "example.env").read_text(), re.M
    )

    assert len(values) > 4
    assert {*values} == {""}


def test_every_service_leans_on_one_that_is_there():
    services = compose()["services"]
    leant_on = {name for each in services.values() for name in each.get("depends_on", ())}

    assert leant_on <= services.keys()
    for each in services.values():
        files = [one.split(":")[0] for one in each.get("volumes", ()) if one.startswith("./")]
        assert [name for name in files if not (DEPLOY / name).is_file()] == []


def test_the_web_server_is_started_alike_everywhere():
    """As `make run` does, but for where it listens."""

    def options(line):
        given = shlex.split(line.partition("newsroom.wsgi:application")[2])
        return [*given[given.index("--workers") :]]

    image = json.loads(dict(instructions())["CMD"])[-1]
    [unit] = [line for line in commands_of_units() if "gunicorn" in line]

    assert options(image) == options(unit)
    assert "newsroom.serving.PatientWorker" in options(unit)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_can_be_read_and_gives_up_what_it_does_not_need(unit):
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read_string(unit.read_text())

    service = read["Service"]
    assert service["EnvironmentFile"] == "/etc/newsroom/desk.env"
    assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("yes", "strict")
    assert "/srv/newsroom/data" in service["ReadWritePaths"]


def test_each_secret_can_come_from_the_vault_of_the_machine(tmp_path):
    told = (DEPLOY / "systemd" / "secrets.conf").read_text()
    loaded = re.findall(r"^LoadCredentialEncrypted=(\w+):/etc/newsroom/\1\.cred$", told, re.M)
    named = re.findall(r"^Environment=(\w+)_FILE=%d/\1$", told, re.M)
    secrets = {"SECRET_KEY", "SOURCE_KEYS", "SEAL_KEY", "DATABASE_URL", "DATABASE_OWNER_URL"}
    values = {name: "postgres://desk:hush@localhost/desk" for name in secrets}
    values |= {"SECRET_KEY": "k" * 60, "SOURCE_KEYS": "A" * 43, "SEAL_KEY": "B" * 43}
    for name, value in values.items():
        (tmp_path / name).write_text(f"{value}\n")
    asked = ["SECRET_KEY", "SOURCE_KEYS[0][0]", "DATABASES['default']['OWNER']['PASSWORD']"]
    files = {f"{name}_FILE": tmp_path / name for name in secrets}

    done = settings_in(tmp_path, asked, ALLOWED_HOSTS="desk.example", **files)

    assert loaded == named
    assert secrets < {*named}
    assert done.stdout.split() == ["k" * 60, "0", "hush"]


def test_the_image_has_all_that_a_desk_needs():
    copied = {
        name for verb, words in instructions() if verb == "COPY" for name in words.split()[:-1]
    }
    there = {Path(line).parts[0] for line in said("git", "ls-files").splitlines()}
    sent = (ROOT / ".dockerignore").read_text().split()

    assert copied == there - UNUSED
    assert sent == ["*", *(f"!{name}" for name in sorted(copied))]  # and no key, nor a database


@pytest.mark.drill
def test_the_steps_of_the_image_make_a_server_that_answers():
    """By hand, in a bare folder; the environment alone is that of the tests, and not made anew."""
    with open_folder() as root:
        here = root
        for verb, words in instructions():
            words = words.replace("/srv/newsroom", str(root)).replace(" -o newsroom", "")
            if verb == "WORKDIR":
                here = Path(words)
                here.mkdir(parents=True)
            elif verb == "COPY":
                *names, place = words.split()
                for name in names:
                    copy(ROOT / name, here / place)
            elif verb == "RUN" and "venv .venv" in words:
                (here / ".venv").symlink_to(Path(sys.prefix))
            elif verb == "RUN" and not words.startswith(("useradd", ".venv/bin/pip")):
                subprocess.run(words, shell=True, cwd=here, check=True, env=environment())
        port = free_port()
        start = json.loads(dict(instructions())["CMD"])
        start[-1] = start[-1].replace("0.0.0.0:8000", f"127.0.0.1:{port}")
        variables = environment(DATA_DIR=root / "data", LOG_FORMAT="json")
        server = subprocess.Popen(start, cwd=here, env=variables, start_new_session=True)
        try:
            assert eventually(lambda: alive(port))
        finally:
            os.killpg(server.pid, 15)
            server.wait(60)


def copy(source, place):
    if source.is_dir():
        shutil.copytree(source, place)
    else:
        shutil.copy(source, place)


def alive(port):
    """Whether the process answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            return answer.status == 200
    except OSError:
        return False
