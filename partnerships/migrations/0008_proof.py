"""Where a quotation ends in its copy, besides where it begins: a page may set it otherwise."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0007_groups'),
    ]

    operations = [
        AddTriggers([
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='delete_delete',
        ),
        ]),
        migrations.AddField(
            model_name='citation',
            name='extent',
            field=models.PositiveIntegerField(blank=True, help_text='Characters that it takes up there, as the page sets it.', null=True),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='extent',
            field=models.PositiveIntegerField(blank=True, help_text='Characters that it takes up there, as the page sets it.', null=True),
        ),
        migrations.RunSQL(
            "UPDATE partnerships_citation SET extent = length(quote) WHERE position IS NOT NULL;",
            migrations.RunSQL.noop,
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_citationhistory" ("answer", "claim_id", "collection_id", "extent", "id", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "reference", "says", "snapshot_id", "source_id", "stance", "translation", "uid") SELECT new_values."answer", new_values."claim_id", new_values."collection_id", new_values."extent", new_values."id", new_values."locator", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."quote", new_values."reference", new_values."says", new_values."snapshot_id", new_values."source_id", new_values."stance", new_values."translation", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f9c8284ac2109daa2ef7edd662981ad133a70da', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_78301', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_citationhistory" ("answer", "claim_id", "collection_id", "extent", "id", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "reference", "says", "snapshot_id", "source_id", "stance", "translation", "uid") SELECT new_values."answer", new_values."claim_id", new_values."collection_id", new_values."extent", new_values."id", new_values."locator", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."quote", new_values."reference", new_values."says", new_values."snapshot_id", new_values."source_id", new_values."stance", new_values."translation", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6efad0d5d43a5616f9a7d612edf8cc0173470103', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_035c0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_citationhistory" ("answer", "claim_id", "collection_id", "extent", "id", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "reference", "says", "snapshot_id", "source_id", "stance", "translation", "uid") SELECT old_values."answer", old_values."claim_id", old_values."collection_id", old_values."extent", old_values."id", old_values."locator", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."quote", old_values."reference", old_values."says", old_values."snapshot_id", old_values."source_id", old_values."stance", old_values."translation", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2735c73f1b9de7c173b5699fc49b2d20fde0ba22', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ef63f', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_citation', when='AFTER')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extent__isnull', False), ('position__isnull', False)), models.Q(('extent__isnull', True), ('position__isnull', True)), _connector='OR'), name='citation_place_is_whole', violation_error_message='A place in a copy has a beginning and a length.'),
        ),
    ]
