"""Dumps: all tables of the API in one file a day, by its hash."""

from django.db import models
from django.db.models import F, Func, Q

FOLDER_OF_DUMPS = "dumps"
DAY_OF_MOMENT = "(%(expressions)s AT TIME ZONE 'UTC')::date"


class DumpManager(models.Manager):
    def get_by_natural_key(self, day):
        return self.get(day=day)


class Dump(models.Model):
    """What anybody could read at that moment is in a file with this hash.

    The file lies in the desk's storage, until it is removed; that it was published stays here.
    """

    day = models.DateField(help_text="The day in UTC; there is one a day.")
    at = models.DateTimeField(help_text="The moment of which it tells.")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="How many bytes the file has.")

    objects = DumpManager()

    class Meta:
        ordering = ["-day", "-pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="dump_is_published_once_a_day",
                fields=["day"],
                violation_error_message="There is a dump of that day already.",
            ),
            models.CheckConstraint(
                name="dump_is_of_its_day",
                condition=Q(
                    day=Func(F("at"), template=DAY_OF_MOMENT, output_field=models.DateField())
                ),
                violation_error_message="A dump is of the day of its moment.",
            ),
            models.CheckConstraint(
                name="dump_sha256_is_a_hash",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A hash has 64 digits, 0 to 9 and a to f.",
            ),
        ]

    def __str__(self):
        return f"{self.day}"

    def natural_key(self):
        return (self.day,)

    @property
    def file_name(self):
        """Its file in the desk's storage."""
        return f"{FOLDER_OF_DUMPS}/{self.sha256}.zip"
