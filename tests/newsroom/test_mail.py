"""By which server notices go out, and where their links lead."""

import ssl

import pytest
from django.core.mail.backends.smtp import EmailBackend

from tests.newsroom.desk import manage, settings_in

PRODUCTION = {"ALLOWED_HOSTS": ".desk.example", "SECRET_KEY": "k3y-" + "0123456789abcdef" * 4}


def setting(names, tmp_path, **variables):
    done = settings_in(tmp_path, names, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_without_a_server_emails_are_printed(tmp_path):
    assert setting(["EMAIL_BACKEND"], tmp_path).endswith("console.EmailBackend")


def test_the_server_is_named_in_one_variable(tmp_path):
    names = ["EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS"]

    found = setting(names, tmp_path, EMAIL_URL="smtp+tls://desk%40example.org:s3cret@mail:587")

    assert found == "mail 587 desk@example.org s3cret True"


def test_a_server_that_cannot_be_meant_is_refused_in_a_sentence(tmp_path):
    done = manage("check", DATA_DIR=tmp_path, EMAIL_URL="mail.example.org")

    assert done.returncode == 1
    assert "EMAIL_URL must look like smtp+tls://" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({"PORT": "8123"}, "http://localhost:8123"),
        (PRODUCTION, "https://desk.example"),
        ({"DESK_ADDRESS": "https://elsewhere.example/"}, "https://elsewhere.example"),
    ],
)
def test_links_lead_to_the_desk(tmp_path, variables, address):
    assert setting(["DESK_ADDRESS"], tmp_path, **variables) == address


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtp+ssl"])
def test_a_server_for_mail_that_cannot_prove_its_name_is_not_written_to(scheme):
    encrypted = {"use_tls": scheme == "smtp+tls", "use_ssl": scheme == "smtp+ssl"}

    looks_at = EmailBackend(**encrypted).ssl_context

    assert looks_at.verify_mode is ssl.CERT_REQUIRED
    assert looks_at.check_hostname
    assert looks_at.minimum_version >= ssl.TLSVersion.TLSv1_2
