"""What goes out is frozen and was in order when it went; what changes under it afterwards is told.

An edition is refused by PostgreSQL itself while the story is held, while it leans on a claim
whose verdict does not stand, or while words that were bound are not in its text. Whoever
publishes holds the story, then the claims that it leans on and their verdicts, and then, without
waiting, every other row that it leans on (`hold_what_goes_out`): so no two wait in a ring, and a
change of such a row comes either before the gate or after the edition, where triggers find by
its leans what went out on it and leave an open item.
"""

from django.db import migrations, models

# The claim's own evidence, the records that name it as what backs them, and the records of what
# it is about that say the same figure or the same day. See docs/decisions/leans.md.
LEANING = """
CREATE FUNCTION dates_meet(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT one NOT IN ('', '..') AND other NOT IN ('', '..')
        AND edtf_earliest(one) <= edtf_latest(other)
        AND edtf_earliest(other) <= edtf_latest(one)
$$;

CREATE FUNCTION claims_lean_on(bound bigint[])
RETURNS TABLE (claim bigint, noun varchar, record bigint) LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT id, value_low, value_high, value_unit,
            kind = 'figure' AND value_low IS NULL AND value_high IS NULL AS is_open,
            split_part(date, '/', 1) AS since,
            CASE WHEN date LIKE '%/%' THEN split_part(date, '/', 2) ELSE date END AS until
        FROM partnerships_claim
        WHERE id = ANY (bound) AND kind IN ('figure', 'date', 'fact')
    ), parties AS (
        SELECT said.id, party_id FROM said JOIN partnerships_claimparty ON claim_id = said.id
    ), sums AS (
        SELECT said.id AS claim, deal_id, amount.id AS record, said.is_open,
            coalesce(amount.low = value_low, false) OR coalesce(amount.high = value_high, false)
                AS says_it
        FROM said
        JOIN partnerships_claimdeal AS about ON about.claim_id = said.id
        JOIN partnerships_amount AS amount USING (deal_id)
        WHERE amount.rank <> 'deprecated' AND amount.qualifier <> 'undisclosed'
            AND (said.is_open OR amount.currency = value_unit)
    )
    SELECT id, 'claim', id FROM partnerships_claim WHERE id = ANY (bound)
    UNION
    SELECT claim_id, 'verdict', id FROM partnerships_verdict
        WHERE claim_id = ANY (bound) AND superseded_at IS NULL
    UNION
    SELECT claim_id, 'citation', id FROM partnerships_citation WHERE claim_id = ANY (bound)
    UNION
    SELECT claim_id, 'source', unnest(ARRAY[source.id, origin_id])
        FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = source_id
        WHERE claim_id = ANY (bound)
    UNION
    SELECT claim_id, backed.noun, backed.record
        FROM partnerships_factsource CROSS JOIN LATERAL (VALUES
            ('party', party_id), ('partyname', party_name_id), ('identifier', identifier_id),
            ('role', role_id), ('stake', stake_id), ('partnership', partnership_id),
            ('deal', deal_id), ('dealparty', deal_party_id), ('amount', amount_id),
            ('term', term_id), ('valuation', valuation_id), ('event', event_id)
        ) AS backed (noun, record)
        WHERE claim_id = ANY (bound) AND backed.record IS NOT NULL
    UNION
    SELECT claim_id, 'event', event_id FROM partnerships_claimevent
        JOIN said ON said.id = claim_id
    UNION
    SELECT claim, 'amount', record FROM sums
        WHERE says_it OR is_open OR (
            NOT EXISTS (SELECT FROM sums AS one WHERE one.claim = sums.claim AND one.says_it)
            AND EXISTS (
                SELECT FROM sums AS other
                WHERE other.claim = sums.claim AND other.deal_id <> sums.deal_id
            )
        )
    UNION
    SELECT said.id, 'valuation', valuation.id
        FROM said JOIN partnerships_valuation AS valuation ON valuation.currency = value_unit
        WHERE (valuation.low = value_low OR valuation.high = value_high) AND (
            EXISTS (
                SELECT FROM partnerships_claimdeal AS about
                WHERE about.claim_id = said.id AND about.deal_id = valuation.deal_id
            ) OR EXISTS (
                SELECT FROM parties
                WHERE parties.id = said.id AND party_id = valuation.company_id
            )
        )
    UNION
    SELECT said.id, 'dealstep', step.id
        FROM said
        JOIN partnerships_claimdeal AS about ON about.claim_id = said.id
        JOIN partnerships_dealstep AS step USING (deal_id)
        WHERE dates_meet(since, step.date) OR dates_meet(until, step.date)
    UNION
    SELECT said.id, period.noun, period.record
        FROM said
        JOIN partnerships_claimdeal AS about ON about.claim_id = said.id
        JOIN (
            SELECT 'deal' AS noun, id AS record, id AS deal_id, start, "end"
                FROM partnerships_deal
            UNION ALL
            SELECT 'term', id, deal_id, start, "end" FROM partnerships_term
        ) AS period USING (deal_id)
        WHERE dates_meet(since, period.start) OR dates_meet(until, period."end")
    UNION
    SELECT said.id, period.noun, period.record
        FROM said JOIN parties AS one USING (id) JOIN parties AS other USING (id)
        JOIN (
            SELECT 'role' AS noun, id AS record, person_id AS one, company_id AS other,
                start, "end", NULL::numeric AS low, NULL::numeric AS high
                FROM partnerships_role
            UNION ALL
            SELECT 'stake', id, holder_id, company_id, start, "end", percent_min, percent_max
                FROM partnerships_stake
        ) AS period ON period.one = one.party_id AND period.other = other.party_id
        WHERE dates_meet(since, period.start) OR dates_meet(until, period."end")
            OR (value_unit = '%' AND (period.low = value_low OR period.high = value_high))
$$;

CREATE FUNCTION story_leans_on(asked bigint)
RETURNS TABLE (passage bigint, claim bigint, noun varchar, record bigint)
LANGUAGE sql STABLE AS $$
    WITH bound AS (
        SELECT DISTINCT passage_id, claim_id
        FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = asked AND ended_at IS NULL
    )
    SELECT bound.passage_id, bound.claim_id, leans.noun, leans.record
    FROM claims_lean_on(ARRAY(SELECT DISTINCT claim_id FROM bound)) AS leans
    JOIN bound ON bound.claim_id = leans.claim
$$;
"""
NO_LEANING = """
DROP FUNCTION story_leans_on(bigint);
DROP FUNCTION claims_lean_on(bigint[]);
DROP FUNCTION dates_meet(text, text);
"""

