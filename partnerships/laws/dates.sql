-- PostgreSQL reads EDTF as partnerships/text/edtf.py does, so that generated columns and CHECKs can.

-- A wrong date gives NULL (or false) and never an error: generated columns come before CHECKs, and
-- the constraint with the name and the sentence is to be what refuses. Every function is
-- immutable: no cast of text to a date and no intervals, which depend on the session. Neither does
-- any depend on the search path, so that pg_dump's restore, which empties it, fills the columns
-- again: the plpgsql bodies use nothing but pg_catalog, and the SQL bodies (RETURN) are bound when
-- created.
CREATE OR REPLACE FUNCTION edtf_days(edtf text, confirmed date,
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
    seen date;           -- the confirmation, where it may have held on that day
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
    seen := CASE
        WHEN confirmed BETWEEN coalesce(wide_low[1], make_date(1, 1, 1))
            AND coalesce(wide_high[2], last_day) THEN confirmed
    END;
    since := least(
        CASE WHEN low[1] IS NOT NULL THEN least(wide_high[1], wide_high[2]) END, seen
    );
    until := CASE
        WHEN low[2] IS NOT NULL THEN greatest(wide_low[2], wide_low[1], seen)
        WHEN exact[1] THEN greatest(since, seen)
        ELSE seen
    END;
    certain := CASE
        WHEN ends[1] = '..' AND until IS NOT NULL
            THEN daterange(NULL, CASE WHEN until < last_day THEN until END, '[]')
        WHEN ends[1] = '..' OR until IS NULL OR since IS NULL OR since > until
            THEN 'empty'::daterange
        ELSE daterange(since, CASE WHEN until < last_day THEN until END, '[]')
    END;
END $$;

-- Nearly all dates of a desk are a plain day, month or year, or blank. Those are read without the
-- function above, which takes ten times as long: a column and a CHECK ask it of each row that is
-- written. The patterns know each month's days but for 29 February, and know only what that
-- function would answer likewise; whatever else there is they leave to it. These bodies are taken
-- into the statement that asks only so long as each is one expression without SET.
CREATE OR REPLACE FUNCTION edtf_is_valid(edtf text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN edtf = ''
    OR edtf ~ ('^((\.\.)?/)?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?'
               '|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?$')
        AND strpos(edtf, '0000') = 0
    OR edtf ~ ('^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?'
               '|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?/(\.\.)?$')
        AND strpos(edtf, '0000') = 0
    OR (edtf_days(edtf, NULL)).possible IS NOT NULL;

CREATE OR REPLACE FUNCTION edtf_earliest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN edtf = '' THEN NULL
    WHEN edtf ~ ('^[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])'
                 '|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$')
        AND NOT starts_with(edtf, '0000')
        THEN make_date(
            left(edtf, 4)::integer, substr(edtf, 6, 2)::integer, substr(edtf, 9, 2)::integer
        )
    WHEN edtf ~ '^[0-9]{4}(-(0[1-9]|1[0-2]))?$' AND NOT starts_with(edtf, '0000')
        THEN make_date(left(edtf, 4)::integer, substr(edtf || '-01', 6, 2)::integer, 1)
    ELSE (edtf_days(edtf, NULL)).earliest
END;

CREATE OR REPLACE FUNCTION edtf_latest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN edtf = '' THEN NULL
    WHEN edtf ~ ('^[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])'
                 '|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$')
        AND NOT starts_with(edtf, '0000')
        THEN make_date(
            left(edtf, 4)::integer, substr(edtf, 6, 2)::integer, substr(edtf, 9, 2)::integer
        )
    WHEN edtf ~ '^[0-9]{4}$' AND edtf <> '0000' THEN make_date(edtf::integer, 12, 31)
    WHEN edtf ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' AND NOT starts_with(edtf, '0000')
        THEN make_date(
            left(edtf, 4)::integer + right(edtf, 2)::integer / 12,
            right(edtf, 2)::integer % 12 + 1, 1
        ) - 1
    ELSE (edtf_days(edtf, NULL)).latest
END;

CREATE OR REPLACE FUNCTION edtf_certain(edtf text, confirmed date) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (edtf_days(edtf, confirmed)).certain;

CREATE OR REPLACE FUNCTION edtf_possible(edtf text) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (edtf_days(edtf, NULL)).possible;

-- It had begun, since its start is past or somebody showed it before, and no end is known. Up to the
-- confirmation it is certain besides.
CREATE OR REPLACE FUNCTION edtf_is_open(edtf text, confirmed date, day date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(
    edtf LIKE '%/%' AND split_part(edtf, '/', 2) IN ('', '..')
    AND (split_part(edtf, '/', 1) = '..'
        OR upper((edtf_days(split_part(edtf, '/', 1), NULL)).possible) - 1 <= day
        OR (edtf_days(edtf, NULL)).possible @> confirmed AND confirmed <= day),
    false
);

CREATE OR REPLACE FUNCTION edtf_period(start text, "end" text, ongoing boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ongoing AND "end" <> '' THEN NULL
    WHEN ongoing THEN start || '/..'
    WHEN start = '' AND "end" = '' THEN ''
    ELSE start || '/' || "end"
END;

CREATE OR REPLACE FUNCTION less_last_day(days daterange) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN days IS NULL OR isempty(days) OR upper_inf(days) THEN days
    ELSE daterange(lower(days), upper(days) - 1)
END;

CREATE OR REPLACE FUNCTION dates_meet(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT one NOT IN ('', '..') AND other NOT IN ('', '..')
        AND edtf_earliest(one) <= edtf_latest(other)
        AND edtf_earliest(other) <= edtf_latest(one)
$$;
