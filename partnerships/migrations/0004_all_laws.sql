-- A database that was made before 0.1.0 has these laws in another text.
ALTER TABLE partnerships_entry ADD COLUMN IF NOT EXISTS recorded_at timestamp with time zone;
DO $$
DECLARE
    was record;
BEGIN
    FOR was IN
        SELECT tgname AS name, tgrelid::regclass AS place FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
            AND relname LIKE 'partnerships\_%' AND tgname NOT LIKE 'pgtrigger\_%'
            AND relname NOT LIKE '%history'
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', was.name, was.place);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION declared_actor() RETURNS integer LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT id FROM auth_user WHERE id = substring(
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user'
        FROM '^[0-9]{1,9}$'
    )::integer
$$;

CREATE OR REPLACE FUNCTION refuse_another_name() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF named IS NOT NULL
       AND (TG_OP = 'INSERT' OR named IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0])
       AND named::integer IS DISTINCT FROM declared_actor() THEN
        RAISE EXCEPTION 'Nobody does this in another name.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION assessment_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.checker_id IS DISTINCT FROM declared_actor() THEN
            PERFORM law_broken('assessment_is_given_in_person',
                'Everybody gives their own assessment.');
        END IF;
        IF EXISTS (
            SELECT FROM partnerships_assessment
            WHERE claim_id = NEW.claim_id AND fingerprint = NEW.fingerprint
                AND (given_at, id) >= (NEW.given_at, NEW.id)
        ) THEN
            PERFORM law_broken('assessment_follows_those_before_it',
                'An assessment comes after those that were given before it.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE'
       OR (OLD.uid, OLD.claim_id, OLD.finding, OLD.reasons, OLD.correction, OLD.covers,
           OLD.fingerprint, OLD.checker_id, OLD.given_at)
          IS DISTINCT FROM
          (NEW.uid, NEW.claim_id, NEW.finding, NEW.reasons, NEW.correction, NEW.covers,
           NEW.fingerprint, NEW.checker_id, NEW.given_at)
       OR (OLD.verdict_id IS NOT NULL AND OLD.verdict_id IS DISTINCT FROM NEW.verdict_id) THEN
        PERFORM law_broken('assessment_is_not_rewritten',
            'An assessment is never rewritten or taken away.');
    END IF;
    IF OLD.verdict_id IS NULL AND NEW.verdict_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_verdict
        WHERE id = NEW.verdict_id AND claim_id = NEW.claim_id AND fingerprint = NEW.fingerprint
            AND proposed_at >= NEW.given_at
            AND lapsed_at IS NULL AND withdrawn_at IS NULL AND superseded_at IS NULL
    ) THEN
        PERFORM law_broken('assessment_is_of_its_verdict',
            'An assessment belongs to the verdict that came of it.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION authorship_is_in_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor integer := declared_actor();
BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE author_id IS DISTINCT FROM actor) THEN
        PERFORM law_broken('authorship_is_in_person', 'Everybody answers for their own changes.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION adoption_is_of_what_was_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION authorships_of(covered bigint)
RETURNS SETOF partnerships_authorship LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM partnerships_authorship WHERE claim_id = covered
    UNION
    SELECT authorship.* FROM partnerships_authorship AS authorship
        JOIN partnerships_citation AS citation ON citation.id = authorship.citation_id
        WHERE citation.claim_id = covered
    UNION
    SELECT authorship.* FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = citation.source_id
        JOIN partnerships_authorship AS authorship
            ON authorship.source_id IN (source.id, source.origin_id)
        WHERE citation.claim_id = covered
    UNION
    SELECT authorship.* FROM partnerships_authorship AS authorship
        JOIN partnerships_search AS search ON search.id = authorship.search_id
        WHERE search.claim_id = covered
$$;

CREATE OR REPLACE FUNCTION unattributed_of(covered bigint)
RETURNS SETOF partnerships_authorship LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT nameless.* FROM authorships_of(covered) AS nameless
    WHERE nameless.author_id IS NULL AND NOT EXISTS (
        SELECT FROM partnerships_authorship AS adopted
        WHERE adopted.how = 'adopted' AND adopted.at > nameless.at
            AND adopted.claim_id IS NOT DISTINCT FROM nameless.claim_id
            AND adopted.citation_id IS NOT DISTINCT FROM nameless.citation_id
            AND adopted.source_id IS NOT DISTINCT FROM nameless.source_id
            AND adopted.search_id IS NOT DISTINCT FROM nameless.search_id
    )
$$;

CREATE OR REPLACE FUNCTION last_written_of(covered bigint, writer integer)
RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN mine.citation_id IS NOT NULL AND EXISTS (
            SELECT FROM partnerships_citation AS citation
            JOIN partnerships_source AS source ON source.id = citation.source_id
            WHERE citation.claim_id = covered AND source.confidentiality <> 'open'
        ) THEN mine.how || ' a citation'
        WHEN mine.citation_id IS NOT NULL THEN mine.how || ' citation ' || (
            SELECT count(*) FROM partnerships_citation AS citation
            JOIN partnerships_citation AS written ON written.id = mine.citation_id
            WHERE citation.claim_id = covered
                AND (citation.reference, citation.id) <= (written.reference, written.id)
        )
        WHEN mine.source_id IS NOT NULL THEN 'set the origin of a source it cites'
        WHEN mine.search_id IS NOT NULL THEN mine.how || ' a search that found nothing'
        ELSE mine.how || ' the claim'
    END || to_char(mine.at AT TIME ZONE 'UTC', '" on "FMDD FMMonth YYYY')
    FROM authorships_of(covered) AS mine
    WHERE mine.author_id = writer ORDER BY mine.id DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION citation_quote_is_at_its_place() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept record;
    stood text;
BEGIN
    IF NEW.snapshot_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT source_id, text INTO kept FROM partnerships_snapshot WHERE id = NEW.snapshot_id;
    IF kept.source_id IS DISTINCT FROM NEW.source_id THEN
        RAISE EXCEPTION 'The copy is of another source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_copy_is_of_its_source';
    END IF;
    IF NEW.quote = '' THEN
        RETURN NEW;
    END IF;
    IF NEW.position IS NULL THEN
        NEW.position := nullif(strpos(kept.text, NEW.quote), 0) - 1;
        NEW.extent := length(NEW.quote);
    END IF;
    NEW.extent := coalesce(NEW.extent, length(NEW.quote));
    stood := substr(
        kept.text, least(NEW.position, length(kept.text)) + 1, least(NEW.extent, length(kept.text))
    );
    IF NEW.position IS NULL OR NOT quotation_stands(NEW.quote, stood)
        OR (substr(kept.text, NEW.position, 1) ~ '[0-9A-Za-z]' AND stood ~ '^[0-9A-Za-z]')
        OR (substr(kept.text, NEW.position + NEW.extent + 1, 1) ~ '[0-9A-Za-z]'
            AND stood ~ '[0-9A-Za-z]$')
    THEN
        RAISE EXCEPTION 'The quotation does not stand at that place in our copy of the source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_quote_is_at_its_place';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION citation_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM new_rows);
