"""What no column constraint can say, and PostgreSQL refuses all the same.

Each refusal carries the name of its law as a constraint name and a sentence for the editor.
Checks over several rows wait for the end of the transaction and then take turns on the row
they are about, so that two transactions cannot each see half.
"""

from django.db import migrations

# TRUNCATE passes: the test runner needs it, and the application's login has no right to it.
# So does an update that changes nothing, with which loaddata finds out what is there.
REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What is kept here is never changed or taken away: add what is new.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
"""

# The history finds what an update did by the row's key: of a row that took another it would keep
# nothing. Only a statement that names the key pays for this.
KEEP_KEY = """
CREATE FUNCTION refuse_new_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'A record keeps its number for ever.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

# pghistory writes a context again when it learns more, such as the user. It may only grow.
CONTEXT_GROWS = """
CREATE FUNCTION context_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at
       AND NEW.metadata @> jsonb_strip_nulls(OLD.metadata) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Who changed what, and why, is never rewritten.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER history_context_only_grows BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_only_grows();
"""

KINDS = """
ALTER TABLE partnerships_role
    ADD CONSTRAINT role_is_held_by_a_person FOREIGN KEY (person_id, person_kind)
        REFERENCES partnerships_party (id, kind),
    ADD CONSTRAINT role_is_at_a_company FOREIGN KEY (company_id, company_kind)
        REFERENCES partnerships_party (id, kind);
ALTER TABLE partnerships_stake
    ADD CONSTRAINT stake_is_in_a_company FOREIGN KEY (company_id, company_kind)
        REFERENCES partnerships_party (id, kind);
ALTER TABLE partnerships_valuation
    ADD CONSTRAINT valuation_is_of_a_company FOREIGN KEY (company_id, company_kind)
        REFERENCES partnerships_party (id, kind);
"""
NO_KINDS = """
ALTER TABLE partnerships_valuation DROP CONSTRAINT valuation_is_of_a_company;
ALTER TABLE partnerships_stake DROP CONSTRAINT stake_is_in_a_company;
ALTER TABLE partnerships_role
    DROP CONSTRAINT role_is_at_a_company, DROP CONSTRAINT role_is_held_by_a_person;
"""

# Chains are walked and re-rooted one transaction at a time: two halves of a loop, or a root
# and its leaf, may be written at once.
ORIGINS = """
CREATE FUNCTION source_finds_its_origin() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION source_tells_its_descendants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE partnerships_source SET origin_id = NEW.origin_id
        WHERE derives_from_id = NEW.id AND origin_id IS DISTINCT FROM NEW.origin_id;
    RETURN NULL;
END $$;

CREATE TRIGGER source_finds_its_origin
    BEFORE INSERT OR UPDATE OF derives_from_id, origin_id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_finds_its_origin();
CREATE TRIGGER source_tells_its_descendants
    AFTER INSERT OR UPDATE OF derives_from_id, origin_id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_tells_its_descendants();
"""
NO_ORIGINS = """
DROP TRIGGER source_tells_its_descendants ON partnerships_source;
DROP TRIGGER source_finds_its_origin ON partnerships_source;
DROP FUNCTION source_tells_its_descendants();
DROP FUNCTION source_finds_its_origin();
"""

QUOTES = """
CREATE FUNCTION citation_quote_is_at_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept record;
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
        NEW.position := strpos(kept.text, NEW.quote) - 1;
    END IF;
    IF NEW.position < 0 OR NEW.quote <> substr(
        kept.text, least(NEW.position, length(kept.text)) + 1, length(NEW.quote)
    ) THEN
        RAISE EXCEPTION 'The quotation does not stand at that place in our copy of the source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_quote_is_at_its_place';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER citation_quote_is_at_its_place
    BEFORE INSERT OR UPDATE OF quote, position, snapshot_id, source_id ON partnerships_citation
    FOR EACH ROW EXECUTE FUNCTION citation_quote_is_at_its_place();
"""
NO_QUOTES = """
DROP TRIGGER citation_quote_is_at_its_place ON partnerships_citation;
DROP FUNCTION citation_quote_is_at_its_place();
"""

TWO_PARTIES = """
CREATE FUNCTION published_deal_has_two_parties() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE CONSTRAINT TRIGGER published_deal_has_two_parties
    AFTER INSERT OR UPDATE OF released_at ON partnerships_deal
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION published_deal_has_two_parties();
CREATE CONSTRAINT TRIGGER published_deal_keeps_two_parties
    AFTER UPDATE OR DELETE ON partnerships_dealparty
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION published_deal_has_two_parties();
"""
NO_TWO_PARTIES = """
DROP TRIGGER published_deal_keeps_two_parties ON partnerships_dealparty;
DROP TRIGGER published_deal_has_two_parties ON partnerships_deal;
DROP FUNCTION published_deal_has_two_parties();
"""

# The low ends of the shares are what was paid at least; the high end of the total is what was
# raised at most. A party with several rows counts with its preferred one, else with the lowest.
SHARES = """
CREATE FUNCTION party_shares_are_within_the_total() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE CONSTRAINT TRIGGER party_shares_are_within_the_total
    AFTER INSERT OR UPDATE OR DELETE ON partnerships_amount
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION party_shares_are_within_the_total();
"""
NO_SHARES = """
DROP TRIGGER party_shares_are_within_the_total ON partnerships_amount;
DROP FUNCTION party_shares_are_within_the_total();
"""

FIELDS = """
CREATE FUNCTION fact_source_field_exists() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER fact_source_field_exists BEFORE INSERT OR UPDATE ON partnerships_factsource
    FOR EACH ROW EXECUTE FUNCTION fact_source_field_exists();
"""
NO_FIELDS = """
DROP TRIGGER fact_source_field_exists ON partnerships_factsource;
DROP FUNCTION fact_source_field_exists();
"""

TRACKED = [
    *("amount", "citation", "claim", "claimdeal", "claimevent", "claimparty", "collection", "deal"),
    *("dealparty", "dealstep", "event", "eventparty", "factsource", "identifier", "party"),
    *("partyname", "partnership", "partnershipparty", "role", "snapshot", "source", "stake"),
    *("term", "valuation"),
]


def append_only(name, table):
    """The operation that makes `table` append-only, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


def key_for_ever(name, table):
    """The operation after which rows of `table` keep their keys, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OF id ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_new_key();",
        f"DROP TRIGGER {name} ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0003_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION refuse_change();"),
        append_only("snapshot_is_kept_as_it_is", "partnerships_snapshot"),
        *(
            append_only(f"{name}_history_is_kept_as_it_is", f"partnerships_{name}history")
            for name in TRACKED
        ),
        migrations.RunSQL(KEEP_KEY, "DROP FUNCTION refuse_new_key();"),
        *(
            key_for_ever(f"{name}_keeps_its_key", f"partnerships_{name}")
            for name in TRACKED
            if name != "snapshot"  # of which nothing changes anyhow
        ),
        migrations.RunSQL(
            CONTEXT_GROWS,
            "DROP TRIGGER history_context_only_grows ON pghistory_context;"
            " DROP FUNCTION context_only_grows();",
        ),
        migrations.RunSQL(KINDS, NO_KINDS),
        migrations.RunSQL(ORIGINS, NO_ORIGINS),
        migrations.RunSQL(QUOTES, NO_QUOTES),
        migrations.RunSQL(TWO_PARTIES, NO_TWO_PARTIES),
        migrations.RunSQL(SHARES, NO_SHARES),
        migrations.RunSQL(FIELDS, NO_FIELDS),
    ]
