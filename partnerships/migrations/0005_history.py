"""The history, written by plain triggers of ours on each statement.

In a database that was made before 0.1.0 they take the place of pgtrigger's, which any session could
tell to stand by.
"""

from pathlib import Path

from django.db import migrations

HISTORY = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION
    keep_assessment_history(),
    keep_assignment_history(),
    keep_citation_history(),
    keep_claim_history(),
    keep_claimdeal_history(),
    keep_claimevent_history(),
    keep_claimparty_history(),
    keep_collection_history(),
    keep_comment_history(),
    keep_deal_history(),
    keep_dealparty_history(),
    keep_dealstep_history(),
    keep_event_history(),
    keep_eventparty_history(),
    keep_factsource_history(),
    keep_hold_history(),
    keep_identity_history(),
    keep_judgement_history(),
    keep_mailing_history(),
    keep_amount_history(),
    keep_valuation_history(),
    keep_partyname_history(),
    keep_identifier_history(),
    keep_party_history(),
    keep_partnership_history(),
    keep_partnershipparty_history(),
    keep_binding_history(),
    keep_waiver_history(),
    keep_recheck_history(),
    keep_sighting_history(),
    keep_reply_history(),
    keep_openitem_history(),
    keep_role_history(),
    keep_rulebook_history(),
    keep_search_history(),
    keep_snapshot_history(),
    keep_source_history(),
    keep_stake_history(),
    keep_story_history(),
    keep_term_history(),
    keep_verdict_history(),
    context_only_grows()
CASCADE;
DO $$
DECLARE
    kept record;
BEGIN
    FOR kept IN
        SELECT tgname AS name, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgname LIKE '%\\_history_is_kept_as_it_is'
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', kept.name, kept.place);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_all_laws")]

    operations = [migrations.RunSQL(HISTORY, UNDO)]