# Others hold a row and then the claim, or the claim and then the row: whoever publishes holds
# the claims and does not wait for the rest.
HOLD = """
CREATE FUNCTION hold_what_goes_out(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    bound bigint[];
    leaned record;
BEGIN
    PERFORM look_at_what_is_committed();
    PERFORM FROM partnerships_story WHERE id = asked FOR NO KEY UPDATE;
    bound := ARRAY(
        SELECT DISTINCT claim_id
        FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = asked AND ended_at IS NULL ORDER BY claim_id
    );
    PERFORM hold_claims(bound);
    PERFORM FROM partnerships_verdict
        WHERE claim_id = ANY (bound) AND superseded_at IS NULL ORDER BY id FOR SHARE;
    FOR leaned IN
        SELECT noun, array_agg(DISTINCT record) AS records FROM claims_lean_on(bound)
        WHERE noun NOT IN ('claim', 'verdict') GROUP BY noun ORDER BY noun
    LOOP
        EXECUTE format(
            'SELECT FROM partnerships_%I WHERE id = ANY ($1) ORDER BY id FOR SHARE NOWAIT',
            leaned.noun
        ) USING leaned.records;
    END LOOP;
EXCEPTION WHEN lock_not_available THEN
    PERFORM law_broken('edition_waits_for_what_it_leans_on',
        'Somebody is changing something that this story leans on: publish it in a moment.');
END $$;
"""

