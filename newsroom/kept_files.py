"""What the environment says of where kept files lie: in a folder, or in an object store.

S3_BUCKET           the bucket of an object store that speaks S3, for this desk alone
S3_ENDPOINT         where the store is (https://s3.example.org); without it Amazon's
S3_REGION           its region, where it asks for one (us-east-1)
S3_ACCESS_KEY       as whom the desk asks it, and
S3_SECRET_KEY       the secret that goes with it
"""

from importlib.util import find_spec
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def kept_files(env: environ.Env) -> dict[str, Any]:
    """The storage of kept files, as Django's STORAGES have it.

    Errors   ImproperlyConfigured.
    """
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return FOLDER
    keys = {
        "access_key": env.str("S3_ACCESS_KEY", default=""),
        "secret_key": env.str("S3_SECRET_KEY", default=""),
    }
    if not all(keys.values()):
        raise ImproperlyConfigured("S3_BUCKET needs S3_ACCESS_KEY and S3_SECRET_KEY.")
    endpoint = env.str("S3_ENDPOINT", default="") or None
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise ImproperlyConfigured("S3_ENDPOINT must look like https://s3.example.org.")
    if find_spec("storages") is None:
        raise ImproperlyConfigured("S3_BUCKET needs what requirements-s3.txt names: install that.")
    from botocore.config import Config

    told = {
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "region_name": env.str("S3_REGION", default="us-east-1"),
        "file_overwrite": False,
        "max_memory_size": 1_000_000,  # bytes of a file that are held in memory
        "client_config": Config(
            **{"signature_version": "s3v4", "s3": {"addressing_style": "path"}},
            **{"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2}},
            # Stores of others than Amazon know no other checksums than they must.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
    return {"BACKEND": "newsroom.object_store.ObjectStore", "OPTIONS": keys | told}
