-- Two records of one party become one, by two people; nothing leads to a record that is merged.
-- See docs/decisions/merging.md.

-- Append only, and the moment is the database's: what is confirmed holds for the transaction in
-- which it is confirmed. Whoever confirms holds both parties until the end, so that nobody can lead
-- to them meanwhile unseen (FOR UPDATE: whoever points at a row holds it FOR KEY SHARE).
CREATE OR REPLACE FUNCTION merge_is_by_two() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked partnerships_merge;
    goes partnerships_party;
    stays partnerships_party;
BEGIN
    NEW.at := now();
    IF NEW.act = 'confirmed' THEN
        PERFORM FROM partnerships_party WHERE id IN (NEW.merged_id, NEW.into_id)
            ORDER BY id FOR UPDATE;
    END IF;
    SELECT * INTO goes FROM partnerships_party WHERE id = NEW.merged_id;
    SELECT * INTO stays FROM partnerships_party WHERE id = NEW.into_id;
    IF goes.kind <> stays.kind THEN
        PERFORM law_broken('merge_is_of_one_kind', 'A company and a person are never the same.');
    END IF;
    IF NEW.answers_id IS NOT NULL THEN
        SELECT * INTO asked FROM partnerships_merge WHERE id = NEW.answers_id;
        IF asked.act <> 'proposed' OR (asked.merged_id, asked.into_id)
               IS DISTINCT FROM (NEW.merged_id, NEW.into_id)
           OR asked.undoes_id IS DISTINCT FROM NEW.undoes_id THEN
            PERFORM law_broken('merge_answers_what_was_proposed',
                'This answers something else than what was proposed.');
        END IF;
        IF NEW.act = 'confirmed' AND asked.by_id = NEW.by_id THEN
            PERFORM law_broken('merge_is_confirmed_by_a_second',
                'You proposed this yourself: a second person confirms it.');
        END IF;
    END IF;
    IF NEW.act = 'refused' THEN
        RETURN NEW;
    END IF;
    IF NEW.undoes_id IS NOT NULL THEN
        IF NOT EXISTS (
            SELECT FROM partnerships_merge AS done
            WHERE id = NEW.undoes_id AND act = 'confirmed' AND undoes_id IS NULL
                AND merged_id = NEW.merged_id AND into_id = NEW.into_id AND NOT EXISTS (
                    SELECT FROM partnerships_merge AS undone
                    WHERE undone.undoes_id = done.id AND undone.act = 'confirmed'
                )
        ) THEN
            PERFORM law_broken('merge_that_is_undone_is_in_force',
                'This merge is undone already, or was never made.');
        END IF;
        RETURN NEW;
    END IF;
    IF goes.merged_into_id IS NOT NULL OR stays.merged_into_id IS NOT NULL THEN
        PERFORM law_broken('merge_is_of_records_that_stand',
            'One of the two is merged already: choose the record that stands in its stead.');
    END IF;
    -- The names of the one become names of the other, and readers of that would learn them.
    IF (goes.released_at IS NULL) <> (stays.released_at IS NULL) THEN
        PERFORM law_broken('merge_tells_readers_no_name',
            'Readers know of one of the two alone, and would learn of the other: release both '
            'first, or neither.');
    END IF;
    IF NEW.act = 'confirmed' AND EXISTS (
        SELECT FROM partnerships_identifier AS one
        JOIN partnerships_identifier AS other USING (scheme)
        WHERE one.party_id = NEW.merged_id AND other.party_id = NEW.into_id
            AND one.deprecated_on IS NULL AND other.deprecated_on IS NULL
            AND one.value <> other.value AND scheme IN ('lei', 'cik', 'wikidata')
    ) THEN
        PERFORM law_broken('merge_is_not_of_two_numbers',
            'Each has a number of its own in a register that gives one: they are two, or one of '
            'the numbers is wrong.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merge_is_by_two BEFORE INSERT ON partnerships_merge
    FOR EACH ROW EXECUTE FUNCTION merge_is_by_two();
CREATE TRIGGER merge_names_what_is_there AFTER INSERT OR UPDATE OF merged_id, into_id
    ON partnerships_merge FOR EACH ROW WHEN (NEW.act <> 'refused')
    EXECUTE FUNCTION what_is_named_is_there('party', 'merged_id', 'party', 'into_id');
CREATE TRIGGER merge_is_in_ones_own_name BEFORE INSERT ON partnerships_merge
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('by_id');
CREATE TRIGGER merge_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_merge
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Whose verdicts lapse: of the claims that were filed under the record that goes, or, of an undoing,
-- that go back there. Their words stand, and so does what they cite; but who is meant is another
-- record now, and that was not what two people looked at.
CREATE OR REPLACE FUNCTION claims_of_merge(confirmed partnerships_merge) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT claim_id ORDER BY claim_id), '{}')
    FROM partnerships_claimparty
    WHERE CASE WHEN confirmed.undoes_id IS NULL THEN party_id = confirmed.merged_id
        ELSE id IN (
            SELECT (move ->> 'pk')::bigint
            FROM partnerships_merge AS done, jsonb_array_elements(done.moved) AS move
            WHERE done.id = confirmed.undoes_id AND move ->> 'of' = 'claimparty'
        ) END