BEGIN
    PERFORM FROM partnerships_source
        WHERE id IN (SELECT source_id FROM new_rows) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT origin_id FROM partnerships_source WHERE id IN (SELECT source_id FROM new_rows)
    ) ORDER BY id FOR KEY SHARE;
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (citation_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION citation_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT
                id, uid, claim_id, source_id, stance, quote, translation, locator,
                says, answer, snapshot_id
            FROM new_rows
            EXCEPT SELECT
                id, uid, claim_id, source_id, stance, quote, translation, locator,
                says, answer, snapshot_id
            FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT source_id FROM (
            SELECT id, claim_id, source_id FROM new_rows
            EXCEPT SELECT id, claim_id, source_id FROM old_rows
        ) AS moved
    ) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT origin_id FROM partnerships_source WHERE id IN (
            SELECT source_id FROM (
                SELECT id, claim_id, source_id FROM new_rows
                EXCEPT SELECT id, claim_id, source_id FROM old_rows
            ) AS moved
        )
    ) ORDER BY id FOR KEY SHARE;
    claims := ARRAY(
        SELECT claim_id FROM new_rows WHERE id = ANY (touched)
        UNION SELECT claim_id FROM old_rows WHERE id = ANY (touched)
    );
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (citation_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION citation_was_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM old_rows);
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hold_claims(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF touched <> '{}' THEN
        PERFORM look_at_what_is_committed();
        PERFORM FROM partnerships_claim WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION claim_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT claim_id FROM partnerships_verdict WHERE claim_id IN (SELECT id FROM new_rows)
    );
BEGIN
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (claim_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION claim_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT
                id, statement, kind, attributed_to, date_words, date_as_worded,
                date, as_of, value_qualifier, value_low, value_high, value_unit,
                is_adverse
            FROM new_rows
            EXCEPT SELECT
                id, statement, kind, attributed_to, date_words, date_as_worded,
                date, as_of, value_qualifier, value_low, value_high, value_unit,
                is_adverse
            FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    claims := ARRAY(SELECT unnest(touched));
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (claim_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION comment_is_on_its_claim() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.citation_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_citation
        WHERE id = NEW.citation_id AND claim_id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'The citation is of another claim.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION dates_meet(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT one NOT IN ('', '..') AND other NOT IN ('', '..')
        AND edtf_earliest(one) <= edtf_latest(other)
        AND edtf_earliest(other) <= edtf_latest(one)
$$;

CREATE OR REPLACE FUNCTION published_deal_has_two_parties() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    about bigint;
BEGIN
    IF TG_TABLE_NAME = 'partnerships_deal' THEN
        about := NEW.id;
    ELSE
        about := OLD.deal_id;
    END IF;
    PERFORM FROM partnerships_deal WHERE id = about FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM partnerships_deal WHERE id = about AND released_at IS NOT NULL)
       AND (SELECT count(DISTINCT party_id) < 2 FROM partnerships_dealparty
            WHERE deal_id = about) THEN
        RAISE EXCEPTION 'A published deal names at least two parties: add the other one.'
            USING ERRCODE = 'check_violation', TABLE = 'partnerships_deal',
                  CONSTRAINT = 'published_deal_has_two_parties';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hold_what_goes_out(asked bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION edition_goes_out() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_what_goes_out(NEW.story_id);
    IF NEW.sha256 = '' THEN
        NEW.sha256 := fingerprint_of(NEW.content);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION edition_is_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION later_edition_has_its_correction() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM partnerships_correction WHERE edition_id = NEW.id) THEN
        PERFORM law_broken('later_edition_has_its_correction',
            'What is out changes only with a correction: say what was wrong and what is right.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION correction_is_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION fact_source_field_exists() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    backed text := CASE
        WHEN NEW.party_id IS NOT NULL THEN 'party'
        WHEN NEW.party_name_id IS NOT NULL THEN 'partyname'
        WHEN NEW.identifier_id IS NOT NULL THEN 'identifier'
        WHEN NEW.role_id IS NOT NULL THEN 'role'
        WHEN NEW.stake_id IS NOT NULL THEN 'stake'
        WHEN NEW.partnership_id IS NOT NULL THEN 'partnership'
        WHEN NEW.deal_id IS NOT NULL THEN 'deal'
        WHEN NEW.deal_party_id IS NOT NULL THEN 'dealparty'
        WHEN NEW.amount_id IS NOT NULL THEN 'amount'
        WHEN NEW.term_id IS NOT NULL THEN 'term'
        WHEN NEW.valuation_id IS NOT NULL THEN 'valuation'
        WHEN NEW.event_id IS NOT NULL THEN 'event'
    END;
BEGIN
    IF NEW.field <> '' AND NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = to_regclass('partnerships_' || backed)
            AND attname IN (NEW.field, NEW.field || '_id')
            AND attnum > 0 AND NOT attisdropped
    ) THEN
        RAISE EXCEPTION 'That record has no such field.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'fact_source_field_exists';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION identity_is_sealed_in_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (OLD.source_id, OLD.uid) IS DISTINCT FROM (NEW.source_id, NEW.uid) THEN
        RAISE EXCEPTION 'What is sealed of one source is never put to another.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'identity_stays_with_its_source';
    END IF;
    IF (TG_OP = 'INSERT' OR (OLD.sealed_by_id, OLD.sealed_at, OLD.description)
            IS DISTINCT FROM (NEW.sealed_by_id, NEW.sealed_at, NEW.description))
       AND NEW.sealed_by_id IS DISTINCT FROM declared_actor() THEN
        RAISE EXCEPTION 'Everybody seals in their own name.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'identity_is_sealed_in_person';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION entry_is_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('partnerships_entry'));
    SELECT id + 1, hash INTO NEW.id, NEW.previous
        FROM partnerships_entry ORDER BY id DESC LIMIT 1;
    NEW.id := coalesce(NEW.id, 1);
    NEW.previous := coalesce(NEW.previous, '');
    NEW.recorded_at := clock_timestamp();
    NEW.hash := encode(sha256(convert_to(jsonb_build_array(
        NEW.previous, NEW.uid, NEW.act, NEW.noun, NEW.key, NEW.claim_id, NEW.by_id,
        extract(epoch FROM NEW.at), NEW.why, NEW.door, NEW.context,
        extract(epoch FROM NEW.recorded_at)
    )::text, 'UTF8')), 'hex');
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION judgement_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.judged_by_id IS DISTINCT FROM declared_actor() THEN
            RAISE EXCEPTION 'Everybody judges for themselves.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'judgement_is_given_in_person';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
       OR (OLD.uid, OLD.source_id, OLD.other_id, OLD.answer, OLD.why, OLD.judged_by_id,
           OLD.judged_at)
          IS DISTINCT FROM
          (NEW.uid, NEW.source_id, NEW.other_id, NEW.answer, NEW.why, NEW.judged_by_id,
           NEW.judged_at) THEN
        RAISE EXCEPTION 'A judgement is never rewritten or taken away: judge anew.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'judgement_is_not_rewritten';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION claim_covers(covered bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'statement', claim.statement,
        'kind', claim.kind,
        'attributed_to', claim.attributed_to,
        'date', jsonb_build_array(
            claim.date_words, claim.date_as_worded, claim.date, claim.as_of
        ),
        'value', jsonb_build_array(
            claim.value_qualifier, claim.value_low::text, claim.value_high::text, claim.value_unit
        ),
        'is_adverse', claim.is_adverse,
        'citations', coalesce((
            SELECT jsonb_object_agg(citation.uid, jsonb_build_object(
                'source', source.slug, 'origin', origin.slug, 'stance', citation.stance,
                'quote', citation.quote, 'translation', citation.translation,
                'locator', citation.locator, 'says', citation.says, 'answer', citation.answer,
                'snapshot', snapshot.sha256
            ) || coalesce((
                SELECT jsonb_build_object(
                    'drift', jsonb_build_array(sighting.outcome, first.uid)
                )
                FROM partnerships_sighting AS sighting
                JOIN partnerships_sighting AS first ON first.id = sighting.first_id
                WHERE sighting.citation_id = citation.id
                    AND sighting.outcome IN ('altered', 'gone')
                    AND sighting.copy_id = citation.snapshot_id AND sighting.quote = citation.quote
                ORDER BY sighting.id DESC LIMIT 1
            ), '{}'))
            FROM partnerships_citation AS citation
            JOIN partnerships_source AS source ON source.id = citation.source_id
            JOIN partnerships_source AS origin ON origin.id = source.origin_id
            LEFT JOIN partnerships_snapshot AS snapshot ON snapshot.id = citation.snapshot_id
            WHERE citation.claim_id = claim.id
        ), '{}'),
        'searches', coalesce((
            SELECT jsonb_object_agg(search.uid, jsonb_build_array(
                search.place, search.sought, search.searched_on
            ))
            FROM partnerships_search AS search WHERE search.claim_id = claim.id
        ), '{}')
    )
    FROM partnerships_claim AS claim WHERE claim.id = covered
