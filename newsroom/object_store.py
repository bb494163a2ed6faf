"""Kept files in an object store that speaks S3: what goes wrong there is told as of a disk."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name


@contextmanager
def told_as_of_a_disk(name: str) -> Iterator[None]:
    """A block whose failures are those that a folder's would be: what asks for a file knows them,
    and knows of no store."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(errno.ENOENT, "it is not in the store", name) from error
        raise OSError(errno.EIO, f"the store answers {_code(error)}", name) from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(errno.EIO, "the store does not answer", name) from error


def _code(error):
    return error.response.get("Error", {}).get("Code", "nothing that can be read")


class StoredFile(S3File):
    """A file of the store, which is fetched when it is first read."""

    def _get_file(self):
        with told_as_of_a_disk(self.name):
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


class ObjectStore(S3Storage):
    """The bucket of a desk."""

    def _open(self, name, mode="rb"):
        with told_as_of_a_disk(name):
            return StoredFile(self._normalize_name(clean_name(name)), mode, self)

    def _save(self, name, content):
        with told_as_of_a_disk(name):
            return super()._save(name, content)

    def delete(self, name):
        with told_as_of_a_disk(name):
            super().delete(name)

    def exists(self, name):
        with told_as_of_a_disk(name):
            return super().exists(name)

    def listdir(self, name):
        with told_as_of_a_disk(name):
            return super().listdir(name)

    def size(self, name):
        with told_as_of_a_disk(name):
            return super().size(name)

    def get_modified_time(self, name):
        with told_as_of_a_disk(name):
            return super().get_modified_time(name)
