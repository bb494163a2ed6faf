"""Four eyes and lapsing, held by PostgreSQL whatever the door.

A verdict covers what its claim said and rested on when it was proposed (`claim_covers`). Whoever
changes that becomes its author, and the verdict lapses, both by triggers on the statement that
made the change. They hold the claim first and its verdict after it, as the desk's actions do; a
signature holds its verdict alone, so that an edit and a signature wait for each other and never
for a ring. A signature then looks at what was committed before it: nobody signs what they wrote.

The database believes the actor whom the application names in the history's context.
"""

from django.db import migrations

ACTOR = """
CREATE FUNCTION declared_actor() RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT id FROM auth_user WHERE id = substring(
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user'
        FROM '^[0-9]{1,9}$'
    )::integer
$$;
"""

# By public ids alone, so that the same story has the same fingerprints on every desk.
COVERS = """
CREATE FUNCTION claim_covers(covered bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
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
            ))
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

CREATE FUNCTION fingerprint_of(covered jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(covered::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION covers_differ(was jsonb, here jsonb) RETURNS varchar[] LANGUAGE sql IMMUTABLE AS $$
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
            WHEN old.value - '{origin,snapshot}'::text[]
                <> new.value - '{origin,snapshot}'::text[] THEN 'citation_changed'
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
    ) AS found WHERE code IS NOT NULL
$$;
"""
NO_COVERS = """
DROP FUNCTION covers_differ(jsonb, jsonb);
DROP FUNCTION fingerprint_of(jsonb);
DROP FUNCTION claim_covers(bigint);
"""

# The claims are held first, in one order: a verdict that is being proposed is waited for. After
# that each statement must see what was committed meanwhile, which a snapshot of the whole
# transaction would hide. One statement may both edit and sign: its author is known only at its
# end, and is looked for again there.
LAPSE = """
CREATE FUNCTION look_at_what_is_committed() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM law_broken('verdict_looks_at_what_is_committed',
            'Nothing was saved: what verdicts cover changes under READ COMMITTED alone.');
    END IF;
END $$;

CREATE FUNCTION hold_claims(touched bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF touched <> '{}' THEN
        PERFORM look_at_what_is_committed();
        PERFORM FROM partnerships_claim WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    END IF;
END $$;

CREATE FUNCTION let_verdicts_lapse(touched bigint[]) RETURNS void LANGUAGE plpgsql AS $$
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
"""
NO_LAPSE = """
DROP FUNCTION let_verdicts_lapse(bigint[]);
DROP FUNCTION hold_claims(bigint[]);
DROP FUNCTION look_at_what_is_committed();
"""

# What changed is found by EXCEPT: PostgreSQL keeps the plan of a join of the two tables from the
# first statement of a session, mostly of one row, and then joins thousands in that way.
COVERED_OF_CLAIM = (
    "statement, kind, attributed_to, date_words, date_as_worded, date, as_of, value_qualifier,"
    " value_low, value_high, value_unit, is_adverse"
)
COVERED_OF_CITATION = (
    "uid, claim_id, source_id, stance, quote, translation, locator, says, answer, snapshot_id"
)
COVERED_OF_SEARCH = "uid, claim_id, place, sought, searched_on"


# Whoever cites a source waits for those who change its origin, and they for them: neither sees
# what the other has not committed.
HOLD_SOURCES = """
    PERFORM FROM partnerships_source WHERE id IN ({sources}) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT origin_id FROM partnerships_source WHERE id IN ({sources})
    ) ORDER BY id FOR KEY SHARE;
"""


def written(noun, claims, where="", hold=""):
    """The trigger for rows of `noun` that were added: whoever did it is their author.

    A row with a number that was taken away before comes under the verdicts that covered that.
    """
    return f"""
CREATE FUNCTION {noun}_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY({claims});
BEGIN
    {hold}
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship ({noun}_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows {where};
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER {noun}_was_written AFTER INSERT ON partnerships_{noun}
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {noun}_was_written();
"""


def rewritten(noun, covered, claims, hold=""):
    """The trigger for rows of `noun` whose covered columns changed."""
    return f"""
CREATE FUNCTION {noun}_was_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, {covered} FROM new_rows EXCEPT SELECT id, {covered} FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{{}}' THEN
        RETURN NULL;
    END IF;
    {hold}
    claims := ARRAY({claims});
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship ({noun}_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER {noun}_was_rewritten AFTER UPDATE ON partnerships_{noun}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {noun}_was_rewritten();
"""


def removed(noun):
    """The trigger for rows of `noun` that were taken away."""
    return f"""
CREATE FUNCTION {noun}_was_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM old_rows);
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER {noun}_was_removed AFTER DELETE ON partnerships_{noun}
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {noun}_was_removed();
"""