EDITIONS = """
CREATE FUNCTION edition_goes_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM hold_what_goes_out(NEW.story_id);
    IF NEW.sha256 = '' THEN
        NEW.sha256 := fingerprint_of(NEW.content);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER edition_goes_out BEFORE INSERT ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION edition_goes_out();

CREATE FUNCTION edition_is_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest record;
BEGIN
    IF NEW.published_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('edition_is_published_in_person', 'Everybody publishes for themselves.');
    END IF;
    IF NEW.number <> 1 + (
        SELECT coalesce(max(number), 0) FROM partnerships_edition
        WHERE story_id = NEW.story_id AND id <> NEW.id
    ) THEN
        PERFORM law_broken('edition_follows_the_one_before',
            'Somebody has published this story meanwhile: look at it again.');
    END IF;
    SELECT id, text INTO latest FROM partnerships_revision
        WHERE story_id = NEW.story_id ORDER BY number DESC LIMIT 1;
    IF NEW.revision_id IS DISTINCT FROM latest.id THEN
        PERFORM law_broken('edition_is_of_the_latest_revision',
            'Somebody has written a newer revision: look at that one first.');
    END IF;
    IF NEW.content ->> 'text' IS DISTINCT FROM latest.text THEN
        PERFORM law_broken('edition_says_what_its_revision_says',
            'An edition holds the text of its revision, letter for letter.');
    END IF;
    IF EXISTS (
        SELECT FROM partnerships_hold
        WHERE story_id = NEW.story_id AND ended_at IS NULL
            AND (until IS NULL OR until > least(NEW.published_at, clock_timestamp()))
    ) THEN
        PERFORM law_broken('edition_is_of_no_held_story',
            'The story is held: lift what holds it before it goes out.');
    END IF;
    IF EXISTS (
        SELECT FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = NEW.story_id AND ended_at IS NULL AND NOT EXISTS (
            SELECT FROM partnerships_verdict AS verdict
            WHERE verdict.claim_id = binding.claim_id AND countersigned_at IS NOT NULL
                AND lapsed_at IS NULL AND withdrawn_at IS NULL AND superseded_at IS NULL
        )
    ) THEN
        PERFORM law_broken('edition_leans_on_verdicts_that_stand',
            'The story leans on a claim whose verdict does not stand: have it signed first.');
    END IF;
    IF EXISTS (
        SELECT FROM partnerships_passage AS passage
        WHERE story_id = NEW.story_id AND is_live_passage(passage.id) AND NOT EXISTS (
            SELECT FROM partnerships_placement
            WHERE passage_id = passage.id AND revision_id = NEW.revision_id AND start IS NOT NULL
        )
    ) THEN
        PERFORM law_broken('edition_leaves_no_words_behind',
            'Words that were checked are not in the text any more: bind others, or end that.');
    END IF;
    IF NEW.sha256 <> fingerprint_of(NEW.content) THEN
        PERFORM law_broken('edition_is_sealed_by_its_content',
            'The hash is not that of the content.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_is_in_order AFTER INSERT ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION edition_is_in_order();

CREATE FUNCTION later_edition_has_its_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM partnerships_correction WHERE edition_id = NEW.id) THEN
        PERFORM law_broken('later_edition_has_its_correction',
            'What is out changes only with a correction: say what was wrong and what is right.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER later_edition_has_its_correction
    AFTER INSERT ON partnerships_edition DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.number > 1) EXECUTE FUNCTION later_edition_has_its_correction();

CREATE FUNCTION correction_is_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.written_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('correction_is_written_in_person', 'Everybody corrects for themselves.');
    END IF;
    IF NOT EXISTS (
        SELECT FROM partnerships_edition WHERE id = NEW.edition_id AND number > 1
    ) THEN
        PERFORM law_broken('correction_comes_with_a_later_edition',
            'What was never out before has nothing to correct.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_is_written AFTER INSERT ON partnerships_correction
    FOR EACH ROW EXECUTE FUNCTION correction_is_written();
"""
NO_EDITIONS = """
DROP TRIGGER correction_is_written ON partnerships_correction;
DROP TRIGGER later_edition_has_its_correction ON partnerships_edition;
DROP TRIGGER edition_is_in_order ON partnerships_edition;
DROP TRIGGER edition_goes_out ON partnerships_edition;
DROP FUNCTION correction_is_written();
DROP FUNCTION later_edition_has_its_correction();
DROP FUNCTION edition_is_in_order();
DROP FUNCTION edition_goes_out();
"""

