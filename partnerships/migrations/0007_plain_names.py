"""Tables, columns and laws get the names that the field uses; what they hold stays as it is.

What was is renamed and never made anew, so that a database of before ends with the catalogue of a
new one. Django would leave keys, indexes and sequences their old names. The text is frozen beside
this file; undone, each sentence is read the other way round.
"""

import re
from pathlib import Path

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

MODELS = {
    "Errand": "SourceJob",
    "Imprint": "TextSketch",
    "Judgement": "OriginDecision",
    "JudgementHistory": "OriginDecisionHistory",
    "KeptAnswer": "IdempotentResponse",
    "Lean": "EditionDependency",
    "Likeness": "TextOverlap",
}
COLUMNS = [
    ("binding", "leaning", "basis"),
    ("bindinghistory", "leaning", "basis"),
    *(
        (table, f"judged_{what}", f"decided_{what}")
        for table in ("origindecision", "origindecisionhistory")
        for what in ("at", "by")
    ),
]

NAMES = Path(__file__).with_suffix(".sql").read_text()
RENAMING = r"^ALTER (\w+) ([^;]*?)\s+RENAME (?:(COLUMN|CONSTRAINT) (\w+)\s+)?TO (\w+);$"
FUNCTION = r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?^(?:END )?\$\$;$"
EARLIER = "\n".join(
    Path(__file__).with_name(f"{name}.sql").read_text()
    for name in ("0004_all_laws", "0005_history", "0006_state_of_verdicts")
)
OLD_FUNCTIONS = {
    new: old for old, new in re.findall(r"^ALTER FUNCTION (\w+)\S* RENAME TO (\w+);", NAMES, re.M)
}
CHANGED = [law[1] for law in re.finditer(FUNCTION, NAMES, re.M | re.S)]
WAS = {law[1]: law[0] for law in re.finditer(FUNCTION, EARLIER, re.M | re.S)}  # the last one holds


def backwards(renaming):
    """The sentence that takes a renaming back."""
    kind, thing, part, old, new = renaming.groups()
    if part:
        return f"ALTER {kind} {thing} RENAME {part} {new} TO {old};"
    name = re.match(r"\w+", thing)[0]
    return f"ALTER {kind} {thing.replace(name, new, 1)} RENAME TO {name};"


OLD_NAMES = "\n".join(
    [
        *reversed([backwards(each) for each in re.finditer(RENAMING, NAMES, re.M)]),
        *(WAS[OLD_FUNCTIONS.get(name, name)] for name in CHANGED),
    ]
)

# From PostgreSQL 18 on “not null” has a name too.
NOT_NULL = """
DO $$
DECLARE
    named record;
BEGIN
    FOR named IN
        SELECT conrelid::regclass AS place, conname,
            format('%s_%s_not_null', conrelid::regclass, attname) AS wanted
        FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE contype = 'n' AND conrelid::regclass::text = ANY ('{TABLES}')
            AND conname <> format('%s_%s_not_null', conrelid::regclass, attname)
    LOOP
        EXECUTE format(
            'ALTER TABLE %s RENAME CONSTRAINT %I TO %I', named.place, named.conname, named.wanted
        );
    END LOOP;
END $$;
""".replace(
    "TABLES",
    ",".join(
        f"partnerships_{name.lower()}"
        for name in [*MODELS, *MODELS.values(), "Binding", "BindingHistory"]
    ),
)

# What Django keeps of models, and what waits in the queue.
ROWS = """
UPDATE django_content_type SET model = '{new}'
    WHERE app_label = 'partnerships' AND model = '{old}';
UPDATE auth_permission
    SET codename = replace(codename, '_{old}', '_{new}'), name = replace(name, '{said}', '{says}')
    FROM django_content_type AS kind
    WHERE kind.id = content_type_id AND app_label = 'partnerships' AND model = '{new}';
"""
JOBS = """
UPDATE procrastinate_jobs
    SET task_name = 'partnerships.run_{new}', queue_name = '{new}s',
        args = jsonb_build_object('{new}', args -> '{old}')
    WHERE task_name = 'partnerships.run_{old}';
"""


def words(name):
    """The model's name as Django says it of a permission."""
    return re.sub(r"(?<=.)(?=[A-Z])", " ", name).lower()


def rows(pairs):
    return "".join(
        ROWS.format(old=old.lower(), new=new.lower(), said=words(old), says=words(new))
        for old, new in pairs
    )


FORWARDS = rows(MODELS.items()) + JOBS.format(old="errand", new="source_job") + NAMES + NOT_NULL
BACKWARDS = (
    OLD_NAMES
    + NOT_NULL
    + JOBS.format(old="source_job", new="errand")
    + rows((new, old) for old, new in MODELS.items())
)


