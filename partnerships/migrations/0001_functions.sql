CREATE FUNCTION edtf_days(edtf text, confirmed date,
    OUT earliest date, OUT latest date, OUT certain daterange, OUT possible daterange)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    last_day CONSTANT date := make_date(9999, 12, 31);
    ends text[] := string_to_array(edtf, '/');
    part text[];
    month integer;       -- months since year 0: the first of the date, and of the day after it
    next_month integer;
    unit integer;
    low date[];          -- each end's bounds as written, then with ? ~ % one unit wider
    high date[];
    wide_low date[];
    wide_high date[];
    exact boolean[];
    since date;
    until date;
BEGIN
    IF edtf IS NULL OR edtf = '/' OR cardinality(ends) NOT IN (1, 2) THEN
        RETURN;
    END IF;
    IF edtf ~ ('^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
               '(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?$') THEN
        ends := ARRAY[left(edtf, 10)];
    END IF;

    FOR i IN 1 .. cardinality(ends) LOOP
        CONTINUE WHEN cardinality(ends) = 2 AND ends[i] IN ('', '..');
        part := regexp_match(ends[i], '^([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)'
                                      '(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%])?$');
        IF part IS NULL OR (cardinality(ends) = 2 AND ends[i] LIKE '%X%') THEN
            RETURN;
        END IF;

        month := 12 * replace(part[1], 'X', '0')::integer;
        IF part[1] LIKE '%X' THEN
            unit := CASE WHEN part[1] LIKE '%XX' THEN 1200 ELSE 120 END;
        ELSIF part[2] IS NULL OR part[2] = 'XX' THEN
            unit := 12;
        ELSIF part[2]::integer BETWEEN 1 AND 12 THEN
            unit := 1;
            month := month + part[2]::integer - 1;
        ELSIF part[2]::integer BETWEEN 21 AND 24 THEN
            unit := 3;
            month := month + 3 * (part[2]::integer - 21) + 2;
        ELSE
            RETURN;
        END IF;
        next_month := month + unit;
        IF month < 12 OR next_month > 120000
            OR (part[1] LIKE '%X' AND part[2] IS NOT NULL)
            OR (part[2] = 'XX' AND part[3] <> 'XX')
            OR (unit = 3 AND part[3] IS NOT NULL)
        THEN
            RETURN;
        END IF;

        low[i] := make_date(month / 12, month % 12 + 1, 1);
        high[i] := make_date(next_month / 12, next_month % 12 + 1, 1) - 1;
        exact[i] := false;
        IF part[3] <> 'XX' THEN
            IF part[3]::integer NOT BETWEEN 1 AND high[i] - low[i] + 1 THEN
                RETURN;
            END IF;
            low[i] := low[i] + part[3]::integer - 1;
            high[i] := low[i];
            exact[i] := part[4] IS NULL;
        END IF;

        wide_low[i] := low[i];
        wide_high[i] := high[i];
        IF part[4] IS NOT NULL AND part[3] <> 'XX' THEN
            wide_low[i] := greatest(low[i] - 1, make_date(1, 1, 1));
            wide_high[i] := least(high[i] + 1, last_day);
        ELSIF part[4] IS NOT NULL THEN
            month := greatest(month - unit, 12);
            next_month := least(next_month + unit, 120000);
            wide_low[i] := make_date(month / 12, month % 12 + 1, 1);
            wide_high[i] := make_date(next_month / 12, next_month % 12 + 1, 1) - 1;
        END IF;
    END LOOP;

    IF cardinality(ends) = 1 THEN
        earliest := low[1];
        latest := high[1];
        possible := daterange(wide_low[1], nullif(wide_high[1], last_day), '[]');
        certain := CASE WHEN exact[1] THEN possible ELSE daterange(low[1], low[1]) END;
        RETURN;
    END IF;

    IF wide_high[2] < wide_low[1] THEN
        RETURN;
    END IF;
    -- least() and greatest() pass over NULL: an end that is open or unknown does not count
    earliest := CASE WHEN low[1] IS NOT NULL THEN least(low[1], high[2]) END;
    latest := high[2];
    possible := daterange(wide_low[1], nullif(wide_high[2], last_day), '[]');
    since := CASE WHEN low[1] IS NOT NULL THEN least(wide_high[1], wide_high[2]) END;
    until := CASE
        WHEN low[2] IS NOT NULL THEN greatest(wide_low[2], wide_low[1])
        WHEN ends[2] = '..' AND confirmed >= since THEN confirmed
        WHEN exact[1] THEN since
    END;
    certain := CASE
        WHEN ends[1] = '' OR until IS NULL OR since > until THEN 'empty'::daterange
        ELSE daterange(since, CASE WHEN until < last_day THEN until END, '[]')
    END;
END $$;

CREATE FUNCTION edtf_is_valid(edtf text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN edtf = '' OR (edtf_days(edtf, NULL)).possible IS NOT NULL;

CREATE FUNCTION edtf_earliest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (edtf_days(edtf, NULL)).earliest;

CREATE FUNCTION edtf_latest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (edtf_days(edtf, NULL)).latest;

CREATE FUNCTION edtf_certain(edtf text, confirmed date) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (edtf_days(edtf, confirmed)).certain;

CREATE FUNCTION edtf_possible(edtf text) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (edtf_days(edtf, NULL)).possible;

CREATE FUNCTION edtf_period(start text, "end" text, ongoing boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ongoing AND "end" <> '' THEN NULL
    WHEN ongoing THEN start || '/..'
    WHEN start = '' AND "end" = '' THEN ''
    ELSE start || '/' || "end"
END;

CREATE FUNCTION less_last_day(days daterange) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN days IS NULL OR isempty(days) OR upper_inf(days) THEN days
    ELSE daterange(lower(days), upper(days) - 1)
END;

CREATE FUNCTION plain_text(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = "$user", public AS $$
BEGIN
    RETURN lower(unaccent('unaccent'::regdictionary, words));
END $$;

CREATE FUNCTION lei_is_well_formed(value text) RETURNS boolean
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

CREATE FUNCTION isin_is_well_formed(value text) RETURNS boolean
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

CREATE FUNCTION identifier_is_well_formed(scheme text, value text) RETURNS boolean
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