$$;

CREATE OR REPLACE FUNCTION merged_just_now(asked bigint) RETURNS varchar[] LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN EXISTS (
        SELECT FROM partnerships_merge AS merge
        JOIN partnerships_claimparty AS about ON about.party_id
            = CASE WHEN merge.undoes_id IS NULL THEN merge.merged_id ELSE merge.into_id END
        WHERE merge.act = 'confirmed' AND merge.at = now() AND about.claim_id = asked
    ) THEN '{party_merged}' ELSE '{}' END::varchar[]
$$;

CREATE OR REPLACE FUNCTION merge_lets_verdicts_lapse() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := claims_of_merge(NEW);
BEGIN
    PERFORM hold_claims(claims);
    UPDATE partnerships_verdict
    SET lapsed_at = coalesce(lapsed_at, clock_timestamp()),
        lapsed_by_id = CASE WHEN lapsed_at IS NULL THEN declared_actor() ELSE lapsed_by_id END,
        lapse = ARRAY(
            SELECT DISTINCT code FROM unnest(lapse || '{party_merged}') AS code ORDER BY code
        )
    WHERE claim_id = ANY (claims) AND superseded_at IS NULL AND state <> 'withdrawn'
        AND NOT lapse @> '{party_merged}';
    RETURN NULL;
END $$;
CREATE TRIGGER merge_lets_verdicts_lapse AFTER INSERT ON partnerships_merge
    FOR EACH ROW WHEN (NEW.act = 'confirmed') EXECUTE FUNCTION merge_lets_verdicts_lapse();