class Known(migrations.SeparateDatabaseAndState):
    """What Django knows of it, told at once: else each name would render all models anew."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


def key(to, related_name, **options):
    return models.ForeignKey(
        to, options.pop("on_delete", models.PROTECT), related_name=related_name, **options
    )


def one_of(name, field, choices):
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": list(choices)}),
        name=name,
        violation_error_message=f"Choose one of: {', '.join(choices.values())}.",
    )


def law(name, condition, said):
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=said)


def once(name, said, *expressions, **options):
    return models.UniqueConstraint(*expressions, name=name, violation_error_message=said, **options)


ENDED = ["done", "failed"]
LAWS = {
    "binding": {
        "binding_leaning_is_known": one_of(
            "binding_basis_is_known",
            "basis",
            {
                "statement": "On the claim as it stands",
                "correction": "On what is right instead",
            },
        ),
    },
    "editiondependency": {
        "lean_is_written_once": once(
            "edition_dependency_is_written_once",
            "That this passage leans on it is written already.",
            fields=["edition", "passage", "claim", "noun", "record"],
        ),
    },
    "idempotentresponse": {
        "answer_is_kept_once_for_a_key": once(
            "idempotent_response_is_kept_once_for_a_key",
            "This key was used already.",
            fields=["user", "key"],
        ),
    },
    "origindecision": {
        "judgement_answer_is_known": one_of(
            "origin_decision_answer_is_known",
            "answer",
            {
                "retells": "One retells the other",
                "independent": "Two reports of their own",
                "unsure": "Not sure",
            },
        ),
        "judgement_is_of_two_sources": law(
            "origin_decision_is_of_two_sources",
            ~Q(source=F("other")),
            "A decision is of two sources: choose another one.",
        ),
        "sources_have_one_current_judgement": once(
            "sources_have_one_current_origin_decision",
            "Somebody has judged these two sources meanwhile.",
            Least("source", "other"),
            Greatest("source", "other"),
            condition=Q(superseded_at=None),
        ),
    },
    "sourcejob": {
        "errand_kind_is_known": one_of(
            "source_job_kind_is_known",
            "kind",
            {"capture": "Fetch a copy", "recheck": "Look at it again"},
        ),
        "errand_state_is_known": one_of(
            "source_job_state_is_known",
            "state",
            {"waiting": "Waiting", "at_work": "At work", "done": "Done", "failed": "Not done"},
        ),
        "errand_is_asked_for_once": once(
            "source_job_is_asked_for_once",
            "The desk is asked for this already.",
            fields=["source", "kind"],
            condition=Q(ended_at=None),
        ),
        "errand_ends_when_it_is_done_or_not": law(
            "source_job_ends_when_it_is_done_or_not",
            Q(state__in=ENDED, ended_at__isnull=False) | (~Q(state__in=ENDED) & Q(ended_at=None)),
            "A job that is done, or given up, has ended.",
        ),
        "errand_is_tried_again_while_it_waits": law(
            "source_job_is_tried_again_while_it_waits",
            Q(again_at=None) | Q(state="waiting"),
            "Only what waits is tried again.",
        ),
        "errand_says_how_it_ended": law(
            "source_job_says_how_it_ended",
            Q(ended_at=None) | ~Q(said=""),
            "Say what came of it.",
        ),
    },
    "textoverlap": {
        "likeness_is_measured_once": once(
            "text_overlap_is_measured_once",
            "These two copies are compared already.",
            fields=["first", "second", "version"],
        ),
        "likeness_names_its_copies_in_order": law(
            "text_overlap_names_its_copies_in_order",
            Q(first__lt=F("second")),
            "Of two copies the one that was kept earlier comes first.",
        ),
        "likeness_is_part_of_both": law(
            "text_overlap_is_part_of_both",
            Q(shared__gt=0) & Q(shared__lte=F("first_words")) & Q(shared__lte=F("second_words")),
            "Two copies share no more words than either has.",
        ),
    },
    "textsketch": {
        "imprint_is_taken_once": once(
            "text_sketch_is_taken_once",
            "This copy has its sketch already.",
            fields=["snapshot", "version"],
        ),
    },
}
INDEXES = [
    ("editiondependency", "lean_on_record", "edition_dependency_on_record"),
    ("sourcejob", "errand_source", "source_job_source"),
    ("textsketch", "imprint_sketch", "text_sketch_sketch"),
]
KEYS = [
    ("editiondependency", "claim", key("partnerships.claim", "dependencies")),
    ("editiondependency", "edition", key("partnerships.edition", "dependencies")),
    ("editiondependency", "passage", key("partnerships.passage", "dependencies")),
    ("idempotentresponse", "user", key(settings.AUTH_USER_MODEL, "idempotent_responses")),
    ("origindecision", "source", key("partnerships.source", "origin_decisions")),
    (
        "sourcejob",
        "source",
        key("partnerships.source", "source_jobs", on_delete=models.CASCADE, db_index=False),
    ),
    ("textoverlap", "first", key("partnerships.snapshot", "text_overlaps")),
    ("textsketch", "snapshot", key("partnerships.snapshot", "text_sketches")),
]


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0006_state_of_verdicts"),
        ("procrastinate", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        Known(
            state_operations=[
                *(migrations.RenameModel(old, new) for old, new in MODELS.items()),
                *(migrations.RenameField(*each) for each in COLUMNS),
                migrations.AlterModelOptions(
                    "origindecision",
                    {"default_permissions": [], "ordering": ["-decided_at", "pk"]},
                ),
                migrations.AlterModelOptions(
                    "textoverlap", {"default_permissions": [], "ordering": ["pk"]}
                ),
                *(
                    migrations.RemoveConstraint(model, old)
                    for model, laws in LAWS.items()
                    for old in laws
                ),
                *(
                    migrations.RenameIndex(model, new_name=new, old_name=old)
                    for model, old, new in INDEXES
                ),
                *(migrations.AlterField(*each) for each in KEYS),
                *(
                    migrations.AddConstraint(model, new)
                    for model, laws in LAWS.items()
                    for new in laws.values()
                ),
            ]
        ),
    ]