$$;

CREATE OR REPLACE FUNCTION fingerprint_of(covered jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(covered::text, 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION covers_differ(was jsonb, here jsonb)
RETURNS varchar[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT code ORDER BY code), '{}') FROM (
        SELECT codes.code
        FROM (VALUES
            ('statement', 'statement_changed'), ('kind', 'kind_changed'),
            ('attributed_to', 'attribution_changed'), ('date', 'date_changed'),
            ('value', 'value_changed'), ('is_adverse', 'adverse_changed'),
            ('searches', 'search_changed')
        ) AS codes (part, code)
        WHERE was -> codes.part IS DISTINCT FROM here -> codes.part
        UNION ALL
        SELECT CASE
            WHEN old.key IS NULL THEN 'citation_added'
            WHEN new.key IS NULL THEN 'citation_removed'
            WHEN old.value - '{origin,snapshot,drift}'::text[]
                <> new.value - '{origin,snapshot,drift}'::text[] THEN 'citation_changed'
        END
        FROM jsonb_each(was -> 'citations') AS old
        FULL JOIN jsonb_each(here -> 'citations') AS new ON new.key = old.key
        UNION ALL
        SELECT codes.code
        FROM jsonb_each(was -> 'citations') AS old
        JOIN jsonb_each(here -> 'citations') AS new ON new.key = old.key
        CROSS JOIN (VALUES
            ('origin', 'origin_changed'), ('snapshot', 'snapshot_replaced')
        ) AS codes (part, code)
        WHERE old.value -> codes.part IS DISTINCT FROM new.value -> codes.part
        UNION ALL
        SELECT 'source_' || (new.value -> 'drift' ->> 0)
        FROM jsonb_each(was -> 'citations') AS old
        JOIN jsonb_each(here -> 'citations') AS new ON new.key = old.key
        WHERE new.value ? 'drift'
            AND old.value -> 'drift' IS DISTINCT FROM new.value -> 'drift'
    ) AS found WHERE code IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION let_verdicts_lapse(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF touched = '{}' THEN
        RETURN;
    END IF;
    UPDATE partnerships_verdict AS verdict
    SET lapsed_at = coalesce(lapsed_at, clock_timestamp()),
        lapsed_by_id = CASE WHEN lapsed_at IS NULL THEN declared_actor() ELSE lapsed_by_id END,
        lapse = ARRAY(
            SELECT DISTINCT code
            FROM unnest(lapse || covers_differ(covers, claim_covers(claim_id))) AS code
            ORDER BY code
        )
    WHERE claim_id = ANY (touched) AND superseded_at IS NULL AND withdrawn_at IS NULL
        AND NOT lapse @> covers_differ(covers, claim_covers(claim_id));
    IF EXISTS (
        SELECT FROM partnerships_verdict AS verdict
        WHERE claim_id = ANY (touched) AND countersigned_at IS NOT NULL AND broken_glass = ''
            AND lapsed_at IS NULL AND withdrawn_at IS NULL AND superseded_at IS NULL
            AND (
                EXISTS (
                    SELECT FROM authorships_of(claim_id) WHERE author_id = countersigned_by_id
                ) OR EXISTS (SELECT FROM unattributed_of(claim_id))
            )
    ) THEN
        PERFORM law_broken('verdict_is_signed_by_no_author',
            'Whoever signed the verdict on this claim cannot write what it covers in one breath.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION claims_lean_on(bound bigint[])
RETURNS TABLE (claim bigint, noun varchar, record bigint) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION story_leans_on(asked bigint)
RETURNS TABLE (passage bigint, claim bigint, noun varchar, record bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION party_shares_are_within_the_total() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    about bigint;
BEGIN
    FOR about IN
        SELECT DISTINCT deal FROM unnest(ARRAY[OLD.deal_id, NEW.deal_id]) AS deal
        WHERE deal IS NOT NULL ORDER BY deal
    LOOP
        PERFORM FROM partnerships_deal WHERE id = about FOR NO KEY UPDATE;
        IF EXISTS (
            WITH shares AS (
                SELECT DISTINCT ON (party_id, currency) currency, coalesce(low, 0) AS low
                FROM partnerships_amount
                WHERE deal_id = about AND measure = 'party_share' AND rank <> 'deprecated'
                    AND qualifier <> 'undisclosed'
                ORDER BY party_id, currency, rank <> 'preferred', coalesce(low, 0)
            ), total AS (
                SELECT DISTINCT ON (currency) currency, high
                FROM partnerships_amount
                WHERE deal_id = about AND measure = 'total' AND rank <> 'deprecated'
                    AND qualifier <> 'undisclosed'
                ORDER BY currency, rank <> 'preferred', high DESC NULLS FIRST
            )
            SELECT FROM shares JOIN total USING (currency)
            GROUP BY currency, total.high HAVING sum(shares.low) > total.high
        ) THEN
            RAISE EXCEPTION 'The parties'' shares add up to more than the total of the deal.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'party_shares_are_within_the_total';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION placement_is_where_its_words_stand() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    passage record;
    revision record;
BEGIN
    SELECT story_id, exact INTO passage FROM partnerships_passage WHERE id = NEW.passage_id;
    SELECT story_id, length(text) AS length, substr(
        text, least(NEW.start, length(text)) + 1,
        greatest(least(NEW."end", length(text)) - least(NEW.start, length(text)), 0)
    ) AS stood INTO revision
    FROM partnerships_revision WHERE id = NEW.revision_id;
    IF passage.story_id IS DISTINCT FROM revision.story_id THEN
        PERFORM law_broken('placement_is_in_its_story',
            'These words were marked in another story.');
    END IF;
    IF NEW."end" > revision.length OR NEW.start >= NEW."end" THEN
        PERFORM law_broken('placement_is_inside_the_text',
            'These words begin or end outside the text.');
    END IF;
    IF NEW.start IS NOT NULL AND revision.stood <> passage.exact THEN
        PERFORM law_broken('placement_is_where_its_words_stand',
            'Other words stand at that place of the text.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION binding_context_is_in_its_story() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.context_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_passage AS passage
        JOIN partnerships_passage AS context USING (story_id)
        WHERE passage.id = NEW.passage_id AND context.id = NEW.context_id
    ) THEN
        PERFORM law_broken('binding_context_is_in_its_story',
            'What gives the context stands in the same story.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION is_live_passage(about bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM partnerships_binding WHERE passage_id = about AND ended_at IS NULL
    ) OR EXISTS (
        SELECT FROM partnerships_binding WHERE context_id = about AND ended_at IS NULL
    ) OR EXISTS (
        SELECT FROM partnerships_waiver WHERE passage_id = about AND ended_at IS NULL
    )
$$;

CREATE OR REPLACE FUNCTION live_passages_have_their_place() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    story bigint;
    latest bigint;
    touched bigint[];  -- of a binding or a waiver; a revision is asked for all
BEGIN
    IF TG_TABLE_NAME = 'partnerships_revision' THEN
        story := NEW.story_id;
    ELSE
        SELECT story_id INTO story FROM partnerships_passage WHERE id = NEW.passage_id;
        touched := ARRAY[NEW.passage_id];
    END IF;
    IF TG_TABLE_NAME = 'partnerships_binding' THEN
        touched := touched || NEW.context_id;
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM law_broken('manuscript_looks_at_what_is_committed',
            'Nothing was saved: manuscripts change under READ COMMITTED alone.');
    END IF;
    PERFORM FROM partnerships_story WHERE id = story FOR NO KEY UPDATE;
    SELECT id INTO latest FROM partnerships_revision
        WHERE story_id = story ORDER BY number DESC LIMIT 1;
    IF EXISTS (
        SELECT FROM partnerships_passage AS passage
        WHERE passage.story_id = story AND (touched IS NULL OR passage.id = ANY (touched))
            AND is_live_passage(passage.id) AND NOT EXISTS (
                SELECT FROM partnerships_placement
                WHERE passage_id = passage.id AND revision_id = latest
            )
    ) THEN
        PERFORM law_broken('live_passages_have_their_place',
            'Words that are bound or excused keep their place in each new revision, '
            'or are asked for again.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ink_of(said text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT regexp_replace(
        regexp_replace(
            replace(replace(replace(replace(replace(replace(replace(replace(
                translate(
                    normalize(said, NFC),
                    U&'\2018\2019\201A\201B\2032`\00B4\02BC'
                        '\201C\201D\201E\201F\2033\00AB\00BB'
                        '\2010\2011\2012\2013\2014\2015\2212',
                    repeat('''', 8) || repeat('"', 7) || repeat('-', 7)
                ),
                U&'\2026', '...'), U&'\FB00', 'ff'), U&'\FB01', 'fi'), U&'\FB02', 'fl'),
                U&'\FB03', 'ffi'), U&'\FB04', 'ffl'), U&'\FB05', 'st'), U&'\FB06', 'st'),
            '[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f'
                '\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]+',
            '', 'g'
        ),
        '(?<![0-9])-(?![0-9])', '', 'g'
    )
$$;

CREATE OR REPLACE FUNCTION quotation_stands(quote text, stood text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark constant text := '\[[^\]]*\]|\(\s*(?:\.\.\.|…)\s*\)';
    part text;
    parts text[];
    rest text := lower(ink_of(stood));
BEGIN
    IF ink_of(quote) = ink_of(stood) THEN
        RETURN rest <> '';
    END IF;
    IF quote !~ mark THEN
        RETURN false;
    END IF;
    -- [T]he is the word with another capital; any other mark stands for words that are left out.
    parts := regexp_split_to_array(regexp_replace(quote, '\[(\w)\](?=\w)', '\1', 'g'), mark);
    FOR number IN 1 .. cardinality(parts) LOOP
        part := lower(ink_of(parts[number]));
        IF number = 1 AND NOT starts_with(rest, part) THEN
            RETURN false;
        END IF;
        IF number = cardinality(parts) THEN
            RETURN right(rest, length(part)) = part;
        END IF;
        IF strpos(rest, part) = 0 THEN
            RETURN false;
        END IF;
        rest := substr(rest, strpos(rest, part) + length(part));
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION recheck_copy_is_of_its_source() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_snapshot WHERE id = NEW.snapshot_id AND source_id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'The copy that came is of another source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'recheck_copy_is_of_its_source';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION sighting_is_what_was_found() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    look record;
    cited record;
    came text;
    before record;
BEGIN
    SELECT source_id, snapshot_id INTO look FROM partnerships_recheck WHERE id = NEW.recheck_id;
    PERFORM hold_claims(ARRAY(
        SELECT claim_id FROM partnerships_citation WHERE id = NEW.citation_id
    ));
    SELECT source_id, snapshot_id, quote, position INTO cited
        FROM partnerships_citation WHERE id = NEW.citation_id;
    IF (cited.source_id, cited.snapshot_id, cited.quote)
       IS DISTINCT FROM (look.source_id, NEW.copy_id, NEW.quote) OR cited.position IS NULL THEN
        RAISE EXCEPTION 'What is looked for is what the citation quotes from a copy of this source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'sighting_is_of_what_is_quoted';
    END IF;
    IF (NEW.outcome = 'unreachable') <> (look.snapshot_id IS NULL) THEN
        RAISE EXCEPTION 'A quotation is out of reach when no copy came, and only then.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'sighting_is_unreachable_without_a_copy';
    END IF;
    IF NEW.outcome IN ('unchanged', 'moved', 'altered')
       AND NEW.position IS NOT NULL AND NEW.extent IS NOT NULL THEN
        SELECT text INTO came FROM partnerships_snapshot WHERE id = look.snapshot_id;
        IF NOT quotation_stands(
            CASE WHEN NEW.outcome = 'altered' THEN NEW.words ELSE NEW.quote END,
            substr(
                came, least(NEW.position, length(came)) + 1, least(NEW.extent, length(came))
            )
        ) THEN
            RAISE EXCEPTION 'That does not stand at that place in the copy that came.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'sighting_is_at_its_place';
        END IF;
    END IF;
    NEW.first_id := NULL;
    IF NEW.outcome <> 'unreachable' THEN
        SELECT outcome, words, first_id INTO before FROM partnerships_sighting
            WHERE citation_id = NEW.citation_id AND outcome <> 'unreachable'
                AND copy_id = NEW.copy_id AND quote = NEW.quote
            ORDER BY id DESC LIMIT 1;
        NEW.first_id := CASE
            WHEN (before.outcome, before.words) = (NEW.outcome, NEW.words) THEN before.first_id
            ELSE NEW.id
        END;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION sighting_was_made() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT DISTINCT claim_id FROM partnerships_citation
        WHERE id IN (SELECT citation_id FROM new_rows WHERE outcome IN ('altered', 'gone'))
    );
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What is kept here is never changed or taken away: add what is new.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

CREATE OR REPLACE FUNCTION refuse_new_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'A record keeps its number for ever.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_all_but_an_end() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    free text[] := ARRAY['id'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL THEN
        free := free || ARRAY['ended_at', 'ended_by_id', 'ended_why'];
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'This is never rewritten or taken away, but ended: make a new one.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION law_broken(law text, sentence text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = sentence, ERRCODE = 'check_violation',
        TABLE = 'partnerships_verdict', CONSTRAINT = law;
END $$;

CREATE OR REPLACE FUNCTION look_at_what_is_committed() RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM law_broken('verdict_looks_at_what_is_committed',
            'Nothing was saved: what verdicts cover changes under READ COMMITTED alone.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION told_of(line jsonb, columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(line)
    WHERE key = ANY (columns)
$$;

CREATE OR REPLACE FUNCTION differing(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(one)
    WHERE value IS DISTINCT FROM other -> key
$$;

CREATE OR REPLACE FUNCTION open_items(
    why text, changed text, line bigint, before jsonb, after jsonb
) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION row_ripples() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION verdict_falls(fallen bigint[], how text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION verdict_stands_otherwise(signed bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION verdict_ripples() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION open_item_is_decided() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION search_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM new_rows);
BEGIN
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (search_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, uid, claim_id, place, sought, searched_on FROM new_rows
            EXCEPT SELECT id, uid, claim_id, place, sought, searched_on FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    claims := ARRAY(
        SELECT claim_id FROM new_rows WHERE id = ANY (touched)
        UNION SELECT claim_id FROM old_rows WHERE id = ANY (touched)
    );
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (search_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_was_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM old_rows);
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION source_finds_its_origin() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ancestor bigint := NEW.derives_from_id;
BEGIN
    NEW.origin_id := NEW.id;
    IF ancestor IS NULL AND (TG_OP = 'INSERT' OR OLD.derives_from_id IS NULL) THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('partnerships_source.origin'));
    WHILE ancestor IS NOT NULL LOOP
        IF ancestor = NEW.id THEN
            RAISE EXCEPTION 'This source would retell itself, by way of the sources it retells.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'source_does_not_derive_from_itself';
        END IF;
        NEW.origin_id := ancestor;
        SELECT derives_from_id INTO ancestor FROM partnerships_source WHERE id = ancestor;
    END LOOP;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION source_tells_its_descendants() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE partnerships_source SET origin_id = NEW.origin_id
        WHERE derives_from_id = NEW.id AND origin_id IS DISTINCT FROM NEW.origin_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION source_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT DISTINCT citation.claim_id
        FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = citation.source_id
        WHERE source.id IN (SELECT id FROM new_rows)
            OR source.origin_id IN (SELECT id FROM new_rows)
    );
BEGIN
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (source_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows
        WHERE origin_id <> id OR EXISTS (
            SELECT FROM partnerships_citation AS citation
            WHERE citation.claim_id = ANY (claims) AND (
                citation.source_id = new_rows.id OR new_rows.id IN (
                    SELECT origin_id FROM partnerships_source WHERE id = citation.source_id
                )
            )
        );
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION source_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, origin_id, slug FROM new_rows
            EXCEPT SELECT id, origin_id, slug FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    claims := ARRAY(
        SELECT DISTINCT citation.claim_id
        FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = citation.source_id
        WHERE source.id = ANY (touched) OR source.origin_id = ANY (touched)
    );
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (source_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION revision_follows_the_last() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.number <> 1 AND NOT EXISTS (
        SELECT FROM partnerships_revision
        WHERE story_id = NEW.story_id AND number = NEW.number - 1
    ) THEN
        PERFORM law_broken('revision_follows_the_last',
            'Revisions are numbered one after the other, from 1.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION may_break_glass(asked integer) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM auth_permission AS permission
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE kind.app_label = 'partnerships' AND permission.codename = 'break_glass'
            AND (
                EXISTS (
                    SELECT FROM auth_user_user_permissions
                    WHERE user_id = asked AND permission_id = permission.id
                ) OR EXISTS (
                    SELECT FROM auth_user_groups AS member
                    JOIN auth_group_permissions AS granted ON granted.group_id = member.group_id
                    WHERE member.user_id = asked AND granted.permission_id = permission.id
                )
            )
    )
$$;

CREATE OR REPLACE FUNCTION is_checked_blind(asked bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT claim.is_blind OR EXISTS (
        SELECT FROM partnerships_rulebook WHERE claim.kind = ANY (blind_kinds)
    )
    FROM partnerships_claim AS claim WHERE claim.id = asked
$$;

CREATE OR REPLACE FUNCTION verdict_covers_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given text := NEW.fingerprint;
BEGIN
    PERFORM hold_claims(ARRAY[NEW.claim_id]);
    NEW.covers := claim_covers(NEW.claim_id);
    NEW.fingerprint := fingerprint_of(NEW.covers);
    IF given NOT IN ('', NEW.fingerprint) THEN
        RAISE EXCEPTION 'The claim or what it rests on has changed since: look at it again.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'verdict_covers_what_is_there';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_checked_blind(verdict partnerships_verdict)
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    first_two integer[] := ARRAY(
        SELECT checker_id FROM partnerships_assessment
        WHERE claim_id = verdict.claim_id AND fingerprint = verdict.fingerprint
            AND (verdict_id IS NULL OR verdict_id = verdict.id)
        ORDER BY given_at, id LIMIT 2
    );
BEGIN
    IF NOT is_checked_blind(verdict.claim_id) THEN
        RETURN;
    END IF;
    IF cardinality(first_two) < 2 THEN
        PERFORM law_broken('blind_check_has_two_checkers',
            'This claim is checked blind: two people give their assessments first.');
    END IF;
    IF verdict.countersigned_by_id = ANY (first_two) AND (
        SELECT count(DISTINCT finding) > 1 FROM partnerships_assessment
        WHERE claim_id = verdict.claim_id AND fingerprint = verdict.fingerprint
            AND checker_id = ANY (first_two)
            AND (verdict_id IS NULL OR verdict_id = verdict.id)
    ) THEN
        PERFORM law_broken('blind_disagreement_is_closed_by_a_third',
            'The two checkers disagree: somebody else closes it.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_signed_by_another(verdict partnerships_verdict)
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF verdict.countersigned_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('verdict_is_signed_in_person', 'Everybody signs for themselves.');
    END IF;
    IF verdict.broken_glass <> '' THEN
        IF translate(verdict.broken_glass, chr(160) || chr(8203) || chr(65279), '')
           !~ '[^[:space:]]' THEN
            PERFORM law_broken('verdict_glass_is_broken_for_a_reason',
                'Say why the glass is broken: it stays on the verdict.');
        END IF;
        IF NOT may_break_glass(verdict.countersigned_by_id) THEN
            PERFORM law_broken('verdict_glass_is_broken_by_a_chief',
                'Only an editor in chief may sign what they wrote part of.');
        END IF;
        RETURN;
    END IF;
    IF EXISTS (
        SELECT FROM authorships_of(verdict.claim_id)
        WHERE author_id = verdict.countersigned_by_id
    ) THEN
        PERFORM law_broken('verdict_is_signed_by_no_author', format(
            'Needs a second person: you %s. Ask someone who has not edited it.',
            last_written_of(verdict.claim_id, verdict.countersigned_by_id)
        ));
    END IF;
    IF EXISTS (SELECT FROM unattributed_of(verdict.claim_id)) THEN
        PERFORM law_broken('verdict_covers_nothing_unattributed',
            'Part of what this covers was changed by nobody named: '
            'somebody must adopt that change first.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_proposed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.proposed_by_id IS DISTINCT FROM declared_actor() AND NOT EXISTS (
        SELECT FROM partnerships_assessment
        WHERE claim_id = NEW.claim_id AND checker_id = NEW.proposed_by_id
            AND fingerprint = NEW.fingerprint AND verdict_id IS NULL
            AND (finding, reasons, correction) = (NEW.finding, NEW.reasons, NEW.correction)
    ) THEN
        PERFORM law_broken('verdict_is_proposed_in_person',
            'Everybody proposes for themselves.');
    END IF;
    PERFORM verdict_is_checked_blind(NEW);
    IF NEW.countersigned_by_id IS NOT NULL THEN
        PERFORM verdict_is_signed_by_another(NEW);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM law_broken('verdict_is_kept', 'A verdict is kept for ever: withdraw it instead.');
    END IF;
    IF (OLD.uid, OLD.claim_id, OLD.finding, OLD.reasons, OLD.correction, OLD.covers,
        OLD.fingerprint, OLD.as_of, OLD.proposed_by_id, OLD.proposed_at)
       IS DISTINCT FROM
       (NEW.uid, NEW.claim_id, NEW.finding, NEW.reasons, NEW.correction, NEW.covers,
        NEW.fingerprint, NEW.as_of, NEW.proposed_by_id, NEW.proposed_at)
       OR (OLD.countersigned_at IS NOT NULL
           AND (OLD.countersigned_by_id, OLD.countersigned_at, OLD.broken_glass)
               IS DISTINCT FROM
               (NEW.countersigned_by_id, NEW.countersigned_at, NEW.broken_glass))
       OR (OLD.lapsed_at IS NOT NULL
           AND ((OLD.lapsed_at, OLD.lapsed_by_id) IS DISTINCT FROM (NEW.lapsed_at, NEW.lapsed_by_id)
                OR NOT NEW.lapse @> OLD.lapse))
       OR (OLD.withdrawn_at IS NOT NULL
           AND (OLD.withdrawn_by_id, OLD.withdrawn_at, OLD.withdrawn_why)
               IS DISTINCT FROM (NEW.withdrawn_by_id, NEW.withdrawn_at, NEW.withdrawn_why))
       OR (OLD.superseded_at IS NOT NULL AND OLD.superseded_at IS DISTINCT FROM NEW.superseded_at)
    THEN
        PERFORM law_broken('verdict_is_not_rewritten',
            'A verdict is never rewritten: propose a new one.');
    END IF;
    IF OLD.lapse IS DISTINCT FROM NEW.lapse OR OLD.lapsed_at IS DISTINCT FROM NEW.lapsed_at THEN
        IF NOT OLD.lapse || covers_differ(OLD.covers, claim_covers(OLD.claim_id)) @> NEW.lapse
           OR (OLD.lapsed_at IS NULL AND NEW.lapsed_by_id IS DISTINCT FROM declared_actor()) THEN
            PERFORM law_broken('verdict_lapses_by_what_changed',
                'A verdict lapses by itself, when what it covers changes: withdraw it instead.');
        END IF;
    END IF;
    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
       AND NEW.withdrawn_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('verdict_is_withdrawn_in_person', 'Everybody withdraws for themselves.');
    END IF;
    IF OLD.countersigned_at IS NULL AND NEW.countersigned_at IS NOT NULL THEN
        PERFORM look_at_what_is_committed();
        IF OLD.lapsed_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
           OR OLD.superseded_at IS NOT NULL THEN
            PERFORM law_broken('verdict_is_signed_while_it_waits',
                'This verdict no longer waits for a signature: look at the claim again.');
        END IF;
        IF NEW.fingerprint <> fingerprint_of(claim_covers(NEW.claim_id)) THEN
            PERFORM law_broken('verdict_covers_what_is_there',
                'The claim or what it rests on has changed since: look at it again.');
        END IF;
        PERFORM verdict_is_checked_blind(NEW);
        PERFORM verdict_is_signed_by_another(NEW);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION verdict_is_replaced_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM partnerships_verdict WHERE claim_id = NEW.claim_id AND superseded_at IS NULL
    ) THEN
        PERFORM law_broken('verdict_is_replaced_by_another',
            'A verdict is replaced by a newer one: propose that, or withdraw this one.');
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER kept_answer_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_keptanswer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assessment_covers_what_is_there BEFORE INSERT ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION verdict_covers_what_is_there();
CREATE TRIGGER assessment_is_not_rewritten
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION assessment_is_not_rewritten();
CREATE TRIGGER assessment_keeps_its_key BEFORE UPDATE OF id ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER assignment_keeps_its_key BEFORE UPDATE OF id ON partnerships_assignment
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER authorship_is_in_person AFTER INSERT ON partnerships_authorship
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION authorship_is_in_person();
CREATE TRIGGER adoption_is_of_what_was_there BEFORE INSERT ON partnerships_authorship
    FOR EACH ROW WHEN (NEW.how = 'adopted') EXECUTE FUNCTION adoption_is_of_what_was_there();
CREATE TRIGGER authorship_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_authorship
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER citation_quote_is_at_its_place
    BEFORE INSERT OR UPDATE OF quote, position, extent, snapshot_id, source_id
    ON partnerships_citation
    FOR EACH ROW EXECUTE FUNCTION citation_quote_is_at_its_place();
CREATE TRIGGER citation_was_written AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_was_written();
CREATE TRIGGER citation_was_rewritten AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_was_rewritten();
CREATE TRIGGER citation_was_removed AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_was_removed();
CREATE TRIGGER citation_keeps_its_key BEFORE UPDATE OF id ON partnerships_citation
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER citation_ripples AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('citation', 'source',
        '{claim_id,source_id,stance,quote,translation,locator,says,answer,'
        'snapshot_id}'
    );
CREATE TRIGGER citation_gone_ripples AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('citation', 'source',
        '{claim_id,source_id,stance,quote,translation,locator,says,answer,'
        'snapshot_id}'
    );
CREATE TRIGGER claim_was_written AFTER INSERT ON partnerships_claim
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_was_written();
CREATE TRIGGER claim_was_rewritten AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_was_rewritten();
CREATE TRIGGER claim_keeps_its_key BEFORE UPDATE OF id ON partnerships_claim
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER claim_ripples AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('claim', 'claim',
        '{statement,kind,attributed_to,date_words,date_as_worded,date,as_of,'
        'value_qualifier,value_low,value_high,value_unit,is_adverse}'
    );
CREATE TRIGGER claim_gone_ripples AFTER DELETE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('claim', 'claim',
        '{statement,kind,attributed_to,date_words,date_as_worded,date,as_of,'
        'value_qualifier,value_low,value_high,value_unit,is_adverse}'
    );
CREATE TRIGGER claimdeal_keeps_its_key BEFORE UPDATE OF id ON partnerships_claimdeal
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER claimevent_keeps_its_key BEFORE UPDATE OF id ON partnerships_claimevent
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER claimparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_claimparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER collection_keeps_its_key BEFORE UPDATE OF id ON partnerships_collection
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER comment_is_on_its_claim
    BEFORE INSERT OR UPDATE OF claim_id, citation_id ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION comment_is_on_its_claim();
CREATE TRIGGER comment_keeps_its_key BEFORE UPDATE OF id ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE CONSTRAINT TRIGGER published_deal_has_two_parties
    AFTER INSERT OR UPDATE OF released_at ON partnerships_deal
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION published_deal_has_two_parties();
CREATE CONSTRAINT TRIGGER published_deal_keeps_two_parties
    AFTER UPDATE OR DELETE ON partnerships_dealparty
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION published_deal_has_two_parties();
CREATE TRIGGER deal_keeps_its_key BEFORE UPDATE OF id ON partnerships_deal
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER deal_ripples AFTER UPDATE ON partnerships_deal
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('deal', 'record',
        '{title,kinds,partnership_id,amends_id,umbrella_id,start,end,ongoing}'
    );
CREATE TRIGGER deal_gone_ripples AFTER DELETE ON partnerships_deal
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('deal', 'record',
        '{title,kinds,partnership_id,amends_id,umbrella_id,start,end,ongoing}'
    );
CREATE TRIGGER dealparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_dealparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER dealparty_ripples AFTER UPDATE ON partnerships_dealparty
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealparty', 'record',
        '{deal_id,party_id,role,direction}'
    );
CREATE TRIGGER dealparty_gone_ripples AFTER DELETE ON partnerships_dealparty
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealparty', 'record',
        '{deal_id,party_id,role,direction}'
    );
CREATE TRIGGER dealstep_keeps_its_key BEFORE UPDATE OF id ON partnerships_dealstep
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER dealstep_ripples AFTER UPDATE ON partnerships_dealstep
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealstep', 'record', '{deal_id,step,date}');
CREATE TRIGGER dealstep_gone_ripples AFTER DELETE ON partnerships_dealstep
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('dealstep', 'record', '{deal_id,step,date}');
CREATE TRIGGER edition_goes_out BEFORE INSERT ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION edition_goes_out();
CREATE TRIGGER edition_is_in_order AFTER INSERT ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION edition_is_in_order();
CREATE CONSTRAINT TRIGGER later_edition_has_its_correction
    AFTER INSERT ON partnerships_edition DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.number > 1) EXECUTE FUNCTION later_edition_has_its_correction();
CREATE TRIGGER correction_is_written AFTER INSERT ON partnerships_correction
    FOR EACH ROW EXECUTE FUNCTION correction_is_written();
CREATE TRIGGER edition_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_correction
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_keeps_its_key BEFORE UPDATE OF id ON partnerships_event
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER event_ripples AFTER UPDATE ON partnerships_event
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('event', 'record', '{title,kind,date}');
CREATE TRIGGER event_gone_ripples AFTER DELETE ON partnerships_event
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('event', 'record', '{title,kind,date}');
CREATE TRIGGER eventparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_eventparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER fact_source_field_exists BEFORE INSERT OR UPDATE ON partnerships_factsource
    FOR EACH ROW EXECUTE FUNCTION fact_source_field_exists();
CREATE TRIGGER factsource_keeps_its_key BEFORE UPDATE OF id ON partnerships_factsource
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER hold_is_held_in_person BEFORE INSERT OR UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('held_by_id');
CREATE TRIGGER hold_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');
CREATE TRIGGER hold_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();
CREATE TRIGGER hold_keeps_its_key BEFORE UPDATE OF id ON partnerships_hold
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER identity_is_sealed_in_person BEFORE INSERT OR UPDATE ON partnerships_identity
    FOR EACH ROW EXECUTE FUNCTION identity_is_sealed_in_person();
CREATE TRIGGER identity_keeps_its_key BEFORE UPDATE OF id ON partnerships_identity
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER entry_is_sealed BEFORE INSERT ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_sealed();
CREATE TRIGGER entry_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER judgement_is_not_rewritten
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_judgement
    FOR EACH ROW EXECUTE FUNCTION judgement_is_not_rewritten();
CREATE TRIGGER judgement_keeps_its_key BEFORE UPDATE OF id ON partnerships_judgement
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER lean_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_lean
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER imprint_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_imprint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER likeness_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_likeness
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mailing_keeps_its_key BEFORE UPDATE OF id ON partnerships_mailing
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE CONSTRAINT TRIGGER party_shares_are_within_the_total
    AFTER INSERT OR UPDATE OR DELETE ON partnerships_amount
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION party_shares_are_within_the_total();
CREATE TRIGGER amount_keeps_its_key BEFORE UPDATE OF id ON partnerships_amount
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER amount_ripples AFTER UPDATE ON partnerships_amount
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('amount', 'record',
        '{deal_id,measure,party_id,qualifier,low,high,currency,date,basis,payer_id,'
        'payee_id,rank}'
    );
CREATE TRIGGER amount_gone_ripples AFTER DELETE ON partnerships_amount
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('amount', 'record',
        '{deal_id,measure,party_id,qualifier,low,high,currency,date,basis,payer_id,'
        'payee_id,rank}'
    );
CREATE TRIGGER valuation_keeps_its_key BEFORE UPDATE OF id ON partnerships_valuation
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER valuation_ripples AFTER UPDATE ON partnerships_valuation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('valuation', 'record',
        '{company_id,deal_id,qualifier,low,high,currency,date,basis}'
    );
CREATE TRIGGER valuation_gone_ripples AFTER DELETE ON partnerships_valuation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('valuation', 'record',
        '{company_id,deal_id,qualifier,low,high,currency,date,basis}'
    );
CREATE TRIGGER partyname_keeps_its_key BEFORE UPDATE OF id ON partnerships_partyname
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER partyname_ripples AFTER UPDATE ON partnerships_partyname
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('partyname', 'record',
        '{party_id,text,kind,language,start,end,ongoing}'
    );
CREATE TRIGGER partyname_gone_ripples AFTER DELETE ON partnerships_partyname
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('partyname', 'record',
        '{party_id,text,kind,language,start,end,ongoing}'
    );
CREATE TRIGGER identifier_keeps_its_key BEFORE UPDATE OF id ON partnerships_identifier
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER identifier_ripples AFTER UPDATE ON partnerships_identifier
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('identifier', 'record',
        '{party_id,scheme,value,basis,deprecated_on}'
    );
CREATE TRIGGER identifier_gone_ripples AFTER DELETE ON partnerships_identifier
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('identifier', 'record',
        '{party_id,scheme,value,basis,deprecated_on}'
    );
CREATE TRIGGER party_keeps_its_key BEFORE UPDATE OF id ON partnerships_party
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER party_ripples AFTER UPDATE ON partnerships_party
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('party', 'record',
        '{kind,name,legal_form,country,place,founded,dissolved,parent_id,'
        'merged_into_id}'
    );
CREATE TRIGGER party_gone_ripples AFTER DELETE ON partnerships_party
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('party', 'record',
        '{kind,name,legal_form,country,place,founded,dissolved,parent_id,'
        'merged_into_id}'
    );
CREATE TRIGGER partnership_keeps_its_key BEFORE UPDATE OF id ON partnerships_partnership
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER partnership_ripples AFTER UPDATE ON partnerships_partnership
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('partnership', 'record', '{name,summary}');
CREATE TRIGGER partnership_gone_ripples AFTER DELETE ON partnerships_partnership
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('partnership', 'record', '{name,summary}');
CREATE TRIGGER partnershipparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_partnershipparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER placement_is_where_its_words_stand BEFORE INSERT ON partnerships_placement
    FOR EACH ROW EXECUTE FUNCTION placement_is_where_its_words_stand();
CREATE TRIGGER binding_context_is_in_its_story BEFORE INSERT ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION binding_context_is_in_its_story();
CREATE CONSTRAINT TRIGGER live_passages_have_their_place
    AFTER INSERT ON partnerships_revision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION live_passages_have_their_place();
CREATE CONSTRAINT TRIGGER bound_passages_have_their_place
    AFTER INSERT ON partnerships_binding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION live_passages_have_their_place();
CREATE CONSTRAINT TRIGGER excused_passages_have_their_place
    AFTER INSERT ON partnerships_waiver DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION live_passages_have_their_place();
CREATE TRIGGER passage_is_made_in_person BEFORE INSERT OR UPDATE ON partnerships_passage
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('made_by_id');
CREATE TRIGGER passage_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_passage
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER placement_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_placement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER binding_is_bound_in_person BEFORE INSERT OR UPDATE ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('bound_by_id');
CREATE TRIGGER binding_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');
CREATE TRIGGER binding_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();
CREATE TRIGGER binding_keeps_its_key BEFORE UPDATE OF id ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER waiver_is_waived_in_person BEFORE INSERT OR UPDATE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('waived_by_id');
CREATE TRIGGER waiver_is_ended_in_person BEFORE INSERT OR UPDATE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('ended_by_id');
CREATE TRIGGER waiver_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_an_end();
CREATE TRIGGER waiver_keeps_its_key BEFORE UPDATE OF id ON partnerships_waiver
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER recheck_copy_is_of_its_source BEFORE INSERT ON partnerships_recheck
    FOR EACH ROW EXECUTE FUNCTION recheck_copy_is_of_its_source();
CREATE TRIGGER sighting_is_what_was_found BEFORE INSERT ON partnerships_sighting
    FOR EACH ROW EXECUTE FUNCTION sighting_is_what_was_found();
CREATE TRIGGER sighting_was_made AFTER INSERT ON partnerships_sighting
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION sighting_was_made();
CREATE TRIGGER recheck_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_recheck
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sighting_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_sighting
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reply_keeps_its_key BEFORE UPDATE OF id ON partnerships_reply
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER verdict_ripples AFTER UPDATE ON partnerships_verdict
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION verdict_ripples();
CREATE TRIGGER new_verdict_ripples AFTER INSERT ON partnerships_verdict
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION verdict_ripples();
CREATE TRIGGER open_item_is_decided AFTER UPDATE OR DELETE ON partnerships_openitem
    FOR EACH ROW EXECUTE FUNCTION open_item_is_decided();
CREATE TRIGGER openitem_keeps_its_key BEFORE UPDATE OF id ON partnerships_openitem
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER role_keeps_its_key BEFORE UPDATE OF id ON partnerships_role
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER role_ripples AFTER UPDATE ON partnerships_role
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('role', 'record',
        '{person_id,company_id,title,kind,post,exclusive,start,end,ongoing}'
    );
CREATE TRIGGER role_gone_ripples AFTER DELETE ON partnerships_role
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('role', 'record',
        '{person_id,company_id,title,kind,post,exclusive,start,end,ongoing}'
    );
CREATE TRIGGER rulebook_keeps_its_key BEFORE UPDATE OF id ON partnerships_rulebook
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER search_was_written AFTER INSERT ON partnerships_search
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_was_written();
CREATE TRIGGER search_was_rewritten AFTER UPDATE ON partnerships_search
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_was_rewritten();
CREATE TRIGGER search_was_removed AFTER DELETE ON partnerships_search
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_was_removed();
CREATE TRIGGER search_keeps_its_key BEFORE UPDATE OF id ON partnerships_search
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER snapshot_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_snapshot
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER source_finds_its_origin
    BEFORE INSERT OR UPDATE OF derives_from_id, origin_id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_finds_its_origin();
CREATE TRIGGER source_tells_its_descendants
    AFTER INSERT OR UPDATE OF derives_from_id, origin_id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_tells_its_descendants();
CREATE TRIGGER source_was_written AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_was_written();
CREATE TRIGGER source_was_rewritten AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_was_rewritten();
CREATE TRIGGER source_keeps_its_key BEFORE UPDATE OF id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER source_ripples AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('source', 'source',
        '{outlet,title,authors,kind,tier,url,published,says,origin_note,'
        'derives_from_id,origin_id,seen,is_unnamed,confidentiality}'
    );
CREATE TRIGGER source_gone_ripples AFTER DELETE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('source', 'source',
        '{outlet,title,authors,kind,tier,url,published,says,origin_note,'
        'derives_from_id,origin_id,seen,is_unnamed,confidentiality}'
    );
CREATE TRIGGER stake_keeps_its_key BEFORE UPDATE OF id ON partnerships_stake
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER stake_ripples AFTER UPDATE ON partnerships_stake
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('stake', 'record',
        '{holder_id,company_id,interest,holding,qualifier,percent_min,percent_max,'
        'start,end,ongoing}'
    );
CREATE TRIGGER stake_gone_ripples AFTER DELETE ON partnerships_stake
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('stake', 'record',
        '{holder_id,company_id,interest,holding,qualifier,percent_min,percent_max,'
        'start,end,ongoing}'
    );
CREATE TRIGGER revision_follows_the_last BEFORE INSERT ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION revision_follows_the_last();
CREATE TRIGGER story_is_made_in_person BEFORE INSERT OR UPDATE ON partnerships_story
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('made_by_id');
CREATE TRIGGER revision_is_written_in_person BEFORE INSERT OR UPDATE ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('written_by_id');
CREATE TRIGGER revision_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER story_keeps_its_key BEFORE UPDATE OF id ON partnerships_story
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER term_keeps_its_key BEFORE UPDATE OF id ON partnerships_term
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER term_ripples AFTER UPDATE ON partnerships_term
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('term', 'record',
        '{deal_id,kind,text,start,end,ongoing,replaced_by_id}'
    );
CREATE TRIGGER term_gone_ripples AFTER DELETE ON partnerships_term
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('term', 'record',
        '{deal_id,kind,text,start,end,ongoing,replaced_by_id}'
    );
CREATE TRIGGER verdict_covers_what_is_there BEFORE INSERT ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION verdict_covers_what_is_there();
CREATE TRIGGER verdict_is_proposed AFTER INSERT ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION verdict_is_proposed();
CREATE TRIGGER verdict_is_not_rewritten BEFORE UPDATE OR DELETE ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION verdict_is_not_rewritten();
CREATE CONSTRAINT TRIGGER verdict_is_replaced_by_another
    AFTER UPDATE OF superseded_at ON partnerships_verdict DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.superseded_at IS NOT NULL)
    EXECUTE FUNCTION verdict_is_replaced_by_another();
CREATE TRIGGER verdict_keeps_its_key BEFORE UPDATE OF id ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
