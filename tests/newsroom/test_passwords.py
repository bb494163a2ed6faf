"""What a password must be, and what it need not."""

import hashlib
import re

import pytest
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from newsroom.hardening import Hardening
from newsroom.leaked_passwords import LeakedPasswords
from newsroom.passwords import LEAST, WORDS, validators
from tests import factories as make
from tests.newsroom.desk import manage

FORMS = ["password_change", "login"]


def refusals(password, user=None):
    """By what a password is refused, as codes."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


def test_a_short_password_is_refused():
    assert refusals("x7$kQ0z" + "p" * (LEAST - 8)) == {"password_too_short"}
    assert refusals("x7$kQ0z" + "p" * (LEAST - 7)) == set()


@pytest.mark.parametrize(
    "password",
    ["7203981546", "qzvxwmrtpl", "KQZJWVXYPT", "!?$%&()=+*", "пароль моей тётки", "  two words  "],
)
def test_letters_digits_and_signs_are_as_anybody_likes(password):
    assert refusals(password) == set()


def test_a_long_sentence_is_a_password():
    assert refusals("the quick brown fox jumps over a lazy dog and then " * 3) == set()


def test_what_leaked_most_often_is_refused():
    known = [word for word in CommonPasswordValidator().passwords if len(word) >= LEAST]

    assert len(known) > 3000
    assert not [word for word in known[:300] if "password_too_common" not in refusals(word)]


@pytest.mark.parametrize(
    "password", ["Newsroom2026", "editor-chief1", "FactCheck!23", "deskdeskdesk"]
)
def test_words_of_the_house_are_no_part_of_its_length(password):
    assert "password_of_the_house" in refusals(password)


def test_the_address_of_the_desk_is_no_password(settings):
    settings.ALLOWED_HOSTS = ["desk.tribune.example"]

    assert "password_of_the_house" in refusals("tribune2026")


def test_a_sentence_with_a_word_of_the_house_is_a_password():
    assert refusals("my editor likes rain") == set()


def test_a_password_like_its_owners_name_is_refused():
    ann = get_user_model()(username="ann-marlowe", email="ann@example.org")

    assert "password_too_similar" in refusals("annmarlowe", ann)


def test_the_words_of_the_house_are_in_the_documentation():
    text = (settings.BASE_DIR / "docs" / "protection.md").read_text()

    assert [word for word in WORDS if word not in text] == []


@pytest.fixture
def eve(db):
    return make.member("Editor", name="eve", password="As it is, 7!", email="eve@example.org")


def change(client, old, new="battery staple 7"):
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("admin:password_change"), typed)


def test_one_changes_ones_own_password_with_the_one_before(client, eve):
    client.force_login(eve)

    wrong = change(client, "wrong").status_code
    right = change(client, "As it is, 7!").status_code

    eve.refresh_from_db()
    assert (wrong, right) == (200, 302)
    assert eve.check_password("battery staple 7")


def test_a_bad_password_is_refused_where_it_is_changed(client, eve):
    client.force_login(eve)

    told = change(client, "As it is, 7!", "Newsroom2026")

    assert "characters more" in told.text
    eve.refresh_from_db()
    assert eve.check_password("As it is, 7!")


@pytest.mark.parametrize("typed", ["as it is, 7!", "As it is, 7", "As it is, 7! ", " As it is, 7!"])
def test_a_password_is_looked_at_as_it_was_typed(client, eve, typed):
    client.post("/admin/login/", {"username": "eve", "password": typed})

    assert client.get(reverse("admin:own_account")).status_code == 302


def test_no_letter_of_a_long_password_is_cut_off(eve):
    eve.set_password("a" * 500 + "b")

    assert not eve.check_password("a" * 500 + "c")


def test_a_password_that_is_years_old_is_good(client, eve):
    eve.date_joined = eve.last_login = make.NOON.replace(year=2001)
    eve.save()

    assert client.post(
        "/admin/login/", {"username": "eve", "password": "As it is, 7!"}
    ).status_code == 302  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_password_fields_are_masked_and_let_managers_in(client, eve, form):
    if form != "login":
        client.force_login(eve)

    page = client.get(reverse(f"admin:{form}")).text
    fields = re.findall(r'<input[^>]*name="[^"]*password[12]?"[^>]*>', page)

    assert len(fields) == {"login": 1, "password_change": 3}[form]
    assert all('type="password"' in field for field in fields)
    assert all(re.search('autocomplete="(current|new)-password"', field) for field in fields)


def test_a_password_that_is_kept_in_an_old_way_is_kept_anew(client, eve, settings):
    old = eve.password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]

    client.post("/admin/login/", {"username": "eve", "password": "As it is, 7!"})

    eve.refresh_from_db()
    assert not old.startswith("pbkdf2_sha256$")
    assert eve.password.startswith("pbkdf2_sha256$")


def test_passwords_are_kept_by_a_slow_function(settings):
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    eve = get_user_model()()
    eve.set_password("battery staple 7")
    algorithm, rounds, salt, _ = eve.password.split("$")

    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
    assert len(salt) >= 16


@pytest.fixture
def leaked(tmp_path):
    """A file of passwords that leaked, as they are downloaded."""
    words = ["correct horse battery", "Tr0ub4dor&3-again", *(f"leaked {n}" for n in range(3_000))]
    hashes = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in words)
    path = tmp_path / "leaked.txt"
    path.write_bytes("".join(f"{each}:{n}\r\n" for n, each in enumerate(hashes)).encode())
    return path


def test_no_password_of_the_operators_list_is_taken(leaked, settings):
    settings.HARDENING = Hardening(leaked_passwords=LeakedPasswords(leaked))
    settings.AUTH_PASSWORD_VALIDATORS = validators(settings.HARDENING)

    assert refusals("correct horse battery") == {"password_leaked"}
    assert refusals("correct horse batterz") == set()


def test_each_of_the_list_is_found_and_nothing_else(leaked):
    known = LeakedPasswords(leaked)

    assert [n for n in range(3_000) if f"leaked {n}" not in known] == []
    assert [n for n in range(3_000) if f"Leaked {n}" in known] == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "holds no hashes"),
        ("password\nletmein\n", "has a line that is no hash"),
        (f"{'B' * 40}:1\n" * 30 + f"{'A' * 40}:1\n" * 30, "not in the order of its hashes"),
    ],
)
def test_a_file_that_is_no_such_list_is_not_taken_for_one(tmp_path, lines, said):
    path = tmp_path / "leaked.txt"
    path.write_text(lines)

    done = manage("check", DATA_DIR=tmp_path, LEAKED_PASSWORDS=path)

    assert done.returncode == 1
    assert "LEAKED_PASSWORDS cannot be read" in done.stderr
    assert said in done.stderr
