-- How names are searched, and which identifiers have the shape of their scheme.

-- unaccent made immutable, so that a trigram index can stand on it: the dictionary is named, and
-- nobody changes its rules on a running desk.
CREATE OR REPLACE FUNCTION plain_text(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = "$user", public AS $$
BEGIN
    RETURN lower(unaccent('unaccent'::regdictionary, words));
END $$;

-- ISO 7064 (mod 97-10), with which an LEI ends: letters count from 10 (A) to 35 (Z), and the whole
-- number leaves 1. Taken digit by digit, since it has up to forty of them.
CREATE OR REPLACE FUNCTION lei_is_well_formed(value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letter text;
    rest int := 0;
BEGIN
    IF value !~ '^[A-Z0-9]{18}[0-9]{2}$' THEN
        RETURN false;
    END IF;
    FOREACH letter IN ARRAY string_to_array(value, NULL) LOOP
        IF letter ~ '[0-9]' THEN
            rest := (rest * 10 + letter::int) % 97;
        ELSE
            rest := (rest * 100 + ascii(letter) - 55) % 97;
        END IF;
    END LOOP;
    RETURN rest = 1;
END $$;

-- ISO 6166: letters become numbers, then every second digit from the right is doubled (Luhn).
CREATE OR REPLACE FUNCTION isin_is_well_formed(value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letter text;
    digits text := '';
    digit int;
    total int := 0;
BEGIN
    IF value !~ '^[A-Z]{2}[A-Z0-9]{9}[0-9]$' THEN
        RETURN false;
    END IF;
    FOREACH letter IN ARRAY string_to_array(value, NULL) LOOP
        IF letter ~ '[0-9]' THEN
            digits := digits || letter;
        ELSE
            digits := digits || (ascii(letter) - 55)::text;
        END IF;
    END LOOP;
    digits := reverse(digits);
    FOR place IN 1..length(digits) LOOP
        digit := substr(digits, place, 1)::int;
        IF place % 2 = 0 THEN
            digit := digit * 2;
        END IF;
        total := total + digit / 10 + digit % 10;
    END LOOP;
    RETURN total % 10 = 0;
END $$;

CREATE OR REPLACE FUNCTION identifier_is_well_formed(scheme text, value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = "$user", public AS $$
BEGIN
    RETURN CASE scheme
        WHEN 'wikidata' THEN value ~ '^Q[1-9][0-9]*$'
        WHEN 'lei' THEN lei_is_well_formed(value)
        WHEN 'isin' THEN isin_is_well_formed(value)
        WHEN 'cik' THEN value ~ '^[0-9]{10}$'
        WHEN 'ticker' THEN value ~ '^[A-Z]+:[A-Z0-9][A-Z0-9.-]*$'
        ELSE value ~ '^\S(.*\S)?$'
    END;
END $$;

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

CREATE OR REPLACE FUNCTION keep_partyname_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partynamehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partynamehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partyname_insert_is_kept AFTER INSERT ON partnerships_partyname
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partyname_history();
CREATE TRIGGER partyname_update_is_kept AFTER UPDATE ON partnerships_partyname
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partyname_history();
CREATE TRIGGER partyname_delete_is_kept AFTER DELETE ON partnerships_partyname
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partyname_history();
CREATE TRIGGER partyname_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_partynamehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

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

CREATE OR REPLACE FUNCTION keep_identifier_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_identifierhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_identifierhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER identifier_insert_is_kept AFTER INSERT ON partnerships_identifier
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identifier_history();
CREATE TRIGGER identifier_update_is_kept AFTER UPDATE ON partnerships_identifier
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identifier_history();
CREATE TRIGGER identifier_delete_is_kept AFTER DELETE ON partnerships_identifier
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identifier_history();
CREATE TRIGGER identifier_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_identifierhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