OF_NEW = "SELECT DISTINCT claim_id FROM new_rows"
BOTH = """
    SELECT claim_id FROM new_rows WHERE id = ANY (touched)
    UNION SELECT claim_id FROM old_rows WHERE id = ANY (touched)
"""
# A source that is renamed may be the origin of others.
CITING = """
    SELECT DISTINCT citation.claim_id
    FROM partnerships_citation AS citation
    JOIN partnerships_source AS source ON source.id = citation.source_id
    WHERE source.id {among} OR source.origin_id {among}
"""
WATCHED = [
    written(
        "claim",
        "SELECT claim_id FROM partnerships_verdict WHERE claim_id IN (SELECT id FROM new_rows)",
    ),
    rewritten("claim", COVERED_OF_CLAIM, "SELECT unnest(touched)"),
    written("citation", OF_NEW, hold=HOLD_SOURCES.format(sources="SELECT source_id FROM new_rows")),
    rewritten(
        "citation",
        COVERED_OF_CITATION,
        BOTH,
        hold=HOLD_SOURCES.format(
            sources="SELECT source_id FROM (SELECT id, claim_id, source_id FROM new_rows"
            " EXCEPT SELECT id, claim_id, source_id FROM old_rows) AS moved"
        ),
    ),
    removed("citation"),
    written("search", OF_NEW),
    rewritten("search", COVERED_OF_SEARCH, BOTH),
    removed("search"),
    written(
        "source",
        CITING.format(among="IN (SELECT id FROM new_rows)"),
        where="WHERE origin_id <> id OR EXISTS (SELECT FROM partnerships_citation AS citation"
        " WHERE citation.claim_id = ANY (claims)"
        " AND (citation.source_id = new_rows.id OR new_rows.id IN ("
        "SELECT origin_id FROM partnerships_source WHERE id = citation.source_id)))",
    ),
    rewritten("source", "origin_id, slug", CITING.format(among="= ANY (touched)")),
]
NO_WATCHED = "".join(
    f"DROP TRIGGER {noun}_was_{done} ON partnerships_{noun}; DROP FUNCTION {noun}_was_{done}();\n"
    for noun, done in [
        *(("claim", done) for done in ("written", "rewritten")),
        *(("source", done) for done in ("written", "rewritten")),
        *(("citation", done) for done in ("written", "rewritten", "removed")),
        *(("search", done) for done in ("written", "rewritten", "removed")),
    ]
)

# What is adopted is what was there when it was: of that no number speaks, which a login may give.
AUTHORS = """
CREATE FUNCTION authorship_is_in_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    actor integer := declared_actor();
BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE author_id IS DISTINCT FROM actor) THEN
        PERFORM law_broken('authorship_is_in_person', 'Everybody answers for their own changes.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER authorship_is_in_person AFTER INSERT ON partnerships_authorship
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION authorship_is_in_person();

CREATE FUNCTION adoption_is_of_what_was_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER adoption_is_of_what_was_there BEFORE INSERT ON partnerships_authorship
    FOR EACH ROW WHEN (NEW.how = 'adopted') EXECUTE FUNCTION adoption_is_of_what_was_there();

CREATE FUNCTION authorships_of(covered bigint)
RETURNS SETOF partnerships_authorship LANGUAGE sql STABLE AS $$
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

CREATE FUNCTION unattributed_of(covered bigint)
RETURNS SETOF partnerships_authorship LANGUAGE sql STABLE AS $$
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

-- Citations are numbered as the page of the claim lists them; where that hides some, by none.
CREATE FUNCTION last_written_of(covered bigint, writer integer)
RETURNS text LANGUAGE sql STABLE AS $$
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

CREATE FUNCTION may_break_glass(asked integer) RETURNS boolean LANGUAGE sql STABLE AS $$
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
"""
NO_AUTHORS = """
DROP TRIGGER adoption_is_of_what_was_there ON partnerships_authorship;
DROP TRIGGER authorship_is_in_person ON partnerships_authorship;
DROP FUNCTION adoption_is_of_what_was_there();
DROP FUNCTION authorship_is_in_person();
DROP FUNCTION may_break_glass(integer);
DROP FUNCTION last_written_of(bigint, integer);
DROP FUNCTION unattributed_of(bigint);
DROP FUNCTION authorships_of(bigint);
"""

# A blind check is closed by two who agree, or by somebody else than the two who do not.
VERDICTS = """
CREATE FUNCTION is_checked_blind(asked bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT claim.is_blind OR EXISTS (
        SELECT FROM partnerships_rulebook WHERE claim.kind = ANY (blind_kinds)
    )
    FROM partnerships_claim AS claim WHERE claim.id = asked
$$;

CREATE FUNCTION law_broken(law text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = sentence, ERRCODE = 'check_violation',
        TABLE = 'partnerships_verdict', CONSTRAINT = law;
END $$;

CREATE FUNCTION verdict_covers_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION verdict_is_checked_blind(verdict partnerships_verdict)
RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION verdict_is_signed_by_another(verdict partnerships_verdict)
RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION verdict_is_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION verdict_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION verdict_is_replaced_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM partnerships_verdict WHERE claim_id = NEW.claim_id AND superseded_at IS NULL
    ) THEN
        PERFORM law_broken('verdict_is_replaced_by_another',
            'A verdict is replaced by a newer one: propose that, or withdraw this one.');
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION assessment_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER assessment_covers_what_is_there BEFORE INSERT ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION verdict_covers_what_is_there();
CREATE TRIGGER assessment_is_not_rewritten
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION assessment_is_not_rewritten();
"""
NO_VERDICTS = """
DROP TRIGGER assessment_is_not_rewritten ON partnerships_assessment;
DROP TRIGGER assessment_covers_what_is_there ON partnerships_assessment;
DROP TRIGGER verdict_is_replaced_by_another ON partnerships_verdict;
DROP TRIGGER verdict_is_not_rewritten ON partnerships_verdict;
DROP TRIGGER verdict_is_proposed ON partnerships_verdict;
DROP TRIGGER verdict_covers_what_is_there ON partnerships_verdict;
DROP FUNCTION assessment_is_not_rewritten();
DROP FUNCTION verdict_is_replaced_by_another();
DROP FUNCTION verdict_is_not_rewritten();
DROP FUNCTION verdict_is_proposed();
DROP FUNCTION verdict_is_signed_by_another(partnerships_verdict);
DROP FUNCTION verdict_is_checked_blind(partnerships_verdict);
DROP FUNCTION verdict_covers_what_is_there();
DROP FUNCTION law_broken(text, text);
DROP FUNCTION is_checked_blind(bigint);
"""