-- What a party is merged into is written in the transaction alone in which a second person confirms
-- it, or confirms its undoing. What was merged into a record that goes is led on with it. A record
-- that is made in this transaction may be one that was merged elsewhere: a story is loaded so, in
-- whatever order its rows come.
CREATE OR REPLACE FUNCTION party_is_merged_by_two() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM partnerships_merge
        WHERE act = 'confirmed' AND at = now() AND CASE WHEN undoes_id IS NULL
            THEN into_id = NEW.merged_into_id
                AND (merged_id = NEW.id OR merged_id = OLD.merged_into_id)
            ELSE into_id = OLD.merged_into_id
                AND (merged_id = NEW.id AND NEW.merged_into_id IS NULL
                    OR merged_id = NEW.merged_into_id)
            END
    ) OR EXISTS (
        SELECT FROM partnerships_partyhistory
        WHERE pgh_obj_id = NEW.id AND pgh_label = 'insert' AND pgh_created_at = now()
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM law_broken('party_is_merged_by_two',
        'Two people merge two records, and undo it: propose it on the page of the record.');
    RETURN NULL;
END $$;
CREATE TRIGGER party_is_merged_by_two BEFORE UPDATE ON partnerships_party
    FOR EACH ROW WHEN (NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id)
    EXECUTE FUNCTION party_is_merged_by_two();

-- Nothing leads to a record that is merged, so that none is forgotten and none comes after. TG_ARGV:
-- the columns that lead to parties. The rows of a party itself are not among them: its names, its
-- numbers and what backs it are part of its record, and a few stay there.
CREATE OR REPLACE FUNCTION refuse_what_leads_to_merged() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    parties bigint[];
BEGIN
    EXECUTE format(
        'SELECT array_agg(DISTINCT party) FROM new_rows, unnest(ARRAY[%s]) AS party'
        ' WHERE party IS NOT NULL', array_to_string(TG_ARGV, ',')
    ) INTO parties;
    -- As the key does it: whoever merges them waits for this, or this for them.
    PERFORM FROM partnerships_party WHERE id = ANY (parties) ORDER BY id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM partnerships_party WHERE id = ANY (parties) AND merged_into_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION
            'This party is merged into another record: choose the one that stands in its stead.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'merged_party_is_led_to_by_nothing';
    END IF;
    RETURN NULL;
END $$;

-- Whoever merges a party asks it of all these tables, by the triggers that stand on them.
CREATE OR REPLACE FUNCTION merged_party_is_led_to_by_nothing() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    way record;
    leads boolean;
BEGIN
    IF NOT EXISTS (
        SELECT FROM partnerships_party WHERE id = NEW.id AND merged_into_id IS NOT NULL
    ) THEN
        RETURN NULL;
    END IF;
    FOR way IN
        SELECT tgrelid::regclass AS place,
            unnest(string_to_array(encode(tgargs, 'escape'), '\000')) AS named
        FROM pg_trigger
        WHERE tgfoid = 'public.refuse_what_leads_to_merged'::regproc
            AND tgname LIKE '%\_leads\_to\_no\_merged'
    LOOP
        IF way.named <> '' THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', way.place, way.named)
                INTO leads USING NEW.id;
            IF leads THEN
                PERFORM law_broken('merged_party_is_led_to_by_nothing',
                    'Something leads to this record still: it is merged with all that leads to it.');
            END IF;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER merged_party_is_led_to_by_nothing
    AFTER INSERT OR UPDATE OF merged_into_id ON partnerships_party
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION merged_party_is_led_to_by_nothing();

CREATE TRIGGER party_leads_to_no_merged AFTER INSERT ON partnerships_party
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('parent_id', 'merged_into_id');
CREATE TRIGGER party_still_leads_to_no_merged AFTER UPDATE ON partnerships_party
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('parent_id', 'merged_into_id');
CREATE TRIGGER partnershipparty_leads_to_no_merged AFTER INSERT ON partnerships_partnershipparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER partnershipparty_still_leads_to_no_merged AFTER UPDATE ON partnerships_partnershipparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER dealparty_leads_to_no_merged AFTER INSERT ON partnerships_dealparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER dealparty_still_leads_to_no_merged AFTER UPDATE ON partnerships_dealparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER eventparty_leads_to_no_merged AFTER INSERT ON partnerships_eventparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER eventparty_still_leads_to_no_merged AFTER UPDATE ON partnerships_eventparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER claimparty_leads_to_no_merged AFTER INSERT ON partnerships_claimparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER claimparty_still_leads_to_no_merged AFTER UPDATE ON partnerships_claimparty
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER reply_leads_to_no_merged AFTER INSERT ON partnerships_reply
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER reply_still_leads_to_no_merged AFTER UPDATE ON partnerships_reply
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id');
CREATE TRIGGER role_leads_to_no_merged AFTER INSERT ON partnerships_role
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('person_id', 'company_id');
CREATE TRIGGER role_still_leads_to_no_merged AFTER UPDATE ON partnerships_role
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('person_id', 'company_id');
CREATE TRIGGER amount_leads_to_no_merged AFTER INSERT ON partnerships_amount
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id', 'payer_id', 'payee_id');
CREATE TRIGGER amount_still_leads_to_no_merged AFTER UPDATE ON partnerships_amount
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('party_id', 'payer_id', 'payee_id');
CREATE TRIGGER valuation_leads_to_no_merged AFTER INSERT ON partnerships_valuation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('company_id');
CREATE TRIGGER valuation_still_leads_to_no_merged AFTER UPDATE ON partnerships_valuation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('company_id');
CREATE TRIGGER stake_leads_to_no_merged AFTER INSERT ON partnerships_stake
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('holder_id', 'company_id');
CREATE TRIGGER stake_still_leads_to_no_merged AFTER UPDATE ON partnerships_stake
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_what_leads_to_merged('holder_id', 'company_id');
