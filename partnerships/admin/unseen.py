"""What an editor may not know of: it is not among the rows, and where a record leads to it that is
not shown, and stays as it is when the record is saved."""


def visible(queryset, user):
    """The rows that `user` may know of, where the records say who may."""
    return queryset.visible_to(user) if hasattr(queryset, "visible_to") else queryset


def shown_instead(record, user):
    """By the name of each relation of the record that leads to what `user` may not know of, what
    is shown of it: None of a key, the rows that are seen of several.

    Who may know of all costs no query.
    """
    instead = {}
    for field in [*record._meta.concrete_fields, *record._meta.many_to_many]:
        if not field.is_relation:
            continue
        rows = field.related_model._default_manager.all()
        known = visible(rows, user)
        if known is rows:
            continue
        if field.many_to_many:
            kept = record.pk and [*getattr(record, field.name).values_list("pk", flat=True)]
            if kept and len(seen := known.filter(pk__in=kept)) < len(kept):
                instead[field.name] = seen
        elif (key := getattr(record, field.attname)) and not known.filter(pk=key).exists():
            instead[field.name] = None
    return instead
