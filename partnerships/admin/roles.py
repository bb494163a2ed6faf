"""What each role may and may not do, told from the permissions themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from ..actions.rights import RIGHTS
from ..rules.accounts import roles_that_weigh

# The four that Django has of every noun, in the order in which one comes to need them.
ACTS = {"view": "see", "add": "record", "change": "change", "delete": "take away"}
OURS = {"auth", "partnerships", "axes", "knox"}
NOUNS = {"user": "accounts", "group": "roles", "authtoken": "tokens", "accesslog": "logins"}
LOOKING = {"view_snapshot"}
WORDS_OF = {codename: says for codename, says in RIGHTS.items() if codename not in LOOKING}
WORDS_OF |= {"change_user": "keep accounts", "view_confidential_source": "see confidential sources"}
WORDS = list(WORDS_OF.values())


@dataclass(frozen=True)
class RightRow:
    """Something that may be done, and of each role, in the order of the table, whether it may."""

    what: str
    may: list[bool]


def right_in_words(permission: Permission) -> str:
    """What the permission allows, as the sentence ends that refuses it."""
    act, _, noun = permission.codename.partition("_")
    if permission.content_type.app_label == "partnerships" and permission.codename in RIGHTS:
        return RIGHTS[permission.codename]
    if act in ACTS and noun == permission.content_type.model:
        return f"{ACTS[act]} {_noun(permission)}"
    return permission.name.removeprefix("Can ")


def roles_in_words(roles: Iterable[Group]) -> dict[int, str]:
    """By its key, what each role may do besides looking, as a sentence ends: what it may beyond
    the greatest of the others that it holds all of."""
    held = {role: _in_words(role) for role in roles}
    told = {}
    for role, rights in held.items():
        within = [each for each, less in held.items() if less and less < rights]
        most = max(within, key=lambda each: len(held[each]), default=None)
        more = [each for each in WORDS if each in rights - (held[most] if most else set())]
        told[role.pk] = ", ".join(([f"what {_a(most.name)} may"] if most else []) + more)
    return told


def _a(name):
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _in_words(role):
    """What the role may do, but for looking, each as a sentence ends."""
    held = {permission.codename for permission in role.permissions.all()} & WORDS_OF.keys()
    return {WORDS_OF[codename] for codename in held}


def rights_table() -> tuple[list[Group], list[RightRow]]:
    """The roles, and what any of them may: what the same roles may do to several nouns stands in
    one row. Three queries."""
    roles = list(Group.objects.order_by("pk").prefetch_related("permissions__content_type"))
    holders: dict[Permission, list[bool]] = {}
    for place, role in enumerate(roles):
        for permission in role.permissions.all():
            holders.setdefault(permission, [False] * len(roles))[place] = True
    plain: dict[tuple[str, tuple[bool, ...]], list[str]] = {}
    rows = []
    for permission, may in holders.items():
        act, _, noun = permission.codename.partition("_")
        if permission.content_type.app_label not in OURS:
            continue
        if act in ACTS and noun == permission.content_type.model:
            plain.setdefault((act, tuple(may)), []).append(_noun(permission))
        else:
            rows.append(RightRow(capfirst(right_in_words(permission)), may))
    order = list(ACTS)
    first = sorted(plain.items(), key=lambda each: (order.index(each[0][0]), -sum(each[0][1])))
    told = [
        RightRow(capfirst(f"{ACTS[act]} {', '.join(sorted(nouns))}"), list(may))
        for (act, may), nouns in first
    ]
    return roles, told + sorted(rows, key=lambda row: (-sum(row.may), row.what))


def _noun(permission):
    if own := NOUNS.get(permission.content_type.model):
        return own
    model = permission.content_type.model_class()
    return str(model._meta.verbose_name_plural) if model else permission.content_type.model


@require_safe
def roles_page(request, site):
    """What each role may do, for everybody at the desk."""
    roles, rows = rights_table()
    weigh = {role.pk for role in roles_that_weigh()}
    own = set(request.user.groups.values_list("pk", flat=True))
    context = {
        "title": "What each role may do",
        "roles": [(role, role.pk in weigh, role.pk in own) for role in roles],
        "rows": rows,
    }
    return TemplateResponse(
        request, "admin/accounts/roles.html", site.each_context(request) | context
    )
