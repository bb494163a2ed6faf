"""Roles: which person holds which post where."""

from django.db import models
from django.db.models import Func, Q

from ...vocabulary import PartyKind, RoleKind
from ..base import (
    Present,
    Referenced,
    ReleasedQuerySet,
    Uid,
    UidManager,
    not_blank,
    one_of,
    put_away_by_itself,
    put_away_field,
    referenced_once,
    released_field,
    words_index,
)
from ..dates import AsOfQuerySet, Period, certainly_alone, period_constraints, period_indexes
from ..history import tracked
from .parties import Company, Person


class RoleQuerySet(ReleasedQuerySet, AsOfQuerySet):
    pass


class RoleManager(Present, UidManager.from_queryset(RoleQuerySet)):
    pass


def kind_of_party(kind):
    """A constant column beside a party's id: the foreign key on both refuses the other kind."""
    return models.GeneratedField(
        expression=models.Value(kind.value),
        output_field=models.CharField(max_length=7),
        db_persist=True,
    )


@tracked
class Role(Uid, Referenced, Period):
    """A person's post, board seat or task at a company, and when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    company = models.ForeignKey(Company, models.PROTECT, related_name="officers")
    title = models.CharField(max_length=200, help_text="As the company words it.")
    kind = models.CharField(max_length=9, choices=RoleKind)
    post = models.SlugField(
        max_length=60,
        blank=True,
        help_text="The post, where several titles name one, such as chief-executive.",
    )
    exclusive = models.BooleanField(
        default=False, help_text="One person holds this post at a time."
    )
    note = models.TextField(blank=True)
    released_at = released_field()
    put_away = put_away_field()

    person_kind = kind_of_party(PartyKind.PERSON)
    company_kind = kind_of_party(PartyKind.COMPANY)

    objects = RoleManager()
    every = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["company", "post", "start", "pk"]
        constraints = [
            *put_away_by_itself("role"),
            referenced_once("role_reference_is_given_once"),
            one_of("role_kind_is_known", "kind", RoleKind),
            not_blank("role_has_a_title", "title", "Give the role its title."),
            models.CheckConstraint(
                name="exclusive_role_names_its_post",
                condition=Q(exclusive=False) | ~Q(post=""),
                violation_error_message="Name the post that only one person can hold.",
            ),
            certainly_alone(
                "exclusive_post_has_one_holder_a_day",
                "company",
                "post",
                condition=Q(exclusive=True, put_away=None),
                # The day on which one hands over to the next is both people's.
                within=Func("certain", function="less_last_day"),
                message="Somebody else certainly held this post on one of these days.",
            ),
            *period_constraints("role"),
        ]
        indexes = [*period_indexes("role"), words_index("role", "title", "reference")]

    def __str__(self):
        return f"{self.person}, {self.title}, {self.company}"