COMMENTS = """
CREATE FUNCTION comment_is_on_its_claim() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER comment_is_on_its_claim
    BEFORE INSERT OR UPDATE OF claim_id, citation_id ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION comment_is_on_its_claim();
"""

# Entries take turns until they are committed, and are numbered in their turn: a number drawn from
# a sequence could stand before the entry that it follows.
JOURNAL = """
CREATE FUNCTION entry_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('partnerships_entry'));
    SELECT id + 1, hash INTO NEW.id, NEW.previous
        FROM partnerships_entry ORDER BY id DESC LIMIT 1;
    NEW.id := coalesce(NEW.id, 1);
    NEW.previous := coalesce(NEW.previous, '');
    NEW.hash := encode(sha256(convert_to(jsonb_build_array(
        NEW.previous, NEW.uid, NEW.act, NEW.noun, NEW.key, NEW.claim_id, NEW.by_id,
        extract(epoch FROM NEW.at), NEW.why, NEW.door, NEW.context
    )::text, 'UTF8')), 'hex');
    RETURN NEW;
END $$;
CREATE TRIGGER entry_is_sealed BEFORE INSERT ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_sealed();
"""

# A login may make tables of its own for the time of its session, and those are found before the
# desk's by whatever looks for them by name alone.
PATHS = """
DO $$
DECLARE
    law regprocedure;
BEGIN
    FOR law IN
        SELECT pg_proc.oid FROM pg_proc
        JOIN pg_language ON pg_language.oid = prolang AND lanname IN ('plpgsql', 'sql')
        WHERE pronamespace = 'public'::regnamespace AND proname NOT LIKE 'pgtrigger%'
            AND (prosrc LIKE '%partnerships_%' OR prosrc LIKE '%auth_%' OR prosrc LIKE '%law_%'
                 OR proname IN ('covers_differ', 'fingerprint_of'))
    LOOP
        EXECUTE format('ALTER FUNCTION %s {}', law);
    END LOOP;
END $$;
"""

TRACKED = [
    *("assessment", "assignment", "comment", "mailing", "reply", "rulebook", "search", "verdict"),
]
KEPT = [
    ("entry_is_kept_as_it_is", "partnerships_entry"),
    ("authorship_is_kept_as_it_is", "partnerships_authorship"),
    ("kept_answer_is_kept_as_it_is", "partnerships_keptanswer"),
    *((f"{name}_history_is_kept_as_it_is", f"partnerships_{name}history") for name in TRACKED),
]


def append_only(name, table):
    """The operation that makes `table` append-only, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


def key_for_ever(name):
    """The operation after which rows of a table keep their keys, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_keeps_its_key BEFORE UPDATE OF id ON partnerships_{name}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_new_key();",
        f"DROP TRIGGER {name}_keeps_its_key ON partnerships_{name};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0005_verdicts"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(ACTOR, "DROP FUNCTION declared_actor();"),
        migrations.RunSQL(COVERS, NO_COVERS),
        migrations.RunSQL(LAPSE, NO_LAPSE),
        migrations.RunSQL("".join(WATCHED), NO_WATCHED),
        migrations.RunSQL(AUTHORS, NO_AUTHORS),
        migrations.RunSQL(VERDICTS, NO_VERDICTS),
        migrations.RunSQL(
            COMMENTS,
            "DROP TRIGGER comment_is_on_its_claim ON partnerships_comment;"
            " DROP FUNCTION comment_is_on_its_claim();",
        ),
        migrations.RunSQL(
            JOURNAL,
            "DROP TRIGGER entry_is_sealed ON partnerships_entry; DROP FUNCTION entry_is_sealed();",
        ),
        migrations.RunSQL(
            PATHS.replace("{}", "SET search_path = pg_catalog, public, pg_temp"),
            PATHS.replace("{}", "RESET search_path"),
        ),
        *(append_only(name, table) for name, table in KEPT),
        *(key_for_ever(name) for name in TRACKED),
    ]
