"""What is computed of copies, judged of sources and sealed is held to by PostgreSQL.

Source keepers may seal and open who a source is.
"""

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

# Asked at once; a seal that agrees on another description puts it off until both rows have it.
AGREED = """
ALTER TABLE partnerships_identity ADD CONSTRAINT sealed_source_stays_as_agreed
    FOREIGN KEY (source_id, confidentiality, description)
    REFERENCES partnerships_source (id, confidentiality, outlet)
    DEFERRABLE INITIALLY IMMEDIATE;
"""
NO_AGREED = "ALTER TABLE partnerships_identity DROP CONSTRAINT sealed_source_stays_as_agreed;"

# A rotation of keys writes the ciphertext anew and leaves who sealed it, and when.
IN_PERSON = """
CREATE FUNCTION identity_is_sealed_in_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (OLD.source_id, OLD.uid) IS DISTINCT FROM (NEW.source_id, NEW.uid) THEN
        RAISE EXCEPTION 'What is sealed of one source is never put to another.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'identity_stays_with_its_source';
    END IF;
    IF (TG_OP = 'INSERT' OR (OLD.sealed_by_id, OLD.sealed_at, OLD.description)
            IS DISTINCT FROM (NEW.sealed_by_id, NEW.sealed_at, NEW.description))
       AND NEW.sealed_by_id IS DISTINCT FROM declared_actor() THEN
        RAISE EXCEPTION 'Everybody seals in their own name.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'identity_is_sealed_in_person';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_is_sealed_in_person BEFORE INSERT OR UPDATE ON partnerships_identity
    FOR EACH ROW EXECUTE FUNCTION identity_is_sealed_in_person();

CREATE FUNCTION judgement_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.judged_by_id IS DISTINCT FROM declared_actor() THEN
            RAISE EXCEPTION 'Everybody judges for themselves.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'judgement_is_given_in_person';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
       OR (OLD.uid, OLD.source_id, OLD.other_id, OLD.answer, OLD.why, OLD.judged_by_id,
           OLD.judged_at)
          IS DISTINCT FROM
          (NEW.uid, NEW.source_id, NEW.other_id, NEW.answer, NEW.why, NEW.judged_by_id,
           NEW.judged_at) THEN
        RAISE EXCEPTION 'A judgement is never rewritten or taken away: judge anew.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'judgement_is_not_rewritten';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judgement_is_not_rewritten
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_judgement
    FOR EACH ROW EXECUTE FUNCTION judgement_is_not_rewritten();
"""
NO_IN_PERSON = """
DROP TRIGGER judgement_is_not_rewritten ON partnerships_judgement;
DROP FUNCTION judgement_is_not_rewritten();
DROP TRIGGER identity_is_sealed_in_person ON partnerships_identity;
DROP FUNCTION identity_is_sealed_in_person();
"""

KEPT = [
    ("imprint_is_kept_as_it_is", "partnerships_imprint"),
    ("likeness_is_kept_as_it_is", "partnerships_likeness"),
    ("identity_history_is_kept_as_it_is", "partnerships_identityhistory"),
    ("judgement_history_is_kept_as_it_is", "partnerships_judgementhistory"),
]
KEEPERS = "Source keeper"


def append_only(name, table):
    """The operation that makes `table` append-only, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


def key_for_ever(name):
    """The operation after which rows of a table keep their keys, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_keeps_its_key BEFORE UPDATE OF id ON partnerships_{name}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_new_key();",
        f"DROP TRIGGER {name}_keeps_its_key ON partnerships_{name};",
    )


def _permission(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="partnerships", codename="open_identity"
    )


def let_keepers_open(apps, schema_editor=None):
    """Give source keepers the right to seal and open who a source is."""
    config = apps.get_app_config("partnerships")
    config.models_module = getattr(config, "models_module", None) or True
    create_contenttypes(config, apps=apps, verbosity=0)
    create_permissions(config, apps=apps, verbosity=0)
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=KEEPERS)
    group.permissions.add(*_permission(apps))


def let_nobody_open(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=KEEPERS):
        group.permissions.remove(*_permission(apps))


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0014_origins_and_identities")]

    operations = [
        migrations.RunSQL(AGREED, NO_AGREED),
        migrations.RunSQL(IN_PERSON, NO_IN_PERSON),
        *(append_only(name, table) for name, table in KEPT),
        *(key_for_ever(name) for name in ("identity", "judgement")),
        migrations.RunPython(let_keepers_open, let_nobody_open),
    ]
