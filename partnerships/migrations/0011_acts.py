"""What the desk does with stories and with what it rechecks, and two more ways to lapse."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0010_capture'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='entry',
            name='entry_act_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='verdict',
            name='verdict_lapse_is_known',
        ),
        migrations.AlterField(
            model_name='entry',
            name='act',
            field=models.CharField(choices=[('released', 'released it to readers'), ('taken_back', 'took it back from readers'), ('loaded', 'loaded a story'), ('recorded', 'recorded it'), ('changed', 'changed it'), ('removed', 'removed it'), ('captured', 'kept a copy'), ('proposed', 'proposed a verdict'), ('countersigned', 'signed the verdict'), ('withdrawn', 'withdrew the verdict'), ('adopted', 'adopted what nobody had signed for'), ('assessed', 'gave an assessment'), ('assigned', 'assigned it'), ('unassigned', 'took back an assignment'), ('commented', 'commented'), ('resolved', 'resolved a comment'), ('asked', 'asked for a reply'), ('answered', 'recorded the reply'), ('rechecked', 'looked at the source again'), ('judged', 'decided whether two sources share an origin'), ('sealed', 'sealed who a source is'), ('unsealed', 'opened who a source is'), ('packed', 'packed it for others to verify'), ('revised', 'wrote a revision'), ('bound', 'bound words to a claim'), ('unbound', 'took words off a claim'), ('waived', 'waived a check'), ('unwaived', 'took back a waiver'), ('held', 'held the story'), ('resumed', 'lifted the hold'), ('killed', 'killed the story'), ('published', 'published an edition'), ('corrected', 'published a correction'), ('decided', 'decided on an open item')], max_length=13),
        ),
        migrations.AlterField(
            model_name='verdict',
            name='lapse',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('statement_changed', 'the statement was changed'), ('kind_changed', 'the kind of claim was changed'), ('attribution_changed', 'the attribution was changed'), ('date_changed', 'a date was changed'), ('value_changed', 'the figure was changed'), ('adverse_changed', 'whether it speaks against a person was changed'), ('citation_added', 'a citation was added'), ('citation_removed', 'a citation was removed'), ('citation_changed', 'a citation was changed'), ('snapshot_replaced', 'the copy that a citation quotes was replaced'), ('origin_changed', 'the origin of a source was changed'), ('search_changed', 'what was searched for and not found was changed'), ('source_altered', 'a source no longer says what was quoted from it'), ('source_gone', 'what was quoted is gone from its source')], max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            model_name='verdicthistory',
            name='lapse',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('statement_changed', 'the statement was changed'), ('kind_changed', 'the kind of claim was changed'), ('attribution_changed', 'the attribution was changed'), ('date_changed', 'a date was changed'), ('value_changed', 'the figure was changed'), ('adverse_changed', 'whether it speaks against a person was changed'), ('citation_added', 'a citation was added'), ('citation_removed', 'a citation was removed'), ('citation_changed', 'a citation was changed'), ('snapshot_replaced', 'the copy that a citation quotes was replaced'), ('origin_changed', 'the origin of a source was changed'), ('search_changed', 'what was searched for and not found was changed'), ('source_altered', 'a source no longer says what was quoted from it'), ('source_gone', 'what was quoted is gone from its source')], max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['released', 'taken_back', 'loaded', 'recorded', 'changed', 'removed', 'captured', 'proposed', 'countersigned', 'withdrawn', 'adopted', 'assessed', 'assigned', 'unassigned', 'commented', 'resolved', 'asked', 'answered', 'rechecked', 'judged', 'sealed', 'unsealed', 'packed', 'revised', 'bound', 'unbound', 'waived', 'unwaived', 'held', 'resumed', 'killed', 'published', 'corrected', 'decided'])), name='entry_act_is_known', violation_error_message='Choose one of: released it to readers, took it back from readers, loaded a story, recorded it, changed it, removed it, kept a copy, proposed a verdict, signed the verdict, withdrew the verdict, adopted what nobody had signed for, gave an assessment, assigned it, took back an assignment, commented, resolved a comment, asked for a reply, recorded the reply, looked at the source again, decided whether two sources share an origin, sealed who a source is, opened who a source is, packed it for others to verify, wrote a revision, bound words to a claim, took words off a claim, waived a check, took back a waiver, held the story, lifted the hold, killed the story, published an edition, published a correction, decided on an open item.'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('lapse__contained_by', ['statement_changed', 'kind_changed', 'attribution_changed', 'date_changed', 'value_changed', 'adverse_changed', 'citation_added', 'citation_removed', 'citation_changed', 'snapshot_replaced', 'origin_changed', 'search_changed', 'source_altered', 'source_gone'])), name='verdict_lapse_is_known', violation_error_message='Choose the reasons of a lapse from the list.'),
        ),
    ]