# What was and what became of it may be told more fully, by another change, until it is decided.
ITEMS = """
CREATE FUNCTION open_item_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM law_broken('open_item_is_kept', 'What is open is decided, never taken away.');
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NULL;
    END IF;
    IF OLD.decided_at IS NOT NULL THEN
        PERFORM law_broken('open_item_is_decided_once', 'Somebody has decided on this already.');
    END IF;
    IF (OLD.uid, OLD.edition_id, OLD.passage_id, OLD.claim_id, OLD.cause, OLD.noun, OLD.record,
        OLD.opened_at, OLD.opened_by_id)
       IS DISTINCT FROM
       (NEW.uid, NEW.edition_id, NEW.passage_id, NEW.claim_id, NEW.cause, NEW.noun, NEW.record,
        NEW.opened_at, NEW.opened_by_id)
       OR ((OLD.was, OLD.became) IS DISTINCT FROM (NEW.was, NEW.became)
           AND pg_trigger_depth() < 2) THEN
        PERFORM law_broken('open_item_is_not_rewritten',
            'What was changed is told as it was: decide what it means.');
    END IF;
    IF NEW.decided_at IS NOT NULL AND NEW.decided_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('open_item_is_decided_in_person', 'Everybody decides for themselves.');
    END IF;
    IF NEW.correction_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_correction AS correction
        JOIN partnerships_edition AS later ON later.id = correction.edition_id
        JOIN partnerships_edition AS earlier ON earlier.id = NEW.edition_id
        WHERE correction.id = NEW.correction_id AND later.story_id = earlier.story_id
            AND later.number > earlier.number
    ) THEN
        PERFORM law_broken('open_item_is_settled_by_a_later_edition',
            'That correction is of another story, or came before.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER open_item_is_decided AFTER UPDATE OR DELETE ON partnerships_openitem
    FOR EACH ROW EXECUTE FUNCTION open_item_is_decided();
"""
NO_ITEMS = """
DROP TRIGGER open_item_is_decided ON partnerships_openitem;
DROP FUNCTION open_item_is_decided();
"""

