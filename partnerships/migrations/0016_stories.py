"""Stories, their passages and editions, and what changes underneath."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0015_identity_laws'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Binding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('leaning', models.CharField(choices=[('statement', 'On the claim as it stands'), ('correction', 'On what is right instead')], default='statement', max_length=10)),
                ('bound_at', models.DateTimeField()),
                ('bound_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bindings', to='partnerships.claim')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['passage', 'claim', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('number', models.PositiveIntegerField(help_text='1 is the first.')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['story', '-number', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('severity', models.CharField(choices=[('clarification', 'Clarification'), ('correction', 'Correction'), ('retraction', 'Retraction')], max_length=13)),
                ('was_wrong', models.TextField(help_text='What it said that was wrong.')),
                ('is_right', models.TextField(help_text='What is right.')),
                ('wrong_since', models.DateTimeField(help_text='Since when readers had it wrong.')),
                ('asked_by', models.CharField(help_text='Who asked for it: a reader, a party, the desk itself.', max_length=200)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to=settings.AUTH_USER_MODEL)),
                ('edition', models.OneToOneField(help_text='Which it came with.', on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='partnerships.edition')),
            ],
            options={
                'ordering': ['edition', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('kind', models.CharField(choices=[('embargo', 'Embargoed'), ('legal', 'Waits for legal sign-off'), ('killed', 'Killed')], max_length=7)),
                ('until', models.DateTimeField(blank=True, help_text='Of an embargo: when it ends.', null=True, verbose_name='embargoed until')),
                ('reason', models.TextField(help_text='Why. Whoever lifts it reads this.')),
                ('held_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.TextField(blank=True, help_text='Why the story may go on.')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['story', 'held_at', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='OpenItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('cause', models.CharField(choices=[('verdict', 'the verdict on its claim no longer stands'), ('finding', 'its claim has another finding'), ('claim', 'its claim was changed'), ('record', 'a record that it leans on was changed'), ('source', 'a source that it leans on was changed'), ('removed', 'something that it leans on was taken away')], max_length=7)),
                ('noun', models.CharField(help_text='The table of what was changed.', max_length=40)),
                ('record', models.BigIntegerField(help_text='The number of its row.')),
                ('was', models.JSONField(blank=True, default=dict, help_text='What was changed, before.')),
                ('became', models.JSONField(blank=True, default=dict, help_text='The same, after.')),
                ('opened_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('stands', 'Stands as it is')], max_length=9)),
                ('reason', models.TextField(blank=True, help_text='Why that is the decision.')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_items', to='partnerships.claim')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='partnerships.correction')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_items', to='partnerships.edition')),
                ('opened_by', models.ForeignKey(blank=True, help_text='Who changed it, where that is known.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
                'permissions': [('decide_openitem', 'Can decide what a change means for what went out')],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('exact', models.TextField(verbose_name='words')),
                ('prefix', models.CharField(blank=True, max_length=32)),
                ('suffix', models.CharField(blank=True, max_length=32)),
                ('anchor', models.DateField(blank=True, null=True, verbose_name='dates meant from')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['story', 'made_at', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='OpenItemHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('cause', models.CharField(choices=[('verdict', 'the verdict on its claim no longer stands'), ('finding', 'its claim has another finding'), ('claim', 'its claim was changed'), ('record', 'a record that it leans on was changed'), ('source', 'a source that it leans on was changed'), ('removed', 'something that it leans on was taken away')], max_length=7)),
                ('noun', models.CharField(help_text='The table of what was changed.', max_length=40)),
                ('record', models.BigIntegerField(help_text='The number of its row.')),
                ('was', models.JSONField(blank=True, default=dict, help_text='What was changed, before.')),
                ('became', models.JSONField(blank=True, default=dict, help_text='The same, after.')),
                ('opened_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('stands', 'Stands as it is')], max_length=9)),
                ('reason', models.TextField(blank=True, help_text='Why that is the decision.')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('correction', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.correction')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.edition')),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Who changed it, where that is known.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.openitem')),
                ('passage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.passage')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='openitem',
            name='passage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_items', to='partnerships.passage'),
        ),
        migrations.CreateModel(
            name='Lean',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noun', models.CharField(help_text='The table, without our prefix: amount.', max_length=40)),
                ('record', models.BigIntegerField(help_text='The number of the row there.')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leans', to='partnerships.claim')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leans', to='partnerships.edition')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leans', to='partnerships.passage')),
            ],
            options={
                'ordering': ['edition', 'passage', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='BindingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('leaning', models.CharField(choices=[('statement', 'On the claim as it stands'), ('correction', 'On what is right instead')], default='statement', max_length=10)),
                ('bound_at', models.DateTimeField()),
                ('bound_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.binding')),
                ('context', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.passage')),
                ('passage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.passage')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='binding',
            name='context',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gives_context_to', to='partnerships.passage'),
        ),
        migrations.AddField(
            model_name='binding',
            name='passage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bindings', to='partnerships.passage'),
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('number', models.PositiveIntegerField(help_text='1 is the first.')),
                ('headline', models.CharField(max_length=300)),
                ('standfirst', models.TextField(blank=True, help_text='What stands between headline and text. May stay empty.')),
                ('body', models.TextField(help_text='In Markdown; captions are part of it.', verbose_name='text')),
                ('byline', models.CharField(blank=True, help_text='Who is named as its author.', max_length=200)),
                ('dateline', models.DateField(help_text='The day it is written for: “last year” and “Tuesday” are meant from there.')),
                ('why', models.CharField(blank=True, help_text='What is new in this revision. May stay empty.', max_length=300)),
                ('written_at', models.DateTimeField()),
                ('text', models.GeneratedField(db_persist=True, expression=models.Func('headline', 'standfirst', 'body', arg_joiner=" || E'\\n\\n' || ", template='(%(expressions)s)'), output_field=models.TextField())),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['story', '-number', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='partnerships.passage')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='partnerships.revision')),
            ],
            options={
                'ordering': ['revision', 'start', 'end', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='partnerships.revision'),
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Its name in addresses, for ever: small letters, digits and hyphens.', max_length=100, unique=True)),
                ('made_at', models.DateTimeField(editable=False)),
                ('collection', models.ForeignKey(help_text='The story for which this was recorded.', on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='partnerships.collection')),
                ('made_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'stories',
                'ordering': ['slug'],
                'permissions': [('revise_story', 'Can write a revision of a story'), ('bind_story', 'Can bind words of a story to claims'), ('waive_story', 'Can excuse words of a story from checking'), ('hold_story', 'Can hold a story back, and let it go'), ('publish_story', 'Can publish a story, and correct it')],
            },
        ),
        migrations.AddField(
            model_name='revision',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='partnerships.story'),
        ),
        migrations.AddField(
            model_name='passage',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='partnerships.story'),
        ),
        migrations.CreateModel(
            name='HoldHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('kind', models.CharField(choices=[('embargo', 'Embargoed'), ('legal', 'Waits for legal sign-off'), ('killed', 'Killed')], max_length=7)),
                ('until', models.DateTimeField(blank=True, help_text='Of an embargo: when it ends.', null=True, verbose_name='embargoed until')),
                ('reason', models.TextField(help_text='Why. Whoever lifts it reads this.')),
                ('held_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.TextField(blank=True, help_text='Why the story may go on.')),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.hold')),
                ('story', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.story')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='hold',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='partnerships.story'),
        ),
        migrations.AddField(
            model_name='edition',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='partnerships.story'),
        ),
        migrations.CreateModel(
            name='StoryHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False, help_text='Its name in addresses, for ever: small letters, digits and hyphens.', max_length=100)),
                ('made_at', models.DateTimeField(editable=False)),
                ('collection', models.ForeignKey(db_constraint=False, help_text='The story for which this was recorded.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.collection')),
                ('made_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.story')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('excuses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('reason', models.TextField(help_text='Why these words need no claim, or why that may be so.')),
                ('waived_at', models.DateTimeField()),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='partnerships.passage')),
                ('waived_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['passage', 'waived_at', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='WaiverHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('excuses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('reason', models.TextField(help_text='Why these words need no claim, or why that may be so.')),
                ('waived_at', models.DateTimeField()),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('passage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.passage')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.waiver')),
                ('waived_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['clarification', 'correction', 'retraction'])), name='correction_severity_is_known', violation_error_message='Choose one of: Clarification, Correction, Retraction.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('was_wrong__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='correction_says_what_was_wrong', violation_error_message='Say what was wrong.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('is_right__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='correction_says_what_is_right', violation_error_message='Say what is right.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='correction_says_who_asked', violation_error_message='Say who asked for it.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('written_at__gte', models.F('wrong_since'))), name='correction_comes_after_the_mistake', violation_error_message='A correction comes after the mistake.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='openitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d426c12246a05507be0a704e3f756a77832ba38d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9913b', table='partnerships_openitemhistory', when='BEFORE')),
        ),
        ]),
        migrations.AddIndex(
            model_name='openitem',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['opened_at'], name='open_item_open'),
        ),
        migrations.AddConstraint(
            model_name='openitem',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['verdict', 'finding', 'claim', 'record', 'source', 'removed'])), name='open_item_cause_is_known', violation_error_message='Choose one of: the verdict on its claim no longer stands, its claim has another finding, its claim was changed, a record that it leans on was changed, a source that it leans on was changed, something that it leans on was taken away.'),
        ),
        migrations.AddConstraint(
            model_name='openitem',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['corrected', 'stands', ''])), name='open_item_outcome_is_known', violation_error_message='Choose one of: Corrected, Stands as it is.'),
        ),
        migrations.AddConstraint(
            model_name='openitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction', None), ('decided_at', None), ('decided_by', None), ('outcome', ''), ('reason', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), ('reason__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), _connector='OR'), name='open_item_decision_is_whole', violation_error_message='A decision has its reason, and the name of who decided.'),
        ),
        migrations.AddConstraint(
            model_name='openitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction__isnull', False), ('outcome', 'corrected')), models.Q(models.Q(('outcome', 'corrected'), _negated=True), ('correction', None)), _connector='OR'), name='open_item_corrected_by_a_correction', violation_error_message='Name the correction that was made of it.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='openitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_openitemhistory" ("became", "cause", "claim_id", "correction_id", "decided_at", "decided_by_id", "edition_id", "id", "noun", "opened_at", "opened_by_id", "outcome", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record", "uid", "was") SELECT new_values."became", new_values."cause", new_values."claim_id", new_values."correction_id", new_values."decided_at", new_values."decided_by_id", new_values."edition_id", new_values."id", new_values."noun", new_values."opened_at", new_values."opened_by_id", new_values."outcome", new_values."passage_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."record", new_values."uid", new_values."was" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f416b1df0d3db4bbddea371fd218b5eeb2dd660a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b8850', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_openitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_openitemhistory" ("became", "cause", "claim_id", "correction_id", "decided_at", "decided_by_id", "edition_id", "id", "noun", "opened_at", "opened_by_id", "outcome", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record", "uid", "was") SELECT new_values."became", new_values."cause", new_values."claim_id", new_values."correction_id", new_values."decided_at", new_values."decided_by_id", new_values."edition_id", new_values."id", new_values."noun", new_values."opened_at", new_values."opened_by_id", new_values."outcome", new_values."passage_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."record", new_values."uid", new_values."was" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2967ee38b649526e27cae97fc145f34ada30ac62', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_61e98', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_openitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_openitemhistory" ("became", "cause", "claim_id", "correction_id", "decided_at", "decided_by_id", "edition_id", "id", "noun", "opened_at", "opened_by_id", "outcome", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record", "uid", "was") SELECT old_values."became", old_values."cause", old_values."claim_id", old_values."correction_id", old_values."decided_at", old_values."decided_by_id", old_values."edition_id", old_values."id", old_values."noun", old_values."opened_at", old_values."opened_by_id", old_values."outcome", old_values."passage_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."record", old_values."uid", old_values."was" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='74396233bc4f46d0a9239ba7fd5ba92f76d3efa9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dc96d', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_openitem', when='AFTER')),
        ),
        ]),
        migrations.AddIndex(
            model_name='lean',
            index=models.Index(fields=['noun', 'record'], name='lean_on_record'),
        ),
        migrations.AddConstraint(
            model_name='lean',
            constraint=models.UniqueConstraint(fields=('edition', 'passage', 'claim', 'noun', 'record'), name='lean_is_written_once', violation_error_message='That this passage leans on it is written already.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='bindinghistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='79adafc8fb808c17fc1f393065354a689664bef6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_96054', table='partnerships_bindinghistory', when='BEFORE')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='binding',
            constraint=models.CheckConstraint(condition=models.Q(('leaning__in', ['statement', 'correction'])), name='binding_leaning_is_known', violation_error_message='Choose one of: On the claim as it stands, On what is right instead.'),
        ),
        migrations.AddConstraint(
            model_name='binding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), _connector='OR'), name='binding_end_is_whole', violation_error_message='Say who ended it, and when.'),
        ),
        migrations.AddConstraint(
            model_name='binding',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('passage', 'claim'), name='passage_is_bound_to_a_claim_once', violation_error_message='These words are bound to this claim already.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='binding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_bindinghistory" ("bound_at", "bound_by_id", "claim_id", "context_id", "ended_at", "ended_by_id", "id", "leaning", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid") SELECT new_values."bound_at", new_values."bound_by_id", new_values."claim_id", new_values."context_id", new_values."ended_at", new_values."ended_by_id", new_values."id", new_values."leaning", new_values."passage_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='de644823e7cc124b107f346ce68d0d77b61730ea', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a1b08', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_binding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='binding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_bindinghistory" ("bound_at", "bound_by_id", "claim_id", "context_id", "ended_at", "ended_by_id", "id", "leaning", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid") SELECT new_values."bound_at", new_values."bound_by_id", new_values."claim_id", new_values."context_id", new_values."ended_at", new_values."ended_by_id", new_values."id", new_values."leaning", new_values."passage_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8df10b847bc88de247dc07462d931cde88d3dee7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b571d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_binding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='binding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_bindinghistory" ("bound_at", "bound_by_id", "claim_id", "context_id", "ended_at", "ended_by_id", "id", "leaning", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid") SELECT old_values."bound_at", old_values."bound_by_id", old_values."claim_id", old_values."context_id", old_values."ended_at", old_values."ended_by_id", old_values."id", old_values."leaning", old_values."passage_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9ddd4ed5b6a67dbf4ba88e040e506afba1cd3b6d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b6c5b', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_binding', when='AFTER')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', False), ('start__isnull', False)), models.Q(('end__isnull', True), ('start__isnull', True)), _connector='OR'), name='placement_is_whole', violation_error_message='A place has a beginning and an end.'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('passage', 'revision'), name='passage_stands_once_in_a_revision', violation_error_message='These words have their place in that revision already.'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+([_-][a-z0-9]+)*$')), name='story_slug_is_a_slug', violation_error_message='Use small letters, digits and hyphens, such as openai-group.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='story',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_storyhistory" ("collection_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."collection_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5952b4c544805c0ed9e3095d6313c83ee6cdf754', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_104dd', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_story', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='story',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_storyhistory" ("collection_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."collection_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ca3dd0d6c0803620e5ffbe3d811377477b4f92aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_99a7f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_story', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='story',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_storyhistory" ("collection_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."collection_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f0c7e7f9e9551cdfcd8e8f25a54fddd00948b59d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bf1d0', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_story', when='AFTER')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('headline__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='revision_has_a_headline', violation_error_message='Give the story a headline.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('body__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='revision_has_a_text', violation_error_message='Write the text of the story.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('story', 'number'), name='revision_is_numbered_once', violation_error_message='Somebody has written a newer revision meanwhile.'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('exact__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='passage_has_words', violation_error_message='Mark the words that you mean.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='holdhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6bdf843696fd0c751cc7654e967da04ecb8a3848', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ac924', table='partnerships_holdhistory', when='BEFORE')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['embargo', 'legal', 'killed'])), name='hold_kind_is_known', violation_error_message='Choose one of: Embargoed, Waits for legal sign-off, Killed.'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='hold_has_a_reason', violation_error_message='Say why the story is held back.'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'embargo'), ('until__isnull', False)), models.Q(models.Q(('kind', 'embargo'), _negated=True), ('until', None)), _connector='OR'), name='hold_ends_by_itself_if_an_embargo', violation_error_message='An embargo has an end, and nothing else has.'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None), ('ended_why', '')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('ended_why__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), _connector='OR'), name='hold_end_is_whole', violation_error_message='Say why the story may go on.'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('story', 'kind'), name='story_is_held_once_for_a_cause', violation_error_message='The story is held for this already.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_holdhistory" ("ended_at", "ended_by_id", "ended_why", "held_at", "held_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "story_id", "uid", "until") SELECT new_values."ended_at", new_values."ended_by_id", new_values."ended_why", new_values."held_at", new_values."held_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."story_id", new_values."uid", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dd71bbc10c9474bfe5c1260ad1427fb254dc4a9b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fc993', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_holdhistory" ("ended_at", "ended_by_id", "ended_why", "held_at", "held_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "story_id", "uid", "until") SELECT new_values."ended_at", new_values."ended_by_id", new_values."ended_why", new_values."held_at", new_values."held_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."story_id", new_values."uid", new_values."until" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d9c9332cf02ca9efba768f14f25d4e40130a61aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a992f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_holdhistory" ("ended_at", "ended_by_id", "ended_why", "held_at", "held_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "story_id", "uid", "until") SELECT old_values."ended_at", old_values."ended_by_id", old_values."ended_why", old_values."held_at", old_values."held_by_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."story_id", old_values."uid", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1946cfea2ddcfc6ab40dbc29e4c3d0612cde1955', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_07901', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_hold', when='AFTER')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('content'), function='jsonb_typeof', output_field=models.TextField()), 'object'), name='edition_content_has_names', violation_error_message='This is kept as values by name.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='edition_sha256_is_a_hash', violation_error_message='A SHA-256 is 64 digits and letters from a to f.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('story', 'number'), name='edition_is_numbered_once', violation_error_message='Somebody has published this story meanwhile.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='storyhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b3b8023b3d3770bdd5451970e9118af9315dd5f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b119e', table='partnerships_storyhistory', when='BEFORE')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='waiver_has_a_reason', violation_error_message='Say why these words need no claim.'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), _connector='OR'), name='waiver_end_is_whole', violation_error_message='Say who ended it, and when.'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='waiver',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_waiverhistory" ("ended_at", "ended_by_id", "excuses", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uid", "waived_at", "waived_by_id") SELECT new_values."ended_at", new_values."ended_by_id", new_values."excuses", new_values."id", new_values."passage_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."uid", new_values."waived_at", new_values."waived_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7ec3dee51ec7d07374883612bf4658e10d472ebf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_88e5b', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_waiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiver',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_waiverhistory" ("ended_at", "ended_by_id", "excuses", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uid", "waived_at", "waived_by_id") SELECT new_values."ended_at", new_values."ended_by_id", new_values."excuses", new_values."id", new_values."passage_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."uid", new_values."waived_at", new_values."waived_by_id" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6eea8bda1762892ed5d6bec8eb697e270a1d5188', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0784a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_waiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiver',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_waiverhistory" ("ended_at", "ended_by_id", "excuses", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "uid", "waived_at", "waived_by_id") SELECT old_values."ended_at", old_values."ended_by_id", old_values."excuses", old_values."id", old_values."passage_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."uid", old_values."waived_at", old_values."waived_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b463a568c8ecef96ea195733dc6b8e65ef4af28f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1a21f', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_waiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiverhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3b4f90572b6e064af9849c3c2f6ab6a0b55c4e44', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_363b7', table='partnerships_waiverhistory', when='BEFORE')),
        ),
        ]),
    ]
