"""What a copy says of how it was captured, and of itself."""

import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0009_letter_for_letter'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddTriggers([
        pgtrigger.migrations.RemoveTrigger(
            model_name='snapshot',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='snapshot',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='snapshot',
            name='delete_delete',
        ),
        ]),
        migrations.RemoveConstraint(
            model_name='entry',
            name='entry_act_is_known',
        ),
        migrations.AddField(
            model_name='snapshot',
            name='address',
            field=models.CharField(blank=True, help_text='From which a fetched copy came in the end.', max_length=2000),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='captured_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='headers',
            field=models.JSONField(blank=True, default=dict, help_text='What came with the page.'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='name',
            field=models.CharField(blank=True, help_text='As it was uploaded.', max_length=200, verbose_name='name of the file'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='pages',
            field=models.JSONField(blank=True, default=list, help_text='Where its pages begin.'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='redirects',
            field=models.JSONField(blank=True, default=list, help_text='Pairs of a status and the address that gave it.'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='said',
            field=models.JSONField(blank=True, default=dict, help_text='What it says of itself.'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='size',
            field=models.PositiveIntegerField(blank=True, help_text='In bytes.', null=True),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='address',
            field=models.CharField(blank=True, help_text='From which a fetched copy came in the end.', max_length=2000),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='captured_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='headers',
            field=models.JSONField(blank=True, default=dict, help_text='What came with the page.'),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='name',
            field=models.CharField(blank=True, help_text='As it was uploaded.', max_length=200, verbose_name='name of the file'),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='pages',
            field=models.JSONField(blank=True, default=list, help_text='Where its pages begin.'),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='redirects',
            field=models.JSONField(blank=True, default=list, help_text='Pairs of a status and the address that gave it.'),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='said',
            field=models.JSONField(blank=True, default=dict, help_text='What it says of itself.'),
        ),
        migrations.AddField(
            model_name='snapshothistory',
            name='size',
            field=models.PositiveIntegerField(blank=True, help_text='In bytes.', null=True),
        ),
        migrations.AlterField(
            model_name='entry',
            name='act',
            field=models.CharField(choices=[('released', 'released it to readers'), ('taken_back', 'took it back from readers'), ('loaded', 'loaded a story'), ('recorded', 'recorded it'), ('changed', 'changed it'), ('removed', 'removed it'), ('captured', 'kept a copy'), ('proposed', 'proposed a verdict'), ('countersigned', 'signed the verdict'), ('withdrawn', 'withdrew the verdict'), ('adopted', 'adopted what nobody had signed for'), ('assessed', 'gave an assessment'), ('assigned', 'assigned it'), ('unassigned', 'took back an assignment'), ('commented', 'commented'), ('resolved', 'resolved a comment'), ('asked', 'asked for a reply'), ('answered', 'recorded the reply')], max_length=13),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_snapshothistory" ("address", "captured_at", "captured_by_id", "content", "headers", "how", "id", "media_type", "name", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirects", "said", "sha256", "size", "source_id", "text", "uid") SELECT new_values."address", new_values."captured_at", new_values."captured_by_id", new_values."content", new_values."headers", new_values."how", new_values."id", new_values."media_type", new_values."name", new_values."pages", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."redirects", new_values."said", new_values."sha256", new_values."size", new_values."source_id", new_values."text", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0f43b2d8597263e6590983ca5ff148a1489cb598', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2998f', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_snapshothistory" ("address", "captured_at", "captured_by_id", "content", "headers", "how", "id", "media_type", "name", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirects", "said", "sha256", "size", "source_id", "text", "uid") SELECT new_values."address", new_values."captured_at", new_values."captured_by_id", new_values."content", new_values."headers", new_values."how", new_values."id", new_values."media_type", new_values."name", new_values."pages", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."redirects", new_values."said", new_values."sha256", new_values."size", new_values."source_id", new_values."text", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5f023ba585f20e13c3f2466a143d29ef3a8429a1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f50c2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_snapshothistory" ("address", "captured_at", "captured_by_id", "content", "headers", "how", "id", "media_type", "name", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirects", "said", "sha256", "size", "source_id", "text", "uid") SELECT old_values."address", old_values."captured_at", old_values."captured_by_id", old_values."content", old_values."headers", old_values."how", old_values."id", old_values."media_type", old_values."name", old_values."pages", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."redirects", old_values."said", old_values."sha256", old_values."size", old_values."source_id", old_values."text", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2adc88e04f575c74f28af2e434aac5f69796458e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6a9e6', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_snapshot', when='AFTER')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['released', 'taken_back', 'loaded', 'recorded', 'changed', 'removed', 'captured', 'proposed', 'countersigned', 'withdrawn', 'adopted', 'assessed', 'assigned', 'unassigned', 'commented', 'resolved', 'asked', 'answered'])), name='entry_act_is_known', violation_error_message='Choose one of: released it to readers, took it back from readers, loaded a story, recorded it, changed it, removed it, kept a copy, proposed a verdict, signed the verdict, withdrew the verdict, adopted what nobody had signed for, gave an assessment, assigned it, took back an assignment, commented, resolved a comment, asked for a reply, recorded the reply.'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'fetched'), _negated=True), ('address__regex', '^https?://'), _connector='OR'), name='fetched_snapshot_has_an_address', violation_error_message='A copy that was fetched says from which address.'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('content', ''), ('size__isnull', False), _connector='OR'), name='snapshot_bytes_have_a_size', violation_error_message='A kept file says how many bytes it has.'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('redirects'), function='jsonb_typeof', output_field=models.TextField()), 'array'), name='snapshot_redirects_are_a_list', violation_error_message='This is kept as a list.'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('headers'), function='jsonb_typeof', output_field=models.TextField()), 'object'), name='snapshot_headers_have_names', violation_error_message='This is kept as values by name.'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('said'), function='jsonb_typeof', output_field=models.TextField()), 'object'), name='snapshot_says_things_by_name', violation_error_message='This is kept as values by name.'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('pages'), function='jsonb_typeof', output_field=models.TextField()), 'array'), name='snapshot_pages_are_a_list', violation_error_message='This is kept as a list.'),
        ),
    ]