# One item for a passage and a cause while it is open: a second change says in it what became.
# Rows are compared in groups, not by a join, of which PostgreSQL would keep the plan for one row.
RIPPLES = """
CREATE FUNCTION told_of(line jsonb, columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(line)
    WHERE key = ANY (columns)
$$;

CREATE FUNCTION differing(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(one)
    WHERE value IS DISTINCT FROM other -> key
$$;

CREATE FUNCTION open_items(why text, changed text, line bigint, before jsonb, after jsonb)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO partnerships_openitem AS item (
        uid, edition_id, passage_id, claim_id, cause, noun, record, was, became,
        opened_at, opened_by_id, outcome, reason
    )
    SELECT gen_random_uuid(), lean.edition_id, lean.passage_id, min(lean.claim_id), why, changed,
        line, before, after, clock_timestamp(), declared_actor(), '', ''
    FROM partnerships_lean AS lean
    JOIN partnerships_edition AS edition ON edition.id = lean.edition_id
    WHERE lean.noun = changed AND lean.record = line AND NOT EXISTS (
        SELECT FROM partnerships_edition AS later
        WHERE later.story_id = edition.story_id AND later.number > edition.number
    )
    GROUP BY lean.edition_id, lean.passage_id ORDER BY lean.edition_id, lean.passage_id
    ON CONFLICT (edition_id, passage_id, cause, noun, record) WHERE decided_at IS NULL
    DO UPDATE SET was = EXCLUDED.was || item.was, became = item.became || EXCLUDED.became
$$;

CREATE FUNCTION row_ripples() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := TG_ARGV[0];
    why text := TG_ARGV[1];
    columns text[] := TG_ARGV[2];
    leaned bigint[] := ARRAY(
        SELECT id FROM old_rows WHERE EXISTS (
            SELECT FROM partnerships_lean WHERE noun = changed AND record = old_rows.id
        )
    );
    found record;
BEGIN
    IF leaned = '{}' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        FOR found IN
            SELECT id, told_of(to_jsonb(old_rows), columns) AS was FROM old_rows
            WHERE id = ANY (leaned) ORDER BY id
        LOOP
            PERFORM open_items('removed', changed, found.id, found.was, '{}');
        END LOOP;
        RETURN NULL;
    END IF;
    FOR found IN
        SELECT id, (array_agg(told ORDER BY is_new))[1] AS was,
            (array_agg(told ORDER BY is_new))[2] AS became
        FROM (
            SELECT id, false AS is_new, told_of(to_jsonb(old_rows), columns) AS told
                FROM old_rows WHERE id = ANY (leaned)
            UNION ALL
            SELECT id, true, told_of(to_jsonb(new_rows), columns)
                FROM new_rows WHERE id = ANY (leaned)
        ) AS both_rows
        GROUP BY id HAVING count(DISTINCT told) > 1 ORDER BY id
    LOOP
        PERFORM open_items(
            why, changed, found.id,
            differing(found.was, found.became), differing(found.became, found.was)
        );
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION verdict_falls(fallen bigint[], how text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT lean.record, verdict.finding
        FROM partnerships_lean AS lean
        JOIN partnerships_verdict AS verdict ON verdict.id = lean.record
        WHERE lean.noun = 'verdict' AND lean.claim_id = ANY (fallen) ORDER BY lean.record
    LOOP
        PERFORM open_items(
            'verdict', 'verdict', found.record,
            jsonb_build_object('state', 'stands', 'finding', found.finding),
            jsonb_build_object('state', how)
        );
    END LOOP;
END $$;

CREATE FUNCTION verdict_stands_otherwise(signed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT lean.record, was.finding AS old_finding, was.correction AS old_correction,
            now.finding, now.correction
        FROM partnerships_verdict AS now
        JOIN partnerships_lean AS lean ON lean.noun = 'verdict' AND lean.claim_id = now.claim_id
        JOIN partnerships_verdict AS was ON was.id = lean.record
        WHERE now.id = ANY (signed)
            AND (was.finding, was.correction) <> (now.finding, now.correction)
        ORDER BY lean.record
    LOOP
        PERFORM open_items(
            'finding', 'verdict', found.record,
            jsonb_build_object('finding', found.old_finding, 'correction', found.old_correction),
            jsonb_build_object('finding', found.finding, 'correction', found.correction)
        );
    END LOOP;
END $$;

CREATE FUNCTION verdict_ripples() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stood bigint[] := '{}';
    stands bigint[] := ARRAY(
        SELECT id FROM new_rows WHERE countersigned_at IS NOT NULL AND lapsed_at IS NULL
            AND withdrawn_at IS NULL AND superseded_at IS NULL
    );
BEGIN
    IF NOT EXISTS (SELECT FROM partnerships_lean WHERE noun = 'verdict') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        stood := ARRAY(
            SELECT id FROM old_rows WHERE countersigned_at IS NOT NULL AND lapsed_at IS NULL
                AND withdrawn_at IS NULL AND superseded_at IS NULL
        );
        PERFORM verdict_falls(ARRAY(
            SELECT claim_id FROM new_rows WHERE id = ANY (stood) AND withdrawn_at IS NOT NULL
        ), 'withdrawn');
        PERFORM verdict_falls(ARRAY(
            SELECT claim_id FROM new_rows
            WHERE id = ANY (stood) AND lapsed_at IS NOT NULL AND withdrawn_at IS NULL
        ), 'lapsed');
    END IF;
    PERFORM verdict_stands_otherwise(
        ARRAY(SELECT id FROM unnest(stands) AS id WHERE id <> ALL (stood))
    );
    RETURN NULL;
END $$;
CREATE TRIGGER verdict_ripples AFTER UPDATE ON partnerships_verdict
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION verdict_ripples();
CREATE TRIGGER new_verdict_ripples AFTER INSERT ON partnerships_verdict
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION verdict_ripples();
"""
NO_RIPPLES = """
DROP TRIGGER new_verdict_ripples ON partnerships_verdict;
DROP TRIGGER verdict_ripples ON partnerships_verdict;
DROP FUNCTION verdict_ripples();
DROP FUNCTION verdict_stands_otherwise(bigint[]);
DROP FUNCTION verdict_falls(bigint[], text);
DROP FUNCTION row_ripples();
DROP FUNCTION open_items(text, text, bigint, jsonb, jsonb);
DROP FUNCTION differing(jsonb, jsonb);
DROP FUNCTION told_of(jsonb, text[]);
"""

