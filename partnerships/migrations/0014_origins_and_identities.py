"""What copies have in common, what is decided of it, and who confidential sources are."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0013_drift_laws'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('confidentiality', models.GeneratedField(db_persist=True, expression=models.Value('confidential'), output_field=models.CharField(max_length=12))),
                ('description', models.CharField(help_text='What it was agreed to call the source: a person at Microsoft.', max_length=200)),
                ('ciphertext', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'identities',
                'ordering': ['pk'],
                'permissions': [('open_identity', 'Can seal and open who a confidential source is')],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='IdentityHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('description', models.CharField(help_text='What it was agreed to call the source: a person at Microsoft.', max_length=200)),
                ('ciphertext', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Imprint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('sketch', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('answer', models.CharField(choices=[('retells', 'One retells the other'), ('independent', 'Two reports of their own'), ('unsure', 'Not sure')], max_length=11)),
                ('why', models.TextField(blank=True, verbose_name='reasons')),
                ('judged_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['-judged_at', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='JudgementHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('answer', models.CharField(choices=[('retells', 'One retells the other'), ('independent', 'Two reports of their own'), ('unsure', 'Not sure')], max_length=11)),
                ('why', models.TextField(blank=True, verbose_name='reasons')),
                ('judged_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('shared', models.PositiveIntegerField()),
                ('first_words', models.PositiveIntegerField()),
                ('second_words', models.PositiveIntegerField()),
                ('share', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('shared'), '*', models.Value(100)), '/', django.db.models.functions.comparison.Least('first_words', 'second_words')), output_field=models.PositiveIntegerField())),
            ],
            options={
                'verbose_name_plural': 'likenesses',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('id', 'confidentiality', 'outlet'), name='source_id_and_agreement'),
        ),
        migrations.AddField(
            model_name='identity',
            name='sealed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='identity',
            name='source',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='identity', to='partnerships.source'),
        ),
        migrations.AddField(
            model_name='identityhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='identityhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.identity'),
        ),
        migrations.AddField(
            model_name='identityhistory',
            name='sealed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='identityhistory',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.source'),
        ),
        migrations.AddField(
            model_name='imprint',
            name='snapshot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imprints', to='partnerships.snapshot'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='judged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='judgement',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.source'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='partnerships.source'),
        ),
        migrations.AddField(
            model_name='judgementhistory',
            name='judged_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='judgementhistory',
            name='other',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.source'),
        ),
        migrations.AddField(
            model_name='judgementhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='judgementhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.judgement'),
        ),
        migrations.AddField(
            model_name='judgementhistory',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.source'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='likenesses', to='partnerships.snapshot'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.snapshot'),
        ),
        migrations.AddConstraint(
            model_name='identity',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThanOrEqual(models.Func(models.F('ciphertext'), function='octet_length', output_field=models.IntegerField()), 289), django.db.models.lookups.Exact(models.Func(models.F('ciphertext'), models.Value(0), function='get_byte', output_field=models.IntegerField()), 1)), name='identity_is_ciphertext', violation_error_message='Who a source is, is kept encrypted or not at all.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='identity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_identityhistory" ("ciphertext", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "source_id", "uid") SELECT new_values."ciphertext", new_values."description", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sealed_at", new_values."sealed_by_id", new_values."source_id", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f87ebce1b46172bcf555fe77fcdaab025f7c4805', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9975', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_identity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_identityhistory" ("ciphertext", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "source_id", "uid") SELECT new_values."ciphertext", new_values."description", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sealed_at", new_values."sealed_by_id", new_values."source_id", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b22a3f5b89656ce4b2927156463242d785e1195a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9b378', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_identity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_identityhistory" ("ciphertext", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "source_id", "uid") SELECT old_values."ciphertext", old_values."description", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sealed_at", old_values."sealed_by_id", old_values."source_id", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6c7f8f8d6fedb5a2a305c88a8c0b52e35a7c667c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_96312', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_identity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identityhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3becb8d6733a462c28252825daf78463dccb7487', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e0a7', table='partnerships_identityhistory', when='BEFORE')),
        ),
        ]),
        migrations.AddIndex(
            model_name='imprint',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['sketch'], name='imprint_sketch'),
        ),
        migrations.AddConstraint(
            model_name='imprint',
            constraint=models.UniqueConstraint(fields=('snapshot', 'version'), name='imprint_is_taken_once', violation_error_message='This copy has its sketch already.'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['retells', 'independent', 'unsure'])), name='judgement_answer_is_known', violation_error_message='Choose one of: One retells the other, Two reports of their own, Not sure.'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('other')), _negated=True), name='judgement_is_of_two_sources', violation_error_message='A judgement is of two sources: choose another one.'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Least('source', 'other'), django.db.models.functions.comparison.Greatest('source', 'other'), condition=models.Q(('superseded_at', None)), name='sources_have_one_current_judgement', violation_error_message='Somebody has judged these two sources meanwhile.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='judgement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_judgementhistory" ("answer", "id", "judged_at", "judged_by_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "superseded_at", "uid", "why") SELECT new_values."answer", new_values."id", new_values."judged_at", new_values."judged_by_id", new_values."other_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."superseded_at", new_values."uid", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d2a38fa991681d8473cb4f54cdb5f12f6b31dd18', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d5c43', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_judgement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_judgementhistory" ("answer", "id", "judged_at", "judged_by_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "superseded_at", "uid", "why") SELECT new_values."answer", new_values."id", new_values."judged_at", new_values."judged_by_id", new_values."other_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."superseded_at", new_values."uid", new_values."why" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6e7688f3bfbd32012ea616eb6d4a3554a5c592d8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ac2d7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_judgement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_judgementhistory" ("answer", "id", "judged_at", "judged_by_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "superseded_at", "uid", "why") SELECT old_values."answer", old_values."id", old_values."judged_at", old_values."judged_by_id", old_values."other_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source_id", old_values."superseded_at", old_values."uid", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='831c7199ba3d1d2cb1affcf37579aa7c913ce8ad', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d3534', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_judgement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgementhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c02776fd210eff1fec509b15caae51da13cbf6d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d43b7', table='partnerships_judgementhistory', when='BEFORE')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.UniqueConstraint(fields=('first', 'second', 'version'), name='likeness_is_measured_once', violation_error_message='These two copies are compared already.'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='likeness_names_its_copies_in_order', violation_error_message='Of two copies the one that was kept earlier comes first.'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.CheckConstraint(condition=models.Q(('shared__gt', 0), ('shared__lte', models.F('first_words')), ('shared__lte', models.F('second_words'))), name='likeness_is_part_of_both', violation_error_message='Two copies share no more words than either has.'),
        ),
    ]
