"""Tables for looks at sources again, and for what became of each quotation."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0011_acts'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('at', models.DateTimeField()),
                ('came', models.CharField(choices=[('copy', 'A copy came'), ('not_found', 'The site knows no page at this address'), ('no_longer_there', 'The site says that the page is there no longer'), ('refused', 'The site refuses us the page'), ('robots', 'The site asks programs not to read the page'), ('unavailable', 'The site cannot serve the page now'), ('unreachable', 'The site cannot be reached'), ('too_slow', 'The page takes too long to come'), ('misdirected', 'The page sends one on and on'), ('unreadable', 'What comes is no text that we can keep'), ('bad_address', 'The address is none that we ask')], max_length=15, verbose_name='what came')),
                ('status', models.PositiveSmallIntegerField(blank=True, help_text='What the site answered, such as 404, where it answered.', null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='partnerships.snapshot')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='partnerships.source')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RecheckHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('at', models.DateTimeField()),
                ('came', models.CharField(choices=[('copy', 'A copy came'), ('not_found', 'The site knows no page at this address'), ('no_longer_there', 'The site says that the page is there no longer'), ('refused', 'The site refuses us the page'), ('robots', 'The site asks programs not to read the page'), ('unavailable', 'The site cannot serve the page now'), ('unreachable', 'The site cannot be reached'), ('too_slow', 'The page takes too long to come'), ('misdirected', 'The page sends one on and on'), ('unreadable', 'What comes is no text that we can keep'), ('bad_address', 'The address is none that we ask')], max_length=15, verbose_name='what came')),
                ('status', models.PositiveSmallIntegerField(blank=True, help_text='What the site answered, such as 404, where it answered.', null=True)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.recheck')),
                ('snapshot', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.snapshot')),
                ('source', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('outcome', models.CharField(choices=[('unchanged', 'Unchanged'), ('moved', 'Moved'), ('altered', 'Altered'), ('gone', 'Gone'), ('unreachable', 'Unreachable')], max_length=11)),
                ('quote', models.TextField(help_text='What was looked for.')),
                ('position', models.PositiveIntegerField(blank=True, null=True)),
                ('extent', models.PositiveIntegerField(blank=True, null=True)),
                ('words', models.TextField(blank=True, help_text='What stands there now, where it differs.')),
                ('citation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='sightings', to='partnerships.citation')),
                ('copy', models.ForeignKey(help_text='The copy that the citation quotes.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.snapshot')),
                ('first', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='repeated', to='partnerships.sighting')),
                ('recheck', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sightings', to='partnerships.recheck')),
            ],
            options={
                'ordering': ['recheck_id', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='SightingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('outcome', models.CharField(choices=[('unchanged', 'Unchanged'), ('moved', 'Moved'), ('altered', 'Altered'), ('gone', 'Gone'), ('unreachable', 'Unreachable')], max_length=11)),
                ('quote', models.TextField(help_text='What was looked for.')),
                ('position', models.PositiveIntegerField(blank=True, null=True)),
                ('extent', models.PositiveIntegerField(blank=True, null=True)),
                ('words', models.TextField(blank=True, help_text='What stands there now, where it differs.')),
                ('citation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.citation')),
                ('copy', models.ForeignKey(db_constraint=False, help_text='The copy that the citation quotes.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.snapshot')),
                ('first', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.sighting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.sighting')),
                ('recheck', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.recheck')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='recheck',
            index=models.Index(fields=['source', 'at', 'id'], name='recheck_source'),
        ),
        migrations.AddConstraint(
            model_name='recheck',
            constraint=models.CheckConstraint(condition=models.Q(('came__in', ['copy', 'not_found', 'no_longer_there', 'refused', 'robots', 'unavailable', 'unreachable', 'too_slow', 'misdirected', 'unreadable', 'bad_address'])), name='recheck_came_is_known', violation_error_message='Choose one of: A copy came, The site knows no page at this address, The site says that the page is there no longer, The site refuses us the page, The site asks programs not to read the page, The site cannot serve the page now, The site cannot be reached, The page takes too long to come, The page sends one on and on, What comes is no text that we can keep, The address is none that we ask.'),
        ),
        migrations.AddConstraint(
            model_name='recheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came', 'copy'), ('snapshot__isnull', False)), models.Q(models.Q(('came', 'copy'), _negated=True), ('snapshot', None)), _connector='OR'), name='recheck_brings_a_copy_or_says_why_none', violation_error_message='A look brings a copy, or says why none came.'),
        ),
        migrations.AddConstraint(
            model_name='recheck',
            constraint=models.CheckConstraint(condition=models.Q(('status', None), ('status__range', (100, 599)), _connector='OR'), name='recheck_status_is_one_of_http', violation_error_message='What a site answers is a number from 100 to 599.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='recheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_recheckhistory" ("at", "by_id", "came", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot_id", "source_id", "status", "uid") SELECT new_values."at", new_values."by_id", new_values."came", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."snapshot_id", new_values."source_id", new_values."status", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='678e0e3332301cf27ccc9490e40f8477694faab0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f7dff', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_recheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_recheckhistory" ("at", "by_id", "came", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot_id", "source_id", "status", "uid") SELECT new_values."at", new_values."by_id", new_values."came", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."snapshot_id", new_values."source_id", new_values."status", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bfcb16b2b1aa01afead90def7b5cadae830105a0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b55d7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_recheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recheck',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_recheckhistory" ("at", "by_id", "came", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snapshot_id", "source_id", "status", "uid") SELECT old_values."at", old_values."by_id", old_values."came", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."snapshot_id", old_values."source_id", old_values."status", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a3f67fd35720d5a05d201b582d3b4865054ab0d3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0bede', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_recheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recheckhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e7481183832d4db47c781ddb5cfc89440bb5bb72', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e4136', table='partnerships_recheckhistory', when='BEFORE')),
        ),
        ]),
        migrations.AddIndex(
            model_name='sighting',
            index=models.Index(fields=['citation', 'id'], name='sighting_citation'),
        ),
        migrations.AddConstraint(
            model_name='sighting',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['unchanged', 'moved', 'altered', 'gone', 'unreachable'])), name='sighting_outcome_is_known', violation_error_message='Choose one of: Unchanged, Moved, Altered, Gone, Unreachable.'),
        ),
        migrations.AddConstraint(
            model_name='sighting',
            constraint=models.UniqueConstraint(fields=('recheck', 'citation'), name='sighting_is_made_once_a_look', violation_error_message='What became of this quotation then is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='sighting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extent__isnull', False), ('position__isnull', False)), models.Q(('extent__isnull', True), ('position__isnull', True)), _connector='OR'), name='sighting_place_is_whole', violation_error_message='A place in a copy has a beginning and a length.'),
        ),
        migrations.AddConstraint(
            model_name='sighting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('unchanged', 'moved')), ('position__isnull', False), ('words', '')), models.Q(('outcome', 'altered'), ('position__isnull', False), ('words__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), models.Q(('outcome__in', ['gone', 'unreachable']), ('position', None), ('words', '')), _connector='OR'), name='sighting_says_what_stands_there', violation_error_message='What stands has a place, what is altered has its words too, and what is gone has neither.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='sighting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_sightinghistory" ("citation_id", "copy_id", "extent", "first_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "recheck_id", "uid", "words") SELECT new_values."citation_id", new_values."copy_id", new_values."extent", new_values."first_id", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."quote", new_values."recheck_id", new_values."uid", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a0b00e389394fbc169c70bc34fe94c5718cb2997', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_66ced', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_sighting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sighting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_sightinghistory" ("citation_id", "copy_id", "extent", "first_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "recheck_id", "uid", "words") SELECT new_values."citation_id", new_values."copy_id", new_values."extent", new_values."first_id", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."quote", new_values."recheck_id", new_values."uid", new_values."words" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0dd5acaca197bcaa29c1a978ce9103daa99c80e4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_99ac7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_sighting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sighting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_sightinghistory" ("citation_id", "copy_id", "extent", "first_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "recheck_id", "uid", "words") SELECT old_values."citation_id", old_values."copy_id", old_values."extent", old_values."first_id", old_values."id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."quote", old_values."recheck_id", old_values."uid", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bde8712abd53a5c09e2a237365f1f4674eace8c2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4b23c', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_sighting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sightinghistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c61ca46e9dd4574528d865b36e5b151e289c8c47', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d9bb', table='partnerships_sightinghistory', when='BEFORE')),
        ),
        ]),
    ]
