"""Secrets that a desk of one's own machine makes up and keeps in files of its own, and keys as
they are written."""

import binascii
import os
import secrets
import tempfile
from base64 import urlsafe_b64decode

from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping


class NamesOrFiles(FileAwareMapping):
    """The environment, in which NAME_FILE may name a file that holds the value of NAME: so vaults
    hand out keys, and often with a line's end behind them."""

    def __getitem__(self, name):
        try:
            return super().__getitem__(name).rstrip("\r\n")
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or "it is no text"
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {why}.") from None


def kept_secret(path, size=64):
    """The secret in the file at `path`, which nobody else may read; made up on first use, of so
    many bytes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft, name = tempfile.mkstemp(dir=path.parent)
            with open(draft, "w") as file:
                file.write(secrets.token_urlsafe(size))
            try:
                os.link(name, path)  # whole or not at all, and never over another process's
            except FileExistsError:
                pass
            finally:
                os.unlink(name)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The desk cannot keep its files in {path.parent}: {error.strerror}. "
            "Set DATA_DIR to a folder that can be written."
        ) from None


def sealing_keys(name, texts, kept_in=None):
    """The keys in the setting of that name; where it has none, the one in the file `kept_in`, which
    is made up on first use, or none where there is no such file."""
    keys = [sealing_key(text.strip(), name) for text in texts if text.strip()]
    return keys or ([sealing_key(kept_secret(kept_in, size=32))] if kept_in else [])


def sealing_key(text, name="SOURCE_KEYS"):
    """The key of 32 bytes that the text in base64 stands for; what is wrong is never repeated."""
    try:
        made = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        made = b""
    if len(made) != 32:
        raise ImproperlyConfigured(
            f"{name} must hold keys of 32 bytes in base64, with commas between; "
            "python -c 'import secrets; print(secrets.token_urlsafe(32))' makes one."
        )
    return made
