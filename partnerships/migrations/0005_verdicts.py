"""The records of verdicts: who concluded what, who wrote what they cover, and what was asked.

Whole tables in one operation each, and all triggers in one, as in 0003_tables.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '__first__'),
        ('partnerships', '0004_laws'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AddTriggers([
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='delete_delete',
        ),
        ]),
        migrations.AddField(
            model_name='claim',
            name='is_adverse',
            field=models.BooleanField(default=False, help_text="Says something to a person's disadvantage: two origins or a document, and a right of reply.", verbose_name='against a person'),
        ),
        migrations.AddField(
            model_name='claim',
            name='is_blind',
            field=models.BooleanField(default=False, help_text="Two people check it, each without seeing the other's finding.", verbose_name='checked blind'),
        ),
        migrations.AddField(
            model_name='claimhistory',
            name='is_adverse',
            field=models.BooleanField(default=False, help_text="Says something to a person's disadvantage: two origins or a document, and a right of reply.", verbose_name='against a person'),
        ),
        migrations.AddField(
            model_name='claimhistory',
            name='is_blind',
            field=models.BooleanField(default=False, help_text="Two people check it, each without seeing the other's finding.", verbose_name='checked blind'),
        ),
        migrations.AddField(
            model_name='source',
            name='is_unnamed',
            field=models.BooleanField(default=False, help_text='What it says rests on people whom it does not name.', verbose_name='on unnamed people'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='is_unnamed',
            field=models.BooleanField(default=False, help_text='What it says rests on people whom it does not name.', verbose_name='on unnamed people'),
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('task', models.CharField(choices=[('check', 'Check'), ('sign', 'Sign')], default='check', max_length=5)),
                ('due', models.DateField(blank=True, help_text='The last day for it. May stay empty.', null=True)),
                ('note', models.TextField(blank=True, help_text='What to look at. May stay empty.')),
                ('assigned_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assignee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='partnerships.claim')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due', 'assigned_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['assignee'], name='assignment_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('task__in', ['check', 'sign'])), name='assignment_task_is_known', violation_error_message='Choose one of: Check, Sign.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='assignment_end_is_whole', violation_error_message='Say who closed it, and when.'), models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('claim', 'assignee', 'task'), name='assignment_is_given_once', violation_error_message='They are asked for this already.')],
            },
        ),
        migrations.CreateModel(
            name='AssignmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('task', models.CharField(choices=[('check', 'Check'), ('sign', 'Sign')], default='check', max_length=5)),
                ('due', models.DateField(blank=True, help_text='The last day for it. May stay empty.', null=True)),
                ('note', models.TextField(blank=True, help_text='What to look at. May stay empty.')),
                ('assigned_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('assigned_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('assignee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.assignment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('citation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='partnerships.citation')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='partnerships.claim')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolved_comments', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['claim', 'written_at', 'pk'],
                'permissions': [('resolve_comment', "Can resolve somebody else's comment")],
                'constraints': [models.CheckConstraint(condition=models.Q(('text__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='comment_has_words', violation_error_message='Write the comment.'), models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), _connector='OR'), name='comment_resolution_is_whole', violation_error_message='Say who resolved it, and when.')],
            },
        ),
        migrations.CreateModel(
            name='CommentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('citation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.citation')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.comment')),
                ('resolved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('act', models.CharField(choices=[('released', 'released it to readers'), ('taken_back', 'took it back from readers'), ('loaded', 'loaded a story'), ('recorded', 'recorded it'), ('changed', 'changed it'), ('removed', 'removed it'), ('proposed', 'proposed a verdict'), ('countersigned', 'signed the verdict'), ('withdrawn', 'withdrew the verdict'), ('adopted', 'adopted what nobody had signed for'), ('assessed', 'gave an assessment'), ('assigned', 'assigned it'), ('unassigned', 'took back an assignment'), ('commented', 'commented'), ('resolved', 'resolved a comment'), ('asked', 'asked for a reply'), ('answered', 'recorded the reply')], max_length=13)),
                ('noun', models.CharField(help_text='What kind of record it was done to.', max_length=40)),
                ('key', models.CharField(help_text='How that record is known outside.', max_length=200)),
                ('at', models.DateTimeField()),
                ('why', models.TextField(blank=True)),
                ('door', models.CharField(blank=True, max_length=40)),
                ('context', models.UUIDField(null=True)),
                ('previous', models.CharField(blank=True, editable=False, max_length=64)),
                ('hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, help_text='The claim it concerns, where it concerns one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='entries', to='partnerships.claim')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['pk'],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['claim', 'id'], name='entry_claim')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['released', 'taken_back', 'loaded', 'recorded', 'changed', 'removed', 'proposed', 'countersigned', 'withdrawn', 'adopted', 'assessed', 'assigned', 'unassigned', 'commented', 'resolved', 'asked', 'answered'])), name='entry_act_is_known', violation_error_message='Choose one of: released it to readers, took it back from readers, loaded a story, recorded it, changed it, removed it, proposed a verdict, signed the verdict, withdrew the verdict, adopted what nobody had signed for, gave an assessment, assigned it, took back an assignment, commented, resolved a comment, asked for a reply, recorded the reply.'), models.UniqueConstraint(fields=('previous',), name='entry_follows_one_other', violation_error_message='Another entry follows that one already.')],
            },
        ),
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('request', models.CharField(help_text='SHA-256 of method, address and body.', max_length=64)),
                ('status', models.PositiveSmallIntegerField()),
                ('body', models.TextField(blank=True)),
                ('headers', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_answers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='answer_is_kept_once_for_a_key', violation_error_message='This key was used already.')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wish', models.CharField(choices=[('each', 'An e-mail for each'), ('daily', 'One e-mail a day'), ('none', 'No e-mail')], default='each', max_length=5, verbose_name='e-mail')),
                ('told_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mailing', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['user', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('wish__in', ['each', 'daily', 'none'])), name='mailing_wish_is_known', violation_error_message='Choose one of: An e-mail for each, One e-mail a day, No e-mail.')],
            },
        ),
        migrations.CreateModel(
            name='MailingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('wish', models.CharField(choices=[('each', 'An e-mail for each'), ('daily', 'One e-mail a day'), ('none', 'No e-mail')], default='each', max_length=5, verbose_name='e-mail')),
                ('told_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.mailing')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('channel', models.CharField(help_text='E-mail to the press office, a call, a letter.', max_length=200, verbose_name='by which way')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answer', models.TextField(blank=True, help_text='What they said, or that they declined.')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='partnerships.claim')),
                ('party', models.ForeignKey(help_text='Whom the claim speaks against.', on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='partnerships.party')),
            ],
            options={
                'verbose_name': 'right of reply',
                'verbose_name_plural': 'rights of reply',
                'ordering': ['claim', 'asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='reply_has_a_channel', violation_error_message='Say by which way they were asked.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(('answer__regex', '[^\\s\\u00a0\\u200b\\ufeff]'), ('answered_at__isnull', False)), _connector='OR'), name='reply_answer_is_whole', violation_error_message='An answer has its words and its day.'), models.CheckConstraint(condition=models.Q(('answered_at', None), ('answered_at__gte', models.F('asked_at')), _connector='OR'), name='reply_comes_after_the_question', violation_error_message='An answer comes after the question.')],
            },
        ),
        migrations.CreateModel(
            name='ReplyHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('channel', models.CharField(help_text='E-mail to the press office, a call, a letter.', max_length=200, verbose_name='by which way')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answer', models.TextField(blank=True, help_text='What they said, or that they declined.')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('party', models.ForeignKey(db_constraint=False, help_text='Whom the claim speaks against.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.party')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.reply')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rulebook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='finding without the evidence it needs')),
                ('refutation', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='refuting citation without an answer')),
                ('adverse', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person, on one origin and no document')),
                ('reply', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person who was not asked, or not given time')),
                ('comment', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='open comment')),
                ('one_origin', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='one origin with unnamed people')),
                ('own_statement', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='party that speaks for itself')),
                ('reply_hours', models.PositiveSmallIntegerField(default=24, help_text='How long somebody must have had to answer.', verbose_name='hours to reply')),
                ('blind_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('fact', 'Fact'), ('figure', 'Figure'), ('date', 'Date'), ('quote', 'Quotation'), ('attribution', 'Attribution'), ('opinion', 'Opinion'), ('prediction', 'Prediction'), ('absence', 'Absence')], max_length=11), blank=True, default=list, help_text="Kinds of claim that two people check, each without seeing the other's finding.", size=None, verbose_name='checked blind')),
            ],
            options={
                'verbose_name': 'rulebook',
                'verbose_name_plural': 'rulebook',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('evidence__in', ['blocking', 'warning', 'silent'])), name='rulebook_evidence_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('refutation__in', ['blocking', 'warning', 'silent'])), name='rulebook_refutation_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('adverse__in', ['blocking', 'warning', 'silent'])), name='rulebook_adverse_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('reply__in', ['blocking', 'warning', 'silent'])), name='rulebook_reply_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('comment__in', ['blocking', 'warning', 'silent'])), name='rulebook_comment_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('one_origin__in', ['blocking', 'warning', 'silent'])), name='rulebook_one_origin_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('own_statement__in', ['blocking', 'warning', 'silent'])), name='rulebook_own_statement_is_a_level', violation_error_message='Choose one of: Blocks the signature, Warns, Says nothing.'), models.CheckConstraint(condition=models.Q(('pk', 1)), name='rulebook_is_one', violation_error_message='There is one rulebook: change that.'), models.CheckConstraint(condition=models.Q(('blind_kinds__contained_by', ['fact', 'figure', 'date', 'quote', 'attribution', 'opinion', 'prediction', 'absence'])), name='rulebook_blind_kinds_are_known', violation_error_message='Choose kinds of claim from the list.')],
            },
        ),
        migrations.CreateModel(
            name='RulebookHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('evidence', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='finding without the evidence it needs')),
                ('refutation', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='refuting citation without an answer')),
                ('adverse', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person, on one origin and no document')),
                ('reply', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person who was not asked, or not given time')),
                ('comment', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='open comment')),
                ('one_origin', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='one origin with unnamed people')),
                ('own_statement', models.CharField(choices=[('blocking', 'Blocks the signature'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='party that speaks for itself')),
                ('reply_hours', models.PositiveSmallIntegerField(default=24, help_text='How long somebody must have had to answer.', verbose_name='hours to reply')),
                ('blind_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('fact', 'Fact'), ('figure', 'Figure'), ('date', 'Date'), ('quote', 'Quotation'), ('attribution', 'Attribution'), ('opinion', 'Opinion'), ('prediction', 'Prediction'), ('absence', 'Absence')], max_length=11), blank=True, default=list, help_text="Kinds of claim that two people check, each without seeing the other's finding.", size=None, verbose_name='checked blind')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.rulebook')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Search',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('place', models.TextField(help_text="Where one looked: OpenAI's announcements.", verbose_name='searched')),
                ('sought', models.TextField(help_text='What one looked for: any cut of the price.', verbose_name='for')),
                ('searched_on', models.CharField(blank=True, help_text='The day on which nothing was found, or the month: 2026-11.', max_length=60, verbose_name='on')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='searches', to='partnerships.claim')),
            ],
            options={
                'verbose_name': 'search that found nothing',
                'verbose_name_plural': 'searches that found nothing',
                'ordering': ['claim', 'searched_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('place__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='search_has_a_place', violation_error_message='Say where one looked.'), models.CheckConstraint(condition=models.Q(('sought__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='search_says_what_was_sought', violation_error_message='Say what one looked for.'), models.CheckConstraint(condition=models.Q(('searched_on__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), name='search_has_a_day', violation_error_message='Say when one looked.'), models.CheckConstraint(condition=models.Func('searched_on', function='edtf_is_valid', output_field=models.BooleanField()), name='search_searched_on_is_a_date', violation_error_message='Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn).')],
            },
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('wrote', 'Wrote'), ('changed', 'Changed'), ('adopted', 'Adopted')], max_length=7)),
                ('at', models.DateTimeField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='authorships', to=settings.AUTH_USER_MODEL)),
                ('citation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='authorships', to='partnerships.citation')),
                ('claim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='authorships', to='partnerships.claim')),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='authorships', to='partnerships.source')),
                ('search', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='authorships', to='partnerships.search')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['wrote', 'changed', 'adopted'])), name='authorship_how_is_known', violation_error_message='Choose one of: Wrote, Changed, Adopted.'), models.CheckConstraint(condition=models.Q(models.Q(('citation__isnull', True), ('claim__isnull', False), ('search__isnull', True), ('source__isnull', True)), models.Q(('citation__isnull', False), ('claim__isnull', True), ('search__isnull', True), ('source__isnull', True)), models.Q(('citation__isnull', True), ('claim__isnull', True), ('search__isnull', True), ('source__isnull', False)), models.Q(('citation__isnull', True), ('claim__isnull', True), ('search__isnull', False), ('source__isnull', True)), _connector='OR'), name='authorship_is_of_one_record', violation_error_message='Somebody is the author of one record at a time.'), models.CheckConstraint(condition=models.Q(models.Q(('how', 'adopted'), _negated=True), ('author__isnull', False), _connector='OR'), name='authorship_is_adopted_by_somebody', violation_error_message='Say who adopts it.')],
            },
        ),
        migrations.CreateModel(
            name='SearchHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('place', models.TextField(help_text="Where one looked: OpenAI's announcements.", verbose_name='searched')),
                ('sought', models.TextField(help_text='What one looked for: any cut of the price.', verbose_name='for')),
                ('searched_on', models.CharField(help_text='The day on which nothing was found, or the month: 2026-11.', max_length=60, verbose_name='on')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.search')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('finding', models.CharField(choices=[('accurate', 'Accurate'), ('context', 'Accurate, needs context'), ('imprecise', 'Imprecise'), ('wrong', 'Wrong'), ('reported', 'Reported'), ('unverified', 'Unverified'), ('opinion', 'Opinion')], max_length=10)),
                ('reasons', models.TextField(blank=True, help_text='What the citations show, so that a reader could check it.')),
                ('correction', models.TextField(blank=True, help_text='What is right, where the claim is imprecise or wrong.')),
                ('covers', models.JSONField(default=dict, editable=False)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('as_of', models.DateField(blank=True, help_text='The day for which the finding holds.', null=True, verbose_name='as of')),
                ('proposed_at', models.DateTimeField()),
                ('countersigned_at', models.DateTimeField(blank=True, null=True)),
                ('broken_glass', models.TextField(blank=True, help_text='Why an editor in chief signed what they had written part of.')),
                ('lapsed_at', models.DateTimeField(blank=True, null=True)),
                ('lapse', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('statement_changed', 'the statement was changed'), ('kind_changed', 'the kind of claim was changed'), ('attribution_changed', 'the attribution was changed'), ('date_changed', 'a date was changed'), ('value_changed', 'the figure was changed'), ('adverse_changed', 'whether it speaks against a person was changed'), ('citation_added', 'a citation was added'), ('citation_removed', 'a citation was removed'), ('citation_changed', 'a citation was changed'), ('snapshot_replaced', 'the copy that a citation quotes was replaced'), ('origin_changed', 'the origin of a source was changed'), ('search_changed', 'what was searched for and not found was changed')], max_length=20), blank=True, default=list, size=None)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.claim')),
                ('countersigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countersigned_%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('lapsed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lapsed_%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['claim', '-proposed_at', '-pk'],
                'permissions': [('propose_verdict', 'Can propose a verdict'), ('countersign_verdict', 'Can sign a verdict that somebody else proposed'), ('withdraw_verdict', 'Can withdraw a verdict that somebody else proposed'), ('break_glass', 'Can sign, with a reason, what they wrote part of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('finding__in', ['accurate', 'context', 'imprecise', 'wrong', 'reported', 'unverified', 'opinion'])), name='verdict_finding_is_known', violation_error_message='Choose one of: Accurate, Accurate, needs context, Imprecise, Wrong, Reported, Unverified, Opinion.'), models.CheckConstraint(condition=models.Q(('finding__in', ('accurate', 'opinion')), ('reasons__regex', '[^\\s\\u00a0\\u200b\\ufeff]'), _connector='OR'), name='verdict_has_reasons', violation_error_message='Give your reasons: say what the citations show.'), models.CheckConstraint(condition=models.Q(models.Q(('finding__in', ('imprecise', 'wrong')), ('correction__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), models.Q(models.Q(('finding__in', ('imprecise', 'wrong')), _negated=True), ('correction', '')), _connector='OR'), name='verdict_says_what_is_right', violation_error_message='Say what is right where a claim is imprecise or wrong, and only there.'), models.CheckConstraint(condition=models.Q(models.Q(('countersigned_at__isnull', False), ('countersigned_by__isnull', False)), models.Q(('countersigned_at__isnull', True), ('countersigned_by__isnull', True)), _connector='OR'), name='verdict_signature_is_whole', violation_error_message='A signature has a name and a date.'), models.CheckConstraint(condition=models.Q(('countersigned_by', None), models.Q(('countersigned_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='verdict_has_two_people', violation_error_message='A verdict needs a second person: you proposed this one.'), models.CheckConstraint(condition=models.Q(('countersigned_at', None), ('countersigned_at__gte', models.F('proposed_at')), _connector='OR'), name='verdict_is_signed_after_its_proposal', violation_error_message='A verdict is signed after it was proposed.'), models.CheckConstraint(condition=models.Q(('broken_glass', ''), ('countersigned_by__isnull', False), _connector='OR'), name='verdict_broken_glass_is_a_signature', violation_error_message='A reason for breaking the glass goes with a signature.'), models.CheckConstraint(condition=models.Q(models.Q(('lapse', []), ('lapsed_at', None), ('lapsed_by', None)), models.Q(('lapsed_at__isnull', False), models.Q(('lapse', []), _negated=True)), _connector='OR'), name='verdict_lapse_is_whole', violation_error_message='A lapse says when, and what was changed.'), models.CheckConstraint(condition=models.Q(('lapse__contained_by', ['statement_changed', 'kind_changed', 'attribution_changed', 'date_changed', 'value_changed', 'adverse_changed', 'citation_added', 'citation_removed', 'citation_changed', 'snapshot_replaced', 'origin_changed', 'search_changed'])), name='verdict_lapse_is_known', violation_error_message='Choose the reasons of a lapse from the list.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), ('withdrawn_why__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), _connector='OR'), name='verdict_withdrawal_is_whole', violation_error_message='Say why the verdict is withdrawn.'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('claim',), name='claim_has_one_current_verdict', violation_error_message='The claim has a newer verdict meanwhile.')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('finding', models.CharField(choices=[('accurate', 'Accurate'), ('context', 'Accurate, needs context'), ('imprecise', 'Imprecise'), ('wrong', 'Wrong'), ('reported', 'Reported'), ('unverified', 'Unverified'), ('opinion', 'Opinion')], max_length=10)),
                ('reasons', models.TextField(blank=True, help_text='What the citations show, so that a reader could check it.')),
                ('correction', models.TextField(blank=True, help_text='What is right, where the claim is imprecise or wrong.')),
                ('covers', models.JSONField(default=dict, editable=False)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('given_at', models.DateTimeField()),
                ('checker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given_%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.claim')),
                ('verdict', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='partnerships.verdict')),
            ],
            options={
                'ordering': ['claim', 'given_at', 'pk'],
                'default_permissions': ['add'],
                'constraints': [models.CheckConstraint(condition=models.Q(('finding__in', ['accurate', 'context', 'imprecise', 'wrong', 'reported', 'unverified', 'opinion'])), name='assessment_finding_is_known', violation_error_message='Choose one of: Accurate, Accurate, needs context, Imprecise, Wrong, Reported, Unverified, Opinion.'), models.CheckConstraint(condition=models.Q(('finding__in', ('accurate', 'opinion')), ('reasons__regex', '[^\\s\\u00a0\\u200b\\ufeff]'), _connector='OR'), name='assessment_has_reasons', violation_error_message='Give your reasons: say what the citations show.'), models.CheckConstraint(condition=models.Q(models.Q(('finding__in', ('imprecise', 'wrong')), ('correction__regex', '[^\\s\\u00a0\\u200b\\ufeff]')), models.Q(models.Q(('finding__in', ('imprecise', 'wrong')), _negated=True), ('correction', '')), _connector='OR'), name='assessment_says_what_is_right', violation_error_message='Say what is right where a claim is imprecise or wrong, and only there.'), models.UniqueConstraint(condition=models.Q(('verdict', None)), fields=('claim', 'checker', 'fingerprint'), name='assessment_is_given_once', violation_error_message='You have given your assessment of this already.')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('finding', models.CharField(choices=[('accurate', 'Accurate'), ('context', 'Accurate, needs context'), ('imprecise', 'Imprecise'), ('wrong', 'Wrong'), ('reported', 'Reported'), ('unverified', 'Unverified'), ('opinion', 'Opinion')], max_length=10)),
                ('reasons', models.TextField(blank=True, help_text='What the citations show, so that a reader could check it.')),
                ('correction', models.TextField(blank=True, help_text='What is right, where the claim is imprecise or wrong.')),
                ('covers', models.JSONField(default=dict, editable=False)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('given_at', models.DateTimeField()),
                ('checker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.assessment')),
                ('verdict', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.verdict')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VerdictHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, verbose_name='public id')),
                ('finding', models.CharField(choices=[('accurate', 'Accurate'), ('context', 'Accurate, needs context'), ('imprecise', 'Imprecise'), ('wrong', 'Wrong'), ('reported', 'Reported'), ('unverified', 'Unverified'), ('opinion', 'Opinion')], max_length=10)),
                ('reasons', models.TextField(blank=True, help_text='What the citations show, so that a reader could check it.')),
                ('correction', models.TextField(blank=True, help_text='What is right, where the claim is imprecise or wrong.')),
                ('covers', models.JSONField(default=dict, editable=False)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('as_of', models.DateField(blank=True, help_text='The day for which the finding holds.', null=True, verbose_name='as of')),
                ('proposed_at', models.DateTimeField()),
                ('countersigned_at', models.DateTimeField(blank=True, null=True)),
                ('broken_glass', models.TextField(blank=True, help_text='Why an editor in chief signed what they had written part of.')),
                ('lapsed_at', models.DateTimeField(blank=True, null=True)),
                ('lapse', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('statement_changed', 'the statement was changed'), ('kind_changed', 'the kind of claim was changed'), ('attribution_changed', 'the attribution was changed'), ('date_changed', 'a date was changed'), ('value_changed', 'the figure was changed'), ('adverse_changed', 'whether it speaks against a person was changed'), ('citation_added', 'a citation was added'), ('citation_removed', 'a citation was removed'), ('citation_changed', 'a citation was changed'), ('snapshot_replaced', 'the copy that a citation quotes was replaced'), ('origin_changed', 'the origin of a source was changed'), ('search_changed', 'what was searched for and not found was changed')], max_length=20), blank=True, default=list, size=None)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.claim')),
                ('countersigned_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('lapsed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partnerships.verdict')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_claimhistory" ("as_of", "attributed_to", "collection_id", "date", "date_as_worded", "date_words", "id", "is_adverse", "is_blind", "kind", "layer", "link_anchor", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_at", "section", "statement", "uid", "value_high", "value_low", "value_qualifier", "value_unit") SELECT new_values."as_of", new_values."attributed_to", new_values."collection_id", new_values."date", new_values."date_as_worded", new_values."date_words", new_values."id", new_values."is_adverse", new_values."is_blind", new_values."kind", new_values."layer", new_values."link_anchor", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."released_at", new_values."section", new_values."statement", new_values."uid", new_values."value_high", new_values."value_low", new_values."value_qualifier", new_values."value_unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='091fb3081c88b8e82a380915d78ab6d1d476c619', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_eaf19', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_claimhistory" ("as_of", "attributed_to", "collection_id", "date", "date_as_worded", "date_words", "id", "is_adverse", "is_blind", "kind", "layer", "link_anchor", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_at", "section", "statement", "uid", "value_high", "value_low", "value_qualifier", "value_unit") SELECT new_values."as_of", new_values."attributed_to", new_values."collection_id", new_values."date", new_values."date_as_worded", new_values."date_words", new_values."id", new_values."is_adverse", new_values."is_blind", new_values."kind", new_values."layer", new_values."link_anchor", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."released_at", new_values."section", new_values."statement", new_values."uid", new_values."value_high", new_values."value_low", new_values."value_qualifier", new_values."value_unit" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3c772fd85fc76d02115219f6b997684e8cc16616', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b7627', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_claimhistory" ("as_of", "attributed_to", "collection_id", "date", "date_as_worded", "date_words", "id", "is_adverse", "is_blind", "kind", "layer", "link_anchor", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_at", "section", "statement", "uid", "value_high", "value_low", "value_qualifier", "value_unit") SELECT old_values."as_of", old_values."attributed_to", old_values."collection_id", old_values."date", old_values."date_as_worded", old_values."date_words", old_values."id", old_values."is_adverse", old_values."is_blind", old_values."kind", old_values."layer", old_values."link_anchor", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."released_at", old_values."section", old_values."statement", old_values."uid", old_values."value_high", old_values."value_low", old_values."value_qualifier", old_values."value_unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2893fca21794904544dc7a82002cca2203a11e9c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_00664', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_sourcehistory" ("authors", "collection_id", "confidentiality", "derives_from_id", "id", "is_unnamed", "kind", "language", "origin_id", "origin_note", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_words", "released_at", "says", "seen", "seen_at", "slug", "tier", "title", "url") SELECT new_values."authors", new_values."collection_id", new_values."confidentiality", new_values."derives_from_id", new_values."id", new_values."is_unnamed", new_values."kind", new_values."language", new_values."origin_id", new_values."origin_note", new_values."outlet", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published", new_values."published_words", new_values."released_at", new_values."says", new_values."seen", new_values."seen_at", new_values."slug", new_values."tier", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb0658c73df42dcfa1b099e39fbe567fe8c38083', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e2909', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_sourcehistory" ("authors", "collection_id", "confidentiality", "derives_from_id", "id", "is_unnamed", "kind", "language", "origin_id", "origin_note", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_words", "released_at", "says", "seen", "seen_at", "slug", "tier", "title", "url") SELECT new_values."authors", new_values."collection_id", new_values."confidentiality", new_values."derives_from_id", new_values."id", new_values."is_unnamed", new_values."kind", new_values."language", new_values."origin_id", new_values."origin_note", new_values."outlet", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published", new_values."published_words", new_values."released_at", new_values."says", new_values."seen", new_values."seen_at", new_values."slug", new_values."tier", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cfa52a5a585a3a003e2f2b109b413a568a28b55c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6204c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_sourcehistory" ("authors", "collection_id", "confidentiality", "derives_from_id", "id", "is_unnamed", "kind", "language", "origin_id", "origin_note", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_words", "released_at", "says", "seen", "seen_at", "slug", "tier", "title", "url") SELECT old_values."authors", old_values."collection_id", old_values."confidentiality", old_values."derives_from_id", old_values."id", old_values."is_unnamed", old_values."kind", old_values."language", old_values."origin_id", old_values."origin_note", old_values."outlet", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published", old_values."published_words", old_values."released_at", old_values."says", old_values."seen", old_values."seen_at", old_values."slug", old_values."tier", old_values."title", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='75090e88e8254b60d281b6326586ce3e3315152e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3825b', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebook',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_rulebookhistory" ("adverse", "blind_kinds", "comment", "evidence", "id", "one_origin", "own_statement", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refutation", "reply", "reply_hours") SELECT new_values."adverse", new_values."blind_kinds", new_values."comment", new_values."evidence", new_values."id", new_values."one_origin", new_values."own_statement", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."refutation", new_values."reply", new_values."reply_hours" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a45c9ed82a63ed544ab7b1f464449751a1ffc5c5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c8eb4', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_rulebook', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebook',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_rulebookhistory" ("adverse", "blind_kinds", "comment", "evidence", "id", "one_origin", "own_statement", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refutation", "reply", "reply_hours") SELECT new_values."adverse", new_values."blind_kinds", new_values."comment", new_values."evidence", new_values."id", new_values."one_origin", new_values."own_statement", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."refutation", new_values."reply", new_values."reply_hours" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7385104e0a8d09ae12d2c3052278b8c55087acdf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a57a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_rulebook', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebook',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_rulebookhistory" ("adverse", "blind_kinds", "comment", "evidence", "id", "one_origin", "own_statement", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refutation", "reply", "reply_hours") SELECT old_values."adverse", old_values."blind_kinds", old_values."comment", old_values."evidence", old_values."id", old_values."one_origin", old_values."own_statement", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."refutation", old_values."reply", old_values."reply_hours" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='413b29165ceccc83b3fe954a13aa5d917eae03bf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_81f60', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_rulebook', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_assignmenthistory" ("assigned_at", "assigned_by_id", "assignee_id", "claim_id", "closed_at", "closed_by_id", "due", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task", "uid") SELECT new_values."assigned_at", new_values."assigned_by_id", new_values."assignee_id", new_values."claim_id", new_values."closed_at", new_values."closed_by_id", new_values."due", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."task", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a9ef7bc97be147eb4f09023d6a08f9e6f2e69e99', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_81307', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_assignmenthistory" ("assigned_at", "assigned_by_id", "assignee_id", "claim_id", "closed_at", "closed_by_id", "due", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task", "uid") SELECT new_values."assigned_at", new_values."assigned_by_id", new_values."assignee_id", new_values."claim_id", new_values."closed_at", new_values."closed_by_id", new_values."due", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."task", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='29db91df64c3baced9d1f39f8d4cb3da3226dc96', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_649ae', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_assignmenthistory" ("assigned_at", "assigned_by_id", "assignee_id", "claim_id", "closed_at", "closed_by_id", "due", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task", "uid") SELECT old_values."assigned_at", old_values."assigned_by_id", old_values."assignee_id", old_values."claim_id", old_values."closed_at", old_values."closed_by_id", old_values."due", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."task", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b3bafa2e718de109a7d640495b4abcbdbdccd1e6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a154d', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmenthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c9b21793bf513625ac76bf33ceee266a0a7c2ac7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_efb6c', table='partnerships_assignmenthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_commenthistory" ("citation_id", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "uid", "written_at", "written_by_id") SELECT new_values."citation_id", new_values."claim_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resolved_at", new_values."resolved_by_id", new_values."text", new_values."uid", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bff4b8e38ab0dcae5b6ae249796abeab35294b87', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2765c', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_comment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_commenthistory" ("citation_id", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "uid", "written_at", "written_by_id") SELECT new_values."citation_id", new_values."claim_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resolved_at", new_values."resolved_by_id", new_values."text", new_values."uid", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='45582ed3a2f73029363c7f3948d77c53a8d97647', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6cb6e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_comment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_commenthistory" ("citation_id", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "uid", "written_at", "written_by_id") SELECT old_values."citation_id", old_values."claim_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resolved_at", old_values."resolved_by_id", old_values."text", old_values."uid", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0e487eb4737a8f1cdc26c0f2ac7d450c0be314c6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7bc79', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_comment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commenthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf68279c3747e0d03e335293f071845f2a4bd5d7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_92147', table='partnerships_commenthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_mailinghistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_until", "user_id", "wish") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."told_until", new_values."user_id", new_values."wish" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5e08d7fae2828b450108b27b2bb45500964527c6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2f97d', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_mailing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_mailinghistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_until", "user_id", "wish") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."told_until", new_values."user_id", new_values."wish" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d73ac5d3ce8775e299c721b8e224ab2e129001e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_79eb3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_mailing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_mailinghistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_until", "user_id", "wish") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."told_until", old_values."user_id", old_values."wish" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6a28d840fcf1ce7879dd280b50b585ce5068cfee', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c9fe2', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_mailing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailinghistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c5ed939c03304a7f9cc181acfcac88d1c3e5c1e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0f40f', table='partnerships_mailinghistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_replyhistory" ("answer", "answered_at", "asked_at", "asked_by_id", "channel", "claim_id", "id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid") SELECT new_values."answer", new_values."answered_at", new_values."asked_at", new_values."asked_by_id", new_values."channel", new_values."claim_id", new_values."id", new_values."party_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6ab092a27cc69e82d199ec68b34f82f01c1bf22b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d2cca', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_replyhistory" ("answer", "answered_at", "asked_at", "asked_by_id", "channel", "claim_id", "id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid") SELECT new_values."answer", new_values."answered_at", new_values."asked_at", new_values."asked_by_id", new_values."channel", new_values."claim_id", new_values."id", new_values."party_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7d0833e721a7758f2976de98c0a97fa33df55a7e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5bd9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_replyhistory" ("answer", "answered_at", "asked_at", "asked_by_id", "channel", "claim_id", "id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid") SELECT old_values."answer", old_values."answered_at", old_values."asked_at", old_values."asked_by_id", old_values."channel", old_values."claim_id", old_values."id", old_values."party_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9c61ab0938a99a61fca4842a88681d49e0d78bbc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7ddd0', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='replyhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf041eba2ce3d6d78c4dbb86072cf8779a70cb71', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35893', table='partnerships_replyhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebookhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b90dbdca03a2f1b3a87ce1421bd1b4479a5f5845', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1335a', table='partnerships_rulebookhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='search',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_searchhistory" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "searched_on", "sought", "uid") SELECT new_values."claim_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."searched_on", new_values."sought", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50131bd94054ed3b0ee07eff4d178f6e4c42597e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_43b1e', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_search', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='search',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_searchhistory" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "searched_on", "sought", "uid") SELECT new_values."claim_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."searched_on", new_values."sought", new_values."uid" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a43788a0aea818392809ab0f742b798c889c7f9e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c2a6d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_search', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='search',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_searchhistory" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "searched_on", "sought", "uid") SELECT old_values."claim_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."searched_on", old_values."sought", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='578243b4154e7196618c7d99c11c41d6e5f7b39b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bbf20', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_search', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2670f9dcd324de8e9a37af7c5efc816b91e75233', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_badde', table='partnerships_searchhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_verdicthistory" ("as_of", "broken_glass", "claim_id", "correction", "countersigned_at", "countersigned_by_id", "covers", "finding", "fingerprint", "id", "lapse", "lapsed_at", "lapsed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reasons", "superseded_at", "uid", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") SELECT new_values."as_of", new_values."broken_glass", new_values."claim_id", new_values."correction", new_values."countersigned_at", new_values."countersigned_by_id", new_values."covers", new_values."finding", new_values."fingerprint", new_values."id", new_values."lapse", new_values."lapsed_at", new_values."lapsed_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reasons", new_values."superseded_at", new_values."uid", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6b7a4b747dff800129f5c39573ae3fc6db719a55', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3d368', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_verdicthistory" ("as_of", "broken_glass", "claim_id", "correction", "countersigned_at", "countersigned_by_id", "covers", "finding", "fingerprint", "id", "lapse", "lapsed_at", "lapsed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reasons", "superseded_at", "uid", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") SELECT new_values."as_of", new_values."broken_glass", new_values."claim_id", new_values."correction", new_values."countersigned_at", new_values."countersigned_by_id", new_values."covers", new_values."finding", new_values."fingerprint", new_values."id", new_values."lapse", new_values."lapsed_at", new_values."lapsed_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reasons", new_values."superseded_at", new_values."uid", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7ba2ca7beb39246a1a3dc39e5637e8e25a203517', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_11059', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_verdicthistory" ("as_of", "broken_glass", "claim_id", "correction", "countersigned_at", "countersigned_by_id", "covers", "finding", "fingerprint", "id", "lapse", "lapsed_at", "lapsed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reasons", "superseded_at", "uid", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") SELECT old_values."as_of", old_values."broken_glass", old_values."claim_id", old_values."correction", old_values."countersigned_at", old_values."countersigned_by_id", old_values."covers", old_values."finding", old_values."fingerprint", old_values."id", old_values."lapse", old_values."lapsed_at", old_values."lapsed_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."reasons", old_values."superseded_at", old_values."uid", old_values."withdrawn_at", old_values."withdrawn_by_id", old_values."withdrawn_why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='96e1ebb44158ef39b6d2b0414cb8963f8175c0c1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f73ea', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmenthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d2a717943b2eec59456129c87e5517753bb732bb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eb5e9', table='partnerships_assessmenthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_assessmenthistory" ("checker_id", "claim_id", "correction", "covers", "finding", "fingerprint", "given_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "uid", "verdict_id") SELECT new_values."checker_id", new_values."claim_id", new_values."correction", new_values."covers", new_values."finding", new_values."fingerprint", new_values."given_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."uid", new_values."verdict_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9440c0765ace9c79f60d2fa14456ce6d91b83f9e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9353d', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_assessmenthistory" ("checker_id", "claim_id", "correction", "covers", "finding", "fingerprint", "given_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "uid", "verdict_id") SELECT new_values."checker_id", new_values."claim_id", new_values."correction", new_values."covers", new_values."finding", new_values."fingerprint", new_values."given_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reasons", new_values."uid", new_values."verdict_id" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6fab21cca119402bf1b1237abde4b2080a9b2e0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ea2f3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_assessmenthistory" ("checker_id", "claim_id", "correction", "covers", "finding", "fingerprint", "given_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "uid", "verdict_id") SELECT old_values."checker_id", old_values."claim_id", old_values."correction", old_values."covers", old_values."finding", old_values."fingerprint", old_values."given_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reasons", old_values."uid", old_values."verdict_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c5babe9b338cac5e28a4d6ef7460d876172ccc46', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8279b', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdicthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f12fe4ac6144cf0982f91e7e727525a0e66eb3ee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9039a', table='partnerships_verdicthistory', when='BEFORE')),
        ),
        ]),
    ]
