"""What no column constraint can say, and PostgreSQL refuses all the same.

The text is frozen beside this file; what holds today stands in partnerships/laws. It is run in a
database that was made before 0.1.0 too, which has done another 0004_laws, and takes the place of
what that has.
"""

from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION
    verdict_is_replaced_by_another(),
    verdict_is_not_rewritten(),
    verdict_is_proposed(),
    verdict_is_signed_by_another(partnerships_verdict),
    verdict_is_checked_blind(partnerships_verdict),
    verdict_covers_what_is_there(),
    is_checked_blind(bigint),
    may_break_glass(integer),
    revision_follows_the_last(),
    source_was_rewritten(),
    source_was_written(),
    source_tells_its_descendants(),
    source_finds_its_origin(),
    search_was_removed(),
    search_was_rewritten(),
    search_was_written(),
    open_item_is_decided(),
    verdict_ripples(),
    verdict_stands_otherwise(bigint[]),
    verdict_falls(bigint[], text),
    row_ripples(),
    open_items(text, text, bigint, jsonb, jsonb),
    differing(jsonb, jsonb),
    told_of(jsonb, text[]),
    look_at_what_is_committed(),
    law_broken(text, text),
    refuse_all_but_an_end(),
    refuse_new_key(),
    refuse_change(),
    sighting_was_made(),
    sighting_is_what_was_found(),
    recheck_copy_is_of_its_source(),
    quotation_stands(text, text),
    ink_of(text),
    live_passages_have_their_place(),
    is_live_passage(bigint),
    binding_context_is_in_its_story(),
    placement_is_where_its_words_stand(),
    party_shares_are_within_the_total(),
    story_leans_on(bigint),
    claims_lean_on(bigint[]),
    let_verdicts_lapse(bigint[]),
    covers_differ(jsonb, jsonb),
    fingerprint_of(jsonb),
    claim_covers(bigint),
    judgement_is_not_rewritten(),
    entry_is_sealed(),
    identity_is_sealed_in_person(),
    fact_source_field_exists(),
    correction_is_written(),
    later_edition_has_its_correction(),
    edition_is_in_order(),
    edition_goes_out(),
    hold_what_goes_out(bigint),
    published_deal_has_two_parties(),
    dates_meet(text, text),
    comment_is_on_its_claim(),
    claim_was_rewritten(),
    claim_was_written(),
    hold_claims(bigint[]),
    citation_was_removed(),
    citation_was_rewritten(),
    citation_was_written(),
    citation_quote_is_at_its_place(),
    last_written_of(bigint, integer),
    unattributed_of(bigint),
    authorships_of(bigint),
    adoption_is_of_what_was_there(),
    authorship_is_in_person(),
    assessment_is_not_rewritten(),
    refuse_another_name(),
    declared_actor()
CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_groups")]

    operations = [migrations.RunSQL(LAWS, UNDO)]
