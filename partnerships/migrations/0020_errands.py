"""Errands: what the desk does in the background. Its queue is procrastinate's."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0019_edition_laws'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Errand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='public id')),
                ('kind', models.CharField(choices=[('capture', 'Fetch a copy'), ('recheck', 'Look at it again')], max_length=7)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('at_work', 'At work'), ('done', 'Done'), ('failed', 'Not done')], default='waiting', max_length=7)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('said', models.TextField(blank=True)),
                ('again_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='errands', to='partnerships.source')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'default_permissions': [],
                'indexes': [models.Index(fields=['source', 'asked_at'], name='errand_source')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['capture', 'recheck'])), name='errand_kind_is_known', violation_error_message='Choose one of: Fetch a copy, Look at it again.'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'at_work', 'done', 'failed'])), name='errand_state_is_known', violation_error_message='Choose one of: Waiting, At work, Done, Not done.'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('source', 'kind'), name='errand_is_asked_for_once', violation_error_message='The desk is asked for this already.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'failed'])), models.Q(models.Q(('state__in', ['done', 'failed']), _negated=True), ('ended_at', None)), _connector='OR'), name='errand_ends_when_it_is_done_or_not', violation_error_message='An errand that is done, or given up, has ended.'), models.CheckConstraint(condition=models.Q(('again_at', None), ('state', 'waiting'), _connector='OR'), name='errand_is_tried_again_while_it_waits', violation_error_message='Only what waits is tried again.'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('said', ''), _negated=True), _connector='OR'), name='errand_says_how_it_ended', violation_error_message='Say what came of it.')],
            },
        ),
    ]