# Why a change is told, and the columns whose change is one. Notes, references, releases and what
# PostgreSQL computes for search and order say nothing else of the world.
WATCHED = {
    "claim": (
        "claim",
        "statement kind attributed_to date_words date_as_worded date as_of value_qualifier"
        " value_low value_high value_unit is_adverse",
    ),
    "citation": (
        "source",
        "claim_id source_id stance quote translation locator says answer snapshot_id",
    ),
    "source": (
        "source",
        "outlet title authors kind tier url published says origin_note derives_from_id origin_id"
        " seen is_unnamed confidentiality",
    ),
    "party": (
        "record",
        "kind name legal_form country place founded dissolved parent_id merged_into_id",
    ),
    "partyname": ("record", "party_id text kind language start end ongoing"),
    "identifier": ("record", "party_id scheme value basis deprecated_on"),
    "role": ("record", "person_id company_id title kind post exclusive start end ongoing"),
    "stake": (
        "record",
        "holder_id company_id interest holding qualifier percent_min percent_max start end ongoing",
    ),
    "partnership": ("record", "name summary"),
    "deal": ("record", "title kinds partnership_id amends_id umbrella_id start end ongoing"),
    "dealstep": ("record", "deal_id step date"),
    "dealparty": ("record", "deal_id party_id role direction"),
    "amount": (
        "record",
        "deal_id measure party_id qualifier low high currency date basis payer_id payee_id rank",
    ),
    "term": ("record", "deal_id kind text start end ongoing replaced_by_id"),
    "valuation": ("record", "company_id deal_id qualifier low high currency date basis"),
    "event": ("record", "title kind date"),
}


def ripples(noun, cause, columns):
    """The operation after which changes of rows of `noun` open items, and its undoing."""
    given = f"'{noun}', '{cause}', '{{{columns.replace(' ', ',')}}}'"
    table = f"partnerships_{noun}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {noun}_ripples AFTER UPDATE ON {table}"
        " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
        f" FOR EACH STATEMENT EXECUTE FUNCTION row_ripples({given});"
        f"CREATE TRIGGER {noun}_gone_ripples AFTER DELETE ON {table}"
        " REFERENCING OLD TABLE AS old_rows"
        f" FOR EACH STATEMENT EXECUTE FUNCTION row_ripples({given});",
        f"DROP TRIGGER {noun}_gone_ripples ON {table}; DROP TRIGGER {noun}_ripples ON {table};",
    )


def append_only(name, table):
    """The operation that makes `table` append-only, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


# A login may make tables of its own for the time of its session, and those are found before the
# desk's by whatever looks for them by name alone.
PATHS = "".join(
    f"ALTER FUNCTION {law} {{}};\n"
    for law in [
        *("claims_lean_on(bigint[])", "story_leans_on(bigint)", "hold_what_goes_out(bigint)"),
        *("edition_goes_out()", "edition_is_in_order()", "later_edition_has_its_correction()"),
        *("correction_is_written()",),
        *("open_item_is_decided()", "open_items(text, text, bigint, jsonb, jsonb)"),
        *("row_ripples()", "verdict_falls(bigint[], text)", "verdict_ripples()"),
        *("verdict_stands_otherwise(bigint[])", "told_of(jsonb, text[])"),
        *("differing(jsonb, jsonb)", "dates_meet(text, text)"),
    ]
)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0017_story_laws"), ("partnerships", "0018_gate")]

    operations = [
        migrations.AddConstraint(
            model_name="openitem",
            constraint=models.UniqueConstraint(
                name="open_item_is_open_once_for_a_cause",
                fields=["edition", "passage", "cause", "noun", "record"],
                condition=models.Q(decided_at=None),
                violation_error_message="This is open already for these words.",
            ),
        ),
        migrations.RunSQL(LEANING, NO_LEANING),
        migrations.RunSQL(HOLD, "DROP FUNCTION hold_what_goes_out(bigint);"),
        migrations.RunSQL(EDITIONS, NO_EDITIONS),
        migrations.RunSQL(ITEMS, NO_ITEMS),
        migrations.RunSQL(RIPPLES, NO_RIPPLES),
        *(ripples(noun, *told) for noun, told in WATCHED.items()),
        append_only("edition_is_kept_as_it_is", "partnerships_edition"),
        append_only("correction_is_kept_as_it_is", "partnerships_correction"),
        append_only("lean_is_kept_as_it_is", "partnerships_lean"),
        append_only("openitem_history_is_kept_as_it_is", "partnerships_openitemhistory"),
        migrations.RunSQL(
            "CREATE TRIGGER openitem_keeps_its_key BEFORE UPDATE OF id ON partnerships_openitem"
            " FOR EACH ROW EXECUTE FUNCTION refuse_new_key();",
            "DROP TRIGGER openitem_keeps_its_key ON partnerships_openitem;",
        ),
        migrations.RunSQL(
            PATHS.replace("{}", "SET search_path = pg_catalog, public, pg_temp"),
            PATHS.replace("{}", "RESET search_path"),
        ),
    ]
