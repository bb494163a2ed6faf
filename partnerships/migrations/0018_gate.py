"""What the desk asks for before a story is printed, and until when a claim may be."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from ._triggers import AddTriggers


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0017_story_laws'),
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
            model_name='rulebook',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='rulebook',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='rulebook',
            name='delete_delete',
        ),
        ]),
        migrations.AddField(
            model_name='claim',
            name='good_until',
            field=models.DateField(blank=True, help_text='Until when it may be printed before somebody looks again.', null=True),
        ),
        migrations.AddField(
            model_name='claimhistory',
            name='good_until',
            field=models.DateField(blank=True, help_text='Until when it may be printed before somebody looks again.', null=True),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='attribution',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='reported, and the sentence does not say by whom'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='conflict',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='two claims that cannot both be so'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='context',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='needs context that the story does not give'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='not_kept',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='source of which no copy is kept'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='shelf_life',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='claim that was to be checked again by now'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='unproved',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='quotation not proved in the copy that we keep'),
        ),
        migrations.AddField(
            model_name='rulebookhistory',
            name='attribution',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='reported, and the sentence does not say by whom'),
        ),
        migrations.AddField(
            model_name='rulebookhistory',
            name='conflict',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='two claims that cannot both be so'),
        ),
        migrations.AddField(
            model_name='rulebookhistory',
            name='context',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='needs context that the story does not give'),
        ),
        migrations.AddField(
            model_name='rulebookhistory',
            name='not_kept',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='source of which no copy is kept'),
        ),
        migrations.AddField(
            model_name='rulebookhistory',
            name='shelf_life',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='claim that was to be checked again by now'),
        ),
        migrations.AddField(
            model_name='rulebookhistory',
            name='unproved',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='quotation not proved in the copy that we keep'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='adverse',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person, on one origin and no document'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='comment',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='open comment'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='evidence',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='finding without the evidence it needs'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='one_origin',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='one origin with unnamed people'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='own_statement',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='party that speaks for itself'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='refutation',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='refuting citation without an answer'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='reply',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person who was not asked, or not given time'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='adverse',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person, on one origin and no document'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='comment',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='open comment'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='evidence',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='finding without the evidence it needs'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='one_origin',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='one origin with unnamed people'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='own_statement',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='warning', max_length=8, verbose_name='party that speaks for itself'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='refutation',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='refuting citation without an answer'),
        ),
        migrations.AlterField(
            model_name='rulebookhistory',
            name='reply',
            field=models.CharField(choices=[('blocking', 'Blocks'), ('warning', 'Warns'), ('silent', 'Says nothing')], default='blocking', max_length=8, verbose_name='against a person who was not asked, or not given time'),
        ),
        AddTriggers([
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_claimhistory" ("as_of", "attributed_to", "collection_id", "date", "date_as_worded", "date_words", "good_until", "id", "is_adverse", "is_blind", "kind", "layer", "link_anchor", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_at", "section", "statement", "uid", "value_high", "value_low", "value_qualifier", "value_unit") SELECT new_values."as_of", new_values."attributed_to", new_values."collection_id", new_values."date", new_values."date_as_worded", new_values."date_words", new_values."good_until", new_values."id", new_values."is_adverse", new_values."is_blind", new_values."kind", new_values."layer", new_values."link_anchor", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."released_at", new_values."section", new_values."statement", new_values."uid", new_values."value_high", new_values."value_low", new_values."value_qualifier", new_values."value_unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3cae78f205de493c9c7093c93628dd779ef764df', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_eaf19', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_claimhistory" ("as_of", "attributed_to", "collection_id", "date", "date_as_worded", "date_words", "good_until", "id", "is_adverse", "is_blind", "kind", "layer", "link_anchor", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_at", "section", "statement", "uid", "value_high", "value_low", "value_qualifier", "value_unit") SELECT new_values."as_of", new_values."attributed_to", new_values."collection_id", new_values."date", new_values."date_as_worded", new_values."date_words", new_values."good_until", new_values."id", new_values."is_adverse", new_values."is_blind", new_values."kind", new_values."layer", new_values."link_anchor", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."released_at", new_values."section", new_values."statement", new_values."uid", new_values."value_high", new_values."value_low", new_values."value_qualifier", new_values."value_unit" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6d07b604aa4c3ef00ec935e9cf86cbf1cb00b513', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b7627', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_claimhistory" ("as_of", "attributed_to", "collection_id", "date", "date_as_worded", "date_words", "good_until", "id", "is_adverse", "is_blind", "kind", "layer", "link_anchor", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "released_at", "section", "statement", "uid", "value_high", "value_low", "value_qualifier", "value_unit") SELECT old_values."as_of", old_values."attributed_to", old_values."collection_id", old_values."date", old_values."date_as_worded", old_values."date_words", old_values."good_until", old_values."id", old_values."is_adverse", old_values."is_blind", old_values."kind", old_values."layer", old_values."link_anchor", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."released_at", old_values."section", old_values."statement", old_values."uid", old_values."value_high", old_values."value_low", old_values."value_qualifier", old_values."value_unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='70b403bc00abbdc71463c190257105c45029ef89', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_00664', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebook',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_rulebookhistory" ("adverse", "attribution", "blind_kinds", "comment", "conflict", "context", "evidence", "id", "not_kept", "one_origin", "own_statement", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refutation", "reply", "reply_hours", "shelf_life", "unproved") SELECT new_values."adverse", new_values."attribution", new_values."blind_kinds", new_values."comment", new_values."conflict", new_values."context", new_values."evidence", new_values."id", new_values."not_kept", new_values."one_origin", new_values."own_statement", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."refutation", new_values."reply", new_values."reply_hours", new_values."shelf_life", new_values."unproved" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1bdb149203fa46bc087851475833efc7a99575f7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c8eb4', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_rulebook', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebook',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_rulebookhistory" ("adverse", "attribution", "blind_kinds", "comment", "conflict", "context", "evidence", "id", "not_kept", "one_origin", "own_statement", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refutation", "reply", "reply_hours", "shelf_life", "unproved") SELECT new_values."adverse", new_values."attribution", new_values."blind_kinds", new_values."comment", new_values."conflict", new_values."context", new_values."evidence", new_values."id", new_values."not_kept", new_values."one_origin", new_values."own_statement", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."refutation", new_values."reply", new_values."reply_hours", new_values."shelf_life", new_values."unproved" FROM ( SELECT new_values.* FROM (SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='39d8407ef8516171ac90aea5b06f98ece9c4b021', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a57a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_rulebook', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulebook',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_rulebookhistory" ("adverse", "attribution", "blind_kinds", "comment", "conflict", "context", "evidence", "id", "not_kept", "one_origin", "own_statement", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refutation", "reply", "reply_hours", "shelf_life", "unproved") SELECT old_values."adverse", old_values."attribution", old_values."blind_kinds", old_values."comment", old_values."conflict", old_values."context", old_values."evidence", old_values."id", old_values."not_kept", old_values."one_origin", old_values."own_statement", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."refutation", old_values."reply", old_values."reply_hours", old_values."shelf_life", old_values."unproved" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fd2f29084f2c68bbbb378dc2570829480b4f91a9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_81f60', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_rulebook', when='AFTER')),
        ),
        ]),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('context__in', ['blocking', 'warning', 'silent'])), name='rulebook_context_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('attribution__in', ['blocking', 'warning', 'silent'])), name='rulebook_attribution_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('unproved__in', ['blocking', 'warning', 'silent'])), name='rulebook_unproved_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('not_kept__in', ['blocking', 'warning', 'silent'])), name='rulebook_not_kept_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('conflict__in', ['blocking', 'warning', 'silent'])), name='rulebook_conflict_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('shelf_life__in', ['blocking', 'warning', 'silent'])), name='rulebook_shelf_life_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_evidence_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__in', ['blocking', 'warning', 'silent'])), name='rulebook_evidence_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_refutation_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('refutation__in', ['blocking', 'warning', 'silent'])), name='rulebook_refutation_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_adverse_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('adverse__in', ['blocking', 'warning', 'silent'])), name='rulebook_adverse_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_reply_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('reply__in', ['blocking', 'warning', 'silent'])), name='rulebook_reply_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_comment_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('comment__in', ['blocking', 'warning', 'silent'])), name='rulebook_comment_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_one_origin_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('one_origin__in', ['blocking', 'warning', 'silent'])), name='rulebook_one_origin_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='rulebook',
            name='rulebook_own_statement_is_a_level',
            constraint=models.CheckConstraint(condition=models.Q(('own_statement__in', ['blocking', 'warning', 'silent'])), name='rulebook_own_statement_is_a_level', violation_error_message='Choose one of: Blocks, Warns, Says nothing.'),
        ),
    ]
